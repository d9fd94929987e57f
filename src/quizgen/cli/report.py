"""`quizgen report`: a deck's state on one page, and all its cards on another."""

from __future__ import annotations

from pathlib import Path

import typer

from quizgen.cli.options import OneDeck, Out, Quiet, Sources, Verbose


def report(
    deck: OneDeck,
    sources: Sources = None,
    out: Out = Path("dist"),
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write a page to look at: problems, what the deck holds, how fair its questions are.

    Beside it lies a sheet of all cards, front and back, by day and by night. A deck with errors
    is reported of as far as it can be read.

    Example: quizgen report decks/planets.yaml
    """
    from quizgen.build import REPORT_STAGES
    from quizgen.build import report as report_deck
    from quizgen.cli.progress import following
    from quizgen.cli.terminal import count_problems

    with following(f"reporting of {deck}", REPORT_STAGES, quiet=quiet, verbose=verbose) as announce:
        reported = report_deck(deck, out, sources, announce=announce)
    if not quiet:
        typer.echo(f"{deck}: {count_problems(reported.checked.problems)}")
        for path in reported.paths:
            typer.echo(f"  {path}")
