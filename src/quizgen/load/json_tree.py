"""JSON that a program wrote: every value with its way, and its place where it is not as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json.decoder import JSONDecoder
from typing import NoReturn

from quizgen.problems import Where

Step = str | int
"""A key of a table, or a place in a list, from 0."""


class DamageError(Exception):
    """Raised at the first value that is not what it must be."""

    def __init__(self, way: Sequence[Step], message: str) -> None:
        super().__init__(message)
        self.way = tuple(way)
        self.message = message


@dataclass(frozen=True, slots=True)
class Knot:
    """A value of a JSON file, and the way to it. Asking for another raises DamageError."""

    value: object
    way: tuple[Step, ...] = ()

    def refuse(self, wanted: str) -> NoReturn:
        """Say what was wanted here instead."""
        raise DamageError(self.way, f"{self._name()} wants {wanted}")

    def at(self, key: str) -> Knot:
        """Give what stands under a key."""
        table = self.table()
        if key not in table:
            self.refuse(f"the key '{key}'")
        return table[key]

    def table(self) -> dict[str, Knot]:
        """Give all that stands here, by key."""
        if not isinstance(self.value, dict):
            self.refuse("keys with values")
        return {str(key): Knot(each, (*self.way, str(key))) for key, each in self.value.items()}

    def items(self) -> list[Knot]:
        """Give the members of a list."""
        if not isinstance(self.value, list):
            self.refuse("a list")
        return [Knot(each, (*self.way, i)) for i, each in enumerate(self.value)]

    def listed(self, key: str) -> list[Knot]:
        """Give the members of the list under a key; none where there is no key."""
        table = self.table()
        return table[key].items() if key in table else []

    def text(self) -> str:
        """Give a text that a page can hold."""
        if not isinstance(self.value, str):
            self.refuse("a text")
        if any("\ud800" <= character <= "\udfff" for character in self.value):
            self.refuse("a text without half characters")
        return self.value

    def text_at(self, key: str) -> str:
        """Give the text under a key; an empty one where there is no key."""
        table = self.table()
        return table[key].text() if key in table else ""

    def one_of(self, words: Sequence[str]) -> str:
        """Give one of a few words."""
        text = self.text()
        if text not in words:
            self.refuse(f"one of {', '.join(words)}")
        return text

    def number(self, least: int, most: int) -> int:
        """Give a whole number between two bounds."""
        value = self.value
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.refuse(f"a number from {least} to {most:,}")
        return value

    def flag(self, key: str) -> bool:
        """Tell whether `true` stands under a key; nothing else may."""
        table = self.table()
        if key in table and table[key].value is not True:
            table[key].refuse("true, or to be absent")
        return key in table

    def measure(self, most: float) -> float:
        """Give a number, whole or not, no further from nothing than the most."""
        value = self.value
        if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= most:
            self.refuse(f"a number from -{most} to {most}")
        return float(value)

    def _name(self) -> str:
        keys = [step for step in self.way if isinstance(step, str)]
        return f"'{keys[-1]}'" if keys else "the file"


def parse_json(text: str) -> Knot:
    """Parse a whole file. Raises ValueError where it is no JSON; Python knows the place."""
    try:
        return Knot(json.loads(text))
    except RecursionError as error:
        raise ValueError("too many brackets inside each other") from error


def find_way(text: str, way: Sequence[Step], file: str) -> Where:
    """Find the place of a value in a file of JSON, by the way to it."""
    at = _skip(text, 0)
    for step in way:
        found = next((place for name, place in _inside(text, at) if name == step), None)
        if found is None:
            break
        at = found
    line = text.count("\n", 0, at) + 1
    return Where(file, line, at - (text.rfind("\n", 0, at) + 1) + 1)


def _inside(text: str, at: int) -> Iterator[tuple[Step, int]]:
    """Give the keys, or the numbers, of the values in a table or list, and where these begin."""
    decoder, opening, count = JSONDecoder(), text[at], 0
    if opening not in "{[":
        return
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        name: Step = count
        if opening == "{":
            key, at = decoder.raw_decode(text, at)
            name = str(key)
            at = _skip(text, _skip(text, at) + 1)
        yield name, at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        count += 1


def _skip(text: str, at: int) -> int:
    """Skip what parts values."""
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at
