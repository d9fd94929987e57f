"""`quizgen schema`: what editors need to complete and check the files of a deck."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from quizgen.cli.completion import complete_decks


class SchemaPart(StrEnum):
    """The sorts of files of a deck that is a folder, and a deck in one file."""

    WHOLE = "whole"
    DECK = "deck"
    KINDS = "kinds"
    NAMES = "names"
    SOURCES = "sources"
    FACTS = "facts"
    QUIZ = "quiz"


Deck = Annotated[
    Path | None,
    typer.Argument(
        metavar="[DECK]",
        help="A deck, whose own kinds, fields, sources and names the schema then knows.",
        show_default=False,
        autocompletion=complete_decks,
    ),
]
File = Annotated[
    SchemaPart,
    typer.Option(
        "--file",
        metavar="FILE",
        help="Which file of a folder it is for: deck, kinds, names, sources, facts or quiz; "
        "whole: a deck in one file.",
    ),
]
Write = Annotated[
    bool,
    typer.Option("--write", help="Write the schemas beside the deck, where its editor reads them."),
]


def schema(deck: Deck = None, file: File = SchemaPart.WHOLE, write: Write = False) -> None:
    """Print the JSON Schema of a deck's files, so that editors complete and check them.

    With --write, name the schemas in the first lines of the files, as is shown;
    'quizgen build' then keeps them up to date.

    Examples: quizgen schema --file facts decks/trees; quizgen schema --write decks/trees
    """
    from quizgen.cli.terminal import count_problems
    from quizgen.load import load_deck, print_schema, schema_files
    from quizgen.problems import QuizgenError, has_errors
    from quizgen.write import write_beside

    if deck is None:
        if write:
            raise QuizgenError("--write wants a deck to write beside")
        typer.echo(print_schema(file.value), nl=False)
        return
    loaded, problems = load_deck(deck)
    if write:
        folder = deck.parent if deck.is_file() else deck
        for path in write_beside(schema_files(deck, loaded), folder):
            typer.echo(path)
        _tell_first_lines(deck)
    else:
        typer.echo(print_schema(file.value, loaded), nl=False)
    if has_errors(problems):
        typer.echo(f"{deck}: {count_problems(problems)}: see 'quizgen check {deck}'", err=True)
        raise typer.Exit(1)


def _tell_first_lines(deck: Path) -> None:
    """Say how each file names its schema."""
    from quizgen.load import PARTS

    typer.echo("The first line of each file:", err=True)
    if deck.is_file():
        line = f"# yaml-language-server: $schema={deck.stem}.schema.json"
        typer.echo(f"  {deck.name}: {line}", err=True)
        return
    for part, name in PARTS.items():
        up = "../" * name.count("/")
        line = f"# yaml-language-server: $schema={up}.schema/{part}.json"
        typer.echo(f"  {name}: {line}", err=True)
