"""Residue: what a template prints is free of traces, and a value is never blamed."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text, places

from quizgen.ask import ask_questions
from quizgen.check import check_questions
from quizgen.load import quote_lines
from quizgen.model import Deck
from quizgen.problems import Problem

DECK = """
kinds:
  sign:
    fields: {{name: text, meaning: text, extra: text?}}
    templates:
      ask:
        ask: {ask}
        answer: meaning
facts: {{sign: {{a: {{name: {name}, meaning: something}}}}}}
"""


def problems_of(deck: Deck) -> list[Problem]:
    questions, problems = ask_questions(deck)
    assert problems == []
    return quote_lines(check_questions(deck, questions))


def residues(folder: Path, *, ask: str, name: str) -> list[Problem]:
    deck, problems = load_text(DECK.format(ask=ask, name=name), folder)
    assert problems == []
    return [problem for problem in problems_of(deck) if problem.rule == "residue"]


@pytest.mark.parametrize(
    ("ask", "trace"),
    [
        ('"Who  led {{ name }}?"', "two spaces in a row"),
        ('"What is {{ name }} {% if extra is defined %}x{% endif %} now?"', "two spaces in a row"),
        ("\"What is {{ '{{' }} {{ name }}?\"", "'{{'"),
        ('"What is {{ none }} to {{ name }}?"', "'None'"),
        ('"Who is {{ name }} ({% if extra is defined %}x{% endif %})?"', "'()'"),
        ('"What does {{ name }} mean {% if extra is defined %}x{% endif %}?"', "' ?'"),
        ('"What is {{ name }} (in short?"', "'('"),
        ('"What is {{ name }}, in short)?"', "')'"),
        ('"{{ name }} said.. what?"', "'..'"),
        ('"For {{ name }} {% if extra is defined %}x{% endif %}, say what."', "' ,'"),
    ],
)
def test_trace_of_a_template_is_reported(tmp_path: Path, ask: str, trace: str) -> None:
    (problem,) = residues(tmp_path, ask=ask, name="Bob")
    assert problem.rule == "residue"
    assert problem.where.line == 6 + 1
    assert trace in problem.message


@pytest.mark.parametrize(
    "name",
    [
        '"{{"', '"}}"', '"{%"', "None", "nan", "undefined", '"two  spaces"', '"f()"', '"[]"',
        '"?"', '"a) b"', '"(["', '"wait.."', '"..."', '","', '"."',
        '" leading"', '"trailing "', '"who ?"', '"a,,b"', "'{{ c1::x }}'",
    ],
)  # fmt: skip
def test_trace_in_a_value_is_never_blamed_on_the_template(tmp_path: Path, name: str) -> None:
    assert residues(tmp_path, ask='"What does {{ name }} mean?"', name=name) == []


def test_word_none_of_the_template_itself_is_no_trace(tmp_path: Path) -> None:
    assert residues(tmp_path, ask='"Does None equal {{ name }}?"', name="zero") == []


def test_trace_of_a_template_is_told_once(deck: Deck) -> None:
    """
    kinds:
      sign:
        fields: {name: text, meaning: text}
        templates: {ask: {ask: "What  is {{ name }}?", answer: meaning}}
    facts: {sign: {a: {name: A, meaning: one}, b: {name: B, meaning: two}}}
    """
    assert places(problems_of(deck)) == [(4, 28, "residue")]


def test_what_a_card_says_is_its_authors(deck: Deck) -> None:
    """
    facts:
      card: {a: {front: "What  is {{ x }}?", back: None}}
      cloze: {b: {text: "Two  spaces and then {{c1::a gap}}"}}
    """
    assert problems_of(deck) == []


def test_french_puts_a_space_before_its_marks(tmp_path: Path) -> None:
    deck, _ = load_text(
        DECK.format(ask='"Qui est {{ name }} ?"', name="Bob") + "language: fr\n", tmp_path
    )
    assert problems_of(deck) == []


def test_three_points_may_stand_for_a_word_behind_a_space(tmp_path: Path) -> None:
    deck, _ = load_text(DECK.format(ask='"Complete: ... {{ name }}"', name="Bob"), tmp_path)
    assert "residue" not in {problem.rule for problem in problems_of(deck)}
