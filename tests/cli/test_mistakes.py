"""Broken decks: each mistake has its line, column and message, and no old file is touched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CommandLine

DECK = """\
id: rocks
title: Rocks
sources: {book: {name: The Book}}
source: book
kinds:
  rock:
    fields: {name: rock, found: date, hardness: number}
    templates:
      found: {ask: "When was {{ name }} found?", answer: found}
facts:
  rock:
    opal: {name: Opal, found: 1901-05-07, hardness: 6}
    jade:
      name: Jade
      found: 1902-02-11
      hardness: 7
quizzes:
  first: {sections: [{form: recall, count: 1}]}
"""
MISTAKES = {
    "unknown key": (
        "      hardness: 7\n",
        "      hardness: 7\n      notes: green\n",
        "rocks.yaml:17:7: error: fact 'jade' has a key 'notes', which kind 'rock' lacks"
        " [unknown-key]\n"
        "          notes: green\n"
        "          ^^^^^\n"
        "    mend: did you mean 'note'?\n",
    ),
    "duplicate id": (
        "    jade:\n",
        "    opal:\n",
        "rocks.yaml:13:5: error: fact 'opal' stands on line 12 too [duplicate-id]\n"
        "        opal:\n"
        "        ^^^^\n"
        "    mend: remove or rename one of them\n",
    ),
    "missing field": (
        "      hardness: 7\n",
        "",
        "rocks.yaml:13:5: error: fact 'jade' lacks the field 'hardness' [missing-field]\n"
        "        jade:\n"
        "        ^^^^\n"
        "    mend: add 'hardness: ...', or mark the field as optional: 'hardness: number?'\n",
    ),
    "bad date": (
        "1902-02-11",
        "1902-02-30",
        "rocks.yaml:15:14: error: ",
    ),
    "unknown field in a template": (
        "{{ name }}",
        "{{ nam }}",
        "rocks.yaml:9:33: error: template 'found' names the field 'nam', which this kind does"
        " not have [unknown-field]\n",
    ),
}


@pytest.fixture
def rocks(tmp_path: Path) -> Path:
    """A deck of one file without problems, in the folder where commands run."""
    path = tmp_path / "rocks.yaml"
    path.write_text(DECK)
    return path


def files_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Give content and time of all files in a folder."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_place_and_old_files_stay(
    cli: CommandLine, rocks: Path, name: str
) -> None:
    assert cli("build", rocks.name).returncode == 0
    before = files_in(rocks.parent / "dist" / "rocks")
    good, bad, words = MISTAKES[name]
    rocks.write_text(DECK.replace(good, bad))

    checked = cli("check", rocks.name)
    assert checked.returncode == 1
    assert checked.stderr.startswith(words)
    assert checked.stderr.count(": error: ") == 1
    assert "1 error" in checked.stdout

    built = cli("build", rocks.name)
    assert (built.returncode, built.stdout) == (1, "")
    assert built.stderr == checked.stderr + "rocks.yaml: not built: 1 error\n"
    assert files_in(rocks.parent / "dist" / "rocks") == before


def test_a_broken_deck_makes_no_quiz_and_shows_with_exit_code_1(
    cli: CommandLine, rocks: Path
) -> None:
    rocks.write_text(DECK.replace("      hardness: 7\n", ""))
    quizzed = cli("quiz", rocks.name, "--form", "recall=1")
    assert (quizzed.returncode, quizzed.stdout) == (1, "")
    assert "rocks.yaml: no quiz made: 1 error" in quizzed.stderr
    shown = cli("show", rocks.name, "--fact", "opal")
    assert shown.returncode == 1
    assert "1901" in shown.stdout
    assert not (rocks.parent / "dist").exists()


def test_a_bad_date_is_told_in_words(cli: CommandLine, rocks: Path) -> None:
    rocks.write_text(DECK.replace("1902-02-11", "1902-02-30"))
    lines = cli("check", rocks.name).stderr.splitlines()
    assert "1902-02-30" in lines[0]
    assert lines[0].endswith("[wrong-type]")
    assert lines[2].rstrip() == " " * 17 + "^" * 10
    assert lines[3].startswith("    mend: ")


def test_a_broken_deck_does_not_stop_another(cli: CommandLine, rocks: Path) -> None:
    (rocks.parent / "broken.yaml").write_text("id: broken\n")
    built = cli("build", "broken.yaml", rocks.name)
    assert built.returncode == 1
    assert "broken.yaml: not built" in built.stderr
    assert "rocks.yaml: 2 notes for Anki, 1 quiz to print" in built.stdout
    assert (rocks.parent / "dist" / "rocks" / "rocks.apkg").is_file()
    assert not (rocks.parent / "dist" / "broken").exists()


def test_a_deck_that_is_not_there_does_not_stop_another(cli: CommandLine, rocks: Path) -> None:
    built = cli("build", rocks.name, "missing.yaml")
    assert built.returncode == 2
    assert "missing.yaml" in built.stderr
    assert (rocks.parent / "dist" / "rocks" / "rocks.apkg").is_file()


def test_all_mistakes_are_told_at_once_in_order(cli: CommandLine, rocks: Path) -> None:
    text = DECK.replace("{{ name }}", "{{ nam }}").replace("1902-02-11", "soon")
    rocks.write_text(text.replace("hardness: 6", "hardness: hard"))
    lines = cli("check", rocks.name).stderr.splitlines()
    places = [line.partition(": error: ")[0] for line in lines if ": error: " in line]
    assert places == ["rocks.yaml:9:33", "rocks.yaml:12:53", "rocks.yaml:15:14"]


QUIZGEN = (sys.executable, "-m", "quizgen")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_a_full_disk_that_is_printed_to_is_told_in_a_line(rocks: Path) -> None:
    with Path("/dev/full").open("w") as full:
        shown = subprocess.run(
            [*QUIZGEN, "show", rocks.name],
            cwd=rocks.parent,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert shown.returncode == 2
    assert shown.stderr == "quizgen: cannot print: No space left on device\n"


@pytest.mark.skipif(os.name != "posix", reason="streams are closed by a POSIX shell")
def test_closed_streams_stop_no_build(rocks: Path) -> None:
    built = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m quizgen build rocks.yaml >&- 2>&-', sys.executable],
        cwd=rocks.parent,
        check=False,
    )
    assert built.returncode == 0
    assert (rocks.parent / "dist" / "rocks" / "rocks.apkg").is_file()
