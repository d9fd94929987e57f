"""Editions that something happened to: a problem with its place, and never more than that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.build import check
from quizgen.load import read_edition
from quizgen.model import seal_of
from quizgen.render import render_edition, render_quiz

KEPT = render_edition(check(ROOT / "decks" / "planets.yaml").quizzes[0])
TEXT = KEPT.content.decode()


def read(folder: Path, content: str | bytes, name: str = KEPT.name) -> list[tuple[int, int, str]]:
    """Read the file of an edition, and print it if it is whole; give its problems by place."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    quiz, problems = read_edition(folder / name)
    assert (quiz is None) == bool(problems)
    assert all(problem.mend for problem in problems)
    assert quiz is None or [*render_quiz(quiz)]
    return [(each.where.line, each.where.column, each.rule) for each in problems]


def sealed(old: str, new: str) -> str:
    """Change an edition, and seal it as quizgen would: what only a program does."""
    assert old in TEXT
    kept = json.loads(TEXT.replace(old, new, 1))
    return json.dumps(kept | {"sha256": seal_of(kept)}, indent=1)


def test_edited_answer_is_told_where_the_seal_stands(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT) == []
    assert read(tmp_path, TEXT.replace("Mercury", "Merkur")) == [(2, 12, "edition-edited")]


def test_other_layout_of_the_file_is_no_edit(tmp_path: Path) -> None:
    assert read(tmp_path, json.dumps(json.loads(TEXT))) == []
    assert read(tmp_path, TEXT.replace("\n", "\r\n")) == []


def test_file_under_another_name_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT, "AAAAAA.json") == [(4, 10, "edition-edited")]
    assert read(tmp_path, TEXT, KEPT.name.lower()) == []


def test_half_a_file_is_told_where_it_ends(tmp_path: Path) -> None:
    half = "".join(TEXT.splitlines(keepends=True)[:9])
    assert read(tmp_path, half) == [(10, 1, "edition-damaged")]
    assert read(tmp_path, "") == [(1, 1, "edition-damaged")]
    assert read(tmp_path, "[" * 100_000) == [(1, 1, "edition-damaged")]
    assert read(tmp_path, b"\xff") == [(1, 1, "not-utf-8")]


def test_newer_format_asks_for_a_newer_quizgen(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT.replace('"edition": 1', '"edition": 2')) == [
        (3, 13, "edition-format")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"name": "solar-system"', '"name": "../../escape"'),
        ('"deck": "planets"', '"deck": ".."'),
        ('"paper": "A4"', '"paper": "A4; } body { display: none"'),
        ('["regular"]', "[]"),
        ('"form": "choice"', '"form": "../base"'),
        ('"right": ', '"wrong": '),
        ('"points": 1', '"points": -1'),
        ('"question": 1,', '"question": 99,'),
        ('"question": 1,', '"question": true,'),
        ('"letter": "A"', '"letter": "<b>"'),
        ('"letter": "A"', '"letter": "B"'),
        ('"points": 1', '"points": 2'),
        ('"versions": [', '"versions": [], "more": ['),
        ('"title": "The planets"', '"title": 7'),
        ('"title": "The planets"', '"title": "\\ud800"'),
        ('"media": {}', '"media": {"x.svg": {"file": "x", "base64": "AA=="}}'),
        ('"direction": "ltr"', '"direction": "up"'),
    ],
)
def test_what_no_quizgen_wrote_is_refused_at_its_place(tmp_path: Path, old: str, new: str) -> None:
    text = sealed(old, new)
    ((line, column, rule),) = read(tmp_path, text)
    assert rule == "edition-damaged"
    assert (line, column) > (2, 1)


def test_version_that_lost_a_question_is_refused(tmp_path: Path) -> None:
    for items in ([], [{"question": 1, "options": [1, 2, 3, 4]}]):
        kept = json.loads(TEXT)
        kept["versions"][1]["parts"] = [kept["versions"][1]["parts"][0] | {"items": items}]
        text = json.dumps(kept | {"sha256": seal_of(kept)}, indent=1)
        assert [rule for *_, rule in read(tmp_path, text)] == ["edition-damaged"]


def test_place_is_that_of_the_value(tmp_path: Path) -> None:
    text = sealed('"paper": "A4"', '"paper": "A9"')
    lines = text.splitlines()
    line = next(number for number, each in enumerate(lines, start=1) if '"A9"' in each)
    assert read(tmp_path, text) == [(line, lines[line - 1].index('"A9"') + 1, "edition-damaged")]


def says_the_same(text: str) -> bool:
    """Tell whether a text is the edition in another layout."""
    try:
        return bool(json.loads(text) == json.loads(TEXT))
    except ValueError:
        return False


@given(data=st.data())
@settings(max_examples=40)
def test_damage_of_any_sort_is_a_problem(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """A piece of the file is cut out or put elsewhere; or a value is another, under a new seal."""
    folder = tmp_path_factory.getbasetemp()
    if data.draw(st.booleans()):
        start = data.draw(st.integers(0, len(TEXT) - 1))
        end = data.draw(st.integers(start + 1, len(TEXT)))
        cut = TEXT[:start] + data.draw(st.sampled_from(["", "7", '"', "[", "}"])) + TEXT[end:]
        assert says_the_same(cut) or read(folder, cut) != []
        return
    kept = json.loads(TEXT)
    value: object = data.draw(st.sampled_from([None, 7, -1, "x", [], {}, True, 1.5, [[]]]))
    table = kept
    while True:
        keys = sorted(table) if isinstance(table, dict) else range(len(table))
        key = data.draw(st.sampled_from(keys))
        if not (isinstance(table[key], dict | list) and table[key] and data.draw(st.booleans())):
            break
        table = table[key]
    table[key] = value
    read(folder, json.dumps(kept | {"sha256": seal_of(kept)}))
