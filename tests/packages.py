"""Packages as a build makes them, on a clock of the test's own."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from typing import Any  # JSON of Anki's

from quizgen.compose import choose_cards
from quizgen.lock import Lock, date_package, number_gaps
from quizgen.model import Deck, Package, Question
from quizgen.render import make_package, render_apkg

NOW = 1_700_000_000


def dated(
    deck: Deck, questions: Iterable[Question], lock: Lock | None = None, now: int = NOW
) -> tuple[Package, Lock]:
    """Make and date the notes of a deck's recall and cloze questions; give the new lock too."""
    lock = lock or Lock()
    cards = choose_cards(deck, number_gaps(questions, lock))
    package = make_package(deck, cards)
    result, new_lock, _ = date_package(package, lock, now)
    return result, new_lock


def apkg(
    deck: Deck, questions: Iterable[Question], lock: Lock | None = None, now: int = NOW
) -> bytes:
    """Give the .apkg of a deck."""
    return render_apkg(dated(deck, questions, lock, now)[0]).content


def edit_package(
    content: bytes, edit: Callable[[sqlite3.Connection], object], name: str = "collection.anki2"
) -> bytes:
    """Change the database of an .apkg by hand, and pack it under a name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        database = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        edit(connection)
        connection.commit()
        return zipped({name: connection.serialize(), "media": b"{}"})


def edit_types(content: bytes, edit: Callable[[dict[str, Any]], object]) -> bytes:
    """Change each note type of an .apkg by hand, as Anki's JSON has it."""

    def change(connection: sqlite3.Connection) -> None:
        (text,) = connection.execute("SELECT models FROM col").fetchone()
        models = json.loads(text)
        for model in models.values():
            edit(model)
        connection.execute("UPDATE col SET models = ?", (json.dumps(models),))

    return edit_package(content, change)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Pack files as Anki does."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
