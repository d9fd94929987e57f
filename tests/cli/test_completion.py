"""Completion: what the three shells are told when the tab key is pressed."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

DECK = """\
id: rocks
title: Rocks
kinds:
  rock: {fields: {name: text}, templates: {name: {ask: "Which rock is {{ name }}?", answer: name}}}
facts:
  rock:
    opal: {name: Opal, topic: gems}
    onyx: {name: Onyx, topic: gems}
    slate: {name: Slate, topic: plain stone}
quizzes: {first: {title: A first quiz, sections: [{form: recall, count: 1}]}}
"""

PRESSES = {
    "show decks/": ["decks/broken.yaml", "decks/rocks.yaml"],
    "show decks/r": ["decks/rocks.yaml"],
    "check ": ["decks/broken.yaml", "decks/rocks.yaml"],
    "schema ": ["decks/broken.yaml", "decks/rocks.yaml"],
    "show decks/rocks.yaml --fact o": ["opal", "onyx"],
    "show decks/rocks.yaml --fact opal --fact s": ["slate"],
    "show decks/rocks.yaml --kind ": ["rock"],
    "quiz decks/rocks.yaml --topic ": ["gems", "plain stone"],
    "show --form c": ["choice", "cloze"],
    "quiz --paper ": ["A4", "Letter"],
    "check --format s": ["sarif"],
    "schema --file k": ["kinds"],
    "quiz decks/rocks.yaml --plan ": ["first"],
    "quiz --language e": ["en", "es"],
    "key K": ["KN6RLH", "KX2345"],
    "rule duplicate-": ["duplicate-card", "duplicate-id", "duplicate-key", "duplicate-option"],
}
"""What is typed -> what is offered."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a sound deck, and one that cannot be read."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks/rocks.yaml").write_text(DECK)
    (tmp_path / "decks/broken.yaml").write_text("facts: {rock: [")
    for kept in ("rocks.editions/KN6RLH.json", "other/editions/KX2345.json"):
        (tmp_path / "decks" / kept).parent.mkdir(parents=True)
        (tmp_path / "decks" / kept).write_text("{}")
    return tmp_path


def press(shell: str, typed: str, folder: Path) -> tuple[str, str]:
    """Press the tab key behind what is typed; give what the shell reads, and what leaks."""
    words = shlex.split(typed) + ([""] if typed.endswith(" ") else [])
    asked = {
        "bash": {"COMP_WORDS": f"quizgen {typed}", "COMP_CWORD": str(len(words))},
        "zsh": {"_TYPER_COMPLETE_ARGS": f"quizgen {typed}"},
        "fish": {
            "_TYPER_COMPLETE_ARGS": f"quizgen {typed}",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    }[shell]
    run = subprocess.run(
        [sys.executable, "-m", "quizgen"],
        cwd=folder,
        env=os.environ | asked | {"_QUIZGEN_COMPLETE": f"complete_{shell}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return run.stdout, run.stderr


@pytest.mark.parametrize("typed", PRESSES)
def test_bash_and_fish_are_offered_what_fits(typed: str, place: Path) -> None:
    offered = "".join(f"{word}\n" for word in PRESSES[typed])
    told, leaked = press("bash", typed, place)
    assert (sorted(told.split()), leaked) == (sorted(offered.split()), "")
    told, leaked = press("fish", typed, place)
    words = [line.partition("\t")[0] for line in told.splitlines()]
    assert (sorted(words), leaked) == (sorted(PRESSES[typed]), "")


def test_zsh_is_offered_what_fits(place: Path) -> None:
    assert press("zsh", "show decks/rocks.yaml --fact o", place) == (
        '_arguments \'*: :(("opal"\n"onyx"))\'\n',
        "",
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    "typed", ["show decks/broken.yaml --fact ", "show missing --topic ", "show --kind ", "show no/"]
)
def test_nothing_is_offered_where_nothing_can_be_read(shell: str, typed: str, place: Path) -> None:
    files = "_files\n" if shell == "zsh" else "\n"
    assert press(shell, typed, place) == (files, "")


def test_bash_itself_completes(place: Path) -> None:
    """The script that --install-completion installs, driven by bash."""
    (place / "quizgen").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quizgen "$@"\n')
    (place / "quizgen").chmod(0o755)
    typed = """
    PATH="$PWD:$PATH"; quizgen --show-completion > script; source script
    COMP_WORDS=(quizgen show decks/rocks.yaml --fact o); COMP_CWORD=4
    _quizgen_completion quizgen; echo "${COMPREPLY[@]}"
    """
    run = subprocess.run(
        ["bash", "-c", typed], cwd=place, capture_output=True, text=True, timeout=60, check=True
    )
    assert (run.stdout, run.stderr) == ("opal onyx\n", "")
