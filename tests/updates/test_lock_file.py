"""The lock as a file: small changes, damage, and age."""

from __future__ import annotations

import pytest
from conftest import CommandLine
from publishing import DANUBE, Publisher


def test_one_changed_fact_changes_its_lines_of_the_lock_only(publisher: Publisher) -> None:
    publisher.run("build")
    lock = publisher.folder / "rivers.anki.lock"
    before = lock.read_text(encoding="utf-8").splitlines()
    publisher.change("Black Sea", "the Black Sea")
    publisher.run("build")
    after = lock.read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0].startswith(f"note {DANUBE} ")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("lock 1\n", "lock 3\n", "lock-format"),
        ("lock 1\n", "", "lock-format"),
        ("\nend\n", "\n", "lock-truncated"),
        ("deck ", "<<<<<<< ours\ndeck ", "lock-conflict"),
        ("note rivers/oder", "note\trivers/oder", "lock-line"),
        ("note rivers/oder/sea/recall ", "note rivers/oder/line/cloze ", "lock-line"),
        ("deck ", "deck Rivers ", "lock-line"),
        ("type Cloze ", "type Question ", "lock-line"),
        (" length=1", " length=1 name=1", "lock-line"),
        ("note rivers/oder/sea/", "note rivers/oder-sea/", "lock-line"),
    ],
)
def test_a_damaged_lock_is_told_and_left_alone(
    old: str, new: str, rule: str, publisher: Publisher, cli: CommandLine
) -> None:
    publisher.run("release")
    lock = publisher.folder / "rivers.anki.lock"
    text = lock.read_text(encoding="utf-8")
    assert old in text
    lock.write_text(text.replace(old, new, 1), encoding="utf-8")
    damaged = lock.read_bytes()
    done = cli("build", "rivers.yaml")
    assert done.returncode == 1
    assert f"[{rule}]" in done.stderr
    assert "mend:" in done.stderr
    assert "Traceback" not in done.stderr
    assert lock.read_bytes() == damaged


def test_a_stale_lock_is_refused_when_locked(publisher: Publisher, cli: CommandLine) -> None:
    publisher.run("build")
    publisher.run("build", "--locked")
    publisher.change("Black Sea", "the Black Sea")
    done = cli("build", "rivers.yaml", "--locked")
    assert done.returncode == 1
    assert f"1 changed ({DANUBE})" in done.stderr
