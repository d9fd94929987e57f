"""Lock: the dates of notes, by which Anki decides what an import updates.

The room of `anki.lock`, the memory between releases. Until it stands, every note carries one
date: the package is the same on any clock, and an import adds notes but rewrites none.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from quizgen.model import Note, Question

FIRST_RELEASE = 1_767_225_600
"""2026-01-01 in seconds: the date of every note."""
_CREATED_SPAN = 10**10


def date_notes(questions: Iterable[Question]) -> tuple[Note, ...]:
    """Date the notes of questions, in their order; creation times are distinct."""
    taken: set[int] = set()
    notes = []
    for question in questions:
        created = _created(question.id)
        while created in taken:
            created += 1
        taken.add(created)
        notes.append(Note(question.id, question, FIRST_RELEASE, created))
    return tuple(notes)


def _created(key: str) -> int:
    """Spread creation times (milliseconds) by key: a new note moves no other."""
    spread = int.from_bytes(sha256(key.encode()).digest()[:8]) % _CREATED_SPAN
    return FIRST_RELEASE * 1000 - spread
