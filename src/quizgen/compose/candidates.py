"""Candidates: the questions that a section may hold, with all that a plan can demand of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from quizgen.compose.barred import Bar
from quizgen.compose.lots import Lots
from quizgen.compose.sound import is_heard
from quizgen.compose.tasks import count_words
from quizgen.model import (
    BUILT_IN_TYPES,
    MIDDLE,
    Deck,
    Fact,
    Question,
    Section,
    Text,
    identity,
    level_of,
    members,
)

OWN_WORDS_KINDS = frozenset({"card", "cloze"})
"""Built-in kinds whose facts bring all the words: their questions share no template."""


class Traits(NamedTuple):
    """What a plan can demand of a question, or of an entry of a match or an order.

    `template` and `subject` are empty where no limit counts it.
    """

    fact: str
    topic: str
    level: str
    difficulty: int
    subject: str
    template: str = ""
    words: int = 0


class Candidate(NamedTuple):
    """A question about one fact; `number` is its own, `barred` names what keeps it out."""

    question: Question
    traits: Traits
    number: int
    barred: str = ""


class Curator:
    """Knows the facts of a deck as plans see them: their subjects and difficulties."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.facts: Mapping[str, Fact] = {str(fact.id): fact for fact in deck.facts}
        self._canonical = {
            (str(vocabulary), identity(other)): identity(name.name)
            for vocabulary, names in deck.names.items()
            for name in names.values()
            for other in name.aka
        }
        self._subjects: dict[str, str] = {}
        self._subject_fields = {
            kind.id: [
                (str(field.name), str(field.type))
                for field in kind.fields.values()
                if field.type not in BUILT_IN_TYPES
            ]
            for kind in deck.kinds.values()
        }

    def traits(
        self,
        fact_id: str,
        topic: str,
        difficulty: int | None,
        *,
        template: str = "",
        words: int = 0,
    ) -> Traits:
        """Tell what plans can demand of a question about a fact."""
        subject = self.subject(self.facts[fact_id]) if fact_id in self.facts else ""
        level = level_of(difficulty)
        return Traits(fact_id, topic, level, difficulty or MIDDLE, subject, template, words)

    def difficulty(self, fact_id: str) -> int | None:
        """Give the difficulty that a fact says it has."""
        return self.facts[fact_id].difficulty if fact_id in self.facts else None

    def subject(self, fact: Fact) -> str:
        """Name what a fact is about: its first value of a vocabulary, under its own name.

        A fact without one is a subject of its own, which no limit counts.
        """
        if fact.id not in self._subjects:
            self._subjects[fact.id] = self._name_subject(fact)
        return self._subjects[fact.id]

    def _name_subject(self, fact: Fact) -> str:
        for field, vocabulary in self._subject_fields.get(Text(fact.kind), ()):
            if field in fact.fields:
                names = (identity(member) for member in members(fact.fields[field]))
                known = (self._canonical.get((vocabulary, name), name) for name in names)
                return "\0".join((vocabulary, *known))
        return ""


def template_of(question: Question) -> str:
    """Name the template as limits count it; give nothing for words of the fact's own."""
    if question.kind in OWN_WORDS_KINDS:
        return ""
    return f"{question.kind}/{question.template}"


def find_candidates(
    questions: Iterable[Question],
    section: Section,
    curator: Curator,
    *,
    lots: Lots,
    number: Mapping[str, int],
    bar: Bar,
    weigh: bool,
) -> tuple[Candidate, ...]:
    """Find what fits a section, in drawn order; `weigh`: count the words that are read."""
    fitting = [question for question in questions if fits(question, section)]
    return tuple(
        Candidate(
            question,
            curator.traits(
                question.fact,
                question.topic,
                question.difficulty,
                template=template_of(question),
                words=count_words(question, lots) if weigh else 0,
            ),
            number[question.id],
            bar(question.fact, question.prompt),
        )
        for question in lots.shuffle(fitting, lambda each: each.id, "select")
    )


def fits(question: Question, section: Section) -> bool:
    """Tell whether a section could ask a question about one fact on paper."""
    return (
        question.form == section.form and section.selection.has(question) and not is_heard(question)
    )


def allowed(candidates: Sequence[Candidate], bars: frozenset[str]) -> tuple[Candidate, ...]:
    """Leave out what one of these demands bars."""
    return tuple(each for each in candidates if each.barred not in bars)
