"""Questions: one template asked of one fact in one form, before anything is drawn by lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from quizgen.model.value import Media
from quizgen.problems import Where

SpanKind = Literal["text", "markdown", "math", "image", "sound"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of rich text: literal text, an author's Markdown or mathematics, media, or a gap.

    A gap holds what was blanked in `text`, its number (from 1) in `gap`, and a hint if there is
    one. The `text` of a picture says what it shows.
    """

    text: str
    kind: SpanKind = "text"
    gap: int = 0
    hint: str = ""
    media: Media | None = None


Rich = tuple[Span, ...]


def plain(rich: Sequence[Span], *, gap: str | None = None) -> str:
    """Give rich text as a string; `gap` stands for each blank where it is given."""
    if gap is None:
        return "".join([span.text for span in rich])
    return "".join([gap if span.gap else span.text for span in rich])


def exact(rich: Sequence[Span]) -> str:
    """Give rich text as a string that tells pictures and sounds apart: by their content."""
    return "".join([span.text if span.media is None else span.media.name for span in rich])


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A wrong answer with its proof: why it is wrong.

    `order` is its natural place among the options (None: it has none); `side` tells whether it
    lies below (-1) or above (1) the key.
    """

    text: Rich
    reason: str = ""
    order: Decimal | None = None
    side: int = 0


@dataclass(frozen=True, slots=True)
class Recall:
    """The learner produces the answer; `accepted` are other wordings a marker takes."""

    answer: Rich
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The learner picks the answer among wrong ones, at most 24, best first."""

    answer: Rich
    wrong: tuple[WrongAnswer, ...]
    order: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Cloze:
    """The prompt has gaps; `accepted` are other wordings of each, by the gap's number.

    `fields` are the blanked fields in their template's order, empty for an author's own clozes;
    `numbers` is what each was numbered once a lock has been asked.
    """

    accepted: Mapping[int, tuple[str, ...]]
    fields: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Falsehood:
    """The statement made false: what it says instead, what would be right, and why."""

    statement: Rich
    wrong: str
    right: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """The prompt is a true statement; `falsehoods` are its false versions, best first."""

    falsehoods: tuple[Falsehood, ...]


Response = Recall | Choice | Cloze | TrueFalse


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as readers see it: its name, and where in it the fact stands."""

    name: str
    locator: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `id` is deck/fact/template/form and never depends on wording or order.

    `retired` says why it is asked no more; such questions only reach learners who have them.
    """

    id: str
    deck: str
    fact: str
    kind: str
    template: str
    form: str
    prompt: Rich
    response: Response
    where: Where
    scope: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    hint: str = ""
    sources: tuple[Reference, ...] = ()
    difficulty: int | None = None
    retired: str = ""
