"""Rules about wording: where they are told, how they are waived, and what they let pass."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import CommandLine, load_text, places
from planting import Item, deck_of, told

from quizgen.ask import ask_questions
from quizgen.build import check
from quizgen.check import check_questions
from quizgen.load import quote_lines
from quizgen.model import Deck
from quizgen.problems import Problem


def problems_of(deck: Deck) -> list[Problem]:
    questions, problems = ask_questions(deck)
    return quote_lines([*problems, *check_questions(deck, questions)])


def test_what_a_template_says_is_told_once_for_all_its_facts(deck: Deck) -> None:
    """
    kinds:
      land:
        fields: {name: text, city: text}
        templates: {city: {ask: "Which is the best city of {{ name }}?", answer: city}}
    facts:
      land:
        one: {name: Peru, city: Lima}
        two: {name: Chad, city: Bardai}
        three: {name: Cuba, city: Havana}
    """
    (problem,) = problems_of(deck)
    assert places([problem]) == [(4, 43, "opinion")]
    assert problem.culprit == "best"
    assert problem.message.startswith("template 'city' asks for an opinion ('best')")


def test_what_one_fact_says_is_told_at_its_value(deck: Deck) -> None:
    """
    kinds:
      deed:
        fields: {deed: text, who: text}
        templates: {who: {ask: "Who {{ deed }}?", answer: who}}
    facts:
      deed:
        one: {deed: built the tower, who: Eiffel}
        two: {deed: built the best tower, who: Berg}
    """
    (problem,) = problems_of(deck)
    assert places([problem]) == [(8, 27, "opinion")]
    assert problem.message.startswith("fact 'two', asked by template 'who', asks for an opinion")


def test_a_card_is_told_by_its_fact_alone(deck: Deck) -> None:
    """
    facts: {card: {a: {front: Who was the greatest king?, back: Ada}}}
    """
    (problem,) = problems_of(deck)
    assert problem.message.startswith("fact 'a' asks for an opinion ('greatest')")


def test_a_flaw_without_words_is_told_at_the_template_if_most_facts_have_it(deck: Deck) -> None:
    """
    kinds:
      land:
        fields: {name: text, city: text}
        templates:
          bare: {ask: "{{ name }}", answer: city}
          part: {ask: "The capital of {{ name }}", answer: city}
    facts: {land: {one: {name: Peru, city: Lima}, two: {name: Cuba, city: Havana}}}
    """
    assert places(problems_of(deck)) == [(5, 19, "no-question"), (6, 19, "no-question")]


@pytest.mark.parametrize("place", ["fact", "template", "deck"])
def test_a_warning_is_waived_at_the_fact_the_template_or_the_deck(
    tmp_path: Path, place: str
) -> None:
    waive = dict.fromkeys(("fact", "template", "deck"), "") | {
        place: "waive: {opinion: it is so}, "
    }
    path = tmp_path / "deck.yaml"
    path.write_text(
        f"{{{waive['deck']}id: kings, title: Kings, source: book, sources: {{book: {{name: B}}}},\n"
        "kinds: {king: {fields: {deed: text, who: text}, templates: {who: {"
        f"{waive['template']}ask: 'Who {{{{ deed }}}}?', answer: who}}}}}}}},\n"
        f"facts: {{king: {{a: {{{waive['fact']}deed: was the best, who: Ada}}}}}}}}\n",
        encoding="utf-8",
    )
    checked = check(path)
    assert checked.problems == ()
    assert [waiver.rule for waiver in checked.waivers] == ["opinion"]


def test_in_a_language_without_a_wording_file_words_mean_nothing_and_shapes_do() -> None:
    item = Item(
        "x",
        "choice",
        "text",
        "Which is the best city?",
        "Lima",
        ("Cusco", "a city by the warm sea"),
    )
    assert told(deck_of(item)).keys() == {"opinion", "length-outlier"}
    assert told(replace(deck_of(item), wording=None)).keys() == {"length-outlier"}


def test_silent_rules_are_told_of_once(cli: CommandLine, tmp_path: Path) -> None:
    cli("new", "deck")
    deck = tmp_path / "deck/deck.yaml"
    deck.write_text(deck.read_text(encoding="utf-8").replace("language: en", "language: fi"))
    run = cli("check", "deck")
    assert run.returncode == 0
    assert run.stdout.count("rules about wording are silent in 'fi': there are no word lists") == 1
    assert "silent" not in cli("check", "deck", "--quiet").stdout


ONE_SLIP = {
    "negative-unmarked": Item("x", "choice", "text", "Which is not red?", "ash", ("elm", "oak")),
    "double-negative": Item("x", "choice", "text", "What is NOT law?", "no rest", ("sun", "air")),
    "dangling-context": Item("x", "recall", "text", "When was it?", "in May"),
    "cloze-no-context": Item("x", "cloze", "text", "It was {{ answer }}.", "Lima"),
    "all-of-the-above": Item(
        "x", "choice", "text", "What burns?", "oak", ("ash", "all of the above options")
    ),
    "k-type": Item("x", "choice", "text", "What burns?", "oak", ("ash", "A and C only")),
    "text-overlap": Item(
        "x", "choice", "text", "Who sold it?", "Oracle", ("Bo", "Oracle and the firms it owns")
    ),
}


@pytest.mark.parametrize("rule", ONE_SLIP)
def test_one_slip_is_told_once(rule: str) -> None:
    assert told(deck_of(ONE_SLIP[rule])).keys() == {rule}


SOUND = {
    "quoted": "Who said “I am not a crook”?",
    "whether": "Which function tells whether no item is false?",
    "clause": "Which animal that does not fly is a bird?",
    "reason": "Why did the team not take the offer?",
    "later": "Which part was open to the deal but could not pay for it?",
    "least": "Which law asks for at least two readings?",
    "imperative": "For each engine, name the fuel.",
    "measure": "Which is the largest moon by mass?",
    "known": "Which was the best-known novel of Defoe?",
    "dated": "Who leads the town today, in 2026?",
    "expletive": "In which year was it that the tower fell?",
    "joined": "Which treaty ended the war and made two states?",
    "abbreviation": "Who wrote to St. Paul in Rome?",
    "at the end": "The largest planet is ____",
    "true or false": "Bats lay eggs: is that true or false?",
    "antecedent": "The tower fell in 1920. Why was it?",
    "superlative": "Which planet has the least mass?",
    "restriction": "Which state, except for Alaska, is the largest?",
    "listed": "Which of these is a prime: 4, 6 or 7?",
    "furniture": "Where does the cat sleep, in the house or on the table?",
    "code": "What does f() return for []?",
    "what is now": "Which king lived in what is now Turkey?",
    "last year of": "Who ruled in the last year of the war?",
    "main": "What is the main ingredient of hummus?",
    "letter": "What is the other name of vitamin A?",
}


@pytest.mark.parametrize("prompt", SOUND.values(), ids=SOUND)
def test_sound_prompt_is_told_of_nothing(prompt: str) -> None:
    item = Item("x", "recall", "text", prompt, "something else")
    assert told(deck_of(item)) == {}


NO_FLAW = {
    "idioms": ("all but two", "every other week", "not at all"),
    "names": ("Apple Inc.", "Oracle", "IBM"),
    "vitamins": ("vitamin A", "vitamin B", "vitamin C"),
    "pairs": ("May 2019", "June 2020", "July 2021"),
    "ranges": ("10-19", "20-29", "30 or more"),
    "alike": ("It rose by half, they say.", "It fell by half, they say.", "It stayed as it was."),
    "scores": ("3-2", "1-2", "0-3"),
    "reigns": ("1910-1936", "1901-1910", "1936-1952"),
    "marks": ("A*", "x² + 1", "2*x*y"),
    "united": ("United Kingdom", "Union of Soviets", "Unity Party"),
}


@pytest.mark.parametrize("options", NO_FLAW.values(), ids=NO_FLAW)
def test_sound_options_are_told_of_nothing(options: tuple[str, ...]) -> None:
    right, *wrong = options
    item = Item("x", "choice", "text", "What was told of it at that time?", right, tuple(wrong))
    assert told(deck_of(item)) == {}


def test_names_may_be_as_long_as_they_are() -> None:
    item = Item("x", "choice", "name", "Who won?", "the story credited to The Times", ("Ada", "Bo"))
    assert told(deck_of(item)) == {}
    assert told(deck_of(replace(item, type="text"))).keys() >= {"key-longest"}


def test_bare_numbers_in_a_text_stand_in_order_and_others_do_not(tmp_path: Path) -> None:
    fields = "{{front: How much of Mars is ice?, back: {}, wrong: {{back: [{}, {}]}}}}"
    text = f"facts: {{{{card: {{{{a: {fields}}}}}}}}}\n"
    deck, _ = load_text(text.format("20%", "10%", "49%"), tmp_path)
    assert problems_of(deck) == []
    deck, _ = load_text(text.format("20 miles", "10 miles", "49 miles"), tmp_path)
    assert [problem.rule for problem in problems_of(deck)] == ["unsorted"]


OFFERED = {
    "gender": Item("x", "recall", "text", "Is “casa” masculine or feminine?", "feminine"),
    "both": Item(
        "x", "choice", "text", "Is that nerve sensory, motor or both?", "both", ("motor", "sensory")
    ),
    "sort": Item("x", "recall", "text", "Which amendment frees speech?", "the First Amendment"),
    "rule": Item("x", "recall", "text", "What must not be taken without due process?", "life"),
    "form": Item("x", "recall", "text", "What is the plural of “perro”?", "perros"),
}


@pytest.mark.parametrize("name", OFFERED)
def test_what_a_question_offers_forbids_or_sorts_is_no_flaw(name: str) -> None:
    assert told(deck_of(OFFERED[name])) == {}
