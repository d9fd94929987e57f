"""Barred: no quiz asks again what an edition asked, nor as present what had ended."""

from __future__ import annotations

from pathlib import Path

from conftest import CommandLine, load_text

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.load import load_deck

DECK = """
id: rocks
title: Rocks
source: book
sources: {book: {}}
kinds:
  rock:
    complete: true
    fields: {name: rock, year: year}
    templates:
      found: {ask: "When was {{ name }} found?", answer: year, forms: [recall]}
      years: {ask: Match each rock with its year., match: [name, year]}
facts:
  rock:
    opal: {name: Opal, year: 1901}
    jade: {name: Jade, year: 1902}
    ruby: {name: Ruby, year: 1903}
    onyx: {name: Onyx, year: 1904}
    agate: {name: Agate, year: 1905}
    beryl: {name: Beryl, year: 1906}
quizzes:
  second:
    sections: [{form: recall, count: %d}]
    exclude: [%s]
"""


def test_what_an_edition_asked_is_not_asked_again(tmp_path: Path, cli: CommandLine) -> None:
    path = tmp_path / "rocks.yaml"
    path.write_text(DECK.replace("exclude: [%s]", "") % 3, encoding="utf-8")
    printed = cli("quiz", path, "--form", "recall=2", "--form", "match,size=3", "--out", tmp_path)
    assert printed.returncode == 0, printed.stderr
    [edition] = (tmp_path / "rocks.editions").glob("*.json")
    path.write_text(DECK % (1, edition.stem), encoding="utf-8")
    deck, problems = load_deck(path)
    assert problems == []
    [plan] = deck.plans
    assert len(plan.blueprint.excluded) == 5
    questions, _ = ask_questions(deck)
    quiz, problems = compose_quiz(deck, questions, plan)
    assert problems == []
    assert quiz is not None
    [item] = quiz.papers[0].parts[0].items
    assert item.question.fact not in plan.blueprint.excluded
    path.write_text(DECK % (2, edition.stem), encoding="utf-8")
    told = cli("check", path).stderr
    assert (
        f"2 recall questions in section 1 (1 can be had); nothing that edition {edition.stem}"
        in told
    )


ROLES = """
kinds:
  role:
    complete: true
    fields: {person: person, post: text}
    templates:
      now: {ask: "Who is {{ post }}?", answer: person, forms: [recall]}
      then: {ask: "Who was {{ post }}?", answer: person, forms: [recall]}
facts:
  role:
    ann: {person: Ann, post: head, valid: {from: 2010, to: 2020-06}}
    bob: {person: Bob, post: chair, valid: {from: 2015, to: 2021}}
    cas: {person: Cas, post: chief, valid: {from: 2021}}
quizzes:
  quiz: {sections: [{form: recall, count: 3}], as_of: %s}
"""


def asked(folder: Path, date: str) -> set[str]:
    """Give which questions a quiz of a date may ask, under many seeds."""
    from dataclasses import replace

    deck, problems = load_text(ROLES % date, folder)
    assert problems == []
    questions, _ = ask_questions(deck)
    found = set()
    for seed in range(20):
        quiz, problems = compose_quiz(deck, questions, replace(deck.plans[0], seed=seed))
        assert problems == []
        assert quiz is not None
        found |= {item.question.id.split("/", 1)[1] for item in quiz.papers[0].parts[0].items}
    return {each.removesuffix("/recall") for each in found}


EVERY = {f"{name}/{tense}" for name in ("ann", "bob", "cas") for tense in ("now", "then")}


def test_what_had_ended_is_asked_in_the_past_alone(tmp_path: Path) -> None:
    assert asked(tmp_path, "2020-06-30") == EVERY
    assert asked(tmp_path, "2020-07") == EVERY - {"ann/now"}
    assert asked(tmp_path, "2021") == EVERY - {"ann/now"}
    assert asked(tmp_path, "2022") == EVERY - {"ann/now", "bob/now"}
