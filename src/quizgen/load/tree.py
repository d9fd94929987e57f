"""Trees: what a file says before anything is known of its meaning; every text has its place."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from quizgen.model import Text
from quizgen.problems import Problem, Where

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOWHERE = Where("")


class Table(Mapping[Text, "Node"]):
    """A mapping with its place; keys in the author's order. `flow`: written in braces.

    `nodes`, `lines` and `columns` are for loops over very many tables: the bare nodes by key, and
    where the keys stand, as a parser counts, from 0. Mostly they stand under each other: then
    `columns` is None. A key becomes a text with its place when somebody asks for it; most never
    are asked for.
    """

    __slots__ = ("column", "columns", "file", "flow", "line", "lines", "nodes")

    file: str
    line: int
    column: int
    columns: array[int] | None

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
        self.lines = array("i")  # signed: what no file holds stands on line 0
        self.columns = None
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
            self.place_key(key.line - 1, key.column - 1)
        self.nodes[name] = node

    def place_key(self, line: int, column: int) -> None:
        """Note where the key stands that comes next."""
        if self.columns is None and column != self.column - 1:
            self.columns = array("i", [self.column - 1] * len(self.lines))
        if self.columns is not None:
            self.columns.append(column)
        self.lines.append(line)

    def drop_place(self) -> Where:
        """Forget where the last key stands, and give it."""
        column = self.column - 1 if self.columns is None else self.columns.pop()
        return Where(self.file, self.lines.pop() + 1, column + 1)

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
        file, columns = self.file, self.columns
        each_column = repeat(self.column - 1, len(self.lines)) if columns is None else columns
        for (name, node), line, column in zip(
            self.nodes.items(), self.lines, each_column, strict=True
        ):
            key = Text(name)
            key.file, key.line, key.column = file, line + 1, column + 1
            yield key, node


class Items(list["Node"]):
    """A sequence with its place."""

    __slots__ = ("where",)

    where: Where


Node = Text | Table | Items


class Duplicate(NamedTuple):
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
