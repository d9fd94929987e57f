"""The command line: options in, problems and paths out. The only typer here."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line; what no deck is to blame for becomes a line and exit code 2."""
    gc.disable()  # one command, one deck: a collector would only walk it again and again
    _open_closed_streams()
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
    except OSError as error:  # of what was printed: files are read and written with own words
        os.dup2(_nowhere(), sys.stdout.fileno())  # for the flush at the end
        typer.echo(f"quizgen: cannot print: {error.strerror or error}", err=True)
        sys.exit(2)
    finally:
        gc.freeze()  # nor need it walk, at the end, what all goes at once


def _open_closed_streams() -> None:
    """Give a program that runs without a terminal, and without streams, somewhere to print to."""
    sys.stdout = sys.stdout or os.fdopen(_nowhere(), "w")
    sys.stderr = sys.stderr or os.fdopen(_nowhere(), "w")


def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)
