"""Decks: one file or a folder, whole or broken; whatever the bytes, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path
from shutil import copytree

import pytest
from conftest import Loaded, load_text, places
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.build import check
from quizgen.load import find_decks, load_deck, quote_lines, read_starter
from quizgen.model import Deck, Fact
from quizgen.problems import Problem, QuizgenError, format_problem, has_errors

DECKS = Path(__file__).resolve().parents[2] / "decks"
PLANETS = (DECKS / "planets.yaml").read_bytes()
ONCE = [HealthCheck.function_scoped_fixture]

KINDS = """element:
  fields: {name: element, symbol: text}
  templates:
    symbol: {ask: "What is the symbol of {{ name }}?", answer: symbol, one: true}
"""
FACTS = """element:
  gold: {name: Gold, symbol: Au, topic: metals}
  iron: {name: Iron, symbol: Fe, topic: metals}
"""
PLAN = "title: Symbols\nsections: [{form: recall, count: 1}]\n"


def folder(tmp_path: Path, **files: str | bytes) -> Path:
    """Write a folder deck; `facts__a_yaml` names the file facts/a.yaml."""
    deck = {"deck_yaml": "id: test\ntitle: Test\n", **files}
    for name, content in deck.items():
        path = tmp_path / "deck" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path / "deck"


def load(path: Path) -> Loaded:
    """Load a deck, its problems with their lines."""
    deck, problems = load_deck(path)
    return deck, quote_lines(problems)


def rules(problems: list[Problem]) -> list[tuple[str, int, str]]:
    """Give each problem as the file's name, line and rule."""
    return [(Path(p.where.file).name, p.where.line, p.rule) for p in problems]


def told(fact: Fact) -> tuple[object, ...]:
    """Give what a fact says, places aside."""
    return fact.id, fact.kind, dict(fact.fields), fact.topic, [e.source for e in fact.sources]


def indent(text: str) -> str:
    """Put a file's text one level deeper."""
    return "".join(f"  {line}\n" for line in text.splitlines())


def test_folder_deck_and_one_file_deck_read_the_same(tmp_path: Path) -> None:
    names, sources = "element: {Gold: {aka: [Aurum]}}\n", "atlas: {name: the Atlas}\n"
    many = folder(
        tmp_path,
        kinds_yaml=KINDS,
        names_yaml=names,
        sources_yaml=sources,
        facts__a_yaml=FACTS,
        quizzes__first_yaml=PLAN,
    )
    text = "".join(
        f"{key}:\n{indent(part)}"
        for key, part in (("kinds", KINDS), ("names", names), ("sources", sources),
                          ("facts", FACTS), ("quizzes", "first:\n" + indent(PLAN)))
    )  # fmt: skip
    one, problems = load_text(text, tmp_path)
    other, slips = load(many)
    assert (problems, slips) == ([], [])
    assert [told(fact) for fact in one.facts] == [told(fact) for fact in other.facts]
    assert one.names == other.names
    assert (one.id, one.title, list(one.kinds)) == (other.id, other.title, list(other.kinds))
    assert [(p.id, p.title, len(p.sections)) for p in one.plans] == [("first", "Symbols", 1)]
    assert [(p.id, p.title, len(p.sections)) for p in other.plans] == [("first", "Symbols", 1)]


def test_table_and_yaml_give_the_same_facts(tmp_path: Path) -> None:
    table = "id,name,symbol,topic\ngold,Gold,Au,metals\niron,Iron,Fe,metals\n"
    one, _ = load(folder(tmp_path / "a", kinds_yaml=KINDS, facts__a_yaml=FACTS))
    other, problems = load(folder(tmp_path / "b", kinds_yaml=KINDS, facts__element_csv=table))
    assert problems == []
    assert [told(fact) for fact in one.facts] == [told(fact) for fact in other.facts]


def test_facts_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    deck, problems = load(
        folder(
            tmp_path,
            kinds_yaml=KINDS,
            facts__b_yaml="element: {z: {name: Z, symbol: z}, a: {name: A, symbol: a}}",
            facts__a_yaml=FACTS,
            facts__deep__c_yaml="element: {c: {name: C, symbol: c}}",
        )
    )
    assert problems == []
    assert [fact.id for fact in deck.facts] == ["gold", "iron", "z", "a", "c"]


