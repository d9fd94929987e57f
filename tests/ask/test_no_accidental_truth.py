"""The great promise, against an oracle of its own: nothing offered as wrong is right.

The oracle knows no part of `ask`: it compares what was generated, by tables of what each text
means.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import load_text
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.ask import ask_questions
from quizgen.model import Choice, Select, TrueFalse, plain

# What a text means: a name's number, or currency and bounds, or first and last day.
FIRMS = {
    "Alpha": 1, "Al": 1, "alpha": 1, "Beta": 2, "Bee": 2, "Gamma": 3, "GAMMA": 3, "Delta": 4,
    "Dee": 4, "Epsilon": 5, "Zeta": 6,
}  # fmt: skip
NAMES = {
    "Alpha": {"aka": ["Al"], "near": ["Bee", "Gamma"]},
    "Beta": {"aka": ["Bee"], "near": ["Al", "Zeta"]},
    "Delta": {"aka": ["Dee"]},
}
NONE = float("inf")
SUMS = {
    "$1 million": ("$", 1.0, 1.0), "$1,000,000": ("$", 1.0, 1.0), "$1.5 million": ("$", 1.5, 1.5),
    "over $2 million": ("$", 2.0, NONE), "up to $2 million": ("$", -NONE, 2.0),
    "nearly $2 million": ("$", 1.8, 2.0), "$3 million": ("$", 3.0, 3.0),
    "about $3 million": ("$", 2.7, 3.3), "$4 million": ("$", 4.0, 4.0),
    "under $500 thousand": ("$", -NONE, 0.5), "€1 million": ("€", 1.0, 1.0),
    "€3 million": ("€", 3.0, 3.0), "$9 million": ("$", 9.0, 9.0),
}  # fmt: skip
DAYS = {
    "2018": (20180101, 20181231), "2019": (20190101, 20191231), "2020": (20200101, 20201231),
    "2018-07": (20180701, 20180731), "2019-07": (20190701, 20190731),
    "2019-08": (20190801, 20190831), "2019-07-22": (20190722, 20190722),
    "2019-08-01": (20190801, 20190801), "about 2016": (20060101, 20261231),
    "1990": (19900101, 19901231),
    "1990-05": (19900501, 19900531), "1991": (19910101, 19911231),
}  # fmt: skip
SHOWN = {
    "July 2018": "2018-07", "July 2019": "2019-07", "August 2019": "2019-08",
    "22 July 2019": "2019-07-22", "1 August 2019": "2019-08-01", "May 1990": "1990-05",
}  # fmt: skip
TABLES = (FIRMS, SUMS, DAYS)
TYPES = {"who": "firm", "cost": "money", "day": "date"}


def may_both_hold(one: str, other: str) -> bool:
    """Tell by the tables whether two texts could name the same."""
    one, other = SHOWN.get(one, one), SHOWN.get(other, other)
    if one in FIRMS and other in FIRMS:
        return FIRMS[one] == FIRMS[other]
    if one in SUMS and other in SUMS:
        unit, low, high = SUMS[one]
        unit2, low2, high2 = SUMS[other]
        return unit == unit2 and low <= high2 and low2 <= high
    if one in DAYS and other in DAYS:
        return DAYS[one][0] <= DAYS[other][1] and DAYS[other][0] <= DAYS[one][1]
    assert any(one in table for table in TABLES)
    assert any(other in table for table in TABLES)
    return False


@dataclass
class Made:
    """A fact as it was generated: its texts, lists as lists."""

    id: str
    kind: str
    what: str
    values: dict[str, list[str]]
    extras: dict[str, object] = field(default_factory=dict)

    def others(self, key: str, name: str) -> list[str]:
        by_field = self.extras.get(key, {})
        assert isinstance(by_field, dict)
        return list(by_field.get(name, []))

    def line(self) -> str:
        texts = {name: v if len(v) > 1 else v[0] for name, v in self.values.items()}
        return f"    {self.id}: {json.dumps({'what': self.what, **texts, **self.extras})}"


@st.composite
def facts(draw: st.DrawFn, number: int) -> Made:
    values = {
        "who": draw(
            st.lists(st.sampled_from(sorted(FIRMS)), min_size=1, max_size=2, unique_by=FIRMS.get)
        ),
        "cost": [draw(st.sampled_from(sorted(SUMS)))],
        "day": [draw(st.sampled_from(sorted(DAYS)))],
    }
    if draw(st.integers(0, 3)):
        values["who"] = values["who"][:1]
    extras: dict[str, object] = {}
    if draw(st.integers(0, 3)) == 0:
        extras["aka"] = {"who": [draw(st.sampled_from(sorted(FIRMS)))]}
    if draw(st.integers(0, 3)) == 0:
        extras["not_wrong"] = {
            "who": [draw(st.sampled_from(sorted(FIRMS)))],
            "cost": [draw(st.sampled_from(sorted(SUMS)))],
        }
    if draw(st.integers(0, 3)) == 0:
        extras["dispute"] = draw(st.sampled_from(["d1", "d2"]))
    if draw(st.booleans()):
        extras["scope"] = draw(st.sampled_from(["by law", "by fame"]))
    if draw(st.integers(0, 4)) == 0:
        extras["skip"] = draw(st.lists(st.sampled_from(["who", "cost", "said"]), min_size=1))
    kind = draw(st.sampled_from(["deal", "gift"]))
    return Made(f"f{number}", kind, draw(st.sampled_from(["X", "x", "Y", "Z"])), values, extras)


@st.composite
def decks(draw: st.DrawFn) -> list[Made]:
    made = [draw(facts(number)) for number in range(draw(st.integers(3, 9)))]
    for number in range(draw(st.integers(0, 2))):
        what, who = draw(st.sampled_from("XYZ")), draw(st.sampled_from(sorted(FIRMS)))
        made.append(Made(f"c{number}", "card", what, {"who": [who]}))
    return made


KINDS = """
names: {names}
kinds:
  deal:
    complete: true
    fields: &fields {{what: text, who: firm, cost: money, day: date}}
    templates:
      who: {{ask: "{scope}Who was behind {{{{ what }}}}?", answer: who}}
      cost: {{ask: "What did {{{{ what }}}} cost?", answer: cost}}
      day: {{ask: "When was {{{{ what }}}}?", answer: day}}
      said: {{state: "{{{{ who{filter} }}}} paid {{{{ cost }}}} for {{{{ what }}}}.", vary: [who, cost]}}
  gift:
    fields: *fields
    templates:
      who: {{ask: "{scope}Who was behind {{{{ what }}}}?", answer: who, one: true}}
      cost: {{ask: "What did {{{{ what }}}} cost?", answer: cost, one: true}}
      day: {{ask: "When was {{{{ what }}}}?", answer: day, one: true}}
      said:
        state: "{{{{ who{filter} }}}} paid {{{{ cost }}}} for {{{{ what }}}}."
        vary: [who, cost]
        one: true
