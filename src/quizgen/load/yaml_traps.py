"""The traps of YAML, each told in an author's words, with the mend."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from quizgen.load.yaml_braces import (
    broken_bracket,
    closed_before,
    lost_key,
    mixed_list,
    next_key,
    no_value,
    other_type,
)
from quizgen.load.yaml_lines import (
    FALSE_COLON,
    GLUED,
    conflict_marks,
    false_colon,
    glued_colon,
    missing_colon,
    no_plain_space,
    wrong_indent,
)
from quizgen.load.yaml_quotes import closed_too_late, text_after_quote
from quizgen.load.yaml_stop import Mark, Quoted, Stop, where_of
from quizgen.model import Text
from quizgen.problems import Problem, Severity, Where

_TEMPLATE_FIRST = re.compile(r"(?:^|[:\-,{\[])\s*(\{\{|\{%)")
_RESERVED_FIRST = re.compile(r"(?:^|:\s|-\s|,\s?|\{\s?|\[\s?)\s*([@`%])")
_ESCAPE = re.compile(r"escape|hexdecimal")
_TOKEN_FIRST = re.compile(r"(?:scanning|parsing) an? (?:alias|anchor|tag|block scalar)")
_QUOTE_IT = "put the whole text between quotes"


def explain(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Problem:
    """Say in an author's words why the parser stopped, at the place that wants mending."""
    words = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    quoted = _quoted_before(mark, lines) if mark else None
    stop = Stop(file, lines, words, mark, error.context_mark, quoted)
    found = (trap(stop) for trap in _TRAPS)
    return next(problem for problem in found if problem is not None)


def _quoted_before(mark: yaml.Mark, lines: list[str]) -> Quoted | None:
    """Give the text in quotes that closes right before a place, on its line."""
    last: yaml.Token | None = None
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    try:
        for token in yaml.scan("\n".join(lines), Loader=loader):
            if (token.start_mark.line, token.start_mark.column) >= (mark.line, mark.column):
                break
            last = token
    except yaml.YAMLError:
        pass  # it stops where the parser did; what came before is what we want
    if not isinstance(last, yaml.ScalarToken) or last.plain or last.end_mark.line != mark.line:
        return None
    between = lines[mark.line][last.end_mark.column : mark.column] if mark.line < len(lines) else ""
    quoted = last.style in ("'", '"') and not between.strip()
    return Quoted(last.start_mark, last.end_mark.line) if quoted else None


def _tab(stop: Stop) -> Problem | None:
    if "\\t" not in stop.words and "\t" not in stop.indent:
        return None
    where = where_of(stop.file, stop.mark)
    tab = stop.line.find("\t") + 1
    return Problem(
        Where(stop.file, where.line, tab or where.column),
        "yaml-tab",
        "a tab stands where YAML wants spaces",
        "indent with two spaces",
    )


def _bare_template(stop: Stop) -> Problem | None:
    place = _template_line(stop.lines, stop.mark)
    return _template_first(Where(stop.file, *place)) if place else None


def _colon(stop: Stop) -> Problem | None:
    if "mapping values are not allowed" not in stop.words:
        return None
    if stop.mark and _is_too_deep(stop.lines, stop.mark):
        return wrong_indent(stop)
    message = "a colon and a space inside a text begin a new key"
    return stop.problem("yaml-colon", message, _QUOTE_IT)


def _escape(stop: Stop) -> Problem | None:
    return _unknown_escape(where_of(stop.file, stop.mark)) if _ESCAPE.search(stop.words) else None


def _never_closed(stop: Stop) -> Problem | None:
    if "quoted scalar" not in stop.words or not stop.context:
        return None
    message = "this quotation mark is never closed"
    mend = "close it where its text ends, or put the text between quotes of the other sort"
    return stop.problem("yaml-quote", message, mend, stop.context)


def _first_character(stop: Stop) -> Problem | None:
    if _TOKEN_FIRST.search(stop.words) and stop.context:
        first = stop.lines[stop.context.line][stop.context.column : stop.context.column + 1]
        message = f"a text cannot begin with {first}"
        return stop.problem("yaml-first-character", message, _QUOTE_IT, stop.context)
    if "cannot start any token" in stop.words or _RESERVED_FIRST.search(stop.line):
        character = stop.line[stop.mark.column : stop.mark.column + 1] if stop.mark else ""
        message = f"a text cannot begin with {character or 'this character'}"
        return stop.problem("yaml-first-character", message, _QUOTE_IT)
    return None


def _anything(stop: Stop) -> Problem:
    mend = "look at this line and the one above it"
    return stop.problem("yaml-syntax", stop.words.strip() or "not YAML", mend)


_TRAPS: tuple[Callable[[Stop], Problem | None], ...] = (
    conflict_marks, no_plain_space, _tab, closed_too_late, _bare_template, missing_colon,
    other_type, lost_key, _colon, _escape, _never_closed, text_after_quote, no_value,
    _first_character, next_key, closed_before, mixed_list, broken_bracket, wrong_indent, _anything,
)  # fmt: skip
"""In this order: the first that knows the stop tells it; the last knows all."""


def _is_too_deep(lines: list[str], mark: Mark) -> bool:
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


FORMULA = re.compile(
    r"(?<!\\)(?:\\\\)*(\\(?:alpha|angle|approx|arc\w+|bar|begin|beta|binom|boldsymbol|bullet|ell|emptyset"
    r"|end|epsilon|equiv|eta|exists|exp|forall|frac|Lambda|left\w*|Leftarrow|nabla|neq|not|notin|nu|Phi"
    r"|Pi|Psi|rangle|rho|right\w*|tan|tau|text\w*|tfrac|theta|tilde|times|triangle|varepsilon|varphi"
    r"|vec|vee))(?![A-Za-z])"
)
"""A word of TeX that begins like an escape of YAML: `\\times` would be a tab, and `imes`."""


def formula_escape(text: Text, formula: re.Match[str]) -> Problem:
    """A formula between double quotes, of which YAML makes a tab, a new line or a bell."""
    where = text.where._replace(column=text.column + formula.start(1))
    one_line = "\n" not in formula.string[: formula.start(1)]
    return Problem(
        where if one_line else text.where,
        "yaml-escape",
        f"between double quotes the backslash of '{formula[1]}' begins an escape of YAML",
        "use single quotes, or double the backslash",
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
    glued = GLUED.match(key)
    if glued:
        return glued_colon(key.where._replace(column=key.column + glued.end() - 1), key)
    false = FALSE_COLON.match(key)
    if false:
        return false_colon(key.where._replace(column=key.column + false.start(3)), false)
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


def _template_line(lines: list[str], mark: Mark | None) -> tuple[int, int] | None:
    """Find an unquoted `{{` that begins a value on the line of the error or the one above."""
    if mark is None:
        return None
    for number in (mark.line, mark.line - 1):
        if 0 <= number < len(lines):
            found = _TEMPLATE_FIRST.search(lines[number])
            if found and found.group(1):
                return number + 1, found.start(1) + 1
    return None
