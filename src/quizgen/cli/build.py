"""`quizgen build`: all that decks declare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen.cli.options import ManyDecks, Out, Pdf, ProblemFormat, ProblemStyle, Quiet, Verbose

if TYPE_CHECKING:
    from quizgen.build import Built

Locked = Annotated[
    bool, typer.Option("--locked", help="Refuse to build if the lock is not up to date.")
]
Force = Annotated[bool, typer.Option("--force", help="Build unchanged decks too.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings stop the build too.")]


def build(
    decks: ManyDecks = None,
    out: Out = Path("dist"),
    strict: Strict = False,
    locked: Locked = False,
    force: Force = False,
    pdf: Pdf = False,
    style: ProblemStyle = ProblemFormat.TEXT,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Build each deck's Anki package, and the paper and key of each of its quizzes.

    A deck with errors leaves untouched what was built before. A deck that built without a
    problem, and has not changed since, is left as it was built.

    Examples: quizgen build; quizgen build decks/planets.yaml --out handouts
    """
    from quizgen.build import STAGES, find_built
    from quizgen.build import build as build_deck
    from quizgen.cli.progress import following
    from quizgen.cli.terminal import choose_decks, hold_to_pdf, say, tell_obstacle, telling

    hold_to_pdf(wanted=pdf)
    failed = False
    done: dict[str, Path] = {}
    with telling(style) as tell:
        for path in choose_decks(decks):
            there = () if force else find_built(path, out, taken=done, pdf=pdf)
            if there:
                done[there[0].parent.name] = path
                if not quiet:
                    say(f"{path}: unchanged since it was built", style)
                continue
            with following(f"building {path}", STAGES, quiet=quiet, verbose=verbose) as announce:
                built = build_deck(
                    path, out, strict=strict, locked=locked, pdf=pdf, taken=done, announce=announce
                )
            done.setdefault(built.checked.deck.id, path)
            tell(built.checked.problems)
            if not built.paths:
                failed = True
                typer.echo(f"{path}: not built: {tell_obstacle(built.checked.problems)}", err=True)
            elif not quiet:
                say(_sum_up(path, built), style)
    raise typer.Exit(1 if failed else 0)


def _sum_up(path: Path, built: Built) -> str:
    from quizgen.problems import plural

    notes, quizzes = plural(built.notes, "note"), plural(len(built.checked.quizzes), "quiz")
    files = "".join(f"\n  {written}" for written in built.paths)
    return f"{path}: {notes} for Anki, {quizzes} to print{files}"
