"""Failures: why a template cannot be filled in, said in an author's words, not in Python's."""

from __future__ import annotations

import re
from collections.abc import Callable

_THINGS = {
    "Amount": "a number of the fact", "Moment": "a date of the fact", "Text": "a text of the fact",
    "Gap": "a gap", "Markup": "a formula", "Picture": "a picture", "Sound": "a sound",
    "int": "a number of the template", "float": "a number of the template",
    "str": "a text", "tuple": "a list", "list": "a list", "bool": "a condition",
}  # fmt: skip

_Say = Callable[[re.Match[str]], str]
_SAYINGS: tuple[tuple[str, _Say], ...] = (
    (
        r"unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'",
        lambda m: (
            f"{_thing(m[2])} and {_thing(m[3])} cannot be put together by '{m[1]}'; "
            "templates show values, and do not calculate"
        ),
    ),
    (
        r"can only concatenate (\w+) \(not \"(?:\w+\.)*(\w+)\"\) to",
        lambda m: f"{_thing(m[1])} and {_thing(m[2])} cannot be put together by '+'",
    ),
    (
        r"'(\S+)' not supported between instances of '(\w+)' and '(\w+)'",
        lambda m: f"{_thing(m[2])} and {_thing(m[3])} cannot be compared by '{m[1]}'",
    ),
    (r"bad operand type for unary (\S+): '(\w+)'", lambda m: f"'{m[1]}' stands before a value"),
    (
        r"(?:\w+\.<locals>\.)?(\w+)\(\) missing .*argument",
        lambda m: f"the filter '{m[1]}' wants more: {m[1]}('...')",
    ),
    (
        r"(?:\w+\.<locals>\.)?\w+\(\) (?:takes|got)",
        lambda _: "a filter has more in its brackets than it takes",
    ),
    (r"has no attribute '(\w+)'", lambda m: f"values have no parts, so '.{m[1]}' names nothing"),
    (r"object has no element (\S+)", lambda m: f"there is no member {m[1]} (they count from 0)"),
    (r"division|modulo by zero", lambda _: "something is divided by zero"),
    (r"arguments converted", lambda _: "a test wants a number, and this value is none"),
)
"""What Python says of a failure, and what we say instead."""

_OWN = re.compile(r"[a-z ,]+")
"""A plain sentence is ours: a filter says so what it cannot word."""


def explain_failure(error: Exception) -> str:
    """Say why a template cannot be filled in.

    >>> explain_failure(TypeError("'>' not supported between instances of 'Amount' and 'int'"))
    "a number of the fact and a number of the template cannot be compared by '>'"
    """
    words = str(error)
    for pattern, say in _SAYINGS:
        found = re.search(pattern, words)
        if found:
            return say(found)
    return words if _OWN.fullmatch(words) else "what it does with the fact's values cannot be done"


def _thing(name: str) -> str:
    return _THINGS.get(name, "a value")
