"""Templates: what they print is free of traces that a template went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.model import AskTemplate, Deck, Fact, Question, Template, Text, members, plain
from quizgen.problems import Problem

_TRACES = ("{{", "}}", "{%", "%}", "[]", "()", "  ", " ,", " .", " ?", ",,")
_WORDS = re.compile(r"\b(None|nan|undefined)\b")


def check_residue(deck: Deck, questions: Sequence[Question]) -> Iterator[Problem]:
    """A rendered prompt holds no trace of its template: braces, `None`, doubled spaces.

    What a fact's own values hold is theirs, and never reported.

    Why:  Learners would take the trace for a part of the question.
    Bad:  "Who  led {{ '{{' }}company?"
    Good: "Who led {{ company }}?"
    Mend: look at conditions and spaces in the template.
    """
    facts = {str(fact.id): fact for fact in deck.facts}
    reported: set[tuple[str, str]] = set()
    for question in questions:
        if question.kind in ("card", "cloze"):
            continue
        text = plain(question.prompt)
        fact = facts[question.fact]
        template = _template(deck, fact, question.template)
        trace = _trace(text, fact, template)
        if trace and (question.kind, question.template) not in reported:
            reported.add((question.kind, question.template))
            name = "two spaces in a row" if trace == "  " else f"'{trace}'"
            yield Problem(
                _text(template).where,
                "residue",
                f"template '{question.template}' prints {name} for fact "
                f"'{question.fact}': {text!r}",
                "mend the template",
            )


def _trace(text: str, fact: Fact, template: Template) -> str:
    found = [trace for trace in _TRACES if trace in text]
    word = _WORDS.search(text)
    if word and word.group() not in _text(template):
        found.append(word.group())
    if not found:
        return ""
    values = [str(member) for value in fact.fields.values() for member in members(value)]
    values += [str(each) for each in (fact.scope, fact.hedge, fact.topic) if each]
    masked = text
    for value in sorted(values, key=len, reverse=True):
        masked = masked.replace(value, "x")  # a value "?" after a space is no trace
    return next((t for t in found if t in masked and not any(t in value for value in values)), "")


def _template(deck: Deck, fact: Fact, name: str) -> Template:
    templates = (*deck.kinds[fact.kind].templates, *fact.templates)
    return next(template for template in templates if template.id == name)


def _text(template: Template) -> Text:
    return template.ask if isinstance(template, AskTemplate) else template.state
