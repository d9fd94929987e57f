"""The traps of YAML: each has its own message, at the place that wants mending."""

from __future__ import annotations

import pytest
import yaml

from quizgen.load.yaml_tree import parse_yaml
from quizgen.problems import Severity

TRAPS = [
    ("a:\n\tb: c\n", 2, 1, "yaml-tab", "a tab stands where YAML wants spaces"),
    ("a:\n  b: c\n\td: e\n", 3, 1, "yaml-tab", "a tab stands where YAML wants spaces"),
    ("a: what: b\n", 1, 8, "yaml-colon", "a colon and a space inside a text begin a new key"),
    ("a: {b: c: d}\n", 1, 8, "yaml-bracket", "to YAML 'c' is the next key in {...}"),
    ("a: {b: c d: e}\n", 1, 10, "yaml-bracket", "to YAML 'd' is the next key in {...}"),
    ('a: {b: "c" d: e}\n', 1, 12, "yaml-bracket", "to YAML 'd' is the next key in {...}"),
    ("a: {b: c,\n    d: e\n    f: g}\n", 3, 5, "yaml-bracket", "to YAML 'f' is the next key"),
    ("a: {{ b }} c\n", 1, 4, "yaml-template", "looks like a YAML mapping"),
    ("a:\n  - {{ b }}\n", 2, 5, "yaml-template", "looks like a YAML mapping"),
    ("a: {b: {{ c }} d}\n", 1, 8, "yaml-template", "looks like a YAML mapping"),
    ("a: {% if b %}c{% endif %}\n", 1, 4, "yaml-template", "looks like a YAML mapping"),
    ('a: "b\nc: d\n', 1, 4, "yaml-quote", "this quotation mark is never closed"),
    ("a: 'b\nc: d\n", 1, 4, "yaml-quote", "this quotation mark is never closed"),
    ('a: "b" c\n', 1, 8, "yaml-quote", "text goes on after the closing quotation mark"),
    ("a: 'it''s' so\n", 1, 12, "yaml-quote", "text goes on after the closing quotation mark"),
    ("a: @b\n", 1, 4, "yaml-first-character", "a text cannot begin with @"),
    ("a: `b`\n", 1, 4, "yaml-first-character", "a text cannot begin with `"),
    ("a: % of b\n", 1, 4, "yaml-first-character", "a text cannot begin with %"),
    ("- @b\n", 1, 3, "yaml-first-character", "a text cannot begin with @"),
    ("a: [b, @c]\n", 1, 8, "yaml-first-character", "a text cannot begin with @"),
    ("a: **b** c\n", 1, 4, "yaml-first-character", "a text cannot begin with *"),
    ("a: & b\n", 1, 4, "yaml-first-character", "a text cannot begin with &"),
    ("a: > 5 km\n", 1, 4, "yaml-first-character", "a text cannot begin with >"),
    ("a: [b, c\nd: e\n", 1, 4, "yaml-bracket", "this '[' is not closed on its line"),
    ("a: {b: c\nd: e\n", 1, 4, "yaml-bracket", "this '{' is not closed on its line"),
    ("a: {b: [c}\n", 1, 10, "yaml-bracket", "this '}' closes what '[' opened"),
    ("a: {b: c}}\n", 1, 10, "yaml-bracket", "this '}' closes nothing"),
    ("a: {b: c}, d: e}\n", 1, 9, "yaml-bracket", "closes what the line opened, but the line goes"),
    ("a: {b: c [d, e}\n", 1, 4, "yaml-bracket", "what begins here is not a well-formed {...}"),
    ("a:\n  b {c: d, e: f}\n", 2, 3, "yaml-key", "'b' has no colon, so it is no key"),
    ("a:\n  b:{c: d, e: f}\n", 2, 3, "yaml-key", "the colon behind 'b' has no space after it"),
    ("a: {b: ?, c: d}\n", 1, 8, "yaml-first-character", "a text cannot begin with ?"),
    ("a:\n  - b\n  c: d\n", 3, 3, "yaml-indent", "stands among members of a list"),
    ("a:\n  b: {c: d}\ne: {c: d}\n  f: g\n", 4, 3, "yaml-indent", "but 'e' above it (line 3) by 0"),
    ("a:\n  b\uff1a{c: d, e: f}\n", 2, 4, "yaml-bracket", "is a mark of Chinese or Japanese type"),
    ("a:\n  b: \uff5bc: d}\n", 2, 6, "yaml-bracket", "is a mark of Chinese or Japanese type"),
    ("a: {b: c\u3001d: e}\n", 1, 9, "yaml-bracket", "is a mark of Chinese or Japanese type"),
    ("a:\n  b:\u3000{c: d, e: f}\n", 2, 5, "yaml-key", "this space is of Chinese or Japanese type"),
    ("a:\n\u3000\u3000b: c\n  d: e\n", 2, 1, "yaml-indent", "looks like a space (ideographic"),
    ("a: 'b's c'\n", 1, 7, "yaml-quote", "text goes on after the closing quotation mark"),
    ('a: "b\nc: d\ne: "f"\n', 1, 4, "yaml-quote", "this quotation mark is closed only on line 3"),
    ("a:\n  b: c\n d: e\n", 3, 2, "yaml-indent", "'d' is indented by 1 space, as no line above"),
    ("a:\n  b: c\n   d: e\n", 3, 4, "yaml-indent", "'d' is indented by 3 spaces, as no line"),
    ("a:\n  b: c\n \u00a0d: e\nf: g\n", 3, 2, "yaml-indent", "only looks like a space (no-break"),
    ("a: b\n<<<<<<< HEAD\nc: d\n=======\n", 2, 1, "merge-conflict", "a merge left in the file"),
    ("a: b\n- c\n", 2, 1, "yaml-indent", "begins with a dash, as members of a list do"),
    ("a: b\nc\nd: e\n", 2, 1, "yaml-key", "this line has no key"),
    ("a: b\nc:d\ne: f\n", 2, 2, "yaml-key", "the colon behind 'c' has no space after it"),
    (
        "a: b\nc\uff1ad\ne: f\n",
        2,
        2,
        "yaml-key",
        "the colon behind 'c', or its space, is a special",
    ),
    (
        "a: b\nc:\u00a0d\ne: f\n",
        2,
        2,
        "yaml-key",
        "the colon behind 'c', or its space, is a special",
    ),
    ('a: "C:\\docs"\n', 1, 7, "yaml-escape", "a backslash between double quotes"),
]


