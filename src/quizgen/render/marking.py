"""Marking: all versions in one table, to mark a mixed pile; and strips to lay beside a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from markupsafe import Markup as SafeHtml

from quizgen.model import (
    Artifact,
    GapTask,
    Item,
    Paper,
    Quiz,
    RecallTask,
    TrueFalseTask,
    Words,
)
from quizgen.render.handout import count_points
from quizgen.render.key_views import KeyView, view_key
from quizgen.render.markup import text_html
from quizgen.render.page import Frame, join_heading, name_version, render_page
from quizgen.render.paper_views import safe

_ROWS, _FEW = 25, 10
"""Rows of a table that stands beside others, and so few that none stands beside it."""
_HALF_PAGE, _HEADS, _GAP, _LETTER = 86.0, 32.0, 4.0, 1.7
"""Millimetres that two tables have each, that the outer columns of a table take, that lie between
columns, and that a letter takes."""
_STRIP_LINES = 36
"""Lines of a strip that fit on either paper under its heading."""
_STRIP_WIDTH, _STRIP_GAP, _STRIP_FRAME = 175.5, 3.0, 16.0
"""Millimetres that strips have beside each other, between them, and in each without answers."""
_STRIPS = (3, 4)
"""The fewest and the most of them beside each other."""
_STRIP_LETTER = 1.9
"""Millimetres that a letter of a strip takes."""
_UPRIGHT = 7
"""So many versions fit beside each other on upright paper."""
_IN_FULL = 4
"""Among so many versions there is room for what pupils write, word for word."""


class _Key(NamedTuple):
    """A version with the solutions of its items, worked out once."""

    paper: Paper
    solved: tuple[tuple[Item, KeyView], ...]


class _Row(NamedTuple):
    """A question by its printed number: its points, and what is right in each version."""

    number: int
    points: int
    marks: tuple[SafeHtml, ...]


class _ItemRow(NamedTuple):
    """A question by its id: the answer, and its number in each version, if it is asked there."""

    id: str
    answer: SafeHtml
    numbers: tuple[str, ...]


class _Strip(NamedTuple):
    """A piece of a compact key, as long as a page at most."""

    version: str
    rows: tuple[KeyView, ...]


def render_marking(quiz: Quiz) -> Iterator[Artifact]:
    """Give the strips of all versions, and, of several, the table that compares them."""
    if not quiz.papers:
        return
    keys = [
        _Key(paper, tuple((item, view_key(item, quiz.words, quiz.paper)) for item in paper.items))
        for paper in quiz.papers
    ]
    if len(keys) > 1:
        yield _render_table(quiz, keys)
    yield _render_strips(quiz, keys)


def _render_table(quiz: Quiz, keys: Sequence[_Key]) -> Artifact:
    words = quiz.words.phrases
    items = tuple(_item_rows(keys, quiz.words))
    rows = tuple(_rows(keys))
    many = len(quiz.papers) > _UPRIGHT
    whole = many or not _is_narrow(rows)
    views = {
        "letters": [paper.letter for paper in quiz.papers],
        "tables": [rows] if whole else _split_rows(rows),
        "whole": whole,
        "items": items,
        "total": count_points(sum(row.points for row in rows), quiz.words),
        "in_full": len(quiz.papers) <= _IN_FULL,
        "many": many,
    }
    frame = Frame(
        quiz,
        join_heading(quiz.title, words["marking table"]),
        ("marking.css.j2",),
        measures={"size": f"{quiz.paper} landscape"} if many else {},
    )
    return render_page(f"{quiz.id}-marking.html", "marking.html.j2", frame, views)


def _rows(keys: Sequence[_Key]) -> Iterator[_Row]:
    """Give a row for each number: sections are as long, and worth as much, in all versions."""
    first: dict[str, str] = {}
    for key in keys:
        for item, _ in key.solved:
            first.setdefault(_name(item), f"{key.paper.letter}\N{NO-BREAK SPACE}{item.number}")
    points = [part.points for part in keys[0].paper.parts for _ in part.items]
    in_full = len(keys) <= _IN_FULL
    alike = zip(*(key.solved for key in keys), strict=True)
    for worth, solved in zip(points, alike, strict=True):
        marks = (
            view.mark if in_full or not _is_written(item) else safe(first[_name(item)])
            for item, view in solved
        )
        yield _Row(solved[0][0].number, worth, tuple(marks))


def _is_narrow(rows: Sequence[_Row]) -> bool:
    """Tell whether two tables of these columns stand side by side."""
    columns = zip(*(row.marks for row in rows), strict=True)
    letters = (max(len(mark.striptags()) for mark in column) for column in columns)
    return _HEADS + sum(_GAP + _LETTER * each for each in letters) <= _HALF_PAGE


def _split_rows(rows: Sequence[_Row]) -> list[Sequence[_Row]]:
    """Share rows out to tables of about one length."""
    tables = 1 if len(rows) <= _FEW else max(2, ceil(len(rows) / _ROWS))
    each = ceil(len(rows) / tables)
    return [rows[i : i + each] for i in range(0, len(rows), each)]


def _item_rows(keys: Sequence[_Key], words: Words) -> Iterator[_ItemRow]:
    """Give a row for each question, in the order in which versions first ask it."""
    places: dict[str, dict[str, str]] = {}
    answers: dict[str, tuple[Item, KeyView]] = {}
    for key in keys:
        for item, view in key.solved:
            name = _name(item)
            places.setdefault(name, {})[key.paper.letter] = str(item.number)
            answers.setdefault(name, (item, view))
    for name, by_letter in places.items():
        numbers = tuple(by_letter.get(key.paper.letter, "–") for key in keys)
        yield _ItemRow(answers[name][0].question.id, _tell_answer(*answers[name], words), numbers)


def _tell_answer(item: Item, view: KeyView, words: Words) -> SafeHtml:
    """Give an answer that holds in all versions: of a match or an order, its pairs."""
    if view.pairs:
        told = safe('<span dir="auto">{}</span> – <strong dir="auto">{}</strong>')
        pairs = (told.format(pair.text, pair.answer) for pair in view.pairs)
        return safe(text_html(words.phrases["semicolon"])).join(pairs)
    if isinstance(item.task, TrueFalseTask) and not item.task.true:
        return safe("<strong>{}</strong> · {}").format(view.mark, view.answer)
    return safe('<strong dir="auto">{}</strong>').format(view.answer)


def _name(item: Item) -> str:
    """Name a question of a quiz: a set by its facts too, since two sets may share a template."""
    return "\0".join((item.question.id, *sorted(item.facts)))


def _is_written(item: Item) -> bool:
    return isinstance(item.task, RecallTask | GapTask)


def _render_strips(quiz: Quiz, keys: Sequence[_Key]) -> Artifact:
    words = quiz.words.phrases
    beside = min(max(len(keys), _STRIPS[0]), _STRIPS[1])
    width = (_STRIP_WIDTH - (beside - 1) * _STRIP_GAP) / beside
    strips = [
        strip
        for key in keys
        for strip in _cut_strips(key, name_version(quiz, key.paper), width - _STRIP_FRAME)
    ]
    heading = join_heading(quiz.title, words["answers at a glance"])
    measures = {"beside": beside, "width": round(width, 2), "gap": _STRIP_GAP}
    frame = Frame(quiz, heading, ("strips.css.j2",), measures=measures)
    return render_page(f"{quiz.id}-strips.html", "strips.html.j2", frame, {"strips": strips})


def _cut_strips(key: _Key, version: str, room: float) -> Iterator[_Strip]:
    """Cut the compact key of a version into strips of at most a page.

    `room` is what an answer has of their width, in millimetres.
    """
    strip = _Strip(version, ())
    used = 0
    for _, row in key.solved:
        lines = 1 + int(_STRIP_LETTER * len(row.mark.striptags()) // room)
        if strip.rows and used + lines > _STRIP_LINES:
            yield strip
            strip, used = strip._replace(rows=()), 0
        strip, used = strip._replace(rows=(*strip.rows, row)), used + lines
    yield strip
