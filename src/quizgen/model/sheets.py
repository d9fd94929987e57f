"""Sheets: what is printed beside the papers of a quiz: cards to cut out, facts to learn from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from quizgen.model.question import Reference, Rich


class CutCard(NamedTuple):
    """A card to cut out; `id` is its question's, with the number of its gap if there are several.

    The two sides of a gap are alike: the front hides it, the back shows it.
    """

    id: str
    front: Rich
    back: Rich
    scope: str = ""
    accepted: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[Reference, ...] = ()
    difficulty: int | None = None


class CutOut(NamedTuple):
    """Cards to cut out, in order, so many on a sheet.

    `fold` tells how their backs come to lie behind their fronts: both sides are printed and the
    sheet turned on its `long-edge` or `short-edge`, or one side alone, and `fold-over`. `offset`
    moves all backs right and down, in millimetres, against a printer that shifts them.
    """

    cards: tuple[CutCard, ...]
    per_page: int = 8
    fold: str = "long-edge"
    offset: tuple[float, float] = (0.0, 0.0)


class Told(NamedTuple):
    """A fact told in full: its fields in words, by name, and what stands behind it."""

    fact: str
    kind: str
    topic: str
    fields: Mapping[str, Rich] = MappingProxyType({})
    scope: str = ""
    note: str = ""
    sources: tuple[Reference, ...] = ()
    difficulty: int | None = None


class StudyTable(NamedTuple):
    """Facts of one kind to learn from; `fields` names the columns, those that any of them fills."""

    kind: str
    fields: tuple[str, ...]
    facts: tuple[Told, ...]
