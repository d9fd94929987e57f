"""Blueprints: what a plan demands of a whole paper, and of its versions side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from quizgen.model.value import Moment, Text
from quizgen.problems import Where

LEVELS = ("easy", "medium", "hard")
MIDDLE = 3
"""The difficulty of a fact that says nothing of it."""


def level_of(difficulty: int | None) -> str:
    """Give the level of a difficulty: 1 and 2 are easy, 4 and 5 hard; 3 and none are medium."""
    return LEVELS[((difficulty or MIDDLE) > 2) + ((difficulty or MIDDLE) > 3)]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a plan demands of each paper as a whole; 0 and None mean that it demands nothing.

    `shares` are those of the levels, each within `tolerance`; `parallel`: versions ask other
    questions, of which any two share no more than `overlap`. `exclude` are codes of editions,
    `excluded` the facts that these asked about. `places` is where each key stands.
    """

    shares: Mapping[str, Fraction] = field(default_factory=dict)
    tolerance: Fraction = Fraction(1, 10)
    max_per_template: int = 0
    max_per_subject: int = 0
    reading_words_max: int = 0
    parallel: bool = False
    overlap: int = 0
    allow_enemies: bool = False
    as_of: Moment | None = None
    exclude: tuple[Text, ...] = ()
    excluded: frozenset[str] = frozenset()
    places: Mapping[str, Where] = field(default_factory=dict)

    def bounds(self, level: str, questions: int) -> tuple[int, int]:
        """Give the fewest and the most of so many questions that may be of a level.

        Where no whole number lies within the tolerance, those next to the share do.

        >>> Blueprint({"hard": Fraction(1, 5)}).bounds("hard", 20)
        (2, 6)
        """
        share = self.shares[level]
        least = ceil(max(share - self.tolerance, Fraction(0)) * questions)
        most = floor(min(share + self.tolerance, Fraction(1)) * questions)
        if least > most:
            return floor(share * questions), ceil(share * questions)
        return least, most
