"""Anki's own judgement: import packages by its backend and read back what a learner would see."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
    ImportLogWithChanges,
)
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER as IF_NEWER
from anki.models import NotetypeId
from anki.notes import NoteId

_VOID = frozenset({"br", "hr", "img", "meta", "input", "link"})

Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What the importer logged: how many notes it found, and what became of them."""

    found: int
    new: int
    updated: int
    duplicate: int
    conflicting: int
    other: int


@dataclass(frozen=True, slots=True)
class AnkiCard:
    """A card as Anki stores and renders it; `front` and `back` are HTML without styles."""

    id: int
    ordinal: int
    due: int
    deck: str
    front: str
    back: str
    sounds: int


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note as Anki stores it, its cards by ordinal."""

    id: int
    guid: str
    note_type: str
    modified: int
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    cards: tuple[AnkiCard, ...]


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type with the ids pinned to its fields and templates, in their order."""

    id: int
    name: str
    cloze: bool
    sort_field: str
    fields: tuple[tuple[str, int | None], ...]
    templates: tuple[tuple[str, int | None], ...]
    css: str


@dataclass(frozen=True, slots=True)
class Health:
    """What Anki's own checks say; `made` and `mended` are (guid, ordinal) of all cards.

    `damage` is what its check of the database had to put right, "" where nothing.
    """

    damage: str
    empty_cards: int
    missing_media: tuple[str, ...]
    unused_media: tuple[str, ...]
    made: frozenset[tuple[str, int]]
    mended: frozenset[tuple[str, int]]


class AnkiReader:
    """A throw-away collection, and what can be read in it after imports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))
        self._numbers = itertools.count()

    def import_package(self, content: bytes) -> Imported:
        """Import an .apkg with the options that Anki's window offers first."""
        path = self.folder / f"import-{next(self._numbers)}.apkg"
        path.write_bytes(content)
        options = ImportAnkiPackageOptions(
            merge_notetypes=False,
            update_notes=IF_NEWER,
            update_notetypes=IF_NEWER,
            with_scheduling=False,
            with_deck_configs=False,
        )
        request = ImportAnkiPackageRequest(package_path=str(path), options=options)
        log = self.collection.import_anki_package(request).log
        self.collection.models._clear_cache()  # else note types are read as they were before
        return _count(log)

    def import_text(self, path: Path) -> Imported:
        """Import a text file as its own head asks for."""
        metadata = self.collection.get_csv_metadata(path=str(path), delimiter=None)
        request = ImportCsvRequest(path=str(path), metadata=metadata)
        return _count(self.collection.import_csv(request).log)

    def export_package(self, path: Path) -> None:
        """Export everything as an .apkg that older clients read too."""
        options = ExportAnkiPackageOptions(with_media=True, legacy=True)
        self.collection.export_anki_package(out_path=str(path), options=options, limit=None)

    def notes(self) -> tuple[AnkiNote, ...]:
        """Give all notes, in the order of their first card's `due`."""
        notes = map(self._note, self.collection.find_notes(""))
        return tuple(sorted(notes, key=lambda note: min(card.due for card in note.cards)))

    def note(self, key: str) -> AnkiNote:
        """Give the note of one question, by the key in its field `Key`."""
        return next(note for note in self.notes() if note.fields["Key"] == key)

    def search(self, text: str) -> set[str]:
        """Give the keys of the notes that a search in Anki's browser finds."""
        found = self.collection.find_notes(text)
        return {self.collection.get_note(note)["Key"] for note in found}

    def note_types(self) -> tuple[NoteType, ...]:
        """Give the note types that notes have, by name."""
        models = self.collection.models
        found = []
        for entry in models.all_use_counts():
            model = models.get(NotetypeId(entry.id))
            if not entry.use_count or model is None:
                continue
            found.append(
                NoteType(
                    id=model["id"],
                    name=model["name"],
                    cloze=model["type"] == 1,
                    sort_field=model["flds"][model["sortf"]]["name"],
                    fields=tuple((field["name"], field.get("id")) for field in model["flds"]),
                    templates=tuple((each["name"], each.get("id")) for each in model["tmpls"]),
                    css=model["css"],
                )
            )
        return tuple(sorted(found, key=lambda each: each.name))

    def health(self) -> Health:
        """Run Anki's checks: empty cards, media, integrity, and the cards that it had to make."""
        empty = sum(len(each.card_ids) for each in self.collection.get_empty_cards().notes)
        media = self.collection.media.check()
        made = self._all_cards()
        said, sound = self.collection.fix_integrity()
        return Health(
            damage="" if sound else said,
            empty_cards=empty,
            missing_media=tuple(media.missing),
            unused_media=tuple(media.unused),
            made=made,
            mended=self._all_cards(),
        )

    def _all_cards(self) -> frozenset[tuple[str, int]]:
        rows = self._database_rows("select n.guid, c.ord from cards c join notes n on n.id = c.nid")
        return frozenset((str(guid), int(ordinal)) for guid, ordinal in rows)

    def _database_rows(self, sql: str) -> list[tuple[str | int, ...]]:
        assert self.collection.db is not None
        return [tuple(row) for row in self.collection.db.all(sql)]

    def _note(self, note_id: NoteId) -> AnkiNote:
        note = self.collection.get_note(note_id)
        model = note.note_type()
        assert model is not None
        cards = []
        for card in note.cards():
            output = card.render_output(reload=True)
            cards.append(
                AnkiCard(
                    id=card.id,
                    ordinal=card.ord,
                    due=card.due,
                    deck=self.collection.decks.name(card.did),
                    front=output.question_text,
                    back=output.answer_text,
                    sounds=len(output.question_av_tags) + len(output.answer_av_tags),
                )
            )
        return AnkiNote(
            id=note.id,
            guid=note.guid,
            note_type=model["name"],
            modified=note.mod,
            fields=dict(note.items()),
            tags=tuple(note.tags),
            cards=tuple(cards),
        )


