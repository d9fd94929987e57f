"""Diff: what an import of a new package does to a learner who has the old one. Pure comparison.

It follows what was measured of Anki's importer under its default settings: a note is found by its
guid, conflicts where its note type has another shape, and is updated only by a later date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from quizgen.model import (
    ShippedField,
    ShippedNote,
    ShippedPackage,
    ShippedTemplate,
    ShippedType,
    media_names,
)

Part = ShippedField | ShippedTemplate


class Outcome(StrEnum):
    """What becomes of a note, or of a note type.

    `ignored`: it changed, and the import leaves the old one, for want of a later date.
    `left-out`: the new package lacks it; it stays with the learner as it is.
    """

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    IGNORED = "ignored"
    CONFLICTING = "conflicting"
    LEFT_OUT = "left-out"


LOSSES = (Outcome.IGNORED, Outcome.CONFLICTING)
"""What does not reach a learner, and nobody tells them."""


@dataclass(frozen=True, slots=True)
class Change:
    """A text before and after."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NoteChange:
    """What becomes of one note: its changed fields by name, `tags` as one of them.

    Card ordinals count from 0: `appearing` are new to the learner, `emptied` stay and are blank.
    """

    key: str
    guid: str
    outcome: Outcome
    changes: Mapping[str, Change] = field(default_factory=dict)
    appearing: tuple[int, ...] = ()
    emptied: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeChange:
    """What becomes of one note type, by its new name; `parts` names what differs."""

    name: str
    outcome: Outcome
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fork:
    """A deck under another name: `notes` stay in the old one, new cards go to the new one."""

    old: str
    new: str
    notes: int


@dataclass(frozen=True, slots=True)
class FileChange:
    """What becomes of a picture or sound that the old package lacks, or has otherwise.

    It comes with a note that is new or updated: with no other.
    """

    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that an import does: notes in the new package's order, those left out at the end.

    `descriptions` are those of decks, by name.
    """

    notes: tuple[NoteChange, ...]
    note_types: tuple[TypeChange, ...]
    forks: tuple[Fork, ...]
    files: tuple[FileChange, ...] = ()
    descriptions: Mapping[str, Change] = field(default_factory=dict)

    @property
    def loses(self) -> bool:
        """Tell whether anything new fails to reach the learner."""
        outcomes = {note.outcome for note in self.notes}
        outcomes |= {each.outcome for each in self.note_types}
        outcomes |= {each.outcome for each in self.files}
        return not outcomes.isdisjoint(LOSSES)


def compare_packages(old: ShippedPackage, new: ShippedPackage) -> Comparison:
    """Compare two packages as Anki's importer does under its default settings."""
    types = tuple(
        _compare_types(old.note_types.get(key), each) for key, each in new.note_types.items()
    )
    shapeless = {
        key
        for key, each in zip(new.note_types, types, strict=True)
        if each.outcome is Outcome.CONFLICTING
    }
    known = {note.guid: note for note in old.notes}
    notes = [_compare_notes(known.get(note.guid), note, shapeless) for note in new.notes]
    coming = {note.guid for note in new.notes}
    left_out = [
        NoteChange(note.key, note.guid, Outcome.LEFT_OUT)
        for note in old.notes
        if note.guid not in coming
    ]
    return Comparison(
        (*notes, *left_out),
        types,
        tuple(_forks(known, new)),
        tuple(_compare_files(old, new, notes)),
        dict(_compare_descriptions(old, new)),
    )


def count_outcomes(comparison: Comparison) -> dict[Outcome, int]:
    """Count notes by what becomes of them, every outcome once."""
    counts = Counter(note.outcome for note in comparison.notes)
    return {outcome: counts[outcome] for outcome in Outcome}


def _compare_notes(old: ShippedNote | None, new: ShippedNote, shapeless: set[int]) -> NoteChange:
    if old is None:
        return NoteChange(new.key, new.guid, Outcome.NEW, appearing=new.cards)
    if old.type_id != new.type_id or new.type_id in shapeless:
        by_name = dict(_changed_by_name(old.fields, new.fields))
        return NoteChange(new.key, new.guid, Outcome.CONFLICTING, by_name)
    changes = dict(_changed_fields(old, new))
    later = new.modified > old.modified
    same = Outcome.IGNORED if changes else Outcome.UNCHANGED
    return NoteChange(
        new.key,
        new.guid,
        Outcome.UPDATED if later else same,
        changes,
        tuple(card for card in new.cards if card not in old.cards),
        tuple(card for card in old.cards if card not in new.cards) if later else (),
    )


