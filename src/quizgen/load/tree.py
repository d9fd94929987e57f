"""Trees: what a file says before anything is known of its meaning; every text has its place."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizgen.model import Text
from quizgen.problems import Problem, Where

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOWHERE = Where("")


class Table(Mapping[Text, "Node"]):
    """A mapping with its place; keys in the author's order. `flow`: written in braces.

    `nodes` and `places` are for loops over very many tables: the bare nodes by key, and the places
    of the keys as numbers. A key becomes a text with its place when somebody asks for it; most
    never are asked for.
    """

    __slots__ = ("column", "file", "flow", "line", "nodes", "places")

    file: str
    line: int
    column: int

    def __init__(
        self,
        pairs: Iterable[tuple[Text, Node]] = (),
        where: Where = _NOWHERE,
        *,
        flow: bool = False,
    ) -> None:
        self.file, self.line, self.column = where
        self.flow = flow
        self.nodes: dict[str, Node] = {}
        self.places = array("Q")
        for key, node in pairs:
            self.add(key, node)

    @property
    def where(self) -> Where:
        """The place of the first key, or of the brace before it."""
        return Where(self.file, self.line, self.column)

    def add(self, key: Text, node: Node) -> None:
        """Put a node under a key; one that is there keeps its place, and gets the new node."""
        name = str(key)
        if name not in self.nodes:
            self.places.append(pack_place(key.line, key.column))
        self.nodes[name] = node

    def find(self, key: str) -> Node | None:
        """Give the node under a key."""
        return self.nodes.get(key)

    def key(self, name: str) -> Text:
        """Give a key as its author wrote it."""
        return next(key for key in self if key == name)

    def __getitem__(self, key: str) -> Node:
        return self.nodes[key]

    def __eq__(self, other: object) -> bool:
        return self.nodes == (other.nodes if isinstance(other, Table) else other)

    __hash__ = None  # type: ignore[assignment] # as of any mapping that grows

    def __len__(self) -> int:
        return len(self.nodes)

    def __iter__(self) -> Iterator[Text]:
        return (key for key, _ in self.pairs())

    def pairs(self) -> Iterator[tuple[Text, Node]]:
        """Give keys and nodes: what `items` gives, in a third of the time."""
        file = self.file
        for (name, node), place in zip(self.nodes.items(), self.places, strict=True):
            key = Text(name)
            key.file, key.line, key.column = file, (place >> 32) + 1, (place & 0xFFFFFFFF) + 1
            yield key, node


class Items(list["Node"]):
    """A sequence with its place."""

    __slots__ = ("where",)

    where: Where


Node = Text | Table | Items


def pack_place(line: int, column: int) -> int:
    """Make one number of a place, as a parser counts it, from 0: it takes little room."""
    return line - 1 << 32 | column - 1


def unpack_place(file: str, place: int) -> Where:
    """Give the place that a number stands for."""
    return Where(file, (place >> 32) + 1, (place & 0xFFFFFFFF) + 1)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A key written twice in one mapping; `path` are the keys above it."""

    path: tuple[str, ...]
    key: Text
    first: Text


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file. `root` is None where the file is empty or cannot be read at all."""

    root: Node | None
    duplicates: tuple[Duplicate, ...]
    problems: tuple[Problem, ...]
    nameless: tuple[tuple[Text, Table], ...] = ()
    """Rows without an id: where it should stand, and what else they say."""


def control_character(text: Text) -> Problem:
    """Word the problem of a character that neither Anki nor a page can hold."""
    found = CONTROL.search(text)
    code = f"U+{ord(found.group()):04X}" if found else "a control character"
    return Problem(
        text.where,
        "control-character",
        f"the text holds {code}, a control character",
        "remove it: no page and no card can show it",
    )
