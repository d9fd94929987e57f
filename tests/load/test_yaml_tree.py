"""YAML: every scalar stays its author's text, with its place; what YAML would guess is refused."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
import yaml
from conftest import load_text, places
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.load import load_deck
from quizgen.load.tree import Items, Node, Table, Tree
from quizgen.load.yaml_tree import MAX_DEPTH, parse_yaml
from quizgen.model import Deck, Text
from quizgen.problems import Problem

TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\uffff\ufffe")
)
"""What an author can write; the three are no characters, and YAML refuses them raw."""
ONCE = [HealthCheck.function_scoped_fixture]
DECKS = Path(__file__).resolve().parents[2] / "decks"


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with each of PyYAML's two parsers."""
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param == "libyaml")
    return str(request.param)


def only(tree: Tree) -> Problem:
    """Give the one problem of a tree."""
    assert len(tree.problems) == 1
    return tree.problems[0]


def value(source: str, key: str = "a") -> Node:
    """Parse a mapping and give the value of one key."""
    tree = parse_yaml(source, "f.yaml")
    assert tree.problems == ()
    assert isinstance(tree.root, Table)
    found = tree.root.find(key)
    assert found is not None
    return found


def flat(node: Node | None) -> object:
    """Give a tree with all its places as plain lists."""
    match node:
        case None:
            return None
        case Text():
            # The parsers differ in where they see what is not written.
            return [str(node), node.line, node.column] if node else []
        case Table():
            pairs = [[flat(key), flat(inner)] for key, inner in node.items()]
            return [*node.where, node.flow, pairs]
        case _:
            return [*node.where, [flat(inner) for inner in node]]


def test_no_stays_nobelium(deck: Deck) -> None:
    """
    kinds: {element: {fields: {symbol: text}}}
    facts: {element: {nobelium: {symbol: No}}}
    """
    assert deck.facts[0].fields["symbol"] == "No"


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "text",
    ["No", "no", "yes", "on", "true", "010", "0x1F", "0o17", "1_000", "1:30", "1.10", "1e3", ".inf",
     "2024-01-01", "2001-12-14t21:59:43.10-05:00", "~", "null", "Null", "=", "-5", "+1", "1.",
     "12e03", "C#", "a#b", "http://example.org", "x:y", "50 %", "¿Qué", "3 - 2"],
)  # fmt: skip
def test_scalar_stays_the_text_its_author_wrote(text: str) -> None:
    assert value(f"a: {text}") == text
    assert value(f"{{a: {text}}}") == text
    assert value(f"- {text}\n- x".join(["a:\n", ""])) == [text, "x"]


@pytest.mark.usefixtures("parser")
def test_nothing_written_is_an_empty_text() -> None:
    assert value("a:") == ""
    assert value("{a: }") == ""
    assert value("a: ''") == ""


@pytest.mark.usefixtures("parser")
def test_values_and_keys_know_line_and_column() -> None:
    tree = parse_yaml("a:\n  b: 1\n  c: [x,\n    'y']\n  d: {e: f}\n", "f.yaml")
    assert isinstance(tree.root, Table)
    inner = tree.root.find("a")
    assert isinstance(inner, Table)
    assert [(key, key.line, key.column) for key in inner] == [("b", 2, 3), ("c", 3, 3), ("d", 5, 3)]
    one, many, table = inner.values()
    assert isinstance(one, Text)
    assert isinstance(many, Items)
    assert isinstance(table, Table)
    assert one.where == ("f.yaml", 2, 6)
    assert many.where == ("f.yaml", 3, 6)
    assert [(text.where.line, text.where.column) for text in many] == [(3, 7), (4, 5)]
    assert (table.where, table.flow, inner.flow) == (("f.yaml", 5, 6), True, False)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system_count_alike(end: str) -> None:
    tree = parse_yaml(end.join(["a: é", "b: |", "  one", "  two", "c: 🪙 x", ""]), "f.yaml")
    assert tree.problems == ()
    assert isinstance(tree.root, Table)
    assert list(tree.root.values()) == ["é", "one\ntwo\n", "🪙 x"]
    assert [key.line for key in tree.root] == [1, 2, 5]


@pytest.mark.usefixtures("parser")
def test_columns_count_characters_not_bytes() -> None:
    tree = parse_yaml("{größe🪙: x, b: y}", "f.yaml")
    assert isinstance(tree.root, Table)
    assert [key.column for key in tree.root] == [2, 13]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "text", ["العربية", "א ב", "🪙👩‍🚀", "e\u0301", "\u200f", "日本語", "a\u00a0b", "\u2028x"]
)
def test_text_of_any_script_arrives_composed(text: str) -> None:
    assert value(f'a: "{text}"') == unicodedata.normalize("NFC", text)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_unicode_line_separator_is_text_and_ends_no_line(separator: str) -> None:
    source = f'a: "x {separator} y"\nb: x {separator} y\nc: d'
    tree = parse_yaml(source, "f.yaml")
    assert isinstance(tree.root, Table)
    assert [*tree.root.values()][:2] == [f"x {separator} y"] * 2
    assert [key.line for key in tree.root] == [1, 2, 3]


