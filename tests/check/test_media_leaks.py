"""Pictures on the front: their words count as part of the prompt, their file names do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text
from media import PICTURES, put

from quizgen.ask import ask_questions
from quizgen.check import check_questions

DECK = """
kinds:
  planet:
    fields: {name: text, picture: image}
    templates: {TEMPLATE}
facts:
  planet:
    mars: {name: Mars, picture: {file: mars.svg, alt: WORDS}}
    earth: {name: Earth, picture: {file: earth.svg, alt: a disc}}
    venus: {name: Venus, picture: {file: venus.svg, alt: a disc}}
"""
WHICH = "t: {ask: 'Which is this? {{ picture }}', answer: name, one: true}"
SHOW = "t: {ask: 'What does {{ name }} look like?', answer: picture, one: ONE}"
LINE = "t: {state: '{{ name }} looks so: {{ picture }}', blank: [name], vary: [name]}"


def rules(template: str, words: str, folder: Path) -> list[str]:
    """Name what is wrong with the questions of the deck."""
    used = ("mars.svg", "earth.svg", "venus.svg")
    put(folder / "test.media", {name: PICTURES[name] for name in used})
    deck, slips = load_text(DECK.replace("TEMPLATE", template).replace("WORDS", words), folder)
    assert slips == []
    questions, problems = ask_questions(deck)
    assert problems == []
    assert questions
    return [problem.rule for problem in check_questions(deck, questions)]


@pytest.mark.parametrize("template", [WHICH, LINE])
def test_words_of_a_picture_on_the_front_can_give_the_answer_away(
    template: str, tmp_path: Path
) -> None:
    assert rules(template, "the planet Mars", tmp_path) == ["answer-leak"]
    assert rules(template, "a red disc", tmp_path) == []


def test_pictures_with_the_same_words_are_different_prompts(tmp_path: Path) -> None:
    assert rules(WHICH, "a disc", tmp_path) == []


def test_words_of_a_picture_that_is_asked_for_leak_among_options_only(tmp_path: Path) -> None:
    assert rules(SHOW.replace("ONE", "false"), "Mars", tmp_path) == []
    words = "what does Mars look like"
    assert rules(SHOW.replace("ONE", "true"), words, tmp_path) == ["answer-leak"]


def test_picture_that_stands_on_its_own_front_is_a_leak(tmp_path: Path) -> None:
    template = "t: {ask: '{{ name }}: {{ picture }}. Draw it.', answer: picture}"
    assert rules(template, "red", tmp_path) == ["answer-leak"] * 3
