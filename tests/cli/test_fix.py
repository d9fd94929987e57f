"""`quizgen check --fix`: what it writes, what it shows, and what it leaves alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from conftest import CommandLine, files_in

from quizgen.problems import QuizgenError
from quizgen.write import rewrite_files

DECK = """\
id: test
title: Test
waive: {no-source: a test}
facts:
  card:
    - {front: What is the Mona Lisa worth?, back: $1,000}  # once
    - {back: "No", front: What is the symbol of nobelium?}
"""
MENDED = """\
id: test
title: Test
waive: {no-source: a test}
facts:
  card:
    what-is-the-mona-lisa-worth: {front: What is the Mona Lisa worth?, back: "$1,000"}  # once
    what-is-the-symbol-of-nobelium: {front: What is the symbol of nobelium?, back: "No"}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "test.yaml"
    path.write_text(DECK)
    return path


def test_fix_mends_and_says_what(cli: CommandLine, path: Path) -> None:
    run = cli("check", "--fix", "test.yaml")
    assert (run.returncode, run.stderr) == (0, "")
    assert path.read_text() == MENDED
    assert "test.yaml: mended key-order (1), missing-id (1), yaml-comma (1)\n" in run.stdout
    assert "mended" not in cli("check", "--fix", "test.yaml").stdout


def test_fix_tells_what_is_left(cli: CommandLine, path: Path) -> None:
    path.write_text(DECK.replace("title: Test\n", ""))
    run = cli("check", "--fix", "--quiet", "test.yaml")
    assert run.returncode == 1
    assert "[missing-key]" in run.stderr
    assert run.stderr.count("[") == 1


def test_dry_run_shows_a_diff_that_patch_takes(cli: CommandLine, path: Path) -> None:
    run = cli("check", "--fix", "--dry-run", "test.yaml")
    assert run.returncode == 1
    assert path.read_text() == DECK
    assert "would mend key-order (1), missing-id (1), yaml-comma (1)" in run.stderr
    subprocess.run(
        ["git", "apply", "-p0"], input=run.stdout, text=True, cwd=path.parent, check=True
    )
    assert path.read_text() == MENDED
    again = cli("check", "--fix", "--dry-run", "test.yaml")
    assert (again.returncode, again.stdout) == (0, "")


def test_a_file_without_a_last_line_end_keeps_none(cli: CommandLine, path: Path) -> None:
    path.write_text(DECK.rstrip("\n"))
    assert "\\ No newline at end of file" in cli("check", "--fix", "--dry-run", "test.yaml").stdout
    cli("check", "--fix", "test.yaml")
    assert path.read_text() == MENDED.rstrip("\n")


def test_dry_run_goes_with_fix_alone(cli: CommandLine, path: Path) -> None:
    assert cli("check", "--dry-run", path.name).returncode == 2


def test_links_and_permissions_stay(cli: CommandLine, path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere/real.yaml"
    path.rename(real)
    real.chmod(0o640)
    path.symlink_to(real)
    cli("check", "--fix", real)
    assert real.read_text() == MENDED
    assert real.stat().st_mode & 0o777 == 0o640
    assert path.is_symlink()


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("old")
    before = files_in(tmp_path)
    with pytest.raises(QuizgenError, match="cannot write"):
        rewrite_files({tmp_path / "a": b"new", tmp_path / "gone" / "b": b"new"})
    assert files_in(tmp_path) == before


def test_programs_are_told_the_edits(cli: CommandLine, path: Path) -> None:
    text = DECK.replace("What is the Mona Lisa worth?", "😀 What is the Mona Lisa worth?")
    path.write_text(text)
    told = json.loads(cli("check", "--format", "json", "-q", "test.yaml").stdout)["problems"]
    edit, _ = next(each["edits"] for each in told if each["rule"] == "missing-id")
    assert edit == {"path": "test.yaml", "line": 6, "column": 5, "old": "- ",
                    "new": "what-is-the-mona-lisa-worth: "}  # fmt: skip
    path.write_text(text.replace("    - ", "    a: ", 1).replace("    - ", "    b: "))
    log = json.loads(cli("check", "--format", "sarif", "-q", "test.yaml").stdout)
    (result,) = log["runs"][0]["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    line = path.read_text().splitlines()[region["startLine"] - 1].encode("utf-16-le")
    cut = line[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le")
    assert (cut, replacement["insertedContent"]["text"]) == ("$1,000", '"$1,000"')


def test_mends_of_several_decks_do_not_meet(cli: CommandLine, path: Path, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(DECK.replace("id: test", "id: other"))
    run = cli("check", "--fix", "test.yaml", "other.yaml")
    assert run.returncode == 0
    assert path.read_text() == MENDED
    assert (tmp_path / "other.yaml").read_text() == MENDED.replace("id: test", "id: other")
