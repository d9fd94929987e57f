"""What is offered as wrong: so that no count of options tells the right one, whoever counts."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path
from statistics import fmean, pvariance

import pytest
from conftest import load_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from things import write_things

from quizgen.ask import ask_questions
from quizgen.compose import draw_choices
from quizgen.model import Choice, Offered
from quizgen.report import attack_options

SORTS = ["firm", "number"]
LETTERS = str.maketrans("0123456789", "abcdefghij")


def make_values(count: int, sort: str) -> list[str]:
    """Make values of one sort, each once."""
    hashes = (int(sha256(str(i).encode()).hexdigest(), 16) for i in range(count))
    numbers = dict.fromkeys(str(10**5 + each % 10**5) for each in hashes)
    return [each if sort == "number" else each.translate(LETTERS).title() for each in numbers]


def draw_bank(values: list[str], sort: str, folder: Path) -> dict[str, Offered]:
    """Draw a choice for each value, as right once, by that value."""
    return {offered.options[offered.right]: offered for offered in draw_all(values, sort, folder)}


def draw_all(values: list[str], sort: str, folder: Path, more: str = "") -> tuple[Offered, ...]:
    """Draw a choice for each of the values, of which some may be the same."""
    rows = ((f"f-{i}", f"W{i}", value) for i, value in enumerate(values))
    text = write_things(sort, rows, more)
    deck, problems = load_text(text, folder)
    assert problems == []
    return draw_choices(ask_questions(deck)[0])


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("count", [4, 9, 14, 100])
def test_every_value_is_wrong_as_often_as_any_other(count: int, sort: str, tmp_path: Path) -> None:
    bank = draw_bank(make_values(count, sort), sort, tmp_path)
    offered = Counter(option for each in bank.values() for option in each.options)
    assert set(offered.values()) == {4}
    attacks = {each.name: each for each in attack_options([*bank.values()])}
    assert attacks["least often offered"].lift == attacks["most often offered"].lift == 0


@pytest.mark.parametrize("sort", SORTS)
def test_a_new_fact_changes_the_options_of_few(sort: str, tmp_path: Path) -> None:
    values = make_values(100, sort)
    before = draw_bank(values, sort, tmp_path)
    for new in make_values(105, sort)[100:]:
        after = draw_bank([*values, new], sort, tmp_path)
        changed = [value for value in values if before[value].options != after[value].options]
        assert new not in values
        assert len(changed) < 40


@pytest.mark.parametrize(("count", "facts"), [(30, 2), (60, 2), (60, 3)])
def test_names_that_facts_share_are_wrong_about_equally_often(
    count: int, facts: int, tmp_path: Path
) -> None:
    names = make_values(count, "firm")
    bank = draw_all(names * facts, "firm", tmp_path)
    wrong = Counter(option for each in bank for option in each.options)
    often = [wrong[name] - facts for name in names]
    assert fmean(often) == 3 * facts
    assert pvariance(often) < 3 * facts  # that of as many drawn by chance


@given(st.lists(st.sampled_from("aaaaab"), min_size=20, max_size=50))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_three_are_offered_wherever_three_are_proven(tmp_path: Path, sorts: list[str]) -> None:
    facts = "".join(f"    f-{i}: {{sort: {sort}, value: {i}}}\n" for i, sort in enumerate(sorts))
    text = f"""
kinds:
  thing:
    complete: true
    fields: {{sort: text, value: number}}
    templates: {{t: {{ask: "Which of these is {{{{ sort }}}}?", answer: value, forms: [choice]}}}}
facts:
  thing:
{facts}"""
    questions = ask_questions(load_text(text, tmp_path)[0])[0]
    proven = [len(each.response.wrong) for each in questions if isinstance(each.response, Choice)]
    offered = [len(each.options) - 1 for each in draw_choices(questions)]
    assert offered == [min(3, count) for count in proven]


def test_another_name_of_a_value_stands_where_the_value_does(tmp_path: Path) -> None:
    names = make_values(9, "firm")
    others = "".join(f"    {name}: {{aka: [Old {name}]}}\n" for name in names)
    written = [name if i % 2 else f"Old {name}" for i, name in enumerate(names)]
    bank = draw_all(written, "firm", tmp_path, f"names:\n  firm:\n{others}")
    offered = Counter(option.removeprefix("Old ") for each in bank for option in each.options)
    assert set(offered.values()) == {4}
