"""`quizgen release`: a build that learners get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from quizgen.cli.options import OneDeck, Out, Pdf, Quiet, Verbose

if TYPE_CHECKING:
    from quizgen.build import Built


def release(
    deck: OneDeck,
    pdf: Pdf = False,
    out: Out = Path("dist"),
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Build a deck, say what changed since its last release, and mark this one in its lock.

    Beside the package come CHANGES.md for learners, updates.txt (an import that keeps tags and
    fields of their own), and a package of retired cards.

    Example: quizgen release decks/planets.yaml
    """
    from quizgen.build import STAGES
    from quizgen.build import release as release_deck
    from quizgen.cli.progress import following
    from quizgen.cli.terminal import hold_to_pdf, print_problems, tell_obstacle

    hold_to_pdf(wanted=pdf)
    with following(f"releasing {deck}", STAGES, quiet=quiet, verbose=verbose) as announce:
        built = release_deck(deck, out, pdf=pdf, announce=announce)
    checked = built.checked
    print_problems(checked.problems)
    if not built.paths:
        typer.echo(f"{deck}: not released: {tell_obstacle(checked.problems)}", err=True)
        raise typer.Exit(1)
    for line in () if quiet else _sum_up(deck, built):
        typer.echo(line)


def _sum_up(deck: Path, built: Built) -> Iterator[str]:
    from quizgen.problems import plural

    news = "nothing has changed since the last release"
    if built.changes:
        since = f"{plural(built.changes, 'change')} since the last release"
        # A clock that is wrong is to be seen before learners get its dates.
        news = f"{'the first release' if built.first else since}, dated {built.dated}"
    yield f"{deck}: {plural(built.notes, 'note')} for Anki, {news}"
    if built.package_only and not built.first:
        some = any(path.name == "updates.txt" for path in built.paths)
        beside = "not with updates.txt" if some else "and there is no updates.txt"
        yield (
            f"  {built.package_only:,} of them with pictures or sounds that learners lack: "
            f"these come with the package, {beside}"
        )
    for written in built.paths:
        yield f"  {written}"
