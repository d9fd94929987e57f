"""`quizgen diff`: what an import of a new package would do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quizgen.cli.options import Format

Old = Annotated[Path, typer.Argument(metavar="OLD.apkg", help="The package a learner has.")]
New = Annotated[Path, typer.Argument(metavar="NEW.apkg", help="The package to be imported.")]
Style = Annotated[Format, typer.Option("--format", help="How to show it.")]


def diff(old: Old, new: New, style: Style = Format.TEXT) -> None:
    """Say what an import of a new package would do to a learner who has the old one.

    It follows Anki's default import settings, without Anki. Exit code 0: all that is new
    arrives; 1: there are conflicts, or changes that the import would silently ignore; 2: wrong
    use.

    Example: quizgen diff released/planets.apkg dist/planets/planets.apkg
    """
    from quizgen.cli.diff_views import comparison_json, comparison_text
    from quizgen.diff import compare_packages
    from quizgen.load import read_package

    comparison = compare_packages(read_package(old), read_package(new))
    view = comparison_json if style is Format.JSON else comparison_text
    typer.echo(view(comparison))
    raise typer.Exit(1 if comparison.loses else 0)
