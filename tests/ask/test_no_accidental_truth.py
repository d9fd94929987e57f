"""The great promise, against an oracle of its own: nothing composed has a second right answer."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import oracle
from conftest import load_text
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import ALIASES, DAYS, FIRMS, SUMS, WAYS

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.model import (
    Choice,
    ChoiceTask,
    Deck,
    Plan,
    Question,
    Section,
    Select,
    TrueFalse,
    TrueFalseTask,
    plain,
)
from quizgen.problems import Where

Made = dict[str, object]
"""A fact as its author writes it, and with `id` and `kind`."""
TABLES = {"who": sorted(FIRMS), "cost": sorted(SUMS), "day": sorted(DAYS), "way": sorted(WAYS)}
ASKED = {
    "who": ("who", "what"), "cost": ("cost", "what"), "day": ("day", "what"),
    "way": ("way", "what"), "paid": ("cost", "who"), "went": ("way", "who"),
}  # fmt: skip
"""Of each template the field asked for, and the field that the prompt tells."""
KINDS = """
names: {names}
sources: {{paper: {{name: The Paper}}, book: {{name: The Book}}}}
kinds:
  deal:
    complete: true
    fields: &fields {{what: text, who: firm, cost: money, day: date, way: quantity}}
    templates:
      who: {{ask: "{scope}Who was behind {{{{ what }}}}?", answer: who{one}}}
      cost: {{ask: "What did {{{{ what }}}} cost?", answer: cost{one}}}
      day: {{ask: "When was {{{{ what }}}}?", answer: day{one}}}
      way: {{ask: "How far was {{{{ what }}}}?", answer: way{one}}}
      paid: {{ask: "What did {{{{ who | join_and }}}} pay?", answer: cost{one}}}
      went: {{ask: "How far did {{{{ who | join_and }}}} go?", answer: way{one}}}
      said: {{state: "{{{{ who{filter} }}}} paid {{{{ cost }}}} for {{{{ what }}}}.", vary: [who, cost]{one}}}
