"""Fixtures: decks from docstrings, the real command line, a browser if the machine has one."""

from __future__ import annotations

import inspect
import os
import pty
import shutil
import subprocess
import sys
import termios
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import Phase, settings

from quizgen.load import load_deck, quote_lines
from quizgen.model import Deck
from quizgen.problems import Problem, QuizgenError
from quizgen.render import require_pdf

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
NO_SHARED = "../shared is not here"

# A busy machine is slow, not wrong. CI tries the same examples each time, developers new ones; and
# it fails with the first that fails: to look for the smallest may take minutes.
UNSHRUNK = tuple(phase for phase in Phase if phase not in (Phase.shrink, Phase.explain))
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, phases=UNSHRUNK)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

Loaded = tuple[Deck, list[Problem]]
CommandLine = Callable[..., subprocess.CompletedProcess[str]]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one, unless it needs a folder that CI may lack."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and NO_SHARED not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture
def loaded(request: pytest.FixtureRequest, tmp_path: Path) -> Loaded:
    """The deck in the test's docstring, with its problems; id and title are added at the end."""
    return load_text(inspect.getdoc(request.function) or "", tmp_path)


@pytest.fixture
def deck(loaded: Loaded) -> Deck:
    """The deck in the test's docstring, which must have no problem."""
    deck, problems = loaded
    assert problems == []
    return deck


def files_in(folder: Path) -> dict[str, bytes]:
    """Give all files under a folder by their path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run_quizgen(*args: object, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `quizgen` in a folder; give what it printed and its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "quizgen", *map(str, args)],
        cwd=cwd, env=os.environ | {"COLUMNS": "80"} | env, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def cli(tmp_path: Path) -> CommandLine:
    """Run `quizgen` in an empty folder (or `cwd`)."""
    return partial(run_quizgen, cwd=tmp_path)


def on_terminal(
    *arguments: str,
    cwd: Path,
    screen: Literal["stdout", "stderr"] = "stderr",
    columns: int = 80,
    **env: str,
) -> str:
    """Run Python with one stream on a terminal; give what the terminal shows."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80"} | env
    subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        stdout=theirs if screen == "stdout" else subprocess.DEVNULL,
        stderr=theirs if screen == "stderr" else subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    os.set_blocking(ours, False)
    try:
        return os.read(ours, 100_000).decode()
    except BlockingIOError:  # nothing was shown
        return ""
    finally:
        os.close(theirs)
        os.close(ours)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the machine's Chromium; the test is skipped where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        path = shutil.which(name)
        if path:
            return path
    pytest.skip("this machine has no Chromium")


@pytest.fixture(scope="session")
def weasyprint() -> None:
    """See that PDF can be made; the test is skipped where the extra `pdf`, or Pango, is absent."""
    try:
        require_pdf()
    except QuizgenError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the cited documents; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


def load_text(text: str, folder: Path) -> Loaded:
    """Load a one-file deck from its text; `id` and `title` are added where it has none."""
    if not text.startswith("id:") and "\nid:" not in text:
        text += "\nid: test\ntitle: Test\n"
    path = folder / "test.yaml"
    path.write_text(text, encoding="utf-8")
    deck, problems = load_deck(path)
    return deck, quote_lines(problems)


def places(problems: list[Problem]) -> list[tuple[int, int, str]]:
    """Give each problem as line, column and rule, in order."""
    return [(p.where.line, p.where.column, p.rule) for p in problems]
