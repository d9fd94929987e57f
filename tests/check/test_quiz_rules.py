"""Quizzes: what is offered as wrong again and again is right somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.check import check_quizzes
from quizgen.compose import compose_quiz
from quizgen.problems import Severity

DECK = """
kinds:
  planet:
    fields: {what: text, name: text}
    templates: {which: {ask: "Which is {{ what }}?", answer: name, forms: [choice]}}
facts:
  planet:
%s
quizzes:
  test: {versions: 2, sections: [{form: choice, count: %d}]}
"""


def told(folder: Path, *facts: tuple[str, Sequence[str]]) -> list[str]:
    """Give what is told of a quiz of facts, each its name and its wrong answers."""
    rows = (
        f"    f{i}: {{what: number {i}, name: {name}, wrong: {{name: [{', '.join(wrong)}]}}}}"
        for i, (name, wrong) in enumerate(facts)
    )
    deck, slips = load_text(DECK % ("\n".join(rows), len(facts)), folder)
    assert slips == []
    questions, problems = ask_questions(deck)
    quiz, shortages = compose_quiz(deck, questions, deck.plans[0])
    assert (problems, shortages) == ([], [])
    assert quiz is not None
    found = check_quizzes(deck, [quiz])
    assert all(problem.severity is Severity.WARNING for problem in found)
    return [problem.message for problem in found]


MARS, VENUS, EARTH = ("Mars", ["Sun", "A"]), ("Venus", ["Sun", "B"]), ("Earth", ["Sun", "C"])
OTHERS = [(f"N{i}", [f"L{i}", f"M{i}"]) for i in range(7)]


def test_what_is_wrong_three_times_and_never_right_is_told_once(tmp_path: Path) -> None:
    found = told(tmp_path, MARS, VENUS, EARTH, *OTHERS)
    assert found == ["quiz 'test' offers 'Sun' as wrong in 3 questions, and never as right"]


def test_in_a_short_quiz_chance_brings_a_name_three_times(tmp_path: Path) -> None:
    assert not told(tmp_path, MARS, VENUS, EARTH, *OTHERS[:6])


def test_what_is_right_once_may_be_wrong_elsewhere(tmp_path: Path) -> None:
    assert not told(tmp_path, MARS, VENUS, EARTH, *OTHERS, ("Sun", ["A", "B"]))


def test_twice_is_no_pattern(tmp_path: Path) -> None:
    assert not told(tmp_path, MARS, VENUS, *OTHERS, ("Moon", ["A", "C"]))


def test_the_same_wrong_answers_three_times_are_told(tmp_path: Path) -> None:
    facts = [(name, ["Sun", "Moon"]) for name in ("Mars", "Venus", "Earth")]
    found = told(tmp_path, *facts, ("Sun", ["A", "B"]), ("Moon", ["A", "B"]))
    assert found == ["quiz 'test' offers the same wrong answers (Moon, Sun) in 3 questions"]
