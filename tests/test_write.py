"""Write: whole or not at all, whatever the disk does, and never what is not ours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quizgen.model import Artifact
from quizgen.problems import QuizgenError
from quizgen.write import MANIFEST, write_artifacts, write_beside, write_new

OLD = (Artifact("one.txt", b"old one"), Artifact("two.txt", b"old two"))
NEW = (Artifact("one.txt", b"new one"), Artifact("two.txt", b"new two"))


def contents(folder: Path) -> dict[str, bytes]:
    """Give all files in a folder but our list of them, hidden ones too."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and path.name != MANIFEST
    }


def test_writes_what_it_is_given_and_says_where(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    paths = write_artifacts(iter(NEW), out)
    assert paths == (out / "one.txt", out / "two.txt")
    assert contents(out) == {"one.txt": b"new one", "two.txt": b"new two"}


def test_removes_its_own_old_files_and_no_others(tmp_path: Path) -> None:
    write_artifacts(OLD, tmp_path)
    (tmp_path / "mine.txt").write_text("a teacher's own")
    write_artifacts(NEW[:1], tmp_path)
    assert contents(tmp_path) == {"one.txt": b"new one", "mine.txt": b"a teacher's own"}


def test_a_manifest_that_leads_elsewhere_removes_nothing(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("not ours")
    out = tmp_path / "out"
    out.mkdir()
    (out / MANIFEST).write_text(f"\na  ../other.txt\nb  {other}\nc  ..\nd  .\n\n")
    write_artifacts(NEW, out)
    assert other.read_text() == "not ours"


def test_a_manifest_that_is_no_text_is_none(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(b"\xff\xfe\x00")
    write_artifacts(NEW, tmp_path)
    assert contents(tmp_path) == {"one.txt": b"new one", "two.txt": b"new two"}


def test_writing_beside_leaves_what_was_built(tmp_path: Path) -> None:
    write_artifacts(OLD, tmp_path)
    write_beside([Artifact("three.txt", b"three")], tmp_path)
    expected = {"one.txt": b"old one", "two.txt": b"old two", "three.txt": b"three"}
    assert contents(tmp_path) == expected
    write_artifacts(NEW, tmp_path)
    assert contents(tmp_path)["three.txt"] == b"three"


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_full_disk_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    write_artifacts(OLD, tmp_path)
    calls = iter(range(1, 100))

    def full(_handle: int) -> None:
        if next(calls) == nth:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(QuizgenError, match="No space left on device"):
        write_artifacts(NEW, tmp_path)
    assert contents(tmp_path) == {"one.txt": b"old one", "two.txt": b"old two"}


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_failed_rename_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    write_artifacts(OLD, tmp_path)
    calls = iter(range(1, 100))
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if next(calls) == nth:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(QuizgenError, match="Permission denied"):
        write_artifacts(NEW, tmp_path)
    assert contents(tmp_path) == {"one.txt": b"old one", "two.txt": b"old two"}


def test_a_folder_in_the_way_leaves_the_old_files(tmp_path: Path) -> None:
    write_artifacts(OLD[:1], tmp_path)
    (tmp_path / "two.txt").mkdir()
    with pytest.raises(QuizgenError, match="cannot write"):
        write_artifacts(NEW, tmp_path)
    assert contents(tmp_path) == {"one.txt": b"old one"}


def test_a_file_in_place_of_the_folder_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(QuizgenError, match="cannot write to"):
        write_artifacts(NEW, tmp_path / "out" / "deck")
    with pytest.raises(QuizgenError, match="cannot write to"):
        write_beside(NEW, tmp_path / "out")
    with pytest.raises(QuizgenError, match="cannot write to"):
        write_new(NEW, tmp_path / "out")


def test_a_new_deck_touches_nothing_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text("mine")
    with pytest.raises(QuizgenError, match="is there already"):
        write_new(NEW, tmp_path)
    assert contents(tmp_path) == {"two.txt": b"mine"}


SIZE = 3_000_000
ENDLESS = f"""
import sys
from pathlib import Path
from quizgen.model import Artifact
from quizgen.write import write_artifacts
print("begun", flush=True)
for letter in b"bcdefghijklmnopqrstuvwxyz" * 1000:
    write_artifacts([Artifact("big.bin", bytes([letter]) * {SIZE})], Path(sys.argv[1]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill like that")
@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03, 0.07])
def test_a_killed_build_leaves_no_half_file(tmp_path: Path, delay: float) -> None:
    write_artifacts([Artifact("big.bin", b"a" * SIZE)], tmp_path)
    command = [sys.executable, "-c", ENDLESS, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.kill()
    content = (tmp_path / "big.bin").read_bytes()
    assert len(content) == SIZE
    assert content == content[:1] * SIZE
    write_artifacts([Artifact("big.bin", b"z" * SIZE)], tmp_path)
    assert (tmp_path / "big.bin").read_bytes() == b"z" * SIZE
