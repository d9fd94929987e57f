"""CSV facts: one row a fact, each cell with its line and column."""

from __future__ import annotations

import pytest

from quizgen.load.csv_table import parse_csv
from quizgen.load.files import decode
from quizgen.load.tree import Items, Node, Table, Tree
from quizgen.model import Text


def facts(source: str) -> Table:
    """Parse a table that has no problem."""
    tree = parse_csv(source, "f.csv")
    assert (tree.problems, tree.duplicates) == ((), ())
    assert isinstance(tree.root, Table)
    return tree.root


def cell(source: str, fact: str, name: str) -> Node | None:
    """Give one cell of a table."""
    record = facts(source).find(fact)
    assert isinstance(record, Table)
    return record.find(name)


def slips(tree: Tree) -> list[tuple[int, int, str]]:
    """Give the problems of a table as line, column and rule."""
    return [(p.where.line, p.where.column, p.rule) for p in tree.problems]


def test_each_row_is_a_fact_and_each_cell_knows_its_place() -> None:
    table = facts("id,name,symbol\ngold,Gold,Au\niron,Iron,Fe\n")
    assert table == {
        "gold": {"name": "Gold", "symbol": "Au"},
        "iron": {"name": "Iron", "symbol": "Fe"},
    }
    symbol = cell("id,name,symbol\ngold,Gold,Au\niron,Iron,Fe\n", "iron", "symbol")
    assert isinstance(symbol, Text)
    assert symbol.where == ("f.csv", 3, 11)
    assert [key.line for key in table] == [2, 3]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"a, b"', "a, b"),
        ('"say ""no"""', 'say "no"'),
        ('"one\ntwo"', "one\ntwo"),
        ('"one\r\ntwo"', "one\ntwo"),
        ("No", "No"),
        ("010", "010"),
        (" padded ", "padded"),
        ('" padded "', " padded "),
        (' "a, b"', "a, b"),
        ("#1", "#1"),
        ("e\u0301", "\u00e9"),
        ("a \u2028 b", "a \u2028 b"),
        ("العربية", "العربية"),
    ],
)
def test_cell_is_the_text_its_author_wrote(written: str, read: str) -> None:
    assert cell(f"id,name,more\ngold,{written},x\n", "gold", "name") == read
    assert cell(f"id,name,more\ngold,{written},x\n", "gold", "more") == "x"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cell_after_a_line_break_in_quotes_has_the_right_place(end: str) -> None:
    source = end.join(["id,name,symbol", 'gold,"one', 'two",Au', "", "iron,Iron,Fe", ""])
    gold, iron = cell(source, "gold", "symbol"), cell(source, "iron", "symbol")
    assert isinstance(gold, Text)
    assert isinstance(iron, Text)
    assert (gold.where, iron.where) == (("f.csv", 3, 6), ("f.csv", 5, 11))


@pytest.mark.parametrize("separator", ["\u2028", "\x85", "\x0c"])
def test_only_line_ends_count_as_lines(separator: str) -> None:
    tree = parse_csv(f"id,name\ngold,x{separator}y\n,z\n", "f.csv")
    assert (3, 1, "missing-id") in slips(tree)
    assert isinstance(tree.root, Table)
    assert list(tree.root.values()) == [{"name": f"x{separator}y"}]


def test_dotted_columns_nest() -> None:
    source = "id,source.in,source.at,wrong.name.a\ngold,atlas,4,no\n"
    assert facts(source).find("gold") == {
        "source": {"in": "atlas", "at": "4"},
        "wrong": {"name": {"a": "no"}},
    }


def test_semicolons_part_a_list_and_members_know_their_columns() -> None:
    members = cell("id,tags\ngold,metal; noble ;;soft\n", "gold", "tags")
    assert isinstance(members, Items)
    assert members == ["metal", "noble", "soft"]
    assert [(m.where.line, m.where.column) for m in members] == [(2, 6), (2, 13), (2, 21)]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_tables_of_spreadsheets_in_other_countries_are_read_too(mark: str) -> None:
    source = f'id{mark}name{mark}tags{mark}\r\ngold{mark}Gold, pure{mark}"metal;noble"{mark}\r\n'
    assert facts(source) == {"gold": {"name": "Gold, pure", "tags": ["metal", "noble"]}}
    tags = cell(source, "gold", "tags")
    assert isinstance(tags, Items)
    assert (tags.where.line, tags.where.column) == (2, 17)


