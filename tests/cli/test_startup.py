"""Start-up: help and version are there at once, since nothing heavy is imported for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PLANETS = Path(__file__).resolve().parent.parent.parent / "decks" / "planets.yaml"

HEAVY = {"genanki", "jinja2", "yaml", "nh3", "sqlite3"}
"""Not `markdown_it`: rich imports it for every help page of a typer app."""
LISTING = """
import sys
from quizgen.cli import main
sys.argv = ["quizgen", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
print("\\nmodules:", *sorted(sys.modules), file=sys.stderr)
"""


def imported_by(*arguments: str) -> set[str]:
    """Run the command line; give the modules that it imported."""
    run = subprocess.run(
        [sys.executable, "-c", LISTING, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return set(run.stderr.rpartition("modules: ")[2].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["quiz", "--help"]])
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    assert imported_by(*arguments) & HEAVY == set()


def test_the_version_imports_no_markdown() -> None:
    assert "markdown_it" not in imported_by("--version")


def test_a_build_imports_no_readers_of_markup_that_its_deck_has_not(tmp_path: Path) -> None:
    there = imported_by("build", "--locked", str(PLANETS), "--out", str(tmp_path))
    assert "genanki" in there
    assert there & {"latex2mathml", "markdown_it", "rich", "weasyprint", "xml.etree"} == set()


def test_a_check_imports_nothing_that_renders() -> None:
    there = imported_by("check", str(PLANETS))
    assert "jinja2" in there
    assert there & {"genanki", "markdown_it", "nh3", "rich", "sqlite3"} == set()


def test_the_collector_rests_before_the_command_line_is_imported() -> None:
    code = "import sys, quizgen.cli; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert "typer" not in run.stdout.split()


def test_the_library_imports_its_rooms_when_they_are_asked_for() -> None:
    code = "import sys, quizgen; print(*sys.modules); quizgen.load_deck; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    before, after = (set(line.split()) for line in run.stdout.splitlines())
    assert before & (HEAVY | {"typer"}) == set()
    assert "yaml" in after
