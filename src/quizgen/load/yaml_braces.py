"""Braces: the traps of `{...}` and `[...]`, and of marks that only look like those of YAML."""

from __future__ import annotations

import re

from quizgen.load.yaml_stop import Stop, indent_of
from quizgen.problems import Problem, Where

_KEY_BEFORE = re.compile(r"([\w.-]+)$")
_KEY_HERE = re.compile(r"([\w.-]+):(?:\s|$)")
_LINE_OPENS = re.compile(r"\s*(?:-\s+)*([\w.-]+)(\s*:?\s*)([{\[])")
_NO_KEY = re.compile("block mapping.*(expected key|expected <block end>)")
_OTHER_TYPE = re.compile(
    r"(?:^\s*(?:-\s+)?|[{,，、]\s*)[A-Za-z_][\w-]*(：\s*)|[:：]\s*(?P<open>[｛［])"
    r"|[A-Za-z_]:(?P<space>\u3000+)|(?P<comma>[，、]\s*)[A-Za-z_][\w-]*[:：]"
    r"|(?P<close>[｝］])\s*$"
)
"""Marks of Chinese and Japanese type where YAML wants its own."""
_PLAIN = {"：": ": ", "，": ", ", "、": ", ", "｛": "{", "｝": "}", "［": "[", "］": "]"}


def other_type(stop: Stop) -> Problem | None:
    """Tell of marks of Chinese or Japanese type in the place of those of YAML."""
    if stop.mark is None:
        return None
    for number in (stop.mark.line, stop.mark.line - 1):
        line = stop.lines[number] if 0 <= number < len(stop.lines) else ""
        found = _OTHER_TYPE.search(line)
        if found is None:
            continue
        kind = found.lastgroup or 1
        mark, column = found[kind], found.start(kind) + 1
        where = stop.where()._replace(line=number + 1, column=column)
        strange = "of Chinese or Japanese type, and none to YAML"
        if kind == "space":
            return Problem(where, "yaml-key", f"this space is {strange}", "type a plain one")
        plain = _PLAIN[mark.strip()]
        message = f"'{mark.strip()}' is a mark {strange}"
        return Problem(where, "yaml-bracket", message, f"write '{plain}'", culprit=mark.strip())
    return None


def lost_key(stop: Stop) -> Problem | None:
    """Tell of a line whose key has no colon, or none that YAML sees, before its braces."""
    if "mapping values are not allowed" not in stop.words or stop.mark is None:
        return None
    found = _LINE_OPENS.match(stop.line)
    if found is None or found.end() > stop.mark.column or found[2].endswith(": "):
        return None
    return colon_lost(stop.where()._replace(column=found.start(1) + 1), found)


def colon_lost(where: Where, found: re.Match[str]) -> Problem:
    """A word right before a bracket, with no colon and space between them."""
    key, between, bracket = found.groups()
    lacks = f"'{key}' has no colon"
    if ":" in between:
        lacks = f"the colon behind '{key}' has no space after it"
    message = f"{lacks}, so it is no key"
    return Problem(where, "yaml-key", message, f"write '{key}: {bracket}'", culprit=key)


def no_value(stop: Stop) -> Problem | None:
    """Tell of a key in braces that has no value, or a question mark for one."""
    if (
        not re.search("unexpected ':'|expected (the )?node content", stop.words)
        or stop.mark is None
    ):
        return None
    at = stop.line[stop.mark.column :]
    key = _KEY_BEFORE.search(stop.line[: stop.mark.column])
    if at.startswith(":") and key:
        message = f"'{key[1]}' has no value"
        mend = "write the value, or remove the key"
        where = stop.where()._replace(column=key.start(1) + 1)
        return Problem(where, "empty-value", message, mend, culprit=key[1])
    if at.startswith("?"):
        message = "a text cannot begin with ?"
        return stop.problem("yaml-first-character", message, "put the whole text between quotes")
    return None


def closed_before(stop: Stop) -> Problem | None:
    """Tell of a bracket that none opened, and of text behind the one that closed a table."""
    if not _NO_KEY.search(stop.words) or stop.mark is None:
        return None
    here = stop.line[stop.mark.column : stop.mark.column + 1]
    before = stop.line[: stop.mark.column].rstrip()
    if here in ("}", "]"):
        message = f"this '{here}' closes nothing: no bracket is open"
        return stop.problem("yaml-bracket", message, "remove it")
    if here and not here.isspace() and before[-1:] in ("}", "]"):
        where = stop.where()._replace(column=len(before))
        message = f"this '{before[-1]}' closes what the line opened, but the line goes on"
        mend = "remove it, or put quotes around the text that it belongs to"
        return Problem(where, "yaml-bracket", message, mend, culprit=before[-1])
    return None


def mixed_list(stop: Stop) -> Problem | None:
    """Tell of a dash among keys, and of a key among the members of a list."""
    if _NO_KEY.search(stop.words) and stop.line.lstrip().startswith("- "):
        message = "this line begins with a dash, as members of a list do, but stands among keys"
        mend = "give it a key instead of the dash: 'key: ...'"
        return stop.problem("yaml-indent", message, mend)
    if "block collection" in stop.words:
        message = "this line stands among members of a list, but does not begin with a dash"
        mend = "begin it with '- ', or give it the indent of the key above the list"
        return stop.problem("yaml-indent", message, mend)
    return None


def next_key(stop: Stop) -> Problem | None:
    """A key in braces that follows a value without a comma, or a text that seems to hold a key."""
    if "flow mapping" not in stop.words or stop.mark is None or stop.context is None:
        return None
    behind = _KEY_BEFORE.search(stop.line[: stop.mark.column])
    ahead = _KEY_HERE.match(stop.line, stop.mark.column)
    found = behind if stop.line[stop.mark.column : stop.mark.column + 1] == ":" else ahead
    opening = stop.lines[stop.context.line]
    below = stop.mark.line > stop.context.line
    if found is None or (below and len(stop.indent) <= len(indent_of(opening))):
        return None  # the next line of the deck: the bracket was never closed
    key = found[1]
    return Problem(
        stop.where()._replace(column=found.start(1) + 1),
        "yaml-bracket",
        f"to YAML '{key}' is the next key in {{...}}, but no comma stands before it",
        f"write ', {key}: ', or put quotes around the text that holds '{key}:'",
        culprit=key,
    )


def broken_bracket(stop: Stop) -> Problem | None:
    """Tell of a table or list in brackets that YAML cannot read, in whatever way."""
    if "flow mapping" not in stop.words and "flow sequence" not in stop.words:
        return None
    pair = "{}" if "mapping" in stop.words else "[]"
    here = stop.line[stop.mark.column : stop.mark.column + 1] if stop.mark else ""
    if here in ("}", "]") and here != pair[1]:
        message = f"this '{here}' closes what '{pair[0]}' opened"
        return stop.problem("yaml-bracket", message, f"write '{pair[1]}' before it")
    if stop.mark and stop.context and stop.mark.line > stop.context.line:
        message = f"this '{pair[0]}' is not closed on its line, and the next line is no part of it"
        return stop.problem("yaml-bracket", message, f"write '{pair[1]}' at its end", stop.context)
    message = f"what begins here is not a well-formed {pair[0]}...{pair[1]}"
    mend = "close it, part its members by commas, and quote texts with , : { } [ ]"
    return stop.problem("yaml-bracket", message, mend, stop.context)
