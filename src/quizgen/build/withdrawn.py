"""Withdrawn: questions that learners have and the deck asks no more, asked once again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from quizgen.ask import ask_questions
from quizgen.model import AskTemplate, Deck, Fact, Question, StateTemplate, Template

Forms = Mapping[str, tuple[str, ...]]
"""Lasting ids of templates -> the forms in which they are asked no more."""


def ask_withdrawn(deck: Deck, lost: Iterable[str]) -> tuple[Question, ...]:
    """Ask what a fact now skips, or a template no longer has as a form; the rest is not there.

    `lost` are ids of questions. What cannot be asked any more gives none.
    """
    wanted = set(lost)
    found: defaultdict[str, set[str]] = defaultdict(set)
    facts: set[str] = set()
    for _, fact, template, form in (key.split("/") for key in wanted):
        facts.add(fact)
        found[template].add(form)
    forms = {template: tuple(sorted(names)) for template, names in found.items()}
    again = replace(
        deck,
        facts=tuple(_unskipped(fact, forms) for fact in deck.facts if fact.lasting_id in facts),
        kinds={
            name: kind._replace(templates=_reformed(kind.templates, forms))
            for name, kind in deck.kinds.items()
        },
    )
    return _only(ask_questions(again)[0], wanted) if again.facts else ()


def _unskipped(fact: Fact, forms: Forms) -> Fact:
    return fact._replace(skip=(), templates=_reformed(fact.templates, forms))


def _reformed(templates: Iterable[Template], forms: Forms) -> tuple[Template, ...]:
    """Keep the templates concerned, with the forms they had."""
    return tuple(
        replace(each, forms=forms[each.lasting_id])
        for each in templates
        if isinstance(each, AskTemplate | StateTemplate) and each.lasting_id in forms
    )


def _only(questions: Iterable[Question], wanted: Set[str]) -> tuple[Question, ...]:
    return tuple(each for each in questions if each.id in wanted)
