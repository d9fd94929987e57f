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
Fix = Annotated[
    bool,
    typer.Option(
        "--fix", help="Mend what can be mended in one way only; answers and wordings stay."
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="With --fix: show what would change, and change nothing.")
]
Info = Annotated[bool, typer.Option("--info", help="Look for hints, too: what could be better.")]


def check(
    decks: ManyDecks = None,
    sources: Sources = None,
    strict: Strict = False,
    info: Info = False,
    fix: Fix = False,
    dry_run: DryRun = False,
    style: ProblemStyle = ProblemFormat.TEXT,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Report every problem at once, by place, with the line and how to mend it.

    Exit code 0: none; 1: there are problems; 2: wrong use.

    Examples: quizgen check decks/planets.yaml; quizgen check --strict --format github;
    quizgen check --fix --dry-run
    """
    from quizgen.build import CHECK_STAGES, mend
    from quizgen.build import check as check_deck
    from quizgen.cli.mends import carry_out
    from quizgen.cli.progress import following
    from quizgen.cli.terminal import choose_decks, say, telling
    from quizgen.problems import Severity, has_errors

    if dry_run and not fix:
        raise typer.BadParameter("it goes with --fix", param_hint="--dry-run")
    failed = False
    least = Severity.INFO if info else Severity.WARNING
    with telling(style) as tell:
        for path in choose_decks(decks):
            task = f"checking {path}"
            mended = None
            with following(task, CHECK_STAGES, quiet=quiet, verbose=verbose) as announce:
                if fix:
                    mended = mend(path, sources, least=least, announce=announce)
                    checked = mended.checked
                else:
                    checked = check_deck(path, sources, least=least, announce=announce)
            lines = list(_sums(path, checked, verbose=verbose, mending=fix))
            if mended is not None:
                lines = [*carry_out(mended, style, dry_run=dry_run), *lines]
                failed |= dry_run and bool(mended.new)
            tell(checked.problems)
            failed |= has_errors(checked.problems, strict=strict)
            for line in lines if not quiet else ():
                say(line, style, aside=dry_run)
    raise typer.Exit(1 if failed else 0)


def _sums(path: Path, checked: Checked, *, verbose: bool, mending: bool) -> Iterator[str]:
    from quizgen.cli.terminal import count_problems
    from quizgen.problems import plural

    facts = plural(len(checked.deck.facts), "fact")
    questions = plural(len(checked.questions), "question")
    yield f"{path}: {facts}, {questions}, {count_problems(checked.problems)}"
    certain = sum(bool(problem.edits) for problem in checked.problems)
    if certain and not mending:
        which = f"{certain:,} of them" if len(checked.problems) > 1 else "it"
        yield f"  'quizgen check --fix' mends {which}"
    if not checked.deck.whole:
        yield "  a part cannot be read: doubts, and what may stand in it, are left until it can"
    yield f"  evidence: {_evidence(checked.evidence)}"
    if checked.coverage:
        yield f"  paragraphs: {_paragraphs(checked.coverage)}"
    for coverage in checked.coverage if verbose else ():
        yield f"    {coverage.source.id}: {_paragraphs([coverage])}"
    if checked.deck.wording is None:
        language = checked.deck.words.language
        yield (
            f"  rules about wording are silent in '{language}': there are no word lists for it "
            "yet; all other rules hold"
        )
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
