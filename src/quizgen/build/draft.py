"""Draft: a checked deck with its dated notes and its next lock, not yet written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.build.checked import Checked, add_problems, check
from quizgen.build.stages import Announce
from quizgen.compose import choose_cards
from quizgen.load import lock_path, read_lock
from quizgen.lock import Lock, check_released, current_time, date_package, number_gaps
from quizgen.model import Deck, Package, Question
from quizgen.problems import Problem


@dataclass(frozen=True, slots=True)
class Draft:
    """What a build would write: the notes as they are dated, and the lock before and after.

    `retired_keys` name the notes that learners still have of facts and templates now retired.
    """

    checked: Checked
    package: Package
    retired_keys: frozenset[str]
    old_lock_text: str
    lock: Lock


def make_draft(path: Path, taken: Mapping[str, Path], announce: Announce) -> Draft:
    """Check a deck and date its notes by its lock; `taken` are the ids of decks built before."""
    from quizgen.render import make_package

    checked = check(path, announce=announce)
    announce("date")
    deck, file = checked.deck, lock_path(path).as_posix()
    lock, lock_text, slips = read_lock(path)
    asked = [*checked.questions, *_released_before(checked, lock)]
    cards = choose_cards(deck, number_gaps(asked, lock))
    package = make_package(deck, cards)
    dated, new_lock, warnings = date_package(package, lock, current_time(), file)
    retired_keys = frozenset(card.question.id for card in cards if card.question.retired)
    left = check_released(lock, deck, package, file)
    told = add_problems(checked, [*slips, *_clash(deck, taken), *left, *warnings])
    return Draft(told, dated, retired_keys, lock_text, new_lock)


def _released_before(checked: Checked, lock: Lock) -> Iterator[Question]:
    """Give the retired questions that learners have, marked as such."""
    from quizgen.render import RETIRED_TAG

    for question in checked.retired:
        if question.id in lock.notes and lock.notes[question.id].released:
            yield question._replace(
                scope=checked.deck.words.say("retired", reason=question.retired),
                tags=(*question.tags, RETIRED_TAG),
            )


def _clash(deck: Deck, taken: Mapping[str, Path]) -> Iterator[Problem]:
    if deck.id in taken:
        yield Problem(
            deck.where,
            "duplicate-id",
            f"the deck's id '{deck.id}' is that of {taken[deck.id]} too",
            "give one of them another id",
            culprit=deck.id,
        )
