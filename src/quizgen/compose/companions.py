"""Companions: which entries may stand together, so that a set has only one solution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import TypeVar

from quizgen.model import Amount, Entry, Match, Moment, Order, Value, identity, may_agree, members

Thing = TypeVar("Thing")
_PATIENCE = 20_000
"""Steps of a search before it takes the most it has found."""

SCOPE = "another scope"
ALIKE = "the same value"
CROSSWISE = "right crosswise too"
UNLIKE = "another unit or precision"
TIED = "a tie, or no certain order"


class Truths:
    """All that any fact of the pool says of an entry, whatever its scope, and its rivals."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._by_name: defaultdict[str, list[Entry]] = defaultdict(list)
        self._spans: list[tuple[Value, Entry]] = []
        self._known: dict[str, tuple[Value, ...]] = {}
        for entry in entries:
            for member in (each for value in entry.means for each in members(value)):
                if isinstance(member, Amount | Moment):
                    self._spans.append((member, entry))
                else:
                    self._by_name[identity(member)].append(entry)

    def of(self, entry: Entry) -> tuple[Value, ...]:
        """Give all values that may be right for what the entry stands for."""
        if entry.fact not in self._known:
            alike = {each.fact: each for each in self._alike(entry)}
            self._known[entry.fact] = tuple(
                value for each in alike.values() for value in (*each.right, *each.rivals)
            )
        return self._known[entry.fact]

    def _alike(self, entry: Entry) -> Iterator[Entry]:
        for member in (each for value in entry.means for each in members(value)):
            if isinstance(member, Amount | Moment):
                yield from (other for span, other in self._spans if may_agree(member, span))
            else:
                yield from self._by_name[identity(member)]


def tell_match_apart(truths: Truths, one: Entry, other: Entry) -> str:
    """Say why two pairs cannot stand in one match; empty where they can."""
    if one.scope != other.scope:
        return SCOPE
    if any_agree(one.means, other.means) or any_agree(one.right, other.right):
        return ALIKE
    if any_agree(one.right, truths.of(other)) or any_agree(other.right, truths.of(one)):
        return CROSSWISE
    return ""


def tell_order_apart(truths: Truths, one: Entry, other: Entry) -> str:
    """Say why two entries cannot stand in one order; empty where one is surely before the other."""
    if one.scope != other.scope:
        return SCOPE
    if any_agree(one.means, other.means):
        return ALIKE
    if not _same_sort(one.right[0], other.right[0]):
        return UNLIKE
    pairs = list(product(truths.of(one), truths.of(other)))
    if all(_before(a, b) for a, b in pairs) or all(_before(b, a) for a, b in pairs):
        return ""
    return TIED


def tell_apart(response: Match | Order) -> Callable[[Entry, Entry], str]:
    """Give what says why two entries of a response cannot stand together."""
    truths = Truths(response.entries)
    tell = tell_match_apart if isinstance(response, Match) else tell_order_apart
    return lambda one, other: tell(truths, one, other)


def count_distinct(entries: Sequence[Entry]) -> int:
    """Give how many entries can differ from each other at all, on both sides."""
    sides = ({_names(entry.means) for entry in entries}, {_names(entry.right) for entry in entries})
    return min(map(len, sides))


def find_companions(
    things: Sequence[Thing], size: int, may_join: Callable[[Sequence[Thing], Thing], bool]
) -> list[Thing]:
    """Take so many things, the first ones that fit together; the most found, if too few do.

    What comes first is taken where that can be; where it leaves too few, others are tried.
    """
    greedy: list[Thing] = []
    for thing in things:
        if len(greedy) == size:
            break
        if may_join(greedy, thing):
            greedy.append(thing)
    if len(greedy) == size:
        return greedy
    return _search(things, size, may_join, greedy)


def _search(
    things: Sequence[Thing],
    size: int,
    may_join: Callable[[Sequence[Thing], Thing], bool],
    best: list[Thing],
) -> list[Thing]:
    """Try other beginnings, until all or too many were tried."""
    patience = _PATIENCE
    stack: list[tuple[list[Thing], int]] = [([], 0)]
    while stack and patience > 0:
        taken, start = stack.pop()
        if len(taken) > len(best):
            best = taken
            if len(best) == size:
                return best
        if len(taken) + len(things) - start <= len(best):
            continue
        patience -= 1
        stack.append((taken, start + 1))
        if may_join(taken, things[start]):
            stack.append(([*taken, things[start]], start + 1))
    return best


def _names(values: Sequence[Value]) -> str:
    return "\0".join(identity(member) for member in members(values[0]))


def any_agree(some: Sequence[Value], others: Sequence[Value]) -> bool:
    """Tell whether one of some values may be one of the others."""
    return any(may_agree(a, b) for a in some for b in others)


def _same_sort(one: Value, other: Value) -> bool:
    match one, other:
        case Amount(), Amount():
            return one.unit == other.unit
        case Moment(), Moment():
            return len(one.parts) == len(other.parts)
        case _:
            return False


def _before(one: Value, other: Value) -> bool:
    match one, other:
        case Amount(), Amount():
            return one.unit == other.unit and one.high < other.low
        case Moment(), Moment():
            return one.last < other.first
        case _:
            return False
