"""Company: what a paper holds, so laid out that a newcomer is compared with few of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quizgen.compose.cues import ALIKE, Reading
from quizgen.compose.enemies import Enemies

_NOBODY: frozenset[int] = frozenset()


class Company:
    """Questions that are on a paper together, and how many enemies each has among them.

    Just those are compared that can be enemies: one shows what the other seeks, or they are alike.
    """

    def __init__(self, enemies: Enemies, numbers: Iterable[int] = ()) -> None:
        self._enemies = enemies
        self._showing: defaultdict[str, set[int]] = defaultdict(set)
        self._seeking: defaultdict[str, dict[str, set[int]]] = defaultdict(dict)
        self._stems = _Stems()
        self._count: Counter[int] = Counter()
        for number in numbers:
            self.add(number)

    def add(self, number: int) -> None:
        """Let one join."""
        found = self._find(number)
        self._count.update(found)
        self._count[number] = len(found)
        reading = self._enemies.read(number)
        for mark in _shown(reading):
            self._showing[mark].add(number)
        for one, other in _sought(reading):
            self._seeking[one].setdefault(other, set()).add(number)
        self._stems.add(number, reading)

    def remove(self, number: int) -> None:
        """Let one leave."""
        reading = self._enemies.read(number)
        for mark in _shown(reading):
            self._showing[mark].remove(number)
        for one, other in _sought(reading):
            self._seeking[one][other].remove(number)
        self._stems.remove(number, reading)
        if self._count.pop(number):
            self._count.subtract(self._find(number))

    def count_enemies(self, number: int) -> int:
        """Count the enemies that one has here, or would have."""
        return self._count[number] if number in self._count else len(self._find(number))

    def _find(self, number: int) -> list[int]:
        """Find the enemies of one that is not here."""
        reading = self._enemies.read(number)
        may_be = set(self._stems.find_like(reading))
        for one, other in _sought(reading):
            may_be |= self._showing.get(one, _NOBODY) & self._showing.get(other, _NOBODY)
        shown = _shown(reading)
        for mark in shown & self._seeking.keys():
            seeking = self._seeking[mark]
            for other in shown & seeking.keys():
                may_be |= seeking[other]
        return [other for other in may_be if self._enemies.clash(number, other)]


def _shown(reading: Reading) -> set[str]:
    """Give what a question has for others: its labels, its fact, its words."""
    telling = reading.telling
    return {*telling.labels, f"fact {telling.fact}", *reading.shown}


def _sought(reading: Reading) -> set[tuple[str, str]]:
    """Give what makes an enemy of another that shows a pair, or may: a label, a fact, words."""
    telling = reading.telling
    single = (*telling.labels, *(f"fact {enemy}" for enemy in telling.enemies))
    return {*((mark, mark) for mark in single), *reading.hooks}


class _Place(NamedTuple):
    """What stems have in common that are alike: a rare word, all numbers, maybe an answer."""

    word: str
    numbers: frozenset[str]
    answer: str = ""


class _Group(NamedTuple):
    """Stems of one source that have so many words, of which that of the place has this rank."""

    source: str
    words: int
    rank: int

    def may_be_like(self, other: _Group) -> bool:
        """Tell whether stems may be alike if of the rare words they share just this one."""
        most = min(self.words - self.rank, other.words - other.rank)
        return most >= ALIKE * (self.words + other.words - most)


class _Stems:
    """Stems by their rare words, in groups: a crowd that is not alike is passed over as one."""

    def __init__(self) -> None:
        self._groups: defaultdict[_Place, defaultdict[_Group, set[int]]] = defaultdict(
            lambda: defaultdict(set)
        )

    def add(self, number: int, reading: Reading) -> None:
        for place, group in _places(reading):
            self._groups[place][group].add(number)

    def remove(self, number: int, reading: Reading) -> None:
        for place, group in _places(reading):
            self._groups[place][group].remove(number)

    def find_like(self, reading: Reading) -> Iterator[int]:
        """Find those that may be near duplicates."""
        for place, mine in _places(reading):
            for group, numbers in self._groups.get(place, {}).items():
                if (place.answer or group.source != mine.source) and group.may_be_like(mine):
                    yield from numbers


def _places(reading: Reading) -> Iterator[tuple[_Place, _Group]]:
    """Give where a stem stands; those without a source are alike only if they share an answer."""
    source = reading.telling.source
    for rank, word in enumerate(reading.alike_words):
        group = _Group(source, len(reading.words), rank)
        for answer in ("", *(() if source else reading.telling.keys)):
            yield _Place(word, reading.numbers, answer), group
