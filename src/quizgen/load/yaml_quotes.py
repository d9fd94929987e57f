"""Quotation marks that close a text too early, or too late."""

from __future__ import annotations

import re

from quizgen.load.yaml_stop import Stop
from quizgen.problems import Problem

_NEXT_KEY = re.compile(r"[\w.-]+:(?:\s|$)")


def closed_too_late(stop: Stop) -> Problem | None:
    """Tell of a quotation mark that swallowed lines, until another text opened."""
    quoted = stop.quoted
    if quoted is None or quoted.start.line == quoted.last_line:
        return None
    message = f"this quotation mark is closed only on line {quoted.last_line + 1}"
    mend = "close it where its text ends"
    return stop.problem("yaml-quote", message, mend, quoted.start)


def text_after_quote(stop: Stop) -> Problem | None:
    """Tell of a text that goes on behind the mark that closed it."""
    if stop.quoted is None or _NEXT_KEY.match(stop.line, stop.mark.column if stop.mark else 0):
        return None
    message = "text goes on after the closing quotation mark"
    mend = "put quotes around the whole text, and double those inside it"
    return stop.problem("yaml-quote", message, mend)
