"""A stop: where and why the YAML parser gave up, and what stands around that place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from quizgen.problems import Problem, Where


class Mark(Protocol):
    """A place as the parser counts: from 0."""

    line: int
    column: int


class Quoted(NamedTuple):
    """A text in quotes: where it opens, and the line in which it closes, from 0."""

    start: Mark
    last_line: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Where and why the parser stopped; `mark` is the place, `context` where that began.

    `quoted` is a text in quotes that closes right before the place.
    """

    file: str
    lines: list[str]
    words: str
    mark: Mark | None
    context: Mark | None
    quoted: Quoted | None

    @property
    def line(self) -> str:
        return self.lines[self.mark.line] if self.mark and self.mark.line < len(self.lines) else ""

    @property
    def indent(self) -> str:
        return indent_of(self.line)

    def where(self) -> Where:
        return where_of(self.file, self.mark)

    def problem(self, rule: str, message: str, mend: str, at: Mark | None = None) -> Problem:
        return Problem(where_of(self.file, at or self.mark), rule, message, mend)


def where_of(file: str, mark: Mark | None) -> Where:
    """Give the place that the parser marked; it counts from 0."""
    return Where(file, mark.line + 1, mark.column + 1) if mark else Where(file, 1, 1)


def indent_of(line: str) -> str:
    """Give what stands before the first letter of a line."""
    return line[: len(line) - len(line.lstrip())]
