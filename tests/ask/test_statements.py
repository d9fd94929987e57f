"""State templates and cloze texts: each gap stands once, is numbered and keeps its hint."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text, places

from quizgen.ask import ask_questions
from quizgen.load import quote_lines
from quizgen.model import Cloze, Deck, Question, Recall, Span, plain


def clozes(deck: Deck) -> dict[str, Question]:
    questions, problems = ask_questions(deck)
    assert problems == []
    return {q.fact: q for q in questions if q.form == "cloze"}


def test_blank_fields_become_numbered_gaps(deck: Deck) -> None:
    """
    kinds:
      gift:
        fields: {who: firm, sum: money, year: year}
        templates:
          t: {state: "In {{ year }}, {{ who }} gave {{ sum }}.", blank: [sum, year]}
    facts: {gift: {a: {who: A, sum: $1 billion, year: 2019}}}
    """
    assert clozes(deck)["a"].prompt == (
        Span("In "), Span("2019", gap=2), Span(", A gave "), Span("$1 billion", gap=1), Span("."),
    )  # fmt: skip


def test_other_names_of_a_gap_are_accepted(deck: Deck) -> None:
    """
    names: {firm: {Amazon Web Services: {aka: [AWS]}}}
    kinds:
      host: {fields: {who: firm}, templates: {t: {state: "{{ who }} hosts.", blank: [who]}}}
    facts: {host: {a: {who: AWS, aka: {who: [Amazon]}}}}
    """
    response = clozes(deck)["a"].response
    assert isinstance(response, Cloze)
    assert response.accepted == {1: ("Amazon Web Services", "Amazon")}


def test_second_equal_value_is_not_blanked(deck: Deck) -> None:
    """
    kinds:
      match:
        fields: {home: number, guest: number}
        templates: {t: {state: "{{ home }} to {{ guest }}, not 2 to {{ guest }}.", blank: [home]}}
    facts: {match: {a: {home: 2, guest: 2}}}
    """
    gaps = [span for span in clozes(deck)["a"].prompt if span.gap]
    assert gaps == [Span("2", gap=1)]
    assert plain(clozes(deck)["a"].prompt, gap="_") == "_ to 2, not 2 to 2."


@pytest.mark.parametrize(
    "state",
    [
        "{{ who }} gave; {{ who }} took.",
        "Somebody gave.",
        "{{ who | upper }} gave.",
        "{{ who | a_an }} gave.",
        "{% if who is defined %}somebody{% endif %} gave.",
    ],
)
def test_blank_stands_exactly_once(tmp_path: Path, state: str) -> None:
    text = f"""
kinds:
  gift:
    fields: {{who: firm}}
    templates: {{t: {{state: "{state}", blank: [who]}}}}
facts: {{gift: {{a: {{who: A}}, b: {{who: B}}}}}}
"""
    deck, problems = load_text(text, tmp_path)
    assert problems == []
    questions, problems = ask_questions(deck)
    assert questions == ()
    (problem,) = quote_lines(problems)
    assert (problem.rule, problem.where.line) == ("blank-once", 5)
    assert "'who'" in problem.message


def test_gap_keeps_its_markup(deck: Deck) -> None:
    r"""
    kinds:
      law:
        fields: {name: markdown, formula: math, day: date}
        templates:
          t: {state: "{{ name }}: {{ formula }}, {{ day }}.", blank: [formula, name, day]}
    facts: {law: {a: {name: "*Newton*", formula: "F = m a_{1}", day: 1687-07-05}}}
    """
    gaps = [span for span in clozes(deck)["a"].prompt if span.gap]
    assert gaps == [
        Span("*Newton*", "markdown", gap=2),
        Span("F = m a_{1}", "math", gap=1),
        Span("5 July 1687", gap=3),
    ]


def test_markup_in_a_prompt_stays_markup_and_text_stays_text(deck: Deck) -> None:
    """
    kinds:
      law:
        fields: {name: text, formula: math}
        templates: {t: {ask: "Whose is {{ formula }}?", answer: name}}
    facts: {law: {a: {name: "*Newton* $x$", formula: F = ma}}}
    """
    (question,), problems = ask_questions(deck)
    assert problems == []
    assert question.prompt == (Span("Whose is "), Span("F = ma", "math"), Span("?"))
    assert question.response == Recall((Span("*Newton* $x$"),))


def test_list_is_one_gap(deck: Deck) -> None:
    """
    kinds:
      made: {fields: {who: firm}, templates: {t: {state: "{{ who }} made it.", blank: [who]}}}
    facts: {made: {a: {who: [Arm, IBM]}}}
    """
    assert clozes(deck)["a"].prompt == (Span("Arm, IBM", gap=1), Span(" made it."))


def test_cloze_text_has_gaps_and_hints(deck: Deck) -> None:
    """
    facts: {cloze: {a: {text: "In {{c1::2019::year}}, {{c2::Ada}} and {{c1::Bob}}: {x}."}}}
    """
    question = clozes(deck)["a"]
    assert question.id == "test/a/cloze/cloze"
    assert question.prompt == (
        Span("In "), Span("2019", gap=1, hint="year"), Span(", "), Span("Ada", gap=2),
        Span(" and "), Span("Bob", gap=1), Span(": {x}."),
    )  # fmt: skip
    assert isinstance(question.response, Cloze)
    assert question.response.accepted == {1: (), 2: ()}


@pytest.mark.parametrize(
    "text",
    [
        "nothing is hidden",
        "In {{c1::2019, it rained.",
        "In {{c1::2019}, it rained.",
        "In {{c1:2019}}, it rained.",
        "In {{c1::}}, it rained.",
        "In {{c1::  }}, it rained.",
        "In {{c1::the {{c2::year}} 2019}}, it rained.",
        "In {{c2::2019}}, it rained.",
        "In {{c1::2019}} and {{c3::2020}}, it rained.",
        "In {{c0::2019}}, it rained.",
        "In {{c1::2019}}, it {{rained}}.",
        "In {{cX::2019}} and {{c1::2020}}",
    ],
)
def test_malformed_cloze_text_is_a_problem_at_its_text(tmp_path: Path, text: str) -> None:
    deck, problems = load_text(f'facts:\n  cloze:\n    a: {{text: "{text}"}}\n', tmp_path)
    assert problems == []
    questions, problems = ask_questions(deck)
    assert questions == ()
    assert places(quote_lines(problems)) == [(3, 15, "cloze-syntax")]


def test_card_is_asked_as_recall_and_as_choice_with_curated_answers(deck: Deck) -> None:
    """
    facts:
      card:
        a: {front: Who?, back: Ada, note: She wrote it., hint: A, tags: [x, y], topic: people}
        b: {front: "When {{ c1::x }}?", back: "1840", wrong: {back: [1841, 1842]}}
    """
    questions, problems = ask_questions(deck)
    assert problems == []
    assert [q.id for q in questions] == [
        "test/a/card/recall", "test/b/card/recall", "test/b/card/choice",
    ]  # fmt: skip
    first, second = questions[:2]
    assert (first.note, first.hint, first.tags, first.topic) == (
        "She wrote it.", "A", ("x", "y"), "people",
    )  # fmt: skip
    assert plain(second.prompt) == "When {{ c1::x }}?"
