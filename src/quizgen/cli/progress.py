"""Progress: on a terminal, how far a long run is; with --verbose, what each stage took."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

import typer

from quizgen.cli.terminal import columns

if TYPE_CHECKING:
    from quizgen.build import Announce

PATIENCE = 1.0
"""Seconds after which a run is shown: what is over sooner would only flicker."""
_PACE = 0.1
"""Seconds between two looks of the bar."""
_BAR_WIDTH = 24

Mark = tuple[str, float]
"""A stage, and when it began, in seconds of the process's own clock."""


@contextmanager
def following(
    task: str, stages: Sequence[str], *, quiet: bool = False, verbose: bool = False
) -> Iterator[Announce]:
    """Give what a run tells its stages to; draw them on a terminal, and sum them up if wished."""
    marks: list[Mark] = []
    shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not quiet
    started = perf_counter()
    with _drawn(task, stages, marks, started) if shown else _unseen():
        yield lambda stage: marks.append((stage, perf_counter()))
    if verbose:
        typer.echo(_times(task, marks, perf_counter()), err=True)


@contextmanager
def _unseen() -> Iterator[None]:
    yield


@contextmanager
def _drawn(
    task: str, stages: Sequence[str], marks: Sequence[Mark], started: float
) -> Iterator[None]:
    """Draw the bar beside the run, from a thread that only sleeps and prints."""
    from threading import Event, Thread

    over = Event()

    def draw() -> None:
        if over.wait(PATIENCE):
            return
        while True:
            stage = marks[-1][0] if marks else stages[0]
            width = (columns(sys.stderr) or 80) - 1  # a full line would break
            line = bar(task, stages, stage, perf_counter() - started, width)
            typer.echo(f"\r{line}\x1b[K", nl=False, err=True, color=True)
            if over.wait(_PACE):
                typer.echo("\r\x1b[K", nl=False, err=True, color=True)
                return

    thread = Thread(target=draw, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def bar(task: str, stages: Sequence[str], stage: str, seconds: float, width: int) -> str:
    """Word one look at a run in at most `width` columns: the task gives way first, then the bar.

    >>> bar("building big.yaml", ["load", "ask", "check"], "ask", 3.2, 60)
    'building big.yaml ━━━━━━━━················ ask 3 s'
    >>> bar("building big.yaml", ["load", "ask", "check"], "ask", 3.2, 24)
    'building big.... ask 3 s'
    """
    after = f" {stage} {seconds:.0f} s"
    if width >= len(task) + _BAR_WIDTH + len(after) + 1:
        done = _BAR_WIDTH * stages.index(stage) // len(stages) if stage in stages else 0
        return f"{task} {'━' * done}{'·' * (_BAR_WIDTH - done)}{after}"
    room = max(0, width - len(after))
    return (task if len(task) <= room else f"{task[: max(0, room - 3)]}...") + after


def _times(task: str, marks: Sequence[Mark], end: float) -> str:
    """Sum up what each stage took, in seconds."""
    spans = [(stage, after - begun) for (stage, begun), (_, after) in pairwise([*marks, ("", end)])]
    total = sum(took for _, took in spans)
    lines = [f"  {stage:<8}{took:>8.3f} s{took / total:>6.0%}" for stage, took in spans]
    return "\n".join([task, *lines, f"  {'total':<8}{total:>8.3f} s"])
