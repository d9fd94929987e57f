"""Number marks: numbers that a deck's language writes otherwise than they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Amount, Deck, Text, members
from quizgen.problems import Problem, Severity

_EITHER = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d{3}(?![\d.,]*\d)")


def check_number_marks(deck: Deck) -> Iterator[Problem]:
    """A number is read as English writes it: 1,234.5 has a thousand in it.

    In a deck in German, Spanish or another language that writes 1.234,5,
    a number with one point or comma before three digits may mean another.

    Why:  What is read wrongly is compared and put in order wrongly.
    Bad:  zugspitze: {height: 2.962 m}
    Good: zugspitze: {height: 2 962 m}
    Mend: write a space between thousands, a point before decimals.
    Waive: where three decimals are meant.
    Severity: warning
    """
    if deck.words.decimal != ",":
        return
    for fact in deck.facts:
        for value in fact.fields.values():
            for each in members(value):
                found = _EITHER.search(each.text) if isinstance(each, Amount) else None
                if found is None or not isinstance(each, Amount) or found.group().startswith("0."):
                    continue
                yield _tell(each.text, found.group())


def _tell(text: Text, number: str) -> Problem:
    """Tell how a number is read, and how to write what else it may mean."""
    decimals = f"{number.replace(',', '.')} for decimals"
    thousands = re.sub("[.,]", " ", number)
    return Problem(
        text.where,
        "ambiguous-number",
        f"'{text}' is read as {number}, with decimals"
        if "." in number
        else f"'{text}' is read as {int(number.replace(',', ''))}, without decimals",
        f"write {decimals}"
        if number.startswith("0")
        else f"write {thousands} for thousands, and {decimals}, with a waiver",
        Severity.WARNING,
        culprit=text,
    )