facts:
"""  # noqa: E501 - a template is a line


def deck_text(made: list[Made], *, scope: str, filter_: str) -> str:
    text = KINDS.format(names=json.dumps({"firm": NAMES}), scope=scope, filter=filter_)
    for kind in ("deal", "gift"):
        rows = [each.line() for each in made if each.kind == kind]
        text += f"  {kind}:\n" + "\n".join(rows) + "\n" if rows else ""
    cards = [each for each in made if each.kind == "card"]
    for each in cards:
        front = f"who was behind {each.what}?"
        text += "  card:\n" if each is cards[0] else ""
        row = json.dumps({"front": front, "back": each.values["who"][0]})
        text += f"    {each.id}: {row}\n"
    return text


def fold(text: str) -> str:
    return " ".join(text.lower().split())


def rightful(made: list[Made], asked: Made, name: str) -> list[str]:
    """List all that may be right: answers of the same prompt, rivals, what an author doubts."""
    right = []
    for each in made:
        if fold(each.what) == fold(asked.what):
            right += each.values.get(name, []) + each.others("aka", name)
        dispute = asked.extras.get("dispute")
        if dispute is not None and each.extras.get("dispute") == dispute:
            right += [text for texts in each.values.values() for text in texts]
            right += each.others("aka", "who")
    return right + asked.others("not_wrong", name)


@given(
    made=decks(),
    scope=st.sampled_from(["", "{% if scope is defined %}{{ scope }}: {% endif %}"]),
    filter_=st.sampled_from(["", " | upper_first", " | join_and"]),
)
@settings(max_examples=400, deadline=None)
def test_nothing_offered_as_wrong_is_right(made: list[Made], scope: str, filter_: str) -> None:
    with TemporaryDirectory() as folder:
        deck, problems = load_text(deck_text(made, scope=scope, filter_=filter_), Path(folder))
    assert problems == []
    questions, problems = ask_questions(deck)
    assert {problem.rule for problem in problems} <= {"ambiguous-prompt", "source-conflict"}
    by_id = {each.id: each for each in made}
    for question in questions:
        asked = by_id[question.fact]
        if isinstance(question.response, Choice | Select):
            right = rightful(made, asked, question.template)
            wrong = [plain(each.text) for each in question.response.wrong]
            assert 2 <= len(wrong) <= 24
            for i, text in enumerate(wrong):
                assert not any(may_both_hold(text, each) for each in right), (question.id, text)
                assert not any(may_both_hold(text, each) for each in wrong[:i])
        if isinstance(question.response, TrueFalse):
            for falsehood in question.response.falsehoods:
                assert not is_true(made, asked, falsehood.wrong), (question.id, falsehood)


def is_true(made: list[Made], asked: Made, value: str) -> bool:
    """Tell whether a fact makes the statement about `asked` true with another firm or sum."""
    name, same = ("who", "cost") if value in FIRMS else ("cost", "who")
    return any(
        any(may_both_hold(value, text) for text in each.values[name] + each.others("aka", name))
        for each in made
        if each.kind != "card"
        and fold(each.what) == fold(asked.what)
        and fold(", ".join(each.values[same])) == fold(", ".join(asked.values[same]))
    )


def test_the_oracle_sees_choices_and_falsehoods(tmp_path: Path) -> None:
    made = [
        Made(f"f{i}", "deal", what, {"who": [who], "cost": [cost], "day": [day]})
        for i, (what, who, cost, day) in enumerate(
            [
                ("X", "Alpha", "$1 million", "2018"),
                ("Y", "Bee", "$3 million", "2019"),
                ("Z", "Gamma", "$4 million", "2020"),
                ("X", "Dee", "$9 million", "1990"),
            ]
        )
    ]
    deck, problems = load_text(deck_text(made, scope="", filter_=""), tmp_path)
    assert problems == []
    questions, _ = ask_questions(deck)
    assert sum(isinstance(q.response, Choice) for q in questions) == 12
    assert sum(isinstance(q.response, TrueFalse) for q in questions) == 4
    assert sorted(set(rightful(made, made[0], "who"))) == ["Alpha", "Dee"]
