"""Quizzes: what was drawn for paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from quizgen.model.question import Reference, Rich
from quizgen.model.sheets import CutOut, StudyTable
from quizgen.model.words import Words

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters of an edition's code: none that a reader takes for another."""
CODE_LENGTH = 6


class Option(NamedTuple):
    """One option of a printed choice; `reason` says why a wrong one is wrong."""

    text: Rich
    right: bool
    reason: Rich = ()


@dataclass(frozen=True, slots=True)
class RecallTask:
    """Write the answer; the key also takes the `accepted` wordings."""

    answer: Rich
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChoiceTask:
    """Pick one of the options, in the order in which they are printed."""

    options: tuple[Option, ...]

    @property
    def right(self) -> int:
        """The index of the right option."""
        return next(i for i, option in enumerate(self.options) if option.right)


@dataclass(frozen=True, slots=True)
class SelectTask:
    """Pick all right ones of the options, in the order in which they are printed."""

    options: tuple[Option, ...]

    @property
    def right(self) -> tuple[int, ...]:
        """The indexes of the right options."""
        return tuple(i for i, option in enumerate(self.options) if option.right)


@dataclass(frozen=True, slots=True)
class GapTask:
    """Fill the one gap of the prompt; the key also takes the `accepted` wordings."""

    answer: Rich
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrueFalseTask:
    """Judge the prompt; of a false one, `correction` and `reason` say what would be right."""

    true: bool
    correction: Rich = ()
    reason: Rich = ()


class Pair(NamedTuple):
    """A fact's part in a match or an order, as printed: what is given, and what belongs to it.

    In an order, `answer` is the value that gives the place.
    """

    fact: str
    text: Rich
    answer: Rich
    note: str = ""
    sources: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchTask:
    """Find the right side of each left side; both in the order in which they are printed."""

    left: tuple[Pair, ...]
    right: tuple[Pair, ...]

    @property
    def key(self) -> tuple[int, ...]:
        """For each left side the index of its right side."""
        places = {pair.fact: i for i, pair in enumerate(self.right)}
        return tuple(places[pair.fact] for pair in self.left)


@dataclass(frozen=True, slots=True)
class OrderTask:
    """Put the entries in order; they are here in the order in which they are printed.

    `ranks` is for each its right place, from 1.
    """

    entries: tuple[Pair, ...]
    ranks: tuple[int, ...]


Task = RecallTask | ChoiceTask | SelectTask | GapTask | TrueFalseTask | MatchTask | OrderTask


class Asked(NamedTuple):
    """What a paper and its key say of a question beside its prompt; `id` leads back to it.

    No more of a question is kept: what was printed must not change when the facts do.
    """

    id: str
    fact: str
    template: str
    form: str
    scope: str = ""
    topic: str = ""
    note: str = ""
    sources: tuple[Reference, ...] = ()


class Item(NamedTuple):
    """A question as it stands on a paper: its number, what is printed and what is right.

    `space` is the room for an answer; empty is the form's own.
    """

    number: int
    question: Asked
    prompt: Rich
    task: Task
    space: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts it is about: one, or those of a match or an order as they are printed."""
        match self.task:
            case MatchTask(entries) | OrderTask(entries):
                return tuple(entry.fact for entry in entries)
            case _:
                return (self.question.fact,)


class Part(NamedTuple):
    """A printed section: items of one form, `points` each.

    `bank` are the words for its gaps, in the order in which they are printed; `columns` is how
    many options stand in a row, 0 as many as fit. `instructions` stand in place of our own.
    """

    form: str
    title: str
    points: int
    items: tuple[Item, ...]
    bank: tuple[Rich, ...] = ()
    columns: int = 0
    instructions: str = ""


class Paper(NamedTuple):
    """One version, `A` to `Z`; the letter is empty where there is only one."""

    letter: str
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items of all parts, in the order of their numbers."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def points(self) -> int:
        """All points of the paper."""
        return sum(part.points * len(part.items) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz ready to print. `code` is a hash of all that it says: the edition.

    Each paper is printed once for each of the profiles; the key as the first of them. `language`
    is that of the questions; our own lines may be in another, that of the words.
    There may be no papers, but cards to cut out or facts to study alone.
    """

    id: str
    deck_id: str
    title: str
    deck_title: str
    language: str
    instructions: str
    paper: str
    profiles: tuple[str, ...]
    words: Words
    papers: tuple[Paper, ...]
    code: str
    answer_sheet: bool = False
    practice: bool = False
    cut_out: CutOut | None = None
    study: tuple[StudyTable, ...] = ()
