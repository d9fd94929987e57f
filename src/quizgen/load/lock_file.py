"""The lock file: where it lies, and reading it."""

from __future__ import annotations

from pathlib import Path

from quizgen.load.files import decode
from quizgen.lock import Lock, parse_lock
from quizgen.problems import Problem, QuizgenError


def lock_path(deck: Path) -> Path:
    """Give the place of a deck's lock: in its folder, or beside its one file."""
    return deck.with_suffix(".anki.lock") if deck.is_file() else deck / "anki.lock"


def read_lock(deck: Path | str) -> tuple[Lock, str, list[Problem]]:
    """Read a deck's lock, with its text; a deck that was never built has none yet.

    Raises QuizgenError where the file is there, but cannot be read.

    >>> lock, text, problems = read_lock("decks/planets.yaml")
    >>> lock.deck_name, "planets/venus/place/recall" in lock.notes, problems
    ('The planets', True, [])
    """
    path = lock_path(Path(deck))
    if not path.exists():
        return Lock(), "", []
    try:
        text = decode(path.read_bytes(), path.as_posix())
    except OSError as error:
        raise QuizgenError(f"cannot read '{path}': {error.strerror}") from error
    if isinstance(text, Problem):
        return Lock(), "", [text]
    lock, problems = parse_lock(text, path.as_posix())
    return lock, text, problems
