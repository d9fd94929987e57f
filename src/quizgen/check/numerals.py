"""Numerals: what a text says in digits, as numbers that can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_FRACTIONS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75}
_DIGITS = re.compile(
    r"(?P<sign>(?<![\w%)])[-−+](?=[\d.]))?(?:\\[dt]?frac\{(?P<above>\d+)\}\{(?P<below>\d+)\}"
    r"|(?:(?P<units>\d+) )?(?P<part>\d+)/(?P<whole>\d+)(?![\d/])"
    r"|(?P<digits>\d[\d,]*(?:\.\d+)?)? ?(?P<sign_of>[½⅓⅔¼¾])"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+))(?: ?(?P<scale>[a-z]{6,10})\b)?",
    re.IGNORECASE,
)

_PLURAL = re.compile(r"(?<=[a-z]{2})s\b")


class Numeral(NamedTuple):
    """A number in a text: its value, its digits as they stand, and where it begins and ends."""

    value: float
    digits: str
    begin: int
    end: int


def find_numerals(text: str, scales: Mapping[str, int]) -> tuple[Numeral, ...]:
    """Find all numbers in a text: thousands, decimals, fractions, `$1.5 million`.

    >>> [numeral.value for numeral in find_numerals("1 1/2 to 1,000", {})]
    [1.5, 1000.0]
    """
    return tuple([_numeral(found, scales) for found in _DIGITS.finditer(text)])


def _numeral(found: re.Match[str], scales: Mapping[str, int]) -> Numeral:
    digits = found["number"] or found["digits"] or "0"
    value = float(digits.replace(",", "")) + _FRACTIONS.get(found["sign_of"], 0)
    if found["below"]:
        value = int(found["above"]) / max(1, int(found["below"]))
    elif found["whole"]:
        value = int(found["units"] or 0) + int(found["part"]) / max(1, int(found["whole"]))
    scale = scales.get((found["scale"] or "").lower())
    end = found.end("scale") if scale else found.start("scale")
    negative = found["sign"] in ("-", "−")
    value *= (scale or 1) * (-1 if negative else 1)
    return Numeral(value, digits, found.start(), end if end > 0 else found.end())


def residue(text: str, *numerals: Numeral) -> str:
    """Give what a text says beside its numbers, plurals folded: their unit."""
    for numeral in reversed(numerals):
        text = f"{text[: numeral.begin]} {text[numeral.end :]}"
    return " ".join(_PLURAL.sub("", text.lower()).replace(".", " ").split())
