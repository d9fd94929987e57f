"""Hints about wording: told to those who ask, and never in the way."""

from __future__ import annotations

from planting import clean_items, deck_of, hinted, told

from quizgen.check.wording import WORDING_HINTS
from quizgen.problems import Severity


def test_hints_about_clean_items_are_told_to_who_asks_alone() -> None:
    decks = [deck_of(item) for item in clean_items()]
    found = [hinted(deck) for deck in decks]
    assert any(found)
    assert {severity for each in found for severity in each.values()} == {Severity.INFO}
    assert not any(WORDING_HINTS.keys() & told(deck).keys() for deck in decks)
