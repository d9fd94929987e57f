"""The command line: options in, problems and paths out. The only typer here."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line; what no deck is to blame for becomes a line and exit code 2."""
    gc.disable()  # one command, one deck: a collector would only walk it again and again
    import typer

    from quizgen.cli.app import app
    from quizgen.problems import QuizgenError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a narrow terminal never stops a build
    try:
        app(prog_name="quizgen")  # not "python -m quizgen": completion hangs on the name
    except QuizgenError as error:
        typer.echo(f"quizgen: {error}", err=True)
        sys.exit(2)
    finally:
        gc.freeze()  # nor need it walk, at the end, what all goes at once
