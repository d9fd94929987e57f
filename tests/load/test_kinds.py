"""Kinds: fields, their types, and templates held to what is known."""

from __future__ import annotations

from conftest import Loaded, places

from quizgen.model import AskTemplate, Deck, StateTemplate


def test_card_and_cloze_are_built_in(deck: Deck) -> None:
    """
    description: no kinds of its own
    """
    assert {name: list(kind.fields) for name, kind in deck.kinds.items()} == {
        "card": ["front", "back"],
        "cloze": ["text"],
    }


def test_built_in_kind_cannot_be_replaced(loaded: Loaded) -> None:
    """
    kinds: {card: {fields: {front: text}}}
    """
    deck, problems = loaded
    assert places(problems) == [(1, 9, "duplicate-id")]
    assert list(deck.kinds["card"].fields) == ["front", "back"]


def test_field_type_with_a_question_mark_is_optional(deck: Deck) -> None:
    """
    kinds:
      event:
        fields: {name: text, day: "date?"}
    """
    fields = deck.kinds["event"].fields
    assert [(field.type, field.optional) for field in fields.values()] == [
        ("text", False),
        ("date", True),
    ]


def test_templates_are_read_with_their_defaults(deck: Deck) -> None:
    """
    kinds:
      event:
        complete: true
        fields: {name: text, day: date}
        templates:
          when: {ask: "When was {{ name }}?", answer: day, one: true, forms: [recall]}
          sentence: {state: "{{ name }} was on {{ day }}.", blank: day, vary: [day]}
    """
    kind = deck.kinds["event"]
    ask, state = kind.templates
    assert kind.complete
    assert isinstance(ask, AskTemplate)
    assert isinstance(state, StateTemplate)
    assert (ask.answer, ask.one, ask.any, ask.forms) == ("day", True, False, ("recall",))
    assert (state.blank, state.vary, state.one) == (("day",), ("day",), False)
    assert state.forms == ("cloze", "true-false")


def test_answer_may_be_a_text_of_its_own_or_the_account(deck: Deck) -> None:
    """
    kinds:
      event:
        fields: {name: text, day: date}
        templates:
          own: {ask: "{{ name }}?", answer: "on {{ day }}"}
          who: {ask: "Who says so of {{ name }}?", answer: according_to}
    """
    assert len(deck.kinds["event"].templates) == 2


def test_template_is_either_asked_or_stated(loaded: Loaded) -> None:
    """
    kinds:
      event:
        fields: {name: text}
        templates:
          both: {ask: "{{ name }}?", state: "{{ name }}.", answer: name}
          none: {answer: name}
          bare: {state: "{{ name }}."}
          open: {ask: "{{ name }}?"}
    """
    assert places(loaded[1]) == [(5, 7, "missing-key"), (6, 7, "missing-key"),
                                 (7, 7, "missing-key"), (8, 13, "missing-key")]  # fmt: skip


def test_key_of_the_other_sort_of_template_is_unknown(loaded: Loaded) -> None:
    """
    kinds:
      event:
        fields: {name: text}
        templates: {a: {ask: "{{ name }}?", answer: name, blank: [name]}}
    """
    assert places(loaded[1]) == [(4, 55, "unknown-key")]


def test_field_name_must_work_in_a_template(loaded: Loaded) -> None:
    """
    kinds:
      event:
        fields: {the name: text, _x: text, 1st: text, source: text, id: text, größe: text}
    """
    assert [(column, rule) for _, column, rule in places(loaded[1])] == [
        (14, "bad-id"), (30, "bad-id"), (40, "bad-id"), (51, "bad-id"), (65, "bad-id"),
    ]  # fmt: skip


def test_type_one_letter_from_another_is_a_slip(loaded: Loaded) -> None:
    """
    kinds:
      a: {fields: {x: nubmer, y: txt, z: person}}
      b: {fields: {x: persons, y: moneyy, z: organisation}}
    """
    assert places(loaded[1]) == [
        (2, 19, "unknown-type"), (2, 30, "unknown-type"), (3, 19, "unknown-type"),
        (3, 31, "unknown-type"),
    ]  # fmt: skip


def test_vocabularies_of_unlike_names_are_fine(deck: Deck) -> None:
    """
    kinds: {a: {fields: {x: person, y: company, z: city, u: country, v: month, w: unit}}}
    """
    assert len(deck.kinds["a"].fields) == 6


def test_flag_is_true_or_false_and_nothing_else(loaded: Loaded) -> None:
    """
    kinds:
      a: {complete: yes, fields: {x: text}}
      b: {complete: false, fields: {x: text}}
    """
    deck, problems = loaded
    assert places(problems) == [(2, 17, "wrong-type")]
    assert not deck.kinds["b"].complete
