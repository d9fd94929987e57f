"""Packages: genanki's deck and package, written in bulk and to the same bytes everywhere."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from itertools import starmap

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

_NOTE_ROW = "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')"
_CARD_ROW = "INSERT INTO cards VALUES(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')"
_HEADER = 100
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)

# Bytes of an SQLite header that tell which library wrote it, and how often.
_CHANGE_COUNTER, _VERSION_VALID_FOR, _LIBRARY_VERSION = slice(24, 28), slice(92, 96), slice(96, 100)


NoteRow = tuple[int, str, int, int, str, str, str]
"""Id (milliseconds since 1970), guid, note type, date in seconds, tags, fields, sort field."""

CardRow = tuple[int, int, int, int, int, int]
"""Id, note, deck, ordinal of the note type's template, date in seconds, place in the deck."""


class BulkDeck(genanki.Deck):  # type: ignore[misc] # genanki ships no types
    """A deck of ready rows, in order; they are asked for once, when they are written.

    Its subdecks are names by id.
    """

    def __init__(
        self,
        deck_id: int,
        name: str,
        description: str,
        *,
        subdecks: Mapping[int, str],
        note_rows: Iterable[NoteRow],
        card_rows: Iterable[CardRow],
    ) -> None:
        super().__init__(deck_id, name, description)
        self.subdecks = subdecks
        self.note_rows = note_rows
        self.card_rows = card_rows

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, _id_gen: object) -> None:
        """Write deck, note types, notes and cards, each kind of row in one go."""
        decks = json.loads(cursor.execute("SELECT decks FROM col").fetchone()[0])
        for deck in (self, *starmap(genanki.Deck, self.subdecks.items())):
            decks[str(deck.deck_id)] = deck.to_json()
        models = {
            str(key): model.to_json(timestamp, self.deck_id) for key, model in self.models.items()
        }
        cursor.execute(
            "UPDATE col SET decks = ?, models = ?",
            (json.dumps(decks, sort_keys=True), json.dumps(models, sort_keys=True)),
        )
        cursor.executemany(_NOTE_ROW, self.note_rows)
        cursor.executemany(_CARD_ROW, self.card_rows)


class StablePackage(genanki.Package):  # type: ignore[misc] # genanki ships no types
    """A package whose bytes depend on its content alone."""

    def to_bytes(self, media: Mapping[str, bytes]) -> bytes:
        """Give the .apkg, with these files by name."""
        connection = sqlite3.connect(":memory:")
        try:
            connection.execute("PRAGMA page_size = 4096")
            connection.execute("PRAGMA secure_delete = ON")
            cursor = connection.cursor()
            cursor.executescript(APKG_SCHEMA.partition("CREATE INDEX")[0])
            cursor.executescript(APKG_COL)
            for deck in self.decks:
                deck.write_to_db(cursor, 0, None)
            connection.commit()
            connection.execute("VACUUM")
            database = connection.serialize()
        finally:
            connection.close()
        head = bytearray(database[:_HEADER])
        head[_CHANGE_COUNTER] = head[_VERSION_VALID_FOR] = (1).to_bytes(4)
        head[_LIBRARY_VERSION] = (3_040_000).to_bytes(4)
        names = dict(enumerate(sorted(media)))
        files = {str(number): (media[name],) for number, name in names.items()}
        listing = json.dumps(names).encode()
        collection = (head, memoryview(database)[_HEADER:])
        return _zip({"collection.anki2": collection, "media": (listing,), **files})


def _zip(members: Mapping[str, tuple[bytes | bytearray | memoryview, ...]]) -> bytes:
    """Store the members, given in pieces, uncompressed: deflate differs from machine to machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, pieces in members.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.file_size = sum(map(len, pieces))
            with archive.open(info, "w") as member:
                for piece in pieces:
                    member.write(piece)
    return buffer.getvalue()
