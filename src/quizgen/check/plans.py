"""Plans: what a quiz asks for exists in the deck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from quizgen.model import DOCUMENTS, PROFILES, Deck, Plan, Selection, Text
from quizgen.problems import Problem, Where, meant

_LACK: Mapping[str, str] = {
    "topic": "no fact has",
    "kind": "no fact has",
    "template": "the deck lacks",
    "fact": "the deck lacks",
}


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


def check_templates(deck: Deck) -> Iterator[Problem]:
    """The plan of a quiz names templates that the deck has (see `unknown-template`)."""
    own = chain.from_iterable(fact.templates for fact in deck.facts)
    of_kinds = chain.from_iterable(kind.templates for kind in deck.kinds.values())
    known = {str(template.id) for template in chain(own, of_kinds)}
    for plan in deck.plans:
        for selection, where in _selections(plan):
            yield from _unknown(selection.templates, known, "template", plan.id, where)


def check_named_facts(deck: Deck) -> Iterator[Problem]:
    """Facts that a plan asks about, or that a fact calls its enemies, are in the deck.

    Why:  A slip in an id would leave a fact out of the quiz, or let it stand beside an enemy.
    Bad:  enemies: [fuond-2019]
    Good: enemies: [found-2019]
    Mend: write the id as the fact has it.
    """
    known = {str(fact.id) for fact in deck.facts}
    for plan in deck.plans:
        for selection, where in _selections(plan):
            yield from _unknown(selection.facts, known, "fact", plan.id, where)
    for fact in deck.facts:
        for enemy in fact.enemies:
            if enemy not in known:
                yield Problem(
                    enemy.where,
                    "unknown-fact",
                    f"fact '{fact.id}' has an enemy '{enemy}', which is no fact",
                    meant(enemy, known),
                    culprit=enemy,
                )
            elif enemy == fact.id:
                yield Problem(
                    enemy.where,
                    "unknown-fact",
                    f"fact '{fact.id}' calls itself an enemy",
                    "name another fact: no paper asks about one twice anyhow",
                    culprit=enemy,
                )


def check_file_names(deck: Deck) -> Iterator[Problem]:
    """A quiz is not named like a document of another quiz.

    Why:  Both would be written into one file, and one of them be lost.
    Bad:  quizzes: {seas: ..., seas-cards: ...}
    Good: quizzes: {seas: ..., cards-of-seas: ...}
    Mend: give one of them another name.
    """
    taken = {
        f"{plan.id}-{document}": plan for plan in deck.plans for document in (*DOCUMENTS, *PROFILES)
    }
    for plan in deck.plans:
        other = taken.get(plan.id)
        if other is not None:
            yield Problem(
                plan.where,
                "quiz-name-taken",
                f"quiz '{plan.id}' is named like a document of the quiz '{other.id}'",
                "rename one of them",
                related=(other.where,),
            )


def _selections(plan: Plan) -> Iterator[tuple[Selection, Where]]:
    """Give what each part of a plan takes its facts from."""
    for part in (*plan.sections, plan.cards, plan.study):
        if part is not None:
            yield part.selection, part.where


def check_spaces(deck: Deck) -> Iterator[Problem]:
    """A section gives room to the answers of templates and facts that the deck has.

    Why:  A slip in a name would leave its answers as little room as the others.
    Bad:  spaces: {wyh: 4 lines}
    Good: spaces: {why: 4 lines}
    Mend: write the id of a template or of a fact.
    """
    for plan in deck.plans:
        for section in plan.sections:
            known = _askable(deck) if section.spaces else frozenset()
            for name in sorted(section.spaces.keys() - known):
                yield Problem(
                    section.where,
                    "unknown-space",
                    f"quiz '{plan.id}' gives room to '{name}', which is no template and no fact",
                    meant(name, known),
                    culprit=name,
                )


def _askable(deck: Deck) -> frozenset[str]:
    """Give the ids of all templates and facts."""
    found = {str(template.id) for kind in deck.kinds.values() for template in kind.templates}
    for fact in deck.facts:
        found.update((str(fact.id), *(str(template.id) for template in fact.templates)))
    return frozenset(found)


def _unknown(
    names: Iterable[str], known: Iterable[str], sort: str, plan: str, where: Where
) -> Iterator[Problem]:
    allowed = set(known)
    for name in sorted(set(names) - allowed):
        yield Problem(
            name.where if isinstance(name, Text) else where,
            f"unknown-{sort}",
            f"quiz '{plan}' names the {sort} '{name}', which {_LACK[sort]}",
            meant(name, allowed) or "remove it",
            culprit=name,
        )
