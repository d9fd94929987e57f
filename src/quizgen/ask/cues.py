"""Cues: what prompts are compared by, to know which other answers would be right too.

A cue is a prompt without its scope, its values written as what they mean. A prompt is told by
some cues and asked by others: where one told is one asked, an answer to the one may be right
for the other. So `in July 2019` answers `in 2019` and the other way round, but not `in August
2019`; an amount that is a bound may be any; a list is asked by each of its members, and `to go,
to drive` by each of its wordings. What is in units that nobody can compare may be the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from quizgen.ask.meaning import Meanings
from quizgen.model import (
    Amount,
    Deck,
    Fact,
    Moment,
    Picture,
    Sound,
    Text,
    Value,
    extent_of,
    members,
    wordings,
)
from quizgen.model.units import are_comparable
from quizgen.model.value import Scalar

MOST_CUES = 1000
"""Cues of one prompt: where its lists make more, nothing can be proven wrong."""
_MEANING_MORE = frozenset({"number", "percent", "money", "quantity", "duration", "image", "sound"})
"""Built-in types whose values mean more than the text that shows them."""


class Cues(NamedTuple):
    """A prompt's own cue, those under which its answers are known, and those that ask for them."""

    own: str
    told: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


class Readings(NamedTuple):
    """What a value means exactly, what it is told by, and what it is asked by."""

    own: Value
    told: tuple[Value, ...]
    asked: tuple[Value, ...]


class Reader:
    """Reads the values of one deck as what they mean."""

    def __init__(self, deck: Deck, meanings: Meanings) -> None:
        self._meanings = meanings
        self._named = deck.names.keys()
        self._facts = deck.facts
        self._several: set[tuple[str, str]] = set()
        self._worded: dict[tuple[str, str], bool] = {}
        self._units: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._bounds = False
        dates: set[tuple[int, bool]] = set()
        for fact in deck.facts:
            if fact.aka:
                self._several.update((fact.kind, name) for name in fact.aka)
            for name, value in fact.fields.items():
                if type(value) is Text:
                    continue  # as most are
                if isinstance(value, tuple):
                    self._several.add((fact.kind, name))
                for member in value if isinstance(value, tuple) else (value,):
                    if isinstance(member, Amount):
                        self._bounds |= member.qualified
                        if member.unit:
                            self._units[fact.kind, name].add(member.unit)
                    elif isinstance(member, Moment):
                        dates.add((len(member.parts), member.qualified))
        self._dates_differ = len(dates) > 1 or (1, True) in dates

    def is_literal(self, kind: str, field: str, field_type: str) -> bool:
        """Tell whether every value of a field means the text that shows it, and no more."""
        return not (
            field_type in _MEANING_MORE
            or field_type in self._named
            or (kind, field) in self._several
            or (self._dates_differ and field_type in ("date", "year"))
            or (field_type == "text" and self._has_wordings(kind, field))
        )

    def _has_wordings(self, kind: str, field: str) -> bool:
        """Tell whether a value of a field gives several wordings, such as `to go, to drive`."""
        if (kind, field) not in self._worded:
            values = (fact.fields.get(field) for fact in self._facts if fact.kind == kind)
            found = any(isinstance(value, Text) and wordings(value) for value in values)
            self._worded[kind, field] = found
        return self._worded[kind, field]

    def read(self, fact: Fact, field: str, vocabulary: str) -> Readings:
        """Give the readings of a field's value and other names.

        Of a list they are all of it, and each member alone.
        """
        value = fact.fields[field]
        others: Sequence[Scalar] = fact.aka.get(field, ())
        if vocabulary == "text" and isinstance(value, Text):
            others = (*others, *map(Text, wordings(value)))
        units = self._units.get((fact.kind, field), ())
        if not isinstance(value, tuple) and not others:
            return self._read_one(value, vocabulary, units)
        each = [self._read_one(member, vocabulary, units) for member in (*members(value), *others)]
        whole = tuple(member for one in each[: len(members(value))] for member in members(one.own))
        told = (reading for one in each for reading in one.told)
        asked = (reading for one in each for reading in one.asked)
        return Readings(whole, (whole, *_alone(told)), (whole, *_alone(asked)))

    def _read_one(self, value: Scalar, vocabulary: str, units: Iterable[str]) -> Readings:
        match value:
            case Picture() | Sound():
                return _same(Text(value.media.name))
            case Amount():
                strange = [f"in {each}" for each in units if not are_comparable(each, value.unit)]
                own, told, asked = self._read_amount(value)
                if not strange:
                    return _readings(own, told, asked)
                return _readings(own, [*told, f"in {value.unit}"], [*asked, *strange])
            case Moment() if self._dates_differ:
                if value.qualified:
                    return _readings(value, ["bound date"], ["bound date", "any date"])
                parts = ["-".join(map(str, value.parts[: i + 1])) for i in range(len(value.parts))]
                within = [f"in {part}" for part in parts]
                return _readings(
                    value,
                    [f"is {parts[-1]}", *within, "any date"],
                    [*(f"is {part}" for part in parts), within[-1], "bound date"],
                )
            case _:
                return _same(self._meanings.canonical(value, vocabulary))

    def _read_amount(self, value: Amount) -> tuple[Text, list[str], list[str]]:
        unit, low, high = extent_of(value)
        worth = f"{low.normalize()} {high.normalize()} {unit}"
        if value.qualified:
            bound = f"bound {unit}"
            return Text(worth), [bound], [bound, f"any {unit}"]
        if self._bounds:
            return Text(worth), [worth, f"any {unit}"], [worth, f"bound {unit}"]
        return Text(worth), [worth], [worth]


def combine(read: Mapping[str, tuple[Value, ...]]) -> list[dict[str, Value]] | None:
    """Combine the readings of all values of a prompt; None if there are too many."""
    if prod(map(len, read.values())) > MOST_CUES:
        return None
    return [dict(zip(read, chosen, strict=True)) for chosen in product(*read.values())]


def _same(value: Value) -> Readings:
    return Readings(value, (value,), (value,))


def _readings(own: Value, told: list[str], asked: list[str]) -> Readings:
    return Readings(own, tuple(map(Text, told)), tuple(map(Text, asked)))


def _alone(readings: Iterable[Value]) -> Iterator[Value]:
    """Give each reading as it stands where there is no list, and as a list of one."""
    for reading in readings:
        yield reading
        yield members(reading)
