"""Facts: what an author curated, and all that may be said about one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from quizgen.model.source import Evidence
from quizgen.model.template import Template
from quizgen.model.value import Text, Value

ACCOUNT = "according_to"
"""The key that attributes a claim to a source; as an `answer`, it asks which source says so."""


class Fact(NamedTuple):
    """One curated record: its fields, and what an author may say about any fact.

    `aka`, `wrong` and `not_wrong` are by field; `wrong` gives each wrong answer its reason.
    `enemies` are facts that no paper asks about beside this one.
    `was`: the id that learners' cards hang on, where the fact has got another since.
    A named tuple, which is made four times as fast: a deck may have a million.
    """

    id: Text
    kind: str
    fields: Mapping[str, Value]
    sources: tuple[Evidence, ...] = ()
    topic: Text | None = None
    tags: tuple[Text, ...] = ()
    note: Text | None = None
    hint: Text | None = None
    as_of: Value | None = None
    valid: tuple[Value | None, Value | None] = (None, None)
    according_to: Text | None = None
    hedge: Text | None = None
    scope: Text | None = None
    dispute: Text | None = None
    aka: Mapping[str, tuple[Text, ...]] = MappingProxyType({})
    wrong: Mapping[str, tuple[tuple[Value, str], ...]] = MappingProxyType({})
    not_wrong: Mapping[str, tuple[Value, ...]] = MappingProxyType({})
    difficulty: int | None = None
    skip: tuple[Text, ...] = ()
    templates: tuple[Template, ...] = ()
    retired: Text | None = None
    was: Text | None = None
    waive: Mapping[Text, Text] = MappingProxyType({})
    enemies: tuple[Text, ...] = ()

    @property
    def lasting_id(self) -> str:
        """The id that outlives a new name: questions are known by it."""
        return self.was or self.id
