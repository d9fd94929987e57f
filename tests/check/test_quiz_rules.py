"""Quizzes: what is offered as wrong again and again is right somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.check import check_hints, check_quizzes
from quizgen.check.quizzes import check_key_runs
from quizgen.compose import compose_quiz
from quizgen.model import Deck, Quiz, name_key_runs
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


def compose(folder: Path, *facts: tuple[str, Sequence[str]]) -> tuple[Deck, Quiz]:
    """Compose a quiz of facts, each its name and its wrong answers."""
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
    return deck, quiz


def told(folder: Path, *facts: tuple[str, Sequence[str]]) -> list[str]:
    """Give what is told of a quiz of facts."""
    deck, quiz = compose(folder, *facts)
    found = check_quizzes(deck, [quiz])
    assert all(problem.severity is Severity.WARNING for problem in found)
    return [problem.message for problem in found]


def hinted(folder: Path, *facts: tuple[str, Sequence[str]]) -> list[str]:
    """Give what is told of it to those who ask for hints."""
    deck, quiz = compose(folder, *facts)
    found = check_hints(deck, (), [quiz])
    assert {(each.rule, each.severity) for each in found} <= {("eliminating-key", Severity.INFO)}
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


@pytest.mark.parametrize("seed", range(30))
def test_planted_name_that_is_never_right_is_told(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)  # noqa: S311 - which names are planted is no secret
    facts = [(f"N{i}", [f"L{i}", f"M{i}"]) for i in range(chance.randrange(10, 20))]
    assert not told(tmp_path, *facts)
    for i in chance.sample(range(len(facts)), chance.randrange(3, 6)):
        facts[i] = (facts[i][0], ["Sun", facts[i][1][1]])
    (found,) = told(tmp_path, *facts)
    assert found.startswith("quiz 'test' offers 'Sun' as wrong in ")


INNER = [("Mars", ["Venus", "Earth"]), ("Venus", ["Earth", "Mars"]), ("Earth", ["Mars", "Venus"])]


def test_answers_that_others_use_up_are_hinted_at_once(tmp_path: Path) -> None:
    (found,) = hinted(tmp_path, *INNER)
    assert found == (
        "quiz 'test', version A: of template 'which' of 'planet' each answer is right once, and "
        "questions 1, 2 and 3 offer as wrong only what is right in others"
    )


def test_an_answer_that_serves_twice_cannot_be_struck_out(tmp_path: Path) -> None:
    assert not hinted(tmp_path, *INNER, ("Mars", ["Venus", "Earth"]))


def test_templates_of_one_name_are_told_apart_by_their_kinds(tmp_path: Path) -> None:
    town = """  town:
    fields: {what: text, name: text}
    templates: {which: {ask: "Which town is {{ what }}?", answer: name, forms: [choice]}}
facts:
  town:
    t: {what: large, name: Mars, wrong: {name: [Rome, Bonn]}}
"""
    rows = "\n".join(
        f"    f{i}: {{what: number {i}, name: {name}, wrong: {{name: [{', '.join(wrong)}]}}}}"
        for i, (name, wrong) in enumerate(INNER)
    )
    text = (DECK % (rows, 4)).replace("facts:\n", town, 1)
    deck, slips = load_text(text, tmp_path)
    quiz, shortages = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert (slips, shortages) == ([], [])
    assert quiz is not None
    (found,) = check_hints(deck, (), [quiz])
    assert "of template 'which' of 'planet'" in found.message


def test_a_wrong_answer_that_none_asks_for_stays_to_the_end(tmp_path: Path) -> None:
    assert not hinted(tmp_path, *((name, [*wrong[1:], "Pluto"]) for name, wrong in INNER))


@pytest.mark.parametrize("seed", range(30))
def test_planted_pool_that_uses_itself_up_is_hinted_at(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)  # noqa: S311 - which names are planted is no secret
    names = [f"Town{i}" for i in range(chance.randrange(4, 20))]
    many = chance.choice((2, 3))
    others = {name: [other for other in names if other != name] for name in names}
    closed = [(name, chance.sample(others[name], many)) for name in names]
    assert len(hinted(tmp_path, *closed)) == 1
    strangers = [(name, [*wrong[1:], f"No{name}"]) for name, wrong in closed]
    assert not hinted(tmp_path, *strangers)


SUMS = """
kinds:
  town:
    fields: {name: text, people: number}
    templates: {many: {ask: "How many live in {{ name }}?", answer: people, forms: [choice]}}
facts:
  town:
%s
quizzes:
  test: {versions: 2, sections: [{form: choice, count: %d}]}
"""


def told_of_towns(folder: Path, sums: Sequence[Sequence[int]]) -> list[str]:
    """Give what is told of a quiz about towns, each the right number and wrong ones."""
    rows = (
        f"    t{i}: {{name: Town {i}, people: {right}, wrong: {{people: {list(wrong)}}}}}"
        for i, (right, *wrong) in enumerate(sums)
    )
    deck, slips = load_text(SUMS % ("\n".join(rows), len(sums)), folder)
    assert slips == []
    questions, _ = ask_questions(deck)
    quiz, shortages = compose_quiz(deck, questions, deck.plans[0])
    assert shortages == []
    assert quiz is not None
    return [problem.message for problem in check_key_runs(deck, [quiz])]


def test_numbers_of_which_the_least_is_always_right_are_told(tmp_path: Path) -> None:
    found = told_of_towns(tmp_path, [(i + 1, i + 200, i + 300, i + 400) for i in range(10)])
    assert found == [
        f"quiz 'test', version {letter}: A is right {words}"
        for letter in "AB"
        for words in ("10 times in a row", "in 10 of 10 questions")
    ]


def test_names_of_which_any_may_be_first_are_drawn_again(tmp_path: Path) -> None:
    """Five of ten are right as A in any draw: a run of six needs a draw that is left out."""
    sums = [(i + 1, i + 200, i + 300, i + 400) for i in range(6)]
    sums += [(i + 900, i + 200, i + 300, i + 400) for i in range(6)]
    assert told_of_towns(tmp_path, sums) == []


@pytest.mark.parametrize("seed", range(30))
def test_a_pattern_planted_in_a_key_is_named(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - which letters are planted is no secret
    sound = [i % 4 for i in range(chance.randrange(12, 40))]
    chance.shuffle(sound)
    while name_key_runs(sound):
        chance.shuffle(sound)
    letter, begin = chance.randrange(4), chance.randrange(len(sound) - 6)
    planted = [*sound[:begin], *[letter] * 6, *sound[begin + 6 :]]
    assert any(f"{'ABCD'[letter]} is right" in words for words in name_key_runs(planted))
    often = [letter if i % 3 else each for i, each in enumerate(sound)]
    assert any("questions" in words for words in name_key_runs([*often, *[letter] * len(sound)]))


def test_long_papers_may_have_the_rows_that_chance_brings_them() -> None:
    around = [1, 2, 3] * 200
    assert name_key_runs([*around, *[0] * 6, *around]) == ()
    assert name_key_runs([*around, *[0] * 7, *around]) == ("A is right 7 times in a row",)
