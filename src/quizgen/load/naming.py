"""Naming: ids for facts that have none, made of what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from quizgen.load.edits import Lines
from quizgen.load.shape import slug
from quizgen.load.tree import Items, Table
from quizgen.model import Kind, Text
from quizgen.problems import Edit, Problem, Where

LONGEST = 40
"""Characters of an id that we make: enough to tell facts apart, and to read."""
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", re.DOTALL)


class Nameless(NamedTuple):
    """Facts of one kind in a list; `key` is the kind as it stands above them."""

    kind: Kind
    key: Text
    facts: Items


def name_facts(
    lists: Iterable[Nameless], taken: Iterable[str], sources: Mapping[str, str]
) -> Iterator[Problem]:
    """Report facts in lists, with edits that make each list a table of facts with ids."""
    known = set(taken)
    for nameless in lists:
        where = nameless.facts.where
        yield Problem(
            where,
            "missing-id",
            f"the facts of kind '{nameless.kind.id}' stand in a list, so they have no ids",
            "write 'fact-id: {...}' for each; 'quizgen check --fix' makes ids of what they say",
            edits=tuple(_name_list(nameless, known, Lines(sources.get(where.file, "")))),
        )


def name_rows(
    rows: Iterable[tuple[Text, Table]], kind: Kind, taken: Iterable[str], source: str
) -> dict[Where, tuple[Edit, ...]]:
    """Give the edits that fill in the ids of rows, by the place of each."""
    known, lines = set(taken), Lines(source)
    return {
        cell.where: (Edit(cell.where, "", make_id(fields, kind, known)),)
        for cell, fields in rows
        if not cell and lines.text[lines.index(cell.where) :][:1] != '"'
    }


def make_id(fields: Table, kind: Kind, taken: set[str]) -> str:
    """Make an id of the first field that is a text, and take it: no other fact has it."""
    texts = (fields.find(str(name)) for name in kind.fields)
    words = (_words(text) for text in texts if isinstance(text, Text))
    stem = next((each for each in words if each), str(kind.id))
    made, number = stem, 1
    while made in taken:
        number += 1
        made = f"{stem}-{number}"
    taken.add(made)
    return made


def _words(text: str) -> str:
    """Make words of a-z and digits, parted by hyphens, cut where a word ends."""
    short = ""
    for word in slug(_CLOZE.sub(r"\1", text)).split("-"):
        longer = f"{short}-{word}" if short else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        short = longer
    return short


def _name_list(nameless: Nameless, taken: set[str], lines: Lines) -> Iterator[Edit]:
    """Turn the dash before each fact into its id; none for a list in brackets."""
    facts = [fact for fact in nameless.facts if isinstance(fact, Table)]
    start = lines.index(nameless.facts.where)
    if len(facts) < len(nameless.facts) or lines.text[start : start + 1] != "-":
        return
    edits = []
    for fact in facts:
        content = lines.index(fact.where)
        dash = lines.text.rfind("-", 0, content)
        between = lines.text[dash + 1 : content]
        if dash < start or between.strip():
            return  # a comment stands between, or we do not understand it
        key = f"{make_id(fact, nameless.kind, taken)}:"
        if "\n" in between:
            old, new = "-", key
        elif fact.flow:
            old, new = f"-{between}", f"{key} "
        else:
            old, new = f"-{between}", f"{key}{lines.newline}{' ' * (fact.where.column - 1)}"
        line = fact.where.line - between.count("\n")
        column = dash - lines.start(line) + 1
        edits.append(Edit(Where(fact.where.file, line, column), old, new))
    if nameless.facts.where.column > nameless.key.column:
        yield from edits
    else:
        yield _shift(nameless.facts, edits, lines)


def _shift(facts: Items, edits: Iterable[Edit], lines: Lines) -> Edit:
    """Move a list that is no deeper than its key by two columns, all its lines together."""
    indent = " " * (facts.where.column - 1)
    last = number = facts.where.line
    while number <= len(lines):
        line = lines.line(number)
        inside = line.startswith((f"{indent}-", f"{indent} "))
        if line.strip() and not inside and not line.lstrip().startswith("#"):
            break
        last = number if inside and line.strip() else last
        number += 1
    start, end = lines.index(facts.where), lines.start(last) + len(lines.line(last))
    changed, position = [], start
    for edit in edits:
        index = lines.index(edit.where)
        changed += [lines.text[position:index], edit.new]
        position = index + len(edit.old)
    text = "".join((*changed, lines.text[position:end]))
    moved = re.sub(r"(?m)^(?=[^\r\n])", "  ", text)
    return Edit(facts.where, lines.text[start:end], moved)
