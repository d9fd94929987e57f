"""Card cues: what each card without options shows, and what it wants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from quizgen.model import (
    AskTemplate,
    Cloze,
    Deck,
    Fact,
    Kind,
    Question,
    Recall,
    Template,
    plain,
)

GAP = "[...]"
"""What a card shows in place of what is asked for."""
LIST = "list"
"""Stands for the type of an answer that is a list, of which any member will do."""


class CardCue(NamedTuple):
    """One card: what it shows, and what the learner has to produce.

    `gap` is the number of the gap asked for, 0 where there is none. `type` is that of the field
    asked for, empty where the answer is a text of its own. `optional`: there is a question of the
    same prompt with options.
    """

    question: Question
    fact: Fact
    shown: str
    answer: str
    gap: int
    type: str
    optional: bool

    @property
    def stem(self) -> str:
        """What it shows, as rules about prompts call it."""
        return self.shown


def card_cues(deck: Deck, questions: Sequence[Question]) -> Iterator[CardCue]:
    """Give the cues of all questions that become cards without options, in their order.

    A typed question replaces its recall, so that each card is looked at once.
    """
    facts: dict[str, Fact] = {fact.id: fact for fact in deck.facts}
    typed = {(q.fact, q.template) for q in questions if q.form == "typed"}
    typed = typed if "typed" in deck.anki.forms else set()
    optional = {(q.fact, q.template) for q in questions if q.form in ("choice", "select")}
    types = _Types(deck.kinds)
    for question in questions:
        if question.form not in deck.anki.forms or not question.fact:
            continue
        fact, name = facts[question.fact], (question.fact, question.template)
        match question.response:
            case Recall(answer, listed=False):
                if question.form == "typed" or name not in typed:
                    shown = plain(question.prompt)
                    answer_type = types.of_answer(fact, question.template)
                    yield CardCue(
                        question, fact, shown, plain(answer), 0, answer_type, name in optional
                    )
            case Cloze() as cloze:
                yield from _gap_cues(question, fact, cloze, types)
            case _:
                pass


def _gap_cues(question: Question, fact: Fact, cloze: Cloze, types: _Types) -> Iterator[CardCue]:
    """Give a card a gap, as it is shown: the other gaps filled in."""
    for number in cloze.accepted:
        shown = "".join([GAP if s.gap == number else s.text for s in question.prompt])
        answer = " / ".join([span.text for span in question.prompt if span.gap == number])
        gap_type = types.of_field(fact, cloze.fields[number - 1]) if cloze.fields else "text"
        yield CardCue(question, fact, shown, answer, number, gap_type, optional=False)


class _Types:
    """Tells the types of answers; remembers which field answers a kind's template."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = kinds
        self._answers: dict[tuple[str, str], str] = {
            (kind.id, str(template.id)): str(template.answer)
            for kind in kinds.values()
            for template in kind.templates
            if isinstance(template, AskTemplate)
        }

    def of_answer(self, fact: Fact, template: str) -> str:
        """Give the type of what answers a template; empty where no field does."""
        own = [_answer(each) for each in fact.templates if each.id == template]
        field = own[0] if own else self._answers.get((fact.kind, template), "")
        return self.of_field(fact, field)

    def of_field(self, fact: Fact, field: str) -> str:
        """Give the type of a field."""
        if isinstance(fact.fields.get(field), tuple):
            return LIST
        known = self._kinds[fact.kind].fields.get(field)
        return "" if known is None else str(known.type)


def _answer(template: Template) -> str:
    return str(template.answer) if isinstance(template, AskTemplate) else ""
