"""Editions: where what was printed is kept, and reading it back, whole or with what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from quizgen.load.edition_content import read_content
from quizgen.load.files import decode
from quizgen.load.json_tree import DamageError, Knot, find_way, parse_json
from quizgen.model import EDITION_FORMAT, Quiz, content_of, seal_of
from quizgen.problems import Problem, QuizgenError, Where

_RESTORE = "restore the file from version control, or from a copy"


def edition_folder(deck: Path) -> Path:
    """Give the place of a deck's editions: in its folder, or beside its one file."""
    beside = deck.parent / f"{deck.stem}.editions"
    return beside if deck.is_file() or (deck.suffix and beside.is_dir()) else deck / "editions"


def find_editions(places: Iterable[Path | str]) -> tuple[Path, ...]:
    """List the files of all editions that decks in these folders keep, sorted.

    The decks themselves need not be sound, nor be there any more.

    >>> from quizgen import ask_questions, compose_quiz, load_deck, render_edition, write_artifacts
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    >>> _ = write_artifacts([render_edition(quiz)], Path("decks/planets.editions"))
    >>> [path.stem for path in find_editions([Path("decks")])] == [quiz.code]
    True
    """
    patterns = ("editions/*.json", "*.editions/*.json", "*/editions/*.json")
    found = {file for place in places for pattern in patterns for file in Path(place).glob(pattern)}
    return tuple(sorted(found))


def read_edition(path: Path | str) -> tuple[Quiz | None, list[Problem]]:
    """Read a quiz back from the file of its edition; None, and what is wrong, if it cannot be.

    Raises QuizgenError where the file is not there, or cannot be read.

    >>> from quizgen import ask_questions, compose_quiz, load_deck, render_edition, write_artifacts
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    >>> (path,) = write_artifacts([render_edition(quiz)], Path("decks/planets.editions"))
    >>> read_edition(path) == (quiz, [])
    True
    """
    path = Path(path)
    try:
        text = decode(path.read_bytes(), path.as_posix())
    except OSError as error:
        raise QuizgenError(f"cannot read '{path}': {error.strerror}") from error
    if isinstance(text, Problem):
        return None, [text]
    try:
        root = parse_json(text)
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        slip = f"this is no JSON any more: {getattr(error, 'msg', error)}"
        return None, [
            Problem(Where(path.as_posix(), line, column), "edition-damaged", slip, _RESTORE)
        ]
    try:
        problem = _check_seal(root, text, path)
        return (None, [problem]) if problem else (read_content(root, path), [])
    except DamageError as damage:
        where = find_way(text, damage.way, path.as_posix())
        return None, [Problem(where, "edition-damaged", damage.message, _RESTORE)]


def read_kept(deck: Path, quiz: Quiz) -> tuple[Quiz | None, list[Problem]]:
    """Read what a deck keeps under the code of a quiz; None if that is not kept yet.

    What was kept first stands: its words and how it was printed may differ from the quiz's.
    """
    path = edition_folder(deck) / f"{quiz.code}.json"
    if not path.exists():
        return None, []
    kept, problems = read_edition(path)
    if kept is None or content_of(kept) == content_of(replace(quiz, words=kept.words)):
        return kept, problems
    clash = Problem(
        Where(path.as_posix(), 1, 1),
        "edition-clash",
        f"another quiz, '{kept.title}', is kept here under the code '{quiz.code}'",
        "take another seed, or reword the title",
    )
    return None, [clash]


def _check_seal(root: Knot, text: str, path: Path) -> Problem | None:
    """Hold a file to a format that we know, to its own hash, and to its name."""
    newest = root.at("edition").number(1, 1_000_000)
    if newest > EDITION_FORMAT:
        where = find_way(text, ["edition"], path.as_posix())
        slip = f"this edition has the format {newest}, of a newer quizgen"
        return Problem(where, "edition-format", slip, "bring quizgen up to date")
    kept = {name: each.value for name, each in root.table().items()}
    if root.at("sha256").text() != seal_of(kept):
        where = find_way(text, ["sha256"], path.as_posix())
        slip = "this file was edited: it is not what was printed"
        return Problem(where, "edition-edited", slip, _RESTORE)
    code = root.at("code").text()
    if path.stem.upper() != code:
        where = find_way(text, ["code"], path.as_posix())
        slip = f"this file keeps the edition '{code}', but is named '{path.name}'"
        return Problem(where, "edition-edited", slip, f"name it '{code}.json'")
    return None
