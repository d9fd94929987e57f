"""Matches, orders and word banks have one solution, by an oracle that tries every other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import load_text
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.model import (
    Deck,
    GapTask,
    Item,
    MatchTask,
    OrderTask,
    Plan,
    Question,
    Quiz,
    Section,
    Selection,
    plain,
)
from quizgen.problems import Problem, Where

HERE = Where("plan.yaml", 1, 1)

# -- the oracle: what each text means, by tables that know nothing of quizgen

NAMES = {"Alpha": 1, "Al": 1, "ALPHA": 1, "Beta": 2, "Bee": 2, "Gamma": 3, "Delta": 4, "Eta": 5}
KNOWN = {"Alpha": {"aka": ["Al"]}, "Beta": {"aka": ["Bee"]}}
SUMS = {
    "$1 million": (1.0, 1.0), "$1,000,000": (1.0, 1.0), "over $2 million": (2.0, 9e9),
    "about $3 million": (2.7, 3.3), "$3 million": (3.0, 3.0), "$4 million": (4.0, 4.0),
    "up to $2 million": (-9e9, 2.0), "$9 million": (9.0, 9.0),
}  # fmt: skip
DAYS = {
    "2017": (170000, 179999), "2018": (180000, 189999), "2019": (190000, 199999),
    "2018-07": (180700, 180799), "2019-02": (190200, 190299), "2019-11": (191100, 191199),
    "about 2016": (60000, 269999), "2020": (200000, 209999), "2021": (210000, 219999),
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A fact as it was generated."""

    id: str
    who: str
    cost: str
    day: str
    extras: dict[str, object] = field(default_factory=dict)

    def others(self, key: str, name: str) -> list[str]:
        by_field = self.extras.get(key, {})
        assert isinstance(by_field, dict)
        return list(by_field.get(name, []))

    def names(self, *keys: str) -> set[int]:
        """Number all names under which the fact is known, those in doubt too if asked."""
        others = [text for key in ("aka", *keys) for text in self.others(key, "who")]
        return {NAMES[text] for text in (self.who, *others)}

    def row(self) -> str:
        values = {"who": self.who, "cost": self.cost, "day": self.day, **self.extras}
        return f"    {self.id}: {json.dumps(values)}"


def meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def same_dispute(one: Made, other: Made) -> bool:
    label = one.extras.get("dispute")
    return label is not None and label == other.extras.get("dispute")


def may_cost(made: list[Made], one: Made, cost: str) -> bool:
    """Tell whether a sum may be that of this name, by any fact or any rival."""
    return any(
        meet(SUMS[text], SUMS[cost])
        for namesake in made
        if namesake.names("not_wrong") & one.names("not_wrong")
        for each in made
        if each == namesake or same_dispute(each, namesake)
        for text in (each.cost, *(namesake.others("not_wrong", "cost")))
    )


def days_of(made: list[Made], one: Made) -> list[tuple[int, int]]:
    """List all days that any fact or rival gives to what reads the same."""
    return [
        DAYS[each.day]
        for namesake in made
        if NAMES[namesake.who] == NAMES[one.who]
        for each in made
        if each == namesake or same_dispute(each, namesake)
    ]


def orders(made: list[Made], chosen: list[Made]) -> list[tuple[Made, ...]]:
    """Give all orders that the days known of each allow; a tie allows both."""
    return [
        order
        for order in permutations(chosen)
        if all(
            any(a[0] <= b[1] for a in days_of(made, one) for b in days_of(made, other))
            for i, one in enumerate(order)
            for other in order[i + 1 :]
        )
    ]


def matchings(made: list[Made], chosen: list[Made]) -> list[tuple[Made, ...]]:
    """Give all ways to deal the sums to the names that no fact speaks against."""
    return [
        dealt
        for dealt in permutations(chosen)
        if all(may_cost(made, one, other.cost) for one, other in zip(chosen, dealt, strict=True))
    ]


# -- decks

DECK = """
names: {names}
kinds:
  deal:
    fields: {{who: firm, cost: money, day: date}}
    templates:
      pair: {{ask: Match them., match: [who, cost]}}
      line: {{ask: Put them in order., order: "{{{{ who }}}} paid", by: day}}
      said: {{state: "{{{{ who }}}} paid {{{{ cost }}}}.", blank: [who, cost]}}
facts:
  deal:
{rows}
quizzes: {{bank: {{sections: [{{form: cloze, bank: true, count: 1}}]}}}}
"""


