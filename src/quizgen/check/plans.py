"""Plans: what a quiz asks for exists in the deck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.model import Deck, Plan, Selection
from quizgen.problems import Problem, Where, meant


def check_topics(deck: Deck) -> Iterator[Problem]:
    """The plan of a quiz takes questions from topics that the deck has.

    Why:  A slip in a topic would leave its questions out of the quiz.
    Bad:  from: {topic: [mony]}
    Good: from: {topic: [money]}
    Mend: write the topic as the facts have it.
    """
    topics = {str(fact.topic) for fact in deck.facts if fact.topic}
    for plan in deck.plans:
        yield from _unknown(plan.topics, topics, "topic", plan.id, plan.where)
        for selection, where in _selections(plan):
            yield from _unknown(selection.topics, topics, "topic", plan.id, where)


def check_kinds(deck: Deck) -> Iterator[Problem]:
    """The plan of a quiz takes questions of kinds that the deck has (see `unknown-kind`)."""
    for plan in deck.plans:
        for selection, where in _selections(plan):
            yield from _unknown(selection.kinds, deck.kinds, "kind", plan.id, where)


def _selections(plan: Plan) -> Iterator[tuple[Selection, Where]]:
    """Give what each part of a plan takes its facts from."""
    for part in (*plan.sections, plan.cards, plan.study):
        if part is not None:
            yield part.selection, part.where


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
