"""Mends: edits for the traps of YAML where what the author meant is certain.

A text is put between quotes, and nothing else about it changes. What is certain is judged by the
parser that stopped: with the edit it has to get further.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from quizgen.load.edits import Lines, apply_edits
from quizgen.load.line_mends import (
    expand_tabs,
    indent_like_twins,
    part_by_comma,
    part_key_from_value,
)
from quizgen.load.yaml_traps import FORMULA
from quizgen.load.yaml_tree import parse_yaml
from quizgen.model import CURLY
from quizgen.problems import Edit, Problem, Where

_HEAD = re.compile(r"""\s*(?:-\s+)*(?:[\w.-]+|"[^"]*"|'[^']*'):\s+|\s*(?:-\s+)+""")
"""What stands before a value on a line of its own: a key, or the dash of a list."""
_COMMENT = re.compile(r"\s+#(?:\s.*)?$")
_PIECE = r"(?:\{\{.*?\}\}|\{%.*?%\}|[^,{}\[\]\"])"
_FLOW_TEXT = re.compile(rf"{_PIECE}+")
_FLOW_MORE = re.compile(rf",({_PIECE}+)(?=[,}}])")
_FLOW_VALUE = re.compile(r"[{,]\s*[\w.-]+:\s+(?=[^\s\"'\[&*!|>%@`#{,}])")
_CUT_IN_BRACES = re.compile(r"[{,]\s*[\w.-]+:\s+('(?:[^']|'(?!\s*[,}]))*')(?=\s*[,}])")
"""A text in braces between single quotes, up to the one behind which a text can end."""
_BRACKETS_INSIDE = re.compile(
    r"[{,]\s*[\w.-]+:\s+((?!\{\{)[^\s\"'{\[,}&*!|>%@`#][^,{}\[\]\"]*"
    r"(?:(?:\{[^{}]*\}|\[[^\[\]]*\])[^,{}\[\]\"]*?)+)(?=\s*[,}])"
)
"""A text in braces, not in quotes, that holds brackets closed again: `C_6H_{12}O_6`."""
_ASKING = re.compile(r"\b(?:ask|state):\s+$")
_NEW_KEY = re.compile(r"(\w*):(?=\s|$)")
_KEY = re.compile(r"(?m)(?:^|[{,])\s*(?:-\s+)*([\w.-]+):(?=\s|$)")
_BARE_HASH = re.compile(r"\s#\S")
_BACKSLASH = re.compile(r"\\")
_KNOWN_ESCAPE = re.compile(r'\\[0abtnvfre "/\\N_LPxuU]')
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")

Mender = Callable[[Problem, Lines, Collection[str]], Iterator[Edit]]
"""Proposes edits for a problem; `keys` are the words that may be keys in this deck."""


def add_edits(
    problems: Iterable[Problem], sources: Mapping[str, str], keys: Collection[str]
) -> list[Problem]:
    """Give problems the edits that mend them, where their rule knows any that is certain."""
    mended: list[Problem] = []
    for file, group in groupby(problems, key=lambda problem: problem.where.file):
        found = list(group)
        if file not in sources or not any(problem.rule in _MENDERS for problem in found):
            mended += found
            continue
        lines = Lines(sources[file])
        known = {*keys, *_KEY.findall(lines.text)}  # what stopped the parser may hide them
        edits = _inside_braces([p for p in found if p.rule in _SLIPS], lines, known)
        for problem in found:
            if problem.rule in _MENDERS and problem.rule not in _SLIPS:
                edits[problem] = _get_further(problem, lines, known)
            mended.append(_with_edits(problem, edits.get(problem, problem.edits)))
    return mended


def leave_cut_values(problems: Sequence[Problem]) -> list[Problem]:
    """Leave out what is wrong with a value that a comma cut off: the comma is told."""
    cuts = {problem.where for problem in problems if problem.rule == "yaml-comma"}

    def is_cut(problem: Problem) -> bool:
        file, line, column = problem.where
        behind = column + len(problem.culprit)
        return problem.rule == "wrong-type" and any(
            Where(file, line, behind + gap) in cuts for gap in (1, 2)
        )

    return [problem for problem in problems if not (cuts and is_cut(problem))]


def quoted(text: str) -> str:
    """Put a text between quotation marks, the same text to YAML.

    >>> print(quoted("$1,000"), quoted('say "so"'), quoted("C:\\\\docs"))
    "$1,000" 'say "so"' 'C:\\docs'
    """
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _with_edits(problem: Problem, edits: tuple[Edit, ...]) -> Problem:
    """Give a problem its edits; of a text in braces that wants quotes, its place and name too."""
    problem = replace(problem, edits=edits)
    if problem.rule != "yaml-bracket" or not edits or edits[0].new != quoted(edits[0].old):
        return problem
    where, old, new = edits[0]
    message = f"in {{...}} the text '{old}' wants quotes: it holds what ends a text there"
    return replace(problem, where=where, message=message, mend=f"write {new}", culprit=old)


