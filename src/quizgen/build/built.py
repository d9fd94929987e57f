"""Built: all that a deck declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from quizgen.build.checked import add_problems
from quizgen.build.draft import make_draft
from quizgen.build.output import Built, write_draft
from quizgen.build.stages import Announce, unheard
from quizgen.load import fingerprint_build, fingerprint_deck, lock_path, read_lock
from quizgen.lock import check_stale
from quizgen.problems import has_errors
from quizgen.write import find_written, write_beside

NO_DECKS: Mapping[str, Path] = MappingProxyType({})


def build(
    path: Path | str,
    out: Path | str,
    *,
    strict: bool = False,
    locked: bool = False,
    pdf: bool = False,
    taken: Mapping[str, Path] = NO_DECKS,
    announce: Announce = unheard,
) -> Built:
    """Build all that a deck declares into `out`/<deck id>; nothing is written after an error.

    `locked`: a lock that is not up to date is an error. `pdf`: each page comes as PDF too.
    `taken` are the decks built before into the same folder, by id: no deck overwrites another.
    """
    path, out = Path(path), Path(out)
    fingerprint = fingerprint_deck(path)
    draft = make_draft(path, taken, announce)
    if locked:
        stale = check_stale(draft.old_lock_text, draft.lock, lock_path(path).as_posix())
        draft = replace(draft, checked=add_problems(draft.checked, stale))
    if has_errors(draft.checked.problems, strict=strict):
        return Built(draft.checked)
    whole = "" if draft.schemas else fingerprint
    built = write_draft(draft, path, out, fingerprint=whole, pdf=pdf, announce=announce)
    if not locked:  # as the lock, they lie with the deck
        write_beside(draft.schemas, path.parent if path.is_file() else path)
    return built


def find_built(
    path: Path, out: Path, *, taken: Mapping[str, Path] = NO_DECKS, pdf: bool = False
) -> tuple[Path, ...]:
    """Find what an earlier build wrote into `out`, if a build would write just that again.

    So it is if the deck, its lock and the program are what they were, byte for byte, the build
    had no problem to tell of, and all its files are still as it wrote them.
    """
    _, lock_text, _ = read_lock(path)
    fingerprint = fingerprint_build(fingerprint_deck(path), lock_text, pdf=pdf)
    paths = find_written(out, fingerprint)
    return paths if paths and paths[0].parent.name not in taken else ()
