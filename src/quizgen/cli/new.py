"""`quizgen new`: a first deck."""

from __future__ import annotations

from pathlib import Path
from shlex import join
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
    from quizgen.load import load_deck, read_starter, schema_files
    from quizgen.write import write_new

    paths = write_new(read_starter(folder.resolve().name), folder)
    deck, _ = load_deck(folder)
    for path in (*paths, *write_new(schema_files(folder, deck), folder)):
        typer.echo(path)
    typer.echo(f"Next: {join(['quizgen', 'build', str(folder)])}", err=True)