@st.composite
def facts(draw: st.DrawFn, number: int) -> Made:
    extras: dict[str, object] = {}
    if draw(st.integers(0, 4)) == 0:
        extras["aka"] = {"who": [draw(st.sampled_from(sorted(NAMES)))]}
    if draw(st.integers(0, 4)) == 0:
        extras |= {"dispute": draw(st.sampled_from(["d", "e"]))}
    if draw(st.integers(0, 5)) == 0:
        extras["not_wrong"] = {
            "who": [draw(st.sampled_from(sorted(NAMES)))],
            "cost": [draw(st.sampled_from(sorted(SUMS)))],
        }
    if draw(st.integers(0, 3)) == 0:
        extras["scope"] = draw(st.sampled_from(["by law", "by fame"]))
    if draw(st.integers(0, 7)) == 0:
        extras["skip"] = ["pair", "line", "said"]
    if draw(st.integers(0, 7)) == 0:
        extras["retired"] = "gone"
    return Made(
        f"f{number}",
        draw(st.sampled_from(sorted(NAMES))),
        draw(st.sampled_from(sorted(SUMS))),
        draw(st.sampled_from(sorted(DAYS))),
        extras,
    )


@st.composite
def decks(draw: st.DrawFn) -> list[Made]:
    return [draw(facts(number)) for number in range(draw(st.integers(3, 10)))]


Bank = tuple[Deck, tuple[Question, ...]]


def ask(text: str, folder: Path) -> Bank:
    deck, problems = load_text(text, folder)
    assert problems == []
    questions, problems = ask_questions(deck)
    # Facts that contradict each other are to be told, not to be hidden from the draw.
    assert {problem.rule for problem in problems} <= {"ambiguous-prompt", "second-answer"}
    return deck, tuple(question for question in questions if not question.retired)


def ask_made(made: list[Made]) -> Bank:
    rows = "\n".join(each.row() for each in made)
    with TemporaryDirectory() as folder:
        return ask(DECK.format(names=json.dumps({"firm": KNOWN}), rows=rows), Path(folder))


def plan(*sections: Section, seed: int = 1, versions: int = 1) -> Plan:
    return Plan("test", "Test", sections, HERE, seed=seed, versions=versions)


def compose(bank: Bank, wanted: Plan) -> tuple[Quiz | None, list[Problem]]:
    return compose_quiz(*bank, wanted)


def items(quiz: Quiz | None) -> Iterator[Item]:
    for part in quiz.papers[0].parts if quiz is not None else ():
        yield from part.items


@given(made=decks(), size=st.integers(2, 4), seed=st.integers(0, 3))
@settings(max_examples=120)
def test_a_match_has_one_solution(made: list[Made], size: int, seed: int) -> None:
    wanted = plan(Section("match", 1, HERE, size=size), seed=seed)
    quiz, problems = compose(ask_made(made), wanted)
    by_id = {each.id: each for each in made}
    for item in items(quiz):
        assert isinstance(item.task, MatchTask)
        chosen = [by_id[entry.fact] for entry in item.task.left]
        assert len(chosen) == size
        assert matchings(made, chosen) == [tuple(chosen)]
        for one, at in zip(chosen, item.task.key, strict=True):
            assert item.task.right[at].fact == one.id
            assert not any(may_cost(made, one, each.cost) for each in chosen if each != one)
        assert_drawn_fairly(chosen, item)
    if problems:
        assert largest(made, "match") < size


@given(made=decks(), size=st.integers(2, 4), seed=st.integers(0, 3))
@settings(max_examples=120)
def test_an_order_has_one_solution(made: list[Made], size: int, seed: int) -> None:
    wanted = plan(Section("order", 1, HERE, size=size), seed=seed)
    quiz, problems = compose(ask_made(made), wanted)
    by_id = {each.id: each for each in made}
    for item in items(quiz):
        assert isinstance(item.task, OrderTask)
        pairs = zip(item.task.ranks, item.task.entries, strict=True)
        right = tuple(by_id[entry.fact] for _, entry in sorted(pairs, key=lambda pair: pair[0]))
        assert len(right) == size
        assert orders(made, list(right)) == [right]
        assert len({len(each.day.removeprefix("about ")) for each in right}) == 1
        assert_drawn_fairly(list(right), item)
    if problems:
        assert largest(made, "order") < size


def assert_drawn_fairly(chosen: list[Made], item: Item) -> None:
    """Hold what was drawn to one scope, which stands above it, and to facts that may be asked."""
    assert {str(each.extras.get("scope", "")).capitalize() for each in chosen} == {
        item.question.scope
    }
    assert not any(each.extras.keys() & {"skip", "retired"} for each in chosen)


