"""Measures: columns and the sides of a match are as wide as their texts want."""

from __future__ import annotations

import pytest

from quizgen.model import Option, Pair, Span
from quizgen.model.plan import PROFILES
from quizgen.render.measures import SHARES, fit_columns, share_sides, tell_tall_sides

WORD, LONG = "Oslo", "a sentence that goes on for a good while " * 2


def share(left: str, right: str) -> dict[str, int]:
    """Share the width of a match whose sides hold these texts."""
    pairs = [Pair(str(i), (Span(left),), (Span(right),)) for i in range(4)]
    return share_sides(pairs)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_longer_side_of_a_match_has_more_room(profile: str) -> None:
    assert share(WORD, WORD)[profile] == 50
    assert share(WORD, LONG)[profile] < 50 < share(LONG, WORD)[profile]


def test_rows_that_both_sides_share_are_as_high_as_the_higher_entry() -> None:
    low, high = "few words", "as many words as fill lines " * 10
    pairs = [Pair(str(i), (Span(low),), (Span(low),)) for i in range(8)]
    apart = [pair._replace(text=(Span(high),)) if i % 2 else pair for i, pair in enumerate(pairs)]
    crossed = [p if i % 2 else p._replace(answer=(Span(high),)) for i, p in enumerate(apart)]
    half = dict.fromkeys(PROFILES, 50)
    prompt = (Span("Match."),)
    assert tell_tall_sides(prompt, apart, half, "A4", headed=False) == {"large", "dyslexia"}
    assert tell_tall_sides(prompt, crossed, half, "A4", headed=False) == set(PROFILES)


def test_no_word_is_torn_to_make_the_other_side_lower() -> None:
    whole, apart = share("m" * 16, LONG)["large"], share("m " * 8, LONG)["large"]
    assert apart < whole
    assert {apart, whole} <= set(SHARES)


@pytest.mark.parametrize(("longest", "columns"), [("Greg Brockman", 2), ("Phil Hollister", 4)])
def test_options_stand_in_as_many_columns_as_their_letters_allow(
    longest: str, columns: int
) -> None:
    names = (longest, "Kevin Scott", "Sam Altman", "Ilya Sutskever")
    options = [Option((Span(name),), right=False) for name in names]
    assert fit_columns(options)["regular"] == columns
