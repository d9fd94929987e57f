"""Problems: how they are ordered, worded and shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.problems import (
    LINE_WIDTH,
    Problem,
    Severity,
    Where,
    format_problem,
    has_errors,
    meant,
    nearest,
    sort_problems,
)


def slip(line: str = "", column: int = 1, culprit: str = "", mend: str = "") -> Problem:
    """Make a problem in line 3 of a deck."""
    where = Where("deck.yaml", 3, column)
    return Problem(where, "rule", "it is wrong", mend, culprit=culprit, line=line)


def width(text: str) -> int:
    """Measure a text in columns of a terminal; a tab is measured as itself, apart."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def test_problem_prints_as_a_line_that_editors_jump_to() -> None:
    problem = Problem(Where("a b/deck.yaml", 12, 5), "duplicate-id", "fact 'gold' stands here too")
    expected = "a b/deck.yaml:12:5: error: fact 'gold' stands here too [duplicate-id]"
    assert format_problem(problem) == expected


def test_problem_shows_its_line_a_caret_and_the_mend() -> None:
    problem = slip("name: Godl", 7, culprit="Godl", mend="did you mean 'Gold'?")
    assert format_problem(problem).split("\n") == [
        "deck.yaml:3:7: error: it is wrong [rule]",
        "    name: Godl",
        "          ^^^^",
        "    mend: did you mean 'Gold'?",
    ]


def test_problem_of_a_whole_file_has_no_line_number() -> None:
    problem = Problem(Where("facts.yml"), "unknown-file", "no part", severity=Severity.WARNING)
    assert format_problem(problem) == "facts.yml: warning: no part [unknown-file]"


def test_message_stays_on_one_line_and_shows_no_control_character() -> None:
    problem = Problem(Where("deck.yaml", 1, 1), "rule", "one\ntwo \x1b[31m \u202e", "a\nb\x07")
    first, mend = format_problem(problem).split("\n")
    assert first == "deck.yaml:1:1: error: one two \\u001b[31m \\u202e [rule]"
    assert mend == "    mend: a b\\u0007"


def test_escapes_of_a_terminal_never_leave_the_excerpt() -> None:
    shown = format_problem(slip("a: \x1b[31m\u202e", 4))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_paint_gets_each_part_in_its_role() -> None:
    shown = format_problem(slip("a: b", 4, mend="write c"), lambda text, role: f"<{role}|{text}>")
    assert shown.split("\n") == [
        "<place|deck.yaml:3:4>: <error|error:> it is wrong <rule|[rule]>",
        "    a: b",
        "       <caret|^>",
        "<mend|    mend: >write c",
    ]


def test_caret_stands_under_tabs() -> None:
    lines = format_problem(slip("\tname:\tGodl", 8, culprit="Godl")).split("\n")
    assert lines[1:] == ["    \tname:\tGodl", "    \t     \t^^^^"]


@pytest.mark.parametrize(
    ("line", "culprit", "pad", "carets"),
    [
        ("名前: 金", "金", 6, 2),
        ("Ünï: Au", "Au", 5, 2),
        ("u\u0308: Au", "Au", 3, 2),
        ("🪙: Au", "Au", 4, 2),
        ("ＡＢ: Au", "Au", 6, 2),
    ],
)
def test_caret_stands_under_wide_and_combining_characters(
    line: str, culprit: str, pad: int, carets: int
) -> None:
    shown = format_problem(slip(line, line.index(culprit) + 1, culprit=culprit)).split("\n")
    assert shown[2] == "    " + " " * pad + "^" * carets


def test_culprit_that_stands_elsewhere_gets_one_caret() -> None:
    assert format_problem(slip("a: b", 4, culprit="gold")).endswith("\n       ^")


@pytest.mark.parametrize("at", [0, 10, 50, 95, 96, 200, 470, 495])
def test_long_line_is_shown_around_its_place(at: int) -> None:
    line = "x" * at + "HERE" + "y" * (496 - at)
    excerpt, caret = format_problem(slip(line, at + 1, culprit="HERE")).split("\n")[1:]
    assert len(excerpt) <= 4 + LINE_WIDTH + len("......")
    assert excerpt[caret.index("^") :].startswith("HERE")
    assert caret.count("^") == 4


@pytest.mark.parametrize("width", [20, 30, 62])
def test_narrow_excerpt_still_shows_its_place(width: int) -> None:
    line = "x" * 40 + "HERE" + "y" * 40
    problem = slip(line, 41, culprit="HERE")
    excerpt, caret = format_problem(problem, width=width).split("\n")[1:]
    assert len(excerpt) <= 4 + width + len("......")
    assert excerpt[caret.index("^") :].startswith("HERE")


def test_end_is_behind_the_culprit_where_the_line_shows_it() -> None:
    assert slip("name: Godl", 7, culprit="Godl").end_column == 11
    assert slip("name: Godl", 7).end_column is None
    assert slip("name: Godl", 1, culprit="Godl").end_column is None


def test_line_of_full_width_is_not_cut() -> None:
    line = "x" * LINE_WIDTH
    assert format_problem(slip(line, 1)).split("\n")[1] == "    " + line


def test_place_beyond_the_end_of_the_line_is_shown_at_its_end() -> None:
    assert format_problem(slip("back:   ", 40)).split("\n")[1:] == ["    back:", "         ^"]


def test_blank_line_is_not_shown() -> None:
    assert format_problem(slip("   ", 2)).count("\n") == 0


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.integers(-3, 400),
    st.text(max_size=5),
)
def test_caret_is_never_left_of_the_line_nor_far_beyond(line: str, column: int, word: str) -> None:
    shown = format_problem(slip(line.replace("\n", " "), column, culprit=word)).split("\n")
    if len(shown) > 1:
        caret = shown[2].index("^")
        assert caret >= 4
        assert width(shown[2][:caret]) <= width(shown[1])


def test_problems_are_sorted_by_place_and_named_once() -> None:
    def at(file: str, line: int, column: int, rule: str = "b") -> Problem:
        return Problem(Where(file, line, column), rule, "wrong")

    first, second, third = at("a", 2, 9), at("a", 10, 1, "a"), at("a", 10, 1)
    fourth = at("b", 1, 1)
    assert sort_problems([fourth, third, second, first, third]) == [first, second, third, fourth]


def test_only_errors_stop_a_build_unless_it_is_strict() -> None:
    warning = Problem(Where("a"), "no-source", "none", severity=Severity.WARNING)
    assert not has_errors([warning])
    assert has_errors([warning], strict=True)
    assert has_errors([warning, slip()])
    assert not has_errors([], strict=True)


@pytest.mark.parametrize(
    ("word", "known", "guess"),
    [
        ("symbl", ["name", "symbol"], "symbol"),
        ("crad", ["card", "cloze"], "card"),
        ("zebra", ["name", "symbol"], ""),
        ("kin", ["kit"], "kit"),
        ("theme", ["hedge", "topic"], ""),
        ("name", [], ""),
    ],
)
def test_nearest_known_word_is_guessed(word: str, known: list[str], guess: str) -> None:
    assert nearest(word, known) == guess


def test_mend_names_what_is_known_where_no_guess_is_near() -> None:
    assert meant("symbl", ["symbol"]) == "did you mean 'symbol'?"
    assert meant("zebra", ["b", "a"]) == "known are: a, b"
    assert meant("zebra", []) == ""
    assert meant("zebra", map(str, range(20))).endswith(", ...")
