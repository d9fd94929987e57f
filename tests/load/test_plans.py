"""Plans: what a quiz on paper shall hold."""

from __future__ import annotations

import pytest
from conftest import Loaded, places

from quizgen.model import FORM_NAMES, FORMS, AskTemplate, Deck, Plan, Section
from quizgen.problems import meant


def plan(deck: Deck) -> Plan:
    """Give the deck's one plan."""
    [found] = deck.plans
    return found


def only(deck: Deck) -> Section:
    """Give the one section of the deck's one plan."""
    [section] = plan(deck).sections
    return section


def test_plan_is_read_whole(deck: Deck) -> None:
    """
    quizzes:
      first:
        title: First
        instructions: Be quick.
        versions: 4
        seed: 2026
        paper: Letter
        sections:
          - {form: choice, count: 10, points: 2, from: {topic: [money, people], kind: role}}
          - {form: recall, count: 4, space: 3 lines, title: In your own words}
        topics: {money: [4, 8], people: 3}
    """
    first = plan(deck)
    assert (first.id, first.title, first.instructions) == ("first", "First", "Be quick.")
    assert (first.versions, first.seed, first.paper) == (4, 2026, "Letter")
    assert first.topics == {"money": (4, 8), "people": (3, 3)}
    choice, recall = first.sections
    assert (choice.form, choice.count, choice.points) == ("choice", 10, 2)
    assert choice.selection.topics == {"money", "people"}
    assert choice.selection.kinds == {"role"}
    assert (recall.space, recall.title) == ("3 lines", "In your own words")


def test_plan_needs_only_its_sections(deck: Deck) -> None:
    """
    quizzes: {first: {sections: [{form: recall}]}}
    """
    first, section = plan(deck), only(deck)
    assert (first.title, first.versions, first.seed, first.paper) == (deck.title, 1, 1, "A4")
    assert (section.count, section.points, section.space) == (1, 1, "")
    assert section.selection.topics == section.selection.kinds == frozenset()


def test_nought_is_a_seed_and_a_number_of_points(deck: Deck) -> None:
    """
    quizzes: {first: {seed: 0, sections: [{form: recall, points: 0}]}}
    """
    assert plan(deck).seed == 0
    assert only(deck).points == 0


def test_number_out_of_bounds_is_a_problem(loaded: Loaded) -> None:
    """
    quizzes:
      first:
        versions: 27
        seed: -1
        sections: [{form: recall, count: 0}, {form: recall, count: 1e3, points: 5.5}]
    """
    deck, problems = loaded
    assert places(problems) == [(3, 15, "wrong-type"), (4, 11, "wrong-type"), (5, 38, "wrong-type"),
                                (5, 64, "wrong-type"), (5, 77, "wrong-type")]  # fmt: skip
    assert plan(deck).versions == 1


def test_word_that_is_none_of_the_known_is_a_problem(loaded: Loaded) -> None:
    """
    quizzes:
      first:
        paper: A5
        sections:
          - {form: choise}
          - {form: recall, space: wide}
          - {count: 3}
    """
    deck, problems = loaded
    assert places(problems) == [
        (3, 12, "wrong-type"),
        (5, 16, "unknown-form"),
        (6, 31, "wrong-type"),
        (7, 9, "missing-key"),
    ]
    assert problems[1].mend == "did you mean 'choice'?"
    assert only(deck).space == ""


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("gap", "cloze"),
        ("Multiple choice", "choice"),
        ("short_answer", "recall"),
        ("TF", "true-false"),
    ],
)
def test_name_that_teachers_use_elsewhere_leads_to_the_form(name: str, form: str) -> None:
    assert meant(name, FORMS, FORM_NAMES) == f"did you mean '{form}'?"
    assert form in FORMS


def test_bounds_of_a_topic_are_two_numbers_in_order(loaded: Loaded) -> None:
    """
    quizzes:
      first:
        sections: [{form: recall}]
        topics: {a: [9, 2], b: [1], c: [1, 2, 3], d: [0, 0]}
    """
    deck, problems = loaded
    assert places(problems) == [
        (4, 14, "wrong-shape"),
        (4, 25, "wrong-shape"),
        (4, 33, "wrong-shape"),
    ]
    assert problems[0].mend == "write 'a: [2, 9]'"
    assert plan(deck).topics == {"d": (0, 0)}


def test_plan_without_sections_is_a_problem(loaded: Loaded) -> None:
    """
    quizzes:
      one: {title: One}
      two: {sections: []}
      three: {sections: recall}
      Four: {sections: [{form: recall}]}
    """
    deck, problems = loaded
    assert places(problems) == [(2, 8, "missing-key"), (3, 19, "missing-key"),
                                (4, 21, "missing-key"), (5, 3, "bad-id")]  # fmt: skip
    assert [each.sections for each in deck.plans] == [(), (), ()]


def test_room_is_given_to_a_section_or_to_single_questions(deck: Deck) -> None:
    """
    kinds:
      word:
        fields: {word: text, meaning: text}
        templates: {means: {ask: "What means {{ word }}?", answer: meaning, space: box}}
    quizzes:
      first:
        sections:
          - {form: recall, space: 2 lines}
          - {form: recall, spaces: {means: 4 lines, sky: none}}
          - {form: choice, columns: 2}
    """
    means, *_ = deck.kinds["word"].templates
    assert isinstance(means, AskTemplate)
    assert means.space == "box"
    alike, single, choice = plan(deck).sections
    assert (alike.space, alike.spaces) == ("2 lines", {})
    assert (single.space, single.spaces) == ("", {"means": "4 lines", "sky": "none"})
    assert (alike.columns, choice.columns) == (0, 2)


def test_sheet_may_be_in_another_language_than_its_deck(loaded: Loaded) -> None:
    """
    language: en
    quizzes: {first: {language: tlh, sections: [{form: recall}]}}
    """
    deck, problems = loaded
    assert places(problems) == [(2, 29, "unknown-language")]
    words = plan(deck).words
    assert words is not None
    assert (words.language, deck.words.language) == ("tlh", "en")
