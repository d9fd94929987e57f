"""Measure handouts: a quiz in 26 versions, how long papers compose, and a long page's rendering.

    python tests/bench/handouts.py [--runs 3]

Seconds are the processor's, the median of so many runs. The page stands beside one of a script that
joins strings and knows no layout: it escapes the same texts and puts the same marks around them.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from statistics import median

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.model import ChoiceTask, Item, Plan, Quiz, Section, plain
from quizgen.problems import Where
from quizgen.render import render_handout

HERE = Where("bench")
LENGTHS = (500, 2_000, 10_000)
"""Questions of the papers that are composed; the longest is printed."""
HEAD = """\
id: words
title: Words
waive: {no-source: made up}
kinds:
  word:
    complete: true
    fields: {word: text, meaning: text}
    templates:
      means: {ask: "What does the word {{ word }} mean in a language that is made up?", answer: meaning}
facts:
  word:
"""  # noqa: E501 - a template is a line


def write_deck(folder: Path, count: int) -> Path:
    """Write a deck of so many words."""
    rows = (
        f"    w{i}: {{word: Word {i}, meaning: the meaning {i * 7919}}}\n" for i in range(count)
    )
    path = folder / f"words-{count}.yaml"
    path.write_text(HEAD + "".join(rows))
    return path


def composing(path: Path, count: int) -> Callable[[], Quiz]:
    """Give what composes a quiz of choice questions, one about each word."""
    deck, _ = load_deck(path)
    questions, _ = ask_questions(deck)
    plan = Plan("bench", "Bench", (Section("choice", count, HERE),), HERE)

    def compose() -> Quiz:
        quiz, problems = compose_quiz(deck, questions, plan)
        assert quiz is not None, problems
        return quiz

    return compose


def join_page(quiz: Quiz) -> str:
    """Join the items of a paper, as a script does that cares for nothing else."""
    parts = ["<ol>"]
    for item in quiz.papers[0].parts[0].items:
        parts.append(join_item(item))
    return "\n".join([*parts, "</ol>"])


def join_item(item: Item) -> str:
    """Join a choice question, its texts escaped."""
    assert isinstance(item.task, ChoiceTask)
    options = "".join(
        f'<li><span class="box"></span><span class="letter">{letter}</span>'
        f'<span class="text" dir="auto">{escape(plain(option.text), quote=False)}</span></li>\n'
        for letter, option in zip("ABCD", item.task.options, strict=True)
    )
    return (
        f'<li class="item">\n<span class="number">{item.number}.</span>\n<div class="body">\n'
        f'<div class="prompt" dir="auto">{escape(plain(item.prompt), quote=False)}</div>\n'
        f'<ol class="options columns-4">\n{options}</ol>\n</div>\n</li>\n'
    )


def seconds(work: Callable[[], object], runs: int) -> float:
    """Time work in this process, the median of so many runs."""
    found = []
    for _ in range(runs):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return median(found)


def run_quizgen(*arguments: object) -> float:
    """Run the command line; give the seconds of the processor that it took."""
    before = os.times()
    command = [sys.executable, "-m", "quizgen", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return (
        after.children_user - before.children_user + after.children_system - before.children_system
    )


def main() -> None:
    """Print a table of both; the collector rests, as it does while a command runs."""
    gc.disable()
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        deck = write_deck(folder, 500)
        command = ("quiz", deck, "--form", "choice=500", "--versions", 26, "--out", folder / "out")
        start = median(run_quizgen("quiz", "--help") for _ in range(runs))
        whole = median(run_quizgen(*command) for _ in range(runs))
        composed = [(count, composing(write_deck(folder, count), count)) for count in LENGTHS]
        long = composed[-1][1]()
    spent = [seconds(compose, runs) for _, compose in composed]
    joined = seconds(lambda: join_page(long), runs)
    page = seconds(lambda: next(render_handout(long)), runs)
    print("| handouts | seconds | ratio |\n|---|---|---|")
    print(
        f"| quizgen quiz: 500 questions, 26 versions, start not counted | {whole - start:.2f} | |"
    )
    for (count, _), each in zip(composed, spent, strict=True):
        print(f"| composing a paper of {count:,} questions | {each:.2f} | {each / spent[0]:.1f} |")
    print(f"| a script that joins 10,000 choice questions | {joined:.3f} | 1.0 |")
    print(f"| quizgen's page of them | {page:.3f} | {page / joined:.1f} |")


if __name__ == "__main__":
    main()
