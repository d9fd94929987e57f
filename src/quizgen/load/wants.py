"""Wants: what may stand under a key of a deck: texts, tables, numbers between bounds, words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from quizgen.model import GRIDS, MAX_SIZE, MIN_SIZE


class Wants(Enum):
    """What stands under a key, where it is no number and no word out of a few."""

    TEXT = auto()
    TEXTS = auto()  # one text, or a list of them
    ID = auto()
    FLAG = auto()
    SPACE = auto()  # room for an answer
    SPACES = auto()  # template or fact -> room for its answers
    ANKI = auto()
    BOUNDS = auto()  # topic -> fewest and most
    BY_FIELD = auto()  # field -> texts
    CARDS = auto()  # to cut out
    ANSWERS_BY_FIELD = auto()  # field -> values, or answer -> reason
    EVIDENCE = auto()
    DATE = auto()
    FACT_NAMES = auto()
    FACTS = auto()
    FIELD_NAMES = auto()
    FIELDS = auto()
    GENERAL = auto()  # the keys that any fact may carry
    KINDS = auto()
    KIND_NAMES = auto()
    MIX = auto()  # level -> share
    LEFT_OUT = auto()  # paragraph -> reasons, or words of it -> reason
    NAMES = auto()
    OFFSET = auto()  # two lengths
    PER_PAGE = auto()  # cards on a sheet
    QUIZZES = auto()
    REASONS = auto()  # rule -> reason
    SECTIONS = auto()
    SELECTION = auto()
    SHARE = auto()  # .3, or 30%
    SOURCE = auto()  # the id of a source
    SOURCES = auto()
    SPAN = auto()  # {from, to}
    STUDY = auto()
    TEMPLATE_NAMES = auto()
    TEMPLATES = auto()
    TOPIC = auto()
    TOPICS = auto()


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, bounds included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """One or more of a few words."""

    words: tuple[str, ...]


CARD_FORMS = ("recall", "typed", "choice", "select", "cloze")
FORGIVABLE = ("case", "accents")
SUBDECKS = ("topic",)
SUPPORT = ("found", "inferred")

PARAGRAPH = Whole(1, 1_000_000)
DIFFICULTY = Whole(1, 5)
VERSIONS = Whole(1, 26)
SEED = Whole(0, 10**9)
COUNT = Whole(1, 10_000)
POINTS = Whole(0, 1000)
COLUMNS = Whole(1, 4)
SIZE = Whole(MIN_SIZE, MAX_SIZE)
BOUND = Whole(0, COUNT.most)
WORDS = Whole(1, 1_000_000)

PER_PAGE_WORDS = " ".join(map(str, GRIDS))
OFFSET = r"[-+]?\d{1,2}(\.\d+)?( ?mm)?"
"""A length in millimetres, as a regular expression."""

SPACE = r"none|box|[1-9]\d? lines?"
"""The room for an answer, as a regular expression."""
SHARE = r"0?\.\d{1,4}|[01](\.0{1,4})?|\d{1,2}(\.\d{1,2})?%|100%"
"""A part of the whole, as a regular expression."""
PARAGRAPHS = r"([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?"
"""Paragraphs left out, as a regular expression: `3`, or `18-24`."""
