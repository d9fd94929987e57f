"""Gaps: a prompt as it is printed where not all that could be hidden is."""

from __future__ import annotations

from quizgen.model import Rich


def keep_gap(prompt: Rich, gap: int) -> Rich:
    """Give a prompt with one of its gaps alone, the others filled in."""
    return tuple(span if span.gap == gap else span._replace(gap=0, hint="") for span in prompt)
