"""Dashes: lists that YAML takes for one text, since a dash has no space, or a text before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.load.yaml_stop import indent_of
from quizgen.problems import Problem, Where

_GLUED = re.compile(r"\s*-(?P<word>[^\W\d_][^\n]*)")
_ALONE = re.compile(r"\s*(?:-\s+)*[\w.-]+:\s*(?:#.*)?$")
_WITH_TEXT = re.compile(r"\s*(?:-\s+)*(?P<key>[\w.-]+):\s+(?P<text>[^\s|>&*!{\[\"'#].*)")
_MEMBER = re.compile(r"\s+-\s")
_BLOCK = re.compile(r":\s+[|>][+-]?\d?\s*(?:#.*)?$")
_ANY = re.compile(r"(?m)^[ ]*-[^\W\d_]|^[ ]+- ")


def lost_members(source: str, file: str) -> Iterator[Problem]:
    """Tell of lines that were meant as members of a list, but go on a text above them."""
    has_dash = (
        " -" in source or "\n-" in source
    )  # a pattern looks longer at a file of many megabytes
    if not has_dash or not _ANY.search(source):
        return
    above, block = "", -1
    for number, line in enumerate(source.splitlines(), start=1):
        indent = len(indent_of(line))
        if not line.strip() or (0 <= block < indent):
            continue
        block = indent if _BLOCK.search(line) else -1
        where = Where(file, number, indent + 1)
        glued = _GLUED.fullmatch(line)
        text = _WITH_TEXT.fullmatch(above)
        if glued and _ALONE.match(above):
            yield Problem(
                where,
                "yaml-dash",
                f"the dash before '{glued['word']}' has no space behind it, so it begins no list",
                f"write '- {glued['word']}'; or put quotes around a text that begins with a dash",
            )
        elif text and _MEMBER.match(line) and indent > len(indent_of(above)):
            yield Problem(
                where,
                "yaml-dash",
                f"this line goes on the text of '{text['key']}' above it, and begins no list",
                f"write '{text['key']}:' alone on its line, and each member below it behind '- '",
            )
        above = line
