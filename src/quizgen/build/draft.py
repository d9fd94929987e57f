"""Draft: a checked deck with its dated notes and its next lock, not yet written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.build.checked import Checked, add_problems, check
from quizgen.build.stages import Announce
from quizgen.build.withdrawn import ask_withdrawn
from quizgen.compose import choose_cards
from quizgen.load import lock_path, read_lock, stale_schemas
from quizgen.lock import Lock, check_released, current_time, date_package, number_gaps
from quizgen.model import Artifact, Card, Deck, Package, Question, Words
from quizgen.problems import Problem, Severity, has_errors


@dataclass(frozen=True, slots=True)
class Draft:
    """What a build would write: the notes as they are dated, and the lock before and after.

    `checked` has no facts and no questions any more. `retired_keys` name the notes that learners
    still have of facts and templates now retired; `schemas` are those for editors that say what an
    older deck said.
    """

    checked: Checked
    package: Package
    retired_keys: frozenset[str]
    old_lock_text: str
    lock: Lock
    schemas: tuple[Artifact, ...] = ()


def make_draft(path: Path, taken: Mapping[str, Path], announce: Announce) -> Draft:
    """Check a deck and date its notes by its lock; `taken` are the ids of decks built before."""
    from quizgen.render import make_package

    checked = check(path, announce=announce)
    announce("date")
    file = lock_path(path).as_posix()
    lock, lock_text, slips = read_lock(path)
    cards = _choose_cards(checked, lock)
    retired_keys = frozenset(card.question.id for card in cards if card.question.retired)
    package = make_package(checked.deck, cards)
    schemas = stale_schemas(path, checked.deck)
    left = _only_certain(check_released(lock, checked.deck, package, file), checked)
    found = [*slips, *_clash(checked.deck, taken), *left]
    del cards
    checked = checked.without_facts()
    dated, new_lock, warnings = date_package(package, lock, current_time(), file)
    told = add_problems(checked, [*found, *warnings])
    return Draft(told, dated, retired_keys, lock_text, new_lock, schemas)


def _choose_cards(checked: Checked, lock: Lock) -> tuple[Card, ...]:
    """Choose cards, and keep those that learners have of what is retired or no card any more."""
    deck, words = checked.deck, checked.deck.words
    released = {key for key, note in lock.notes.items() if note.released}
    retired = [_mark(each, words) for each in checked.retired if each.id in released]
    lost = released.difference(each.id for each in (*checked.questions, *retired))
    withdrawn = ask_withdrawn(deck, lost) if lost else ()
    asked = number_gaps([*checked.questions, *retired, *withdrawn], lock)
    cards = choose_cards(deck, [each for each in asked if each.id not in lost])
    left = released.difference(card.question.id for card in cards)
    dropped = [
        each if each.retired else _mark(each._replace(retired=words.phrases["retired form"]), words)
        for each in asked
        if each.id in left
    ]
    return (*cards, *choose_cards(deck, dropped, left))


def _mark(question: Question, words: Words) -> Question:
    """Mark a question as retired, for those who have its card."""
    from quizgen.render import RETIRED_TAG

    scope = words.say("retired", reason=question.retired)
    return question._replace(scope=scope, tags=(*question.tags, RETIRED_TAG))


def _only_certain(left: list[Problem], checked: Checked) -> list[Problem]:
    """Leave out what may only seem gone for an error elsewhere in the deck."""
    if not has_errors(checked.problems):
        return left
    certain = checked.deck.whole
    return [problem for problem in left if certain and problem.severity is Severity.ERROR]


def _clash(deck: Deck, taken: Mapping[str, Path]) -> Iterator[Problem]:
    if deck.id in taken:
        yield Problem(
            deck.where,
            "duplicate-id",
            f"the deck's id '{deck.id}' is that of {taken[deck.id]} too",
            "give one of them another id",
            culprit=deck.id,
        )
