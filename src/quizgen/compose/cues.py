"""Cues: of two questions, whether one gives the other's answer away, or asks much the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import ceil, log

from quizgen.compose.telling import Telling

FACT_CUE, TEXT_CUE = "fact-cue", "text-cue"
NEAR, DECLARED = "near-duplicate", "enemies"

ALIKE = 0.8
"""Words that two stems share, of all that they have, from which on they ask much the same."""
SHORT = 4
"""Letters of an answer below which a text may hold it by chance."""
RARE = 0.01
"""The share of facts whose words are rare: two such words show that texts speak of the same."""
_ENOUGH = 1.999 * log(1 / RARE)
_ROUNDING = 1e-6
_DIGITS = re.compile(r"\d+")


class Rarity:
    """How many facts have a word, in all that their questions show."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        facts: Counter[str] = Counter()
        last: dict[str, str] = {}
        for telling in sorted(tellings, key=lambda each: each.fact):
            for word in dict.fromkeys(shown_by(telling).split()):
                if last.get(word) != telling.fact:
                    last[word] = telling.fact
                    facts[word] += 1
        self.facts: Mapping[str, int] = facts
        self._count = len({telling.fact for telling in tellings})
        # In a small deck a word of a single fact weighs as much as a rare one.
        self._stretch = max(1.0, log(1 / RARE) / log(max(2, self._count)))

    def speak_of_same(self, shared: Iterable[str]) -> bool:
        """Tell whether the words that texts share mean as much as two rare ones."""
        return sum(map(self._weight, shared)) > _ENOUGH

    def theme(self, words: Iterable[str]) -> list[str]:
        """Give the rarest of some words: a text that has none of them speaks of something else."""
        ordered = self.order(words)
        left = sum(map(self._weight, ordered))
        for i, word in enumerate(ordered):
            if left < _ENOUGH - _ROUNDING:
                return ordered[:i]
            left -= self._weight(word)
        return ordered

    def rarest_pair(self, words: Iterable[str]) -> tuple[str, str]:
        """Give the two rarest words; the rarest twice where there is no other."""
        one, *others = self.order(set(words))
        return one, next(iter(others), one)

    def rarest(self, words: Iterable[str]) -> str:
        """Give the word that the fewest facts have."""
        return min(words, key=self._rank)

    def order(self, words: Iterable[str]) -> list[str]:
        """Order words, the rarest first."""
        return sorted(words, key=self._rank)

    def is_rare(self, word: str) -> bool:
        """Tell whether so few facts have a word that two such words show what a text is about."""
        return self._weight(word) >= log(1 / RARE)

    def _weight(self, word: str) -> float:
        return self._stretch * log(self._count / self.facts[word])

    def _rank(self, word: str) -> tuple[int, str]:
        return self.facts[word], word


class Reading:
    """One telling as it is compared, word by word; what costs time is found when it is wanted."""

    def __init__(self, telling: Telling, rarity: Rarity) -> None:
        self.telling, self._rarity = telling, rarity

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its stem."""
        return frozenset(self.telling.stem.split())

    @cached_property
    def shown(self) -> frozenset[str]:
        """The words of its stem and of what is right."""
        return self.words.union(*(key.split() for key in self.telling.keys))

    @cached_property
    def asked(self) -> frozenset[str]:
        """The words of its stem that are no part of what is right."""
        return self.words.difference(*(key.split() for key in self.telling.keys))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The words of its stem that hold digits."""
        return frozenset(word for word in self.words if _DIGITS.search(word))

    @cached_property
    def long_keys(self) -> tuple[str, ...]:
        """What is right in so many letters that it stands nowhere by chance."""
        return tuple(
            key
            for key in self.telling.keys
            if len(key) >= SHORT + 2 and not _DIGITS.fullmatch(key.replace(" ", ""))
        )

    @cached_property
    def alike_words(self) -> list[str]:
        """Its rarest words, in order: a stem that has none of them is not alike."""
        if not self.telling.keys:
            return []
        ranked = self._rarity.order(self.words)
        return ranked[: len(ranked) - ceil(ALIKE * len(ranked)) + 1]

    @cached_property
    def hooks(self) -> frozenset[tuple[str, str]]:
        """Pairs of words, as rare as can be: what shows no pair whole does not give it away."""
        telling, rarity = self.telling, self._rarity
        told = (" ".join((key, *telling.values)).split() for key in telling.keys)
        pairs = {rarity.rarest_pair(words) for words in (told if telling.values else ())}
        if self.long_keys:
            # A text cue shows an answer, and speaks of the same.
            theme = rarity.theme(self.asked)
            rare = {rarity.rarest(key.split()) for key in self.long_keys}
            pairs.update(product(rare, theme))
        return frozenset(pairs)

    def is_hooked_by(self, other: Reading) -> bool:
        """Tell, quicker than for sure, whether another may give it away."""
        shown = other.shown
        return any(one in shown and two in shown for one, two in self.hooks)


def shown_by(telling: Telling) -> str:
    """Give all that stands on paper and in the key."""
    return telling.stem + "".join(telling.keys)


def is_fact_cue(one: Reading, other: Reading) -> bool:
    """Tell whether another shows an answer of one with all that it says of its fact."""
    telling = one.telling
    shown = shown_by(other.telling) if telling.values else ""
    return bool(shown) and any(
        all(phrase in shown for phrase in (key, *telling.values)) for key in telling.keys
    )


def is_text_cue(one: Reading, other: Reading, rarity: Rarity) -> bool:
    """Tell whether another's stem shows an answer of one, no wrong one, and speaks of the same."""
    stem = other.telling.stem
    return (
        any(key in stem for key in one.long_keys)
        and rarity.speak_of_same(one.asked & other.words)
        and not any(wrong and wrong in stem for wrong in one.telling.wrong)
    )


def is_near_duplicate(one: Reading, other: Reading) -> bool:
    """Tell whether stems of unlike templates share most of their words, and all numbers.

    Cards whose facts bring all their words may be of one pattern, as those of a template are: they
    must share an answer too.
    """
    first, second = one.telling, other.telling
    return (
        bool(first.keys and second.keys and one.words)
        and (
            first.source != second.source
            if first.source or second.source
            else not set(first.keys).isdisjoint(second.keys)
        )
        and one.numbers == other.numbers
        and len(one.words & other.words) >= ALIKE * len(one.words | other.words)
    )
