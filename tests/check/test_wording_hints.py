"""Hints about wording: told to those who ask, and never in the way."""

from __future__ import annotations

import pytest
from planting import Item, deck_of, told

from quizgen.ask import ask_questions
from quizgen.check import check_hints
from quizgen.problems import Severity

FLAWED = {
    "convergence": Item(
        "x", "choice", "text", "Which shape is it?",
        "green round circle", ("green narrow shape", "yellow round hill", "violet square circle"),
    ),
    "gratuitous": Item(
        "x", "recall", "text", "Many people love the sea. How deep is the Mariana Trench?", "far"
    ),
    "opposite-pair": Item(
        "x", "choice", "text", "What did the price do?", "it rose", ("it fell", "it vanished")
    ),
    "readability": Item(
        "x", "recall", "text", "Who, in that year, by the sea, with a friend, at noon, wrote?", "Bo"
    ),
    "vague": Item("x", "choice", "text", "When was it?", "several years on", ("in May", "at dawn")),
}  # fmt: skip


@pytest.mark.parametrize("rule", FLAWED)
def test_a_hint_is_told_to_who_asks_and_to_nobody_else(rule: str) -> None:
    deck = deck_of(FLAWED[rule])
    found = {each.rule: each.severity for each in check_hints(deck, ask_questions(deck)[0])}
    assert found[rule] is Severity.INFO
    assert rule not in told(deck)
