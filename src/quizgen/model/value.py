"""Values: what an author wrote in a field, its place, and when two of them may mean the same."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, overload

from quizgen.model.units import in_base_unit
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


@dataclass(slots=True, unsafe_hash=True)
class Amount:
    """A number, percentage, sum of money, quantity or duration, as the interval it allows.

    `$1 billion` is 10**9 to 10**9 USD; `over $500 million` has no upper end; `about` allows
    a tenth to each side. Frozen like all values, but by the type checker, here and in a moment:
    a guard at run time makes each take five times as long, and a deck may have a million.
    """

    text: Final[Text]
    low: Final[Decimal]
    high: Final[Decimal]
    middle: Final[Decimal]
    unit: Final[str] = ""
    qualified: Final[bool] = False

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True, unsafe_hash=True)
class Moment:
    """A year or a date, as the span of days it covers.

    `first` and `last` count days of a calendar whose months all have 32, so that any two
    compare, before Christ too; `parts` is (year, month, day) as far as the author gave them.
    """

    text: Final[Text]
    first: Final[int]
    last: Final[int]
    parts: Final[tuple[int, ...]]
    qualified: Final[bool] = False

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
        if "  " in text or not text.isprintable():  # a few have tabs or line breaks
            text = " ".join(text.split())
        return text.strip().lower()
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
    extent, other_extent = extent_of(one), extent_of(other)
    if extent is not None and other_extent is not None:
        return meet(extent, other_extent)
    return identity(one) == identity(other)


Extent = tuple[str, Decimal, Decimal]
"""What a number or date may be: its unit, or the calendar, and the least and the most."""
_CALENDAR = "calendar"


@overload
def extent_of(value: Amount | Moment) -> Extent: ...
@overload
def extent_of(value: Scalar) -> Extent | None: ...
def extent_of(value: Scalar) -> Extent | None:
    """Give the interval a number or date allows, in a unit that its likes share; else None.

    `1 km` and `1,000 m` have the same. A month is anything from 28 to 31 days.
    """
    match value:
        case Amount():
            unit, least, most = in_base_unit(value.unit)
            low = value.low * (least if value.low >= 0 else most)
            return unit, low, value.high * (most if value.high >= 0 else least)
        case Moment():
            return _CALENDAR, Decimal(value.first), Decimal(value.last)
        case _:
            return None


def meet(one: Extent, other: Extent) -> bool:
    """Tell whether two intervals have a value in common."""
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]


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
