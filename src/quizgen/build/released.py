"""Released: a build that learners get, with the news of it, marked in the lock."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quizgen.build.built import NO_DECKS
from quizgen.build.checked import add_problems
from quizgen.build.draft import make_draft
from quizgen.build.output import Built, write_draft, write_lock
from quizgen.build.printed import keep_editions
from quizgen.build.stages import Announce, unheard
from quizgen.load import fingerprint_deck, lock_path
from quizgen.lock import (
    changes_since_release,
    current_time,
    mark_release,
    name_moment,
    print_lock,
    settle_drafts,
)
from quizgen.model import media_names
from quizgen.problems import has_errors
from quizgen.write import remove_file, write_beside


def release(
    path: Path | str, out: Path | str, *, pdf: bool = False, announce: Announce = unheard
) -> Built:
    """Build, tell learners what changed since the last release, and mark this one in the lock.

    The editions of its quizzes are kept first. The mark comes last: a release that cannot be
    written is none.
    """
    from quizgen.render import UPDATES, needs_package, render_changes, render_updates

    path, out = Path(path), Path(out)
    fingerprint = fingerprint_deck(path)
    draft = make_draft(path, NO_DECKS, announce)
    deck = draft.checked.deck
    if has_errors(draft.checked.problems):
        return Built(draft.checked)
    quizzes, clashes = keep_editions(draft.checked.quizzes, path)
    if clashes:
        return Built(add_problems(draft.checked, clashes))
    now = current_time()
    package, lock = settle_drafts(draft.package, draft.lock, now)
    checked = replace(draft.checked, quizzes=quizzes)
    draft = replace(draft, checked=checked, package=package, lock=lock)
    lost = draft.lock.notes.keys() - {note.key for note in draft.package.notes}
    changes = changes_since_release(draft.lock, draft.retired_keys, lost)
    built = write_draft(draft, path, out, fingerprint=fingerprint, pdf=pdf, announce=announce)
    if not built.paths or not changes:
        return built
    shown = needs_package(draft.package, changes, draft.lock.media)
    news = [render_changes(deck.title, deck.words, draft.package, changes, shown)]
    texts = changes.keys() - shown - lost
    news += [render_updates(draft.package, texts)] if texts else []  # Anki refuses an empty one
    paths = write_beside(news, out / deck.id)
    if not texts:
        remove_file(out / deck.id / UPDATES)  # that of an earlier release
    media = {name for note in draft.package.notes for name in media_names(note.fields)}
    marked = mark_release(draft.lock, media, draft.retired_keys | lost)
    write_lock(lock_path(path), print_lock(marked), print_lock(draft.lock))
    return replace(
        built,
        paths=(*built.paths, *paths),
        changes=len(changes),
        package_only=len(shown),
        first=not any(note.released for note in draft.lock.notes.values()),
        dated=name_moment(now),
    )