def _get_further(problem: Problem, lines: Lines, keys: Collection[str]) -> tuple[Edit, ...]:
    """Give the first edit with which the parser stops later, or no more."""
    file = problem.where.file
    for edit in _MENDERS[problem.rule](problem, lines, keys):
        stop = _stop(apply_edits(lines.text, [[edit]])[0], file)
        if stop is None or stop > problem.where.line:
            return (edit,)
    return ()


def _inside_braces(
    problems: Sequence[Problem], lines: Lines, keys: Collection[str]
) -> dict[Problem, tuple[Edit, ...]]:
    """Give the edits of slips that stop no parser, if with all of them none stops earlier."""
    if not problems:
        return {}
    found = {each: tuple(_MENDERS[each.rule](each, lines, keys))[:1] for each in problems}
    file = problems[0].where.file
    if file.endswith(".csv"):
        return found
    text, _ = apply_edits(lines.text, found.values())
    before, after = _stop(lines.text, file), _stop(text, file)
    return found if after is None or (before is not None and before <= after) else {}


def _stop(text: str, file: str) -> int | None:
    """Give the line in which the parser stops; None where it reads all."""
    tree = parse_yaml(text, file)
    return tree.problems[-1].where.line if tree.root is None and tree.problems else None


def _quote_rest(problem: Problem, lines: Lines, keys: Collection[str]) -> Iterator[Edit]:
    """Quote the value of a line: all of it, but for a comment behind."""
    line = lines.line(problem.where.line)
    head = _HEAD.match(line)
    if head is None:
        return
    text = _COMMENT.sub("", line[head.end() :].rstrip())
    inside = _TAG.sub("", text)
    if _BARE_HASH.search(inside) or any(word in keys for word in _NEW_KEY.findall(inside)):
        return  # another key may begin here, or a comment
    if (text and text[0] not in "\"'{[") or text.startswith(("{{", "{%")):
        new = quoted(_bare(text) if _ASKING.search(head[0]) else text)
        yield _edit(problem, problem.where.line, head.end(), text, new)


def _quote_in_braces(problem: Problem, lines: Lines, keys: Collection[str]) -> Iterator[Edit]:
    """Quote a text in braces that has a tag, a colon and a space, or a seeming comment in it."""
    line = lines.line(problem.where.line)
    for found in _FLOW_VALUE.finditer(line):
        text = _flow_text(line, found.end())
        colons = _NEW_KEY.findall(_TAG.sub("", text))
        doubtful = colons or _TAG.search(text) or _BARE_HASH.search(text)
        if doubtful and not any(word in keys for word in colons):
            new = quoted(_bare(text) if _ASKING.search(found[0]) else text)
            yield _edit(problem, problem.where.line, found.end(), text, new)


def _quote_template(problem: Problem, lines: Lines, keys: Collection[str]) -> Iterator[Edit]:
    """Quote a template that begins with braces, on a line of its own or in a table in braces."""
    yield from _quote_rest(problem, lines, keys)
    line, start = lines.line(problem.where.line), problem.where.column - 1
    if re.search(r"[{,]\s*[\w.-]+:\s+$", line[:start]):
        text = _flow_text(line, start)
        if text and not _NEW_KEY.search(_TAG.sub("", text)):
            yield _edit(problem, problem.where.line, start, text, quoted(text))


def _quote_around(problem: Problem, lines: Lines, keys: Collection[str]) -> Iterator[Edit]:
    """Quote the text whose comma cut a table in braces: from its own key to the next."""
    line, cut = lines.line(problem.where.line), problem.where.column - 1
    starts = [found.end() for found in _FLOW_VALUE.finditer(line) if found.end() < cut]
    if not starts:
        return
    text = _flow_text(line, starts[-1])
    parts = [part.strip() for part in text.split(",")[1:]]
    inside = starts[-1] < cut < starts[-1] + len(text)
    if inside and all(parts) and not any(part in keys for part in parts):
        yield _edit(problem, problem.where.line, starts[-1], text, quoted(text))


def _quote_hash(problem: Problem, lines: Lines, keys: Collection[str]) -> Iterator[Edit]:
    """Quote a text in braces behind whose ` #` the line closes them: it can be no comment."""
    line = lines.line(problem.where.line)
    text = _flow_text(line, problem.where.column - 1)
    end = problem.where.column - 1 + len(text)
    whole = not _left_open(line) and line[end : end + 1] in (",", "}")
    if _BARE_HASH.search(text) and whole:
        yield from _quote_in_braces(problem, lines, keys)


def _between_quotes(problem: Problem, lines: Lines, _keys: Collection[str]) -> Iterator[Edit]:
    """Move what a reader of a value proposed behind the mark that opens it."""
    for where, old, new in problem.edits:
        mark = lines.text[lines.index(where) :][:1]
        yield Edit(where._replace(column=where.column + (mark in ("'", '"'))), old, new)


