"""Measure how checking grows with a deck: ten and a hundred times the questions.

.venv/bin/python tests/bench/growth.py [--largest 100000]

The deck's people have made-up names, towns and crafts: common ones in many facts, others in one, as
words are in real texts, so that searches for what is alike meet crowds as well as rare words.
Seconds are the processor's. A run of all takes some three minutes.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from quizgen import ask_questions, load_deck
from quizgen.build import check
from quizgen.check import check_hints, check_questions
from quizgen.check.card_cues import card_cues
from quizgen.check.duplicates import check_duplicate_card
from quizgen.check.interference import check_interference
from quizgen.compose import compose_quiz, list_cueing_pairs
from quizgen.problems import Severity

HEAD = """\
id: growth
title: Growth
source: register
sources: {register: {name: The register}}
kinds:
  person:
    fields: {name: text, born: year, town: text, craft: text, told: text}
    templates:
      craft: {ask: "Which craft did {{ name }} of {{ town }}, born in {{ born }}, follow?", answer: craft}
      town: {ask: "Where did {{ name }}, the {{ craft }}, live {{ told }}?", answer: town}
quizzes:
  test: {sections: [{form: recall, count: 20}]}
facts:
  person:
"""  # noqa: E501 - as an author writes it
ONSETS = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "st", "br"]
RHYMES = ["a", "e", "i", "o", "u", "an", "el", "or"]
COUNTS = (1_000, 10_000, 100_000)
"""Questions; two of each fact."""


def words(count: int, chance: Random) -> list[str]:
    """Make words of two or three syllables."""
    syllables = [onset + rhyme for onset in ONSETS for rhyme in RHYMES]
    return ["".join(chance.choices(syllables, k=chance.choice((2, 3, 3)))) for _ in range(count)]


def facts(count: int) -> Iterator[str]:
    """Give facts; the more there are, the more names, towns and crafts."""
    chance = Random(1)
    first, last = words(300, chance), words(max(50, count // 5), chance)
    towns, crafts = words(20 + int(2 * count**0.5), chance), words(20 + int(count**0.5), chance)
    prose = words(2_000, chance)
    often = list(accumulate(1 / (rank + 1) for rank in range(len(prose))))
    for i in range(count):
        name = f"{chance.choice(first)} {chance.choice(last)}".title()
        craft = f"{chance.choice(crafts)} {chance.choice(crafts)}"
        told = " ".join(chance.choices(prose, cum_weights=often, k=5))
        yield (
            f"    p{i}: {{name: {name}, born: {1500 + i % 500}, "
            f"town: {chance.choice(towns).title()}, craft: {craft}, told: {told}}}\n"
        )


def seconds(work: Callable[[], object]) -> float:
    """Give the processor's seconds that some work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def measure(path: Path) -> Iterator[tuple[str, float]]:
    """Give the seconds of each search, then of the whole check with all hints."""
    deck, _ = load_deck(path)
    questions, _ = ask_questions(deck)
    cues = list(card_cues(deck, questions))
    yield "cueing", seconds(lambda: list_cueing_pairs(deck, questions))
    yield "duplicates", seconds(lambda: list(check_duplicate_card(None, cues)))
    yield "interference", seconds(lambda: list(check_interference(deck, questions)))
    yield "composing a quiz", seconds(lambda: compose_quiz(deck, questions, deck.plans[0]))
    yield "rules over questions", seconds(lambda: check_questions(deck, questions))
    yield "hints", seconds(lambda: check_hints(deck, questions))
    yield "quizgen check", seconds(lambda: check(path))
    yield "quizgen check --info", seconds(lambda: check(path, least=Severity.INFO))


def main() -> None:
    """Print a row a search: seconds, and microseconds a question."""
    parser = argparse.ArgumentParser(description="Measure how checking grows with a deck.")
    parser.add_argument("--largest", type=int, default=COUNTS[-1], help="questions at most")
    counts = [each for each in COUNTS if each <= parser.parse_args().largest]
    rows: dict[str, list[str]] = {}
    with TemporaryDirectory() as folder:
        for count in counts:
            path = Path(folder) / f"{count}.yaml"
            path.write_text(HEAD + "".join(facts(count // 2)), encoding="utf-8")
            for name, taken in measure(path):
                rows.setdefault(name, []).append(f"{taken:.2f} ({1e6 * taken / count:.0f})")
    print(f"| seconds (µs a question) | {' | '.join(f'{count:,}' for count in counts)} |")
    print("|---" * (len(counts) + 1) + "|")
    for name, cells in rows.items():
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
