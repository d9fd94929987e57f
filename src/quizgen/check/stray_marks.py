"""Stray marks: what came into a text from another notation, and learners would see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import (
    BUILT_IN_TYPES,
    CURLY,
    AskTemplate,
    Deck,
    Kind,
    StateTemplate,
    Template,
    Text,
)
from quizgen.problems import Problem, Severity

_FEW_WORDS = 6
"""A text of more words may be a line of verse, which may end in a comma."""
_MARKING = re.compile(r"[<*{]")
"""All markup has one of these; most values have none."""
_MARKUP = (
    (
        "HTML",
        re.compile(r"</?(?:b|i|u|em|strong|br|div|p|span|sub|sup)(?:\s[^<>]*)?/?>"),
        "markdown",
    ),
    ("Markdown", re.compile(r"\*\*(?=\S)[^*]+(?<=\S)\*\*"), "markdown"),
    ("TeX", re.compile(r"[_^]\{[^{}]+\}|\\[A-Za-z]+\{[^{}]*\}"), "math"),
)
"""A notation, what only it has, and the type of a field that reads it."""
_SUSPECT = frozenset('",')


def check_stray_mark(deck: Deck) -> Iterator[Problem]:
    """A text ends in no comma, and a quotation mark in it is one of two.

    A template has no curly marks around the whole of it: YAML knows the straight ones alone. And
    a text holds no HTML, Markdown or TeX: it is shown as it is written.

    Why:  Learners would see the mark. It comes in where one of two quotation marks was forgotten,
          with lines copied from a program, and with text processors.
    Bad:  role: holds the chromosomes"
    Good: role: holds the chromosomes
    Mend: remove the mark, or write the one that is missing; give the field the type
          `markdown` or `math`.
    Waive: where the mark belongs to the text.
    Severity: warning
    """
    for kind in deck.kinds.values():
        for template in kind.templates:
            yield from _in_template(template)
    for fact in deck.facts:
        for template in fact.templates:
            yield from _in_template(template)
        for name, value in fact.fields.items():
            if type(value) is not Text:
                continue
            if value[-1] in _SUSPECT or value[0] == '"':
                yield from _in_value(deck.kinds[fact.kind], name, value, fact.id)
            if _MARKING.search(value):
                yield from _markup(value, fact.id, f"'{name}' of fact '{fact.id}'", fact.kind)


def _in_template(template: Template) -> Iterator[Problem]:
    text = template.state if isinstance(template, StateTemplate) else template.ask
    if isinstance(template, AskTemplate | StateTemplate) and CURLY.get(text[:1]) == text[-1]:
        marks = f"{text[0]}...{text[-1]}"
        message = f"template '{template.id}' prints the marks {marks} around the whole text"
        yield _stray(text, template.id, message, 'write straight marks around it: "..."')


def _markup(text: Text, owner: Text, name: str, kind: str) -> Iterator[Problem]:
    """Tell of markup where a text is shown as it is written."""
    for language, pattern, type_ in _MARKUP:
        found = pattern.search(text)
        if found:
            mend = f"write it plainly, or give the field the type '{type_}'"
            if language == "HTML":
                mend = "write it plainly, or as Markdown in a field of the type 'markdown'"
            if kind == "cloze":
                return  # Anki's own notation has its own type of note
            message = f"{name} holds {language}, '{found[0]}', which learners would see as written"
            yield _stray(text, owner, message, mend)
            return


def _in_value(kind: Kind, name: str, value: Text, fact: Text) -> Iterator[Problem]:
    is_name = kind.fields[name].type not in BUILT_IN_TYPES
    if value.endswith(",") and (is_name or len(value.split()) <= _FEW_WORDS):
        yield _stray(value, fact, f"'{name}' of fact '{fact}' ends in a comma", "remove it")
    lone = value.count('"') % 2 and not value[-2:-1].isdigit()  # 6" are inches
    if lone:
        message = f"'{name}' of fact '{fact}' has a quotation mark that lacks its other half"
        yield _stray(value, fact, message, "remove it, or write the other one too")


def _stray(text: Text, owner: Text, message: str, mend: str) -> Problem:
    about = (owner.where,)
    return Problem(text.where, "stray-mark", message, mend, Severity.WARNING, about=about)
