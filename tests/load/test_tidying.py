"""Tidying: hints about how a deck is written, and mends that change nothing of what it says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from conftest import CommandLine
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.ask import ask_questions
from quizgen.build import mend
from quizgen.load import load_deck
from quizgen.model import Fact

HEAD = """\
id: test
title: Test
waive: {no-source: a test}
kinds:
  metal:
    fields: {name: text, symbol: text, mass: "number?", aged: "duration?"}
    templates: {s: {ask: "What is the symbol of {{ name }}?", answer: symbol}}
facts:
  metal:
"""


def mended(facts: str, folder: Path) -> str:
    path = folder / "test.yaml"
    path.write_text(HEAD + facts, encoding="utf-8")
    new = mend(path).new.get(path.as_posix(), HEAD + facts)
    assert new.startswith(HEAD)
    return new.removeprefix(HEAD)


LONG = (
    "      topic: a\n",
    "      note: |\n        two\n\n        lines\n",
    "      symbol: Au\n",
    "      name: >-\n        Gold\n",
)
SORTED = [
    ("    au: {symbol: Au, name: Gold}\n", "    au: {name: Gold, symbol: Au}\n"),
    (
        "    au: { topic: a, mass: 1, name: Gold,\n      symbol: Au }\n",
        "    au: { name: Gold, symbol: Au, mass: 1,\n      topic: a }\n",
    ),
    (
        "    au:\n      symbol: Au  # aurum\n      name: Gold\n    # the end\n",
        "    au:\n      name: Gold\n      symbol: Au  # aurum\n    # the end\n",
    ),
    (
        "    au:\n" + "".join(LONG),
        "    au:\n" + "".join((LONG[3], LONG[2], *LONG[:2])),
    ),
    (
        "    au: {symbol: Au, note: 'a, b}', name: Gold}\n",
        "    au: {name: Gold, symbol: Au, note: 'a, b}'}\n",
    ),
    (
        "    au: {symbol: Au, wrong: {symbol: [Ag, Al]}, name: Gold}\n",
        "    au: {name: Gold, symbol: Au, wrong: {symbol: [Ag, Al]}}\n",
    ),
]
LEFT_ALONE = [
    "    au:\n      symbol: Au\n      # about its name\n      name: Gold\n",
    "    au:\n      symbol: Au\n\n      name: Gold\n",
    "    au: {symbol: Au,  # aurum\n         name: Gold}\n",
    "    au: {note: &a Gold, symbol: Au, name: *a}\n",
    "    au: {name: Gold, symbol: Au, tags: [b, a], topic: a}\n",
]


@pytest.mark.parametrize(("facts", "after"), SORTED)
def test_fields_go_into_the_order_of_their_kind(facts: str, after: str, tmp_path: Path) -> None:
    assert mended(facts, tmp_path) == after
    assert mended(after, tmp_path) == after


@pytest.mark.parametrize("facts", LEFT_ALONE)
def test_keys_stay_where_something_could_be_torn_apart(facts: str, tmp_path: Path) -> None:
    assert mended(facts, tmp_path) == facts


@pytest.mark.parametrize(
    "value", ["No", "on", "TRUE", "null", "~", "010", "1.10", "1e3", "1_0", "0x1F"]
)
def test_what_others_misread_is_quoted(value: str, tmp_path: Path) -> None:
    after = mended(f"    au: {{name: Gold, symbol: {value}}}  # sic\n", tmp_path)
    assert after == f'    au: {{name: Gold, symbol: "{value}"}}  # sic\n'
    assert yaml.safe_load(HEAD + after)["facts"]["metal"]["au"]["symbol"] == value


@pytest.mark.parametrize(
    "value", ["Au", "12", "3.14", "-7", "0", "None", "N", "'No'", "2019-07-22"]
)
def test_what_others_read_alike_stays_bare(value: str, tmp_path: Path) -> None:
    facts = f"    au: {{name: Gold, symbol: {value}}}\n"
    assert mended(facts, tmp_path) == facts


def test_lists_are_looked_at_and_flags_are_not(tmp_path: Path) -> None:
    own = "templates: {t: {ask: What of {{ name }}, answer: symbol, one: true}}"
    facts = f"    au: {{name: Gold, symbol: Au, aged: 1:30, aka: {{symbol: [No, On]}}, {own}}}\n"
    after = facts.replace("1:30", '"1:30"').replace("[No, On]", '["No", "On"]')
    after = after.replace("What of {{ name }}", '"What of {{ name }}"')
    assert mended(facts, tmp_path) == after


def test_hints_are_told_when_asked_for_and_may_be_waived(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(HEAD + "    au: {symbol: No, name: Gold}\n")
    assert "info" not in cli("check", "test.yaml").stderr
    run = cli("check", "--info", "test.yaml")
    assert run.stderr.count(": info: ") == 2
    assert (
        "test.yaml:10:18: info: 'No' stands bare, and other programs read it as false" in run.stderr
    )
    path.write_text(path.read_text().replace("{no-source", "{key-order: my own, no-source"))
    assert "[key-order]" not in cli("check", "--info", "test.yaml").stderr
    cli("check", "--fix", "test.yaml")
    assert path.read_text().endswith('    au: {symbol: "No", name: Gold}\n')


VALUES = st.one_of(
    st.sampled_from(["No", "1.10", "Au", "a b", "010", "12", '"x, y"', "'it''s'", "$1,000", "a: b",
                     "a #b", "C #1", "**b**", "{{ x }}", "é", "two words # a comment", "-", "a-b"]),
    st.from_regex(r"[A-Za-z0-9 .,'-]{1,12}", fullmatch=True),
)  # fmt: skip
FACT = st.fixed_dictionaries(
    {"symbol": VALUES, "name": VALUES}, optional={"topic": VALUES, "note": VALUES}
)


@st.composite
def written(draw: st.DrawFn) -> str:
    """Draw facts, each in braces or in lines of its own, with comments between."""
    lines = []
    for number, fact in enumerate(draw(st.lists(FACT, min_size=1, max_size=4))):
        pairs = draw(st.permutations(sorted(fact.items())))
        if draw(st.booleans()):
            lines.append(
                f"    f{number}: {{{', '.join(f'{k}: {v}' for k, v in pairs)}}}  # c{number}"
            )
        else:
            lines += [f"    f{number}:  # c{number}", *(f"      {k}: {v}" for k, v in pairs)]
        lines += [f"    # of its own {number}"] if draw(st.booleans()) else []
    return HEAD + "\n".join(lines) + "\n"


def says(path: Path) -> tuple[list[Fact], list[str]]:
    deck, problems = load_deck(path)
    return list(deck.facts), sorted(problem.rule for problem in problems)


@settings(max_examples=40)
@given(written())
def test_a_mended_deck_says_what_it_said(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("deck") / "test.yaml"
    path.write_text(text, encoding="utf-8")
    before, slips = says(path)
    found = mend(path)
    new = found.new.get(path.as_posix(), text)
    path.write_text(new, encoding="utf-8")
    after, left = says(path)
    assert mend(path).new == {}
    assert [line.rsplit("#", 1)[1] for line in comments(text)] == [
        line.rsplit("#", 1)[1] for line in comments(new)
    ]
    if not slips:  # then nothing was mended but how it is written
        assert values(before) == values(after)
        assert left == []
        assert questions(text, path) == questions(new, path)
    assert len(left) <= len(slips) or not before


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if "# c" in line or "# of its own" in line]


def values(facts: list[Fact]) -> list[tuple[str, Mapping[str, object], object, object]]:
    return [(fact.id, dict(fact.fields), fact.topic, fact.note) for fact in facts]


def questions(text: str, path: Path) -> list[tuple[str, str]]:
    path.write_text(text, encoding="utf-8")
    return [(each.id, repr(each.prompt)) for each in ask_questions(load_deck(path)[0])[0]]
