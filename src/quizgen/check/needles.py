"""Needles: short texts of which one stands in whatever a pattern matches.

A search for phrases costs microseconds a list, and there are dozens of lists: to see that none of
a list's needles is in a text costs a tenth of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

_ATOM = re.compile(
    r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<?[=!]|\((?:\?[a-zA-Z-]*:)?|.)"
    r"((?:[?*+]|\{\d*,?\d*\})\??)?",
    re.DOTALL,
)
"""A piece of a pattern, and how often it may stand there."""
_LOOKING = ("(?=", "(?!", "(?<=", "(?<!")
_SHORTEST = 2

Needles = frozenset[str]
NONE: Needles = frozenset()


def find_needles(pattern: str) -> Needles:
    """Give words, or pieces of them, in lower case; none where they cannot be told.

    >>> sorted(find_needles("(?:is|are) what(?= city)")), sorted(find_needles("years?|week"))
    (['what'], ['week', 'year'])
    """
    needles, _ = _read((found[1], found[2] or "") for found in _ATOM.finditer(pattern))
    return NONE if any(len(each) < _SHORTEST for each in needles) else needles


def _read(atoms: Iterator[tuple[str, str]]) -> tuple[Needles, str]:
    """Read up to a closing bracket; give its needles, and how often it may stand there."""
    each_way: list[Needles] = []
    best, run, closing = NONE, "", ""
    for atom, times in atoms:
        if atom in ("|", ")"):
            each_way.append(_better(best, run))
            best, run, closing = NONE, "", times
            if atom == ")":
                break
        elif atom.startswith("("):
            inner, often = _read(atoms)
            best, run = _better(best, run), ""
            if atom not in _LOOKING and often in ("", "+"):
                best = _better(best, *inner)
        elif (atom.isalpha() or atom == "'") and times in ("", "+"):
            run += atom.casefold()
            if times:
                best, run = _better(best, run), ""
        else:
            best, run = _better(best, run), ""
    else:
        each_way.append(_better(best, run))
    return (frozenset().union(*each_way) if all(each_way) else NONE), closing


def _better(one: Needles, *others: str) -> Needles:
    """Give those of which the shortest is longer."""
    other = frozenset(filter(None, others)) if all(others) else NONE
    return max(one, other, key=lambda needles: min(map(len, needles), default=0))


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
                self._needles[needle[:_SHORTEST]].append((needle, bit))
        self._words: dict[str, int] = {}
        self._texts: dict[str, int] = {}

    def may_hold(self, name: str, text: str) -> bool:
        """Tell whether one of a list's phrases may stand in a text."""
        found = self._texts.get(text)
        if found is None:
            found = self._anywhere
            for word in text.casefold().split():
                bits = self._words.get(word)
                found |= self._look(word) if bits is None else bits
            self._texts[text] = found
        return bool(found & self._bits[name])

    def _look(self, word: str) -> int:
        if word.strip(".,:;?!").isdecimal():  # numbers are many, and hold no letters
            return 0
        found = 0
        for i in range(len(word) - _SHORTEST + 1):
            for needle, bit in self._needles.get(word[i : i + _SHORTEST], ()):
                if word.startswith(needle, i):
                    found |= bit
        self._words[word] = found
        return found