@pytest.mark.parametrize(("source", "line", "column", "rule", "words"), TRAPS)
def test_trap_has_its_own_message(
    source: str, line: int, column: int, rule: str, words: str
) -> None:
    tree = parse_yaml(source, "f.yaml")
    [problem] = tree.problems
    assert (problem.where.line, problem.where.column, problem.rule) == (line, column, rule)
    assert words in problem.message
    assert problem.mend
    assert tree.root is None


@pytest.mark.parametrize(("source", "line", "column", "rule", "words"), TRAPS)
def test_trap_is_seen_without_libyaml_too(
    source: str, line: int, column: int, rule: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    [problem] = parse_yaml(source, "f.yaml").problems
    assert (problem.where.line, problem.rule) == (line, rule)
    assert abs(problem.where.column - column) <= 1
    assert words in problem.message


@pytest.mark.parametrize("parser", [True, False])
@pytest.mark.parametrize(
    ("source", "column"),
    [("a: b #c", 4), ("a: b #c d\ne: f", 4), ("- b #c", 3), ("a: ü #1", 4)],
)
def test_hash_after_a_text_is_a_warning(
    source: str, column: int, parser: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", parser)
    [problem] = parse_yaml(source, "f.yaml").problems
    assert (problem.rule, problem.severity) == ("yaml-hash", Severity.WARNING)
    assert problem.where == ("f.yaml", 1, column)


@pytest.mark.parametrize(
    "source",
    ["a: b # c", "a: b  # c", "a: b  #c", "a: b#c", "a: 'b' #c", "a: '#b'", "a: |\n  b #c", "a: #b",
     "#b\na: c", 'a: "b #c"', "a: {b: c} #d", "a: b\n#c"],
)  # fmt: skip
def test_comment_and_quoted_hash_are_no_problem(source: str) -> None:
    assert parse_yaml(source, "f.yaml").problems == ()


def test_error_below_a_tabbed_comment_is_no_tab() -> None:
    [problem] = parse_yaml("a: b\t# c\nd: e: f\n", "f.yaml").problems
    assert (problem.rule, problem.where.line) == ("yaml-colon", 2)
