"""YAML as its author wrote it: every scalar a text with its place. The only yaml here.

Built from parser events, so nothing is guessed: `No`, `010`, `1:30` and `1.10` stay text, and
a key written twice is seen. Anchors work within bounds; tags and merge keys are refused.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable
from typing import NoReturn, Protocol

import yaml

from quizgen.load import yaml_traps
from quizgen.load.tree import (
    CONTROL,
    Duplicate,
    Items,
    Node,
    Table,
    Tree,
    control_character,
)
from quizgen.model import Text
from quizgen.problems import Problem, Where

MAX_DEPTH = 40
MAX_ALIASED = 200_000
"""Nodes that aliases may add to one file; a bomb adds billions."""

_BREAKS = "\x85\u2028\u2029"
_HIDE_BREAKS = str.maketrans(_BREAKS, "\ufdd0\ufdd1\ufdd2")
_SHOW_BREAKS = str.maketrans("\ufdd0\ufdd1\ufdd2", _BREAKS)
"""YAML 1.1 ends a line at these three; to authors and their editors they are text."""
_BARE_HASH = re.compile(r" #[^\s#]")


def parse_yaml(source: str, file: str) -> Tree:
    """Parse one YAML document, with every slip that does not stop the parser."""
    builder = _Builder(source, file)
    try:
        root = builder.build()
    except _Refused as refusal:
        return Tree(None, (), (*builder.problems, refusal.problem))
    except yaml.MarkedYAMLError as error:
        problem = yaml_traps.explain(error, builder.source.splitlines(), file)
        return Tree(None, (), (*builder.problems, problem))
    except yaml.reader.ReaderError as error:
        return Tree(
            None, (), (*builder.problems, yaml_traps.explain_character(error, source, file))
        )
    except (OverflowError, ValueError):  # how the Python parser meets \\UFFFFFFFF
        return Tree(None, (), (*builder.problems, yaml_traps.beyond_unicode(source, file)))
    return Tree(root, tuple(builder.duplicates), tuple(builder.problems))


class _Mark(Protocol):
    """A place as the parser counts: from 0."""

    index: int
    line: int
    column: int


class _Event(Protocol):
    """What the loop reads of the parser's events; not every event has every attribute."""

    start_mark: _Mark
    end_mark: _Mark
    value: str
    anchor: str
    tag: str | None
    style: str | None
    flow_style: bool


class _Refused(Exception):  # noqa: N818 - it carries a problem out of the loop, it is none
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


_Around = tuple[Table | Items | None, str | None]
"""What stands around an open container: another, and the key that it will be under."""
_NONE = -1
"""The column of a table whose keys do not all stand under each other."""


