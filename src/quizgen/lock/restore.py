"""Restore: a lost lock, rebuilt from packages that learners were given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from quizgen.lock.changes import hash_note
from quizgen.lock.dates import hash_look
from quizgen.lock.memory import Lock, LockedNote, LockedType
from quizgen.model import Note, ShippedNote, ShippedPackage, ShippedType, media_names
from quizgen.problems import Problem, QuizgenError, Where

_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::.*?)?\}\}", re.DOTALL)
_KEY = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+){3}")

Gap = tuple[str, str]
"""A gap's number or field, and what it hides."""


def deck_keys(packages: Iterable[ShippedPackage], deck_id: str) -> tuple[str, ...]:
    """List the keys of a deck's notes in packages, those that could be a question's id."""
    return tuple(
        note.key
        for package in packages
        for note in package.notes
        if note.key.startswith(f"{deck_id}/") and _KEY.fullmatch(note.key)
    )


def restore_lock(
    packages: Iterable[ShippedPackage],
    current: Sequence[Note],
    *,
    guids: Mapping[str, str],
    type_names: Mapping[int, str],
    retired_tag: str,
    file: str,
) -> tuple[Lock, list[Problem]]:
    """Rebuild the lock of a deck from the packages that were shipped, as if just released.

    `current` are the deck's notes of today, whose gaps tell which field each shipped number
    stands for. Notes whose guid is not that of their key, in `guids`, or whose note type is none
    of `type_names`, are not of this deck. Those with `retired_tag` were retired.
    """
    today = {note.key: note for note in current}
    notes: dict[str, LockedNote] = {}
    types: dict[str, LockedType] = {}
    deck_name, problems = "", []
    media: dict[str, set[str]] = {}
    retired: set[str] = set()
    for note, note_type in _shipped(packages):
        name = type_names.get(note_type.id, "")
        if not name or guids.get(note.key) != note.guid:
            continue
        gaps = _number_fields(note, today.get(note.key))
        if gaps is None:
            problems.append(_untold(note.key, file))
            continue
        if note.key in notes:
            gaps = _keep_numbers(notes[note.key].gaps, gaps)
        root = note_type.name.removesuffix(f" - {name}")
        way = note.deck.removeprefix(f"{root}::") if note.deck != root else ""
        notes[note.key] = _lock_note(note, name, gaps)._replace(subdeck=way)
        types[name] = _lock_type(note_type, types.get(name))
        media[note.key] = media_names(note.fields)
        retired.discard(note.key)
        retired |= {note.key} if retired_tag in note.tags else set()
        deck_name = deck_name or root
    shown = frozenset().union(*media.values())
    return Lock(deck_name, types, notes, shown, frozenset(retired)), problems


def _shipped(packages: Iterable[ShippedPackage]) -> list[tuple[ShippedNote, ShippedType]]:
    """List notes with their types, by date: of a note in two packages the later one counts."""
    pairs = [(note, each.note_types[note.type_id]) for each in packages for note in each.notes]
    return sorted(pairs, key=lambda pair: pair[0].modified)


def _lock_note(note: ShippedNote, note_type: str, gaps: Mapping[str, int]) -> LockedNote:
    try:
        content = hash_note(Note(note.key, note_type, note.fields, note.tags, note.cards, gaps))
    except KeyError as error:
        raise QuizgenError(f"the package's note '{note.key}' has no field {error}") from error
    return LockedNote(content, note.modified, note.created, content, gaps)


def _lock_type(note_type: ShippedType, known: LockedType | None) -> LockedType:
    if known is not None and known.modified >= note_type.modified:
        return known
    template = note_type.templates[0]
    content = hash_look(template.front, template.back, note_type.style)
    return LockedType(content, note_type.modified)


def _number_fields(note: ShippedNote, current: Note | None) -> dict[str, int] | None:
    """Tell which field each shipped number stands for; None where it cannot be told.

    A gap is known by what it hides, or, in the same sentence, by its place. A number whose field
    is blanked no more stays taken: its card must never get another question.
    """
    if current is None or not current.gaps:
        return {}
    names = {str(number): name for name, number in current.gaps.items()}
    then, text = _gaps_of(note.fields.get("Text", ""))
    hidden, sentence = _gaps_of(current.fields["Text"])
    now = [(names[number], value) for number, value in hidden]
    sure = _match_values(then, now)
    lost = [number for number, _ in then if int(number) not in sure.values()]
    if not lost or len(sure) == len(now):
        return sure | {f"?{number}": int(number) for number in lost}
    if text != sentence:
        return None
    placed = {name: int(number) for (number, _), (name, _) in zip(then, now, strict=True)}
    return placed if sure.items() <= placed.items() else None


def _keep_numbers(earlier: Mapping[str, int], later: Mapping[str, int]) -> dict[str, int]:
    """Add the numbers that only an earlier package used: their cards get no other question."""
    taken = set(later.values())
    return dict(later) | {
        f"?{number}" if name in later else name: number
        for name, number in earlier.items()
        if number not in taken
    }


def _gaps_of(text: str) -> tuple[list[Gap], str]:
    """Part a text into its gaps, in order, and the sentence around them."""
    return _CLOZE.findall(text), _CLOZE.sub("[]", text)


def _match_values(then: Sequence[Gap], now: Sequence[Gap]) -> dict[str, int]:
    """Match gaps by what they hide, where no other gap hides the same."""
    before = Counter(value for _, value in then)
    after = Counter(value for _, value in now)
    numbers = {value: int(number) for number, value in then if before[value] == 1}
    return {name: numbers[value] for name, value in now if after[value] == 1 and value in numbers}


def _untold(key: str, file: str) -> Problem:
    return Problem(
        Where(file),
        "lock-gaps",
        f"which gap of '{key}' had which number cannot be told: its sentence and its gaps have "
        "both changed since",
        "rebuild the lock from the deck as it was when the package was built, then change the deck",
    )
