"""Packages: genanki's deck and package, written in bulk and to the same bytes everywhere."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

_NOTE_ROW = "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')"
_CARD_ROW = "INSERT INTO cards VALUES(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)

# Bytes of an SQLite header that tell which library wrote it, and how often.
_CHANGE_COUNTER, _VERSION_VALID_FOR, _LIBRARY_VERSION = slice(24, 28), slice(92, 96), slice(96, 100)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as Anki stores it: its cards are the ordinals of its note type's templates.

    `modified` is in seconds since 1970, `note_id` in milliseconds.
    """

    guid: str
    note_id: int
    model_id: int
    modified: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    sort_field: str
    cards: tuple[int, ...]


class BulkDeck(genanki.Deck):  # type: ignore[misc] # genanki ships no types
    """A deck of ready rows, in order: `due` is the place in it."""

    def __init__(self, deck_id: int, name: str, description: str, rows: Sequence[NoteRow]) -> None:
        super().__init__(deck_id, name, description)
        self.rows = rows

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, _id_gen: object) -> None:
        """Write deck, note types, notes and cards, each kind of row in one go."""
        decks = json.loads(cursor.execute("SELECT decks FROM col").fetchone()[0])
        decks[str(self.deck_id)] = self.to_json()
        models = {
            str(key): model.to_json(timestamp, self.deck_id) for key, model in self.models.items()
        }
        cursor.execute(
            "UPDATE col SET decks = ?, models = ?",
            (json.dumps(decks, sort_keys=True), json.dumps(models, sort_keys=True)),
        )
        cursor.executemany(
            _NOTE_ROW,
            (
                (
                    row.note_id,
                    row.guid,
                    row.model_id,
                    row.modified,
                    f" {' '.join(row.tags)} ",
                    "\x1f".join(row.fields),
                    row.sort_field,
                )
                for row in self.rows
            ),
        )
        cursor.executemany(
            _CARD_ROW,
            (
                (row.note_id * 1000 + card, row.note_id, self.deck_id, card, row.modified, due)
                for due, row in enumerate(self.rows, start=1)
                for card in row.cards
            ),
        )


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
            database = bytearray(connection.serialize())
        finally:
            connection.close()
        database[_CHANGE_COUNTER] = database[_VERSION_VALID_FOR] = (1).to_bytes(4)
        database[_LIBRARY_VERSION] = (3_040_000).to_bytes(4)
        names = dict(enumerate(sorted(media)))
        files = {str(number): media[name] for number, name in names.items()}
        listing = json.dumps(names).encode()
        return _zip({"collection.anki2": bytes(database), "media": listing, **files})


def _zip(members: dict[str, bytes]) -> bytes:
    """Store the members uncompressed: deflate differs from machine to machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()
