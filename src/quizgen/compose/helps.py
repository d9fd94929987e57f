"""Helps: which facts would help with what a plan demands in vain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.compose.demands import Demand, Sort
from quizgen.compose.unasked import ALLOW_WRONG, OFFERING, selects
from quizgen.model import Deck, Fact, Plan, Question

_NAMED = 3
"""Facts named in a message."""


def find_helps(
    deck: Deck, questions: Sequence[Question], plan: Plan, core: Sequence[Demand]
) -> list[str]:
    """Say which facts would help against a contradiction, if they were other than they are."""
    return list(dict.fromkeys(_helps(deck, questions, plan, core)))


def _helps(
    deck: Deck, questions: Sequence[Question], plan: Plan, core: Sequence[Demand]
) -> Iterator[str]:
    live = [fact for fact in deck.facts if fact.retired is None]
    for demand in core:
        match demand.sort:
            case Sort.SECTION:
                section = plan.sections[int(demand.name)]
                asked = {each.fact for each in questions if each.form == section.form}
                silent = [f for f in live if selects(section, f) and f.id not in asked]
                if silent:
                    yield f"let templates ask a {section.form} question of {_name(silent)}"
                    if section.form in OFFERING:
                        yield ALLOW_WRONG
            case Sort.TOPIC_LEAST:
                untold = [fact for fact in live if fact.topic is None]
                if untold:
                    yield f"give {_name(untold)} a topic"
            case Sort.LEVEL_LEAST:
                unsaid = [fact for fact in live if fact.difficulty is None]
                if unsaid and demand.name != "medium":
                    yield f"give {_name(unsaid)} a difficulty"
            case _:
                pass


def _name(facts: Sequence[Fact]) -> str:
    """Name a few facts, and count the others."""
    names = ", ".join(f"'{fact.id}'" for fact in facts[:_NAMED])
    more = len(facts) - _NAMED
    return f"{names} and {more} more" if more > 0 else names
