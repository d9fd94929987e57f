"""Enemies: what gives an answer away is found, and no paper holds both; an oracle compares all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import log
from pathlib import Path
from random import Random

import pytest
from conftest import ROOT, load_text
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.compose.company import Company
from quizgen.compose.enemies import Enemies
from quizgen.compose.pairs import LOOKS, find_pairs
from quizgen.compose.select import Selector
from quizgen.compose.telling import Teller, Telling
from quizgen.load import load_deck
from quizgen.model import Deck, Question, Recall, Span, Text, plain

EACH = 30
"""Cues planted of each sort."""


@cache
def sound_bank() -> tuple[Deck, tuple[Question, ...]]:
    deck, problems = load_deck(ROOT / "decks/microsoft-openai")
    assert problems == []
    questions, problems = ask_questions(deck)
    assert problems == []
    return deck, tuple(each for each in questions if each.fact)


def told(questions: Sequence[Question], deck: Deck | None = None) -> list[Telling]:
    teller = Teller(deck or sound_bank()[0])
    return [teller.of_question(question) for question in questions]


# -- planted: each makes an enemy of a sound question, by changing another one


def letters(question: Question) -> str:
    assert isinstance(question.response, Recall)
    return plain(question.response.answer)


def victims() -> Iterator[tuple[Question, Question]]:
    """Give pairs that are no enemies: one to be spoilt, and one to stay."""
    _, questions = sound_bank()
    recalls = [
        each
        for each in questions
        if each.form == "recall"
        and not re.search(r"\d", letters(each))
        and len(letters(each)) >= 4
        and len(set(plain(each.prompt).split())) >= 10
    ]
    chance = Random(7)  # noqa: S311 - which questions are spoilt is no secret
    while True:
        spoilt, kept = chance.sample(recalls, 2)
        if spoilt.fact != kept.fact and not Enemies(told([spoilt, kept])).clash(0, 1):
            yield spoilt, kept


def reworded(question: Question, text: str) -> Question:
    return question._replace(prompt=(Span(text),))


def tell_the_answer(spoilt: Question, kept: Question) -> Question:
    """Let a prompt tell the other's answer, in the other's words."""
    return reworded(spoilt, f"{letters(kept)}: {plain(kept.prompt)}")


def ask_much_the_same(spoilt: Question, kept: Question) -> Question:
    """Ask what the other asks, in words of which one is another."""
    words = plain(kept.prompt).split()
    same = reworded(spoilt, " ".join(["Then", *words[1:]]))
    return same._replace(template="other", response=kept.response)


def ask_the_same(spoilt: Question, kept: Question) -> Question:
    """Ask the other's very words by another account."""
    return spoilt._replace(prompt=kept.prompt, scope="According to somebody else")


PLANTED = {
    "text-cue": tell_the_answer,
    "near-duplicate": ask_much_the_same,
    "enemy-same-fact": ask_the_same,
}


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED)
def test_what_helps_with_another_is_found_each_time(plant: object) -> None:
    assert callable(plant)
    pairs = victims()
    others = [each for each in sound_bank()[1] if each.form == "recall"][::3]
    for _ in range(EACH):
        spoilt, kept = next(pairs)
        around = [each for each in others if each.fact not in (spoilt.fact, kept.fact)]
        bank = [plant(spoilt, kept), kept, *around]
        enemies = Enemies(told(bank))
        assert enemies.clash(0, 1), (plain(bank[0].prompt), plain(kept.prompt))
        assert enemies.clash(1, 0)


def test_a_pair_and_the_question_it_answers_are_enemies() -> None:
    """A fact that shows all the values of another, its answer too, gives it away."""
    deck, questions = sound_bank()
    asked = next(each for each in questions if each.template == "who" and each.kind == "role")
    fact = next(fact for fact in deck.facts if fact.id == asked.fact)
    shown = " ".join(str(value) for value in fact.fields.values())
    other = reworded(asked, f"What is odd in this: {shown}?")._replace(fact="other", id="other")
    assert "fact-cue" in {rule for *_, rule in find_pairs(told([asked, other]))}


def test_declared_enemies_are_enemies_both_ways() -> None:
    deck, _ = sound_bank()
    one, other = next(victims())
    facts = tuple(
        fact._replace(enemies=(Text(other.fact),)) if fact.id == one.fact else fact
        for fact in deck.facts
    )
    enemies = Enemies(told([one, other], replace(deck, facts=facts)))
    assert enemies.clash(0, 1)
    assert enemies.clash(1, 0)
    assert enemies.degree(1) >= 1


