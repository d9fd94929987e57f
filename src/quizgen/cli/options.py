"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from quizgen.cli.completion import complete_decks, complete_kinds, complete_topics


class Format(StrEnum):
    """How results are shown."""

    TEXT = "text"
    JSON = "json"


class ProblemFormat(StrEnum):
    """How problems are told: as text to stderr, or for a program to stdout."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


OneDeck = Annotated[
    Path,
    typer.Argument(
        metavar="DECK", help="A deck, as file or folder.", autocompletion=complete_decks
    ),
]
ManyDecks = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[DECK]...",
        help="Decks, as files or folders; all of decks/ if none is named.",
        show_default=False,
        autocompletion=complete_decks,
    ),
]
Out = Annotated[
    Path,
    typer.Option(
        "--out", "-o", metavar="DIR", help="Where to write; each deck gets a folder in it."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Tell on stderr how long each stage took.")
]
Pdf = Annotated[
    bool,
    typer.Option("--pdf", help=r"Print each page as a tagged PDF too: needs 'quizgen\[pdf]'."),
]
ProblemStyle = Annotated[
    ProblemFormat,
    typer.Option(
        "--format",
        help="How to tell problems: as text, or on stdout as JSON, as annotations for GitHub, or "
        "as SARIF; all else then goes to stderr.",
    ),
]
Sources = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Verify the evidence against the documents in DIR.",
        show_default=False,
    ),
]
Topics = Annotated[
    list[str] | None,
    typer.Option(
        "--topic",
        "-t",
        help="Only this topic; may be repeated.",
        show_default=False,
        autocompletion=complete_topics,
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        "-k",
        help="Only this kind of fact; may be repeated.",
        show_default=False,
        autocompletion=complete_kinds,
    ),
]
