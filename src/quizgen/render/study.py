"""Study sheet: facts in tables, a kind each, with their sources, for those who learn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup as SafeHtml

from quizgen.model import Artifact, Quiz, StudyTable, Told, Words, plain
from quizgen.render.key_views import name_sources
from quizgen.render.markup import page_html, text_html
from quizgen.render.page import Frame, join_heading, render_page
from quizgen.render.paper_views import safe

_MOST_COLUMNS = 6
"""Columns that upright paper has room for; a table of more stands on its side."""
_NARROW = 12
"""Letters of a column that keeps its lines whole."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value; `narrow` ones do not break."""

    html: SafeHtml
    narrow: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A fact: whose claim it is, its values in the order of the columns, and what backs it."""

    scope: str
    cells: tuple[_Cell, ...]
    note: SafeHtml
    sources: tuple[str, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class _Table:
    """The facts of a kind."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[_Row, ...]


def render_study(quiz: Quiz) -> Iterator[Artifact]:
    """Give the study sheet of a quiz, if it has one."""
    if not quiz.study:
        return
    tables = tuple(_view_table(table, quiz.words) for table in quiz.study)
    wide = any(len(table.columns) > _MOST_COLUMNS for table in tables)
    frame = Frame(
        quiz,
        join_heading(quiz.title, quiz.words.phrases["study sheet"]),
        ("study.css.j2",),
        measures={"size": f"{quiz.paper} landscape"} if wide else {},
    )
    yield render_page(f"{quiz.id}-study.html", "study.html.j2", frame, {"tables": tables})


def _view_table(table: StudyTable, words: Words) -> _Table:
    narrow = [_is_narrow(table, field) for field in table.fields]
    return _Table(
        title=_as_words(table.kind),
        columns=tuple(_as_words(field) for field in table.fields),
        rows=tuple(_view_row(fact, table.fields, narrow, words) for fact in table.facts),
    )


def _view_row(fact: Told, fields: tuple[str, ...], narrow: list[bool], words: Words) -> _Row:
    return _Row(
        scope=fact.scope,
        cells=tuple(
            _Cell(safe(page_html(fact.fields.get(field, ()))), is_narrow)
            for field, is_narrow in zip(fields, narrow, strict=True)
        ),
        note=safe(text_html(fact.note)),
        sources=name_sources(fact.sources, words),
        topic=fact.topic,
    )


def _is_narrow(table: StudyTable, field: str) -> bool:
    return all(len(plain(fact.fields.get(field, ()))) <= _NARROW for fact in table.facts)


def _as_words(name: str) -> str:
    """Read an author's name for a kind or a field as words: `known_for` as `Known for`."""
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
