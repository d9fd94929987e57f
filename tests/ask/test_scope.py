"""Scope: whose claim it is and of when, on a line of its own unless the text says it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.model import Deck, Question, Recall, plain

DECK = """
sources: {{court: {{name: the court papers}}}}
kinds:
  start:
    fields: {{year: year}}
    templates:
      when: {{ask: "{ask}", answer: {answer}}}
facts: {{start: {{a: {{year: 2015{keys}}}}}}}
"""


def ask(folder: Path, *, keys: str, prompt: str = "When?", answer: str = "year") -> Question:
    keys = keys and f", {keys}"
    deck, problems = load_text(DECK.format(ask=prompt, answer=answer, keys=keys), folder)
    assert problems == []
    (question,), problems = ask_questions(deck)
    assert problems == []
    return question


ACCOUNT = "according_to: court"


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("", ""),
        (ACCOUNT, "According to the court papers"),
        ("hedge: reportedly", "Reportedly"),
        (f"{ACCOUNT}, hedge: reportedly", "According to the court papers (“reportedly”)"),
        ("scope: by its own account", "By its own account"),
        (f"{ACCOUNT}, scope: in June", "According to the court papers, in June"),
        ("hedge: reportedly, scope: in June", "Reportedly, in June"),
        ("as_of: 2025-01", "As of January 2025"),
        ("as_of: 2025-01-31", "As of 31 January 2025"),
        (f"{ACCOUNT}, as_of: 2025", "According to the court papers, as of 2025"),
        ("scope: by law, as_of: 2025", "By law, as of 2025"),
        ("valid: {from: 2019}", "Since 2019"),
        ("valid: {to: 2025-01}", "Until January 2025"),
        ("valid: {from: 2019, to: 2025-01}", "From 2019 to January 2025"),
        (
            f"{ACCOUNT}, hedge: maybe, scope: in June, as_of: 2024, valid: {{from: 2019}}",
            "According to the court papers (“maybe”), in June, as of 2024, since 2019",
        ),
    ],
)
def test_scope_line(tmp_path: Path, keys: str, line: str) -> None:
    question = ask(tmp_path, keys=keys)
    assert question.scope == line
    assert plain(question.prompt) == "When?"


def test_scope_in_the_text_suppresses_the_line(tmp_path: Path) -> None:
    question = ask(tmp_path, keys=ACCOUNT, prompt="{{ scope }}, when?")
    assert question.scope == ""
    assert plain(question.prompt) == "According to the court papers, when?"


def test_account_named_by_hand_does_not_suppress_the_line(tmp_path: Path) -> None:
    question = ask(
        tmp_path, keys=f"{ACCOUNT}, as_of: 2025", prompt="What year do {{ according_to }} give?"
    )
    assert plain(question.prompt) == "What year do the court papers give?"
    assert question.scope == "According to the court papers, as of 2025"


def test_account_as_the_answer_has_no_scope_line(tmp_path: Path) -> None:
    question = ask(
        tmp_path, keys=ACCOUNT, prompt="Which account says {{ year }}?", answer="according_to"
    )
    assert question.scope == ""
    assert question.form == "recall"
    assert isinstance(question.response, Recall)
    assert plain(question.response.answer) == "the court papers"


def test_template_that_prints_a_scope_skips_facts_without(deck: Deck) -> None:
    """
    kinds: {start: {fields: {year: year}, templates: {t: {ask: "{{ scope }}?", answer: year}}}}
    facts: {start: {a: {year: 2015}, b: {year: 2016, scope: by law}}}
    """
    questions, problems = ask_questions(deck)
    assert problems == []
    assert [question.fact for question in questions] == ["b"]


def test_scope_stands_above_every_form(deck: Deck) -> None:
    """
    kinds:
      start:
        complete: true
        fields: {name: text, year: year}
        templates:
          ask: {ask: "When began {{ name }}?", answer: year}
          state: {state: "{{ name }} began in {{ year }}.", blank: [year], vary: [year]}
    facts:
      card: {c: {front: Why?, back: Because, scope: by law}}
      cloze: {d: {text: "It {{c1::rains}}.", scope: by law}}
      start:
        a: {name: A, year: 2001, scope: by law}
        b: {name: B, year: 2002, scope: by law}
        c2: {name: C, year: 2003, scope: by law}
    """
    questions, problems = ask_questions(deck)
    assert problems == []
    assert {q.form for q in questions} == {"recall", "choice", "cloze", "true-false"}
    assert {q.scope for q in questions} == {"By law"}
