"""`quizgen check`: every problem of a deck at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen.cli.options import ManyDecks, ProblemFormat, ProblemStyle, Quiet, Sources, Verbose

if TYPE_CHECKING:
    from quizgen.build import Checked
    from quizgen.check import EvidenceCount
    from quizgen.model import Coverage

Strict = Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")]
Info = Annotated[bool, typer.Option("--info", help="Look for hints, too: what could be better.")]


def check(
    decks: ManyDecks = None,
    sources: Sources = None,
    strict: Strict = False,
    info: Info = False,
    style: ProblemStyle = ProblemFormat.TEXT,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Report every problem at once, by place, with the line and how to mend it.

    Exit code 0: none; 1: there are problems; 2: wrong use.

    Examples: quizgen check decks/planets.yaml; quizgen check --strict --format github
    """
    from quizgen.build import CHECK_STAGES
    from quizgen.build import check as check_deck
    from quizgen.cli.progress import following
    from quizgen.cli.terminal import choose_decks, say, telling
    from quizgen.problems import Severity, has_errors

    failed = False
    least = Severity.INFO if info else Severity.WARNING
    with telling(style) as tell:
        for path in choose_decks(decks):
            task = f"checking {path}"
            with following(task, CHECK_STAGES, quiet=quiet, verbose=verbose) as announce:
                checked = check_deck(path, sources, least=least, announce=announce)
            tell(checked.problems)
            failed |= has_errors(checked.problems, strict=strict)
            if not quiet:
                for line in _sums(path, checked, verbose=verbose):
                    say(line, style)
    raise typer.Exit(1 if failed else 0)


def _sums(path: Path, checked: Checked, *, verbose: bool) -> Iterator[str]:
    from quizgen.cli.terminal import count_problems, plural

    facts = plural(len(checked.deck.facts), "fact")
    questions = plural(len(checked.questions), "question")
    yield f"{path}: {facts}, {questions}, {count_problems(checked.problems)}"
    yield f"  evidence: {_evidence(checked.evidence)}"
    if checked.coverage:
        yield f"  paragraphs: {_paragraphs(checked.coverage)}"
    for coverage in checked.coverage if verbose else ():
        yield f"    {coverage.source.id}: {_paragraphs([coverage])}"
    for origin, resting in checked.evidence.origins:
        yield f"  {', '.join(resting)} rest on one original: {origin}"
    for waiver in checked.waivers:
        often = "once" if waiver.used == 1 else f"{waiver.used:,} times"
        yield f"  waived: {waiver.rule}, {often}: {waiver.reason}"


def _evidence(count: EvidenceCount) -> str:
    return ", ".join(f"{facts:,} {words}" for words, facts in count.stated.items()) or "no facts"


def _paragraphs(documents: Sequence[Coverage]) -> str:
    cited = sum(len(each.cited) for each in documents)
    left_out = sum(len(each.left_out) for each in documents)
    untold = sum(len(each.untold) for each in documents)
    stated = ((cited, "cited"), (left_out, "left out with a reason"), (untold, "not mentioned"))
    told = ", ".join(f"{count:,} {words}" for count, words in stated if count)
    return f"{told} of {cited + left_out + untold:,}"
