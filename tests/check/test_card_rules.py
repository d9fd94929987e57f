"""Card rules: what makes a good card is told of nothing, what makes a bad one is told once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.check import check_questions
from quizgen.problems import Problem

LONG = "two boys who were put into a basket and left on the river, found and fed by a wolf"
CARDS = {
    "answer-long": [
        ("What was found near Rome?", LONG),
        ("What fish lives in Lake Tanganyika?", "Tropheus" * 11),
    ],
    "answer-essay": [("What was found near Rome?", f"{LONG}, and then {LONG}")],
    "compound-answer": [
        ("What grows in Spain?", "oranges; also lemons"),
    ],
    "orphan": [
        ("When was it founded?", "1976"),
        ("What is the capital?", "Paris"),
        ("Who won?", "Ada"),
        ("Why did she leave the country?", "war"),
    ],
    "prompt-long": [
        (f"Near Rome there were {LONG}; what became of them many years later?", "kings")
    ],
    "set-enumeration": [
        ("Who founded Rome?", "Romulus, Remus and Faustulus"),
        ("Who founded Rome?", "Romulus; Remus; Faustulus"),
        ("Who founded Rome?", "1. Romulus 2. Remus"),
        ("Who founded Rome?", "Romulus, Remus, Faustulus"),
    ],
    "yes-no": [
        ("Is Mars smaller than Earth?", "yes"),
        ("Did Rome fall at once or slowly?", "by and by"),
        ("Mars is smaller than Earth.", "True"),
    ],
}
"""Rule -> fronts and backs that it tells of, and no other rule does."""
GOOD_CARDS = [
    ("What is entropy?", "disorder"),
    ("What colour is the sky?", "blue"),
    ("What is the symbol of nobelium?", "No"),
    ("Which film did Sergio Leone make in 1966?", "“The Good, the Bad and the Ugly”"),
    ("What do two and two make?", "four"),
    ("When it rains in Rome, what do people open?", "umbrellas"),
    ("Which gas do plants give off when they breathe?", "oxygen"),
    ("In which year was it that Rome fell?", "476"),
    ("What does R&D mean?", "research and development"),
    ("What is the capital of the USA?", "Washington, D.C."),
    ("When did Rome begin?", "in April of 753 BC, or so"),
]
GAPS = {
    "cloze-ambiguous": ["Paris is the capital {{c1::of}} France."],
    "cloze-long": [
        "In plants, osmosis {{c1::moves water slowly through a membrane with salt}} all day long.",
        "In short, osmosis is {{c1::the way of water}}.",
    ],
    "cloze-many": [
        "From {{c1::Mercury}} by {{c2::Venus}} and {{c3::Earth}} we came to {{c4::Mars}} at last.",
        "The stars {{c1::Vega}}, {{c1::Deneb}} and {{c1::Altair}} make the summer triangle.",
    ],
    "cloze-no-context": [
        "{{c1::Apple}} is a company.",
        "{{c1::Gold}} is one of the metals there are.",
    ],
}
GOOD_GAPS = [
    "{{c1::Apple}} is the company that first sold the Macintosh.",
    "The powerhouse of the cell is the {{c1::mitochondrion}}.",
    "Water is {{c1::two}} parts of hydrogen and one of oxygen.",
    "水は{{c1::酸素}}と水素からなる。",
]


def told(facts: object, folder: Path) -> list[Problem]:
    text = f"facts: {json.dumps(facts, ensure_ascii=False)}\n"
    deck, problems = load_text(text, folder)
    questions, misasked = ask_questions(deck)
    assert [*problems, *misasked] == []
    return check_questions(deck, questions)


def rules(facts: object, folder: Path) -> list[str]:
    return [problem.rule for problem in told(facts, folder)]


@pytest.mark.parametrize(("rule", "card"), [(r, c) for r, cards in CARDS.items() for c in cards])
def test_bad_card_is_told(rule: str, card: tuple[str, str], tmp_path: Path) -> None:
    front, back = card
    assert rules({"card": {"a": {"front": front, "back": back}}}, tmp_path) == [rule]


@pytest.mark.parametrize(("front", "back"), GOOD_CARDS)
def test_good_card_is_told_of_nothing(front: str, back: str, tmp_path: Path) -> None:
    assert rules({"card": {"a": {"front": front, "back": back}}}, tmp_path) == []


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r, texts in GAPS.items() for t in texts])
def test_bad_gap_is_told(rule: str, text: str, tmp_path: Path) -> None:
    assert rules({"cloze": {"a": {"text": text}}}, tmp_path) == [rule]


@pytest.mark.parametrize("text", GOOD_GAPS)
def test_good_gap_is_told_of_nothing(text: str, tmp_path: Path) -> None:
    assert rules({"cloze": {"a": {"text": text}}}, tmp_path) == []


def test_two_values_of_other_facts_are_two_things(tmp_path: Path) -> None:
    cards = {
        "a": {"front": "Who invested in 2019?", "back": "Microsoft"},
        "b": {"front": "Who invested in 2020?", "back": "Nvidia"},
        "c": {"front": "Who invested in 2021?", "back": "Microsoft and Nvidia"},
        "d": {"front": "What is money well spent on?", "back": "research and development"},
    }
    (problem,) = told({"card": cards}, tmp_path)
    assert problem.rule == "compound-answer"
    assert "fact 'c'" in problem.message


def test_hint_that_tells_the_answer_leaks(tmp_path: Path) -> None:
    cards = {
        "a": {"front": "What is the largest planet?", "back": "Jupiter", "hint": "Not jupiter!"}
    }
    gap = {"b": {"text": "Of all the planets, {{c1::Saturn::like Saturn}} has the finest rings."}}
    found = told({"card": cards, "cloze": gap}, tmp_path)
    assert [problem.rule for problem in found] == ["answer-leak", "answer-leak"]
    assert "stands in the hint of fact 'a': 'Not jupiter!'" in found[0].message


@pytest.mark.parametrize(("forms", "count"), [("[recall]", 1), ("[choice]", 0)])
def test_flaw_of_a_template_is_told_once_and_of_cards_alone(
    forms: str, count: int, tmp_path: Path
) -> None:
    text = f"""\
kinds:
  city:
    fields: {{name: text, sea: sea}}
    templates:
      sea: {{ask: "Is {{{{ name }}}} a port of which sea?", answer: sea, forms: {forms}}}
facts:
  city:
    a: {{name: Cadiz, sea: Atlantic, wrong: {{sea: [Baltic, Caspian]}}}}
    b: {{name: Gdansk, sea: Baltic, wrong: {{sea: [Atlantic, Caspian]}}}}
"""
    deck, _ = load_text(text, tmp_path)
    found = [p for p in check_questions(deck, ask_questions(deck)[0]) if p.rule == "yes-no"]
    assert [problem.where.line for problem in found] == [5] * count


def test_same_card_of_two_templates_is_told_once(tmp_path: Path) -> None:
    text = """\
kinds:
  city:
    fields: {name: text, sea: sea}
    templates:
      sea: {ask: "At which sea lies {{ name }}?", answer: sea, forms: [recall]}
      sea-2: {ask: "At which sea lies {{ name }}?", answer: sea, forms: [recall]}
facts:
  city:
    a: {name: Cadiz, sea: Atlantic}
    b: {name: Gdansk, sea: Baltic}
"""
    deck, _ = load_text(text, tmp_path)
    (problem,) = check_questions(deck, ask_questions(deck)[0])
    assert problem.rule == "duplicate-card"
    assert "template 'sea'" in problem.message
