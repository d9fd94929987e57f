"""Barred: what editions asked before, and what had ended by the date of a quiz."""

from __future__ import annotations

import re
from collections.abc import Callable

from quizgen.model import Deck, Moment, Plan, Rich, plain

_PAST = re.compile(r"\b(was|were|did|had)\b", re.IGNORECASE)
"""Words of a question in the past tense; what lacks them is taken for present."""

Bar = Callable[[str, Rich], str]
DATE, EDITION = "as_of", "exclude"


def find_bar(deck: Deck, plan: Plan) -> Bar:
    """Give what names the demand that keeps out a fact, asked about in some words, if one does."""
    day = plan.blueprint.as_of
    ended = (
        {str(fact.id) for fact in deck.facts if _has_ended(fact.valid[1], day)} if day else set()
    )

    def bar(fact: str, prompt: Rich) -> str:
        if fact in plan.blueprint.excluded:
            return EDITION
        if fact in ended and not _PAST.search(plain(prompt)):
            return DATE
        return ""

    return bar


def _has_ended(end: object, day: Moment) -> bool:
    return isinstance(end, Moment) and end.last < day.first
