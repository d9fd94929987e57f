"""`quizgen new`: a first deck."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

NewFolder = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="The folder to make; no file that is there is touched."),
]


def new(folder: NewFolder) -> None:
    """Make a small working deck with comments, that builds at once.

    Example: quizgen new my-deck && quizgen build my-deck
    """
    from quizgen.load import read_starter
    from quizgen.write import write_new

    for path in write_new(read_starter(folder.resolve().name), folder):
        typer.echo(path)
    typer.echo(f"Next: quizgen build {folder}", err=True)