def _close_braces(problem: Problem, lines: Lines, keys: Collection[str]) -> Iterator[Edit]:
    """Quote what no text in braces may hold, or put the comma before a key that lacks it."""
    yield from _quote_in_braces(problem, lines, keys)
    yield from _quote_brackets(problem, lines)
    yield from part_by_comma(problem, lines, keys)


def _quote_brackets(problem: Problem, lines: Lines) -> Iterator[Edit]:
    """Quote a text in braces that holds pairs of brackets, such as a formula."""
    line = lines.line(problem.where.line)
    for found in _BRACKETS_INSIDE.finditer(line):
        yield _edit(problem, problem.where.line, found.start(1), found[1], quoted(found[1]))


def _quote_quotes(problem: Problem, lines: Lines, _keys: Collection[str]) -> Iterator[Edit]:
    """Close a text in quotes at the end of its line, or quote it whole where it goes on behind."""
    line = lines.line(problem.where.line)
    head = _HEAD.match(line)
    text = line[head.end() :].rstrip() if head else ""
    doubtful = (_NEW_KEY, _COMMENT, _BARE_HASH, _BACKSLASH)
    for found in _CUT_IN_BRACES.finditer(line):
        if found.start(1) < problem.where.column <= found.end(1) and "'" in found[1][1:-1]:
            inside = found[1][1:-1]
            yield _edit(problem, problem.where.line, found.start(1), found[1], quoted(inside))
    if not head or text[:1] not in ("'", '"') or any(each.search(text) for each in doubtful):
        return
    mark, inside = text[0], text[1:]
    if inside.endswith(mark) and (mark == "'" or re.match(r"[^\"]*\s\"", inside)):
        new = quoted(inside[:-1])  # marks within marks: 'a cell's wall', "the "new" cell"
    elif mark == "'":
        return
    else:
        new = text + mark if mark not in inside else quoted(text)
    yield _edit(problem, problem.where.line, head.end(), text, new)


def _single_quotes(problem: Problem, lines: Lines, _keys: Collection[str]) -> Iterator[Edit]:
    """Put a text with backslashes between single quotes, in which they mean nothing else."""
    line = lines.line(problem.where.line)
    for found in re.finditer(r'"[^"]*"', line):
        inside = found[0][1:-1]
        doubtful = _KNOWN_ESCAPE.search(FORMULA.sub("", inside))
        if found.start() < problem.where.column <= found.end() and not doubtful:
            new = "'" + inside.replace("'", "''") + "'"
            yield _edit(problem, problem.where.line, found.start(), found[0], new)


def _bare(text: str) -> str:
    """Take curly marks off that stand around a whole text: its author took them for YAML's."""
    closed = len(text) > 1 and CURLY.get(text[0]) == text[-1]
    return text[1:-1].strip() if closed else text


def _flow_text(line: str, start: int) -> str:
    """Give the text of a value in braces, with the pieces that its commas cut off.

    In a list a comma parts members, so there the text ends at the first.
    """
    found = _FLOW_TEXT.match(line, start)
    if found is None:
        return ""
    end = found.end()
    more = _FLOW_MORE.match(line, end)
    while (
        more
        and _left_open(line[:start]).endswith("{")
        and not _NEW_KEY.search(_TAG.sub("", more[1]))
    ):
        end = more.end()
        more = _FLOW_MORE.match(line, end)
    return line[start:end].rstrip() if line[end : end + 1] in (",", "}") else ""


def _left_open(line: str) -> str:
    """Give the brackets that a line opens and does not close."""
    opened: list[str] = []
    for character in re.sub(r"\"[^\"]*\"|\{\{.*?\}\}", "", line):
        if character in "{[":
            opened.append(character)
        elif character in "}]" and opened:
            opened.pop()
    return "".join(opened)


def _edit(problem: Problem, line: int, index: int, old: str, new: str) -> Edit:
    return Edit(Where(problem.where.file, line, index + 1), old, new)


_MENDERS: Mapping[str, Mender] = {
    "bad-id": _between_quotes,
    "wrong-type": _between_quotes,
    "yaml-bracket": _close_braces,
    "yaml-colon": _quote_rest,
    "yaml-comma": _quote_around,
    "yaml-escape": _single_quotes,
    "yaml-first-character": _quote_rest,
    "yaml-hash": _quote_hash,
    "yaml-indent": indent_like_twins,
    "yaml-key": part_key_from_value,
    "yaml-quote": _quote_quotes,
    "yaml-tab": expand_tabs,
    "yaml-template": _quote_template,
}
"""Rule -> what proposes its edits, the likelier first."""
_SLIPS = frozenset({"bad-id", "wrong-type", "yaml-comma", "yaml-hash"})
"""Rules of what does not stop the parser where it stands."""
