"""`quizgen lock`: a lost lock, from what was shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quizgen.cli.options import OneDeck

From = Annotated[
    list[Path],
    typer.Option(
        "--from",
        metavar="OLD.apkg",
        help="A package that learners were given; may be repeated, as for retired cards.",
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a lock that is sound.")]


def lock(deck: OneDeck, packages: From, force: Force = False) -> None:
    """Rebuild a lost or damaged lock from the packages that learners were given.

    All of their notes count as released. A sound lock is left alone.

    Example: quizgen lock decks/planets.yaml --from released/planets.apkg
    """
    from quizgen.build import CHECK_STAGES, restore
    from quizgen.cli.progress import following
    from quizgen.cli.terminal import count_problems, print_problems
    from quizgen.problems import plural

    with following(f"reading {deck} and its packages", CHECK_STAGES) as announce:
        restored = restore(deck, packages, force=force, announce=announce)
    print_problems(restored.problems)
    if not restored.notes:
        typer.echo(f"{deck}: no lock written: {count_problems(restored.problems)}", err=True)
        raise typer.Exit(1)
    typer.echo(f"{deck}: {plural(restored.notes, 'note')} taken into {restored.lock}")
