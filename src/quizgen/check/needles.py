"""Needles: short texts of which one stands in whatever a pattern matches.

A search for phrases costs microseconds a list, and there are dozens of lists: to see that none of
a list's needles is in a text costs a tenth of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

_ATOM = re.compile(
    r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<?[=!]|\((?:\?[a-zA-Z-]*:)?|.)"
    r"((?:[?*+]|\{\d*,?\d*\})\??)?",
    re.DOTALL,
)
"""A piece of a pattern, and how often it may stand there."""
_LOOKING = ("(?=", "(?!", "(?<=", "(?<!")
_SHORTEST = 2
"""Letters of a needle, or one with which a word begins."""
_ENOUGH = 4
"""Letters of a needle that few words share."""
BEGIN = "^"
"""Stands before a needle with which a word begins."""

Needles = frozenset[str]
NONE: Needles = frozenset()


def find_needles(pattern: str) -> Needles:
    """Give words, or pieces of them, in lower case; none where they cannot be told.

    >>> sorted(find_needles("(?:is|are) what(?= city)")), sorted(find_needles(r"\\w*years?|week"))
    (['^what'], ['^week', 'year'])
    """
    atoms = ((found[1], found[2] or "") for found in _ATOM.finditer(pattern))
    found = _read(atoms, begins=True)
    return NONE if any(len(each) < _SHORTEST for each in found.needles) else found.needles


class _Read(NamedTuple):
    """What was read up to a closing bracket: how often it may stand there, whether it takes room.

    A look at what is around takes none.
    """

    needles: Needles
    times: str = ""
    takes_room: bool = True


def _read(atoms: Iterator[tuple[str, str]], *, begins: bool) -> _Read:
    """Read up to a closing bracket; `begins`: what comes first begins a word."""
    each_way: list[Needles] = []
    best, run, at_begin, takes_room = NONE, "", begins, False
    for atom, times in atoms:
        sure = times in ("", "+")
        if (atom.isalpha() or atom == "'") and sure:
            run = (run or BEGIN * at_begin) + atom.casefold()
            at_begin, takes_room = False, True
            if not times:
                continue
        best, run = _better(best, run), ""
        if atom in ("|", ")"):
            each_way.append(best)
            best, at_begin = NONE, begins
            if atom == ")":
                return _Read(_any(each_way), times, takes_room)
        elif atom.startswith("("):
            inner = _read(atoms, begins=at_begin)
            if atom not in _LOOKING and inner.takes_room:
                at_begin, takes_room = False, True
                best = _better(best, *inner.needles) if inner.times in ("", "+") else best
        elif atom not in ("^", "$"):
            at_begin = atom == r"\b" or (atom == " " and sure)
            takes_room = takes_room or atom != r"\b"
    each_way.append(_better(best, run))
    return _Read(_any(each_way))


def _any(each_way: Sequence[Needles]) -> Needles:
    return frozenset().union(*each_way) if all(each_way) else NONE


def _better(one: Needles, *others: str) -> Needles:
    """Give those that fewer texts hold; of equal ones the later, for prompts begin alike."""
    other = frozenset(filter(None, others)) if all(others) else NONE
    return one if _rank(one) > _rank(other) else other


def _rank(needles: Needles) -> tuple[int, int]:
    """Rank needles by their shortest, and short ones by how few they are."""
    shortest = min((len(each.lstrip(BEGIN)) for each in needles), default=0)
    return min(shortest, _ENOUGH), -len(needles) if shortest < _ENOUGH else 0


class Looks:
    """Tells of many texts which of them may hold phrases: of a list that none may hold, at once."""

    def __init__(self, bits: Mapping[str, int], found: Sequence[int]) -> None:
        self._bits, self._found = bits, found
        self._any = reduce(or_, found, 0)

    def holding(self, names: Iterable[str]) -> Iterable[bool]:
        """Tell of each text whether it may hold a phrase of any of some lists."""
        wanted = reduce(or_, (self._bits[name] for name in names))
        return [each & wanted != 0 for each in self._found] if self._any & wanted else ()


class Sieve:
    """Tells which lists of phrases may stand in a text, by its words; each word is looked at once.

    A list is told by a bit. One whose needles are not known may stand anywhere.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._bits: dict[str, int] = {}
        self._anywhere = 0
        self._needles: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for i, (name, patterns) in enumerate(lists.items()):
            self._bits[name] = bit = 1 << i
            needles = [find_needles(pattern) for pattern in patterns]
            if not all(needles):
                self._anywhere |= bit
                continue
            for needle in frozenset().union(*needles):
                self._needles[needle.lstrip(BEGIN)[:2]].append((needle, bit))
        self._words: dict[str, int] = {}
        self._texts: dict[str, int] = {}

    def may_hold(self, name: str, text: str) -> bool:
        """Tell whether one of a list's phrases may stand in a text."""
        found = self._texts.get(text)
        return bool((self._look(text) if found is None else found) & self._bits[name])

    def look(self, texts: Iterable[str]) -> Looks:
        """Look at many texts."""
        known = self._texts
        return Looks(self._bits, [known[t] if t in known else self._look(t) for t in texts])

    def _look(self, text: str) -> int:
        found, words = self._anywhere, self._words
        for word in text.casefold().split():
            bits = words.get(word)
            found |= self._look_at_word(word) if bits is None else bits
        self._texts[text] = found
        return found

    def _look_at_word(self, word: str) -> int:
        if word.strip(".,:;?!").isdecimal():  # numbers are many, and hold no letters
            return 0
        found, begins = 0, True
        for i in range(len(word)):
            for start in (word[i : i + 2], word[i]):
                for needle, bit in self._needles.get(start, ()):
                    if word.startswith(needle.lstrip(BEGIN), i) and (begins or needle[0] != BEGIN):
                        found |= bit
            begins = not (word[i].isalnum() or word[i] in "_'’")
        self._words[word] = found
        return found
