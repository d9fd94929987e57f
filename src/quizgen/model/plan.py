"""Plans: quizzes as their author wants them, of which facts and how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from quizgen.model.blueprint import Blueprint, level_of
from quizgen.model.question import Question
from quizgen.model.template import SET_FORMS
from quizgen.model.words import Words
from quizgen.problems import Where

SET_SIZE, MIN_SIZE, MAX_SIZE = 5, 3, 12
"""Facts in a match or an order: where a section does not say how many, at least, at most.

Two are guessed too easily, and more than twelve fill a page.
"""

PAPERS = ("A4", "Letter")
PROFILES = ("regular", "large", "dyslexia")
"""For which eyes a paper is set; numbering and key are the same in all."""


DOCUMENTS = ("key", "practice", "sheet", "marking", "strips", "cards", "calibration", "study")
"""What is printed of a quiz beside its papers: the files are called by its id and one of these."""


class Selection(NamedTuple):
    """Which facts may be asked about, and by which templates; an empty set allows all."""

    topics: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    templates: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()

    def has(self, question: Question) -> bool:
        """Tell whether a question about one fact may be taken."""
        return self.has_fact(
            question.fact, question.topic, question.difficulty
        ) and self.has_template(question)

    def has_fact(self, fact: str, topic: str, difficulty: int | None) -> bool:
        """Tell whether a fact may be asked about, whatever its kind."""
        return (
            (not self.topics or topic in self.topics)
            and (not self.facts or fact in self.facts)
            and (not self.levels or level_of(difficulty) in self.levels)
        )

    def has_template(self, question: Question) -> bool:
        """Tell whether questions of a kind and a template may be asked."""
        return self.has_kind(question.kind) and (
            not self.templates or question.template in self.templates
        )

    def has_kind(self, kind: str) -> bool:
        """Tell whether facts of a kind may be asked about."""
        return not self.kinds or kind in self.kinds

    @property
    def names(self) -> list[str]:
        """List all that it names, sorted, for messages."""
        return sorted(self.topics | self.kinds | self.templates | self.facts | self.levels)


_ANYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a quiz: so many questions of one form, worth `points` each.

    `space` is the room for an answer: `2 lines`, `box` or `none`; `spaces` is that of single
    questions, by fact or template. `size` is how many facts a match or an order holds. `bank`: the
    words for the gaps stand above them. `columns` is how many options stand in a row, 0 as many
    as fit. `instructions` stand under its heading, in place of our own.
    """

    form: str
    count: int
    where: Where
    points: int = 1
    space: str = ""
    title: str = ""
    selection: Selection = _ANYTHING
    size: int = SET_SIZE
    bank: bool = False
    spaces: Mapping[str, str] = field(default_factory=dict)
    columns: int = 0
    instructions: str = ""

    def space_of(self, question: Question) -> str:
        """Give the room for an answer: the fact's, the template's, or that of all; or none said."""
        own = self.spaces.get(question.fact) or self.spaces.get(question.template)
        return own or self.space or question.space

    @property
    def is_set(self) -> bool:
        """Whether its facts depend on each other: those of a match, an order or a word bank."""
        return self.bank or self.form in SET_FORMS

    @property
    def facts(self) -> int:
        """How many facts it asks about."""
        return self.count * self.size if self.form in SET_FORMS else self.count


class CardPlan(NamedTuple):
    """Cards to cut out: of which facts and forms, and how they are printed (see `CutOut`)."""

    where: Where
    selection: Selection = _ANYTHING
    forms: tuple[str, ...] = ("recall", "cloze")
    per_page: int = 8
    fold: str = "long-edge"
    offset: tuple[float, float] = (0.0, 0.0)


class StudyPlan(NamedTuple):
    """A sheet of facts to learn from; `asked`: those that the quiz asks about, and no others."""

    where: Where
    selection: Selection = _ANYTHING
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A quiz as its author wants it: sections, bounds by topic, versions and a seed.

    Beside the papers there may be cards to cut out, a sheet of circles to fill for each version,
    and a sheet to study from; a plan may also want these alone.
    `words`: our own lines are in this language, where it is not the deck's.
    """

    id: str
    title: str
    sections: tuple[Section, ...]
    where: Where
    instructions: str = ""
    versions: int = 1
    seed: int = 1
    paper: str = "A4"
    profiles: tuple[str, ...] = PROFILES[:1]
    topics: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    cards: CardPlan | None = None
    answer_sheet: bool = False
    practice: bool = False
    study: StudyPlan | None = None
    words: Words | None = None
    blueprint: Blueprint = field(default_factory=Blueprint)
