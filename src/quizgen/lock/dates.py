"""Dates: unchanged notes keep theirs, changed ones get later ones. The only clock.

Anki updates a note only if it comes with a later date. Were every note dated anew, learners'
own edits would be overwritten though nothing changed; were none, no change would reach them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import count

from quizgen.lock.changes import hash_note
from quizgen.lock.memory import Lock, LockedNote, LockedType
from quizgen.model import Cloze, Note, NoteType, Package, Question
from quizgen.problems import Problem, Severity, Where, plural

ROOM = 100
"""Milliseconds from note to note: a card's id is its note's and its place, so they lie together.

Where cards of two notes lay crosswise, some Ankis would make a gap's card anew whenever the look
of its note type changes.
"""
_HOUR, _DAY = 3_600_000, 86_400_000
_LAST_MOMENT = 253_402_300_799
"""The end of the year 9999."""


def hash_look(front: str, back: str, style: str) -> str:
    """Hash what a note type looks like."""
    look = "\x1f".join((front, back, style))
    return sha256(look.encode()).hexdigest()[:16]


def current_time() -> int:
    """Read the clock, in seconds since 1970: SOURCE_DATE_EPOCH first."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(fixed) if fixed.isdecimal() and len(fixed) < 12 else int(time.time())


def name_moment(moment: int) -> str:
    """Write a moment, which is in seconds since 1970.

    >>> name_moment(1_800_000_000)
    '2027-01-15 08:00 UTC'
    """
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(min(moment, _LAST_MOMENT)))


def number_gaps(questions: Iterable[Question], lock: Lock) -> tuple[Question, ...]:
    """Give each gap the number it has in the lock; new gaps are numbered after all others.

    A number stands for one card of a learner: swapped, a well-known card asks another question.

    >>> from quizgen import ask_questions, load_deck, read_lock
    >>> questions, _ = ask_questions(load_deck("decks/planets.yaml")[0])
    >>> lock, _, _ = read_lock("decks/planets.yaml")
    >>> [each.id for each in number_gaps(questions, lock)] == [each.id for each in questions]
    True
    """
    return tuple(_renumbered(question, _gap_numbers(question, lock)) for question in questions)


def date_package(
    package: Package, lock: Lock, now: int, file: str = "anki.lock"
) -> tuple[Package, Lock, list[Problem]]:
    """Date notes and note types: unchanged ones keep their dates, changed ones get later ones.

    The deck keeps the name it had. The lock that comes back forgets notes that are gone,
    unless a release has given them to learners. `now` is in seconds since 1970, and `file` what
    problems call the lock; the only problem is a warning that the clock is behind it.

    >>> from quizgen import Lock, ask_questions, choose_cards, load_deck, make_package
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> package = make_package(deck, choose_cards(deck, ask_questions(deck)[0]))
    >>> first, lock, _ = date_package(package, Lock(), now=1_800_000_000)
    >>> again, _, _ = date_package(package, lock, now=1_900_000_000)
    >>> first.notes == again.notes
    True
    """
    notes, entries = _date_notes(package.deck_id, package.notes, lock, now)
    behind = [
        known.modified
        for key, known in lock.notes.items()
        if known.modified > now and key in entries and entries[key].modified > known.modified
    ]
    released = {
        key: gone for key, gone in lock.notes.items() if gone.released and key not in entries
    }
    types = {each.name: _date_type(each, lock, now) for each in package.note_types}
    dated = replace(
        package,
        name=lock.deck_name or package.name,
        notes=notes,
        note_types=tuple(
            each._replace(modified=types[each.name].modified) for each in package.note_types
        ),
    )
    new_lock = Lock(
        dated.name, {**lock.types, **types}, {**entries, **released}, lock.media, lock.retired
    )
    return dated, new_lock, _clock_problems(behind, now, file)


def settle_drafts(package: Package, lock: Lock, now: int) -> tuple[Package, Lock]:
    """Date what changed since the last release now, and what is as it was then as it was then.

    In between, each draft was dated as it was built. A learner who made something of a note after
    that would not get its change; and a wording or a style tried and taken back would cost them
    theirs.
    """
    entries = {key: _settle(note, now) for key, note in lock.notes.items()}
    types = {name: _settle_type(each, now) for name, each in lock.types.items()}
    notes = tuple(
        note._replace(modified=entries[note.key].modified) if lock.notes[note.key].shipped else note
        for note in package.notes
    )
    looks = tuple(each._replace(modified=types[each.name].modified) for each in package.note_types)
    settled = replace(package, notes=notes, note_types=looks)
    return settled, replace(lock, notes=entries, types=types)


