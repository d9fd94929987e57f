"""Quizzes, notes and artifacts: what was drawn for paper, what Anki stores, what is written."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.model.deck import Words
from quizgen.model.question import Question, Rich


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a printed choice; `reason` says why a wrong one is wrong."""

    text: Rich
    right: bool
    reason: str = ""


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
class GapTask:
    """Fill the one gap of the prompt; the key also takes the `accepted` wordings."""

    answer: str
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrueFalseTask:
    """Judge the prompt; of a false one, `correction` and `reason` say what would be right."""

    true: bool
    correction: str = ""
    reason: str = ""


Task = RecallTask | ChoiceTask | GapTask | TrueFalseTask


@dataclass(frozen=True, slots=True)
class Item:
    """A question as it stands on a paper: its number, what is printed and what is right."""

    number: int
    question: Question
    prompt: Rich
    task: Task


@dataclass(frozen=True, slots=True)
class Part:
    """A printed section: items of one form, `points` each, with room to answer."""

    form: str
    title: str
    points: int
    space: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One version, `A` to `Z`; the letter is empty where there is only one."""

    letter: str
    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        """All points of the paper."""
        return sum(part.points * len(part.items) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz ready to print. `code` is a hash of all that was asked: the edition."""

    id: str
    title: str
    deck_title: str
    instructions: str
    paper: str
    words: Words
    papers: tuple[Paper, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Note:
    """A question bound for Anki, with the times that decide whether an import updates it.

    `modified` is in seconds, `created` in milliseconds since 1970; `key` is the question's id.
    """

    key: str
    question: Question
    modified: int
    created: int


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: its name below the output folder, and its bytes."""

    name: str
    content: bytes
