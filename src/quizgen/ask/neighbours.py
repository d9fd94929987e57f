"""Neighbours: the values of a field in one order, those nearest to a key, and who shares options.

The order is cut into stretches. The values of one stretch offer each other, so that each is wrong
as often as any other. Numbers and dates are cut where they lie far apart, so that few options are
far from the key; names where hashes say. Both look at the values about a cut alone, so that a new
value moves none that is far away.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from itertools import chain, islice, pairwise, zip_longest

from quizgen.ask.wrong_answers import MOST, Candidate, Key, Proof, Proven
from quizgen.model import EVERYWHERE, Stretch

_REACH = 10 * MOST
"""Values looked at on either side of a key: more are never worth the time."""
_SHORTEST = 7
"""Values of a stretch, but where there are fewer; it has fewer than twice as many."""

Slice = list[Candidate]


class Neighbours(ABC):
    """Values in their order, and where it is cut."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._candidates = sorted(candidates, key=_rank)
        self._places = [candidate.place for candidate in self._candidates]

    def __len__(self) -> int:
        return len(self._candidates)

    def find_stretch(self, key: Key) -> Stretch:
        """Find the stretch that a key lies in, if it is one of the values."""
        at = bisect_left(self._places, key.place)
        if self._places[at : at + 1] != [key.place]:
            return EVERYWHERE
        first = bisect_right(self._cuts, key.place) - 1
        stretch = Stretch(self._cuts[first], self._cuts[first + 1], key.place)
        low, high = (bisect_left(self._places, each) for each in stretch[:2])
        return self._judge(stretch, self._candidates[low:high])

    @abstractmethod
    def _judge(self, stretch: Stretch, candidates: Sequence[Candidate]) -> Stretch:
        """Count the values of a stretch, if each is right once."""

    def _walk(self, key: Key) -> Iterator[Candidate]:
        """Go from a key below and above by turns, past what is right by its name."""
        name = key.identity
        low, high = bisect_left(self._places, key.place), bisect_right(self._places, key.place)
        for near, far in ((0, MOST), (MOST, _REACH)):  # the first are mostly enough
            below, above = self._sides(low, high, near, far)
            others = [each for each in reversed(below) if each.identity != name]
            more = [each for each in above if each.identity != name]
            for candidate in chain.from_iterable(zip_longest(others, more)):
                if candidate is not None:
                    yield candidate

    @abstractmethod
    def _sides(self, low: int, high: int, near: int, far: int) -> tuple[Slice, Slice]:
        """Give the values from `near` up to `far` steps below and above a key's own."""

    @cached_property
    def _cuts(self) -> list[Decimal]:
        """List the places at which stretches begin, and the end."""
        names = [f"{each.identity}\0{each.fact}" for each in self._candidates]
        cuts = _find_cuts(names, self._gaps())
        return [EVERYWHERE.first, *sorted({self._places[i] for i in cuts}), EVERYWHERE.end]

    @abstractmethod
    def _gaps(self) -> Sequence[Decimal]:
        """Give for each value how far it lies from the one before, or the same for all."""


class Line(Neighbours):
    """Numbers or dates of one sort, each once, with the number of facts that have it."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        first: dict[Hashable, Candidate] = {}
        self._weights: defaultdict[Hashable, int] = defaultdict(int)
        for candidate in candidates:
            first.setdefault(candidate.meaning, candidate)
            self._weights[candidate.meaning] += 1
        super().__init__(first.values())

    def prove(self, key: Key, proof: Proof) -> Proven:
        """Prove the nearest, till there are MOST."""
        proven: Proven = []
        for candidate in self._walk(key):
            if proof.full:
                break
            if proof.take(candidate):
                proven.append((candidate, self._weights[candidate.meaning]))
        return proven

    def _sides(self, low: int, high: int, near: int, far: int) -> tuple[Slice, Slice]:
        below = self._candidates[max(0, low - far) : max(0, low - near)]
        return below, self._candidates[high + near : high + far]

    def _gaps(self) -> Sequence[Decimal]:
        return [b - a for a, b in pairwise([self._places[0], *self._places])]

    def _judge(self, stretch: Stretch, candidates: Sequence[Candidate]) -> Stretch:
        once = all(self._weights[each.meaning] == 1 for each in candidates)
        return stretch._replace(size=len(candidates)) if once else stretch


class Row(Neighbours):
    """Names in the order of hashes, once for every fact that has them.

    So what is often right is as often offered as wrong, and a new name changes only the questions
    that it enters. A row has no ends: its first follows its last, else those in its middle would
    be near to more.
    """

    def prove(self, key: Key, proof: Proof) -> Proven:
        """Prove the nearest, till there are MOST; count how often each is met."""
        met: dict[str, int] = {}
        taken: list[Candidate] = []
        for candidate in self._walk(key):
            name = candidate.identity
            if name in met:
                met[name] += 1
            elif proof.full:
                break
            else:
                met[name] = 1
                if proof.take(candidate):
                    taken.append(candidate)
        return [(candidate, met[candidate.identity]) for candidate in taken]

    def _sides(self, low: int, high: int, near: int, far: int) -> tuple[Slice, Slice]:
        size = len(self._candidates)
        near, far = (min(each, size - (high - low)) for each in (near, far))
        below = self._twice[low + size - far : low + size - near]
        return below, self._twice[high + near : high + far]

    def _walk(self, key: Key) -> Iterator[Candidate]:
        """Go on till both sides meet."""
        return islice(super()._walk(key), len(self) - self._times[key.identity])

    def _gaps(self) -> Sequence[Decimal]:
        return [Decimal()] * len(self)

    def _judge(self, stretch: Stretch, candidates: Sequence[Candidate]) -> Stretch:
        once = all(self._times[candidate.identity] == 1 for candidate in candidates)
        return stretch._replace(size=len(candidates)) if once else EVERYWHERE

    @cached_property
    def _twice(self) -> Slice:
        """Lay the row out twice, so that a slice of it can go past its end."""
        return self._candidates * 2

    @cached_property
    def _times(self) -> Counter[str]:
        """Count the facts that have each name."""
        return Counter(candidate.identity for candidate in self._candidates)


def _rank(candidate: Candidate) -> tuple[Decimal, str]:
    return candidate.place, candidate.identity


def _find_cuts(names: Sequence[str], gaps: Sequence[Decimal]) -> list[int]:
    """Cut where gaps are widest, and before the names of the least hashes where they are alike.

    There are as many cuts as leave each stretch long enough.
    """
    last = len(names) - _SHORTEST
    tickets = {i: sha256(f"cut\0{names[i]}".encode()).digest() for i in range(_SHORTEST, last + 1)}
    near = bytearray(len(names))
    cuts = []
    for i in sorted(tickets, key=lambda i: (-gaps[i], tickets[i])):
        if not near[i]:
            cuts.append(i)
            near[i - _SHORTEST + 1 : i + _SHORTEST] = bytes([1]) * (2 * _SHORTEST - 1)
    return cuts
