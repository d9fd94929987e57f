"""`quizgen schema`: what is printed, what is written, and how it stays up to date."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, CommandLine
from editor import squiggles, yaml_files

MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def test_a_new_deck_is_completed_at_once(cli: CommandLine, tmp_path: Path) -> None:
    made = cli("new", "my-deck").stdout.splitlines()
    assert "my-deck/.schema/facts.json" in made
    for _, path in yaml_files(tmp_path / "my-deck"):
        text = path.read_text("utf-8")
        named = MODELINE.fullmatch(text.splitlines()[0])
        assert named, path
        schema = json.loads((path.parent / named[1]).read_text("utf-8"))
        assert squiggles(text, schema) == []
        assert squiggles(f"{text}\nunknown_key: 1\n", schema)


def test_a_build_keeps_schemas_up_to_date(cli: CommandLine, tmp_path: Path) -> None:
    cli("new", "deck")
    facts = tmp_path / "deck/.schema/facts.json"
    kinds = tmp_path / "deck/kinds.yaml"
    before = facts.read_bytes()
    kinds.write_text(kinds.read_text().replace("river: river?", "river: river?\n    lake: text?"))
    cli("check", "deck")
    assert cli("build", "deck").returncode == 0
    assert b'"lake"' not in before
    assert b'"lake"' in facts.read_bytes()


def test_a_locked_build_and_a_deck_without_schemas_get_none(
    cli: CommandLine, tmp_path: Path
) -> None:
    cli("new", "deck")
    cli("build", "deck")
    facts = tmp_path / "deck/.schema/facts.json"
    facts.write_text("old")
    (tmp_path / "deck/.schema/quiz.json").unlink()
    assert cli("build", "deck", "--locked").returncode == 0
    assert facts.read_text() == "old"
    cli("build", "deck")
    assert facts.read_text() != "old"
    assert not (tmp_path / "deck/.schema/quiz.json").exists()


def test_schemas_are_written_beside_a_deck_in_one_file(cli: CommandLine, tmp_path: Path) -> None:
    text = (ROOT / "decks/planets.yaml").read_text("utf-8")
    (tmp_path / "planets.yaml").write_text(text, "utf-8")
    run = cli("schema", "planets.yaml", "--write")
    assert (run.returncode, run.stdout) == (0, "planets.schema.json\n")
    assert "# yaml-language-server: $schema=planets.schema.json" in run.stderr
    schema = json.loads((tmp_path / "planets.schema.json").read_text("utf-8"))
    assert squiggles(text, schema) == []
    assert json.loads(cli("schema", "planets.yaml").stdout) == schema


def test_written_schemas_are_named_for_each_file(cli: CommandLine, tmp_path: Path) -> None:
    cli("new", "deck")
    lines = cli("schema", "deck", "--write").stderr
    for part, path in yaml_files(tmp_path / "deck"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first in lines
        assert part in first


def test_a_schema_of_any_deck_needs_no_deck(cli: CommandLine, tmp_path: Path) -> None:
    run = cli("schema", "--file", "kinds")
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.yaml"], "there is no deck at 'missing.yaml'"),
        (["--write"], "--write wants a deck"),
        (["--file", "fact"], "fact"),
    ],
)
def test_wrong_use(cli: CommandLine, arguments: list[str], words: str) -> None:
    run = cli("schema", *arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert words in run.stderr


def test_a_broken_deck_still_gets_what_can_be_read(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "rocks.yaml").write_text("id: rocks\nkinds: {rock: {fields: {name: text}}}\n")
    run = cli("schema", "rocks.yaml")
    assert '"rock"' in run.stdout
    assert (run.returncode, "1 error" in run.stderr) == (1, True)
