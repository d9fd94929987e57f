"""Quizzes: what chance decides, what it must not, and that a seed means the same for ever."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.model import (
    Choice,
    ChoiceTask,
    Deck,
    GapTask,
    Item,
    Paper,
    Plan,
    Question,
    Quiz,
    Recall,
    RecallTask,
    Section,
    TrueFalse,
    TrueFalseTask,
    plain,
)
from quizgen.problems import Where

HERE = Where("plan.yaml", 1, 1)

KINDS = """
kinds:
  person:
    complete: true
    fields: {name: person, born: year, wealth: money, day: date, town: town}
    templates:
      born: {ask: "When was {{ name }} born?", answer: born}
      wealth: {ask: "How much has {{ name }}?", answer: wealth}
      day: {ask: "On which day came {{ name }}?", answer: day}
      town: {ask: "Where lives {{ name }}?", answer: town}
      said: {state: "{{ name }} lives in {{ town }} since {{ born }}.", blank: [town, born], vary: [town]}
facts:
  person:
"""  # noqa: E501 - a template is a line


def people(count: int, *, start: int = 0) -> str:
    return KINDS + "".join(
        f"    p{i:03}: {{name: Person {i:03}, born: {1700 + 3 * i}, wealth: ${i + 1}.5 million, "
        f"day: {2000 + i % 20}-{1 + i % 12:02}-{1 + i % 28:02}, town: Town {i:03}}}\n"
        for i in range(start, start + count)
    )


@pytest.fixture
def bank(tmp_path: Path) -> tuple[Deck, tuple[Question, ...]]:
    return ask(people(40), tmp_path)


Bank = tuple[Deck, tuple[Question, ...]]


def ask(text: str, folder: Path) -> Bank:
    deck, problems = load_text(text, folder)
    assert problems == []
    questions, problems = ask_questions(deck)
    assert problems == []
    return deck, questions


def plan(*sections: tuple[str, int], seed: int = 1, versions: int = 1) -> Plan:
    parts = tuple(Section(form, count, HERE) for form, count in sections)
    return Plan("test", "Test", parts, HERE, seed=seed, versions=versions)


ALL_FORMS = (("recall", 4), ("choice", 12), ("cloze", 6), ("true-false", 7))


def quiz_of(bank: Bank, wanted: Plan) -> Quiz:
    quiz, problems = compose_quiz(*bank, wanted)
    assert problems == []
    assert quiz is not None
    return quiz


def items(paper: Paper) -> list[Item]:
    return [item for part in paper.parts for item in part.items]


def asked(bank: Bank, item: Item) -> Question:
    """Give the question that an item was drawn from."""
    return next(question for question in bank[1] if question.id == item.question.id)


def options(item: Item) -> list[str]:
    assert isinstance(item.task, ChoiceTask)
    return [plain(option.text) for option in item.task.options]


def test_same_seed_gives_the_same_quiz(bank: Bank) -> None:
    assert quiz_of(bank, plan(*ALL_FORMS)) == quiz_of(bank, plan(*ALL_FORMS))


def test_order_in_which_questions_come_does_not_matter(bank: Bank) -> None:
    deck, questions = bank
    assert quiz_of(bank, plan(*ALL_FORMS)) == quiz_of((deck, questions[::-1]), plan(*ALL_FORMS))


def test_another_seed_gives_another_quiz(bank: Bank) -> None:
    quizzes = [quiz_of(bank, plan(*ALL_FORMS, seed=seed)) for seed in range(10)]
    chosen = {tuple(sorted(i.question.id for i in items(quiz.papers[0]))) for quiz in quizzes}
    assert len(chosen) == 10
    assert len({quiz.code for quiz in quizzes}) == 10


def test_no_fact_is_asked_twice(bank: Bank) -> None:
    for seed in range(20):
        asked = items(quiz_of(bank, plan(*ALL_FORMS, seed=seed)).papers[0])
        assert len({item.question.fact for item in asked}) == len(asked) == 29


def test_items_are_numbered_through_all_sections(bank: Bank) -> None:
    (paper,) = quiz_of(bank, plan(*ALL_FORMS)).papers
    assert [item.number for item in items(paper)] == list(range(1, 30))
    assert paper.letter == ""


def test_new_question_reshuffles_nothing_that_was_drawn(bank: Bank) -> None:
    deck, questions = bank
    extra = questions[0]._replace(id="test/zzz/born/recall", fact="zzz")
    more = (deck, (*questions[:7], extra, *questions[7:]))
    for seed in range(10):
        wanted = plan(*ALL_FORMS, seed=seed, versions=2)
        for before, after in zip(
            quiz_of(bank, wanted).papers, quiz_of(more, wanted).papers, strict=True
        ):
            old = {i.question.id: i for i in items(before)}
            new = {i.question.id: i for i in items(after)}
            assert len(old.keys() - new.keys()) <= 1
            for name in old.keys() & new.keys():
                if not isinstance(old[name].task, TrueFalseTask):
                    assert old[name].task == new[name].task
                    assert old[name].prompt == new[name].prompt


def test_versions_hold_the_same_questions_in_another_order(bank: Bank) -> None:
    quiz = quiz_of(bank, plan(*ALL_FORMS, versions=4))
    assert [paper.letter for paper in quiz.papers] == ["A", "B", "C", "D"]
    orders = [tuple(item.question.id for item in items(paper)) for paper in quiz.papers]
    assert len({frozenset(order) for order in orders}) == 1
    assert len(set(orders)) == 4
    for parts in zip(*(paper.parts for paper in quiz.papers), strict=True):
        assert len({frozenset(i.question.id for i in part.items) for part in parts}) == 1


def test_versions_ask_the_same_with_options_in_another_order(bank: Bank) -> None:
    first, second = quiz_of(bank, plan(("choice", 30), ("true-false", 10), versions=2)).papers
    other = {item.question.id: item for item in items(second)}
    moved = 0
    for item in items(first):
        twin = other[item.question.id]
        if isinstance(item.task, ChoiceTask):
            assert sorted(options(item)) == sorted(options(twin))
            moved += options(item) != options(twin)
        else:
            assert item.task == twin.task
            assert item.prompt == twin.prompt
    assert moved > 0


def test_key_of_every_version_is_right(bank: Bank) -> None:
    for paper in quiz_of(bank, plan(("choice", 35), versions=5)).papers:
        for item in items(paper):
            assert isinstance(item.task, ChoiceTask)
            response = asked(bank, item).response
            assert isinstance(response, Choice)
            right = [plain(option.text) for option in item.task.options if option.right]
            assert right == [plain(response.answer)]
            assert options(item)[item.task.right] == right[0]
            wrong = {plain(each.text) for each in response.wrong}
            assert set(options(item)) - set(right) <= wrong
            assert len(set(options(item))) == len(options(item)) == 4


@pytest.mark.parametrize("template", ["born", "wealth", "day"])
def test_numbers_and_dates_ascend(bank: Bank, template: str) -> None:
    deck, questions = bank
    some = (deck, tuple(q for q in questions if q.template == template))
    for paper in quiz_of(some, plan(("choice", 40), versions=2)).papers:
        for item in items(paper):
            response = asked(bank, item).response
            assert isinstance(response, Choice)
            order = {plain(each.text): each.order for each in response.wrong}
            order[plain(response.answer)] = response.order
            places = [order[text] for text in options(item)]
            assert all(isinstance(place, Decimal) for place in places)
            assert places == sorted(places, key=lambda place: place or Decimal(0))


def test_rank_of_the_key_among_numbers_is_drawn_evenly(bank: Bank) -> None:
    deck, questions = bank
    inner = {f"p{i:03}" for i in range(6, 34)}
    ranks = Counter[int]()
    some = tuple(
        q for q in questions if q.template in ("born", "wealth") and q.form == "choice"
        and q.fact in inner
    )  # fmt: skip
    for seed in range(20):
        for item in items(quiz_of((deck, some), plan(("choice", 28), seed=seed)).papers[0]):
            assert isinstance(item.task, ChoiceTask)
            ranks[item.task.right] += 1
    expected = sum(ranks.values()) / 4
    assert sum((ranks[i] - expected) ** 2 / expected for i in range(4)) < 20


def test_place_of_the_key_among_names_is_drawn_evenly(bank: Bank) -> None:
    deck, questions = bank
    some = (deck, tuple(q for q in questions if q.template == "town"))
    places = Counter[int]()
    for seed in range(15):
        for item in items(quiz_of(some, plan(("choice", 40), seed=seed)).papers[0]):
            assert isinstance(item.task, ChoiceTask)
            places[item.task.right] += 1
    expected = sum(places.values()) / 4
    assert sum((places[i] - expected) ** 2 / expected for i in range(4)) < 20


@pytest.mark.parametrize("count", [2, 10, 11])
def test_half_of_the_statements_are_true(bank: Bank, count: int) -> None:
    trues = Counter[int]()
    for seed in range(30):
        (paper,) = quiz_of(bank, plan(("true-false", count), seed=seed)).papers
        true = 0
        for item in items(paper):
            assert isinstance(item.task, TrueFalseTask)
            question = asked(bank, item)
            assert isinstance(question.response, TrueFalse)
            assert (item.prompt == question.prompt) == item.task.true
            false = [f for f in question.response.falsehoods if f.statement == item.prompt]
            assert [f.right for f in false] == ([] if item.task.true else [item.task.correction])
            true += item.task.true
        trues[true] += 1
    assert set(trues) == {count // 2, (count + 1) // 2}


def test_gap_task_keeps_one_gap_and_its_answer(bank: Bank) -> None:
    for item in items(quiz_of(bank, plan(("cloze", 40))).papers[0]):
        gaps = [span for span in item.prompt if span.gap]
        assert len(gaps) == 1
        assert isinstance(item.task, GapTask)
        assert gaps[0].text == plain(item.task.answer)
        assert plain(item.prompt) == plain(asked(bank, item).prompt)


def test_recall_task_holds_what_is_right(bank: Bank) -> None:
    for item in items(quiz_of(bank, plan(("recall", 40))).papers[0]):
        response = asked(bank, item).response
        assert isinstance(response, Recall)
        assert item.task == RecallTask(response.answer, response.accepted)


def test_code_of_the_edition_changes_with_its_content(bank: Bank, tmp_path: Path) -> None:
    wanted = plan(("choice", 39), ("true-false", 1))
    code = quiz_of(bank, wanted).code
    assert len(code) == 6
    assert code == quiz_of(bank, wanted).code
    others = {
        quiz_of(bank, each).code
        for each in (
            replace(wanted, title="Other"),
            replace(wanted, seed=2),
            replace(wanted, versions=2),
            replace(wanted, instructions="Be quick."),
            replace(wanted, sections=(replace(wanted.sections[0], points=2), wanted.sections[1])),
            replace(wanted, sections=wanted.sections[:1]),
        )
    }
    reworded = ask(people(40).replace("Person 0", "Miss 0"), tmp_path)
    others.add(quiz_of(reworded, wanted).code)
    assert len(others) == 7
    assert code not in others
    other_print = replace(wanted, id="other", paper="Letter", profiles=("large",))
    assert quiz_of(bank, other_print).code == code


def test_quiz_that_cannot_be_is_none_with_the_shortage(bank: Bank) -> None:
    quiz, problems = compose_quiz(*bank, plan(("recall", 41)))
    assert quiz is None
    assert [problem.rule for problem in problems] == ["too-few-questions"]


UNASKED = """
id: metals
title: Metals
waive: {no-source: a test}
kinds:
  metal:
    fields: {name: text, symbol: text, found: year}
    templates:
      symbol: {ask: "What is the symbol of {{ name }}?", answer: symbol, forms: [recall]}
