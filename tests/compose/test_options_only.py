"""What options give away by themselves, and the programs in tests/bench that measure it."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import accidental_truth
import options_only
import pytest
from accidental_truth import Country, judge, write_deck
from conftest import NO_SHARED
from papers import Printed, count_choices, print_quizzes

from quizgen.model import Offered
from quizgen.report import attack_options

TABLE = [
    Country((f"Land {i}", f"The Land of {i}"), {"language": tongues, "currency": coins})
    for i, (tongues, coins) in enumerate(
        [
            (("aa", "bb"), ("XA",)), (("aa",), ("XA",)), (("bb", "cc"), ("XB",)),
            (("cc", "aa"), ("XB", "XC")), (("dd",), ("XD",)), (("ee", "aa"), ("XE",)),
            (("ff",), ("XA", "XF")), (("gg", "bb"), ("XG",)),
        ]
    )
]  # fmt: skip


@pytest.mark.parametrize("closed", ["complete", "one"])
def test_nothing_composed_of_a_table_is_accidentally_true(tmp_path: Path, closed: str) -> None:
    deck = write_deck(TABLE, tmp_path / closed, closed)
    printed = print_quizzes(deck, tmp_path / "out", seeds=2)
    assert len(printed) > 100
    assert [slip for each in printed if (slip := judge(each, TABLE))] == []


def test_no_wrong_answer_is_made_where_the_world_is_open(tmp_path: Path) -> None:
    assert count_choices(write_deck(TABLE, tmp_path / "open", "open")) == 0


def test_the_judge_sees_a_second_right_answer() -> None:
    asked = Printed("Where do people speak aa and bb?", ("Land 0", "Land 4", "Land 1"), 0)
    assert judge(asked, TABLE) == ""
    doubled = Printed("Where do people speak aa?", ("Land 0", "Land 4", "The Land of 1"), 0)
    assert "The Land of 1" in judge(doubled, TABLE)
    wrong = Printed("Which currency is used in Land 4?", ("XA", "XD", "XE"), 0)
    assert judge(wrong, TABLE)


@pytest.mark.matrix
def test_the_whole_table_holds_no_accidental_truth(shared: Path) -> None:
    table = shared / "data" / "country_codes" / "country-codes.csv"
    if not table.is_file():
        pytest.skip(NO_SHARED)
    assert accidental_truth.main(table, seeds=1) == 0


def test_numbers_are_not_told_by_their_place(tmp_path: Path) -> None:
    rows = [(f"thing {i}", f"${1500 + i * i // 9}") for i in range(60)]
    deck = options_only.write_numbers(tmp_path / "deck", rows, "money", "complete")
    bank = print_quizzes(deck, tmp_path / "out", seeds=4)
    attacks = {each.name: each for each in attack_options([Offered(*astuple(p)) for p in bank])}
    for name in ("smallest number", "second smallest number", "largest number"):
        assert attacks[name].lift < 0.06
    assert attacks["nearest to the mean"].lift < 0.06
