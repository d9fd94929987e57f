"""Shipped packages: what learners were given, as it was read back from an .apkg."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class ShippedField(NamedTuple):
    """A field of a note type; `id` outlives a change of its name, where there is one."""

    name: str
    id: int | None = None


class ShippedTemplate(NamedTuple):
    """A card template of a note type, its two sides as Anki's HTML."""

    name: str
    front: str
    back: str
    id: int | None = None


class ShippedType(NamedTuple):
    """A note type under the name that learners see; `modified` is in seconds since 1970."""

    id: int
    name: str
    fields: tuple[ShippedField, ...]
    templates: tuple[ShippedTemplate, ...]
    style: str
    modified: int


class ShippedNote(NamedTuple):
    """A note: fields of HTML by name, in order; its cards as ordinals, from 0; their deck's name.

    `modified` is in seconds, `created` (the note's id) in milliseconds since 1970.
    """

    guid: str
    created: int
    modified: int
    type_id: int
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    deck: str

    @property
    def key(self) -> str:
        """The question's id, in packages of ours; else the guid."""
        return self.fields.get("Key") or self.guid


@dataclass(frozen=True, slots=True)
class ShippedPackage:
    """A package: its note types by id, its notes by age, its decks' descriptions by name.

    `media` gives a hash of each file's content by the name that notes know it by.
    """

    note_types: Mapping[int, ShippedType]
    notes: tuple[ShippedNote, ...]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)


def media_names(fields: Mapping[str, str]) -> set[str]:
    """Give the names of the files that a note's fields of HTML show or play."""
    return {name for text in fields.values() for name in _MEDIA_NAME.findall(text)}


_MEDIA_NAME = re.compile(r'(?:<img src="|\[sound:)([^"\]]+)')