def largest(made: list[Made], form: str) -> int:
    """Give how many facts of one scope can stand together, by trying all groups of them."""
    free = [each for each in made if not each.extras.keys() & {"skip", "retired"}]

    def apart(one: Made, other: Made) -> bool:
        if one.extras.get("scope") != other.extras.get("scope"):
            return False
        if form == "match":
            return not (may_cost(made, one, other.cost) or may_cost(made, other, one.cost))
        alike = len(one.day.removeprefix("about ")) == len(other.day.removeprefix("about "))
        named = NAMES[one.who] == NAMES[other.who]
        return alike and not named and len(orders(made, [one, other])) == 1

    best, groups = 0, [[]] if not free else [[each] for each in free]
    while groups:
        best = max(best, *(len(group) for group in groups))
        groups = [
            [*group, each]
            for group in groups
            for each in free
            if each.id > group[-1].id and all(apart(each, other) for other in group)
        ]
    return best


@given(made=decks(), count=st.integers(2, 4), seed=st.integers(0, 3))
@settings(max_examples=120)
def test_each_gap_takes_one_word_of_its_bank(made: list[Made], count: int, seed: int) -> None:
    wanted = plan(Section("cloze", count, HERE, bank=True), seed=seed)
    quiz, _ = compose(ask_made(made), wanted)
    by_id = {each.id: each for each in made}
    gaps = list(items(quiz))
    words = [word for part in (quiz.papers[0].parts if quiz else ()) for word in part.bank]
    assert sorted(plain(word) for word in words) == sorted(
        plain(item.task.answer) for item in gaps if isinstance(item.task, GapTask)
    )
    for item in gaps:
        fitting = [w for w in words if fits(made, by_id[item.question.fact], item, plain(w))]
        assert isinstance(item.task, GapTask)
        assert [plain(word) for word in fitting] == [plain(item.task.answer)]


def fits(made: list[Made], asked: Made, item: Item, word: str) -> bool:
    """Tell whether a word may be right in a gap, by any fact or any rival."""
    assert isinstance(item.task, GapTask)
    if (plain(item.task.answer) in NAMES) != (word in NAMES):
        return False
    if word in SUMS:
        stated = [e for e in made if NAMES[e.who] == NAMES[asked.who]]
        said = [*stated, *(each for each in made if same_dispute(each, asked))]
        sums = [*(each.cost for each in said), *asked.others("not_wrong", "cost")]
        return any(meet(SUMS[text], SUMS[word]) for text in sums)
    stated = [each for each in made if SUMS[each.cost] == SUMS[asked.cost]]
    said = [*stated, *(each for each in made if same_dispute(each, asked))]
    doubted = {NAMES[text] for text in asked.others("not_wrong", "who")}
    return NAMES[word] in doubted or any(NAMES[word] in each.names() for each in said)


# -- what a plan may ask of sets


PEOPLE = """
kinds:
  person:
    fields: {name: text, born: year, town: text}
    templates:
      town: {ask: Match person and town., match: [name, town]}
      age: {ask: "The oldest first.", order: "{{ name }}", by: born}
      born: {ask: "When was {{ name }} born?", answer: born}
      lives: {state: "{{ name }} lives in {{ town }}.", blank: [name, town]}
facts:
  person:
"""


@pytest.fixture
def people(tmp_path: Path) -> Bank:
    rows = "".join(
        f"    p{i:02}: {{name: Person {i}, born: {1900 + i}, town: Town {i}, topic: t{i % 3}}}\n"
        for i in range(24)
    )
    return ask(PEOPLE + rows + "quizzes: {b: {sections: [{form: cloze, bank: true}]}}", tmp_path)


def facts_of(item: Item) -> list[str]:
    match item.task:
        case MatchTask(left):
            return [entry.fact for entry in left]
        case OrderTask(entries):
            return [entry.fact for entry in entries]
        case _:
            return [item.question.fact]


def test_no_fact_stands_in_two_items(people: Bank) -> None:
    wanted = plan(
        Section("match", 2, HERE, size=4), Section("order", 1, HERE, size=4),
        Section("recall", 6, HERE), Section("cloze", 6, HERE, bank=True),
    )  # fmt: skip
    for seed in range(10):
        quiz, problems = compose(people, replace(wanted, seed=seed))
        assert problems == []
        facts = [fact for item in items(quiz) for fact in facts_of(item)]
        assert len(facts) == len(set(facts)) == 24


