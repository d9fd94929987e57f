"""Lock: what Anki must remember of a deck between builds, in a text file beside the deck."""

from __future__ import annotations

from quizgen.lock.changes import (
    changes_since_release,
    check_stale,
    mark_release,
)
from quizgen.lock.dates import current_time, date_package, name_moment, number_gaps, settle_drafts
from quizgen.lock.losses import check_released
from quizgen.lock.memory import Lock, LockedNote, LockedType
from quizgen.lock.restore import deck_keys, restore_lock
from quizgen.lock.text import parse_lock, print_lock

__all__ = [
    "Lock",
    "LockedNote",
    "LockedType",
    "changes_since_release",
    "check_released",
    "check_stale",
    "current_time",
    "date_package",
    "deck_keys",
    "mark_release",
    "name_moment",
    "number_gaps",
    "parse_lock",
    "print_lock",
    "restore_lock",
    "settle_drafts",
]