def _settle(note: LockedNote, now: int) -> LockedNote:
    if not note.shipped:
        return note
    same = note.content == note.released
    return note._replace(modified=note.shipped if same else max(now, note.modified), shipped=0)


def _settle_type(each: LockedType, now: int) -> LockedType:
    if not each.shipped:
        return each
    same = each.content == each.released
    return LockedType(each.content, each.shipped if same else max(now, each.modified))


def _gap_numbers(question: Question, lock: Lock) -> dict[str, int]:
    """Number a question's gaps by field: as locked, new ones after the highest ever used."""
    if not isinstance(question.response, Cloze) or not question.response.fields:
        return {}
    known = lock.notes.get(question.id)
    numbers = dict(known.gaps) if known is not None else {}
    for name in question.response.fields:
        numbers.setdefault(name, max(numbers.values(), default=0) + 1)
    return numbers


def _renumbered(question: Question, numbers: Mapping[str, int]) -> Question:
    response = question.response
    if not numbers or not isinstance(response, Cloze):
        return question
    new = {i: numbers[name] for i, name in enumerate(response.fields, start=1)}
    prompt = tuple(
        span._replace(gap=new[span.gap]) if span.gap else span for span in question.prompt
    )
    accepted = {new[gap]: others for gap, others in response.accepted.items()}
    return question._replace(
        prompt=prompt, response=replace(response, accepted=accepted, numbers=numbers)
    )


def _date_notes(
    deck_id: str, notes: Sequence[Note], lock: Lock, now: int
) -> tuple[tuple[Note, ...], dict[str, LockedNote]]:
    """Date each note by what the lock knows of it; give the notes, and what to lock of them."""
    moments = _free_moments(deck_id, [note.key for note in notes], lock, now)
    entries: dict[str, LockedNote] = {}
    taken: set[int] = set()
    dated = []
    for note in notes:
        known = lock.notes.get(note.key)
        if known is None:
            content = hash_note(note)
            entry = LockedNote(content, now, next(moments), "", note.gaps, note.subdeck)
        else:
            entry = _date_note(note, known, now)
            if entry.created in taken:  # by a note of another branch, merged since
                entry = entry._replace(created=next(moments))
        taken.add(entry.created)
        entries[note.key] = entry
        dated.append(Note(*note[:6], entry.modified, entry.created, entry.subdeck))
    return tuple(dated), entries


def _free_moments(deck_id: str, keys: Iterable[str], lock: Lock, now: int) -> Iterator[int]:
    """Give moments for notes to be created at, in milliseconds, that no other note has.

    They lie in the past, each deck's in a stretch of its own: as ids that two decks share, or that
    lie ahead, Anki would deal out others, on each machine of a learner different ones.
    """
    taken = {note.created // ROOM for note in lock.notes.values()}
    new = sum(key not in lock.notes for key in keys)
    stretch = int.from_bytes(sha256(deck_id.encode()).digest()[:4]) % _DAY + _HOUR
    first = max(now * 1000 - stretch, 0) // ROOM - new
    return (slot * ROOM for slot in count(max(first, 1)) if slot not in taken)


def _date_note(note: Note, known: LockedNote, now: int) -> LockedNote:
    content = hash_note(note)
    if content != known.content:
        modified = max(now, known.modified + 1)
        shipped = known.shipped or (known.modified if known.released == known.content else 0)
        known = known._replace(content=content, modified=modified, shipped=shipped)
    if note.gaps != known.gaps:
        known = known._replace(gaps=note.gaps)
    if note.subdeck != known.subdeck and not known.released:  # else learners have its cards there
        known = known._replace(subdeck=note.subdeck)
    return known


def _date_type(note_type: NoteType, lock: Lock, now: int) -> LockedType:
    content = hash_look(note_type.front, note_type.back, note_type.style)
    known = lock.types.get(note_type.name)
    if known is None:
        return LockedType(content, now)
    if known.content == content:
        return known
    was = known[2:] if known.shipped else known[:2]
    return LockedType(content, max(now, known.modified + 1), *was)


def _clock_problems(behind: Sequence[int], now: int, file: str) -> list[Problem]:
    if not behind:
        return []
    what = f"{plural(len(behind), 'changed note')} had a later date than this machine's clock"
    return [
        Problem(
            Where(file),
            "clock-behind",
            f"{what}, {name_moment(now)}, and now has the next second: {name_moment(max(behind))}",
            "set the clock; if it is right, that of an earlier build ran ahead",
            Severity.WARNING,
        )
    ]
