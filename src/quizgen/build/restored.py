"""Restored: a lost lock, made again from the packages that were shipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.build.checked import check
from quizgen.build.output import write_lock
from quizgen.build.stages import Announce, unheard
from quizgen.compose import choose_cards
from quizgen.load import lock_path, quote_lines, read_lock, read_package
from quizgen.lock import Lock, deck_keys, number_gaps, print_lock, restore_lock
from quizgen.problems import Problem, QuizgenError, has_errors


@dataclass(frozen=True, slots=True)
class Restored:
    """A lock rebuilt from packages: how many notes are in it, or what stands against it."""

    problems: tuple[Problem, ...]
    lock: Path
    notes: int = 0


def restore(
    path: Path, packages: Sequence[Path], *, force: bool = False, announce: Announce = unheard
) -> Restored:
    """Rebuild a deck's lost lock from packages once shipped; `force` replaces a sound one."""
    from quizgen.render import RETIRED_TAG, make_package, note_guid, type_names

    checked, place = check(path, announce=announce), lock_path(path)
    deck = checked.deck
    if place.exists() and not force and not has_errors(read_lock(path)[2]):
        raise QuizgenError(f"'{place}' is there and sound; --force replaces it")
    shipped = [read_package(package) for package in packages]
    cards = choose_cards(deck, number_gaps([*checked.questions, *checked.retired], Lock()))
    current = make_package(deck, cards)
    lock, untold = restore_lock(
        shipped,
        current.notes,
        guids={key: note_guid(key) for key in deck_keys(shipped, deck.id)},
        type_names=type_names(deck.id),
        retired_tag=RETIRED_TAG,
        file=place.as_posix(),
    )
    problems = tuple(quote_lines((*checked.problems, *untold)))
    if has_errors(problems):
        return Restored(problems, place)
    if not lock.notes:
        raise QuizgenError(f"no note of the deck '{deck.id}' is in {', '.join(map(str, packages))}")
    write_lock(place, print_lock(lock))
    return Restored(problems, place, len(lock.notes))
