"""Contradictions: prompts are compared by what they mean, under one scope, with all facts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import load_text
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.ask import ask_questions
from quizgen.build import check
from quizgen.model import Choice, Deck, plain


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
    facts:
      sale:
        one: {who: Ada, what: nuts, wrong: {who: [Cy, Di]}}
        two: {who: Bob, what: nuts, wrong: {who: [Cy, Di]}}
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
        ({"MORE": "valid: {to: 2019}", "LESS": "valid: {from: 2019}"}, False),  # who follows
        ({"MORE": "valid: {to: 2019-07}", "LESS": "valid: {from: 2019-06}"}, True),
        ({"MORE": "valid: {from: 2019, to: 2019}", "LESS": "valid: {from: 2019-06}"}, True),
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


def test_a_rival_of_another_kind_is_no_wrong_answer(deck: Deck) -> None:
    """
    names: {person: {Robert: {aka: [Bob]}}}
    sources: {book: {name: The Book}, film: {name: The Film}}
    kinds:
      lead:
        fields: {what: text, who: person}
        templates: {who: {ask: "Who led {{ what }}?", answer: who, one: true}}
    facts:
      lead:
        a: {what: A, who: Ada, dispute: d, according_to: book}
        b: {what: B, who: Robert}
        c: {what: C, who: Cy}
        e: {what: E, who: Eve}
      card:
        d: {front: Who is said to have led A?, back: Bob, dispute: d, according_to: film}
    """
    questions, problems = ask_questions(deck)
    assert problems == []
    choice = next(q for q in questions if (q.fact, q.form) == ("a", "choice"))
    assert isinstance(choice.response, Choice)
    assert {plain(each.text) for each in choice.response.wrong} == {"Cy", "Eve"}


SCOPED = """
sources: {{book: {{name: The Book}}}}
kinds:
  start:
    fields: {{what: text, began: year}}
    templates:
      when: {{ask: "{ask}", answer: began}}
      line: {{state: "{state}", blank: [began], vary: [began]}}
facts:
  start: {{one: {{what: the talks, began: 2015, wrong: {{began: [2016]}}, {scope}}}}}
"""
PLAIN = {"ask": "When did {{ what }} begin?", "state": "{{ what }} began in {{ began }}."}
PRINTED = {
    key: "{% if scope is defined %}{{ scope }}: {% endif %}" + text for key, text in PLAIN.items()
}
OTHERWISE = {key: "{% if scope is defined %}Or: {% endif %}" + text for key, text in PLAIN.items()}
IN_PART = {
    key: "{% if as_of is defined %}{{ as_of }}: {% endif %}" + text for key, text in PLAIN.items()
}


@pytest.mark.parametrize(
    "scope", ["according_to: book", "hedge: reportedly", "as_of: 2020", "valid: {to: 2020}",
              "scope: in Rome", "dispute: d, according_to: book", "dispute: d, scope: in Rome"],
)  # fmt: skip
@pytest.mark.parametrize("template", [PLAIN, PRINTED, OTHERWISE, IN_PART])
def test_no_claim_with_a_scope_is_asked_without_it(
    template: dict[str, str], scope: str, tmp_path: Path
) -> None:
    deck, slips = load_text(SCOPED.format(**template, scope=scope), tmp_path)
    assert slips == []
    questions, problems = ask_questions(deck)
    assert {question.form for question in questions} == {"recall", "cloze", "true-false"}
    if template is OTHERWISE:
        assert {problem.rule for problem in problems} == {"dispute-unscoped"}
    else:
        assert problems == []
        assert all(q.scope or ": " in plain(q.prompt) for q in questions)


@dataclass(frozen=True)
class Made:
    """A made fact: a sum of something, or its giver, under a scope or none."""

    kind: str
    what: str
    scope: str
    answer: str
    aka: tuple[str, ...] = ()

    @property
    def right(self) -> set[str]:
        return {NAMES.get(each, each) for each in (self.answer, *self.aka)}


NAMES = {"Rob": "Robert", "Bob": "Robert"}
SUMS = {
    "$1 billion": (1000, 1000), '"$1,000 million"': (1000, 1000), "about $1 billion": (900, 1100),
    "over $900 million": (900, 10**9), "$950 million": (950, 950), "€1 billion": (-1, -1),
}  # fmt: skip
SAME_OR_NOT = """
names: {person: {Robert: {aka: [Rob, Bob]}}}
kinds:
  sum:
    fields: {what: person, sum: money}
    templates: {how: {ask: "How much of {{ what }}?", answer: sum, forms: [recall]}}
  giver:
    fields: {what: person, who: person}
    templates: {who: {ask: "Who gave {{ what }}?", answer: who, forms: [recall]}}
