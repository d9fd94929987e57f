"""YAML as its author wrote it: every scalar a text with its place. The only yaml here.

Built from parser events, so nothing is guessed: `No`, `010`, `1:30` and `1.10` stay text, and
a key written twice is seen. Anchors work within bounds; tags and merge keys are refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, Protocol

import yaml

from quizgen.load import yaml_traps
from quizgen.model import Text
from quizgen.problems import Problem, Where

MAX_DEPTH = 40
MAX_ALIASED = 200_000
"""Nodes that aliases may add to one file; a bomb adds billions."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAK = re.compile("[\x85\u2028\u2029]")
_HIDE_BREAKS = str.maketrans("\x85\u2028\u2029", "\ufdd0\ufdd1\ufdd2")
_SHOW_BREAKS = str.maketrans("\ufdd0\ufdd1\ufdd2", "\x85\u2028\u2029")
"""YAML 1.1 ends a line at these three; to authors and their editors they are text."""
_BARE_HASH = re.compile(r" #[^\s#]")


class Table(dict[Text, "Node"]):
    """A YAML mapping with its place; keys in the author's order. `flow`: written in braces."""

    where: Where
    flow: bool = False

    def find(self, key: str) -> Node | None:
        """Give the node under a key that is written in our code, not in the deck."""
        return self.get(Text(key))


class Items(list["Node"]):
    """A YAML sequence with its place."""

    where: Where


Node = Text | Table | Items


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


def _events(source: str) -> Iterator[_Event]:
    """Drain libyaml's parser, or the pure Python one where libyaml is missing."""
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    get_event = loader(source).get_event  # events only: nothing is constructed
    while True:
        event = get_event()
        yield event  # type: ignore[misc] # the stubs know no event's attributes
        if type(event) is yaml.StreamEndEvent:
            return


class _Builder:
    """Builds the tree of one file; holds what the event loop must remember."""

    def __init__(self, source: str, file: str) -> None:
        self.hidden = bool(_BREAK.search(source))
        self.source = source.translate(_HIDE_BREAKS) if self.hidden else source
        self.file = file
        self.problems: list[Problem] = []
        self.duplicates: list[Duplicate] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.aliased = 0
        self.nodes = 0
        self.watch_hash = bool(_BARE_HASH.search(source))
        self.watch_escapes = self.hidden or "\\" in source

    def build(self) -> Node | None:
        """Turn the events into a tree; the loop that every fact passes through."""
        file, scalar_event = self.file, yaml.ScalarEvent
        # One frame a container that is open: itself, its pending key, its anchor, nodes before it.
        frames: list[tuple[Table | Items, Text | None, str | None, int]] = []
        container: Table | Items | None = None
        key: Text | None = None
        anchor: str | None = None
        before = 0
        root: Node | None = None
        documents = 0
        for event in _events(self.source):
            node: Node
            kind: type[object] = type(event)
            if kind is scalar_event:
                value = event.value
                mark = event.start_mark
                node = Text(value if value.isascii() else self._clean(value))
                node.file = file
                node.line = mark.line + 1
                node.column = mark.column + 1
                self.nodes += 1
                if event.anchor:
                    self.anchors[event.anchor] = (node, 1)
                self._look_at_scalar(event, node)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._refuse_tag(event)
                if container is not None:
                    if isinstance(container, Table) and key is None:
                        lines = self.source.splitlines()
                        raise _Refused(yaml_traps.table_as_key(self._where(event), lines))
                    frames.append((container, key, anchor, before))
                    if len(frames) > MAX_DEPTH:
                        self._refuse(event, "yaml-depth", f"more than {MAX_DEPTH} levels deep")
                container = self._open(event)
                key, anchor, before = None, event.anchor, self.nodes
                if anchor:
                    self.anchors[anchor] = (container, -1)  # -1: still open
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                assert container is not None  # noqa: S101 - the parser pairs starts and ends
                node = container
                self.nodes += 1
                if anchor:
                    self.anchors[anchor] = (node, self.nodes - before)
                if frames:
                    container, key, anchor, before = frames.pop()
                else:
                    container = None
            elif kind is yaml.AliasEvent:
                node = self._resolve(event)
            else:
                documents += kind is yaml.DocumentStartEvent
                if documents > 1:
                    self._refuse(
                        event,
                        "yaml-documents",
                        "a file holds one document, and here '---' begins a second",
                        "remove the line '---'",
                    )
                continue
            if container is None:
                root = node
            elif isinstance(container, Items):
                container.append(node)
            elif key is None:
                key = self._key(event, node)
            else:
                if key in container:
                    self._note_duplicate(container, key, frames)
                else:
                    container[key] = node
                key = None
        return root

    def _clean(self, value: str) -> str:
        return unicodedata.normalize("NFC", value.translate(_SHOW_BREAKS) if self.hidden else value)

    def _open(self, event: _Event) -> Table | Items:
        container: Table | Items
        if isinstance(event, yaml.MappingStartEvent):
            container = Table()
            container.flow = bool(event.flow_style)
        else:
            container = Items()
        container.where = self._where(event)
        return container

    def _look_at_scalar(self, event: _Event, node: Text) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        if self.watch_escapes and CONTROL.search(node):
            self.problems.append(control_character(node))
        if self.watch_hash and not event.style:  # None or '': a plain scalar
            end = event.end_mark.index
            if end > event.start_mark.index and _BARE_HASH.match(self.source, end):
                self.problems.append(yaml_traps.hash_in_text(node))

    def _key(self, event: _Event, node: Node) -> Text:
        if type(node) is not Text:
            self._refuse(event, "yaml-key", "a key must be a plain word")
        if node == "<<":
            self._refuse(
                event,
                "merge-key",
                "merge keys ('<<') are not used here",
                "write the fields out, or put them into `defaults`",
            )
        return node

    def _note_duplicate(
        self,
        container: Table,
        key: Text,
        frames: list[tuple[Table | Items, Text | None, str | None, int]],
    ) -> None:
        first = next(known for known in container if known == key)
        path = tuple(str(above) for _, above, _, _ in frames if above is not None)
        self.duplicates.append(Duplicate(path, key, first))

    def _resolve(self, event: _Event) -> Node:
        name = event.anchor
        if name not in self.anchors:
            self._refuse(
                event,
                "yaml-alias",
                f"'*{name}' refers to an anchor that is not there",
                "quote a text that begins with *",
            )
        node, size = self.anchors[name]
        if size < 0:
            self._refuse(event, "yaml-alias", f"'*{name}' stands inside itself")
        self.nodes += size
        self.aliased += size
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
