"""Tidying: hints about how a file is written, with edits that change nothing of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.load.edits import Lines, apply_edits
from quizgen.load.keys import FACT_KEYS
from quizgen.load.mends import quoted
from quizgen.load.tree import Node, Table
from quizgen.load.yaml_tree import parse_yaml
from quizgen.model import Kind, Text
from quizgen.problems import Edit, Problem, Severity

_FLAGS = frozenset({"one", "any", "complete", "volatile", "bank"})
"""Keys whose `true` is meant as such."""
_WORDS = re.compile(
    r"yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE|null|Null|NULL|~"
)
_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9][0-9_]*|(?:[0-9][0-9_]*)?\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+"
    r"|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_PRINTED_BACK = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
"""Numbers that come out as they went in, whoever reads them."""
_TRIED = 50


def find_misread(root: Node | None, lines: Lines) -> Iterator[Problem]:
    """Find values that other programs would read as something else, since they stand bare."""
    for key, text in _texts(root, ""):
        start = lines.index(text.where)
        if key in _FLAGS or not _is_misread(text) or lines.text[start : start + 1] in "\"'|>&*":
            continue
        old = lines.text[start : start + len(text)]
        yield Problem(
            text.where,
            "yaml-bare",
            f"'{text}' stands bare, and other programs read it as {_as_what(text)}",
            "put it between quotes",
            Severity.INFO,
            culprit=text,
            edits=(Edit(text.where, old, quoted(text)),) if old == text else (),
        )


def _texts(node: Node | None, key: str) -> Iterator[tuple[str, Text]]:
    waiting: list[tuple[str, Node | None]] = [(key, node)]
    while waiting:
        key, each = waiting.pop()
        if isinstance(each, Text):
            yield key, each
        elif isinstance(each, Table):
            waiting += each.nodes.items()
        elif each is not None:
            waiting += ((key, member) for member in each)


def _is_misread(text: str) -> bool:
    if not text or not text.isascii():
        return False
    if _WORDS.fullmatch(text):
        return True
    return _NUMBER.fullmatch(text) is not None and not _PRINTED_BACK.fullmatch(text)


def _as_what(text: str) -> str:
    lower = text.lower()
    if lower in ("null", "~"):
        return "nothing at all"
    if lower[-1:].isalpha() and lower[:1].isalpha():
        return "true" if lower in ("yes", "on", "true") else "false"
    return "another number"


def find_unsorted(tables: Iterable[tuple[Kind, Table]], file: str, lines: Lines) -> list[Problem]:
    """Find facts whose fields stand in another order than their kind's, or behind other keys.

    They get edits if with all of them the file says what it said, to the last value.
    """
    found = [
        problem
        for kind, facts in tables
        for key, fact in facts.items()
        if isinstance(fact, Table)
        for problem in _unsorted(kind, key, fact, lines)
    ]
    if not found:  # as most of the time
        return []
    text, _ = apply_edits(lines.text, (problem.edits for problem in found))
    before, after = parse_yaml(lines.text, file), parse_yaml(text, file)
    if after.root == before.root and len(after.problems) == len(before.problems):
        return found
    few = found[:_TRIED]  # each costs a reading of the file
    return [problem for problem in few if _says_the_same(problem, lines)]


def _says_the_same(problem: Problem, lines: Lines) -> bool:
    file = problem.where.file
    text, _ = apply_edits(lines.text, [problem.edits])
    return parse_yaml(lines.text, file).root == parse_yaml(text, file).root


def _unsorted(kind: Kind, key: Text, fact: Table, lines: Lines) -> Iterator[Problem]:
    names = list(fact.nodes)
    if not set(names) <= {*kind.fields, *FACT_KEYS} or "" in fact.nodes.values():
        return  # a key is misspelt, or a text cut: first things first
    wanted = [str(name) for name in kind.fields if name in fact.nodes]
    wanted += [name for name in names if name not in kind.fields]
    edits = () if names == wanted else tuple(_sort(fact, wanted, lines))
    if edits:
        first = next(each for each, other in zip(names, wanted, strict=True) if each != other)
        yield Problem(
            key.where,
            "key-order",
            f"fact '{key}' has its keys in another order than kind '{kind.id}' has its fields",
            f"move '{first}': fields come first, as the kind lists them, and then all other keys",
            Severity.INFO,
            culprit=key,
            edits=edits,
        )


def _sort(fact: Table, wanted: Sequence[str], lines: Lines) -> Iterator[Edit]:
    """Move entries whole, each with what stands behind it on its lines; what parts them stays."""
    places = {str(key): key.where for key in fact}
    starts = [lines.index(where) for where in places.values()]
    end = _end_in_braces(starts[-1], lines) if fact.flow else _end_of_block(fact, lines)
    ends = [*starts[1:], end]
    parting = re.compile(r"\s*,\s*$" if fact.flow else r"(?:\r\n|\r|\n) *$")
    bodies: dict[str, str] = {}
    gaps: list[str] = []
    for name, start, stop in zip(places, starts, ends, strict=True):
        whole = lines.text[start:stop]
        gap = parting.search(whole) if stop != end else None
        bodies[name] = whole[: gap.start()] if gap else whole
        gaps.append(gap[0] if gap else "")
        if (stop != end and gap is None) or not _moves_whole(bodies[name], flow=fact.flow):
            return
    text = "".join(bodies[name] + gap for name, gap in zip(wanted, gaps, strict=True))
    yield Edit(next(iter(places.values())), lines.text[starts[0] : end], text)


def _moves_whole(body: str, *, flow: bool) -> bool:
    """Tell whether an entry takes nothing along that may belong to its neighbours."""
    if flow:
        return "#" not in body
    last = body.splitlines()[-1].lstrip() if body.strip() else "#"
    return not last.startswith("#") and body == body.rstrip()


def _end_of_block(fact: Table, lines: Lines) -> int:
    """Give where the last line of a table ends that is neither blank nor a comment."""
    last = list(fact)[-1].where
    indent = " " * (last.column - 1)
    end, number = last.line, last.line + 1
    while number <= len(lines):
        line = lines.line(number)
        deeper = line.startswith((f"{indent} ", f"{indent}- "))
        if line.strip() and not deeper:
            break
        if line.strip() and not line.lstrip().startswith("#"):
            end = number
        number += 1
    return lines.start(end) + len(lines.line(end).rstrip())


def _end_in_braces(start: int, lines: Lines) -> int:
    """Give where the last entry of a table in braces, which starts here, ends."""
    depth, quote = 0, ""
    i = start
    while i < len(lines.text):
        character = lines.text[i]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and lines.text[i - 1] in " ,[{:":
            quote = character
        elif character in "{[":
            depth += 1
        elif character in "}]":
            if depth == 0:
                while lines.text[i - 1].isspace():
                    i -= 1
                return i
            depth -= 1
        i += 1
    return start


def kind_tables(root: Table, kinds: Mapping[str, Kind]) -> Iterator[tuple[Kind, Table]]:
    """Give the tables of facts in a file, each with its kind."""
    for name, body in root.items():
        if name in kinds and isinstance(body, Table):
            yield kinds[name], body
