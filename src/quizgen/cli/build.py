"""`quizgen build`: all that decks declare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quizgen.cli.options import ManyDecks, Out, Quiet

Locked = Annotated[
    bool, typer.Option("--locked", help="Refuse to build if the lock is not up to date.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings stop the build too.")]


def build(
    decks: ManyDecks = None,
    out: Out = Path("dist"),
    strict: Strict = False,
    locked: Locked = False,
    quiet: Quiet = False,
) -> None:
    """Build each deck's Anki package, and the paper and key of each of its quizzes.

    A deck with errors leaves untouched what was built before.

    Examples: quizgen build; quizgen build decks/planets.yaml --out handouts
    """
    from quizgen.build import build as build_deck
    from quizgen.cli.terminal import busy, choose_decks, count_problems, plural, print_problems

    failed = False
    done: dict[str, Path] = {}
    for path in choose_decks(decks):
        with busy(f"building {path}", quiet=quiet):
            built = build_deck(path, out, strict=strict, locked=locked, taken=done)
        checked = built.checked
        done.setdefault(checked.deck.id, path)
        print_problems(checked.problems)
        if not built.paths:
            failed = True
            reason = count_problems(checked.problems) if checked.problems else "no questions in it"
            typer.echo(f"{path}: not built: {reason}", err=True)
        elif not quiet:
            notes, quizzes = plural(built.notes, "note"), plural(len(checked.quizzes), "quiz")
            typer.echo(f"{path}: {notes} for Anki, {quizzes} to print")
            for written in built.paths:
                typer.echo(f"  {written}")
    raise typer.Exit(1 if failed else 0)
