"""Template slips: what is wrong with an author's template, in words that need no Jinja."""

from __future__ import annotations

import re
from collections.abc import Collection

import jinja2

from quizgen.model import Text
from quizgen.problems import Problem, meant

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BRACED = re.compile(r"(\{+)\s*(\w+)\s*(?:\|[^{}]*)?(\}+)")
_OTHER_MARKS = re.compile(r"\[(\w+)\]|<(\w+)>|%(\w+)%|\$(\w+)|[｛{]+\s*(\w+)\s*[｝}]+")
"""How fields are written elsewhere: `[name]`, `<name>`, `%name%`, `$name`, `｛｛name｝｝`."""
_END = re.compile(r"expected token 'end of print statement', got '(.*)'")


def brace_slip(text: Text, known: Collection[str], owner: str) -> Problem | None:
    """Tell of a field in one brace, or in three, on either side; or in marks of another sort."""
    for found in _BRACED.finditer(text):
        opened, name, closed = found.groups()
        if name in known and (opened, closed) != ("{{", "}}"):
            return _not_in_braces(text, owner, found[0], found[0].strip("{}").strip())
    tags = " ".join(_TAG.findall(text))
    for found in _OTHER_MARKS.finditer(_TAG.sub(lambda tag: " " * len(tag[0]), text)):
        name = next(group for group in found.groups() if group)
        if name in known and not re.search(rf"\b{name}\b", tags):
            return _not_in_braces(text, owner, found[0], name)
    return None


def _not_in_braces(text: Text, owner: str, written: str, inside: str) -> Problem:
    return Problem(
        text.where,
        "template-syntax",
        f"{owner} has '{written}', but a field stands between two braces and two",
        f"write {{{{ {inside} }}}}",
        culprit=written,
    )


def syntax_problem(
    text: Text,
    owner: str,
    error: jinja2.TemplateSyntaxError,
    environment: jinja2.Environment,
) -> Problem:
    """Word what Jinja says of a template that it cannot read."""
    message = (error.message or "cannot be read").rstrip(".")
    unknown = re.match(r"No (filter|test) named '(.*)'", message)
    if unknown:
        kind, name = unknown.groups()
        known = environment.filters if kind == "filter" else environment.tests
        return Problem(
            text.where,
            "unknown-filter",
            f"{owner} uses '{name}', but there is no such {kind}",
            meant(name, known),
            culprit=name,
            mention=_mention(text, name),
        )
    end = _END.match(message)
    if end:
        word = end[1]
        mend = f"write {{{{ field | {word} }}}}" if word in environment.filters else ""
        return Problem(
            text.where,
            "template-syntax",
            f"{owner} cannot be read at '{word}': between braces stands one field, "
            "and behind it at most filters",
            mend or "part a filter from its field by |, as in {{ name | upper }}",
            culprit=word,
            mention=_mention(text, word),
        )
    return Problem(
        text.where,
        "template-syntax",
        f"{owner} cannot be read: {message}",
        "a field is written {{ name }}, a condition {% if name %}...{% endif %}",
    )


def syntax_slip(text: Text, owner: str, word: str) -> Problem:
    """Tell of something that templates elsewhere can do."""
    return Problem(
        text.where,
        "template-syntax",
        f"{owner} uses '{word}', which templates here cannot do",
        "templates know {{ field }}, filters and {% if %}",
    )


def field_slip(text: Text, owner: str, name: str, known: Collection[str], part: str) -> Problem:
    """Tell of a field that is none; `part` is what stands behind its dot, as in `fact.name`."""
    return Problem(
        text.where,
        "unknown-field",
        f"{owner} names the field '{name}', which this kind does not have",
        f"write {{{{ {part} }}}}" if part in known else meant(name, known),
        culprit=name,
        mention=_mention(text, name),
    )


def _mention(text: str, name: str) -> int:
    """Count which mention of a name, from 1, is the first that stands in a tag."""
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for tag in _TAG.finditer(text):
        found = word.search(text, tag.start(), tag.end())
        if found:
            return 1 + len(word.findall(text, 0, found.start()))
    return 1
