"""`quizgen check`: every problem of a deck at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen.cli.options import ManyDecks, Quiet

if TYPE_CHECKING:
    from quizgen.check import EvidenceCount

Sources = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Verify the evidence against the documents in DIR.",
        show_default=False,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")]


def check(
    decks: ManyDecks = None, sources: Sources = None, strict: Strict = False, quiet: Quiet = False
) -> None:
    """Report every problem at once, by place, with the line and how to mend it.

    Exit code 0: none; 1: there are problems; 2: wrong use.

    Examples: quizgen check decks/planets.yaml; quizgen check --strict --sources documents
    """
    from quizgen.build import check as check_deck
    from quizgen.cli.terminal import busy, choose_decks, count_problems, plural, print_problems
    from quizgen.problems import has_errors

    failed = False
    for path in choose_decks(decks):
        with busy(f"checking {path}", quiet=quiet):
            checked = check_deck(path, sources)
        print_problems(checked.problems)
        failed |= has_errors(checked.problems, strict=strict)
        if not quiet:
            facts = plural(len(checked.deck.facts), "fact")
            questions = plural(len(checked.questions), "question")
            typer.echo(f"{path}: {facts}, {questions}, {count_problems(checked.problems)}")
            typer.echo(f"  evidence: {_evidence(checked.evidence)}")
            for origin, resting in checked.evidence.origins:
                typer.echo(f"  of one origin, {origin}: {', '.join(resting)}")
            for waiver in checked.waivers:
                often = "once" if waiver.used == 1 else f"{waiver.used:,} times"
                typer.echo(f"  waived: {waiver.rule}, {often}: {waiver.reason}")
    raise typer.Exit(1 if failed else 0)


def _evidence(count: EvidenceCount) -> str:
    stated = (
        (count.verified, "verified in the documents"),
        (count.unread, "not verified (no document at hand: use --sources)"),
        (count.inferred, "inferred"),
        (count.by_hand, "cited without words"),
        (count.missing, "without a source"),
        (count.wrong, "not as cited"),
    )
    return ", ".join(f"{facts:,} {words}" for facts, words in stated if facts) or "no facts"
