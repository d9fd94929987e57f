"""Lines that YAML can put nowhere: marks of a conflict, keys without a colon, wrong indents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizgen.load.yaml_stop import Stop, indent_of
from quizgen.problems import Problem, Where

CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?:\s|$)")
"""How a line begins that git writes between the two sides of a conflict."""
GLUED = re.compile(r"(\s*(?:-\s+)*)([A-Za-z_][\w.-]*):(?=[^\s:/])")
"""A key with the value right behind its colon; no address (`https://...`), and no time (`1:30`)."""
FALSE_COLON = re.compile(
    r"(\s*(?:-\s+)*)([\w.-]+)([ \u00a0\u2007\u202f]*(?:：|:[\u00a0\u2007\u202f])\s*)"
)
"""A key with a colon of Chinese or Japanese type behind it, or a space that does not break."""
_KEY = re.compile(r"\s*(?:-\s+)*([^\s:#][^:#]*?)\s*:(?:[ \t]|$)")


def merge_conflict(where: Where) -> Problem:
    """Two sides of a merge stand in the file, and nobody chose."""
    return Problem(
        where,
        "merge-conflict",
        "here begins a conflict that a merge left in the file",
        "keep the lines that are right, and delete the marks <<<<<<<, ======= and >>>>>>>",
    )


def conflict_marks(stop: Stop) -> Problem | None:
    """Tell of the first mark of a conflict, wherever the parser stumbled over one."""
    for number, line in enumerate(stop.lines, start=1):
        if CONFLICT.match(line):
            return merge_conflict(Where(stop.file, number, 1))
    return None


def no_plain_space(stop: Stop) -> Problem | None:
    """Tell of a line that is indented by other spaces than YAML knows."""
    here = stop.where()
    for number in (here.line, here.line - 1):  # the line above ends no table, where it seems to
        indent = indent_of(stop.lines[number - 1]) if 0 < number <= len(stop.lines) else ""
        odd = re.search(r"[^ \t]", indent)
        if odd:
            name = unicodedata.name(odd[0], "another space").lower()
            return Problem(
                here._replace(line=number, column=odd.start() + 1),
                "yaml-indent",
                f"the line is indented by a character that only looks like a space ({name})",
                "delete what stands before the first letter, and type plain spaces",
            )
    return None


def missing_colon(stop: Stop) -> Problem | None:
    """Tell of a line among keys that has no key, or none that YAML sees."""
    number = _keyless_line(stop)
    if number is None:
        return None
    line = stop.lines[number]
    where = Where(stop.file, number + 1, len(indent_of(line)) + 1)
    false = FALSE_COLON.match(line)
    if false:
        return false_colon(where._replace(column=false.start(3) + 1), false)
    glued = GLUED.match(line)
    if glued:
        return glued_colon(where._replace(column=glued.end()), line)
    return Problem(
        where,
        "yaml-key",
        "this line has no key: no word with a colon and a space behind it",
        "write it as 'key: value'; or, if it goes on with the text above, indent it deeper",
    )


def _keyless_line(stop: Stop) -> int | None:
    """Give the number, from 0, of the line in which the parser looked for a key in vain."""
    if "simple key" in stop.words and stop.context:
        return stop.context.line
    if "mapping values" not in stop.words or stop.mark is None:
        return None
    number = stop.mark.line  # whose own key the parser took for text that goes on from above
    key = _KEY.match(stop.line)
    while key and number and indent_of(stop.lines[number - 1]) == stop.indent:
        if _KEY.match(stop.lines[number - 1]):
            break
        number -= 1
    return number if number < stop.mark.line else None


def false_colon(where: Where, found: re.Match[str]) -> Problem:
    """A colon of another type than YAML's, or one with a space that is none to YAML."""
    value = _short(found.string[found.end() :])
    return Problem(
        where,
        "yaml-key",
        f"the colon behind '{found[2]}', or its space, is a special one, and none to YAML",
        f"write '{found[2]}: {value}', with a plain colon and space",
    )


def glued_colon(where: Where, text: str) -> Problem:
    """A colon with its value right behind it ends no key."""
    key, _, value = text.strip().removeprefix("- ").partition(":")
    return Problem(
        where,
        "yaml-key",
        f"the colon behind '{key}' has no space after it, so it ends no key",
        f"write '{key}: {_short(value)}'",
    )


def wrong_indent(stop: Stop) -> Problem | None:
    """Tell of a line that stands under none above it, with the indents that it may have."""
    if not re.search("block mapping|block collection|simple key|mapping values", stop.words):
        return None
    message = "this line fits neither the lines above it nor a level of its own"
    mend = "give it the same indent as its siblings, and a colon after its key"
    where, own = stop.where(), len(stop.indent)
    levels = list(open_levels(stop.lines, where.line))
    key = _KEY.match(stop.line)
    if key and levels and own not in [level.indent for level in levels]:
        where = where._replace(column=own + 1)
        return _between_levels(where, key[1], own, levels, stop.lines)
    return Problem(where, "yaml-indent", message, mend)


def _between_levels(
    where: Where, key: str, own: int, levels: Sequence[Level], lines: Sequence[str]
) -> Problem:
    """Tell of a key that no table above it takes in; perhaps one right above closed its own."""
    spaces = f"{own} space{'' if own == 1 else 's'}"
    message = f"'{key}' is indented by {spaces}, as no line above is"
    fits = [level for level in levels if level.indent > own][-1:]
    fits += [level for level in levels if level.indent < own][:1]
    mend = "indent it by " + ", or by ".join(
        f"{level.indent} to put it beside '{level.key}' (line {level.line})" for level in fits
    )
    above = levels[0]
    earlier = (lines[number - 1] for number in range(1, above.line))
    if above.indent < own and any(len(indent_of(line)) == own for line in earlier):
        message = (
            f"'{key}' is indented by {spaces}, but '{above.key}' above it (line {above.line}) "
            f"by {above.indent}, which ended the table of that indent"
        )
        mend = f"indent '{above.key}' by {own} too, or '{key}' by {above.indent}"
    elif above.indent < own:
        mend += ", or write the key that it lies under on a line above it"
    return Problem(where, "yaml-indent", message, mend)


class Level(NamedTuple):
    """A table that is still open: how far its keys are indented, and its last key."""

    indent: int
    key: str
    line: int


def open_levels(lines: Sequence[str], line: int) -> Iterator[Level]:
    """Give the tables that stand open above a line, the innermost first."""
    least = 10_000
    for number in range(line - 1, 0, -1):
        text = lines[number - 1]
        key, indent = _KEY.match(text), len(indent_of(text))
        if key and indent < least:
            least = indent
            yield Level(indent, key[1], number)


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 30 else text[:30].rsplit(" ", 1)[0] + " ..."
