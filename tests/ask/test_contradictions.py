"""Contradictions: prompts are compared by what they mean, under one scope, with all facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.model import Deck


def rules(deck: Deck) -> list[tuple[str, str]]:
    """Give each problem's rule, and the fact it is told of."""
    return [(problem.rule, problem.culprit) for problem in ask_questions(deck)[1]]


AMOUNTS = """
kinds:
  sum:
    fields: {{what: text, amount: money}}
    templates: {{how: {{ask: "How much was {{{{ what }}}}?", answer: amount, forms: [recall]}}}}
facts:
  sum:
    one: {{what: the loan, amount: {0}}}
    two: {{what: the loan, amount: {1}}}
"""


@pytest.mark.parametrize(
    ("one", "two", "ambiguous"),
    [
        ("$1 billion", '"$1,000 million"', False),
        ("over $500 million", "$650 million", False),
        ("$1 billion", "$2 billion", True),
        ("$1 billion", "€1 billion", True),
    ],
)
def test_amounts_differ_by_worth_not_by_wording(
    one: str, two: str, ambiguous: bool, tmp_path: Path
) -> None:
    deck, problems = load_text(AMOUNTS.format(one, two), tmp_path)
    assert problems == []
    assert rules(deck) == ([("ambiguous-prompt", "two")] if ambiguous else [])


def test_amounts_that_a_third_bridges_still_differ(deck: Deck) -> None:
    """
    kinds:
      sum:
        fields: {what: text, amount: money}
        templates: {how: {ask: "How much was {{ what }}?", answer: amount, forms: [recall]}}
    facts:
      sum:
        about: {what: it, amount: about $100}
        less: {what: it, amount: $95}
        more: {what: it, amount: $105}
    """
    assert rules(deck) == [("ambiguous-prompt", "more")]


def test_other_names_in_the_prompt_are_one_prompt(deck: Deck) -> None:
    """
    names: {company: {Amazon Web Services: {aka: [AWS]}}}
    kinds:
      sale:
        fields: {who: company, what: text}
        templates:
          what: {ask: "What did {{ who }} sell?", answer: what}
          line: {state: "{{ who }} sold {{ what }}.", blank: [what]}
    facts: {sale: {one: {who: AWS, what: nuts}, two: {who: Amazon Web Services, what: bolts}}}
    """
    assert rules(deck) == [("ambiguous-prompt", "two")] * 2


def test_what_one_fact_takes_for_the_same_is_the_same_in_any_order(deck: Deck) -> None:
    """
    facts:
      card:
        one: {front: Who?, back: Ada Lovelace}
        two: {front: Who?, back: Ada King}
        three: {front: Who?, back: Ada Lovelace, aka: {back: [Ada King]}}
    """
    assert rules(deck) == []


def test_every_fact_that_disagrees_with_the_first_is_told(deck: Deck) -> None:
    """
    facts:
      card:
        one: {front: Who?, back: Ada}
        two: {front: Who?, back: Bob}
        three: {front: Who?, back: ada}
        four: {front: Who?, back: Eve}
    """
    assert rules(deck) == [("ambiguous-prompt", "two"), ("ambiguous-prompt", "four")]


def test_a_fact_that_skips_the_question_still_answers_it(deck: Deck) -> None:
    """
    kinds:
      sale:
        fields: {who: text, what: text}
        templates: {who: {ask: "Who sold {{ what }}?", answer: who}}
    facts: {sale: {one: {who: Ada, what: nuts}, two: {who: Bob, what: nuts, skip: [who]}}}
    """
    assert rules(deck) == [("ambiguous-prompt", "one")]


def test_a_retired_fact_answers_nothing(deck: Deck) -> None:
    """
    facts: {card: {one: {front: Who?, back: Ada, retired: wrong}, two: {front: Who?, back: Bob}}}
    """
    assert rules(deck) == []


def test_a_prompt_for_options_only_may_have_several_answers(deck: Deck) -> None:
    """
    kinds:
      sale:
        fields: {who: text, what: text}
        templates: {who: {ask: "Who sold {{ what }}?", answer: who, forms: [choice]}}
    facts: {sale: {one: {who: Ada, what: nuts}, two: {who: Bob, what: nuts}}}
    """
    assert rules(deck) == []


def test_lists_are_compared_whole_unless_any_member_will_do(deck: Deck) -> None:
    """
    kinds:
      deal:
        fields: {what: text, who: text}
        templates:
          all: {ask: "Who were in {{ what }}?", answer: who}
          any: {ask: "Name one of those in {{ what }}.", answer: who, any: true}
    facts:
      deal:
        one: {what: it, who: [Ada, Bob]}
        same: {what: it, who: [Bob, Ada]}
        less: {what: it, who: [Ada]}
    """
    assert rules(deck) == [("ambiguous-prompt", "less")]


def test_an_account_that_two_sources_give_is_no_answer(deck: Deck) -> None:
    """
    sources: {book: {name: The Book}, film: {name: The Film}}
    kinds:
      claim:
        fields: {what: text}
        templates: {who: {ask: "Which says: {{ what }}?", answer: according_to}}
    facts: {claim: {a: {what: rain, according_to: book}, b: {what: rain, according_to: film}}}
    """
    assert rules(deck) == [("ambiguous-prompt", "b")]


ACCOUNTS = """
sources: {book: {name: The Book}, film: {name: The Film}}
kinds:
  post:
    fields: {what: text, who: text}
    templates: {who: {ask: "Who led {{ what }}?", answer: who, one: ONE}}
facts:
  post:
    one: {what: it, who: Ada, MORE}
    two: {what: it, who: OTHER, according_to: film, LESS}
"""


@pytest.mark.parametrize(
    ("changes", "conflict"),
    [
        ({"MORE": "according_to: book"}, True),
        ({"MORE": "hedge: reportedly"}, True),
        ({"MORE": "according_to: book", "ONE": "false"}, False),
        ({"MORE": "according_to: book", "OTHER": "ada"}, False),
        ({"MORE": "according_to: book, dispute: d", "LESS": "dispute: d"}, False),
        ({"MORE": "according_to: book, dispute: d", "LESS": "dispute: e"}, True),
        ({"MORE": "according_to: book, as_of: 2019", "LESS": "as_of: 2020"}, False),
        ({"MORE": "according_to: book, as_of: 2019", "LESS": "as_of: 2019-05"}, True),
        ({"MORE": "valid: {to: 2018}", "LESS": "valid: {from: 2019}"}, False),
        ({"MORE": "valid: {to: 2019}", "LESS": "valid: {from: 2019}"}, True),
        ({"MORE": "according_to: book, scope: in Rome", "LESS": "scope: in Bonn"}, False),
    ],
)
def test_accounts_of_one_thing_agree_or_are_a_dispute(
    changes: dict[str, str], conflict: bool, tmp_path: Path
) -> None:
    text = ACCOUNTS
    for word, value in ({"ONE": "true", "OTHER": "Bob", "LESS": "note: n"} | changes).items():
        text = text.replace(word, value)
    deck, problems = load_text(text, tmp_path)
    assert problems == []
    assert rules(deck) == ([("source-conflict", "two")] if conflict else [])
