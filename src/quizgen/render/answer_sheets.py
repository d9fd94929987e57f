"""Answer sheets: for each version a page of circles to fill, with marks that a scanner finds.

Rows are placed here, not by the browser, so that a circle lies where it lay on every other sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from quizgen.model import (
    SHEETS,
    Artifact,
    ChoiceTask,
    GapTask,
    Item,
    MatchTask,
    OrderTask,
    Paper,
    Quiz,
    RecallTask,
    SelectTask,
    TrueFalseTask,
    Words,
)
from quizgen.render.page import Frame, join_heading, name_file, name_version, render_page

_SIDE, _BETWEEN, _NUMBER = 17.0, 8.0, 8.0
"""The margins, the space between columns, and the width of a number."""
_SHORT = 10
"""Rows of a column that do not want another beside them."""
_ROW = 7.4
"""Millimetres from circle to circle."""
_WIDEST = 5
"""Circles that fit beside a number where three columns stand on a page."""
_TOP, _BOTTOM = 64.0, 21.0
"""Room for name, date, class and version above, and for the marks below."""


@dataclass(frozen=True, slots=True)
class _Circle:
    """A circle to fill: the letter in it, and what it says to those who cannot see."""

    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of circles, or without them a line to write on.

    The first row of a question has its number; those of a match or an order have a mark each.
    """

    number: str
    circles: tuple[_Circle, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one question, which stay together."""

    lines: tuple[_Line, ...]


def render_answer_sheets(quiz: Quiz) -> Iterator[Artifact]:
    """Give the answer sheet of each version, if the quiz has any."""
    for paper in quiz.papers if quiz.answer_sheet else ():
        yield _render_sheet(quiz, paper)


def _render_sheet(quiz: Quiz, paper: Paper) -> Artifact:
    words = quiz.words
    width, height = SHEETS[quiz.paper]
    groups = [_group(item, words) for item in paper.items]
    columns = _count_columns(groups)
    rows = int((height - _TOP - _BOTTOM) // _ROW)
    pages = list(_fill_pages(groups, columns, _balance(groups, columns, rows)))
    count = len(pages)
    numbers = [words.say("page of pages", page=i + 1, pages=count) for i in range(count)]
    version = name_version(quiz, paper)
    frame = Frame(
        quiz,
        join_heading(quiz.title, version, words.phrases["answer sheet"]),
        ("sheet.css.j2", "answers.css.j2"),
        measures={
            "width": width,
            "height": height,
            "row": _ROW,
            "top": _TOP,
            "columns": columns,
            "write": (width - 2 * _SIDE) / columns - _BETWEEN - _NUMBER - 1,
            "side": _SIDE,
            "between": _BETWEEN,
            "number": _NUMBER,
        },
    )
    views = {
        "version": version,
        "own": paper.letter,
        "letters": [each.letter for each in quiz.papers if each.letter],
        "pages": list(zip(numbers, pages, strict=True)),
    }
    return render_page(name_file(quiz, paper.letter, "sheet"), "answers.html.j2", frame, views)


def _count_columns(groups: Sequence[_Group]) -> int:
    """Tell how many columns there are room for: a line to write on wants half the width."""
    circles = [len(line.circles) for group in groups for line in group.lines]
    widest = max(circles)
    if widest > 2 * _WIDEST:
        return 1
    return 3 if widest <= _WIDEST and min(circles) else 2


def _balance(groups: Sequence[_Group], columns: int, rows: int) -> int:
    """Give the rows of a column: as many as fit, or fewer where all stand on one page."""
    for fewer in range(1, rows):
        if len(list(_fill_pages(groups, columns, fewer))) == 1:
            return max(fewer, min(rows, _SHORT))
    return rows


def _group(item: Item, words: Words) -> _Group:
    """Give the rows of a question: as many circles as it has options."""
    number = str(item.number)
    match item.task:
        case ChoiceTask(options) | SelectTask(options):
            return _Group((_Line(number, _circles(words.option_letters[: len(options)])),))
        case TrueFalseTask():
            said = (words.phrases["true"], words.phrases["false"])
            return _Group((_Line(number, tuple(_Circle(w[0], w) for w in said)),))
        case RecallTask() | GapTask():
            return _Group((_Line(number),))
        case MatchTask(left, right):
            marks = _circles(words.entry_letters[: len(right)])
            return _set_group(number, [str(i) for i in range(1, len(left) + 1)], marks)
        case OrderTask(entries):
            places = _circles([str(i) for i in range(1, len(entries) + 1)])
            return _set_group(number, words.entry_letters[: len(entries)], places)
        case unreachable:
            assert_never(unreachable)


def _set_group(number: str, marks: Sequence[str], circles: tuple[_Circle, ...]) -> _Group:
    """Give a row for each part of a match or an order."""
    numbers = (number, *[""] * (len(marks) - 1))
    pairs = zip(numbers, marks, strict=True)
    return _Group(tuple(_Line(first, circles, mark) for first, mark in pairs))


def _circles(letters: Sequence[str]) -> tuple[_Circle, ...]:
    return tuple(_Circle(letter, letter) for letter in letters)


def _fill_pages(
    groups: Sequence[_Group], columns: int, rows: int
) -> Iterator[tuple[tuple[_Group, ...], ...]]:
    """Lay groups down the columns of pages; what does not fit begins the next."""
    page: list[tuple[_Group, ...]] = []
    column: list[_Group] = []
    used = 0
    for group in groups:
        if column and used + len(group.lines) > rows:
            page.append(tuple(column))
            column, used = [], 0
            if len(page) == columns:
                yield tuple(page)
                page = []
        column.append(group)
        used += len(group.lines)
    yield (*page, tuple(column))
