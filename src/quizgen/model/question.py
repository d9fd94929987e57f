"""Questions: one template asked of one fact in one form, before anything is drawn by lot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from itertools import groupby
from typing import Literal, NamedTuple

from quizgen.model.value import Media, Value
from quizgen.problems import Where

SpanKind = Literal["text", "markdown", "math", "image", "sound"]


class Span(NamedTuple):
    """A piece of rich text: literal text, an author's Markdown or mathematics, media, or a gap.

    A gap holds what was blanked in `text`, its number (from 1) in `gap`, and a hint if there is
    one. The `text` of a picture says what it shows. A named tuple, like `Fact`, for speed.
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
        return rich[0].text if len(rich) == 1 else "".join([span.text for span in rich])
    return "".join([gap if span.gap else span.text for span in rich])


def say_rich(rich: Sequence[Span]) -> Rich:
    r"""Give rich text to be quoted in a line: formulas, and all else as bare text.

    >>> say_rich([Span("Is "), Span("x^2", "math"), Span(" a ", "markdown"), Span("square?")])[2]
    Span(text=' a square?', kind='text', gap=0, hint='', media=None)
    """
    if not any(span.kind == "math" for span in rich):  # as in most
        return (Span(plain(rich)),)
    pieces: list[Span] = []
    for formula, spans in groupby(rich, key=lambda span: span.kind == "math"):
        if formula:
            pieces += (Span(span.text, "math") for span in spans)
        else:
            pieces.append(Span("".join(span.text for span in spans)))
    return tuple(pieces)


def join_wordings(answer: Sequence[Span], accepted: Iterable[str], between: str) -> Rich:
    r"""Give other right wordings as one rich text: those of a formula are formulas.

    >>> join_wordings([Span("x^2", "math")], [r"x \cdot x"], "; ")
    (Span(text='x \\cdot x', kind='math', gap=0, hint='', media=None),)
    """
    formula = any(span.kind == "math" for span in answer)
    pieces: list[Span] = []
    for wording in accepted:
        pieces += [Span(between)] if pieces else []
        pieces.append(Span(wording, "math") if formula else Span(wording))
    return tuple(pieces)


def exact(rich: Sequence[Span]) -> str:
    """Give rich text as a string that tells pictures and sounds apart: by their content."""
    return "".join([span.text if span.media is None else span.media.name for span in rich])


MANY_ALIKE = 12
"""Wrong answers that look like the key, where no others are wanted."""


class Tier(IntEnum):
    """How good a wrong answer is: those of a better tier are taken first."""

    CHOSEN = 0
    """An author gave it for this fact, or as a name that is easily confused."""
    ALIKE = 1
    """Other facts have it in the field asked for, and it looks like the key."""
    UNLIKE = 2
    """Other facts have it in the field asked for, but it is much longer or shorter."""
    LENT = 3
    """Facts of other kinds have it."""
    MADE_UP = 4
    """A number that no fact has."""


class WrongAnswer(NamedTuple):
    """A wrong answer with its proof: why it is wrong.

    `order` is its natural place among the options (None: it has none), `place` that among all
    values of its field; `weight` tells how many facts nearby have it.
    """

    text: Rich
    reason: Rich = ()
    order: Decimal | None = None
    tier: Tier = Tier.CHOSEN
    weight: int = 1
    place: Decimal = Decimal(0)


class Stretch(NamedTuple):
    """Places from `first` up to `end`, and the key's own, `place`.

    `size` counts the values there if each is right once; else it is 0.
    """

    first: Decimal = Decimal("-Infinity")
    end: Decimal = Decimal("Infinity")
    place: Decimal = Decimal(0)
    size: int = 0


EVERYWHERE = Stretch()
"""The stretch of values that follow no order, or that are right too often for one."""


class Recall(NamedTuple):
    """The learner produces the answer; `accepted` are other wordings a marker takes.

    `listed`: all members of a list are wanted, too much for a card.
    """

    answer: Rich
    accepted: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The learner picks the answer among wrong ones, at most 24, best first.

    `stretch` is where the values lie that share their options.
    """

    answer: Rich
    wrong: tuple[WrongAnswer, ...]
    order: Decimal | None = None
    stretch: Stretch = EVERYWHERE


class RightAnswer(NamedTuple):
    """One of several right answers; `order` is its natural place (None: it has none)."""

    text: Rich
    order: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Select:
    """The learner picks all right answers, in the author's order, among wrong ones, best first."""

    right: tuple[RightAnswer, ...]
    wrong: tuple[WrongAnswer, ...]


class Fill(NamedTuple):
    """What a gap hides, under all its names, and all that any fact says would be right there.

    `sort` tells what stands for things of the same sort, so that grammar rules none of them out.
    """

    own: tuple[Value, ...]
    right: tuple[Value, ...]
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Cloze:
    """The prompt has gaps; `accepted` are other wordings of each, by the gap's number.

    `fills` is by gap what a word bank must know; only decks that plan one have it.
    `fields` are the blanked fields in their template's order, empty for an author's own clozes;
    `numbers` is what each was numbered once a lock has been asked.
    """

    accepted: Mapping[int, tuple[str, ...]]
    fields: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    fills: Mapping[int, Fill] = field(default_factory=dict)


class Falsehood(NamedTuple):
    """The statement made false: what it says instead, what would be right, and why."""

    statement: Rich
    wrong: str
    right: Rich
    reason: Rich = ()


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """The prompt is a true statement; `falsehoods` are its false versions, best first."""

    falsehoods: tuple[Falsehood, ...]


class Reference(NamedTuple):
    """A source as readers see it: its name, and where in it the fact stands."""

    name: str
    locator: str = ""
    url: str = ""


class Entry(NamedTuple):
    """A fact's part in a question about several: its two sides, as printed and as meant.

    `text` is what is given: the left side of a match, the thing to put in order; `answer` is what
    belongs to it: the right side, the value that gives the order. `means` and `right` are all
    that the two stand for, other names too; `rivals` is what another account says instead.
    `asked`: it may be drawn; if not, it only tells what is true.
    """

    fact: str
    text: Rich
    answer: Rich
    means: tuple[Value, ...]
    right: tuple[Value, ...]
    where: Where
    rivals: tuple[Value, ...] = ()
    order: Decimal | None = None
    scope: str = ""
    topic: str = ""
    note: str = ""
    sources: tuple[Reference, ...] = ()
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """The learner finds for each left side the right side that belongs to it.

    The entries are all there are; compose draws some, such that only one way is right. A wrong
    right side is never added, so no answer need be complete: that a pairing unknown to the deck
    be true as well hurts only if a whole circle of them is.
    """

    entries: tuple[Entry, ...]
    scoped: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """The learner puts entries in order, least or earliest first; compose draws some of them.

    `scoped`, here and in a match: the scope that all share stands on a line of its own.
    """

    entries: tuple[Entry, ...]
    scoped: bool = True


Response = Recall | Choice | Select | Cloze | TrueFalse | Match | Order


class Question(NamedTuple):
    """One question; `id` is deck/fact/template/form and never depends on wording or order.

    A question about several facts has no `fact`; in its id the kind stands instead.
    `retired` says why it is asked no more; such questions only reach learners who have them.
    `space` is the room that its answer wants on paper.
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
    space: str = ""