"""
MADE = st.lists(
    st.builds(
        Made, st.just("sum"), st.sampled_from(["Rob", "Bob", "Eve"]),
        st.sampled_from(["", "in Rome"]), st.sampled_from(list(SUMS)),
    )
    | st.builds(
        Made, st.just("giver"), st.sampled_from(["Rob", "Robert", "Eve"]),
        st.sampled_from(["", "in Rome"]), st.sampled_from(["Rob", "Bob", "Ann", "Cy"]),
        st.lists(st.sampled_from(["Ann", "Cy", "Dan"]), max_size=1).map(tuple),
    ),
    max_size=6,
)  # fmt: skip


def agree(group: list[Made]) -> bool:
    """Tell by looking at all pairs whether facts of one prompt may all be right."""
    if group[0].kind == "sum":
        spans = [SUMS[each.answer] for each in group]
        return all(a[0] <= b[1] and b[0] <= a[1] for a in spans for b in spans)
    same, left = set(group[0].right), list(group)
    for _ in group:
        for each in [each for each in left if each.right & same]:
            left.remove(each)
            same |= each.right
    return not left


@given(made=MADE)
@settings(max_examples=200)
def test_prompts_are_ambiguous_exactly_where_their_answers_cannot_agree(made: list[Made]) -> None:
    rows = {"sum": ["  sum:"], "giver": ["  giver:"]}
    for i, each in enumerate(made):
        field = "sum" if each.kind == "sum" else "who"
        more = f", scope: {each.scope}" if each.scope else ""
        more += f", aka: {{who: [{', '.join(each.aka)}]}}" if each.aka else ""
        rows[each.kind].append(f"    f{i}: {{what: {each.what}, {field}: {each.answer}{more}}}")
    text = SAME_OR_NOT + "facts:\n" + "\n".join(line for r in rows.values() if r[1:] for line in r)
    with TemporaryDirectory() as folder:
        deck, slips = load_text(text if made else SAME_OR_NOT, Path(folder))
    assert slips == []
    groups: defaultdict[tuple[str, str, str], list[Made]] = defaultdict(list)
    for each in made:
        groups[each.kind, NAMES.get(each.what, each.what), each.scope].append(each)
    found = ask_questions(deck)[1]
    assert bool(found) == any(not agree(group) for group in groups.values())
    assert {problem.rule for problem in found} <= {"ambiguous-prompt"}


OVERLAPS = """
names: {{firm: {{Amazon Web Services: {{aka: [AWS]}}}}}}
kinds:
  deal:
    fields: {{who: text, by: firm?, cost: money?, day: date?}}
    templates:
      asked: {{ask: "What was {template}?", answer: who}}
      gap: {{state: "{{{{ who }}}} was {template}.", blank: [who]}}
