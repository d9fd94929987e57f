"""Lock: dates of notes that no clock and no neighbour moves."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.lock import FIRST_RELEASE, date_notes
from quizgen.model import Question


@pytest.fixture
def questions(tmp_path: Path) -> tuple[Question, ...]:
    """Questions of a deck of 300 cards."""
    facts = "".join(f"    f{i}: {{front: f{i}, back: b{i}}}\n" for i in range(300))
    deck, _ = load_text("facts:\n  card:\n" + facts, tmp_path)
    return tuple(each for each in ask_questions(deck)[0] if each.form == "recall")


def test_notes_stand_in_the_order_of_their_questions(questions: tuple[Question, ...]) -> None:
    notes = date_notes(questions)
    assert [note.question for note in notes] == list(questions)
    assert [note.key for note in notes] == [question.id for question in questions]


def test_creation_times_are_distinct_and_past(questions: tuple[Question, ...]) -> None:
    created = [note.created for note in date_notes(questions)]
    assert len(set(created)) == len(created) == 300
    assert all(0 < each <= FIRST_RELEASE * 1000 for each in created)


def test_a_note_left_out_moves_no_other(questions: tuple[Question, ...]) -> None:
    everything = {note.key: note for note in date_notes(questions)}
    rest = date_notes(questions[1:])
    assert all(everything[note.key] == note for note in rest)


def test_the_clock_plays_no_part(
    questions: tuple[Question, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = date_notes(questions)
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    assert date_notes(questions) == now


def test_the_same_question_twice_still_has_two_ids(questions: tuple[Question, ...]) -> None:
    twice = date_notes([questions[0], questions[0]])
    assert twice[1].created == twice[0].created + 1
