"""The traps of YAML, each told in an author's words, with the mend."""

from __future__ import annotations

import re

import yaml

from quizgen.model import Text
from quizgen.problems import Problem, Severity, Where

_TEMPLATE_FIRST = re.compile(r"(?:^|[:\-,{\[])\s*(\{\{|\{%)")
_TEXT_AFTER_QUOTE = re.compile(r""":\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s+[^\s#,}\]]""")
_RESERVED_FIRST = re.compile(r"(?:^|:\s|-\s|,\s?|\{\s?|\[\s?)\s*([@`%])")
_ESCAPE = re.compile(r"escape|hexdecimal")
_TOKEN_FIRST = re.compile(r"(?:scanning|parsing) an? (?:alias|anchor|tag|block scalar)")
_QUOTE_IT = "put the whole text between quotes"


def explain(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Problem:
    """Say in an author's words why the parser stopped, at the place that wants mending."""
    mark = error.problem_mark or error.context_mark
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    words = f"{error.context or ''} {error.problem or ''}"
    where = _where(file, mark)
    if "\\t" in words or line[: len(line) - len(line.lstrip())].count("\t"):
        tab = line.find("\t") + 1
        return Problem(
            Where(file, where.line, tab or where.column),
            "yaml-tab",
            "a tab stands where YAML wants spaces",
            "indent with two spaces",
        )
    template = _template_line(lines, mark)
    if template:
        number, column = template
        return _template_first(Where(file, number, column))
    if "mapping values are not allowed" in words and mark and _is_too_deep(lines, mark):
        key = lines[mark.line].split(":")[0].strip()
        return Problem(
            Where(file, mark.line + 1, len(line) - len(line.lstrip()) + 1),
            "yaml-indent",
            f"'{key}' is indented deeper than the line above, which has a value already",
            "give it the same indent as the line above",
        )
    if "mapping values are not allowed" in words:
        return Problem(
            where, "yaml-colon", "a colon and a space inside a text begin a new key", _QUOTE_IT
        )
    if _ESCAPE.search(words):
        return _unknown_escape(where)
    if "quoted scalar" in words and error.context_mark:
        return Problem(
            _where(file, error.context_mark),
            "yaml-quote",
            "this quotation mark is never closed",
            "close it, or double it where it belongs to the text",
        )
    if _TEXT_AFTER_QUOTE.search(line):
        return Problem(
            where,
            "yaml-quote",
            "text goes on after the closing quotation mark",
            "put quotes around the whole text, and double those inside it",
        )
    if _TOKEN_FIRST.search(words) and error.context_mark:
        first = error.context_mark
        return Problem(
            _where(file, first),
            "yaml-first-character",
            f"a text cannot begin with {lines[first.line][first.column : first.column + 1]}",
            _QUOTE_IT,
        )
    if "cannot start any token" in words or _RESERVED_FIRST.search(line):
        character = line[mark.column : mark.column + 1] if mark else ""
        return Problem(
            where,
            "yaml-first-character",
            f"a text cannot begin with {character or 'this character'}",
            _QUOTE_IT,
        )
    if "flow mapping" in words or "flow sequence" in words:
        bracket = "{...}" if "mapping" in words else "[...]"
        return Problem(
            _where(file, error.context_mark or mark),
            "yaml-bracket",
            f"what begins here is not a well-formed {bracket}",
            "close it, part its members by commas, and quote texts with , : { } [ ]",
        )
    if "block mapping" in words or "block collection" in words or "simple key" in words:
        return Problem(
            where,
            "yaml-indent",
            "this line fits neither the lines above it nor a level of its own",
            "give it the same indent as its siblings, and a colon after its key",
        )
    return Problem(
        where,
        "yaml-syntax",
        (error.problem or "not YAML").strip(),
        "look at this line and the one above it",
    )


def _is_too_deep(lines: list[str], mark: yaml.Mark) -> bool:
    """Tell whether the colon is that of the line's own key, deeper than a finished line above."""
    if not 0 < mark.line < len(lines):
        return False
    line, above = lines[mark.line], lines[mark.line - 1]
    key = re.match(r"\s*[\w.-]+(?=:(\s|$))", line)
    indents = [len(each) - len(each.lstrip()) for each in (line, above)]
    return key is not None and key.end() == mark.column and indents[0] > indents[1]


def explain_character(error: yaml.reader.ReaderError, source: str, file: str) -> Problem:
    """Say which character no YAML file may hold: the reader stops at the first of them."""
    code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1])
    # Not by `error.position`: libyaml counts bytes there, the Python parser characters.
    position = max(source.find(chr(code)), 0)
    head = source[:position]
    where = Where(file, head.count("\n") + 1, position - (head.rfind("\n") + 1) + 1)
    return Problem(
        where,
        "control-character",
        f"the file holds U+{code:04X}, a character that no YAML file may hold",
        "remove it",
    )


def beyond_unicode(source: str, file: str) -> Problem:
    """An escape for a character that does not exist."""
    found = re.search(r"\\U(?!000|0010)", source)
    head = source[: found.start() if found else 0]
    return _unknown_escape(Where(file, head.count("\n") + 1, len(head) - head.rfind("\n")))


def _unknown_escape(where: Where) -> Problem:
    return Problem(
        where,
        "yaml-escape",
        "a backslash between double quotes begins an escape, and this is none that YAML knows",
        "double the backslash, or use single quotes",
    )


def hash_in_text(text: Text) -> Problem:
    """A ` #` right before a word was probably meant as text, and YAML took it for a comment."""
    return Problem(
        text.where,
        "yaml-hash",
        f"after '{text}' the rest of the line is a comment, since it begins with ' #'",
        "quote the text, or put a space after # if a comment is meant",
        Severity.WARNING,
    )


def comma_in_braces(key: Text) -> Problem:
    """A key without a value inside {...} is the rest of a text that held a comma."""
    return Problem(
        key.where,
        "yaml-comma",
        f"a comma inside {{...}} ends the value, so '{key}' became a key of its own",
        "quote the text that holds the comma",
    )


def table_as_key(where: Where, lines: list[str]) -> Problem:
    """A mapping or list in the place of a key: mostly an unquoted template."""
    line = lines[where.line - 1] if where.line <= len(lines) else ""
    if line[where.column - 2 : where.column] == "{{":
        return _template_first(where._replace(column=where.column - 1))
    return Problem(where, "yaml-key", "a key must be a plain word", "write `key: value`")


def _template_first(where: Where) -> Problem:
    return Problem(
        where,
        "yaml-template",
        "a text that begins with '{{' looks like a YAML mapping",
        _QUOTE_IT,
    )


def _template_line(lines: list[str], mark: yaml.Mark | None) -> tuple[int, int] | None:
    """Find an unquoted `{{` that begins a value on the line of the error or the one above."""
    if mark is None:
        return None
    for number in (mark.line, mark.line - 1):
        if 0 <= number < len(lines):
            found = _TEMPLATE_FIRST.search(lines[number])
            if found and found.group(1):
                return number + 1, found.start(1) + 1
    return None


def _where(file: str, mark: yaml.Mark | None) -> Where:
    return Where(file, mark.line + 1, mark.column + 1) if mark else Where(file, 1, 1)
