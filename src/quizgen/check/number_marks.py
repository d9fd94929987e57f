"""Number marks: numbers that a deck's language writes otherwise than they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Amount, Deck, members
from quizgen.problems import Problem, Severity

_COMMA_FIRST = frozenset(("de", "es", "fr", "it", "nl", "pl", "pt", "tr"))
"""Languages that write a comma before decimals, and points between thousands."""
_EITHER = re.compile(r"(?<![\d.,])(?P<whole>\d{1,3})(?P<mark>[.,])\d{3}(?![\d.,]*\d)")


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
    if deck.words.language.partition("-")[0] not in _COMMA_FIRST:
        return
    for fact in deck.facts:
        for value in fact.fields.values():
            for each in members(value):
                found = _EITHER.search(each.text) if isinstance(each, Amount) else None
                if found is None or not isinstance(each, Amount) or found.group().startswith("0."):
                    continue
                point = found["mark"] == "."
                meant = found.group().replace(found["mark"], " ")
                yield Problem(
                    each.text.where,
                    "ambiguous-number",
                    f"'{each.text}' is read as {each.middle:f}, "
                    f"{'with decimals' if point else 'without decimals'}",
                    f"write {meant} for thousands, and {found.group().replace(',', '.')} for "
                    "decimals, with a waiver",
                    Severity.WARNING,
                    culprit=each.text,
                )
