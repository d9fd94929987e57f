"""Study sheet: facts in tables, a kind each, with their sources, for those who learn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup as SafeHtml

from quizgen.model import Artifact, Quiz, StudyTable, Told, Words, plain
from quizgen.render.key_views import name_sources
from quizgen.render.markup import page_html, text_html
from quizgen.render.page import Frame, join_heading, name_file, render_page
from quizgen.render.paper_views import safe
from quizgen.render.profiles import SETTINGS

_MOST_COLUMNS = 6
"""Columns that upright paper has room for; a table of more stands on its side."""
_NARROW = 12
"""Letters of a column that keeps its lines whole."""
_FIGURE = re.compile(r"(?P<before>\D{0,2})\d[\d.,\s]*(?P<after>\D*)")
"""A number with its unit; one below another, they want their last digits in line."""


class _Cell(NamedTuple):
    """A value; `look` names its column: `narrow` ones do not break, those of a `figure` line up."""

    html: SafeHtml
    look: str


class _Row(NamedTuple):
    """A fact: whose claim it is, its values in the order of the columns, and what backs it.

    `told` are, for a list, all but the first by name.
    """

    scope: str
    cells: tuple[_Cell, ...]
    note: SafeHtml
    sources: tuple[str, ...]
    topic: str
    told: tuple[tuple[str, SafeHtml | str], ...] = ()


class _Table(NamedTuple):
    """The facts of a kind; `columns` are named and have a look; `behind` heads the last column.

    A source that all share is told once. Without `behind` nothing else stands behind a fact.
    """

    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[_Row, ...]
    source: str
    behind: str


def render_study(quiz: Quiz) -> Iterator[Artifact]:
    """Give the study sheet of a quiz, once for each profile, if it has one."""
    if not quiz.study:
        return
    tables = tuple(_view_table(table, quiz.words) for table in quiz.study)
    for profile in quiz.profiles:
        yield _render_sheet(quiz, tables, profile)


def _render_sheet(quiz: Quiz, tables: tuple[_Table, ...], profile: str) -> Artifact:
    has_tables = SETTINGS[profile].tables
    wide = has_tables and any(len(table.columns) > _MOST_COLUMNS for table in tables)
    frame = Frame(
        quiz,
        join_heading(quiz.title, quiz.words.phrases["study sheet"]),
        ("study.css.j2",),
        profile,
        measures={"size": f"{quiz.paper} landscape"} if wide else {},
    )
    views = {"tables": tables, "layout": "study-table" if has_tables else "study-list"}
    return render_page(name_file(quiz, "", "study", profile), "study.html.j2", frame, views)


def _view_table(table: StudyTable, words: Words) -> _Table:
    looks = [_look(table, field) for field in table.fields]
    rows = [_view_row(fact, table.fields, looks, words) for fact in table.facts]
    source = ""
    if len({row.sources for row in rows}) == 1 and rows[0].sources:
        source = words.phrases["semicolon"].join(rows[0].sources)
        rows = [row._replace(sources=()) for row in rows]
    names = [_as_words(field) for field in table.fields]
    return _Table(
        title=_as_words(table.kind),
        columns=tuple(zip(names, looks, strict=True)),
        rows=tuple(row._replace(told=tuple(_list_row(row, names, words))) for row in rows),
        source=f"{words.phrases['source']}{words.phrases['colon']}{source}" if source else "",
        behind=_head_behind(rows, words),
    )


def _head_behind(rows: Sequence[_Row], words: Words) -> str:
    """Name what stands behind the facts: notes, sources, or both and topics."""
    has_topic = any(row.topic for row in rows)
    has_source, has_note = any(row.sources for row in rows), any(row.note for row in rows)
    match has_topic, has_source, has_note:
        case False, False, False:
            return ""
        case False, True, False:
            return words.phrases["source"]
        case False, False, True:
            return words.phrases["note"]
        case _:
            return words.phrases["study source"]


def _view_row(fact: Told, fields: tuple[str, ...], looks: list[str], words: Words) -> _Row:
    return _Row(
        scope=fact.scope,
        cells=tuple(
            _Cell(safe(page_html(fact.fields.get(field, ()))), look)
            for field, look in zip(fields, looks, strict=True)
        ),
        note=safe(text_html(fact.note)),
        sources=name_sources(fact.sources, words),
        topic=_say_topic(fact.topic),
    )


def _list_row(
    row: _Row, names: Sequence[str], words: Words
) -> Iterator[tuple[str, SafeHtml | str]]:
    if row.topic:
        yield words.phrases["topic"], row.topic
    for name, cell in zip(names[1:], row.cells[1:], strict=True):
        if cell.html:
            yield name, cell.html
    if row.note:
        yield words.phrases["note"], row.note
    for source in row.sources:
        yield words.phrases["source"], source


def _look(table: StudyTable, field: str) -> str:
    values = [plain(fact.fields.get(field, ())) for fact in table.facts]
    if any(len(value) > _NARROW for value in values):
        return ""
    figures = [_FIGURE.fullmatch(value) for value in values if value]
    alike = len({figure and (figure["before"], figure["after"]) for figure in figures}) == 1
    return "figure" if alike and all(figures) else "narrow"


def _say_topic(topic: str) -> str:
    """Read a topic that is written like an id as words: `main-groups` as `main groups`."""
    return topic if " " in topic else topic.replace("_", " ").replace("-", " ")


def _as_words(name: str) -> str:
    """Read an author's name for a kind or a field as words: `known_for` as `Known for`."""
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