def test_empty_cells_behind_the_last_column_mean_nothing() -> None:
    assert facts("id,name,,\ngold,Gold,,\niron,Iron,,,,\n") == {
        "gold": {"name": "Gold"},
        "iron": {"name": "Iron"},
    }


def test_empty_cell_is_absent() -> None:
    assert facts("id,name,symbol\ngold,,Au\niron\n") == {"gold": {"symbol": "Au"}, "iron": {}}


def test_table_without_rows_has_no_facts() -> None:
    assert facts("id,name\n") == {}
    assert parse_csv("", "f.csv") == Tree(None, (), ())
    assert parse_csv("\n\n", "f.csv") == Tree(None, (), ())


def test_blank_rows_are_passed_over() -> None:
    assert list(facts("id,name\n\ngold,Gold\n,\n\niron,Iron\n")) == ["gold", "iron"]


def test_duplicate_id_names_both_lines() -> None:
    tree = parse_csv("id,name\ngold,a\niron,b\ngold,c\n", "f.csv")
    [duplicate] = tree.duplicates
    assert (duplicate.key, duplicate.key.line, duplicate.first.line) == ("gold", 4, 2)


@pytest.mark.parametrize(
    ("source", "expected", "words"),
    [
        ("id,name\ngold,a,b\niron,c\n", (2, 8, "csv-row"), "3 cells, the header 2"),
        ("name\nGold\n", (1, 1, "csv-header"), "no column 'id'"),
        ("name,symbol\nGold,Au\n", (1, 1, "csv-header"), "no column 'id'"),
        ("name,ID\nGold,gold\n", (1, 6, "csv-header"), "no column 'id'"),
        ("id;name\ngold;a;b\n", (2, 8, "csv-row"), "3 cells, the header 2"),
        ("id,name,\ngold,a,b\n", (2, 8, "csv-row"), "3 cells, the header 2"),
        ("id,,name\ngold,x,Gold\n", (1, 4, "csv-header"), "column 2 has no name"),
        ("id,name,name\ngold,a,b\n", (1, 9, "duplicate-key"), "column 'name' stands here twice"),
        ("id,name\n,Gold\n", (2, 1, "missing-id"), "this row has no id"),
        ('id,name\ngold,"open\n', (2, 6, "csv-syntax"), "begins here does not end"),
        ('id,name\ngold,"a" b\n', (2, 6, "csv-syntax"), "begins here does not end"),
        ('id,name\n"a",b\nc, "d\n"e",f\n', (3, 4, "csv-syntax"), "begins here does not end"),
        ("id,name\n<<<<<<< HEAD\na,b\n", (2, 1, "merge-conflict"), "a merge left in the file"),
        ("id,name\ngold,a\x07b\n", (2, 6, "control-character"), "U+0007"),
        ("id,name\ngold,a\x00b\n", (2, 6, "control-character"), "U+0000"),
    ],
)
def test_slip_in_a_table_is_a_problem(
    source: str, expected: tuple[int, int, str], words: str
) -> None:
    tree = parse_csv(source, "f.csv")
    assert slips(tree) == [expected]
    assert words in tree.problems[0].message
    assert tree.problems[0].mend


def test_good_rows_are_read_beside_bad_ones() -> None:
    tree = parse_csv("id,name\ngold,a,b\niron,c\n,d\ntin,e\n", "f.csv")
    assert isinstance(tree.root, Table)
    assert list(tree.root) == ["iron", "tin"]
    assert len(tree.problems) == 2


def test_byte_order_mark_is_no_part_of_the_first_column() -> None:
    source = decode("\ufeffid,name\r\ngold,Gold\r\n".encode(), "f.csv")
    assert isinstance(source, str)
    assert facts(source) == {"gold": {"name": "Gold"}}
