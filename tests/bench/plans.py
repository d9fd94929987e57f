"""Measure how long parallel versions take, and hold each paper to its plan by counting again.

.venv/bin/python tests/bench/plans.py
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from quizgen import ask_questions, compose_quiz, load_deck
from quizgen.model import ChoiceTask, Deck, Item, Paper, Quiz, plain

HEAD = """\
id: bench
title: Benchmark
source: register
sources: {register: {name: The register}}
kinds:
  person:
    fields: {name: person, town: text, craft: text, guild: text}
    templates:
      craft:
        ask: Which craft did {{ name }} of {{ town }} follow for {{ guild }}?
        answer: craft
        one: true
"""
PLAN = """\
quizzes:
  test:
    versions: %d
    parallel: true
    topics: {%s}
    difficulty: {easy: .4, medium: .4, hard: .2, tol: .15}
    max_per_subject: 1
    sections:
      - {form: choice, count: %d}
      - {form: recall, count: %d}
"""
CASES = ((150, 250, 3, 20), (5_000, 0, 26, 40), (5_000, 4_000, 26, 40))
"""Facts (of two questions each), pairs of enemies, versions, and questions of each."""
TOPICS = 5


def facts(count: int, pairs: int) -> Iterator[str]:
    """Give facts of five topics and difficulties, some of them enemies."""
    chance = Random(1)
    enemies: dict[int, set[int]] = {i: set() for i in range(count)}
    for _ in range(pairs):
        one, other = chance.sample(range(count), 2)
        enemies[one].add(other)
    for i in range(count):
        named = f", enemies: [{', '.join(f'p{other}' for other in enemies[i])}]"
        yield (
            f"    p{i}: {{name: Person {i}, town: Town {i % 977} {'on the long river ' * (i % 3)},"
            f" craft: craft {i * 7 % 1009}, guild: guild {i * 13 % 499}, topic: t{i % TOPICS},"
            f" difficulty: {chance.randint(1, 5)}{named if enemies[i] else ''}}}\n"
        )


def hold(quiz: Quiz, deck: Deck, items: int) -> None:
    """Count again what the plan demands of each paper, and of the papers side by side."""
    known = {str(fact.id): fact for fact in deck.facts}
    papers = [[item for part in paper.parts for item in part.items] for paper in quiz.papers]
    asked = [item.question.fact for paper in papers for item in paper]
    assert len(set(asked)) == len(asked) == items * len(papers)
    for paper in papers:
        own = {item.question.fact for item in paper}
        assert not any(own & set(known[fact].enemies) for fact in own)
    cells = [_cells(paper) for paper in quiz.papers]
    assert all(each == cells[0] for each in cells)
    hardness = [sum(known[item.question.fact].difficulty or 3 for item in p) for p in papers]
    assert max(hardness) - min(hardness) <= 0.05 * items + 1e-9
    words = [sum(map(_words, paper)) for paper in papers]
    assert max(words) <= 1.1 * min(words)


def _cells(paper: Paper) -> list[Counter[str]]:
    return [Counter(item.question.topic for item in part.items) for part in paper.parts]


def _words(item: Item) -> int:
    options: Sequence[str] = ()
    if isinstance(item.task, ChoiceTask):
        options = [plain(option.text) for option in item.task.options]
    return sum(len(text.split()) for text in (plain(item.prompt), *options))


def main() -> None:
    """Print a row a case: seconds of the processor, for composing alone."""
    print("| questions | enemy pairs | versions x questions | seconds |\n|---|---|---|---|")
    for count, pairs, versions, items in CASES:
        topics = ", ".join(f"t{i}: [{items // 10}, {items // 3}]" for i in range(TOPICS))
        plan = PLAN % (versions, topics, items // 2, items - items // 2)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "bench.yaml"
            path.write_text(f"{HEAD}facts:\n  person:\n{''.join(facts(count, pairs))}{plan}")
            deck, slips = load_deck(path)
        questions, problems = ask_questions(deck)
        assert not [*slips, *problems], [*slips, *problems][:3]
        started = time.process_time()
        quiz, problems = compose_quiz(deck, questions, deck.plans[0])
        seconds = time.process_time() - started
        assert quiz is not None, problems
        hold(quiz, deck, items)
        print(f"| {len(questions):,} | {pairs:,} | {versions} x {items} | {seconds:.2f} |")


if __name__ == "__main__":
    main()
