"""What is offered as wrong: so that no count of options tells the right one, whoever counts."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.compose import draw_choices
from quizgen.model import Offered
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
    facts = "".join(
        f'    f-{value.lower()}: {{what: W{value}, value: "{value}"}}\n' for value in values
    )
    text = f"""
kinds:
  thing:
    complete: true
    fields: {{what: text, value: {sort}}}
    templates: {{t: {{ask: "Which of {{{{ what }}}}?", answer: value, forms: [choice]}}}}
facts:
  thing:
{facts}"""
    deck, problems = load_text(text, folder)
    assert problems == []
    bank = draw_choices(ask_questions(deck)[0])
    return {offered.options[offered.right]: offered for offered in bank}


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