def test_decomposed_key_is_the_composed_one(loaded: tuple[Deck, list[Problem]]) -> None:
    """
    kinds: {k: {fields: {e\u0301t\u00e9: text}}}
    facts: {k: {a: {\u00e9te\u0301: x}}}
    """
    deck, problems = loaded
    assert problems == []
    assert deck.facts[0].fields["\u00e9t\u00e9"] == "x"


@pytest.mark.usefixtures("parser")
def test_duplicate_key_names_the_first_and_keeps_its_value() -> None:
    tree = parse_yaml("a:\n  b: 1\n  c: 2\n  b: 3\n", "f.yaml")
    [duplicate] = tree.duplicates
    assert (duplicate.path, duplicate.key.line, duplicate.first.line) == (("a",), 4, 2)
    assert isinstance(tree.root, Table)
    assert tree.root.find("a") == {"b": "1", "c": "2"}


@pytest.mark.usefixtures("parser")
def test_anchors_and_aliases_work() -> None:
    assert value("x: &one {b: c}\ny: &two [*one, d]\na: *two") == [{"b": "c"}, "d"]
    assert value("&k a: &v b\nc: *v\nd: *k") == "b"
    assert value("x: &one 1\ny: &one 2\na: *one") == "2"


@pytest.mark.usefixtures("parser")
def test_alias_bomb_is_a_problem_and_costs_nothing() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]" for i in range(20)
    ]
    began = time.perf_counter()
    problem = only(parse_yaml("\n".join(lines), "f.yaml"))
    assert time.perf_counter() - began < 1
    assert (problem.rule, problem.where.line) == ("yaml-alias", 6)
    assert "200,000 values" in problem.message


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("source", "rule", "words"),
    [
        ("a: &x {b: *x}", "yaml-alias", "inside itself"),
        ("a: &x [[*x]]", "yaml-alias", "inside itself"),
        ("a: *gone", "yaml-alias", "an anchor that is not there"),
        ("a: !!str b", "yaml-tag", "tags"),
        ("a: ! b", "yaml-tag", "tags"),
        ("a: !!python/object/apply:os.system [ls]", "yaml-tag", "tags"),
        ("!!map {a: b}", "yaml-tag", "tags"),
        ("b: &x {c: d}\na:\n  <<: *x", "merge-key", "merge keys"),
        ("a: {<<: {c: d}}", "merge-key", "merge keys"),
        ("a: b\n---\na: c", "yaml-documents", "second"),
        ("? [a, b]\n: c", "yaml-key", "a key must be a plain word"),
        ("? {a: b}\n: c", "yaml-key", "a key must be a plain word"),
        ("x: &x [a]\n*x : c", "yaml-key", "a key must be a plain word"),
        ("a: " + "[" * 50 + "]" * 50, "yaml-depth", "levels deep"),
        ("a: " + "{b: " * 50 + "}" * 50, "yaml-depth", "levels deep"),
        ("- " * 50 + "x", "yaml-depth", "levels deep"),
        ("a: " + "[" * 100_000, "yaml-depth", "levels deep"),
    ],
)  # fmt: skip
def test_what_yaml_can_do_and_a_deck_must_not_is_refused(
    source: str, rule: str, words: str
) -> None:
    tree = parse_yaml(source, "f.yaml")
    assert tree.root is None
    assert only(tree).rule == rule
    assert words in only(tree).message


@pytest.mark.usefixtures("parser")
def test_depth_that_is_allowed_is_read() -> None:
    assert value("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("source", ["", "\n\n", "# only a comment\n", "---\n", "%YAML 1.1\n---\n"])
def test_empty_file_has_no_tree_and_no_problem(source: str) -> None:
    tree = parse_yaml(source, "f.yaml")
    assert not tree.root
    assert tree.problems == ()


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("character", ["\x00", "\x01", "\x08", "\x1b", "\x7f", "\x9f", "\ufffe"])
def test_raw_control_character_is_a_problem_at_its_very_place(character: str) -> None:
    problem = only(parse_yaml(f"a: grüße 🪙\nb: ö{character}x", "f.yaml"))
    assert (problem.rule, problem.where) == ("control-character", ("f.yaml", 2, 5))
    assert f"U+{ord(character):04X}" in problem.message


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("escape", ["\\x01", "\\0", "\\a", "\\e", "\\x7f", "\\N", "\\u0085", "\\r"])
def test_escaped_control_character_is_a_problem_of_its_text(escape: str) -> None:
    tree = parse_yaml(f'a: b\nc: "x{escape}y"', "f.yaml")
    assert (only(tree).rule, only(tree).where.line, only(tree).where.column) == (
        "control-character", 2, 4)  # fmt: skip


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "escape", ["\\d", "\\ud83d", "\\ud83d\\ude00", "\\x4", "\\u12", "\\UFFFFFFFF"]
)
def test_escape_that_means_nothing_is_a_problem(escape: str) -> None:
    problem = only(parse_yaml(f'a: "x{escape} y"', "f.yaml"))
    assert problem.rule in ("yaml-escape", "control-character")
    assert problem.where.line == 1


