"""The package reader: an .apkg becomes values, without Anki. Packages may come from strangers."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.model import (
    ShippedField,
    ShippedNote,
    ShippedPackage,
    ShippedTemplate,
    ShippedType,
)
from quizgen.problems import QuizgenError

if TYPE_CHECKING:
    import sqlite3

MOST_BYTES = 500_000_000
"""A larger database is refused, whatever its zip claims to hold."""

_COLLECTIONS = ("collection.anki21", "collection.anki2")
"""The databases of the format that every client reads; where both are there, the first counts."""
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, TypeError, NotImplementedError,
    RecursionError,
)  # fmt: skip
_NEWER = "collection.anki21b"
_LEGACY_SCHEMA = 11
_PLAIN_ZIP = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_JOURNAL_BYTES = slice(18, 20)
"""Of a database in memory, the header must not ask for a journal in a file beside it."""

Decks = Mapping[int, str]


def read_package(path: Path) -> ShippedPackage:
    """Read what an .apkg holds. Raises QuizgenError for what is none."""
    import sqlite3

    content, media = _read_archive(path)
    database = bytearray(content)
    database[_JOURNAL_BYTES] = b"\1\1"
    with _told(path), closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(bytes(database))
        connection.execute("PRAGMA trusted_schema = OFF")
        _hold_to_tables(connection)
        version, models, decks = connection.execute("SELECT ver, models, decks FROM col").fetchone()
        if version > _LEGACY_SCHEMA:
            raise _newer_format(path)
        types = {each.id: each for each in map(_note_type, _rows(models))}
        rows = tuple(_rows(decks))
        names = {_number(row["id"]): _text(row["name"]) for row in rows}
        described = {_text(row["name"]): _text(row.get("desc", "")) for row in rows}
        notes = tuple(_notes(connection, types, names))
        return ShippedPackage(types, notes, described, media)


def _read_archive(path: Path) -> tuple[bytes, dict[str, str]]:
    """Unpack the collection, and hash the files beside it; never more than `MOST_BYTES`."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if _NEWER in names:
                raise _newer_format(path)
            name = next((each for each in _COLLECTIONS if each in names), "")
            if not name:
                raise QuizgenError(f"'{path}' is no Anki package: it holds no collection")
            return archive.read(_member(archive, name)), _hash_media(archive)
    except OSError as error:
        raise QuizgenError(f"cannot read '{path}': {error.strerror or error}") from error
    except _DAMAGE as error:
        raise QuizgenError(f"'{path}' is no Anki package, or a damaged one: {error}") from error


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """Find a file that Anki would read too, and that does not unfold without end."""
    info, path = archive.getinfo(name), archive.filename
    if info.file_size > MOST_BYTES:
        raise QuizgenError(f"'{path}' is too large: over {MOST_BYTES:,} bytes in '{name}'")
    if info.compress_type not in _PLAIN_ZIP or info.flag_bits & 1:
        raise QuizgenError(f"'{path}' is packed in a way that Anki does not read either")
    return info


def _hash_media(archive: zipfile.ZipFile) -> dict[str, str]:
    """Hash each file of media by its name; the archive knows them by numbers."""
    members = set(archive.namelist())
    if "media" not in members:
        return {}
    listing: object = json.loads(archive.read(_member(archive, "media")))
    hashes = {}
    for number, name in _object(listing).items():
        if number in members:
            content = archive.read(_member(archive, number))
            hashes[_text(name)] = sha256(content).hexdigest()
    return hashes


def _newer_format(path: Path) -> QuizgenError:
    return QuizgenError(
        f"'{path}' is a package in Anki's newer format (collection.anki21b); export it again "
        "with 'Support older Anki versions'"
    )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn a collection that cannot be understood into a line for the user."""
    import sqlite3

    try:
        yield
    except (sqlite3.Error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise QuizgenError(f"the collection in '{path}' is damaged: {error}") from error


def _hold_to_tables(connection: sqlite3.Connection) -> None:
    """Refuse a view in a table's place: it could compute for ever."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    missing = {"col", "notes", "cards"} - {str(name) for (name,) in rows}
    if missing:
        raise ValueError(f"it has no table '{min(missing)}'")


def _notes(
    connection: sqlite3.Connection, types: Mapping[int, ShippedType], decks: Decks
) -> Iterator[ShippedNote]:
    cards: dict[int, list[int]] = defaultdict(list)
    places: dict[int, str] = {}
    for note, ordinal, deck in connection.execute("SELECT nid, ord, did FROM cards ORDER BY ord"):
        cards[note].append(int(ordinal))
        places.setdefault(note, decks.get(deck, ""))
    rows = connection.execute("SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id")
    for note, guid, type_id, modified, tags, fields in rows:
        if type_id not in types:
            raise ValueError(f"the note '{guid}' has no note type")
        yield ShippedNote(
            guid=_text(guid),
            created=_number(note),
            modified=_number(modified),
            type_id=type_id,
            fields=_fields(types[type_id], _text(fields)),
            tags=tuple(tag for tag in _text(tags).split(" ") if tag),
            cards=tuple(cards[note]),
            deck=places.get(note, ""),
        )


def _fields(note_type: ShippedType, text: str) -> dict[str, str]:
    """Part a note's fields; Anki too refuses a package with more or fewer than there are names."""
    names = [field.name for field in note_type.fields]
    texts = text.split("\x1f")
    if len(texts) != len(names):
        raise ValueError(f"a note has {len(texts)} fields, its note type has {len(names)}")
    return dict(zip(names, texts, strict=True))


def _note_type(row: Mapping[str, object]) -> ShippedType:
    if not row["tmpls"]:
        raise ValueError("a note type has no card template")
    return ShippedType(
        id=_number(row["id"]),
        name=_text(row["name"]),
        fields=tuple(
            ShippedField(_text(field["name"]), _pinned(field)) for field in _list(row["flds"])
        ),
        templates=tuple(
            ShippedTemplate(
                _text(each["name"]), _text(each["qfmt"]), _text(each["afmt"]), _pinned(each)
            )
            for each in _list(row["tmpls"])
        ),
        style=_text(row["css"]),
        modified=_number(row["mod"]),
    )


def _rows(text: object) -> Iterator[Mapping[str, object]]:
    """Read a column of JSON: objects by id."""
    table: object = json.loads(_text(text))
    yield from map(_object, _object(table).values())


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"'{value}' is no object")
    return value


def _list(value: object) -> Iterator[Mapping[str, object]]:
    if not isinstance(value, list):
        raise TypeError(f"'{value}' is no list")
    yield from map(_object, value)


def _pinned(row: Mapping[str, object]) -> int | None:
    value = row.get("id")
    return None if value is None else _number(value)


def _number(value: object) -> int:
    """Take a number; JSON of other programs writes ids as text too."""
    if not isinstance(value, int | str):
        raise TypeError(f"'{value}' is no number")
    return int(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"'{value!r:.80}' is no text")
    value.encode()  # JSON can hold half characters, which no file takes
    return value
