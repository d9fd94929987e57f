"""Measure quizgen beside the script everybody writes, and print one table.

    python tests/bench/run.py [--facts 100000] [--runs 3] [--million]

The deck is generated: facts of six short fields, one `ask` template. Each figure is the median
of runs in processes of their own; seconds are the processor's, MB the most memory held.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copytree
from statistics import median

from big_deck import write_csv, write_yaml

HERE = Path(__file__).resolve().parent
STAGES = {
    "read": {
        "parser events drained (the floor)": "drain_events",
        "quizgen's load, every place kept": "load_places",
        "yaml.load(CSafeLoader)": "load_safely",
    },
    "write": {
        "rows, VACUUM, stored zip (the floor)": "write_rows",
        "quizgen's render and write": "write_package",
        "genanki's write_to_file": "write_genanki",
    },
}
"""What is compared -> names of rows, the first of which is 1, and their stages in stages.py."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one run cost: seconds of the processor, megabytes at most."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; its ratio is to the first of its group, for the same work."""

    name: str
    run: Callable[[], Figure]
    work: float = 1
    """How many times the work of the first."""


def run(*command: object) -> tuple[str, Figure]:
    """Run a process to its end; give what it printed and what it cost from start to finish."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    # As where it is installed: compiled once.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir(), "quizgen-bytecode"))
    words = [sys.executable, *map(str, command)]
    with (
        tempfile.TemporaryFile("w+") as told,  # warnings of a deck of numbered things
        subprocess.Popen(
            words, env=environment, stdout=subprocess.PIPE, stderr=told, text=True
        ) as process,
    ):
        printed = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            raise SystemExit(f"failed: {' '.join(words)}\n{told.read()}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return printed, Figure(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def run_stage(stage: str, folder: Path, facts: int) -> Figure:
    """Run a stage of stages.py: the seconds are the stage's own."""
    printed, figure = run(HERE / "stages.py", stage, folder, facts)
    return Figure(float(printed), figure.megabytes)


def run_script(deck: Path) -> Figure:
    """Run the script everybody writes."""
    return run(HERE / "script.py", deck, deck.with_suffix(".apkg"))[1]


def run_quizgen(*words: object) -> Figure:
    """Run a command of quizgen."""
    return run("-m", "quizgen", *words)[1]


def build(deck: Path) -> Figure:
    """Build a deck, whatever was built before."""
    return run_quizgen("build", "-q", "--force", deck, "--out", deck.parent / "out")


def build_first(deck: Path) -> Figure:
    """Build a deck as if it never had been: all its notes are new to its lock."""
    lock = deck.with_suffix(".anki.lock") if deck.is_file() else deck / "anki.lock"
    lock.unlink(missing_ok=True)
    return build(deck)


def build_again(deck: Path) -> Figure:
    """Build a deck that did not change since it was built."""
    return run_quizgen("build", "-q", deck, "--out", deck.parent / "out")


def compare(folder: Path, facts: int) -> Iterator[tuple[Row, ...]]:
    """Give quizgen's stages beside their floors, and its commands beside the script."""
    deck = folder / "bench.yaml"
    write_yaml(deck, facts)
    write_yaml(folder / "one.yaml", 1)
    for title, stages in STAGES.items():
        yield tuple(
            Row(f"{title}: {name}", partial(run_stage, stage, folder, facts))
            for name, stage in stages.items()
        )
    yield (
        Row("YAML to .apkg: the script everybody writes", partial(run_script, deck)),
        Row("YAML to .apkg: quizgen build, first time", partial(build_first, deck)),
        Row("YAML to .apkg: quizgen build, with its lock", partial(build, deck)),
        Row("YAML to .apkg: quizgen build, nothing changed", partial(build_again, deck)),
        Row("quizgen check", partial(run_quizgen, "check", "-q", deck)),
    )


def compare_sizes(folder: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """Give builds of decks of growing size, from CSV."""
    for size in sizes:
        deck = folder / f"csv-{size}"
        write_csv(deck, size)
        name = f"quizgen build: {size:,} facts as CSV"
        yield Row(name, partial(build_first, deck), size / sizes[0])


def compare_proofs(folder: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """Give checks by all rules of decks of growing size, each fact with wrong answers to prove."""
    for size in sizes:
        deck = folder / f"one-{size}.yaml"
        write_yaml(deck, size, one=True)
        name = f"quizgen check --info: {size:,} facts, {2 * size:,} questions, wrong answers proven"
        yield Row(name, partial(run_quizgen, "check", "--info", "-q", deck), size / sizes[0])


def compare_commands(folder: Path) -> Iterator[Row]:
    """Give the commands that a curator runs all day."""
    decks = folder / "decks"
    copytree(HERE.parent.parent / "decks", decks)
    yield Row("quizgen --help", partial(run_quizgen, "--help"))
    yield Row("quizgen build decks/planets.yaml", partial(build, decks / "planets.yaml"))
    check = partial(run_quizgen, "check", "-q", decks / "microsoft-openai")
    yield Row("quizgen check decks/microsoft-openai", check)


def measure(group: Iterable[Row], runs: int) -> Iterator[str]:
    """Run each row of a group; give the table's lines, ratios against the group's first row."""
    first = 0.0
    for row in group:
        figures = [row.run() for _ in range(runs)]
        seconds = median(figure.seconds for figure in figures)
        megabytes = median(figure.megabytes for figure in figures)
        first = first or seconds
        ratio = seconds / first / row.work
        yield f"| {row.name} | {seconds:.2f} | {ratio:.2f} | {megabytes:.0f} |"


def main() -> None:
    """Print the table, each line as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--million", action="store_true", help="build 1,000,000 facts, once")
    options = parser.parse_args()
    sizes = [size for size in (1_000, 10_000, 100_000) if size <= options.facts]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        groups = [
            *((group, options.runs) for group in compare(folder, options.facts)),
            (compare_sizes(folder, sizes), options.runs),
            (compare_sizes(folder, [1_000_000]) if options.million else (), 1),
            (compare_proofs(folder, sizes), options.runs),
            (compare_commands(folder), 2 * options.runs + 1),
        ]
        print(f"{options.facts:,} facts; Python {platform.python_version()}\n")
        print("| stage | seconds | ratio | MB |\n|---|---|---|---|")
        for group, runs in groups:
            for line in measure(group, runs):
                print(line, flush=True)


if __name__ == "__main__":
    main()
