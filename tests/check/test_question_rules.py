"""Questions: one right answer to a prompt, and none that stands in its own prompt."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.check import check_questions
from quizgen.load import quote_lines
from quizgen.model import Deck
from quizgen.problems import Problem


def problems_of(deck: Deck) -> list[Problem]:
    questions, problems = ask_questions(deck)
    found = quote_lines([*problems, *check_questions(deck, questions)])
    short = ("orphan", "cloze-no-context")  # prompts here are
    return [problem for problem in found if problem.rule not in short]


def rules(deck: Deck) -> list[str]:
    return [problem.rule for problem in problems_of(deck)]


def test_same_prompt_with_another_answer_names_both_facts(deck: Deck) -> None:
    """
    facts:
      card:
        one: {front: Who invested?, back: Microsoft}
        two: {front: who  INVESTED?, back: Nvidia}
    """
    (problem,) = problems_of(deck)
    assert (problem.rule, problem.where.line, problem.where.column) == ("ambiguous-prompt", 4, 5)
    assert "'Microsoft'" in problem.message
    assert "fact 'one'" in problem.message
    assert "test.yaml:3" in problem.message


def test_same_prompt_with_the_same_answer_is_clear_but_twice(deck: Deck) -> None:
    """
    facts:
      card:
        one: {front: Who invested?, back: Microsoft}
        two: {front: Who invested?, back: microsoft}
    """
    assert rules(deck) == ["duplicate-card"]


def test_same_prompt_of_another_kind_counts(deck: Deck) -> None:
    """
    kinds:
      start:
        fields: {what: text, year: year}
        templates: {when: {ask: "When did {{ what }} begin?", answer: year}}
    facts:
      start: {one: {what: the talks, year: 2015}}
      card: {two: {front: When did the talks begin?, back: 2016}}
    """
    assert rules(deck) == ["ambiguous-prompt"]


def test_prompts_of_unlike_scope_are_unlike(deck: Deck) -> None:
    """
    facts:
      card:
        one: {front: When?, back: 2015, according_to: court}
        two: {front: When?, back: 2016, according_to: press}
        three: {front: When?, back: 2017}
    """
    assert rules(deck) == []


def test_prompts_of_one_scope_are_one(deck: Deck) -> None:
    """
    facts:
      card:
        one: {front: When?, back: 2015, according_to: court}
        two: {front: When?, back: 2016, according_to: court}
    """
    assert rules(deck) == ["ambiguous-prompt"]


def test_alias_is_no_other_answer(deck: Deck) -> None:
    """
    names: {organisation: {Amazon Web Services: {aka: [AWS]}}}
    kinds:
      host:
        fields: {who: organisation}
        templates: {who: {ask: Who hosts it?, answer: who, forms: [recall]}}
    facts:
      host: {one: {who: AWS}, two: {who: Amazon Web Services}}
    """
    assert rules(deck) == []


def test_accepted_wording_of_a_fact_is_no_other_answer(deck: Deck) -> None:
    """
    facts:
      card:
        one: {front: Who?, back: Ada Lovelace, aka: {back: [Ada King]}}
        two: {front: Who?, back: Ada King}
    """
    assert rules(deck) == []


def test_gap_with_two_fills_is_ambiguous(deck: Deck) -> None:
    """
    kinds:
      visit:
        fields: {who: text, year: year}
        templates: {when: {state: "In {{ year }}, {{ who }} came.", blank: [year]}}
    facts:
      visit: {one: {who: Ada, year: 1840}, two: {who: Ada, year: 1841}}
    """
    assert rules(deck) == ["ambiguous-prompt"]


@pytest.mark.parametrize(
    ("front", "back", "leaks"),
    [
        ("Who wrote the Scott email?", "Scott", True),
        ("Who wrote the SCOTT email?", "scott", True),
        ("Who wrote Scott’s email?", "Scott", True),
        ("Who wrote the Scottish email?", "Scott", False),
        ("Who is the prescott?", "Scott", False),
        ("What is 1000 in words?", "100", False),
        ("What comes after 100 and 1?", "100", True),
        ("Is AI in it?", "AI", False),  # under three letters: chance
        ("What is C++ good for?", "C++", True),
        ("Who said “I do”?", '"I do"', True),
        ("What is the capital of Mexico?", "Mexico City", False),
        ("Is “casa” masculine or feminine?", "feminine", False),  # offered to choose from
        ("Is the optic nerve sensory, motor or both?", "sensory", False),
        ("Is it a motor nerve or a sensory nerve?", "motor", False),
        ("Is the Scott email older or newer?", "Scott", True),
        ("Did Scott or Ada write the Scott email?", "Scott", True),
    ],
)
def test_answer_leaks_at_word_boundaries(
    tmp_path: Path, front: str, back: str, leaks: bool
) -> None:
    deck, problems = load_text(
        f"facts: {{card: {{a: {{front: '{front}', back: '{back}'}}}}}}\n", tmp_path
    )
    assert problems == []
    assert ("answer-leak" in rules(deck)) is leaks


def test_other_name_of_the_answer_leaks_too(deck: Deck) -> None:
    """
    names: {organisation: {Amazon Web Services: {aka: [AWS]}}}
    kinds:
      host:
        fields: {what: text, who: organisation}
        templates: {who: {ask: "Who runs {{ what }}?", answer: who}}
    facts:
      host: {one: {what: the AWS cloud, who: Amazon Web Services}}
    """
    (problem,) = problems_of(deck)
    assert (problem.rule, problem.where.line) == ("answer-leak", 7)
    assert "'AWS'" in problem.message
    assert "skip: [who]" in problem.mend


def test_answer_in_the_scope_leaks(deck: Deck) -> None:
    """
    facts: {card: {a: {front: Who said so?, back: Le Monde, scope: by a report in Le Monde}}}
    """
    assert rules(deck) == ["answer-leak"]


def test_account_as_the_answer_does_not_leak_through_its_scope(deck: Deck) -> None:
    """
    sources: {monde: {name: Le Monde}}
    kinds:
      claim:
        fields: {what: text}
        templates: {who: {ask: "Which paper says: {{ what }}?", answer: according_to}}
    facts: {claim: {a: {what: it rains, according_to: monde}}}
    """
    assert rules(deck) == []


def test_gap_leaks_where_its_text_stands_again(deck: Deck) -> None:
    """
    facts:
      cloze:
        a: {text: "{{c1::Paris}} is the capital; nobody leaves Paris."}
        b: {text: "{{c1::Rome}} is older than {{c2::Berlin}}."}
    """
    (problem,) = problems_of(deck)
    assert (problem.rule, problem.where.line) == ("answer-leak", 3)


def test_skipped_template_leaks_no_more(deck: Deck) -> None:
    """
    kinds:
      mail:
        fields: {name: text, who: text}
        templates: {who: {ask: "Who wrote {{ name }}?", answer: who}}
    facts: {mail: {a: {name: the Scott email, who: Scott, skip: [who]}}}
    """
    assert rules(deck) == []
