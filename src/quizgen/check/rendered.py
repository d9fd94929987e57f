"""Rendered prompts: where a value does not fit the place that its template gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.model import (
    OWN_WORDS,
    CardTemplate,
    Deck,
    Moment,
    Question,
    StateTemplate,
    Text,
    members,
    plain,
)
from quizgen.problems import Problem, Severity, Where

_FIRST = re.compile(r"\A\s*\{\{\s*(\w+)\s*\}\}")
_DAY_WANTED = {"en": ("on", "in"), "de": ("am", "im"), "nl": ("op", "in"), "pl": ("dnia", "w")}
"""Language -> what stands before a date with a day, and before one without."""


def check_lower_start(deck: Deck, questions: Sequence[Question]) -> Iterator[Problem]:
    """A sentence begins with a capital, whatever value begins it.

    Why:  "water boils at 100 °C." looks like a slip of whoever wrote it.
    Bad:  state: "{{ name }} boils at {{ point }}."
    Good: state: "{{ name | upper_first }} boils at {{ point }}."
    Mend: write `{{ name | upper_first }}`.
    Waive: where names begin with a small letter, even there.
    Severity: warning
    """
    told: set[Where] = set()
    for question, template, first in _with_pattern(deck, questions, _FIRST):
        shown = plain(question.prompt).lstrip()
        if not shown[:1].islower() or template.id.where in told:
            continue
        if shown.split()[0].islower():  # iPhone, eBay and mRNA are written so
            told.add(template.id.where)
            yield Problem(
                _text_of(template).where,
                "lower-case-start",
                f"template '{template.id}' begins with a small letter for fact '{question.fact}': "
                f"'{shown}'",
                f"write {{{{ {first[1]} | upper_first }}}}",
                Severity.WARNING,
                culprit=first[0].strip(),
                about=(question.where, template.id.where),
            )


def check_date_word(deck: Deck, questions: Sequence[Question]) -> Iterator[Problem]:
    """The word before a date fits its exactness: on 3 March 1793, in March 1793, in 1793.

    Why:  A template that is right for one fact reads wrongly for another, of
          whose date less is known.
    Bad:  state: "On {{ date }}, the king was tried.", and a fact with date: 1793-03
    Good: state: "The king was tried: {{ date }}."
    Mend: word the template such that any date fits, or let the fact skip it.
    Waive: where it reads well nevertheless.
    Severity: warning
    """
    wanted = _DAY_WANTED.get(deck.words.language[:2])
    if wanted is None:
        return
    before = re.compile(rf"\b({'|'.join(wanted)})\s+\{{\{{\s*(\w+)\b", re.IGNORECASE)
    facts = {str(fact.id): fact for fact in deck.facts}
    for question, template, found in _with_pattern(deck, questions, before):
        word, field = found.groups()
        wants_day = word.lower() == wanted[0]
        dates = members(facts[question.fact].fields.get(field, ()))
        if any(isinstance(each, Moment) and (len(each.parts) == 3) != wants_day for each in dates):
            lacks = "no day" if wants_day else "a day"
            yield Problem(
                question.where,
                "date-word",
                f"template '{template.id}' writes '{word}' before the {field} of fact "
                f"'{question.fact}', which has {lacks}: '{plain(question.prompt)}'",
                "word the template such that any date fits, or let the fact skip it",
                Severity.WARNING,
                culprit=question.fact,
                about=(question.where, template.id.where),
            )


def _with_pattern(
    deck: Deck, questions: Sequence[Question], pattern: re.Pattern[str]
) -> Iterator[tuple[Question, CardTemplate, re.Match[str]]]:
    """Give the questions of templates in whose text a pattern stands, one a fact and template."""
    found: dict[tuple[str, str], tuple[CardTemplate, re.Match[str]]] = {}
    for kind in deck.kinds.values():
        for template in kind.templates if kind.id not in OWN_WORDS else ():
            if isinstance(template, CardTemplate):
                match = pattern.search(_text_of(template))
                if match:
                    found[str(kind.id), str(template.id)] = template, match
    seen: set[tuple[str, str]] = set()
    for question in questions if found else ():
        known = found.get((question.kind, question.template))
        if known and question.fact and (question.fact, question.template) not in seen:
            seen.add((question.fact, question.template))
            yield question, *known


def _text_of(template: CardTemplate) -> Text:
    return template.state if isinstance(template, StateTemplate) else template.ask
