"""Interference: answers that learners mix up are hinted at, when somebody asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CommandLine, load_text

from quizgen.ask import ask_questions
from quizgen.check import check_hints

DECK = """\
kinds:
  city:
    fields: {{country: text, capital: text}}
    templates: {{capital: {{ask: "What is the capital of {{{{ country }}}}?", answer: capital}}}}
facts:
  city:
    one: {{country: Onesia, capital: {one}{hint}}}
    two: {{country: Twosia, capital: {two}}}
names: {{city: {{{one}: {{near: [{near}]}}}}}}
"""


def confused(one: str, two: str, folder: Path, near: str = "Nowhere", hint: str = "") -> bool:
    deck, _ = load_text(DECK.format(one=one, two=two, near=near, hint=hint), folder)
    questions, _ = ask_questions(deck)
    return [problem.rule for problem in check_hints(deck, questions)] == ["interference"]


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("Dakar", "Dhaka", True),
        ("Kingston", "Kingstown", True),
        ("Bern", "Berlin", True),
        ("Port Louis", "Port Vila", False),  # a short word shared
        ("Santo Antonio", "Santo Domingo", True),
        ("Oslo", "Rome", False),
        ("Riga", "Rome", False),
        ("1914", "1918", False),  # numbers are near one another by nature
        ("Bonn", "bonn", False),  # the same
        ("Nicosia", "Victoria", False),
    ],
)
def test_answers_two_letters_or_one_word_apart_are_alike(
    one: str, two: str, *, alike: bool, tmp_path: Path
) -> None:
    assert confused(one, two, tmp_path) is alike
    assert confused(two, one, tmp_path) is alike


def test_names_listed_as_near_or_a_hint_are_enough(tmp_path: Path) -> None:
    assert not confused("Dakar", "Dhaka", tmp_path, near="Dhaka")
    assert not confused("Dakar", "Dhaka", tmp_path, hint=", hint: by the sea")


def test_hints_are_told_when_asked_for_and_stop_nothing(cli: CommandLine, tmp_path: Path) -> None:
    text = DECK.format(one="Dakar", two="Dhaka", near="Nowhere", hint="")
    head = "id: test\ntitle: Test\nwaive: {no-source: a test, unused-vocabulary: a test}\n"
    path = tmp_path / "test.yaml"
    path.write_text(head + text)
    assert "interference" not in cli("check", "--strict", "test.yaml").stderr
    run = cli("check", "--strict", "--info", "test.yaml")
    assert run.returncode == 0
    assert "test.yaml:11:5: info: 'Dhaka', the answer of fact 'two'" in run.stderr
    assert "1 hint" in run.stdout
    path.write_text(head.replace("{no", "{interference: not here, no") + text)
    for options in ((), ("--info",)):
        run = cli("check", "--strict", *options, "test.yaml")
        assert (run.returncode, run.stderr) == (0, "")