"""  # noqa: E501 - a template is a line


@st.composite
def facts(draw: st.DrawFn, number: int) -> Made:
    """Make a fact: with lists, aliases, bounds, validity, disputes, curated answers, doubts."""

    def sometimes(rarely: int = 4) -> bool:
        return draw(st.integers(1, rarely)) == 1

    def one_of(field: str) -> str:
        return draw(st.sampled_from(TABLES[field]))

    made: Made = {
        "id": f"f{number}",
        "kind": draw(st.sampled_from(["deal", "gift"])),
        "what": draw(st.sampled_from(["X", "x", "Y", "Z"])),
        **{field: one_of(field) for field in TABLES},
    }
    if sometimes(3):
        firms = st.sampled_from(sorted(FIRMS))
        made["who"] = draw(st.lists(firms, min_size=2, max_size=3, unique_by=FIRMS.__getitem__))
    if sometimes():
        made["aka"] = {"who": [one_of("who")]}
    if sometimes():
        made["not_wrong"] = {"who": [one_of("who")], "cost": [one_of("cost")]}
    if sometimes():
        made["dispute"] = draw(st.sampled_from(["d1", "d2"]))
    if sometimes(2):
        made["scope"] = draw(st.sampled_from(["by law", "by fame"]))
    if sometimes():
        made["according_to"] = draw(st.sampled_from(["paper", "book"]))
    if sometimes():
        made["valid"] = {"from": draw(st.sampled_from(["2001", "2005"])), "to": "2009"}
    if sometimes():
        made["as_of"] = draw(st.sampled_from(["2010", "2020-05"]))
    if sometimes():
        made["skip"] = draw(st.lists(st.sampled_from([*ASKED, "said"]), min_size=1, max_size=2))
    return made


@st.composite
def decks(draw: st.DrawFn) -> list[Made]:
    """Make three to nine facts, and cards that ask the same."""
    made = [draw(facts(number)) for number in range(draw(st.integers(3, 9)))]
    for number in range(draw(st.integers(0, 2))):
        what, who = draw(st.sampled_from("XYZ")), draw(st.sampled_from(sorted(FIRMS)))
        made.append({"id": f"c{number}", "kind": "card", "what": what, "who": who})
    return made


def deck_text(made: list[Made], *, scope: str = "", filter_: str = "") -> str:
    """Write the deck; `gift` is as `deal`, but its templates say `one: true`."""
    names = json.dumps({"firm": ALIASES})
    deal = KINDS.format(names=names, scope=scope, filter=filter_, one="")
    gift = KINDS.format(names=names, scope=scope, filter=filter_, one=", one: true")
    gift = gift.partition("kinds:\n")[2].replace("deal:", "gift:").replace("complete: true", "")
    text = f"{deal}{gift}facts:\n".replace("&fields ", "")
    for kind in ("deal", "gift", "card"):
        of_kind = [each for each in made if each["kind"] == kind]
        text += f"  {kind}:\n" if of_kind else ""
        text += "".join(f"    {each['id']}: {json.dumps(_row(each))}\n" for each in of_kind)
    return text


def _row(fact: Made) -> Made:
    if fact["kind"] == "card":
        return {"front": f"who was behind {fact['what']}?", "back": fact["who"]}
    return {key: value for key, value in fact.items() if key not in ("id", "kind")}


def compose_all(deck: Deck, questions: tuple[Question, ...], seed: int) -> list[dict[str, object]]:
    """Compose every question once, and give what is printed as plain data."""
    rows: list[dict[str, object]] = []
    for question in questions:
        if not isinstance(question.response, Choice | TrueFalse):
            continue
        section = Section(question.form, 1, Where("plan"))
        plan = Plan("plan", "Plan", (section,), Where("plan"), seed=seed)
        quiz, problems = compose_quiz(deck, [question], plan)
        assert not problems
        assert quiz is not None
        item = quiz.papers[0].parts[0].items[0]
        row: dict[str, object] = {"fact": question.fact, "template": question.template}
        match item.task:
            case ChoiceTask(options):
                row |= {"options": [plain(each.text) for each in options], "right": item.task.right}
            case TrueFalseTask(true=true):
                row |= {"statement": plain(item.prompt), "true": true}
            case _:
                raise AssertionError(item)
        rows.append(row)
    return rows


@given(
    made=decks(),
    scope=st.sampled_from(["", "{% if scope is defined %}{{ scope }}: {% endif %}"]),
    filter_=st.sampled_from(["", " | upper_first", " | join_and"]),
    seed=st.integers(1, 5),
)
@settings(max_examples=200)
def test_nothing_composed_has_a_second_right_answer(
    made: list[Made], scope: str, filter_: str, seed: int
) -> None:
    with TemporaryDirectory() as folder:
        deck, problems = load_text(deck_text(made, scope=scope, filter_=filter_), Path(folder))
    assert problems == []
    questions, problems = ask_questions(deck)
    assert {problem.rule for problem in problems} <= {
        "ambiguous-prompt",
        "second-answer",
        "source-conflict",
    }
    by_id = {str(each["id"]): each for each in made}
    for question in questions:
        if isinstance(question.response, Choice | Select):
            assert 2 <= len(question.response.wrong) <= 24
            wrong = [plain(each.text) for each in question.response.wrong]
            field, about = ASKED[question.template]
            asked = by_id[question.fact]
            assert oracle.count_right(made, asked, wrong, field=field, about=about) == 0
    for row in json.loads(json.dumps(compose_all(deck, questions, seed))):
        asked = by_id[row["fact"]]
        if "options" in row:
            field, about = ASKED[row["template"]]
            options = row["options"]
            assert oracle.texts(asked, field) == [as_written(options[row["right"]])]
            assert oracle.count_right(made, asked, options, field=field, about=about) == 1
            for i, option in enumerate(options):
                assert not any(oracle.may_both_hold(option, each) for each in options[:i]), row
        else:
            assert row["true"] or not states_a_truth(made, row["statement"]), row


def as_written(option: str) -> str:
    """Give the text of the table that a date is printed for; other texts are printed as written."""
    if oracle.meaning(option)[0] != "day":
        return option
    same = (text for text in DAYS if oracle.meaning(text) == oracle.meaning(option))
    return next(same, option)


def states_a_truth(made: list[Made], statement: str) -> bool:
    """Tell by the oracle whether a statement that is printed as false may be true."""
    who, rest = statement.removesuffix(".").split(" paid ")
    cost, what = rest.split(" for ")
    firms = [
        next(text for text in FIRMS if text.lower() == firm.lower())
        for firm in who.replace(", and ", ", ").replace(" and ", ", ").split(", ")
        if firm
    ]
    facts = [each for each in made if each["kind"] != "card"]
    return oracle.may_be_true(facts, firms, cost, what)


def test_the_oracle_sees_choices_and_falsehoods(tmp_path: Path) -> None:
    rows = [
        ("X", "Alpha", "$1 million", "2018", "1 km"),
        ("Y", "Bee", "$3 million", "2019", "2 km"),
        ("Z", "Gamma", "$4 million", "2020", "3 km"),
        ("X", "Dee", "$9 million", "1990", "5 km"),
    ]
    fields = ("what", "who", "cost", "day", "way")
    made: list[Made] = [
        {"id": f"f{i}", "kind": "deal", **dict(zip(fields, row, strict=True))}
        for i, row in enumerate(rows)
    ]
    deck, problems = load_text(deck_text(made), tmp_path)
    assert problems == []
    questions, _ = ask_questions(deck)
    rows_composed = compose_all(deck, questions, 1)
    assert sum("options" in row for row in rows_composed) == 24
    assert sum("true" in row for row in rows_composed) == 4
    assert sorted(set(oracle.all_right(made, made[0], "who", "what"))) == ["Alpha", "Dee"]
    assert oracle.count_right(made, made[0], ["Al", "Bee", "Dee"], field="who", about="what") == 2
    assert states_a_truth(made, "Alpha paid $1 million for X.")
    assert not states_a_truth(made, "Alpha paid $3 million for X.")
