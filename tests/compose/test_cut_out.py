"""Cut-out: which questions become cards of paper; study: which facts a sheet tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Loaded, load_text

from quizgen.ask import ask_questions, tell_facts
from quizgen.compose import compose_quiz
from quizgen.model import (
    CARD_TYPES,
    FOLDS,
    Deck,
    Quiz,
    count_per_sheet,
    fits_card,
    lay_out_cards,
    plain,
)
from quizgen.problems import Severity


def quiz_of(deck: Deck) -> Quiz:
    """Compose the deck's one plan."""
    [plan] = deck.plans
    quiz, problems = compose_quiz(deck, ask_questions(deck)[0], plan, tell_facts(deck))
    assert problems == []
    assert quiz is not None
    return quiz


def ids(quiz: Quiz) -> list[str]:
    """Name the cards of a quiz."""
    assert quiz.cut_out is not None
    return [card.id.removeprefix("test/") for card in quiz.cut_out.cards]


def test_recall_typed_and_each_gap_become_cards(deck: Deck) -> None:
    """
    waive: {no-source: a test}
    kinds:
      planet:
        complete: true
        fields: {name: planet, place: number, moons: moon?, call: sound?}
        templates:
          place: {ask: "Which place has {{ name }}?", answer: place, forms: [recall, typed, choice]}
          typed: {ask: "Which planet has place {{ place }}?", answer: name, forms: [typed]}
          moons: {ask: "Which are the moons of {{ name }}?", answer: moons}
          said: {state: "{{ name }} has place {{ place }}.", blank: [name, place], vary: [place]}
    facts:
      planet: {mars: {name: Mars, place: 4, moons: [Phobos, Deimos], aka: {name: [Ares]}}}
      cloze: {sky: {text: "The {{c1::sky}} is blue."}}
    quizzes: {q: {cards: {}}}
    """
    quiz = quiz_of(deck)
    assert ids(quiz) == [
        "mars/place/recall", "mars/typed/typed", "mars/said/cloze 1", "mars/said/cloze 2",
        "sky/cloze/cloze",
    ]  # fmt: skip
    assert quiz.cut_out is not None
    recall, typed, name, place, _ = quiz.cut_out.cards
    assert (plain(recall.front), plain(recall.back)) == ("Which place has Mars?", "4")
    assert typed.accepted == ("Ares",)
    assert plain(name.front, gap="___") == "___ has place 4."
    assert plain(place.front, gap="___") == "Mars has place ___."
    assert plain(place.back) == "Mars has place 4."
    assert quiz.papers == ()


def test_cards_are_of_the_facts_and_forms_wanted(deck: Deck) -> None:
    """
    waive: {no-source: a test}
    facts:
      card:
        one: {front: First?, back: one, topic: numbers}
        sky: {front: Sky?, back: blue, topic: colours}
      cloze:
        two: {text: "The {{c1::second}}.", topic: numbers}
    quizzes: {q: {cards: {from: {topic: numbers}, forms: cloze, per_page: 1, fold: fold-over}}}
    """
    quiz = quiz_of(deck)
    assert ids(quiz) == ["two/cloze/cloze"]
    assert quiz.cut_out is not None
    assert (quiz.cut_out.per_page, quiz.cut_out.fold) == (1, "fold-over")


def test_a_card_that_fits_nowhere_is_left_out_and_told(loaded: Loaded) -> None:
    """
    waive: {no-source: a test}
    facts:
      card:
        one: {front: First?, back: one}
        two: {front: Second?, back: two}
    quizzes: {q: {cards: {per_page: 20}}}
    """
    deck, _ = loaded
    questions, _ = ask_questions(deck)
    longer = [
        question._replace(note="and so on " * 200) if question.fact == "one" else question
        for question in questions
    ]
    quiz, problems = compose_quiz(deck, longer, deck.plans[0])
    assert quiz is not None
    assert ids(quiz) == ["two/card/recall"]
    [problem] = problems
    assert (problem.rule, problem.severity) == ("card-too-long", Severity.WARNING)
    assert "'test/one/card/recall'" in problem.message


