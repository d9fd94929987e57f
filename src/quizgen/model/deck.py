"""The deck: its facts with their kinds, names, sources and plans, as the author meant them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from quizgen.model.fact import Fact
from quizgen.model.plan import Plan
from quizgen.model.source import Source
from quizgen.model.template import Template
from quizgen.model.value import Media, Text
from quizgen.model.wording import Wording
from quizgen.model.words import Words
from quizgen.problems import Where

BUILT_IN_TYPES = frozenset(
    ("text", "markdown", "math", "quote", "number", "percent", "money", "quantity", "year", "date",
     "duration", "url", "image", "sound")
)  # fmt: skip
"""Field types with a reading of their own; any other type name is a vocabulary of the deck."""


class Name(NamedTuple):
    """A member of a vocabulary: its other names, and those it is easily confused with."""

    name: Text
    aka: tuple[Text, ...] = ()
    near: tuple[Text, ...] = ()


class Field(NamedTuple):
    """A field that facts of a kind have: its type, and whether a fact may leave it out."""

    name: Text
    type: Text
    optional: bool = False


class Kind(NamedTuple):
    """What facts of one sort have in common.

    `complete`: what the deck lacks is false. `volatile`: what the facts say changes with time.
    """

    id: Text
    fields: Mapping[str, Field]
    templates: tuple[Template, ...]
    complete: bool = False
    volatile: bool = False


class AnkiSettings(NamedTuple):
    """What the deck wants of Anki: the deck's name there, and which forms become cards.

    `forgive`: what a typed answer may get wrong, `case` or `accents`; `subdecks`: what decks
    below the deck are made by, `topic` or nothing; `style`: the deck's own CSS, which follows ours.
    """

    deck_name: Text
    forms: tuple[str, ...] = ("recall", "typed", "cloze")
    forgive: tuple[str, ...] = ()
    subdecks: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """All that one deck says, facts in the order of their files and lines.

    `media` are the pictures and sounds that its facts use, by the names they travel under.
    `wording`: what rules look for in the deck's language; None where nothing is known of it.
    `whole`: all of its parts could be read. `unread_plans` names those left alone, because another
    was asked for.
    """

    id: str
    title: str
    words: Words
    kinds: Mapping[str, Kind]
    facts: tuple[Fact, ...]
    anki: AnkiSettings
    where: Where
    description: str = ""
    licence: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, Name]] = field(default_factory=dict)
    plans: tuple[Plan, ...] = ()
    media: Mapping[str, Media] = field(default_factory=dict)
    waive: Mapping[Text, Text] = field(default_factory=dict)
    wording: Wording | None = None
    whole: bool = True
    unread_plans: tuple[str, ...] = ()
