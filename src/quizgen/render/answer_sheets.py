"""Answer sheets: for each version a page of circles to fill, with marks that a scanner finds.

Rows are placed here, not by the browser, so that a circle lies where it lay on every other sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil
from typing import NamedTuple, assert_never

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
    Span,
    TrueFalseTask,
    Words,
)
from quizgen.render.handout import count_points
from quizgen.render.measures import text_width
from quizgen.render.page import Frame, join_heading, name_file, name_version, render_page
from quizgen.render.paper_views import count_lines

_SIDE, _BETWEEN = 17.0, 8.0
"""Millimetres of the margins, and between columns."""
_SHORT = 10
"""Rows of a column that do not want another beside them."""
_MOST_COLUMNS = 3
_APART = 0.5
"""Rows between two runs."""
_WRITE = 60.0
"""Millimetres that a line to write on has at least."""
_VERSION, _VERSION_NAME = 0.6, 40.0
"""Millimetres between the circles of versions, and of their name beside them."""
_EDGE, _FOOT_LINE = 9.0, 1.25
"""Millimetres below the foot and above it, and how many times its type a line of it is high."""
_VERSION_LINE, _TITLE_LINE, _BOLD = 1.3, 1.25, 1.1
"""How many times its circles, or its type, a line of versions or of the title is high; and how
much wider than plain a bold text is set."""


class _Look(NamedTuple):
    """How large all is, in millimetres: a row, a circle and the space to the next, and the width of
    a number and of a mark after it. `top` is the room for title, name, date, class and version
    above, `bottom` that for the marks below; `title` is the size of the title, `foot` that of the
    lines below, where they stand one below another.
    """

    row: float
    circle: float
    gap: float
    number: float
    mark: float
    top: float
    bottom: float
    title: float
    foot: float = 0


_LOOKS = {
    "regular": _Look(7.4, 5.2, 1.2, 8.0, 5.0, 52.0, 21.0, 5.3),
    "large": _Look(11.6, 9.2, 1.6, 13.0, 9.0, 90.0, 30.0, 7.6, 6.35),
    "dyslexia": _Look(9.0, 6.8, 1.4, 10.5, 7.0, 63.0, 26.0, 6.8, 4.24),
}
"""By profile."""


class _Circle(NamedTuple):
    """A circle to fill: the letter in it, and what it says to those who cannot see."""

    letter: str
    label: str


class _Line(NamedTuple):
    """A row of circles, or without them a line to write on.

    The first row of a question has its number; those of a match or an order have a mark each.
    """

    number: str
    circles: tuple[_Circle, ...] = ()
    mark: str = ""


class _Group(NamedTuple):
    """The rows of one question, which stay together if a column holds them."""

    lines: tuple[_Line, ...]


class _Run(NamedTuple):
    """Questions that follow each other and stand in as many columns."""

    groups: tuple[_Group, ...]
    columns: int


class _Block(NamedTuple):
    """A run on a page, so many rows from its top; of its columns some may be empty."""

    top: float
    columns: int
    filled: tuple[tuple[_Group, ...], ...]


def render_answer_sheets(quiz: Quiz) -> Iterator[Artifact]:
    """Give the answer sheet of each version, once for each profile, if the quiz has any."""
    for paper in quiz.papers if quiz.answer_sheet else ():
        for profile in quiz.profiles:
            yield _render_sheet(quiz, paper, profile)


def _render_sheet(quiz: Quiz, paper: Paper, profile: str) -> Artifact:
    words, look = quiz.words, _LOOKS[profile]
    width, height = SHEETS[quiz.paper]
    groups = [_group(item, words) for item in paper.items]
    letters = [each.letter for each in quiz.papers if each.letter]
    room = width - 2 * _SIDE
    top = look.top + _VERSION_LINE * look.circle * _count_more_lines(len(letters), look, room)
    top += _TITLE_LINE * look.title * _count_title_lines(quiz, look, room)
    version = name_version(quiz, paper)
    heading = join_heading(quiz.title, version, words.phrases["answer sheet"])
    bottom = max(look.bottom, _measure_foot(heading, look, room))
    rows = max(1, int((height - top - bottom) // look.row))
    most = _count_columns([group for group in groups if not _is_long(group)], look, width)
    parts = [part for group in groups for part in _part(group, rows)]
    runs = [
        _Run(tuple(run), 1 if is_long else most) for is_long, run in groupby(parts, key=_is_long)
    ]
    pages = min((list(_fill_pages(runs, rows, least)) for least in (_SHORT, 1)), key=len)
    tops = sorted({block.top for page in pages for block in page})
    count = len(pages)
    numbers = [words.say("page of pages", page=i + 1, pages=count) for i in range(count)]
    frame = Frame(
        quiz,
        heading,
        ("sheet.css.j2", "answers.css.j2"),
        profile,
        measures={
            "width": width,
            "height": height,
            "look": look,
            "top": top,
            "widths": {run.columns: _column_width(run.columns, width) for run in runs},
            "tops": tops,
            "side": _SIDE,
            "between": _BETWEEN,
            "among_versions": _VERSION,
        },
    )
    views = {
        "version": version,
        "total": count_points(paper.points, words),
        "own": paper.letter,
        "letters": letters,
        "pages": list(zip(numbers, pages, strict=True)),
        "tops": tops,
    }
    name = name_file(quiz, paper.letter, "sheet", profile)
    return render_page(name, "answers.html.j2", frame, views)


def _count_more_lines(versions: int, look: _Look, room: float) -> int:
    """Count the lines that the circles of all versions take after the first."""
    return int((versions * (look.circle + _VERSION) + _VERSION_NAME) // room)


def _count_title_lines(quiz: Quiz, look: _Look, room: float) -> int:
    """Count the lines that a title takes after the first, and the sheet's name after it.

    The name stands beside a title of one line, or else below it.
    """
    title, name = (
        [look.title * _BOLD * text_width((Span(line),)) for line in text.split("\n")]
        for text in (quiz.title, quiz.words.phrases["answer sheet"])
    )
    if max(title) + max(name) + _BETWEEN <= room:
        return len(title) - 1
    return sum(max(1, ceil(line / room)) for line in title)


def _measure_foot(heading: str, look: _Look, room: float) -> float:
    """Measure the foot: the heading on a line or two, and the edition, above the sheet's edge."""
    lines = 2 if look.foot * text_width((Span(heading),)) <= room else 3
    return _EDGE + _FOOT_LINE * look.foot * lines


