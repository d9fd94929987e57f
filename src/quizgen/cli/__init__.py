"""The command line: options in, problems and paths out. The only typer here."""

from __future__ import annotations

import gc
import sys
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
from quizgen.problems import QuizgenError

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


def main() -> None:
    """Run the command line; what no deck is to blame for becomes a line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a narrow terminal never stops a build
    gc.disable()  # one command, one deck: a collector would only walk it again and again
    try:
        app(prog_name="quizgen")  # not "python -m quizgen": completion hangs on the name
    except QuizgenError as error:
        typer.echo(f"quizgen: {error}", err=True)
        sys.exit(2)