def test_versions_hold_the_same_sets_in_another_order(people: Bank) -> None:
    wanted = plan(
        Section("match", 2, HERE, size=5), Section("order", 1, HERE, size=6),
        Section("cloze", 5, HERE, bank=True), versions=3,
    )  # fmt: skip
    quiz, _ = compose(people, wanted)
    assert quiz is not None
    papers = [[i for part in paper.parts for i in part.items] for paper in quiz.papers]
    sets = [{frozenset(facts_of(item)) for item in paper} for paper in papers]
    assert sets[0] == sets[1] == sets[2]
    assert len({tuple(map(str, map(facts_of, paper))) for paper in papers}) == 3
    assert len({paper.parts[2].bank for paper in quiz.papers}) == 3
    for item in (item for paper in papers for item in paper):
        if isinstance(item.task, OrderTask):
            assert list(item.task.ranks) != sorted(item.task.ranks)
        if isinstance(item.task, MatchTask):
            assert list(item.task.key) != sorted(item.task.key)


def test_facts_of_a_set_count_under_their_topics(people: Bank) -> None:
    bounds = {"t0": (5, 6), "t1": (2, 2)}
    wanted = plan(Section("match", 1, HERE, size=6), Section("recall", 6, HERE))
    for seed in range(10):
        quiz, problems = compose(people, replace(wanted, seed=seed, topics=bounds))
        assert problems == []
        topics = Counter(int(fact[1:]) % 3 for item in items(quiz) for fact in facts_of(item))
        assert 5 <= topics[0] <= 6
        assert topics[1] == 2


def test_a_set_takes_facts_of_the_topics_asked_for(people: Bank) -> None:
    only = Selection(topics=frozenset({"t1"}))
    quiz, _ = compose(people, plan(Section("order", 1, HERE, size=8, selection=only)))
    (item,) = items(quiz)
    assert {int(fact[1:]) % 3 for fact in facts_of(item)} == {1}


def test_a_set_leaves_to_others_the_facts_that_only_they_can_use(people: Bank) -> None:
    deck, questions = people
    scarce = {f"p{i:02}" for i in range(6)}
    some = tuple(q for q in questions if q.form != "recall" or q.fact in scarce)
    wanted = plan(Section("match", 2, HERE, size=9), Section("recall", 6, HERE))
    for seed in range(10):
        _, problems = compose((deck, some), replace(wanted, seed=seed))
        assert problems == []


@pytest.mark.parametrize(
    ("section", "message", "mend"),
    [
        (
            Section("match", 1, HERE, size=6),
            "quiz 'test', section 1 wants 1 match question of 6 facts; of 5 facts of kind 'deal' "
            "at most 3 fit together; left out: another scope (1), the same value (1)",
            "write 'size: 3', widen 'from', or add facts",
        ),
        (
            Section("order", 1, HERE, size=6),
            "quiz 'test', section 1 wants 1 order question of 6 facts; of 5 facts of kind 'deal' "
            "at most 3 fit together; left out: a tie, or no certain order (1), another scope (1)",
            "write 'size: 3', widen 'from', or add facts",
        ),
        (
            Section("cloze", 9, HERE, bank=True),
            "quiz 'test', section 1 wants a word bank for 9 gaps; at most 5 gaps were found of "
            "which each takes one word of the bank only",
            "lower the count, remove 'bank', widen 'from', or add facts",
        ),
        (
            Section("match", 1, HERE, size=3, selection=Selection(kinds=frozenset({"card"}))),
            "quiz 'test', section 1 wants 1 match question of 3 facts from card; there is none",
            "lower the count, widen 'from', or add facts",
        ),
    ],
)
def test_a_shortage_says_how_many_fit_and_why_not_more(
    section: Section, message: str, mend: str
) -> None:
    made = [
        Made("f0", "Alpha", "$1 million", "2018"),
        Made("f1", "Beta", "$3 million", "2019"),
        Made("f2", "Gamma", "$4 million", "2020"),
        Made("f3", "Delta", "about $3 million", "2020"),
        Made("f4", "Eta", "$9 million", "2021", {"scope": "by law"}),
    ]
    quiz, problems = compose(ask_made(made), plan(section))
    assert quiz is None
    assert [(problem.message, problem.mend) for problem in problems] == [(message, mend)]


def test_many_facts_of_few_values_are_no_search(tmp_path: Path) -> None:
    rows = "".join(
        f"    p{i}: {{name: Person {i}, born: {1000 + i % 9}, town: Town {i % 7}}}\n"
        for i in range(3000)
    )
    bank = ask(PEOPLE + rows, tmp_path)
    _, problems = compose(bank, plan(Section("match", 1, HERE, size=7)))
    assert problems == []
    _, problems = compose(bank, plan(Section("match", 1, HERE, size=8)))
    assert "at most 7 fit together" in problems[0].message
