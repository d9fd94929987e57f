"""Selection: against an oracle that tries everything, a quiz is found whenever there is one."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.compose.select import select_questions
from quizgen.model import Plan, Question, Recall, Section, Selection, Span
from quizgen.problems import Problem, Where

FORMS = ("recall", "choice")
TOPICS = ("", "money", "people")
KINDS = ("role", "deal")
HERE = Where("plan.yaml", 1, 1)


def question(fact: str, *, topic: str, kind: str, form: str, template: str = "t") -> Question:
    """Make a question of which only what selection looks at matters."""
    return Question(
        id=f"deck/{fact}/{template}/{form}",
        deck="deck",
        fact=fact,
        kind=kind,
        template=template,
        form=form,
        prompt=(Span(f"{fact}?"),),
        response=Recall((Span(fact),)),
        where=HERE,
        topic=topic,
    )


@st.composite
def banks(draw: st.DrawFn) -> list[Question]:
    questions = []
    for number in range(draw(st.integers(1, 6))):
        topic, kind = draw(st.sampled_from(TOPICS)), draw(st.sampled_from(KINDS))
        for form in draw(st.lists(st.sampled_from(FORMS), min_size=1, max_size=2, unique=True)):
            for template in ("t", "u")[: draw(st.integers(1, 2))]:
                name = f"f{number}"
                questions.append(
                    question(name, topic=topic, kind=kind, form=form, template=template)
                )
    return questions


selections = st.builds(
    Selection,
    st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from(TOPICS[1:]), min_size=1)),
    st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from(KINDS), min_size=1)),
)
sections = st.builds(
    Section,
    form=st.sampled_from(FORMS),
    count=st.integers(1, 3),
    where=st.just(HERE),
    selection=selections,
)
bounds = st.tuples(st.integers(0, 2), st.integers(0, 3)).map(lambda pair: (pair[0], sum(pair)))
plans = st.builds(
    Plan,
    id=st.just("plan"),
    title=st.just("Plan"),
    sections=st.lists(sections, min_size=1, max_size=3).map(tuple),
    where=st.just(HERE),
    seed=st.integers(0, 5),
    topics=st.dictionaries(st.sampled_from(TOPICS[1:]), bounds, max_size=2),
)


def fits(each: Question, section: Section) -> bool:
    topics, kinds = section.selection.topics, section.selection.kinds
    return (
        each.form == section.form
        and (not topics or each.topic in topics)
        and (not kinds or each.kind in kinds)
    )


def exists(bank: list[Question], plan: Plan) -> bool:
    """Try every way to give each fact to a section or to none."""
    facts = sorted({each.fact for each in bank})
    topic = {each.fact: each.topic for each in bank}
    able = {
        fact: [
            i
            for i, section in enumerate(plan.sections)
            if any(each.fact == fact and fits(each, section) for each in bank)
        ]
        for fact in facts
    }

    @cache
    def search(position: int, wanted: tuple[int, ...], taken: tuple[tuple[str, int], ...]) -> bool:
        counts = dict(taken)
        if position == len(facts):
            held = all(
                low <= counts.get(name, 0) <= high for name, (low, high) in plan.topics.items()
            )
            return held and not any(wanted)
        if search(position + 1, wanted, taken):
            return True
        fact = facts[position]
        counts[topic[fact]] = counts.get(topic[fact], 0) + 1
        return any(
            search(
                position + 1,
                tuple(count - (j == i) for j, count in enumerate(wanted)),
                tuple(sorted(counts.items())),
            )
            for i in able[fact]
            if wanted[i]
        )

    return search(0, tuple(section.count for section in plan.sections), ())


@given(bank=banks(), plan=plans)
@settings(max_examples=1000, deadline=None)
def test_selection_is_found_whenever_there_is_one(bank: list[Question], plan: Plan) -> None:
    selected, problems = select_questions(bank, plan)
    if not exists(bank, plan):
        assert selected == ()
        assert problems
        assert {problem.rule for problem in problems} == {"too-few-questions"}
        return
    assert problems == []
    assert [len(part) for part in selected] == [section.count for section in plan.sections]
    for part, section in zip(selected, plan.sections, strict=True):
        assert all(fits(each, section) for each in part)
    taken = [each for part in selected for each in part]
    assert max(Counter(each.fact for each in taken).values()) == 1
    by_topic = Counter(each.topic for each in taken)
    assert all(low <= by_topic[name] <= high for name, (low, high) in plan.topics.items())


@given(bank=banks(), plan=plans, order=st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_of_the_questions_does_not_matter(
    bank: list[Question], plan: Plan, order: Random
) -> None:
    mixed = list(bank)
    order.shuffle(mixed)
    assert select_questions(bank, plan) == select_questions(mixed, plan)


def bank_of(**topics: int) -> list[Question]:
    """Make so many recall questions of each topic."""
    return [
        question(f"{topic}-{i}", topic=topic, kind="role", form="recall")
        for topic, count in topics.items()
        for i in range(count)
    ]


def plan_of(
    *wanted: tuple[int, frozenset[str]], topics: dict[str, tuple[int, int]] | None = None
) -> Plan:
    """Make a plan of recall sections, each a count and its topics."""
    parts = tuple(
        Section("recall", count, Where("plan.yaml", i, 3), selection=Selection(names))
        for i, (count, names) in enumerate(wanted, start=2)
    )
    return Plan("test", "Test", parts, HERE, topics=topics or {})


def shortage(bank: list[Question], plan: Plan) -> Problem:
    _, (problem,) = select_questions(bank, plan)
    return problem


MONEY = frozenset({"money"})
ALL = frozenset[str]()


def test_short_section_says_what_is_wanted_and_what_is_there() -> None:
    problem = shortage(bank_of(money=3, people=9), plan_of((2, ALL), (5, MONEY)))
    assert problem.where == Where("plan.yaml", 3, 3)
    assert problem.message == (
        "quiz 'test', section 2 wants 5 recall questions of different facts from money; there are 3"
    )


def test_two_questions_of_one_fact_are_one_for_a_quiz() -> None:
    bank = [question("gold", topic="", kind="role", form="recall", template=name) for name in "abc"]
    assert "there are 1" in shortage(bank, plan_of((2, ALL))).message


def test_sections_that_compete_are_named_together() -> None:
    problem = shortage(bank_of(money=3, people=9), plan_of((2, MONEY), (4, ALL), (2, MONEY)))
    assert "sections 1, 3 together want 4 questions" in problem.message
    assert "there are 3" in problem.message
    assert problem.where == Where("plan.yaml", 2, 3)


def test_topic_at_its_most_is_named() -> None:
    problem = shortage(bank_of(money=6), plan_of((5, ALL), topics={"money": (0, 4)}))
    assert "wants 5 questions" in problem.message
    assert "there are 4 (the topics money are at their most)" in problem.message


def test_topic_below_its_least_is_named() -> None:
    problem = shortage(bank_of(money=6, people=6), plan_of((3, MONEY), topics={"people": (2, 5)}))
    assert problem.culprit == "people"
    assert "at least 2 questions on 'people'" in problem.message


@given(bank=banks(), plan=plans)
@settings(max_examples=300, deadline=None)
def test_shortage_wants_more_than_there_is(bank: list[Question], plan: Plan) -> None:
    _, problems = select_questions(bank, plan)
    for problem in problems:
        found = re.search(r"wants? (\d+) .*; there are (\d+)", problem.message)
        if found:
            assert int(found.group(1)) > int(found.group(2))
        else:
            assert "at least" in problem.message
            assert problem.culprit in plan.topics
