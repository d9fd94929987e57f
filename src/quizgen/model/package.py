"""Packages: what Anki stores of a deck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from quizgen.model.question import Question
from quizgen.model.quiz import Option
from quizgen.model.value import Media


class Card(NamedTuple):
    """A question bound for Anki; a choice with the options drawn for it, in written order."""

    question: Question
    options: tuple[Option, ...] = ()


class Note(NamedTuple):
    """A question as Anki stores it: fields of HTML by name, and the cards it makes, from 0.

    `key` is the question's id; `gaps` the number of each blanked field; `subdeck` the way from the
    deck down to the one that its cards lie in (`money::banks`).
    `modified` is in seconds, `created` in milliseconds since 1970: both 0 until dated.
    A named tuple, which is made four times as fast: a build makes each note twice.
    """

    key: str
    note_type: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    gaps: Mapping[str, int] = MappingProxyType({})
    modified: int = 0
    created: int = 0
    subdeck: str = ""


class NoteType(NamedTuple):
    """Fields and look of notes of one sort; `modified` is in seconds, 0 until dated."""

    name: str
    fields: tuple[str, ...]
    front: str
    back: str
    style: str
    modified: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """What an .apkg holds: the deck's id and its name in Anki, note types, notes in order.

    `media` are files that notes may show, by the names they travel under.
    """

    deck_id: str
    name: str
    description: str
    note_types: tuple[NoteType, ...]
    notes: tuple[Note, ...]
    media: Mapping[str, Media] = field(default_factory=dict)
