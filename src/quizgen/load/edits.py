"""Edits: put changes into the text of a file, and leave every other character as it is."""

from __future__ import annotations

import re
from bisect import bisect, insort
from collections.abc import Iterable, Sequence

from quizgen.problems import Edit, Where

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """The lines of a text, as YAML and CSV count them: finds places in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def __len__(self) -> int:
        return len(self._starts)

    def index(self, where: Where) -> int:
        """Give the index of a place in the text."""
        return self.start(where.line) + where.column - 1

    def start(self, line: int) -> int:
        """Give the index of the first character of a line, from 1; behind the last: the end."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def line(self, line: int) -> str:
        """Give a line without its end."""
        return self.text[self.start(line) : self.start(line + 1)].rstrip("\r\n")

    @property
    def newline(self) -> str:
        """What ends the first line, and so probably all."""
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"


def apply_edits(text: str, groups: Iterable[Sequence[Edit]]) -> tuple[str, tuple[int, ...]]:
    """Give a text with groups of edits made, each whole or not at all, and which were, from 0.

    Left out is a group with an edit that meets one before it, or whose text is not there.

    >>> apply_edits("a: b, c", [[Edit(Where("f.yaml", 1, 4), "b, c", '"b, c"')]])
    ('a: "b, c"', (0,))
    """
    lines = Lines(text)
    taken: list[tuple[int, int, str]] = []
    made: list[int] = []
    for number, group in enumerate(groups):
        wanted = [(*_span(lines, edit), edit) for edit in group]
        new = [(start, end, edit.new) for start, end, edit in wanted]
        stand = all(text[start:end] == edit.old for start, end, edit in wanted)
        if stand and all(_is_free(span, taken) for span in new):
            made.append(number)
            for span in new:
                insort(taken, span)
    pieces, position = [], 0
    for start, end, replacement in taken:
        pieces += [text[position:start], replacement]
        position = end
    return "".join((*pieces, text[position:])), tuple(made)


def _span(lines: Lines, edit: Edit) -> tuple[int, int]:
    start = lines.index(edit.where)
    return start, start + len(edit.old)


def _is_free(span: tuple[int, int, str], taken: Sequence[tuple[int, int, str]]) -> bool:
    """Tell whether a span meets none of those taken, which are sorted and meet none themselves."""
    start, end, _ = span
    i = bisect(taken, span)
    before, after = taken[i - 1 : i] if i else (), taken[i : i + 1]
    if any(other[:2] == (start, end) for other in (*before, *after)):
        return False
    return all(last <= start for _, last, _ in before) and all(end <= s for s, _, _ in after)
