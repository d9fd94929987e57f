"""Line mends: edits for lines that YAML can put nowhere, where what the author meant is certain.

Where a key belongs is told by its twins: under which indent all other facts have it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from quizgen.load.edits import Lines
from quizgen.load.yaml_lines import FALSE_COLON
from quizgen.load.yaml_stop import indent_of
from quizgen.problems import Edit, Problem, Where

_LINE_KEY = re.compile(r"[^\S\n]*([\w.-]+):(?=\s|$)")
_TAB = "  "
"""What a tab stands for, in a file that is indented with tabs alone."""


def indent_like_twins(problem: Problem, lines: Lines, _keys: Collection[str]) -> Iterator[Edit]:
    """Indent a line, or else the one above it, as its key is indented everywhere else."""
    indents = _indents(lines)
    for number in range(problem.where.line, max(problem.where.line - 2, 0), -1):
        line = lines.line(number)
        found, old = _LINE_KEY.match(line), indent_of(line)
        others = indents.get(found[1], {}) if found else {}
        usual = [indent for indent, rows in others.items() if rows != {number}]
        if len(usual) == 1 and usual[0] != old and others.get(old, {number}) == {number}:
            yield Edit(Where(problem.where.file, number, 1), old, usual[0])


def expand_tabs(problem: Problem, lines: Lines, keys: Collection[str]) -> Iterator[Edit]:
    """Indent a line as its twins are, or a whole file that is indented with tabs by spaces."""
    yield from indent_like_twins(problem, lines, keys)
    numbers = range(1, len(lines) + 1)
    indents = [indent_of(lines.line(number)) for number in numbers]
    if all(set(indent) <= {"\t"} for indent in indents):
        first = next(number for number in numbers if indents[number - 1])
        old = lines.text[lines.start(first) :]
        new = re.sub(r"(?m)^\t+", lambda found: _TAB * len(found[0]), old)
        yield Edit(Where(problem.where.file, first, 1), old, new)


def part_key_from_value(problem: Problem, lines: Lines, keys: Collection[str]) -> Iterator[Edit]:
    """Write a plain colon and a space behind a key that the deck may have."""
    where, line = problem.where, lines.line(problem.where.line)
    false = FALSE_COLON.match(line)
    if false and false[2] in keys:
        yield Edit(where._replace(column=false.start(3) + 1), false[3], ": ")
    glued = re.search(r"([\w.-]+):$", line[: where.column])
    if glued and glued[1] in keys:
        yield Edit(where, ":", ": ")


def part_by_comma(problem: Problem, lines: Lines, keys: Collection[str]) -> Iterator[Edit]:
    """Put a comma before a key in braces that the deck may have, behind a value that is no key."""
    key, line = problem.culprit, lines.line(problem.where.line)
    before = line[: problem.where.column - 1]
    value = before.rstrip()
    twice = re.search(rf"[{{,]\s*{re.escape(key)}:\s", line)
    if key in keys and not twice and value and value[-1] not in ":,{[":
        yield Edit(problem.where._replace(column=len(value) + 1), before[len(value) :], ", ")


def _indents(lines: Lines) -> dict[str, dict[str, set[int]]]:
    """Give by key and indent the lines on which it stands so."""
    found: dict[str, dict[str, set[int]]] = {}
    for number in range(1, len(lines) + 1):
        line = lines.line(number)
        key = _LINE_KEY.match(line)
        if key:
            found.setdefault(key[1], {}).setdefault(indent_of(line), set()).add(number)
    return found
