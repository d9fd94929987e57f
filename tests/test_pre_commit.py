"""The hook for repositories of decks: pre-commit runs it where decks change."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, CommandLine

MANIFEST = ROOT / ".pre-commit-hooks.yaml"


def run_in(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, with pre-commit's own files there too."""
    home = {"PRE_COMMIT_HOME": str(folder / ".home"), "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(
        command, cwd=folder, env=os.environ | home, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path, cli: CommandLine) -> Path:
    """A git repository with a deck and our hook, which it runs from this installation."""
    (hook,) = yaml.safe_load(MANIFEST.read_text("utf-8"))
    hook |= {"language": "system", "entry": f"{sys.executable} -m {hook['entry']}"}
    config = {"repos": [{"repo": "local", "hooks": [hook | {"args": ["--strict"]}]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (tmp_path / "decks").mkdir()
    cli("new", "decks/capitals")
    run_in(tmp_path, "git", "init", "-q")
    run_in(tmp_path, "git", "add", "decks")
    return tmp_path


def hook_run(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the hook as a commit would."""
    return run_in(repository, sys.executable, "-m", "pre_commit", "run", *arguments)


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    judged = run_in(
        tmp_path, sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)
    )
    assert (judged.returncode, judged.stdout) == (0, "")


def test_the_hook_runs_what_is_installed() -> None:
    (hook,) = yaml.safe_load(MANIFEST.read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert hook["entry"].split()[0] in project["scripts"]


def test_a_sound_deck_passes_and_a_broken_one_does_not(repository: Path) -> None:
    passed = hook_run(repository)
    assert (passed.returncode, "Passed" in passed.stdout) == (0, True)
    facts = repository / "decks/capitals/facts/capitals.yaml"
    facts.write_text(facts.read_text("utf-8").replace("city: Lima", "ctiy: Lima"), "utf-8")
    run_in(repository, "git", "add", "decks")
    failed = hook_run(repository)
    assert failed.returncode == 1
    assert re.search(r"decks/capitals/facts/capitals.yaml:\d+:5: error: ", failed.stdout)
    assert "did you mean 'city'?" in failed.stdout


def test_other_files_do_not_wake_it(repository: Path) -> None:
    (repository / "notes.txt").write_text("to do\n")
    run_in(repository, "git", "add", "notes.txt")
    skipped = hook_run(repository, "--files", "notes.txt")
    assert (skipped.returncode, "Skipped" in skipped.stdout) == (0, True)
