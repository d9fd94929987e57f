"""Plans: what a quiz asks for exists in the deck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.model import Deck
from quizgen.problems import Problem, Where, meant


def check_selection(deck: Deck) -> Iterator[Problem]:
    """A plan takes questions from topics and kinds that the deck has.

    Bad:  from: {topic: [mony]}
    Good: from: {topic: [money]}
    """
    topics = {str(fact.topic) for fact in deck.facts if fact.topic}
    for plan in deck.plans:
        yield from _unknown(plan.topics, topics, "topic", plan.id, plan.where)
        for section in plan.sections:
            where = section.where
            yield from _unknown(section.selection.topics, topics, "topic", plan.id, where)
            yield from _unknown(section.selection.kinds, deck.kinds, "kind", plan.id, where)


def _unknown(
    names: Iterable[str], known: Iterable[str], sort: str, plan: str, where: Where
) -> Iterator[Problem]:
    allowed = set(known)
    for name in sorted(set(names) - allowed):
        yield Problem(
            where,
            f"unknown-{sort}",
            f"quiz '{plan}' names the {sort} '{name}', which no fact has",
            meant(name, allowed),
            culprit=name,
        )
