"""Packages: the same bytes on every machine, and ids that outlive a change of order."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, files_in, load_text
from packages import dated

from quizgen.ask import ask_questions
from quizgen.build import build
from quizgen.lock import Lock
from quizgen.render import render_apkg

CIRCUMSTANCES = {
    "east": (
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
        0o077,
    ),
    "west": (
        {
            "TZ": "America/St_Johns",
            "LC_ALL": "C",
            "PYTHONHASHSEED": "4294967295",
            "SOURCE_DATE_EPOCH": "1",
        },
        0o000,
    ),
}

Files = dict[str, bytes]


DECKS = ("elements", "microsoft-openai", "planets.yaml")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Give what a build of all decks writes, here and now."""
    out = tmp_path_factory.mktemp("built")
    for deck in DECKS:
        assert build(ROOT / "decks" / deck, out, locked=True).paths
    return files_in(out)


@pytest.fixture(scope="module")
def packages(built: Files) -> Files:
    """Give the packages of all decks."""
    found = {name: content for name, content in built.items() if name.endswith(".apkg")}
    assert len(found) == len(DECKS)
    return found


@pytest.mark.parametrize("name", CIRCUMSTANCES)
def test_bytes_do_not_depend_on_circumstances(tmp_path: Path, built: Files, name: str) -> None:
    environment, umask = CIRCUMSTANCES[name]
    shutil.copytree(ROOT / "decks", tmp_path / "decks")
    subprocess.run(
        [sys.executable, "-m", "quizgen", "build", "--quiet", "--locked"],
        cwd=tmp_path,
        env=os.environ | environment,
        umask=umask,
        check=True,
        timeout=120,
    )
    there = files_in(tmp_path / "dist")
    assert there.keys() == built.keys()
    assert [path for path in built if there[path] != built[path]] == []


def test_files_are_readable_whatever_the_umask(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "quizgen",
            "build",
            str(ROOT / "decks" / "planets.yaml"),
            "-q",
            "--locked",
        ],
        cwd=tmp_path,
        umask=0o077,
        check=True,
        timeout=120,
    )
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "dist" / "planets").iterdir()}
    assert modes == {0o644}


def test_the_zip_is_stored_and_dated_1980(packages: Files) -> None:
    for content in packages.values():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            count = len(archive.namelist()) - 2
            files = [str(number) for number in range(count)]
            assert archive.namelist() == ["collection.anki2", "media", *files]
            assert list(json.loads(archive.read("media"))) == files
            for info in archive.infolist():
                assert info.compress_type == zipfile.ZIP_STORED
                assert info.date_time == (1980, 1, 1, 0, 0, 0)
                assert info.create_system == 3
                assert info.external_attr == 0o644 << 16


def database(content: bytes) -> bytes:
    """Take the collection out of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("collection.anki2")


def test_the_header_of_the_collection_is_pinned(packages: Files) -> None:
    for content in packages.values():
        header = database(content)[:100]
        assert header.startswith(b"SQLite format 3\0")
        assert int.from_bytes(header[16:18]) == 4096, "page size"
        assert header[24:28] == header[92:96] == (1).to_bytes(4), "change counter"
        assert int.from_bytes(header[96:100]) == 3_040_000, "library version"


def test_nothing_in_the_collection_tells_the_time_or_the_place(packages: Files) -> None:
    for content in packages.values():
        collection = database(content)
        assert str(ROOT).encode() not in collection
        assert str(Path.home()).encode() + b"/" not in collection


def notes_in(content: bytes) -> dict[str, tuple[int, str, int]]:
    """Give the notes of a package by key: note id, guid, and `due` of the first card."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database(content))
    query = "select n.sfld, n.id, n.guid, min(c.due) from notes n join cards c on c.nid = n.id"
    rows = connection.execute(f"{query} group by n.id").fetchall()
    connection.close()
    return {key: (number, guid, due) for key, number, guid, due in rows}


def package(text: str, folder: Path, lock: Lock | None = None) -> tuple[bytes, Lock]:
    """Make the package of a deck, given as its text, and the lock that comes of it."""
    deck, problems = load_text(text, folder)
    assert problems == []
    made, new_lock = dated(deck, ask_questions(deck)[0], lock)
    return render_apkg(made).content, new_lock


def test_another_order_of_facts_changes_due_but_no_id(tmp_path: Path) -> None:
    facts = [f"    fact-{i}: {{front: front {i}, back: back {i}}}\n" for i in range(20)]
    head = "facts:\n  card:\n"
    first, lock = package(head + "".join(facts), tmp_path)
    second, _ = package(head + "".join(reversed(facts)), tmp_path, lock)
    there, back = notes_in(first), notes_in(second)
    assert {key: row[:2] for key, row in there.items()} == {
        key: row[:2] for key, row in back.items()
    }
    assert [there[f"test/fact-{i}/card/recall"][2] for i in range(20)] == list(range(1, 21))
    assert [back[f"test/fact-{i}/card/recall"][2] for i in range(20)] == list(range(20, 0, -1))


def test_ids_are_distinct_and_safe_for_javascript(packages: Files) -> None:
    for content in packages.values():
        notes = notes_in(content).values()
        assert len({number for number, _, _ in notes}) == len(notes)
        assert len({guid for _, guid, _ in notes}) == len(notes)
        assert all(0 < number < 2**53 for number, _, _ in notes)
