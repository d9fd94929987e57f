"""Quoting: give problems the lines of their files, and find the very place of their culprits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from quizgen.problems import Problem, Where, sort_problems

_BREAK = re.compile(r"\r\n|\r|\n")


def quote_lines(
    problems: Iterable[Problem], drafts: Mapping[str, str] = MappingProxyType({})
) -> list[Problem]:
    """Give each problem the line of its file, and find the very place of its culprit.

    `drafts` are texts by file name that stand for what is in these files.
    """
    texts = {file: _BREAK.split(text) for file, text in drafts.items()}
    quoted = []
    for problem in problems:
        file = problem.where.file
        if file not in texts:
            try:
                texts[file] = _BREAK.split(Path(file).read_text(encoding="utf-8-sig"))
            except (OSError, UnicodeDecodeError):
                texts[file] = []
        quoted.append(_quote(problem, texts[file]))
    return sort_problems(quoted)


def _quote(problem: Problem, lines: list[str]) -> Problem:
    file, line, column = problem.where
    if problem.line or not 1 <= line <= len(lines):
        return problem  # quoted before, or of no line
    start = column - 1
    mention = problem.mention
    if problem.culprit:
        for number in range(line, min(line + 40, len(lines)) + 1):
            found = _find_word(lines[number - 1], problem.culprit, start)
            while found >= 0 and mention > 1:
                mention -= 1
                found = _find_word(lines[number - 1], problem.culprit, found + 1)
            if found >= 0:
                where = Where(file, number, found + 1)
                return replace(problem, where=where, line=lines[number - 1])
            start = 0
    return replace(problem, line=lines[line - 1])


def _find_word(line: str, word: str, start: int) -> int:
    """Find `word` where it is no part of a longer one; -1 where it does not stand."""
    found = line.find(word, start)
    while found >= 0:
        before = line[found - 1 : found] if found else ""
        after = line[found + len(word) : found + len(word) + 1]
        if not _joined(before, word[0]) and not _joined(word[-1], after):
            return found
        found = line.find(word, found + 1)
    return -1


def _joined(one: str, other: str) -> bool:
    return (one.isalnum() or one == "_") and (other.isalnum() or other == "_")