class _Builder:
    """Builds the tree of one file; holds what the event loop must remember."""

    def __init__(self, source: str, file: str) -> None:
        self.hidden = any(end in source for end in _BREAKS)
        self.source = source.translate(_HIDE_BREAKS) if self.hidden else source
        self.file = file
        self.problems: list[Problem] = []
        self.duplicates: list[Duplicate] = []
        self.root: Node | None = None
        self.container: Table | Items | None = None
        self.around: list[_Around] = []
        self.anchors: dict[str, Node] = {}
        self.aliased = 0
        self.documents = 0
        self.watch_hash = " #" in source and bool(_BARE_HASH.search(source))
        self.watch_escapes = self.hidden or "\\" in source
        signs = ("&", "!", "<<")  # of anchors, tags and merge keys
        self.watch_letters = self.watch_escapes or not source.isascii()
        self.watch = self.watch_hash or self.watch_escapes or any(sign in source for sign in signs)

    def build(self) -> Node | None:
        """Turn the events into a tree: the loop that every scalar of a deck passes through.

        It is long because it calls nothing of ours for most of them, and keeps what it needs in
        local variables. Whatever is rare, `_take_structure` and `_insert` see to.
        """
        # libyaml's parser, or the pure Python one where libyaml is missing.
        loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        next_event: Callable[[], _Event | None] = loader(self.source).get_event  # type: ignore[assignment] # the stubs know no event's attributes
        scalar_event, start, end = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
        file, watch, watch_letters = self.file, self.watch, self.watch_letters
        around, new_table = self.around, Table.__new__
        known: dict[str, str] = {}  # each key once, however many facts have it
        table: Table | None = None
        nodes: dict[str, Node] = {}
        lines, column = array("i"), _NONE
        key: str | None = None
        while (event := next_event()) is not None:
            kind: type[object] = type(event)
            if kind is scalar_event:
                value, mark = event.value, event.start_mark
                if watch_letters and not value.isascii():
                    value = self._clean(value)
                if watch:
                    self._look_at_scalar(event, value, is_key=table is not None and key is None)
                if key is None and table is not None:
                    key = known.setdefault(value, value)
                    if mark.column == column:
                        lines.append(mark.line)
                    else:
                        table.place_key(mark.line, mark.column)
                        column = _common_column(table)
                    continue
                node = Text(value)
                node.file = file
                node.line = mark.line + 1
                node.column = mark.column + 1
                if key is None or table is None or key in nodes:
                    self._insert(node, key)
                else:
                    nodes[key] = node
                key = None
            elif kind is start and key is not None and not watch and len(around) <= MAX_DEPTH:
                around.append((table, key))
                mark, key = event.start_mark, None
                self.container = table = new_table(Table)
                table.file, table.line, table.column = file, mark.line + 1, mark.column + 1
                table.flow = bool(event.flow_style)
                table.nodes = nodes = {}
                table.lines = lines = array("i")
                table.columns, column = None, mark.column
            elif kind is end and table is not None and type(outer := around[-1][0]) is Table:
                finished, (_, key) = table, around.pop()
                self.container = table = outer
                nodes, lines, column = table.nodes, table.lines, _common_column(table)
                if key is None or key in nodes:
                    self._insert(finished, key)
                else:
                    nodes[key] = finished
                key = None
            else:
                table, key = self._take_structure(event, key)
                if table is not None:
                    nodes, lines, column = table.nodes, table.lines, _common_column(table)
        return self.root

    def _clean(self, value: str) -> str:
        return unicodedata.normalize("NFC", value.translate(_SHOW_BREAKS) if self.hidden else value)

    def _look_at_scalar(self, event: _Event, value: str, *, is_key: bool) -> None:
        """Look for what only few files hold: anchors, tags, merge keys, escapes, stray hashes."""
        self._refuse_tag(event)
        text = Text.at(value, self._where(event))
        if event.anchor:
            self.anchors[event.anchor] = text
        if is_key and value == "<<":
            self._refuse(
                event,
                "merge-key",
                "merge keys ('<<') are not used here",
                "write the fields out, or put them into `defaults`",
            )
        formula = yaml_traps.FORMULA.search(self._raw(event)) if self.watch_escapes else None
        if formula and event.style == '"':
            self.problems.append(yaml_traps.formula_escape(text, formula))
        elif self.watch_escapes and CONTROL.search(value):
            self.problems.append(control_character(text))
        if self.watch_hash and not event.style:  # None or '': a plain scalar
            end = event.end_mark.index
            if end > event.start_mark.index and _BARE_HASH.match(self.source, end):
                self.problems.append(yaml_traps.hash_in_text(text))

    def _raw(self, event: _Event) -> str:
        return self.source[event.start_mark.index : event.end_mark.index]

    def _take_structure(self, event: _Event, key: str | None) -> tuple[Table | None, str | None]:
        """Take an event that is no scalar; give the table that is open then, and its key."""
        kind: type[object] = type(event)
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, key)
            key = None
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            finished = self.container
            assert finished is not None  # noqa: S101 - the parser pairs starts and ends
            self.container, key = self.around.pop()
            self._insert(finished, key)
            key = None
        elif kind is yaml.AliasEvent:
            node = self._resolve(event)
            if isinstance(self.container, Table) and key is None:
                key = self._key(event, node)
                self.container.place_key(event.start_mark.line, event.start_mark.column)
            else:
                self._insert(node, key)
                key = None
        elif kind is yaml.DocumentStartEvent:
            self._count_document(event)
        return (self.container if isinstance(self.container, Table) else None), key

    def _insert(self, node: Node, key: str | None) -> None:
        """Put a finished node where it belongs."""
        match self.container:
            case None:
                self.root = node
            case Items():
                self.container.append(node)
            case Table() if key in self.container.nodes:
                self._note_duplicate(self.container, key)
            case Table() if key is not None:
                self.container.nodes[key] = node

    def _open(self, event: _Event, key: str | None) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        if isinstance(self.container, Table) and key is None:
            raise _Refused(yaml_traps.table_as_key(self._where(event), self.source.splitlines()))
        self.around.append((self.container, key))
        if len(self.around) > MAX_DEPTH + 1:
            self._refuse(event, "yaml-depth", f"more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.MappingStartEvent):
            self.container = Table((), self._where(event))
            self.container.flow = bool(event.flow_style)
        else:
            self.container = Items()
            self.container.where = self._where(event)
        if event.anchor:
            self.anchors[event.anchor] = self.container

    def _key(self, event: _Event, node: Node) -> str:
        if not isinstance(node, Text):
            self._refuse(event, "yaml-key", "a key must be a plain word")
        return str(node)

    def _count_document(self, event: _Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(
                event,
                "yaml-documents",
                "a file holds one document, and here '---' begins a second",
                "remove the line '---'",
            )

    def _note_duplicate(self, table: Table, key: str) -> None:
        path = tuple(above for _, above in self.around if above is not None)
        again = Text.at(key, table.drop_place())
        self.duplicates.append(Duplicate(path, again, table.key(key)))

    def _resolve(self, event: _Event) -> Node:
        name = event.anchor
        if name not in self.anchors:
            self._refuse(
                event,
                "yaml-alias",
                f"'*{name}' refers to an anchor that is not there",
                "quote a text that begins with *",
            )
        node = self.anchors[name]
        if any(node is each for each in (self.container, *(outer for outer, _ in self.around))):
            self._refuse(event, "yaml-alias", f"'*{name}' stands inside itself")
        self.aliased += _count_nodes(node)
        if self.aliased > MAX_ALIASED:
            self._refuse(
                event,
                "yaml-alias",
                f"aliases blow this file up to more than {MAX_ALIASED:,} values",
                "write the values out, or use `defaults`",
            )
        return node

    def _refuse_tag(self, event: _Event) -> None:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(
                event,
                "yaml-tag",
                f"tags like '{tag}' are not used here",
                "quote a text that begins with !",
            )

    def _where(self, event: _Event) -> Where:
        return Where(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse(self, event: _Event, rule: str, message: str, mend: str = "") -> NoReturn:
        raise _Refused(Problem(self._where(event), rule, message, mend))


def _common_column(table: Table) -> int:
    return _NONE if table.columns is not None else table.column - 1


def _count_nodes(node: Node) -> int:
    """Count a node with all in it, keys too; an alias counts as what it stands for."""
    count, waiting = 0, [node]
    while waiting:
        each = waiting.pop()
        count += 1
        if isinstance(each, Table):
            count += len(each)
            waiting += each.nodes.values()
        elif isinstance(each, Items):
            waiting += each
    return count
