"""Enemies: questions of which no two stand on one paper, since one would help with the other.

Found through indexes, rare words first: of n questions each is compared with a few, not with all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
MANY = 30
"""Facts that show an answer, beyond which only rare words are looked up."""
_DIGITS = re.compile(r"\d+")

Pair = tuple[int, int, str]


class Enemies:
    """The graph of enemies among tellings; they are known by their numbers."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self._labels = [telling.labels for telling in tellings]
        self._linked: list[set[int]] = [set() for _ in tellings]
        self._by_label: defaultdict[str, list[int]] = defaultdict(list)
        for i, labels in enumerate(self._labels):
            for label in labels:
                self._by_label[label].append(i)
        for one, other, _ in find_pairs(tellings):
            self._linked[one].add(other)
            self._linked[other].add(one)

    def clash(self, one: int, other: int) -> bool:
        """Tell whether two are enemies."""
        return other in self._linked[one] or not self._labels[one].isdisjoint(self._labels[other])

    def degree(self, one: int) -> int:
        """Count the enemies of one."""
        alike = sum(len(self._by_label[label]) - 1 for label in self._labels[one])
        return len(self._linked[one]) + alike


def find_pairs(tellings: Sequence[Telling]) -> Iterator[Pair]:
    """Find the enemies that share no label, each pair with its rule; cues count both ways.

    Questions of one fact are no pair: no paper asks two of them anyhow.
    """
    words = _Words(tellings)
    for find in (_declared, _fact_cues, _text_cues, _near_duplicates):
        for one, other, rule in find(tellings, words):
            if tellings[one].fact != tellings[other].fact:
                yield one, other, rule


class _Words:
    """The words of all stems and answers, with where they stand and how rare they are."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self.shown = [telling.stem + "".join(telling.keys) for telling in tellings]
        self.of_stem = [frozenset(telling.stem.split()) for telling in tellings]
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        facts: Counter[str] = Counter()
        last: dict[str, str] = {}
        for i in sorted(range(len(tellings)), key=lambda i: tellings[i].fact):
            fact = tellings[i].fact
            for word in dict.fromkeys(self.shown[i].split()):
                self.places[word].append(i)
                if last.get(word) != fact:
                    last[word] = fact
                    facts[word] += 1
        self.facts = facts
        count = len({telling.fact for telling in tellings})
        # In a small deck a word of a single fact weighs as much as a rare one.
        stretch = max(1.0, log(1 / RARE) / log(max(2, count)))
        self.weights = {word: stretch * log(count / each) for word, each in facts.items()}

    def speak_of_same(self, shared: Iterable[str]) -> bool:
        """Tell whether the words that texts share mean as much as two rare ones."""
        return sum(self.weights[word] for word in shared) > 1.999 * log(1 / RARE)

    def about(self, key: str, i: int) -> Iterator[int]:
        """Find stems that might tell an answer and speak of the same as one of the questions."""
        rarest = min(key.split(), key=lambda word: (self.facts[word], word))
        if self.facts[rarest] <= MANY:
            return iter(self.places[rarest])
        least = log(1 / RARE)
        telling = [word for word in self.of_stem[i] if self.weights[word] >= least]
        return iter(dict.fromkeys(other for word in telling for other in self.places[word]))

    def holding(self, phrases: Sequence[str]) -> Iterator[int]:
        """Find what shows all of some phrases, by the rarest of their words."""
        words = {word for phrase in phrases for word in phrase.split()}
        rarest = min(words, key=lambda word: (len(self.places[word]), word))
        for i in self.places[rarest]:
            if all(phrase in self.shown[i] for phrase in phrases):
                yield i


def _declared(tellings: Sequence[Telling], _words: _Words) -> Iterator[Pair]:
    by_fact: defaultdict[str, list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings):
        by_fact[telling.fact].append(i)
    for i, telling in enumerate(tellings):
        for enemy in telling.enemies:
            yield from ((i, other, DECLARED) for other in by_fact.get(enemy, ()))


def _fact_cues(tellings: Sequence[Telling], words: _Words) -> Iterator[Pair]:
    """Find what shows an answer together with all that the question says of its fact."""
    for i, telling in enumerate(tellings):
        for key in telling.keys if telling.values else ():
            yield from ((i, other, FACT_CUE) for other in words.holding((key, *telling.values)))


def _text_cues(tellings: Sequence[Telling], words: _Words) -> Iterator[Pair]:
    """Find stems that show an answer, and none of the wrong ones, and speak of the same."""
    for i, telling in enumerate(tellings):
        mine = words.of_stem[i].difference(*(key.split() for key in telling.keys))
        for key in telling.keys:
            if len(key) < SHORT + 2 or _DIGITS.fullmatch(key.replace(" ", "")):
                continue
            for other in words.about(key, i):
                stem = tellings[other].stem
                if (
                    key in stem
                    and words.speak_of_same(mine & words.of_stem[other])
                    and not any(wrong and wrong in stem for wrong in telling.wrong)
                ):
                    yield i, other, TEXT_CUE


def _near_duplicates(tellings: Sequence[Telling], words: _Words) -> Iterator[Pair]:
    """Find stems of unlike templates that have most of their words and all numbers in common.

    Two that share so many share one of their rarest words at least.
    """
    seen: defaultdict[tuple[str, frozenset[str]], dict[str, list[int]]] = defaultdict(dict)
    for i, telling in enumerate(tellings):
        mine = words.of_stem[i]
        if not telling.keys or not mine:
            continue
        numbers = _numbers(mine)
        rarest = sorted(mine, key=lambda word: (words.facts[word], word))
        prefix = rarest[: len(mine) - ceil(ALIKE * len(mine)) + 1]
        near = {
            other: None
            for word in prefix
            for source, others in seen[(word, numbers)].items()
            if not source or source != telling.source
            for other in others
        }
        for other in near:
            theirs = words.of_stem[other]
            if len(mine & theirs) >= ALIKE * len(mine | theirs):
                yield i, other, NEAR
        for word in prefix:
            seen[(word, numbers)].setdefault(telling.source, []).append(i)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if _DIGITS.search(word))