def test_defaults_lie_under_each_fact_of_their_file_only(tmp_path: Path) -> None:
    deck, problems = load(
        folder(
            tmp_path,
            deck_yaml="id: test\ntitle: Test\nsource: atlas\n"
            "defaults: {difficulty: 2, topic: all}\n",
            kinds_yaml=KINDS,
            facts__a_yaml="defaults: {topic: a, source: book}\n"
            "element: {x: {name: X, symbol: x}, y: {name: Y, symbol: y, topic: own, source: z}}",
            facts__b_yaml="element: {z: {name: Z, symbol: z}}",
        )
    )
    assert problems == []
    found = [(f.topic, f.sources[0].source, f.difficulty) for f in deck.facts]
    assert found == [("a", "book", 2), ("own", "z", 2), ("all", "atlas", 2)]


def test_duplicate_id_in_another_file_names_both_places(tmp_path: Path) -> None:
    path = folder(tmp_path, kinds_yaml=KINDS, facts__a_yaml=FACTS, facts__b_yaml="\n" + FACTS)
    _, problems = load(path)
    assert rules(problems) == [("b.yaml", 3, "duplicate-id"), ("b.yaml", 4, "duplicate-id")]
    assert "facts/a.yaml:2" in problems[0].message


def test_duplicate_id_in_a_table_is_a_fact_twice(tmp_path: Path) -> None:
    table = "id,name,symbol\ngold,Gold,Au\ngold,Iron,Fe\n"
    _, problems = load(folder(tmp_path, kinds_yaml=KINDS, facts__element_csv=table))
    assert rules(problems) == [("element.csv", 3, "duplicate-id")]
    assert problems[0].message == "fact 'gold' stands on line 2 too"


def test_slip_in_a_table_shows_its_cell(tmp_path: Path) -> None:
    kinds = KINDS.replace("symbol: text", "symbol: number")
    _, problems = load(
        folder(
            tmp_path, kinds_yaml=kinds, facts__element_csv='id,name,symbol\na,"x, y",\nb,Iron,Fe\n'
        )
    )
    assert rules(problems) == [
        ("element.csv", 2, "missing-field"),
        ("element.csv", 3, "wrong-type"),
    ]
    assert format_problem(problems[1]).split("\n")[1:3] == ["    b,Iron,Fe", "           ^^"]


@pytest.mark.parametrize(
    ("name", "mend"),
    [("kind_yaml", "did you mean 'kinds.yaml'?"), ("kinds_yml", "did you mean 'kinds.yaml'?"),
     ("facts_csv", "facts live in facts/"), ("facts__a_yml", "did you mean 'a.yaml'?"),
     ("facts__a_CSV", "facts/")],
)  # fmt: skip
def test_file_that_is_no_part_of_a_deck_is_a_problem(tmp_path: Path, name: str, mend: str) -> None:
    _, problems = load(folder(tmp_path, **{name: "a: b"}))
    [problem] = problems
    assert (problem.rule, problem.where.line) == ("unknown-file", 0)
    assert mend in problem.mend