facts: {{deal: {{one: {{who: Ada, {one}}}, two: {{who: Bob, {two}}}}}}}
"""


@pytest.mark.parametrize(
    ("template", "one", "two", "told"),
    [
        ("in {{ day }}", "day: 2019", "day: 2019-07", ["one", "one"]),
        ("in {{ day }}", "day: 2019-08", "day: 2019-07", []),
        ("of {{ cost }}", "cost: over $5", "cost: $7", ["one", "one"]),
        ("of {{ cost }}", "cost: over $5", "cost: over $7", ["one", "one"]),
        ("of {{ cost }}", "cost: over $5", "cost: about $5", []),
        ("of {{ cost }}", "cost: over $5", "cost: €7", []),
        ("by {{ by }}", "by: AWS", "by: [Arm, Amazon Web Services]", ["one", "one"]),
        ("by {{ by }}", "by: [Arm, AWS]", "by: [Arm, IBM]", []),
        ("by {{ by }} in {{ day }}", "by: Arm, day: 2019", "by: [Arm, IBM], day: 2019-07-22",
         ["one", "one"]),
        ("by {{ by }} in {{ day }}", "by: Arm, day: 2019-07", "by: [Arm, IBM], day: 2019", []),
        ("in {{ day }}", "day: 2019, scope: in Rome", "day: 2019-07", []),
        ("in {{ day }}", "day: 2019, skip: [gap]", "day: 2019-07", ["one"]),
        ("in {{ day }}", "day: 2019", "day: 2019-07, retired: wrong", []),
        ("in {{ day }}", "day: 2019", "day: 2019-07, aka: {who: [Ada]}", []),
    ],
)  # fmt: skip
def test_a_fact_that_says_more_answers_what_asks_for_less(
    template: str, one: str, two: str, told: list[str], tmp_path: Path
) -> None:
    deck, problems = load_text(OVERLAPS.format(template=template, one=one, two=two), tmp_path)
    assert problems == []
    assert rules(deck) == [("second-answer", fact) for fact in told]


RIVALS = """
kinds:
  toll:
    fields: {what: episode, deaths: number}
    templates: {deaths: {ask: "How many died in {{ what }}?", answer: deaths, one: true}}
sources: {doyle: {name: William Doyle}, schama: {name: Simon Schama}}
facts:
  toll:
    one: {what: the Terror, deaths: 17000, source: doyle%s}
    two: {what: the Terror, deaths: 40000, source: schama%s}
"""


def mends(tmp_path: Path, one: str, two: str) -> list[str]:
    path = tmp_path / "deck.yaml"
    path.write_text(f"id: test\ntitle: Test\n{RIVALS % (one, two)}", encoding="utf-8")
    return [problem.mend for problem in check(path).problems]


def test_mends_of_a_disagreement_lead_to_two_accounts_of_one_dispute(tmp_path: Path) -> None:
    [mend] = mends(tmp_path, "", "")
    assert "'according_to: schama' here, 'according_to: doyle' there" in mend
    assert "give both the same 'dispute: <label>'" in mend
    [mend] = mends(tmp_path, ", according_to: doyle", ", according_to: schama")
    assert "give both the same 'dispute: <label>'" in mend
    whose = mends(tmp_path, ", dispute: toll", ", dispute: toll")
    accounts = [each.split("'")[1] for each in whose]
    assert accounts == ["according_to: doyle", "according_to: schama"]
    label = mends(tmp_path, ", according_to: doyle, dispute: toll", ", according_to: schama")
    assert "give 'two' 'dispute: toll' too" in label[-1]
    settled = [f", according_to: {each}, dispute: toll" for each in ("doyle", "schama")]
    assert mends(tmp_path, *settled) == []


def test_account_called_by_its_name_is_told_its_id(tmp_path: Path) -> None:
    [mend] = mends(
        tmp_path, ", according_to: William Doyle, dispute: x", ", according_to: schama, dispute: x"
    )
    assert mend == "did you mean 'doyle'?"


def test_a_prompt_that_many_facts_share_is_told_once(deck: Deck) -> None:
    """
    kinds:
      land:
        fields: {name: text, city: text}
        templates: {city: {ask: "What is the capital?", answer: city}}
    facts:
      land:
        a: {name: A, city: Rome}
        b: {name: B, city: Bern}
        c: {name: C, city: Oslo}
        d: {name: D, city: Riga}
        e: {name: E, city: Baku}
    """
    (problem,) = ask_questions(deck)[1]
    assert (problem.rule, problem.culprit) == ("ambiguous-prompt", "b")
    assert problem.message.endswith("and otherwise in 3 more")
    assert len(problem.related) == 4
