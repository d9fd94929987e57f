"""Memory: what a lock holds of one deck: note types and notes, with their dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

NO_GAPS: Mapping[str, int] = MappingProxyType({})


class LockedNote(NamedTuple):
    """A note as last built: hash of its content, dates, hash at the last release, gap numbers.

    `modified` is in seconds, `created` in milliseconds since 1970; `released` is empty for a
    note that no learner has yet. `subdeck` is where its cards lie: once released, for ever.
    `shipped` is the date it had at the last release, where a draft was dated since, or 0.
    A named tuple, like `Note`, for speed.
    """

    content: str
    modified: int
    created: int
    released: str = ""
    gaps: Mapping[str, int] = NO_GAPS
    subdeck: str = ""
    shipped: int = 0


class LockedType(NamedTuple):
    """A note type as last built: hash of its look, and the date (seconds) it came with.

    `released` and `shipped` are those of the last release, where a draft has another look.
    """

    content: str
    modified: int
    released: str = ""
    shipped: int = 0


@dataclass(frozen=True, slots=True)
class Lock:
    """The memory of one deck; notes by key, which is their question's id.

    `media` are the names of pictures and sounds that came with the last release, `retired` the
    keys of notes that were retired or lost in it.
    """

    deck_name: str = ""
    types: Mapping[str, LockedType] = field(default_factory=dict)
    notes: Mapping[str, LockedNote] = field(default_factory=dict)
    media: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()
