"""Merge: one lock of two, where version control could not join what two branches wrote.

Learners may have what either branch released, so no date may be earlier than on both sides, and
what they got last counts as released.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.lock.memory import Lock, LockedNote, LockedType


def merge_locks(ours: Lock, theirs: Lock) -> Lock:
    """Take two sides of a lock together; of two names of the deck, ours counts.

    >>> older, newer = (LockedNote("q.a.r", modified=date, created=1) for date in (5, 6))
    >>> merge_locks(Lock(notes={"key": newer}), Lock(notes={"key": older})).notes["key"].modified
    6
    """
    types = {**ours.types, **theirs.types}
    notes = {**ours.notes, **theirs.notes}
    for name in ours.types.keys() & theirs.types.keys():
        types[name] = _merge_types(ours.types[name], theirs.types[name])
    for key in ours.notes.keys() & theirs.notes.keys():
        notes[key] = _merge_notes(ours.notes[key], theirs.notes[key])
    return Lock(
        ours.deck_name or theirs.deck_name,
        types,
        notes,
        ours.media & theirs.media,  # some learners lack the others
        ours.retired | theirs.retired,
    )


def clashing_gaps(ours: Lock, theirs: Lock) -> list[str]:
    """List the notes whose gaps two releases numbered in two ways, by key."""
    both = ours.notes.keys() & theirs.notes.keys()
    return sorted(key for key in both if _clash(ours.notes[key], theirs.notes[key]))


def _merge_notes(one: LockedNote, other: LockedNote) -> LockedNote:
    if one == other:
        return one
    last, first = (one, other) if _shipped_at(one) >= _shipped_at(other) else (other, one)
    later = max(one, other, key=lambda note: note.modified)
    # Of two texts of one date, Anki would take neither for the other.
    tied = one.modified == other.modified and one.content != other.content
    modified, shipped = later.modified + tied, _shipped_at(last)
    drafted = later.content != last.released or modified != shipped
    return last._replace(
        content=later.content,
        modified=modified,
        gaps=_merge_gaps(last.gaps, first.gaps),
        shipped=shipped if drafted else 0,
    )


def _merge_types(one: LockedType, other: LockedType) -> LockedType:
    later = max(one, other, key=lambda each: each.modified)
    tied = one.modified == other.modified and one.content != other.content
    return LockedType(later.content, later.modified + tied)


def _shipped_at(note: LockedNote) -> int:
    """Give the date that learners have, 0 if they lack the note."""
    return (note.shipped or note.modified) if note.released else 0


def _merge_gaps(last: Mapping[str, int], first: Mapping[str, int]) -> dict[str, int]:
    """Keep all numbers of what was released last; the other's get new ones where they are taken."""
    taken = set(last.values())
    free = {name: number for name, number in first.items() if number not in taken}
    return {**free, **last}


def _clash(one: LockedNote, other: LockedNote) -> bool:
    """Tell whether learners of both sides have one number for two gaps, or two for one."""
    if not one.released or not other.released:
        return False
    merged = _merge_gaps(one.gaps, other.gaps)
    return any(merged.get(name) != number for name, number in other.gaps.items())
