"""The terminal: how problems look, and what they sum up to."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from quizgen.cli.options import ProblemFormat
from quizgen.problems import LINE_WIDTH, Problem, Severity, format_problem, plural

if TYPE_CHECKING:
    from quizgen.model import Deck

DECKS = Path("decks")
"""Where decks are looked for when none is named."""

MIN_COLUMNS = 30
"""A terminal that says it is narrower is not believed."""

_AROUND_EXCERPT = 10
"""Columns of its indent and of the dots at both ends."""

_COLOURS = {
    "error": "red", "warning": "yellow", "info": "blue", "caret": "red", "mend": "green",
    "rule": "cyan",
}  # fmt: skip
_BOLD = ("place", "error", "warning", "info")


def choose_decks(named: list[Path] | None) -> tuple[Path, ...]:
    """Give the decks a command works on: those named, this folder if it is one, or all.

    A named folder that is no deck stands for the decks in it.
    """
    from quizgen.load import find_decks, is_deck

    if not named:
        if not DECKS.is_dir() and is_deck(Path()):
            return (Path(),)
        return find_decks(DECKS)
    return tuple(
        deck
        for path in named
        for deck in ((path,) if is_deck(path) or not path.is_dir() else find_decks(path))
    )


def hold_to_deck(deck: Deck, topics: Iterable[str] | None, kinds: Iterable[str] | None) -> None:
    """Hold topics and kinds to those the deck has. Raises QuizgenError."""
    hold_to("topic", topics, (fact.topic for fact in deck.facts if fact.topic))
    hold_to("kind", kinds, deck.kinds)


def hold_to_words(sort: str, words: Iterable[str], known: Iterable[str]) -> None:
    """Hold an option to the words it may be. Raises QuizgenError."""
    from quizgen.problems import QuizgenError, meant

    allowed = tuple(known)
    for word in words:
        if word not in allowed:
            raise QuizgenError(f"'{word}' is no {sort}; {meant(word, allowed)}")


def hold_to(sort: str, names: Iterable[str] | None, known: Iterable[str]) -> None:
    """Hold the names of an option to those the deck has. Raises QuizgenError."""
    from quizgen.problems import QuizgenError, meant

    allowed = set(known)
    for name in names or ():
        if name not in allowed:
            mend = meant(name, allowed) or "it has none at all"
            raise QuizgenError(f"the deck has no {sort} '{name}'; {mend}")


def hold_to_pdf(*, wanted: bool) -> None:
    """See that PDF can be made, before any work is done for it. Raises QuizgenError."""
    if wanted:
        from quizgen.render import require_pdf

        require_pdf()


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, each with its line; in colour where that is wanted."""
    coloured = is_coloured(sys.stderr)

    def paint(text: str, role: str) -> str:
        if not coloured:
            return text
        return typer.style(text, fg=_COLOURS.get(role), bold=role in _BOLD)

    width = min(LINE_WIDTH, (columns(sys.stderr) or 80) - _AROUND_EXCERPT)
    for problem in problems:
        typer.echo(format_problem(problem, paint, width), err=True, color=coloured)


def columns(stream: TextIO) -> int | None:
    """Give the columns of a terminal; None where the stream is none, so that lines stay whole."""
    if not stream.isatty():
        return None
    try:
        found = os.get_terminal_size(stream.fileno()).columns
    except OSError:
        found = 0
    return max(MIN_COLUMNS, found or 80)


def is_coloured(stream: TextIO) -> bool:
    """Tell whether to colour: never with NO_COLOR, always with FORCE_COLOR, else on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (
        stream.isatty() and os.environ.get("TERM") != "dumb"
    )


@contextmanager
def telling(style: ProblemFormat) -> Iterator[Callable[[Iterable[Problem]], None]]:
    """Give what tells problems: at once as text, or all of them at the end for a program."""
    if style is ProblemFormat.TEXT:
        yield print_problems
        return
    from quizgen.cli.problem_formats import FORMATS

    found: list[Problem] = []
    yield found.extend
    told = FORMATS[style](found)
    if told:
        typer.echo(told)


def say(line: str, style: ProblemFormat, *, aside: bool = False) -> None:
    """Say how a run went: to stdout, or to stderr where what goes to stdout is for a program."""
    typer.echo(line, err=aside or style is not ProblemFormat.TEXT)


def count_problems(problems: Iterable[Problem]) -> str:
    """Sum problems up: `2 errors, 1 warning`."""
    found = Counter(problem.severity for problem in problems)
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "hint"}
    parts = [plural(found[each], noun) for each, noun in nouns.items() if found[each]]
    return ", ".join(parts) or "no problem"


def tell_obstacle(problems: Sequence[Problem]) -> str:
    """Say why nothing was written of a deck: its problems, or that it asks nothing."""
    return count_problems(problems) if problems else "no questions in it"


def text_width() -> int | None:
    """Give the width to which prose is wrapped; None in a pipe, where a line is a line."""
    width = columns(sys.stdout)
    return width and min(width, 100)