def _count_columns(groups: Sequence[_Group], look: _Look, width: float) -> int:
    """Tell how many columns there are room for."""
    widest = max((_measure(line, look) for group in groups for line in group.lines), default=0)
    fitting = (
        count
        for count in range(_MOST_COLUMNS, 1, -1)
        if look.number + widest <= _column_width(count, width)
    )
    return next(fitting, 1)


def _is_long(group: _Group) -> bool:
    """Tell whether an answer is so long that it is written on as wide lines as there can be."""
    return sum(not line.circles for line in group.lines) > 1


def _column_width(count: int, width: float) -> float:
    return round((width - 2 * _SIDE - (count - 1) * _BETWEEN) / count, 2)


def _measure(line: _Line, look: _Look) -> float:
    """Give the width of a row beside its number."""
    if not line.circles:
        return _WRITE
    return len(line.circles) * (look.circle + look.gap) + bool(line.mark) * look.mark


def _balance(groups: Sequence[_Group], columns: int, rows: int, least: int) -> int:
    """Give the rows of a column: all, or fewer that hold all groups, but not fewer than `least`."""
    for fewer in range(max(len(group.lines) for group in groups), rows):
        if _count_fitting(groups, columns, fewer) == len(groups):
            return max(fewer, min(rows, least))
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
        case GapTask():
            return _Group((_Line(number),))
        case RecallTask():
            more = count_lines(item.space) - 1
            return _Group((_Line(number), *[_Line("")] * more))
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


def _part(group: _Group, rows: int) -> Iterator[_Group]:
    """Part a group that is longer than a column; each part begins with its number."""
    number = group.lines[0].number
    for i in range(0, len(group.lines), rows):
        first, *rest = group.lines[i : i + rows]
        yield _Group((first._replace(number=number), *rest))


def _circles(letters: Sequence[str]) -> tuple[_Circle, ...]:
    return tuple(_Circle(letter, letter) for letter in letters)


def _fill_pages(runs: Sequence[_Run], rows: int, least: int) -> Iterator[tuple[_Block, ...]]:
    """Lay runs one below another; what does not fit on a page begins the next."""
    page: list[_Block] = []
    used = 0.0
    for run in runs:
        groups = run.groups
        while groups:
            left = int(rows - used)
            if page and max(len(group.lines) for group in groups) > left:
                yield tuple(page)
                page, used, left = [], 0.0, rows
            height = _balance(groups, run.columns, left, least)
            columns = _fill_columns(groups, run.columns, height)
            page.append(_Block(used, run.columns, columns))
            groups = groups[sum(map(len, columns)) :]
            used += max(sum(len(group.lines) for group in column) for column in columns) + _APART
            if groups:
                yield tuple(page)
                page, used = [], 0.0
    yield tuple(page)


def _fill_columns(
    groups: Sequence[_Group], columns: int, rows: int
) -> tuple[tuple[_Group, ...], ...]:
    """Lay groups down columns of so many rows, as far as they go."""
    filled: list[list[_Group]] = [[]]
    used = 0
    for group in groups:
        if filled[-1] and used + len(group.lines) > rows:
            if len(filled) == columns:
                break
            filled.append([])
            used = 0
        filled[-1].append(group)
        used += len(group.lines)
    return tuple(map(tuple, filled))


def _count_fitting(groups: Sequence[_Group], columns: int, rows: int) -> int:
    return sum(map(len, _fill_columns(groups, columns, rows)))
