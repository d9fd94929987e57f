"""Rebuild: what did not change is left as it was built, and nothing else is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CommandLine

from quizgen.build import build, find_built

UNCHANGED = "unchanged since it was built"
PARTS = {
    "deck.yaml": "id: small\ntitle: Small\nsource: atlas\n",
    "sources.yaml": "atlas: {name: The atlas}\n",
    "kinds.yaml": "town: {fields: {name: text, plan: image?}, templates: "
    "{which: {ask: 'Which town is {{ name }}?', answer: plan}}}\n",
    "facts/cards.yaml": "card: {one: {front: Eins, back: uno}}\n",
    "facts/towns.yaml": "town: {rome: {name: Rome, plan: {file: a.svg, alt: seven hills}}}\n",
    "quizzes/all.yaml": "title: All\nsections: [{form: recall, count: 2}]\n",
    "media/a.svg": "<svg/>",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A deck without a problem, of all that a deck may be read from."""
    for name, text in PARTS.items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "small"


def built_files(out: Path) -> dict[str, tuple[bytes, int]]:
    """Give the content and the date of each file that was built."""
    found = (out / "small").iterdir()
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in found}


def test_an_unchanged_deck_is_left_as_it_was_built(
    cli: CommandLine, small: Path, tmp_path: Path
) -> None:
    assert UNCHANGED not in cli("build", small).stdout
    first = built_files(tmp_path / "dist")
    again = cli("build", small, "--locked", "--strict")
    assert (again.returncode, again.stdout) == (0, f"{small}: {UNCHANGED}\n")
    assert built_files(tmp_path / "dist") == first


def test_force_builds_the_same_bytes_again(cli: CommandLine, small: Path, tmp_path: Path) -> None:
    build(small, tmp_path / "dist")
    first = built_files(tmp_path / "dist")
    assert UNCHANGED not in cli("build", small, "--force").stdout
    second = built_files(tmp_path / "dist")
    assert {name: content for name, (content, _) in second.items()} == {
        name: content for name, (content, _) in first.items()
    }
    assert second["small.apkg"][1] > first["small.apkg"][1]


def add_comment(name: str) -> Callable[[Path, Path], object]:
    """Make a change of one file of the deck."""

    def change(deck: Path, _out: Path) -> None:
        path = deck / name
        path.write_text(path.read_text() + ("\n" if name.endswith("svg") else "# x\n"))

    return change


CHANGES: dict[str, Callable[[Path, Path], object]] = {
    **{f"{name} changed": add_comment(name) for name in PARTS},
    "a style is new": lambda deck, _: (deck / "style.css").write_text(".card { color: navy }"),
    "more facts": lambda deck, _: (deck / "facts" / "card.csv").open("a").write("id,front,back\n"),
    "a file moved": lambda deck, _: (deck / "facts" / "towns.yaml").rename(
        deck / "facts" / "cities.yaml"
    ),
    "the lock is gone": lambda deck, _: (deck / "anki.lock").unlink(),
    "an output is gone": lambda _, out: (out / "small.apkg").unlink(),
    "an output was altered": lambda _, out: (out / "all.html").write_text("scribbles"),
    "the list of outputs is gone": lambda _, out: (out / ".quizgen").unlink(),
    "the list of outputs is cut off": lambda _, out: os.truncate(out / ".quizgen", 40),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changed_is_built(
    small: Path,
    tmp_path: Path,
    change: Callable[[Path, Path], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "out"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    built = build(small, out)
    assert built.checked.problems == ()
    assert find_built(small, out) == built.paths
    change(small, out / "small")
    assert find_built(small, out) == ()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000001")
    again = build(small, out)
    assert find_built(small, out) == again.paths != ()


def test_a_file_changed_while_the_deck_is_read_is_seen_the_next_time(
    small: Path, tmp_path: Path
) -> None:
    def save(stage: str) -> None:
        if stage == "ask":  # all has been read
            (small / "facts" / "cards.yaml").write_text("card: {one: {front: Eins, back: une}}\n")

    assert build(small, tmp_path / "out", announce=save).paths
    assert find_built(small, tmp_path / "out") == ()


def test_a_lock_that_is_gone_is_refused_as_ever(cli: CommandLine, small: Path) -> None:
    assert cli("build", small).returncode == 0
    (small / "anki.lock").unlink()
    run = cli("build", small, "--locked")
    assert run.returncode == 1
    assert "[stale-lock]" in run.stderr


def test_an_edition_that_a_plan_excludes_is_missed_once_it_is_gone(
    cli: CommandLine, small: Path
) -> None:
    assert cli("quiz", small, "--plan", "all").returncode == 0
    [edition] = (small / "editions").glob("*.json")
    plan = "title: More\nsections: [{form: recall, count: 1}]\nexclude: [%s]\n"
    for name in ("three", "four"):
        fact = small / "facts" / f"{name}.yaml"
        fact.write_text(f"card: {{{name}: {{front: in Latin {name}, back: no {name}}}}}\n")
    (small / "quizzes" / "more.yaml").write_text(plan % edition.stem)
    assert cli("build", small).returncode == 0
    edition.unlink()
    gone = cli("build", small)
    assert gone.returncode == 1
    assert "no edition" in gone.stderr


def test_a_deck_with_a_warning_is_built_each_time_so_that_it_is_told(
    small: Path, tmp_path: Path
) -> None:
    (small / "deck.yaml").write_text("id: small\ntitle: Small\n")
    built = build(small, tmp_path / "out")
    assert {problem.rule for problem in built.checked.problems} == {"no-source"}
    assert built.paths
    assert find_built(small, tmp_path / "out") == ()


def test_a_copy_of_a_deck_never_passes_for_the_deck(
    cli: CommandLine, small: Path, tmp_path: Path
) -> None:
    build(small, tmp_path / "dist")
    shutil.copytree(small, tmp_path / "twin")
    run = cli("build", small, tmp_path / "twin")
    assert run.returncode == 1
    assert f"{small}: {UNCHANGED}" in run.stdout
    assert "[duplicate-id]" in run.stderr


def test_another_folder_is_built_from_nothing(small: Path, tmp_path: Path) -> None:
    build(small, tmp_path / "out")
    assert find_built(small, tmp_path / "elsewhere") == ()


def test_the_list_of_outputs_is_the_same_wherever_they_are_built(
    small: Path, tmp_path: Path
) -> None:
    build(small, tmp_path / "out")
    moved = shutil.copytree(small, tmp_path / "other" / "place" / "small")
    build(moved, tmp_path / "out2")
    lists = [(tmp_path / out / "small" / ".quizgen").read_bytes() for out in ("out", "out2")]
    assert lists[0] == lists[1]


def test_a_deck_that_cannot_be_read_is_never_unchanged(small: Path, tmp_path: Path) -> None:
    build(small, tmp_path / "out")
    shutil.move(small, tmp_path / "moved")
    assert find_built(small, tmp_path / "out") == ()
