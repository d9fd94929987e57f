"""Build: the stages in their order, and nothing written where one of them finds an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from quizgen.build import build, check, print_quiz
from quizgen.model import Plan, Section
from quizgen.problems import QuizgenError, Where

CARD = "id: small\ntitle: Small\nfacts: {card: {one: {front: Eins, back: uno}}}\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A deck of one card, without a source."""
    path = tmp_path / "small.yaml"
    path.write_text(CARD)
    return path


def test_a_deck_without_quizzes_is_a_package_alone(small: Path, tmp_path: Path) -> None:
    built = build(small, tmp_path / "out")
    assert built.paths == (tmp_path / "out" / "small" / "small.apkg",)
    assert built.notes == 1


def test_a_warning_builds_unless_strict(small: Path, tmp_path: Path) -> None:
    strict = build(small, tmp_path / "out", strict=True)
    assert [problem.rule for problem in strict.checked.problems] == ["no-source"]
    assert strict.paths == ()
    assert not (tmp_path / "out").exists()
    assert build(small, tmp_path / "out").paths != ()


def test_an_error_writes_nothing(small: Path, tmp_path: Path) -> None:
    small.write_text(CARD.replace("front", "frnt"))
    built = build(small, tmp_path / "out")
    assert (built.paths, built.notes) == ((), 0)
    assert {problem.rule for problem in built.checked.problems} >= {"unknown-key"}
    assert not (tmp_path / "out").exists()


def test_a_quiz_that_cannot_be_filled_is_an_error_of_the_deck(small: Path, tmp_path: Path) -> None:
    small.write_text(CARD + "quizzes: {big: {sections: [{form: recall, count: 2}]}}\n")
    built = build(small, tmp_path / "out")
    assert "too-few-questions" in [problem.rule for problem in built.checked.problems]
    assert not (tmp_path / "out").exists()


def test_a_shortage_is_not_told_while_facts_are_broken(small: Path) -> None:
    text = CARD.replace("front", "frnt")
    small.write_text(text + "quizzes: {big: {sections: [{form: recall, count: 1}]}}\n")
    assert "too-few-questions" not in [problem.rule for problem in check(small).problems]


def test_problems_come_by_place_with_their_lines(small: Path) -> None:
    small.write_text(CARD + "sources: {book: {nam: x}}\nquizes: {}\n")
    problems = check(small).problems
    assert [problem.where for problem in problems] == sorted(each.where for each in problems)
    assert all(problem.line for problem in problems)


def test_a_quiz_beside_the_build_says_what_it_lacks(small: Path, tmp_path: Path) -> None:
    where = Where("options")
    plan = Plan("extra", "Extra", (Section("recall", 2, where),), where)
    printed = print_quiz(check(small), plan, tmp_path / "out", keep_in=small)
    assert printed.files == ()
    assert [problem.rule for problem in printed.problems] == ["too-few-questions"]
    assert not (tmp_path / "small.editions").exists()
    assert not (tmp_path / "out").exists()


def test_no_deck_at_all_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(QuizgenError, match="there is no deck at"):
        check(tmp_path / "missing")


@pytest.mark.parametrize("deck", ["planets.yaml", "microsoft-openai"])
def test_decks_of_ours_are_without_a_single_problem(deck: str) -> None:
    assert check(ROOT / "decks" / deck).problems == ()