def _changed_fields(old: ShippedNote, new: ShippedNote) -> Iterator[tuple[str, Change]]:
    """Compare fields by place: a field may have been renamed since."""
    pairs = zip(old.fields.values(), new.fields.items(), strict=True)
    for before, (name, after) in pairs:
        if before != after:
            yield name, Change(before, after)
    if sorted(old.tags) != sorted(new.tags):
        yield "tags", Change(" ".join(old.tags), " ".join(new.tags))


def _changed_by_name(
    old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[tuple[str, Change]]:
    for name in {**old, **new}:
        if old.get(name, "") != new.get(name, ""):
            yield name, Change(old.get(name, ""), new.get(name, ""))


def _compare_types(old: ShippedType | None, new: ShippedType) -> TypeChange:
    if old is None:
        return TypeChange(new.name, Outcome.NEW)
    misfits = (
        *_misfits("field", old.fields, new.fields),
        *_misfits("template", old.templates, new.templates),
    )
    if misfits:
        return TypeChange(new.name, Outcome.CONFLICTING, misfits)
    parts = tuple(_changed_parts(old, new))
    if new.modified > old.modified:
        return TypeChange(new.name, Outcome.UPDATED if parts else Outcome.UNCHANGED, parts)
    return TypeChange(new.name, Outcome.IGNORED if parts else Outcome.UNCHANGED, parts)


def _misfits(sort: str, old: Sequence[Part], new: Sequence[Part]) -> tuple[str, ...]:
    """Name what keeps two note types from being one for Anki: number, order, names or ids."""
    if len(old) != len(new):
        return (f"{len(old)} {sort}s became {len(new)}",)
    return tuple(
        f"{sort} '{one.name}' became '{other.name}'"
        if one.name != other.name
        else f"{sort} '{one.name}' has another id"
        for one, other in zip(old, new, strict=True)
        if not _match(one, other)
    )


def _match(one: Part, other: Part) -> bool:
    if one.id is not None and other.id is not None:
        return one.id == other.id
    return one.name == other.name


def _changed_parts(old: ShippedType, new: ShippedType) -> Iterator[str]:
    """Name what looks different in two note types of one shape."""
    if old.name != new.name:
        yield f"name (was '{old.name}')"
    for one, other in zip(old.fields, new.fields, strict=True):
        if one.name != other.name:
            yield f"name of field '{one.name}' (now '{other.name}')"
    for before, after in zip(old.templates, new.templates, strict=True):
        if before.name != after.name:
            yield f"name of template '{before.name}' (now '{after.name}')"
        if before.front != after.front:
            yield f"front of '{after.name}'"
        if before.back != after.back:
            yield f"back of '{after.name}'"
    if old.style != new.style:
        yield "style"


def _forks(known: Mapping[str, ShippedNote], new: ShippedPackage) -> Iterator[Fork]:
    """Find decks under another name: cards never move to another deck."""
    moved = Counter(
        (known[note.guid].deck, note.deck)
        for note in new.notes
        if note.guid in known and known[note.guid].deck != note.deck
    )
    for (before, after), count in sorted(moved.items()):
        yield Fork(before, after, count)


def _compare_files(
    old: ShippedPackage, new: ShippedPackage, notes: Sequence[NoteChange]
) -> Iterator[FileChange]:
    arriving = {
        name
        for note, change in zip(new.notes, notes, strict=True)
        if change.outcome in (Outcome.NEW, Outcome.UPDATED)
        for name in media_names(note.fields)
    }
    for name, content in sorted(new.media.items()):
        if old.media.get(name) == content:
            continue
        outcome = Outcome.UPDATED if name in old.media else Outcome.NEW
        yield FileChange(name, outcome if name in arriving else Outcome.IGNORED)


def _compare_descriptions(old: ShippedPackage, new: ShippedPackage) -> Iterator[tuple[str, Change]]:
    """Compare what decks say of themselves: an empty description takes nothing away."""
    for name, text in sorted(new.descriptions.items()):
        if name in old.descriptions and text not in ("", old.descriptions[name]):
            yield name, Change(old.descriptions[name], text)
