"""Made-up numbers: where facts are too few, shaped like the key and never impossible."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.model import Choice, Tier, plain

DECK = """
kinds:
  thing:
    fields: {{what: text, value: {sort}, seen: "year?"}}
    templates: {{t: {{ask: "Which of {{{{ what }}}}?", answer: value{one}}}}}
facts:
  thing:
    a: {{what: A, value: "{key}", seen: 2020}}
"""


def made_up(folder: Path, sort: str, key: str, *, one: str = ", one: true") -> list[str]:
    """Give what is made up for a fact that stands alone."""
    deck, problems = load_text(DECK.format(sort=sort, key=key, one=one), folder)
    assert problems == []
    questions, problems = ask_questions(deck)
    assert problems == []
    found = [q.response.wrong for q in questions if isinstance(q.response, Choice)]
    assert all(wrong.tier is Tier.MADE_UP for wrongs in found for wrong in wrongs)
    return [plain(wrong.text) for wrongs in found for wrong in wrongs]


@pytest.mark.parametrize(
    ("sort", "key", "like"),
    [
        ("money", "$300 million", r"$\d+ million"),
        ("quantity", "4,879 km", r"\d,\d{3} km"),
        ("percent", "96%", r"\d+%"),
        ("number", "5.40", r"\d\.\d\d"),
        ("number", "3", r"\d+"),
        ("year", "1066", r"\d{3,4}"),
        ("date", "1969-07-20", r"\d+ [A-Z][a-z]+ \d{4}"),
    ],
)
def test_made_up_numbers_are_shaped_like_the_key(
    tmp_path: Path, sort: str, key: str, like: str
) -> None:
    found = made_up(tmp_path, sort, key)
    assert len(found) >= 3
    assert len(set(found)) == len(found)
    assert key not in found
    for text in found:
        assert re.fullmatch(like.replace("$", r"\$"), text), text


@pytest.mark.parametrize("text", ["2", "1", "96%", "100%"])
def test_nothing_impossible_is_made_up(tmp_path: Path, text: str) -> None:
    for found in made_up(tmp_path, "percent" if "%" in text else "number", text):
        assert 0 < int(found.rstrip("%")) <= (100 if "%" in text else 100_000)


def test_no_date_is_made_up_beyond_the_last_that_the_deck_knows(tmp_path: Path) -> None:
    assert all(int(year) <= 2020 for year in made_up(tmp_path, "year", "2018"))


def test_nothing_is_made_up_where_the_world_is_open(tmp_path: Path) -> None:
    assert made_up(tmp_path, "money", "$5", one="") == []


def test_nothing_is_made_up_of_what_has_no_single_number(tmp_path: Path) -> None:
    assert made_up(tmp_path, "duration", "1 h 30 min") == []
    assert made_up(tmp_path, "money", "over $5") == []