def _count(log: ImportLogWithChanges.Log) -> Imported:
    rest = (log.first_field_match, log.missing_notetype, log.missing_deck)
    return Imported(
        found=log.found_notes,
        new=len(log.new),
        updated=len(log.updated),
        duplicate=len(log.duplicate),
        conflicting=len(log.conflicting),
        other=sum(map(len, rest)) + len(log.empty_first_field),
    )


@contextmanager
def open_anki(folder: Path) -> Iterator[AnkiReader]:
    """Open a fresh collection in an empty folder, made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    reader = AnkiReader(folder)
    try:
        yield reader
    finally:
        reader.collection.close()


class HtmlReading(HTMLParser):
    """Reads a side or a field; `by_class` holds the text of each element that has a class."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.by_class: defaultdict[str, list[str]] = defaultdict(list)
        self.text = ""
        self._open: list[tuple[str, str, int]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note an element, and a line break as such."""
        named = {name: value or "" for name, value in attrs}
        self.elements.append((tag, named))
        if tag == "br":
            self.text += "\n"
        if tag not in _VOID:
            self._open.append((tag, named.get("class", ""), len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, which must be the last one opened."""
        opened, classes, start = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"
        for name in classes.split():
            self.by_class[name].append(self.text[start:])

    def handle_data(self, data: str) -> None:
        """Gather text."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """Refuse what we never write."""
        raise AssertionError(f"a comment: {data}")

    def close(self) -> None:
        """Insist that every element was closed."""
        super().close()
        assert self._open == [], "an element stays open"

    @property
    def skeleton(self) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        """Give elements and attributes, but for what follows from a text's lines and length."""
        return [
            (tag, tuple(sorted(_lasting(attributes))))
            for tag, attributes in self.elements
            if tag != "br" and (tag, attributes) != ("span", {})
        ]


def text_of(html: str) -> str:
    """Give the text content of HTML, `<br>` as a line break."""
    return HtmlReading(html).text


def _lasting(attributes: dict[str, str]) -> list[tuple[str, str]]:
    """Drop what depends on the text: columns of options, and what Anki notes of a cloze."""
    lasting = []
    for name, value in attributes.items():
        if name == "data-cloze" or (name == "content" and "style-src" in value):
            continue
        words = [word for word in value.split(" ") if not word.startswith("columns-")]
        lasting.append((name, " ".join(words)))
    return lasting