@pytest.mark.parametrize("fold", FOLDS)
def test_a_card_that_fits_no_sheet_in_larger_print_is_left_out_and_told(
    fold: str, loaded: Loaded
) -> None:
    """
    waive: {no-source: a test}
    facts: {card: {one: {front: First?, back: one}, two: {front: Second?, back: two}}}
    quizzes: {q: {profile: [regular, large, dyslexia], cards: {per_page: 4}}}
    """
    deck, _ = loaded
    questions, _ = ask_questions(deck)
    plan = deck.plans[0]
    assert plan.cards is not None
    plan = replace(plan, cards=plan.cards._replace(per_page=2, fold=fold))
    told = []
    for words in range(60, 600, 45):
        note = "and so on " * (words // 3)
        longer = [questions[0]._replace(note=note), *questions[1:]]
        quiz, problems = compose_quiz(deck, longer, plan)
        assert quiz is not None
        assert quiz.cut_out is not None
        for profile in plan.profiles:
            per_page = count_per_sheet(quiz.cut_out, quiz.paper, profile, quiz.words)
            grid = lay_out_cards(quiz.paper, per_page, fold)
            for number, card in enumerate(quiz.cut_out.cards, start=1):
                assert fits_card(card, number, grid, CARD_TYPES[profile], quiz.words)
        told += [problem.message for problem in problems]
    assert any("alone on a sheet in 'large' print" in message for message in told)
    assert len(told) < 12


def test_cards_of_nothing_are_refused(loaded: Loaded) -> None:
    """
    waive: {no-source: a test}
    facts: {card: {one: {front: First?, back: one}}}
    quizzes: {q: {cards: {forms: cloze}}}
    """
    deck, _ = loaded
    quiz, [problem] = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is None
    assert problem.rule == "too-few-questions"


def test_other_cards_make_another_edition(deck: Deck) -> None:
    """
    waive: {no-source: a test}
    facts:
      card:
        one: {front: First?, back: one}
        two: {front: Second?, back: two}
    quizzes: {q: {cards: {}}}
    """
    questions, _ = ask_questions(deck)
    whole, _ = compose_quiz(deck, questions, deck.plans[0])
    fewer, _ = compose_quiz(deck, questions[:1], deck.plans[0])
    assert whole is not None
    assert fewer is not None
    assert whole.code != fewer.code


STUDIED = """
waive: {no-source: a test}
kinds:
  planet:
    complete: true
    fields: {name: planet, since: date?, moons: moon?}
    templates:
      since: {ask: "Since when is {{ name }} known?", answer: since}
      moons: {ask: Match., match: [name, since]}
facts:
  planet:
    mars: {name: Mars, moons: [Phobos, Deimos], topic: near}
    uranus: {name: Uranus, since: 1781-03-13, topic: far, scope: in the records, note: by chance}
    pluto: {name: Pluto, since: 1930, retired: no planet}
  cloze: {sky: {text: "The {{c1::sky}} is {{c2::blue::colour}}.", topic: near}}
quizzes:
"""


@pytest.mark.parametrize(
    ("study", "facts"),
    [
        ("{}", ["mars", "uranus", "sky"]),
        ("{from: {topic: near}}", ["mars", "sky"]),
        ("{from: {kind: planet}}", ["mars", "uranus"]),
    ],
)
def test_a_study_sheet_tells_the_facts_wanted(study: str, facts: list[str], tmp_path: Path) -> None:

    deck, problems = load_text(STUDIED + f"  q: {{study: {study}}}", tmp_path)
    assert problems == []
    quiz = quiz_of(deck)
    assert [fact.fact for table in quiz.study for fact in table.facts] == facts
    told = {fact.fact: fact for table in quiz.study for fact in table.facts}
    if "sky" in facts:
        assert plain(told["sky"].fields["text"]) == "The sky is blue."
    if "uranus" in facts:
        assert plain(told["uranus"].fields["since"]) == "13 March 1781"
        assert (told["uranus"].scope, told["uranus"].note) == ("In the records", "by chance")
    assert plain(told["mars"].fields["moons"]) == "Phobos, Deimos"
    assert quiz.study[0].fields == (
        ("name", "moons", "since") if "uranus" in facts else ("name", "moons")
    )


def test_a_study_sheet_may_tell_what_is_asked_alone(deck: Deck) -> None:
    """
    waive: {no-source: a test}
    kinds:
      city:
        fields: {name: text, since: year}
        templates:
          order: {ask: In order., order: "{{ name }}", by: since}
          since: {ask: "Since when is {{ name }}?", answer: since}
    facts:
      city:
        a: {name: A, since: 1100}
        b: {name: B, since: 1200}
        c: {name: C, since: 1300}
        d: {name: D, since: 1400}
        e: {name: E, since: 1500}
    quizzes:
      q:
        study: asked
        sections: [{form: order, size: 3}, {form: recall}]
    """
    quiz = quiz_of(deck)
    [table] = quiz.study
    [paper] = quiz.papers
    order, recall = (part.items[0] for part in paper.parts)
    asked = {entry.fact for entry in order.task.entries} | {recall.question.fact}  # type: ignore[union-attr] # an order
    assert {fact.fact for fact in table.facts} == asked
    assert len(asked) == 4


def test_an_answer_sheet_leaves_the_edition_as_it_is(deck: Deck) -> None:
    """
    waive: {no-source: a test}
    facts: {card: {one: {front: First?, back: one}}}
    quizzes: {q: {sections: [{form: recall}]}}
    """
    with_sheet = replace(deck, plans=(replace(deck.plans[0], answer_sheet=True),))
    assert quiz_of(deck).code == quiz_of(with_sheet).code
