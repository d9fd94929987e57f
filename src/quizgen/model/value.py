"""Values: what an author wrote in a field, its place, and when two of them may mean the same."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from quizgen.problems import Where

_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | dict.fromkeys("‹›′‛", "'")
    | dict.fromkeys("‟", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff")  # seen by nobody: a soft hyphen, no spaces
)


class Text(str):
    """What an author wrote, letter for letter, and where it stands.

    Lines and columns count from 1. Every scalar of a deck is one: `No` is nobelium, not false.
    """

    __slots__ = ("column", "file", "line")

    file: str
    line: int
    column: int

    @property
    def where(self) -> Where:
        """The place of the first character."""
        return Where(self.file, self.line, self.column)

    @classmethod
    def at(cls, text: str, where: Where) -> Text:
        """Give a text a place, for what a deck says without writing it (a default)."""
        placed = cls(text)
        placed.file, placed.line, placed.column = where
        return placed


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, percentage, sum of money, quantity or duration, as the interval it allows.

    `$1 billion` is 10**9 to 10**9 USD; `over $500 million` has no upper end; `about` allows
    a tenth to each side.
    """

    text: Text
    low: Decimal
    high: Decimal
    middle: Decimal
    unit: str = ""
    qualified: bool = False

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Moment:
    """A year or a date, as the span of days it covers.

    `first` and `last` count days of a calendar whose months all have 32, so that any two
    compare, before Christ too; `parts` is (year, month, day) as far as the author gave them.
    """

    text: Text
    first: int
    last: int
    parts: tuple[int, ...]
    qualified: bool = False

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Markup:
    """A text that its author declared to be Markdown or mathematics."""

    text: Text
    language: Literal["markdown", "math"]

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or sound of the deck: its author's file name, and the name it travels under.

    `name` follows from the content alone: it tells no answer, and a changed file is a new one.
    """

    file: Text = field(compare=False)
    name: str
    content: bytes = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and in words what it shows: for those who cannot see it."""

    alt: Text
    media: Media

    def __str__(self) -> str:
        return self.alt


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of sound."""

    media: Media

    def __str__(self) -> str:
        return self.media.file


Scalar = Text | Amount | Moment | Markup | Picture | Sound
Value = Scalar | tuple[Scalar, ...]


def members(value: Value) -> tuple[Scalar, ...]:
    """Give the members of a list value, or the one value as a list of one."""
    return value if isinstance(value, tuple) else (value,)


def fold(text: str) -> str:
    """Fold what never tells two texts apart: case, spacing, curly quotes and kinds of dash.

    >>> fold("The  “Alliance” – 2019")
    'the "alliance" - 2019'
    """
    if text.isascii():
        return " ".join(text.split()).lower()
    flat = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return " ".join(flat.split()).casefold()


def may_agree(one: Value, other: Value) -> bool:
    """Tell whether both could be said of the same thing: the doubt that forbids a wrong answer.

    Amounts and dates agree when their intervals meet, pictures and sounds when they are the
    same file, texts when they fold to the same; lists when a member of one agrees with a
    member of the other.
    """
    if isinstance(one, tuple) or isinstance(other, tuple):
        return any(may_agree(a, b) for a in members(one) for b in members(other))
    match one, other:
        case Amount(), Amount():
            return one.unit == other.unit and one.low <= other.high and other.low <= one.high
        case Moment(), Moment():
            return one.first <= other.last and other.first <= one.last
        case ((Picture() | Sound()), (Picture() | Sound())):
            return one.media.name == other.media.name
        case _:
            return fold(str(one)) == fold(str(other))


def identity(value: Scalar) -> str:
    """Give what two values share exactly if they are written, or look, the same."""
    return value.media.name if isinstance(value, Picture | Sound) else fold(str(value))


def order_key(value: Value) -> Decimal | None:
    """Give the place of a number or date in its natural order; None where there is none."""
    match value:
        case Amount():
            return value.middle
        case Moment():
            return Decimal(value.first)
        case _:
            return None


def place_of(value: Value, otherwise: Where) -> Where:
    """Give the place where a value was written; `otherwise` where it keeps no place."""
    for member in members(value):
        match member:
            case Text():
                return member.where
            case Picture():
                return member.alt.where
            case Sound():
                return otherwise
            case _:
                return member.text.where
    return otherwise


def shown(value: Value) -> str:
    """Give a value as its author wrote it; members of a list joined by commas."""
    return ", ".join(str(member) for member in members(value))
