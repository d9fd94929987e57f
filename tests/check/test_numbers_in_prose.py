"""Numbers in prose: digits and words, scales, and commas that may mean either."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.check.numbers_in_prose import numbers_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("two more", "2"),
        ("a dozen", "12"),
        ("three dozen eggs", "36"),
        ("twenty-one people", "21"),
        ("two hundred and fifty thousand", "250000"),
        ("half a billion", "5e8"),
        ("one and a half million", "1.5e6"),
        ("a billion dollars", "1e9"),
        ("$1bn", "1e9"),
        ("$13.75 billion", "1.375e10"),
        ("1 billion dollars in 2019", "1e9"),
        ("$1 billion 2019", "1e9"),
        ("1,000,000 users", "1e6"),
        ("12 000 tonnes", "12000"),
        ("2,5 Prozent", "2.5"),
        ("2.5 per cent", "2.5"),
        ("1.000 Euro", "1000"),
        ("the 22nd of July", "22"),
        ("on the second day", "2"),
        ("$650m and 5k", "5000"),
    ],
)
def test_number_is_read(text: str, number: str) -> None:
    assert Decimal(number) in numbers_in(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("two and three", "5"), ("in 2018, 100 people", "2018100"), ("m and b", "1e6"), ("", "0")],
)
def test_numbers_that_nobody_says_are_not_read(text: str, number: str) -> None:
    assert Decimal(number) not in numbers_in(text)
