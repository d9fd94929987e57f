"""Offers: answers that a question names itself, to choose from: `masculine or feminine`."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST = 3
"""An answer of fewer characters stands in many prompts by chance."""


def stands_in(needle: str, haystack: str) -> bool:
    """Tell whether a folded text holds another as words of its own."""
    if len(needle) < SHORTEST or needle not in haystack:
        return False
    return _as_words(needle).search(haystack) is not None


class Offers:
    """Tells what a text offers to choose from, by the words for `or` of its language."""

    def __init__(self, or_words: Iterable[str]) -> None:
        either = "|".join(map(re.escape, or_words))
        self._before = re.compile(rf"(?<!\w)(?:{either})\s+(?:\w+\s+){{0,2}}$")
        self._behind = re.compile(rf"(?:\s+\w+)?(?:,\s*[^,?]{{1,40}})*,?\s+(?:{either})(?!\w)")

    def hold(self, answer: str, shown: str) -> bool:
        """Tell whether a text names an answer only as one of several, both folded.

        >>> Offers(["or"]).hold("feminine", "is it masculine or feminine?")
        True
        >>> Offers(["or"]).hold("scott", "is the scott email old or new?")
        False
        """
        return all(
            self._behind.match(shown, found.end()) or self._before.search(shown[: found.start()])
            for found in _as_words(answer).finditer(shown)
        )


def _as_words(needle: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(needle)}(?!\w)")