# -- the index finds what comparing every pair finds


WORDS = ["ant", "bee", "cow", "dog", "eel", "fox", "gnu", "hen", "1999", "2001", "the", "of"]
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def spelt(most: int) -> st.SearchStrategy[tuple[str, ...]]:
    words = st.lists(st.sampled_from(WORDS), max_size=most)
    return words.map(lambda some: tuple(f" {word} " for word in some))


@st.composite
def tellings(draw: st.DrawFn) -> list[Telling]:
    return [
        Telling(
            fact=f"f{draw(st.integers(0, 9))}",
            stem=f" {draw(phrases)} ",
            keys=(f" {draw(st.sampled_from([*WORDS, 'cow dog', 'the hen']))}y ",)
            if draw(st.booleans())
            else (f" {draw(st.sampled_from(['badger', 'cow dog', 'the hen', 'otter']))} ",),
            wrong=tuple(f" {each} " for each in draw(st.lists(st.sampled_from(WORDS), max_size=1))),
            values=tuple(
                f" {each} " for each in draw(st.lists(st.sampled_from(WORDS), max_size=2))
            ),
            source=draw(st.sampled_from(["", "s", "t"])),
        )
        for _ in range(draw(st.integers(2, 9)))
    ]


def helps(one: Telling, other: Telling, weights: dict[str, float]) -> bool:
    """Tell by the definitions whether the first gives the second away, or asks the same."""
    shown = one.stem + "".join(one.keys)
    mine, theirs = set(one.stem.split()), set(other.stem.split())
    shared = (mine & theirs) - {word for key in other.keys for word in key.split()}
    for key in other.keys:
        if other.values and all(phrase in shown for phrase in (key, *other.values)):
            return True
        if (
            len(key.strip()) >= 4
            and not key.replace(" ", "").isdigit()
            and key in one.stem
            and sum(weights[word] for word in shared) > 1.999
            and not any(wrong in one.stem for wrong in other.wrong)
        ):
            return True
    numbers = [{w for w in words if any(c.isdigit() for c in w)} for words in (mine, theirs)]
    return (
        (one.source != other.source or (not one.source and bool({*one.keys} & {*other.keys})))
        and len(mine & theirs) >= 0.8 * len(mine | theirs)
        and numbers[0] == numbers[1]
    )


def weigh(made: Sequence[Telling]) -> dict[str, float]:
    """Weigh words: one that a single fact of a small deck has counts 1, one of all facts 0."""
    shown = [(each.fact, set((each.stem + "".join(each.keys)).split())) for each in made]
    every = len({fact for fact, _ in shown})
    return {
        word: log(every / len({fact for fact, words in shown if word in words}))
        / log(max(2, every))
        for word in {word for _, words in shown for word in words}
    }


@given(tellings())
@settings(max_examples=200)
def test_index_finds_just_what_all_comparisons_find(made: list[Telling]) -> None:
    made.sort(key=lambda each: each.fact)
    weights = weigh(made)
    wanted = {
        (i, j)
        for i, j in combinations(range(len(made)), 2)
        if made[i].fact != made[j].fact
        and (helps(made[i], made[j], weights) or helps(made[j], made[i], weights))
    }
    assert {(min(i, j), max(i, j)) for i, j, _ in find_pairs(made)} == wanted
    enemies = Enemies(made)
    assert {pair for pair in combinations(range(len(made)), 2) if enemies.clash(*pair)} == wanted


@given(tellings(), st.data())
@settings(max_examples=100)
def test_company_counts_just_the_enemies_that_all_comparisons_find(
    made: list[Telling], data: st.DataObject
) -> None:
    """Whoever joins and leaves, in any order."""
    marks = st.frozensets(st.sampled_from(["prompt a", "dispute b"]), max_size=1)
    foes = st.frozensets(st.sampled_from(["f1", "f2", "f3"]), max_size=1)
    made = [each._replace(labels=data.draw(marks), enemies=data.draw(foes)) for each in made]
    enemies = Enemies(made)
    company, there = Company(enemies), set[int]()
    everybody = range(len(made))
    for number in data.draw(st.lists(st.sampled_from(everybody), max_size=20)):
        (company.remove if number in there else company.add)(number)
        there ^= {number}
        assert [company.count_enemies(each) for each in everybody] == [
            sum(enemies.clash(each, other) for other in there if other != each)
            for each in everybody
        ]


