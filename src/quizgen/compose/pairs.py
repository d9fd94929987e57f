"""Pairs: the enemies among many questions, found through an index of rare words.

Each question is compared with a few others, however many there are, so that the time grows with
their number. What it shares with others are their rarest words, and those come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from quizgen.compose.cues import (
    DECLARED,
    FACT_CUE,
    NEAR,
    TEXT_CUE,
    Rarity,
    Reading,
    is_fact_cue,
    is_near_duplicate,
    is_text_cue,
    shown_by,
)
from quizgen.compose.telling import Telling

LOOKS = 100
"""Questions that one is compared with, by each rule: those beyond share common words only."""

Pair = tuple[int, int, str]


def find_pairs(tellings: Sequence[Telling]) -> Iterator[Pair]:
    """Find the enemies that share no label, each pair with its rule; cues count both ways.

    Questions of one fact are no pair: no paper asks two of them anyhow. All pairs are found whose
    common words stand in at most `LOOKS` questions each; of others, some.
    """
    index = _Index(tellings)
    for find in (_declared, _fact_cues, _text_cues, _near_duplicates):
        for one, other, rule in find(index):
            if tellings[one].fact != tellings[other].fact:
                yield one, other, rule


class _Index:
    """All questions as they are read, and where each word is shown."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self.rarity = Rarity(tellings)
        self.readings = [Reading(telling, self.rarity) for telling in tellings]
        self.stems = [telling.stem for telling in tellings]
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for i, telling in enumerate(tellings):
            for word in dict.fromkeys(shown_by(telling).split()):
                self.places[word].append(i)

    def showing(self, words: Iterable[str]) -> Iterator[int]:
        """Find what shows one of some words, in the order of the words; no more than `LOOKS`."""
        found = (other for word in words for other in self.places[word])
        return islice(found, LOOKS)

    def can_see_all(self, word: str) -> bool:
        """Tell whether all that shows a word can be looked at."""
        return len(self.places[word]) <= LOOKS


def _declared(index: _Index) -> Iterator[Pair]:
    by_fact: defaultdict[str, list[int]] = defaultdict(list)
    for i, reading in enumerate(index.readings):
        by_fact[reading.telling.fact].append(i)
    for i, reading in enumerate(index.readings):
        for enemy in reading.telling.enemies:
            yield from ((i, other, DECLARED) for other in by_fact.get(enemy, ()))


def _fact_cues(index: _Index) -> Iterator[Pair]:
    for i, one in enumerate(index.readings):
        telling = one.telling
        for key in telling.keys if telling.values else ():
            rarest = index.rarity.rarest(" ".join((key, *telling.values)).split())
            for other in index.showing([rarest]):
                if is_fact_cue(one, index.readings[other]):
                    yield i, other, FACT_CUE


def _text_cues(index: _Index) -> Iterator[Pair]:
    for i, one in enumerate(index.readings):
        for key in one.long_keys:
            words = [index.rarity.rarest(key.split())]
            if not index.can_see_all(words[0]):
                words = index.rarity.order(filter(index.rarity.is_rare, one.asked))
            shows = [other for other in index.showing(words) if key in index.stems[other]]
            for other in dict.fromkeys(shows):
                if is_text_cue(one, index.readings[other], index.rarity):
                    yield i, other, TEXT_CUE


def _near_duplicates(index: _Index) -> Iterator[Pair]:
    """Compare with those before that have a rare word, and all numbers, in common."""
    seen: defaultdict[tuple[str, frozenset[str]], dict[str, list[int]]] = defaultdict(dict)
    for i, one in enumerate(index.readings):
        source = one.telling.source
        alike = [seen[word, one.numbers] for word in one.alike_words]
        near = (
            other
            for by_source in alike
            for theirs, others in by_source.items()
            if not source or source != theirs
            for other in others
        )
        for other in dict.fromkeys(islice(near, LOOKS)):
            if is_near_duplicate(one, index.readings[other]):
                yield i, other, NEAR
        for by_source in alike:
            by_source.setdefault(source, []).append(i)
