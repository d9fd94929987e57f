"""Mends: a trap of YAML is mended where only one thing can be meant, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.build import mend

HEAD = """\
id: test
title: Test
waive: {no-source: a test}
"""
QUOTED = [
    ("front: Of what shade: blue or grey?", 'front: "Of what shade: blue or grey?"'),
    ("front: Of what shade: blue?  # sic", 'front: "Of what shade: blue?"  # sic'),
    ('front: A "shade": which?', "front: 'A \"shade\": which?'"),
    ("front: **Which** is it?", 'front: "**Which** is it?"'),
    ("front: @home or not?", 'front: "@home or not?"'),
    ("front: % of what?", 'front: "% of what?"'),
    ("front: {{ x }} or what?", 'front: "{{ x }} or what?"'),
    ('front: "The sky" is what?', "front: '\"The sky\" is what?'"),
    ('front: "Is the "sky" blue?"', "front: 'Is the \"sky\" blue?'"),
    ("front: 'Is the sky's hue blue?'", 'front: "Is the sky\'s hue blue?"'),
    ('front: "Which sky?', 'front: "Which sky?"'),
    ("front:Which sky?", "front: Which sky?"),
    ("front:\u00a0Which sky?", "front: Which sky?"),
    ("front： Which sky?", "front: Which sky?"),
    ('front: "Where is C:\\docs?"', "front: 'Where is C:\\docs?'"),
    ('front: "Is ü \\times \\nu \\frac?"', "front: 'Is ü \\times \\nu \\frac?'"),
]
"""Values that stop the parser, and how they are mended."""
IN_BRACES = [
    ("{front: What is it worth?, back: $1,000}", '{front: What is it worth?, back: "$1,000"}'),
    ("{front: How many?, back: 1,000,000}", '{front: How many?, back: "1,000,000"}'),
    ("{front: Who, if not he?, back: she}", '{front: "Who, if not he?", back: she}'),
    ("{front: Which: a or b?, back: b}", '{front: "Which: a or b?", back: b}'),
    ("{front: Who is #1?, back: she}", '{front: "Who is #1?", back: she}'),
    ("{front: What is {{ x }}?, back: y}", '{front: "What is {{ x }}?", back: y}'),
    ("{front: {{ x }} is what?, back: y}", '{front: "{{ x }} is what?", back: y}'),
    ("{front: Which sky? back: blue}", "{front: Which sky?, back: blue}"),
    ("{front:Which sky?, back: blue}", "{front: Which sky?, back: blue}"),
    ("{front: 'The sky's hue?', back: 'a'}", "{front: \"The sky's hue?\", back: 'a'}"),
]
LEFT_ALONE = [
    "front: Which sky back: blue",  # a line break was forgotten
    "front: What is posted #first of all?",  # perhaps a comment
    "front: 'Tis what?",  # perhaps a quotation mark was forgotten
    'front: "Is it \\docs or \\new?"',  # one of the two is an escape
    "front: [one, two",
]
LEFT_ALONE_IN_BRACES = [
    "{front: Who?, hint, back: she}",  # a hint without words, or a cut text
    "{front: Which back: front or rear?, back: rear}",
]


def mended(text: str, folder: Path) -> str:
    path = folder / "test.yaml"
    path.write_text(text, encoding="utf-8")
    found = mend(path)
    assert all(old == text for old in found.old.values())
    again = mend(write(folder, found.new.get(path.as_posix(), text)))
    assert again.new == {}
    return found.new.get(path.as_posix(), text)


def write(folder: Path, text: str) -> Path:
    path = folder / "again.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def card(front: str) -> str:
    return f"{HEAD}# a comment\nfacts:\n  card:\n    sky:\n      {front}\n      back: blue\n"


def in_braces(fields: str) -> str:
    return f"{HEAD}facts:\n  card:  # cards\n    sky: {fields}\n"


@pytest.mark.parametrize(("front", "after"), QUOTED)
def test_text_that_stops_the_parser_is_quoted(front: str, after: str, tmp_path: Path) -> None:
    assert mended(card(front), tmp_path) == card(after)


@pytest.mark.parametrize(("fields", "after"), IN_BRACES)
def test_text_cut_in_braces_is_quoted(fields: str, after: str, tmp_path: Path) -> None:
    assert mended(in_braces(fields), tmp_path) == in_braces(after)


@pytest.mark.parametrize("front", LEFT_ALONE)
def test_what_may_mean_two_things_is_left_alone(front: str, tmp_path: Path) -> None:
    assert mended(card(front), tmp_path) == card(front)


@pytest.mark.parametrize("fields", LEFT_ALONE_IN_BRACES)
def test_what_may_mean_two_things_in_braces_is_left_alone(fields: str, tmp_path: Path) -> None:
    assert mended(in_braces(fields), tmp_path) == in_braces(fields)


def test_what_was_hidden_by_one_trap_is_mended_too(tmp_path: Path) -> None:
    text = card("front: Of what shade: blue?").replace("back: blue", "back: @home")
    assert mended(text, tmp_path).count('"') == 4


MISPLACED = [
    ("      front: b", "     front: b"),
    ("      back: c", "       back: c"),
    ("      front: b", "    front: b"),
    ("      back: c", "\tback: c"),
]
"""Lines of a deck, and where they were put."""


@pytest.mark.parametrize(("line", "wrong"), MISPLACED)
def test_line_is_indented_like_its_twins_and_what_it_hid_is_mended_at_once(
    line: str, wrong: str, tmp_path: Path
) -> None:
    facts = "facts:\n  card:\n    one:\n      front: b\n      back: c\n"
    facts += "    two:\n      front: b\n      back: c\n      note: of what: b\n"
    right = HEAD + facts.replace("of what: b", '"of what: b"')
    assert mended(HEAD + facts.replace(line, wrong, 1), tmp_path) == right


def test_tabs_become_spaces_where_nothing_else_indents(tmp_path: Path) -> None:
    tabbed = f"{HEAD}facts:\n\tcard:\n\t\tone:\n\t\t\tfront: b\n\t\t\tback: c\n"
    assert mended(tabbed, tmp_path) == tabbed.replace("\t", "  ")


@pytest.mark.parametrize("mark", ["", '"', "'"])
def test_date_that_has_one_reading_is_written_as_dates_are(mark: str, tmp_path: Path) -> None:
    text = (
        f"{HEAD}kinds:\n  feast: {{fields: {{name: text, day: date}}}}\nfacts:\n  feast:\n"
        f"    bastille: {{name: Bastille Day, day: {mark}14 July 1789{mark}}}\n"
    )
    assert mended(text, tmp_path) == text.replace("14 July 1789", "1789-07-14")


def test_date_in_a_table_is_mended_too(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "deck.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "kinds.yaml").write_text("feast: {fields: {name: text, day: date}}\n", "utf-8")
    table = 'id,name,day\na,A,14.7.1789\nb,B,3/4/2020\nc,C,"July 4, 1776"\n'
    (tmp_path / "facts" / "feast.csv").write_text(table, "utf-8")
    (new,) = mend(tmp_path).new.values()
    right = table.replace("14.7.1789", "1789-07-14").replace('"July 4, 1776"', '"1776-07-04"')
    assert new == right


@pytest.mark.parametrize(
    ("ask", "after"),
    [
        ("      ask: “{{ name }}: what is it?”\n", '      ask: "{{ name }}: what is it?"\n'),
        (
            "      ask: « Que sait {{ name }} : quoi ? »\n",
            '      ask: "Que sait {{ name }} : quoi ?"\n',
        ),
    ],
)
def test_curly_marks_around_a_template_become_straight(
    ask: str, after: str, tmp_path: Path
) -> None:
    text = f"{HEAD}kinds:\n  poet:\n    fields: {{name: poet}}\n    templates:\n     one:\n%s"
    text += "      answer: name\n"
    assert mended(text % ask, tmp_path) == text % after


def test_ids_are_written_in_letters_of_ids(tmp_path: Path) -> None:
    facts = "facts:\n  card:\n    %s: {front: b, back: c}\n    %s: {front: d, back: e}\n"
    text = HEAD + facts % ("FRA", '"Côte d\'Ivoire"')
    assert mended(text, tmp_path) == HEAD + facts % ("fra", '"cote-divoire"')


def test_line_of_a_file_of_windows_is_shown_without_its_end(tmp_path: Path) -> None:
    text = f"{HEAD}facts:\n  card:\n    FRA: {{front: b, bakc: c}}\n".replace("\n", "\r\n")
    path = tmp_path / "test.yaml"
    path.write_bytes(text.encode())
    assert [each.line for each in mend(path).checked.problems] == ["    fra: {front: b, bakc: c}"]


def test_yes_where_true_is_wanted_is_mended(tmp_path: Path) -> None:
    text = f"{HEAD}kinds:\n  land: {{fields: {{name: land}}, complete: Yes}}\n"
    assert mended(text, tmp_path) == text.replace("Yes", "true")


def test_fact_that_may_belong_to_two_tables_is_left_alone(tmp_path: Path) -> None:
    text = f"{HEAD}facts:\n  card:\n    one: {{front: b, back: c}}\n   two: {{front: d, back: e}}\n"
    assert mended(text, tmp_path) == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_ends_of_lines_stay_as_they_are(end: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    lines = [
        *HEAD.splitlines(),
        "facts:",
        "  card:",
        "  - front: Of what shade: grün?",
        "    back: b",
    ]
    path.write_bytes(f"{mark}{end.join(lines)}{end}".encode())
    (new,) = mend(path).new.values()
    lines[-2:] = ["    of-what-shade-grun:", '      front: "Of what shade: grün?"', "      back: b"]
    assert new == end.join(lines) + end