def test_company_of_a_whole_deck_has_all_its_enemies() -> None:
    deck, questions = sound_bank()
    enemies = Enemies(told([each for each in questions if each.form == "recall"], deck))
    everybody = range(sum(each.form == "recall" for each in questions))
    company = Company(enemies, everybody)
    clashing = sum(enemies.clash(*pair) for pair in combinations(everybody, 2))
    assert sum(map(company.count_enemies, everybody)) == 2 * clashing > 0


class Counting(Enemies):
    """Enemies that count how often two are compared."""

    compared = 0

    def clash(self, one: int, other: int) -> bool:
        self.compared += 1
        return super().clash(one, other)


@pytest.mark.parametrize("source", ["s", ""])
def test_few_of_a_crowd_of_one_pattern_are_compared(source: str) -> None:
    """All share most words, each three share an answer, and answers stand in other stems."""
    crowd = [
        Telling(
            fact=f"f{i}",
            stem=f" in which of all the lands that we know lies the town of x{i} near y{i % 50} ",
            keys=(f" land{i % 300} ",),
            values=(f" x{i} ",),
            source=source,
        )
        for i in range(900)
    ]
    shown = [
        Telling(
            f"g{i}", f" which fish swims in the river z{i} of land{i % 300} ", (f" y{i % 50} ",)
        )
        for i in range(900)
    ]
    enemies = Counting([*crowd, *shown])
    Company(enemies, range(1800))
    assert enemies.compared < 3 * 1800


def test_cards_of_one_pattern_about_unlike_things_are_no_enemies() -> None:
    asked = " what is the symbol of the element whose name is "
    gold, silver = (Telling(n, f"{asked}{n} ", (f" x{n} ",)) for n in ("gold", "silver"))
    assert not Enemies([gold, silver]).clash(0, 1)
    again = gold._replace(fact="aurum", stem=f"{asked}aurum ")
    assert Enemies([gold, again]).clash(0, 1)


def test_in_a_crowd_papers_tell_enemies_that_a_list_leaves_out() -> None:
    """Two hundred show each other's answer, and share two words that are rare in this bank."""
    crowd = [Telling(f"f{i}", f" the ford of town{i} ", (" ford ",)) for i in range(200)]
    others = [Telling(f"s{i}", f" stranger{i} ", ()) for i in range(20_000)]
    bank = [*crowd, *others]
    listed = {(min(pair), max(pair)) for *pair, _ in find_pairs(bank)}
    assert 200 < len(listed) <= LOOKS * len(crowd)
    missed = next(pair for pair in combinations(range(200), 2) if pair not in listed)
    assert Enemies(bank).clash(*missed)


# -- no paper holds enemies


def test_a_long_paper_is_found_where_many_questions_have_an_enemy(tmp_path: Path) -> None:
    """Of 1,600 facts 1,190 are asked about; one of four must not meet two of the others.

    A first draw holds some 440 pairs of enemies.
    """
    facts = "".join(
        f"    w{i}: {{word: Word{i}, meaning: sense {i * 7919}"
        f"{f', enemies: [w{i - 1}, w{i + 1}]' if i % 4 == 1 else ''}}}\n"
        for i in range(1600)
    )
    deck, slips = load_text(
        f"""
kinds:
  word:
    fields: {{word: text, meaning: text}}
    templates: {{means: {{ask: "What does {{{{ word }}}} mean?", answer: meaning}}}}
facts:
  word:
{facts}quizzes: {{q: {{sections: [{{form: recall, count: 1190}}]}}}}
""",
        tmp_path,
    )
    assert slips == []
    quiz, problems = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert problems == []
    assert quiz is not None
    asked = {item.question.fact for item in quiz.papers[0].items}
    assert len(asked) == 1190
    enemies = {f"w{i}": {f"w{i - 1}", f"w{i + 1}"} for i in range(1, 1600, 4)}
    assert not [fact for fact, others in enemies.items() if fact in asked and others & asked]


@pytest.mark.parametrize("name", ["planets.yaml", "elements", "microsoft-openai"])
def test_no_paper_of_our_decks_holds_enemies(name: str) -> None:
    deck, _ = load_deck(ROOT / "decks" / name)
    questions, _ = ask_questions(deck)
    for plan in (plan for plan in deck.plans if plan.sections):
        selector = Selector(deck, questions, plan)
        for seed in range(plan.seed, plan.seed + 5):
            quiz, problems = compose_quiz(deck, questions, replace(plan, seed=seed))
            assert problems == []
            assert quiz is not None
            asked = [item.question for part in quiz.papers[0].parts for item in part.items]
            held = [selector.numbers[each.id] for each in asked if each.fact]
            assert not [pair for pair in combinations(held, 2) if selector.enemies.clash(*pair)]