def test_link_out_of_the_deck_is_not_followed(tmp_path: Path) -> None:
    path = folder(tmp_path, kinds_yaml=KINDS, facts__a_yaml=FACTS)
    (tmp_path / "secret.yaml").write_text("element: {secret: {name: Secret, symbol: S}}")
    (path / "facts" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    deck, problems = load(path)
    assert rules(problems) == [("link.yaml", 0, "outside-deck")]
    assert "secret" not in str(deck.facts)


def test_folder_that_is_a_link_out_of_the_deck_is_not_followed(tmp_path: Path) -> None:
    other = folder(tmp_path / "other", facts__a_yaml=FACTS)
    path = folder(tmp_path, kinds_yaml=KINDS)
    (path / "facts").symlink_to(other / "facts")
    deck, problems = load(path)
    assert rules(problems) == [("a.yaml", 0, "outside-deck")]
    assert deck.facts == ()


def test_link_within_the_deck_is_followed(tmp_path: Path) -> None:
    path = folder(tmp_path, kinds_yaml=KINDS, facts__a_yaml=FACTS)
    (path / "names.yaml").symlink_to(path / "kinds.yaml")
    assert "outside-deck" not in [problem.rule for problem in load(path)[1]]


@pytest.mark.parametrize(
    ("content", "line", "column", "words"),
    [
        (b"id: test\ntitle: \xff\n", 2, 8, "byte 0xFF"),
        (b"\xef\xbb\xbfid: test\ntitle: \xff\n", 2, 8, "byte 0xFF"),
        ("title: Où".encode("latin-1"), 1, 9, "byte 0xF9"),
        ("é: x\nü: é".encode() + b"\xc3", 2, 5, "byte 0xC3"),
        ("id: test\n".encode("utf-16"), 1, 1, "UTF-16"),
        (b"\xfe\xff\0i\0d", 1, 1, "UTF-16"),
        (b"\xed\xa0\xbd", 1, 1, "byte 0xED"),
    ],
)
def test_what_is_not_utf_8_is_a_problem_that_says_so(
    tmp_path: Path, content: bytes, line: int, column: int, words: str
) -> None:
    path = tmp_path / "test.yaml"
    path.write_bytes(content)
    _, problems = load(path)
    assert places(problems) == [(line, column, "not-utf-8")]
    assert words in problems[0].message


def test_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    path.write_bytes("\ufeffid: test\r\ntitle: Test\r\n".encode())
    deck, problems = load(path)
    assert (deck.id, deck.title, problems) == ("test", "Test", [])


@pytest.mark.parametrize("content", ["", "\n", "# nothing yet\n", "---\n"])
def test_empty_deck_is_one_problem(tmp_path: Path, content: str) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(content)
    assert [problem.rule for problem in load(path)[1]] in (["empty-file"], ["wrong-shape"])


@pytest.mark.parametrize("part", ["kinds_yaml", "sources_yaml", "facts__a_yaml", "names_yaml"])
def test_empty_part_of_a_deck_is_no_problem(tmp_path: Path, part: str) -> None:
    assert load(folder(tmp_path, **{part: "# nothing yet\n"}))[1] == []


@pytest.mark.parametrize("part", ["kinds", "sources"])
def test_slip_in_a_part_does_not_blame_the_facts_for_it(tmp_path: Path, part: str) -> None:
    files = {"kinds_yaml": KINDS, "sources_yaml": "atlas: {name: Atlas}", f"{part}_yaml": "a: b: c"}
    path = folder(tmp_path, **files, facts__a_yaml="defaults: {source: atlas}\n" + FACTS)
    assert [(Path(p.where.file).name, p.rule) for p in check(path).problems] == [
        (f"{part}.yaml", "yaml-colon")
    ]


@pytest.mark.parametrize("part", ["deck.yaml", "kinds.yaml", "sources.yaml", "names.yaml"])
def test_nothing_is_missed_that_may_stand_in_a_file_that_cannot_be_read(
    tmp_path: Path, part: str
) -> None:
    deck = copytree(DECKS / "elements", tmp_path / "elements")
    assert check(deck).problems == ()
    (deck / part).write_text('"', encoding="utf-8")
    found = check(deck)
    assert [problem.rule for problem in found.problems] == ["yaml-quote"]
    assert not found.deck.whole


def test_key_that_all_facts_have_is_told_once(tmp_path: Path) -> None:
    deck = copytree(DECKS / "elements", tmp_path / "elements")
    kinds = (deck / "kinds.yaml").read_text(encoding="utf-8")
    (deck / "kinds.yaml").write_text(kinds.replace("period: number", "perod: number"), "utf-8")
    found = [each for each in load_deck(deck)[1] if each.rule == "unknown-key"]
    assert [each.message for each in found] == [
        "all 92 facts here have a key 'period', which kind 'element' lacks"
    ]
    assert found[0].mend == "did you mean 'perod'?"


def test_key_of_the_file_around_the_whole_file_is_told(tmp_path: Path) -> None:
    path = folder(tmp_path, kinds_yaml="kinds:\n" + indent(KINDS), facts__a_yaml=FACTS)
    deck, problems = load(path)
    assert rules(problems) == [("kinds.yaml", 1, "wrong-shape")]
    assert len(deck.facts) == 2


def test_problems_of_all_files_come_at_once_and_in_order(tmp_path: Path) -> None:
    _, problems = load(
        folder(
            tmp_path,
            deck_yaml="id: test\ntitel: Test\n",
            kinds_yaml=KINDS + "  feilds: {}\n",
            facts__a_yaml="element:\n  gold: {name: Gold}\n  Iron: {name: Iron, symbol: Fe}\n",
            facts__b_yaml="a: [b\n",
            quizzes__q_yaml="sections: []\n",
        )
    )
    assert rules(problems) == [
        ("deck.yaml", 2, "unknown-key"),
        ("a.yaml", 2, "missing-field"),
        ("a.yaml", 3, "bad-id"),
        ("b.yaml", 1, "yaml-bracket"),
        ("kinds.yaml", 5, "unknown-key"),
        ("q.yaml", 1, "missing-key"),
    ]


@pytest.mark.parametrize("name", ["gone", "gone.yaml"])
def test_missing_deck_stops_with_a_reason(tmp_path: Path, name: str) -> None:
    with pytest.raises(QuizgenError, match="there is no deck at"):
        load_deck(tmp_path / name)


def test_folder_without_deck_yaml_is_no_deck(tmp_path: Path) -> None:
    with pytest.raises(QuizgenError, match=r"it has no deck\.yaml"):
        load_deck(tmp_path)


def test_decks_of_a_folder_are_found_sorted(tmp_path: Path) -> None:
    folder(tmp_path)
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        (tmp_path / name).write_text("id: x\n")
    (tmp_path / "empty").mkdir()
    assert [path.name for path in find_decks(tmp_path)] == ["a.yaml", "b.yaml", "deck"]


def test_folder_without_decks_stops_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(QuizgenError, match="holds no deck"):
        find_decks(tmp_path)
    with pytest.raises(QuizgenError, match="there is no folder"):
        find_decks(tmp_path / "gone")


def test_language_without_words_is_a_warning_and_speaks_english(loaded: Loaded) -> None:
    """
    language: tlh
    """
    deck, problems = loaded
    assert places(problems) == [(1, 11, "unknown-language")]
    assert not has_errors(problems)
    assert deck.words.say("true") == "True"


def test_language_is_english_where_none_is_given(deck: Deck) -> None:
    """
    description: a deck without facts
    """
    assert (deck.words.language, deck.words.direction) == ("en", "ltr")


@pytest.mark.parametrize(
    ("text", "ok"),
    [("gold", True), ("gold-2", True), ("2", True), ("a" * 80, True), ("a" * 81, False),
     ("Gold", False), ("gold_2", False), ("gold-", False), ("gölden", False), ("a b", False),
     ("../x", False), ("a/b", False), ("a--b", False)],
)  # fmt: skip
def test_id_is_lower_case_words_parted_by_hyphens(tmp_path: Path, text: str, ok: bool) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(f"id: {text}\ntitle: Test\n", encoding="utf-8")
    deck, problems = load(path)
    assert [problem.rule for problem in problems] == [] if ok else ["bad-id"]
    assert deck.id == (text if ok else "unnamed")


@pytest.mark.parametrize("name", ["My Deck", "münzen", "...", "a"])
def test_starter_deck_has_no_problem_whatever_its_folder_is_called(
    tmp_path: Path, name: str
) -> None:
    for file in read_starter(name):
        path = tmp_path / "deck" / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    checked = check(tmp_path / "deck")
    assert checked.problems == ()
    assert {q.form for q in checked.questions} == {"recall", "choice", "cloze", "true-false"}
    assert len(checked.quizzes) == 1


@settings(suppress_health_check=ONCE)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_deck_or_problems(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "fuzz.yaml"
    path.write_bytes(content)
    checked = check(path)
    assert checked.problems
    assert all(format_problem(problem) for problem in checked.problems)


@settings(suppress_health_check=ONCE)
@given(
    content=st.text("ab:{}[],&*!|>'\"#%@`-?~<\\ \n\t01", max_size=80), row=st.binary(max_size=80)
)
def test_any_yaml_and_any_table_are_read_or_problems(
    tmp_path: Path, content: str, row: bytes
) -> None:
    table = b"id,name,symbol,source.in,source\n" + row
    path = folder(tmp_path, kinds_yaml=KINDS, facts__a_yaml=content, facts__element_csv=table)
    assert all(format_problem(problem) for problem in check(path).problems)


@pytest.mark.parametrize("seed", range(150))
def test_any_damage_to_a_deck_is_survived(tmp_path: Path, seed: int) -> None:
    """Bytes, words and lines are lost, doubled, moved; every problem has its place."""
    path = tmp_path / "planets.yaml"
    path.write_bytes(damage(PLANETS, random.Random(seed)))  # noqa: S311 - for a test
    for problem in check(path).problems:
        assert problem.where.file == path.as_posix()
        assert problem.rule in format_problem(problem)


def damage(content: bytes, chance: random.Random) -> bytes:
    """Change a few places of a file."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(content))
        end = min(len(content), start + chance.choice([0, 1, 3, 20, 200]))
        new = chance.choice(
            [b"", b"\x00", b"\xff", b"{", b"}", b": ", b"\n", b"- ", b"[", b'"', b"\t", b"<<: *a\n",
             b"{{", b"}}", b"{% if %}", b"&a ", b"*a", "ü\u2028".encode(), b"9" * 30, b"-1",
             b"\\x02", content[start:end] * 2, content[:40], bytes([chance.randrange(256)])]
        )  # fmt: skip
        content = content[:start] + new + content[end:]
    return content
