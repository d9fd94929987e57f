"""Selection: against an oracle that tries everything, a quiz is found whenever there is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor

from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.compose.demands import Sort
from quizgen.compose.select import Selector, select_questions
from quizgen.model import (
    AnkiSettings,
    Blueprint,
    Deck,
    Fact,
    Field,
    Kind,
    Plan,
    Question,
    Recall,
    Section,
    Selection,
    Span,
    Text,
    Words,
)
from quizgen.problems import Where

FORMS = ("recall", "choice")
TOPICS = ("", "money", "people")
KINDS = ("role", "deal")
HERE = Where("plan.yaml", 1, 1)


@dataclass(frozen=True)
class Bank:
    """A deck made for selection, and its questions."""

    deck: Deck
    questions: list[Question]


@dataclass(frozen=True)
class Made:
    """A fact as it is generated, and what is asked about it: form and template, and words."""

    name: str
    topic: str = ""
    kind: str = "role"
    difficulty: int | None = None
    subject: str = ""
    enemies: tuple[str, ...] = ()
    asked: tuple[tuple[str, str, int], ...] = (("recall", "t", 1),)


def bank_of(made: Sequence[Made]) -> Bank:
    facts = tuple(
        Fact(
            id=Text.at(each.name, HERE),
            kind=each.kind,
            fields={"who": Text(each.subject or each.name)},
            topic=Text(each.topic) if each.topic else None,
            difficulty=each.difficulty,
            enemies=tuple(map(Text, each.enemies)),
        )
        for each in made
    )
    fields = {"who": Field(Text("who"), Text("person"))}
    kinds = {name: Kind(Text(name), fields, ()) for name in KINDS}
    words = Words("en", "ltr", {}, (), ())
    deck = Deck("deck", "Deck", words, kinds, facts, AnkiSettings(Text("Deck")), HERE)
    questions = [
        Question(
            id=f"deck/{each.name}/{template}/{form}",
            deck="deck",
            fact=each.name,
            kind=each.kind,
            template=template,
            form=form,
            # No prompt tells of another, whatever it is.
            prompt=(Span(" ".join([f"{each.name}{template}{form}"] + ["x"] * (length - 1))),),
            response=Recall((Span(f"key{each.name}"),)),
            where=HERE,
            topic=each.topic,
            difficulty=each.difficulty,
        )
        for each in made
        for form, template, length in each.asked
    ]
    return Bank(deck, questions)


@st.composite
def banks(draw: st.DrawFn, most: int = 6) -> Bank:
    made = []
    count = draw(st.integers(2, most))
    for number in range(count):
        forms = draw(st.sampled_from([FORMS, FORMS, FORMS[:1], FORMS[1:]]))
        asked = tuple(
            (form, template, draw(st.sampled_from([2, 2, 2, 3])))
            for form in forms
            for template in ("t", "u")[: draw(st.integers(1, 2))]
        )
        enemy = draw(st.integers(0, 2 * count))
        made.append(
            Made(
                f"f{number}",
                draw(st.sampled_from(TOPICS)),
                draw(st.sampled_from(KINDS)),
                draw(st.sampled_from([None, None, 3, 2, 5])),
                draw(st.sampled_from(["", "ann", "bob"])),
                (f"f{enemy}",) if enemy < count else (),
                asked,
            )
        )
    return bank_of(made)


def rarely(names: Sequence[str]) -> st.SearchStrategy[frozenset[str]]:
    """Name some in one of four cases, else none: nothing is left out."""
    some = st.frozensets(st.sampled_from(names), min_size=1)
    return st.integers(0, 3).flatmap(lambda i: some if i == 3 else st.just(frozenset[str]()))


selections = st.builds(
    Selection,
    topics=rarely(TOPICS[1:]),
    kinds=rarely(KINDS),
    templates=rarely(("t", "u")),
    facts=st.just(frozenset[str]()),
    levels=rarely(("easy", "hard")),
)
sections = st.builds(
    Section,
    form=st.sampled_from(FORMS),
    count=st.integers(1, 2),
    where=st.just(HERE),
    selection=selections,
)
bounds = st.tuples(st.integers(0, 1), st.integers(0, 3)).map(lambda pair: (pair[0], sum(pair)))
shares = st.dictionaries(
    st.sampled_from(["easy", "medium", "hard"]),
    st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1, 3), Fraction(1, 2)]),
    max_size=1,
)
limits = st.sampled_from([0, 0, 0, 1, 2])


def blueprints(*, parallel: bool = False) -> st.SearchStrategy[Blueprint]:
    return st.builds(
        Blueprint,
        shares=shares,
        tolerance=st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 4)]),
        max_per_template=limits,
        max_per_subject=limits,
        reading_words_max=st.sampled_from([0, 0, 5, 9]),
        parallel=st.just(parallel),
        overlap=st.integers(0, 1) if parallel else st.just(0),
    )


@st.composite
def plans(draw: st.DrawFn, *, parallel: bool = False) -> Plan:
    return Plan(
        id="plan",
        title="Plan",
        sections=tuple(draw(st.lists(sections, min_size=1, max_size=1 if parallel else 3))),
        where=HERE,
        versions=2 if parallel else 1,
        seed=draw(st.integers(0, 5)),
        topics=draw(st.dictionaries(st.sampled_from(TOPICS[1:]), bounds, max_size=1)),
        blueprint=draw(blueprints(parallel=parallel)),
    )


# -- the oracle: every paper there is, by rules written down a second time

Paper = tuple[tuple[Question, ...], ...]
LEVEL = {None: "medium", 1: "easy", 2: "easy", 3: "medium", 4: "hard", 5: "hard"}
ALL = frozenset(sort.name for sort in Sort)


@dataclass
class Oracle:
    """Knows every paper of a bank; `off` are demands that do not count, by sort and name."""

    bank: Bank
    plan: Plan
    off: frozenset[tuple[str, str]] = frozenset()
    facts: dict[str, Fact] = field(init=False)

    def __post_init__(self) -> None:
        self.facts = {str(fact.id): fact for fact in self.bank.deck.facts}

    def on(self, sort: Sort, name: str = "") -> bool:
        return (sort.name, name) not in self.off

    def papers(self) -> Iterator[Paper]:
        choices = []
        for i, section in enumerate(self.plan.sections):
            able = [each for each in self.bank.questions if fits(each, section)]
            least = section.count if self.on(Sort.SECTION, str(i)) else 0
            choices.append(
                [c for n in range(least, section.count + 1) for c in combinations(able, n)]
            )
        return (paper for paper in product(*choices) if self.is_right(paper))

    def is_right(self, paper: Paper) -> bool:
        held = [each for part in paper for each in part]
        plan, blueprint = self.plan, self.plan.blueprint
        if len({each.fact for each in held}) < len(held):
            return False
        if self.on(Sort.ENEMIES) and any(
            b.fact in self.facts[a.fact].enemies for a in held for b in held if a is not b
        ):
            return False
        topics = Counter(each.topic for each in held)
        for topic, (low, high) in plan.topics.items():
            if self.on(Sort.TOPIC_LEAST, topic) and topics[topic] < low:
                return False
            if self.on(Sort.TOPIC_MOST, topic) and topics[topic] > high:
                return False
        levels = Counter(LEVEL[each.difficulty] for each in held)
        total = sum(section.count for section in plan.sections)
        for level, share in blueprint.shares.items():
            low, high = whole(share, blueprint.tolerance, total)
            if self.on(Sort.LEVEL_LEAST, level) and levels[level] < low:
                return False
            if self.on(Sort.LEVEL_MOST, level) and levels[level] > high:
                return False
        templates = Counter((each.kind, each.template) for each in held)
        subjects = Counter(str(self.facts[each.fact].fields["who"]) for each in held)
        return not (
            (
                blueprint.max_per_template
                and self.on(Sort.TEMPLATE)
                and max(templates.values(), default=0) > blueprint.max_per_template
            )
            or (
                blueprint.max_per_subject
                and self.on(Sort.SUBJECT)
                and max(subjects.values(), default=0) > blueprint.max_per_subject
            )
            or (
                blueprint.reading_words_max
                and self.on(Sort.WORDS)
                and words(held) > blueprint.reading_words_max
            )
        )

    def exists(self) -> bool:
        if not (self.plan.blueprint.parallel and self.on(Sort.PARALLEL)):
            return any(True for _ in self.papers())
        papers = list(self.papers())
        return any(self.are_parallel(one, other) for one, other in product(papers, repeat=2))

    def are_parallel(self, one: Paper, other: Paper) -> bool:
        mine, theirs = ([each for part in paper for each in part] for paper in (one, other))
        shared = {each.fact for each in mine} & {each.fact for each in theirs}
        if len(shared) > self.plan.blueprint.overlap:
            return False
        if cells(one) != cells(other):
            return False
        if mine and self.on(Sort.EVEN) and abs(mean(mine) - mean(theirs)) > Fraction(1, 20):
            return False
        loads = sorted((words(mine), words(theirs)))
        return not (self.on(Sort.ALIKE) and loads[1] * 10 > loads[0] * 11)


def fits(each: Question, section: Section) -> bool:
    chosen = section.selection
    return (
        each.form == section.form
        and (not chosen.topics or each.topic in chosen.topics)
        and (not chosen.kinds or each.kind in chosen.kinds)
        and (not chosen.templates or each.template in chosen.templates)
        and (not chosen.levels or LEVEL[each.difficulty] in chosen.levels)
    )


def whole(share: Fraction, tolerance: Fraction, total: int) -> tuple[int, int]:
    low, high = ceil((share - tolerance) * total), floor((share + tolerance) * total)
    if low > high:
        return floor(share * total), ceil(share * total)
    return max(0, low), min(total, high)


def cells(paper: Paper) -> Counter[tuple[int, str]]:
    return Counter((i, each.topic) for i, part in enumerate(paper) for each in part)


def mean(questions: Sequence[Question]) -> Fraction:
    return Fraction(sum(each.difficulty or 3 for each in questions), len(questions))


def words(questions: Sequence[Question]) -> int:
    return sum(len(each.prompt[0].text.split()) for each in questions)


# -- what is found, and what is not


@given(bank=banks(), plan=plans())
@settings(max_examples=400)
def test_selection_is_found_whenever_there_is_one(bank: Bank, plan: Plan) -> None:
    found, problems = select_questions(bank.deck, bank.questions, plan)
    oracle = Oracle(bank, plan)
    if oracle.exists():
        assert problems == []
        (paper,) = found
        assert [len(part) for part in paper] == [section.count for section in plan.sections]
        for part, section in zip(paper, plan.sections, strict=True):
            assert all(fits(each, section) for each in part)
        assert oracle.is_right(paper)
    else:
        assert found == ()
        assert problems


@given(bank=banks(), plan=plans(parallel=True))
@settings(max_examples=300)
def test_parallel_versions_are_found_whenever_there_are_some(bank: Bank, plan: Plan) -> None:
    found, problems = select_questions(bank.deck, bank.questions, plan)
    oracle = Oracle(bank, plan)
    if oracle.exists():
        assert problems == []
        one, other = found
        assert oracle.is_right(one)
        assert oracle.is_right(other)
        assert oracle.are_parallel(one, other)
    else:
        assert found == ()
        assert problems


@given(bank=banks(5), plan=st.one_of(plans(), plans(parallel=True)))
@settings(max_examples=300)
def test_explanation_is_a_contradiction_of_which_nothing_can_be_left_out(
    bank: Bank, plan: Plan
) -> None:
    selector = Selector(bank.deck, bank.questions, plan)
    held, _ = selector.draw_sets(0)
    assert held is not None
    every = {(demand.sort.name, demand.name) for demand in selector.demands}
    cores = selector.contradictions(held)
    assert bool(cores) != Oracle(bank, plan).exists()
    for core in cores:
        kept = {(demand.sort.name, demand.name) for demand in core}
        assert not Oracle(bank, plan, frozenset(every - kept)).exists()
        for one in kept:
            assert Oracle(bank, plan, frozenset(every - kept | {one})).exists()
