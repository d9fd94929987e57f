"""Released: a build that learners get, with the news of it, marked in the lock."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from pathlib import Path

from quizgen.build.built import NO_DECKS
from quizgen.build.checked import add_problems
from quizgen.build.draft import Draft, make_draft
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
    from quizgen.render import needs_package

    path, out = Path(path), Path(out)
    fingerprint = fingerprint_deck(path)
    draft = make_draft(path, NO_DECKS, announce)
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
    texts = changes.keys() - shown - lost
    paths = _write_news(draft, changes, shown, texts, out / draft.checked.deck.id)
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


def _write_news(
    draft: Draft, changes: Mapping[str, str], shown: Set[str], texts: Set[str], folder: Path
) -> tuple[Path, ...]:
    """Write what changed, and `texts` to import; packages alone bring what `shown` show."""
    from quizgen.render import UPDATES, render_changes, render_updates

    deck = draft.checked.deck
    news = [render_changes(deck.title, deck.words, draft.package, changes, shown)]
    news += [render_updates(draft.package, texts)] if texts else []  # Anki refuses an empty one
    paths = write_beside(news, folder)
    if not texts:
        remove_file(folder / UPDATES)  # that of an earlier release
    return paths
