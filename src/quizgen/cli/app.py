"""App: all commands of the command line, and what stands above them."""

from __future__ import annotations

from typing import Annotated

import typer

from quizgen.cli.build import build
from quizgen.cli.check import check
from quizgen.cli.diff import diff
from quizgen.cli.key import key
from quizgen.cli.lock import lock
from quizgen.cli.new import new
from quizgen.cli.quiz import quiz
from quizgen.cli.release import release
from quizgen.cli.report import report
from quizgen.cli.rule import rule
from quizgen.cli.schema import schema
from quizgen.cli.show import show

Version = Annotated[bool, typer.Option("--version", help="Show the version and exit.")]

app = typer.Typer(
    name="quizgen",
    help="Curated facts in, Anki decks and printed quizzes out.",
    epilog="Start with 'quizgen new my-deck', then 'quizgen build my-deck'.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _options(version: Version = False) -> None:
    if version:
        from quizgen import __version__

        typer.echo(f"quizgen {__version__}")
        raise typer.Exit


for command in (new, check, build, release, diff, lock, show, quiz, key, report, rule, schema):
    app.command()(command)
