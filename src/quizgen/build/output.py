"""Output: what is written of a draft, its lock among it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.build.checked import Checked
from quizgen.build.draft import Draft
from quizgen.build.stages import Announce
from quizgen.load import fingerprint_build, lock_path
from quizgen.lock import print_lock
from quizgen.model import Artifact
from quizgen.write import make_folder, write_artifacts, write_beside


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: files, how many notes are in them, how many a release changed.

    `checked` has no facts and no questions any more: what is written needs none.
    `package_only` of the changed ones show files that updates.txt cannot bring; `first`: nothing
    of the deck was released before. `dated` is the moment of a release.
    """

    checked: Checked
    paths: tuple[Path, ...] = ()
    notes: int = 0
    changes: int = 0
    package_only: int = 0
    first: bool = False
    dated: str = ""


def write_draft(
    draft: Draft, path: Path, out: Path, *, fingerprint: str, pdf: bool, announce: Announce
) -> Built:
    """Write the lock, if anything in it changed, and then all artifacts.

    Without a fingerprint of the deck, or with a problem to tell, the next build does all again.
    """
    from quizgen.render import add_pdfs

    announce("render")
    artifacts = tuple(add_pdfs(_render(draft)) if pdf else _render(draft))
    if not artifacts:
        return Built(draft.checked)
    announce("write")
    folder = out / draft.checked.deck.id
    make_folder(folder)  # where nothing can be written, the lock stays as it is too
    lock_text = print_lock(draft.lock)
    write_lock(lock_path(path), lock_text, draft.old_lock_text)
    again = bool(draft.checked.problems) or not fingerprint
    whole = "" if again else fingerprint_build(fingerprint, lock_text, pdf=pdf)
    notes = len(draft.package.notes) - len(draft.retired_keys)
    return Built(draft.checked, write_artifacts(artifacts, folder, whole), notes)


def write_lock(place: Path, text: str, old_text: str = "") -> None:
    """Write a lock where it is not there yet, word for word."""
    if text != old_text:
        write_beside([Artifact(place.name, text.encode())], place.parent)


def _render(draft: Draft) -> Iterator[Artifact]:
    from quizgen.render import render_apkg, render_quiz

    live, retired = (
        replace(
            draft.package,
            notes=tuple(n for n in draft.package.notes if (n.key in draft.retired_keys) == gone),
        )
        for gone in (False, True)
    )
    if live.notes:
        yield render_apkg(live)
    if retired.notes:
        yield render_apkg(retired, f"{live.deck_id}-retired")
    for quiz in draft.checked.quizzes:
        yield from render_quiz(quiz)