@pytest.mark.parametrize("escape", ["\\d", "\\ud83d", "\\x4", "\\UFFFFFFFF"])
def test_backslash_in_double_quotes_is_told_from_an_open_quote(escape: str) -> None:
    problem = only(parse_yaml(f'a: "x{escape} y"', "f.yaml"))
    assert problem.rule == "yaml-escape"
    assert "backslash" in problem.message


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("escaped", ["\\t", "\\n", "\\u00e9", "\\U0001F600", "\\x41", '\\"'])
def test_escape_that_yaml_knows_is_read(escaped: str) -> None:
    assert value(f'a: "{escaped}"') == yaml.safe_load(f'"{escaped}"')


@pytest.mark.parametrize(
    "path", [*DECKS.rglob("*.yaml"), *Path(load_deck.__code__.co_filename).parent.rglob("*.yaml")],
    ids=lambda path: path.name,
)  # fmt: skip
def test_both_parsers_build_the_same_tree(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = path.read_text(encoding="utf-8")
    one = parse_yaml(source, path.name)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    other = parse_yaml(source, path.name)
    assert flat(one.root) == flat(other.root)
    assert one.problems == other.problems == ()


@settings(suppress_health_check=ONCE, max_examples=150)
@given(text=TEXT, other=TEXT)
def test_both_parsers_read_any_text_alike(
    monkeypatch: pytest.MonkeyPatch, text: str, other: str
) -> None:
    source = f"a: {json.dumps(text, ensure_ascii=False)}\nb: |2-\n  {other}\n"
    one = parse_yaml(source, "f.yaml")
    with monkeypatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", False)
        two = parse_yaml(source, "f.yaml")
    assert one.problems == two.problems == ()
    assert flat(one.root) == flat(two.root)
    assert isinstance(one.root, Table)
    assert one.root.find("b") == unicodedata.normalize("NFC", other)


def card(front: str) -> str:
    """Write a deck of one card."""
    return f"facts: {{card: {{a: {{front: {front}, back: b}}}}}}"


@settings(suppress_health_check=ONCE)
@given(text=TEXT.filter(str.strip))
def test_any_text_arrives_composed(tmp_path: Path, text: str) -> None:
    deck, problems = load_text(card(json.dumps(text, ensure_ascii=False)), tmp_path)
    assert problems == []
    assert deck.facts[0].fields["front"] == unicodedata.normalize("NFC", text)


@settings(suppress_health_check=ONCE)
@given(text=st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cc", "Cs"])))
def test_any_escaped_text_arrives_composed(tmp_path: Path, text: str) -> None:
    if text.strip():
        deck, problems = load_text(card(json.dumps(text, ensure_ascii=True)), tmp_path)
        assert problems == []
        assert deck.facts[0].fields["front"] == unicodedata.normalize("NFC", text)


@settings(suppress_health_check=ONCE)
@given(
    before=TEXT,
    character=st.characters(categories=["Cc"], exclude_characters="\t\n"),
    after=TEXT,
)
def test_control_character_gives_exactly_one_problem(
    tmp_path: Path, before: str, character: str, after: str
) -> None:
    escaped = json.dumps(f"x{before}{character}{after}", ensure_ascii=False)
    escaped = "".join(c if ord(c) not in range(0x7F, 0xA0) else f"\\x{ord(c):02x}" for c in escaped)
    _, problems = load_text(card(escaped), tmp_path)
    assert places(problems) == [(1, 27, "control-character")]


@settings(suppress_health_check=ONCE)
@given(before=TEXT, surrogate=st.characters(categories=["Cs"]), after=TEXT)
def test_lone_surrogate_gives_exactly_one_problem(
    tmp_path: Path, before: str, surrogate: str, after: str
) -> None:
    text = json.dumps(before, ensure_ascii=False)[1:-1]
    rest = json.dumps(after, ensure_ascii=False)[1:-1]
    _, problems = load_text(card(f'"{text}\\u{ord(surrogate):04x}{rest}"'), tmp_path)
    assert [problem.rule for problem in problems] == ["yaml-escape"]
