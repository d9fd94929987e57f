"""Packages as a build makes them, on a clock of the test's own."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.compose import choose_cards
from quizgen.lock import Lock, date_package, number_gaps
from quizgen.model import Deck, Package, Question
from quizgen.render import make_package, render_apkg

NOW = 1_700_000_000


def dated(
    deck: Deck, questions: Iterable[Question], lock: Lock | None = None, now: int = NOW
) -> tuple[Package, Lock]:
    """Make and date the notes of a deck's recall and cloze questions; give the new lock too."""
    lock = lock or Lock()
    cards = choose_cards(deck, number_gaps(questions, lock))
    package = make_package(deck, cards)
    result, new_lock, _ = date_package(package, lock, now)
    return result, new_lock


def apkg(
    deck: Deck, questions: Iterable[Question], lock: Lock | None = None, now: int = NOW
) -> bytes:
    """Give the .apkg of a deck."""
    return render_apkg(dated(deck, questions, lock, now)[0]).content
