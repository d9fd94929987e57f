"""Formulas: what would not be set as its author meant, though no program refuses it."""

from __future__ import annotations

import re

from quizgen.load.amounts import Slip
from quizgen.model import Text

_MARKED = re.compile(
    r"\$\$(?P<a>[^$]+)\$\$|\$(?P<b>[^$]+)\$|\\\((?P<c>.+)\\\)|\\\[(?P<d>.+)\\\]", re.DOTALL
)
_PERCENT = re.compile(r"(?<!\\)%")
_DOLLAR = re.compile(r"(?<!\\)\$")
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
_NOTHING_BEHIND = re.compile(r"(?<!\\)[_^]\s*(?=$|[}_^])")
_TWICE = re.compile(r"(?<!\\)([_^])(?:\{[^{}]*\}|\\[A-Za-z]+|[^\\{}\s])\s*\1")


def misread_formula(text: Text) -> Slip | None:
    """Tell of marks around a formula, of a % that hides what follows, and of what lacks a part."""
    marked = _MARKED.fullmatch(text)
    if marked:
        meant = next(group for group in marked.groups() if group).strip()
        message = f"the formula '{text}' has marks around it, which learners would see"
        return Slip(message, f"write '{meant}'", meant)
    if _PERCENT.search(text):
        meant = _PERCENT.sub(r"\\%", text)
        message = f"in the formula '{text}' the % hides what follows, and is not shown itself"
        return Slip(message, f"write '{meant}'", meant)
    if _DOLLAR.search(text):
        return Slip(f"a $ stands in the formula '{text}'", "remove it; for the sign write '\\$'")
    wrong = _misplaced_brace(text)
    if wrong:
        return Slip(
            f"the formula '{text}' {wrong}", "write the brace that is missing, or remove it"
        )
    if _NOTHING_BEHIND.search(text):
        message = f"in the formula '{text}' nothing stands behind _ or ^"
        return Slip(message, "write what is raised or lowered: 'x^2'")
    if _TWICE.search(text):
        message = f"in the formula '{text}' the same is lowered or raised twice"
        return Slip(message, "group it with braces: 'a_{b_c}'")
    return None


def _misplaced_brace(text: str) -> str:
    depth = 0
    for found in _BRACE.finditer(text):
        depth += {"{": 1, "}": -1}.get(found[1] or "", 0)
        if depth < 0:
            return "closes a brace that none opened"
    return "does not close a brace" if depth else ""
