"""Enemies: questions of which no two stand on one paper, since one would help with the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from quizgen.compose.cues import Rarity, Reading, is_fact_cue, is_near_duplicate, is_text_cue
from quizgen.compose.pairs import find_pairs
from quizgen.compose.telling import Telling


class Enemies:
    """The graph of enemies among tellings; they are known by their numbers.

    Two are compared when a paper might hold both: of 100,000 questions a paper looks at few.
    """

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self._tellings = tellings
        self._rarity = Rarity(tellings)
        self._readings: dict[int, Reading] = {}

    def clash(self, one: int, other: int) -> bool:
        """Tell whether two are enemies.

        Of one fact, only those that ask the same: no paper asks about a fact twice anyhow.
        """
        first, second = self._tellings[one], self._tellings[other]
        if not first.labels.isdisjoint(second.labels):
            return True
        if first.fact == second.fact:
            return False
        if second.fact in first.enemies or first.fact in second.enemies:
            return True
        mine, theirs = self.read(one), self.read(other)
        return (
            self._gives_away(mine, theirs)
            or self._gives_away(theirs, mine)
            or is_near_duplicate(mine, theirs)
        )

    def degree(self, one: int) -> int:
        """Count the enemies of one, as far as `find_pairs` finds them."""
        alike = sum(self._by_label[label] - 1 for label in self._tellings[one].labels)
        return len(self._linked[one]) + alike

    def read(self, number: int) -> Reading:
        """Give one as it is compared; it is read when that is first wanted."""
        if number not in self._readings:
            self._readings[number] = Reading(self._tellings[number], self._rarity)
        return self._readings[number]

    def _gives_away(self, one: Reading, other: Reading) -> bool:
        """Tell whether another question shows what one asks."""
        return one.is_hooked_by(other) and (
            is_fact_cue(one, other) or is_text_cue(one, other, self._rarity)
        )

    @cached_property
    def _linked(self) -> Sequence[set[int]]:
        linked: list[set[int]] = [set() for _ in self._tellings]
        for one, other, _ in find_pairs(self._tellings):
            linked[one].add(other)
            linked[other].add(one)
        return linked

    @cached_property
    def _by_label(self) -> Counter[str]:
        return Counter(label for telling in self._tellings for label in telling.labels)
