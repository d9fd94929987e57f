"""Naming: facts in a list, and rows without an id, get ids that are made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CommandLine

from quizgen.build import mend
from quizgen.problems import has_errors

HEAD = """\
id: test
title: Test
waive: {no-source: a test}
facts:
"""
INDENTED = """\
  card:
    # the first two
    - front: What colour is the sky?   # by day
      back: blue
      note: |
        - not
        - a list
    - {front: What colour is grass?, back: green}

    # and another
    -
      front: What colour is the sky?
      back: >-
        black
      scope: by night
"""
IN_LINE = """\
  card:
  # the first two
  - front: What colour is the sky?   # by day
    back: blue
    note: |
      - not
      - a list
  - {front: What colour is grass?, back: green}

  # and another
  -
    front: What colour is the sky?
    back: >-
      black
    scope: by night
"""
NAMED = """\
  card:
    # the first two
    what-colour-is-the-sky:
      front: What colour is the sky?   # by day
      back: blue
      note: |
        - not
        - a list
    what-colour-is-grass: {front: What colour is grass?, back: green}

    # and another
    what-colour-is-the-sky-2:
      front: What colour is the sky?
      back: >-
        black
      scope: by night
"""


def mended(text: str, folder: Path, name: str = "test.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = mend(path)
    assert not has_errors(found.checked.problems)
    return found.new[path.as_posix()]


def test_a_list_of_facts_becomes_a_table(tmp_path: Path) -> None:
    assert mended(HEAD + INDENTED, tmp_path) == HEAD + NAMED


def test_a_list_no_deeper_than_its_kind_moves_with_its_comments(tmp_path: Path) -> None:
    more = "  cloze: {night: {text: 'The night is {{c1::dark}} and long'}}\n"
    text = mended(HEAD + IN_LINE + more, tmp_path)
    comment, moved = "  # and another", "    # and another"
    assert text == (HEAD + NAMED + more).replace("    # the first two", "  # the first two")
    assert comment in text
    assert moved in text


def test_ids_of_all_files_are_taken(tmp_path: Path) -> None:
    text = HEAD + "  cloze: {sky: {text: 'The {{c1::sky}} is far above', was: the-sea}}\n"
    text += "  card:\n    - {front: Sky?, back: b}\n    - {front: The sea?, back: c}\n"
    named = mended(text, tmp_path)
    assert "    sky-2: {front: Sky?, back: b}\n    the-sea-2: {front" in named


@pytest.mark.parametrize(
    ("front", "fact_id"),
    [
        ("What's Größe - in naïve English?", "whats-grosse-in-naive-english"),
        ("Что это?", "card"),  # no word of a-z, here or in the answer
        ("big " * 20, "-".join(["big"] * 10)),
        ("x" * 60, "x" * 40),
    ],
)
def test_ids_are_made_of_words(front: str, fact_id: str, tmp_path: Path) -> None:
    named = mended(f"{HEAD}  card:\n    - {{front: {front}, back: ответ}}\n", tmp_path)
    assert f"    {fact_id}: {{front" in named


def test_rows_without_an_id_get_one(cli: CommandLine, tmp_path: Path) -> None:
    cli("new", "deck")
    table = tmp_path / "deck/facts/card.csv"
    rows = 'id,front,back\n,Which sky?,blue\nwhich-sky,Sky?,grey\n,,\n"",Which sea?,green\n'
    table.write_text(rows)
    run = cli("check", "--fix", "deck")
    assert run.returncode == 1
    assert table.read_text() == rows.replace("\n,Which", "\nwhich-sky-2,Which")
    assert "missing-id" in run.stderr  # a row that quotes its empty id is left to its author
