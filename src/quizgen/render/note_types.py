"""Note types: the fields and cards that Anki keeps, their shape the same for ever.

A field or template added, removed or moved would make every note of a learner conflict; so
spare fields wait from the first release, and ids are pinned to names.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from string import Template

import genanki

from quizgen.model import Words

TAIL = ("Note", "Source", "Hint", "Topic", "Spare 1", "Spare 2", "Spare 3", "Spare 4")
QUESTION_FIELDS = ("Key", "Scope", "Question", "Answer", *TAIL)
CLOZE_FIELDS = ("Text", "Key", "Scope", *TAIL)


class PinnedModel(genanki.Model):  # type: ignore[misc] # genanki ships no types
    """A note type whose required fields are known, not guessed from its template."""

    def __init__(self, *, required: int, **options: object) -> None:
        super().__init__(**options)
        self._required = required

    @property
    def _req(self) -> list[list[object]]:
        return [[0, "any", [self._required]]]


def question_model(deck_id: str, deck_name: str, words: Words) -> PinnedModel:
    """Make the note type of recall cards."""
    return _model(deck_id, deck_name, "Question", QUESTION_FIELDS, words, required="Question")


def cloze_model(deck_id: str, deck_name: str, words: Words) -> PinnedModel:
    """Make the note type of cloze cards."""
    return _model(deck_id, deck_name, "Cloze", CLOZE_FIELDS, words, required="Text")


def stable_id(*parts: str) -> int:
    """Make an id for Anki from names: positive, below 2**53, the same for ever.

    >>> stable_id("deck", "planets") == stable_id("deck", "planets")
    True
    """
    digest = sha256("\0".join(parts).encode()).digest()
    return (1 << 41) + int.from_bytes(digest[:5])


def _model(
    deck_id: str, deck_name: str, name: str, fields: tuple[str, ...], words: Words, *, required: str
) -> PinnedModel:
    return PinnedModel(
        required=fields.index(required),
        model_id=stable_id("model", deck_id, name),
        name=f"{deck_name} - {name}",
        model_type=genanki.Model.CLOZE if name == "Cloze" else genanki.Model.FRONT_BACK,
        fields=[
            {"name": field, "id": stable_id("field", deck_id, name, field), "font": "Arial"}
            for field in fields
        ],
        templates=[
            {
                "name": "Card",
                "id": stable_id("template", deck_id, name, "Card"),
                "qfmt": _layout(f"{name.lower()}.front.html", words),
                "afmt": _layout(f"{name.lower()}.back.html", words),
            }
        ],
        css=_layout("style.css", words),
        sort_field_index=fields.index("Key"),
    )


def _layout(name: str, words: Words) -> str:
    """Read a card layout of ours; $words are filled in, {{Fields}} are Anki's to fill."""
    text = (files("quizgen.render") / "layouts" / "anki" / name).read_text(encoding="utf-8")
    return Template(text).substitute(
        language=words.language,
        direction=words.direction,
        source=words.phrases["source"],
    )
