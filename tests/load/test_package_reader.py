"""The package reader: what Anki would read, without Anki; what is no package is told in a line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from anki_reader import open_anki
from conftest import load_text
from packages import NOW, apkg, edit_package, edit_types, zipped

from quizgen.ask import ask_questions
from quizgen.load import package_reader, read_package
from quizgen.problems import QuizgenError

TEXT = """\
kinds:
  river:
    fields: {name: text, sea: text, length: quantity}
    templates:
      sea: {ask: "Into which sea does the {{ name }} flow?", answer: sea}
      line: {state: "The {{ name }} is {{ length }} long.", blank: [name, length]}
facts:
  river:
    danube: {name: Danube, sea: "<Black> & Sea {{c1::x}}", length: 2850 km, tags: [long, a b]}
    oder: {name: Oder, sea: Baltic Sea, length: 840 km, topic: east}
"""


@pytest.fixture
def package(tmp_path: Path) -> bytes:
    """An .apkg of two facts."""
    deck, problems = load_text(TEXT, tmp_path)
    assert problems == []
    return apkg(deck, ask_questions(deck)[0])


def write(content: bytes, folder: Path) -> Path:
    """Write a package to be read."""
    path = folder / "some.apkg"
    path.write_bytes(content)
    return path


def test_notes_are_those_that_anki_reads(package: bytes, tmp_path: Path) -> None:
    shipped = read_package(write(package, tmp_path))
    with open_anki(tmp_path / "anki") as anki:
        anki.import_package(package)
        notes = anki.notes()
        assert [
            (
                note.created,
                note.guid,
                shipped.note_types[note.type_id].name,
                note.modified,
                note.fields,
                note.tags,
                note.cards,
                {note.deck},
            )
            for note in shipped.notes
        ] == [
            (
                note.id,
                note.guid,
                note.note_type,
                note.modified,
                note.fields,
                note.tags,
                tuple(card.ordinal for card in note.cards),
                {card.deck for card in note.cards},
            )
            for note in notes
        ]
        types = {each.id: each for each in anki.note_types()}
    assert types.keys() == shipped.note_types.keys()
    for key, each in shipped.note_types.items():
        assert (each.name, each.style, each.modified) == (types[key].name, types[key].css, NOW)
        assert tuple((field.name, field.id) for field in each.fields) == types[key].fields
        assert tuple((one.name, one.id) for one in each.templates) == types[key].templates


def test_a_package_of_the_other_legacy_name_is_read_too(package: bytes, tmp_path: Path) -> None:
    expected = read_package(write(package, tmp_path))
    other = edit_package(package, lambda _: None, name="collection.anki21")
    assert read_package(write(other, tmp_path)) == expected


def test_a_database_that_wants_a_journal_is_read_too(package: bytes, tmp_path: Path) -> None:
    expected = read_package(write(package, tmp_path))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        database = bytearray(archive.read("collection.anki2"))
    database[18:20] = b"\2\2"
    content = zipped({"collection.anki2": bytes(database)})
    assert read_package(write(content, tmp_path)) == expected


def told(content: bytes, folder: Path) -> str:
    """Read what is no package of ours; give the line that says so."""
    with pytest.raises(QuizgenError) as error:
        read_package(write(content, folder))
    return str(error.value)


def test_what_is_no_package_is_told(package: bytes, tmp_path: Path) -> None:
    assert "no Anki package" in told(b"", tmp_path)
    assert "no Anki package" in told(b"title: A deck", tmp_path)
    assert "it holds no collection" in told(zipped({"readme.txt": b"x"}), tmp_path)
    assert "damaged" in told(package[: len(package) // 2], tmp_path)
    with pytest.raises(QuizgenError, match="cannot read"):
        read_package(tmp_path / "missing.apkg")
    with pytest.raises(QuizgenError, match="cannot read"):
        read_package(tmp_path)


def test_a_newer_format_is_named(package: bytes, tmp_path: Path) -> None:
    newer = zipped({"meta": b"\x08\x03", "collection.anki21b": b"", "collection.anki2": b""})
    assert "collection.anki21b" in told(newer, tmp_path)
    later = edit_package(package, lambda database: database.execute("UPDATE col SET ver = 18"))
    assert "newer format" in told(later, tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM col",
        "DROP TABLE notes",
        "DROP TABLE cards",
        "UPDATE col SET ver = 'x'",
        "UPDATE col SET models = ''",
        "UPDATE col SET models = '[]'",
        "UPDATE col SET models = '{\"1\": 2}'",
        "UPDATE col SET models = '{}'",
        "UPDATE col SET decks = '" + "[" * 100_000 + "'",
        'UPDATE col SET decks = \'{"1": {"id": 1, "name": "\\ud800"}}\'',
        "UPDATE notes SET flds = 'only one'",
        "UPDATE notes SET flds = flds || char(31)",
        "UPDATE notes SET flds = x'ff00'",
        "UPDATE notes SET flds = cast(x'ff' as text)",
        "UPDATE notes SET mod = 'soon'",
        "DROP TABLE notes; CREATE VIEW notes AS SELECT 1 AS id",
    ],
)
def test_a_damaged_collection_is_told(statement: str, package: bytes, tmp_path: Path) -> None:
    damaged = edit_package(package, lambda database: database.executescript(statement))
    assert "is damaged" in told(damaged, tmp_path)


@pytest.mark.parametrize("part", ["id", "name", "flds", "tmpls", "css", "mod"])
def test_a_note_type_without_a_part_is_told(part: str, package: bytes, tmp_path: Path) -> None:
    assert "is damaged" in told(edit_types(package, lambda model: model.pop(part)), tmp_path)


def test_any_flipped_byte_gives_values_or_a_line(package: bytes, tmp_path: Path) -> None:
    for place in range(0, len(package), 997):
        damaged = bytearray(package)
        damaged[place] ^= 0xFF
        try:
            read_package(write(bytes(damaged), tmp_path))
        except QuizgenError:
            continue


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"SQLite format 3\0" + b"\xff" * 100,
        lambda database: database[:5000],
    ],
)
def test_a_broken_database_is_told(
    damage: Callable[[bytes], bytes], package: bytes, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        database = archive.read("collection.anki2")
    content = zipped({"collection.anki2": damage(database)})
    assert "damaged" in told(content, tmp_path)


def test_a_database_beyond_the_bound_is_not_unpacked(
    package: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package_reader, "MOST_BYTES", 10_000)
    assert "too large" in told(package, tmp_path)
