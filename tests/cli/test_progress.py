"""Progress: long runs are drawn on a terminal, times are told on request, pipes stay clean."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import CommandLine, on_terminal

SLEEPER = """
from time import sleep
from quizgen.cli.progress import following
with following("building big.yaml", ["load", "ask"]) as announce:
    announce("load")
    announce("ask")
    sleep({seconds})
"""


def test_a_long_run_is_drawn_and_wiped(tmp_path: Path) -> None:
    shown = on_terminal("-c", SLEEPER.format(seconds=1.5), cwd=tmp_path)
    assert "building big.yaml ━" in shown
    assert " ask 1 s" in shown
    assert shown.endswith("\r\x1b[K")


def test_a_short_run_draws_nothing(tmp_path: Path) -> None:
    assert on_terminal("-c", SLEEPER.format(seconds=0), cwd=tmp_path) == ""


def test_a_dumb_terminal_is_left_alone(tmp_path: Path) -> None:
    assert on_terminal("-c", SLEEPER.format(seconds=1.3), cwd=tmp_path, TERM="dumb") == ""


def test_verbose_tells_the_time_of_each_stage(cli: CommandLine) -> None:
    cli("new", "deck")
    checked = cli("check", "deck", "--verbose")
    assert checked.stdout == cli("check", "deck").stdout
    assert times(checked.stderr) == ["load", "ask", "compose", "check", "total"]
    built = cli("build", "deck", "--verbose", "--quiet")
    assert built.stdout == ""
    stages = ["load", "ask", "compose", "check", "date", "render", "write", "total"]
    assert times(built.stderr) == stages


def times(text: str) -> list[str]:
    """Read which stages have a time, in order."""
    return re.findall(r"^  (\w+) +\d+\.\d{3} s", text, re.MULTILINE)