facts:
  metal: {iron: {name: Iron, symbol: Fe, found: 1200 BC}, tin: {name: Tin, symbol: Sn, found: 1900}}
  card: {sky: {front: What colour is the sky?, back: blue}}
quizzes: {q: {sections: [{form: FORM, count: 1, from: {kind: KIND}}]}}
"""


@pytest.mark.parametrize(
    ("form", "kind", "mend"),
    [
        (
            "choice",
            "metal",
            "add 'choice' to the 'forms' of template 'symbol' of kind 'metal', and ",
        ),
        (
            "select",
            "metal",
            "add to kind 'metal' a template {ask: ..., answer: symbol} for a field ",
        ),
        (
            "true-false",
            "metal",
            "add to kind 'metal' a template {state: ..., vary: [symbol]}, and ",
        ),
        ("cloze", "metal", "add to kind 'metal' a template {state: ..., blank: [symbol]}"),
        ("match", "metal", "add to kind 'metal' a template {ask: ..., match: [name, symbol]}"),
        (
            "order",
            "metal",
            "add to kind 'metal' a template {ask: ..., order: ..., by: found} for a ",
        ),
        (
            "cloze",
            "card",
            "write facts of a kind of your own, with a template {state: ..., blank: [",
        ),
    ],
)
def test_a_form_that_no_template_makes_is_told_with_the_template_that_would(
    tmp_path: Path, form: str, kind: str, mend: str
) -> None:
    deck, questions = ask(UNASKED.replace("FORM", form).replace("KIND", kind), tmp_path)
    quiz, [problem] = compose_quiz(deck, questions, deck.plans[0])
    assert quiz is None
    assert problem.rule == "too-few-questions"
    wants = f"quiz 'q' wants 1 {form} question from {kind} in section 1; no template asks for one"
    assert problem.message == wants
    assert problem.mend.startswith(mend)


def test_options_are_fewer_where_the_facts_give_no_more(tmp_path: Path) -> None:
    small = ask(people(3), tmp_path)
    for item in items(quiz_of(small, plan(("choice", 3))).papers[0]):
        assert len(options(item)) == 3


def test_fact_then_template_then_section_decides_how_much_room_an_answer_has(bank: Bank) -> None:
    spaces = {"born": "2 lines", "p000": "none"}
    section = Section("recall", 40, HERE, spaces=spaces)
    spacious = replace(plan(), sections=(section,))
    for item in items(quiz_of(bank, spacious).papers[0]):
        own = "none" if item.question.fact == "p000" else ""
        assert item.space == (own or ("2 lines" if item.question.template == "born" else ""))
    everywhere = replace(spacious, sections=(replace(section, space="box"),))
    for item in items(quiz_of(bank, everywhere).papers[0]):
        assert item.space == spaces.get(
            item.question.fact, spaces.get(item.question.template, "box")
        )
