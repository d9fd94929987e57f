"""Note types: the fields and cards that Anki keeps, their shape the same for ever.

A field or template added, removed or moved would make every note of a learner conflict; so
spare fields wait from the first release, and ids are pinned to names.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from string import Template

import genanki

from quizgen.model import AnkiSettings, NoteType, Words

TAIL = ("Note", "Source", "Hint", "Topic", "Spare 1", "Spare 2", "Spare 3", "Spare 4")
OPTIONS = 6
FIELDS = {
    "Question": ("Key", "Scope", "Question", "Answer", *TAIL),
    "Typed": ("Key", "Scope", "Question", "Answer", *TAIL, "Accepted"),
    "Cloze": ("Text", "Key", "Scope", *TAIL),
    "Choice": (
        "Key",
        "Scope",
        "Question",
        *(f"Option {i}" for i in range(1, OPTIONS + 1)),
        *(f"Why {i}" for i in range(1, OPTIONS + 1)),
        "Right",
        *TAIL,
    ),
}
"""The fields of each note type, the same since the first release and for ever."""


class PinnedModel(genanki.Model):  # type: ignore[misc] # genanki ships no types
    """A note type whose required field is known, not guessed from its template."""

    def __init__(self, *, required: int, modified: int, **options: object) -> None:
        super().__init__(**options)
        self._required = required
        self._modified = modified

    def to_json(self, _timestamp: float, deck_id: int) -> dict[str, object]:
        """Give the note type as Anki stores it, with its own date."""
        data: dict[str, object] = super().to_json(self._modified, deck_id)
        return data

    @property
    def _req(self) -> list[list[object]]:
        return [[0, "any", [self._required]]]


def note_type(name: str, words: Words, settings: AnkiSettings) -> NoteType:
    """Give a note type with our layouts, in the deck's language, and the deck's own style."""
    return NoteType(
        name=name,
        fields=FIELDS[name],
        front=_layout(f"{name.lower()}.front.html", words, settings.forgive),
        back=_layout(f"{name.lower()}.back.html", words, settings.forgive),
        style=_read("style.css") + settings.style,
    )


def make_model(deck_id: str, deck_name: str, note_type: NoteType) -> PinnedModel:
    """Make genanki's model of a note type, with ids that follow from names alone."""
    name = note_type.name
    return PinnedModel(
        required=note_type.fields.index("Text" if name == "Cloze" else "Question"),
        modified=note_type.modified,
        model_id=model_id(deck_id, name),
        name=model_name(deck_name, name),
        model_type=genanki.Model.CLOZE if name == "Cloze" else genanki.Model.FRONT_BACK,
        fields=[
            {"name": field, "id": stable_id("field", deck_id, name, field), "font": "Arial"}
            for field in note_type.fields
        ],
        templates=[
            {
                "name": "Card",
                "id": stable_id("template", deck_id, name, "Card"),
                "qfmt": note_type.front,
                "afmt": note_type.back,
            }
        ],
        css=note_type.style,
        sort_field_index=note_type.fields.index("Key"),
    )


def type_names(deck_id: str) -> dict[int, str]:
    """Give our own names of a deck's note types by their ids."""
    return {model_id(deck_id, name): name for name in FIELDS}


def model_id(deck_id: str, note_type: str) -> int:
    """Give the id of a deck's note type, the same for ever, whatever learners call it."""
    return stable_id("model", deck_id, note_type)


def model_name(deck_name: str, note_type: str) -> str:
    """Give the name of a note type as learners see it."""
    return f"{deck_name} - {note_type}"


def deck_name(root: str, subdeck: str) -> str:
    """Give the name of a deck, or of one below it, as learners see it."""
    return f"{root}::{subdeck}" if subdeck else root


def stable_id(*parts: str) -> int:
    """Make an id for Anki from names: positive, below 2**53, the same for ever.

    >>> stable_id("deck", "planets") == stable_id("deck", "planets")
    True
    """
    digest = sha256("\0".join(parts).encode()).digest()
    return (1 << 41) + int.from_bytes(digest[:5])


def _layout(name: str, words: Words, forgive: tuple[str, ...]) -> str:
    """Read a card layout of ours; $words are filled in, {{Fields}} are Anki's to fill."""
    sort, side, *_ = name.split(".")
    shared = {
        "head": _read("head.html"),
        "tail": _read("tail.html"),
        "options": _options(side),
        "script": _script(sort),
    }
    text = Template(_read(name)).safe_substitute(shared)
    return Template(text).safe_substitute(
        language=words.language,
        direction=words.direction,
        source=words.phrases["source"],
        right=words.phrases["right"],
        not_right=words.phrases["not right"],
        also_right=words.phrases["also right"],
        your_choice=words.phrases["your choice"],
        forgive=" ".join(forgive),
    )


def _options(side: str) -> str:
    """List the options that a note has; only the back tells why a wrong one is wrong."""
    lines = []
    for i in range(1, OPTIONS + 1):
        mark = f'<span class="mark"></span><span class="text" dir="auto">{{{{Option {i}}}}}</span>'
        if side == "front":
            body = f'<button type="button" class="option" aria-pressed="false">{mark}</button>'
        else:
            why = f'<p class="why" dir="auto">{{{{Why {i}}}}}</p>'
            body = f'<div class="option">{mark}<span class="said"></span></div>{why}'
        lines.append(f'{{{{#Option {i}}}}}<li data-number="{i}">{body}</li>{{{{/Option {i}}}}}')
    return "\n".join(lines)


def _script(sort: str) -> str:
    if sort not in ("choice", "typed"):
        return ""
    return "(function () {\n" + _read("store.js") + _read(f"{sort}.js") + "})();"


def _read(name: str) -> str:
    return (files("quizgen.render") / "layouts" / "anki" / name).read_text(encoding="utf-8")
