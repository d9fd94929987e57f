"""Anki: dated notes become an .apkg of Question and Cloze notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from html import escape

from genanki.util import BASE91_TABLE

from quizgen.model import Artifact, Cloze, Deck, Note, Question, Recall, Reference
from quizgen.render.markup import anki_html, anki_text
from quizgen.render.note_types import cloze_model, question_model, stable_id
from quizgen.render.package import BulkDeck, NoteRow, StablePackage

_SPARES = ("", "", "", "")
_WEB_ADDRESS = re.compile(r"https?://[^\s\\]+", re.IGNORECASE)
"""What may become a link: `javascript:` and its like may not."""


def render_apkg(deck: Deck, notes: Sequence[Note]) -> Artifact:
    """Make the package of a deck: one note a question, `due` in the notes' order."""
    name = deck.anki.deck_name
    models = {
        "recall": question_model(deck.id, name, deck.words),
        "cloze": cloze_model(deck.id, name, deck.words),
    }
    rows = [_row(note, models[note.question.form].model_id) for note in notes]
    bulk = BulkDeck(stable_id("deck", deck.id), name, anki_text(deck.description), rows)
    for form, model in models.items():
        if any(note.question.form == form for note in notes):
            bulk.add_model(model)
    latest = max((note.modified for note in notes), default=0)
    return Artifact(f"{deck.id}.apkg", StablePackage(bulk).to_bytes(latest))


def note_guid(key: str) -> str:
    """Make a note's guid from its key alone, so that no rewording breaks a learner's history."""
    number = int.from_bytes(sha256(key.encode()).digest()[:8])
    letters = ""
    for _ in range(10):
        number, digit = divmod(number, len(BASE91_TABLE))
        letters += BASE91_TABLE[digit]
    return letters


def _row(note: Note, model_id: int) -> NoteRow:
    question = note.question
    match question.response:
        case Recall(answer):
            fields = (
                note.key,
                anki_text(question.scope),
                anki_html(question.prompt),
                anki_html(answer),
                *_tail(question),
            )
            cards: tuple[int, ...] = (0,)
        case Cloze(accepted):
            fields = (
                anki_html(question.prompt),
                note.key,
                anki_text(question.scope),
                *_tail(question),
            )
            cards = tuple(number - 1 for number in sorted(accepted))
        case other:
            raise TypeError(f"no note type for {type(other).__name__}")
    return NoteRow(
        guid=note_guid(note.key),
        note_id=note.created,
        model_id=model_id,
        modified=note.modified,
        tags=_tags(question),
        fields=fields,
        sort_field=note.key,
        cards=cards,
    )


def _tail(question: Question) -> tuple[str, ...]:
    sources = "<br>".join(_reference(reference) for reference in question.sources)
    return (
        anki_text(question.note),
        sources,
        anki_text(question.hint),
        anki_text(question.topic),
        *_SPARES,
    )


def _reference(reference: Reference) -> str:
    text = anki_text(", ".join(part for part in (reference.name, reference.locator) if part))
    if not _WEB_ADDRESS.fullmatch(reference.url):
        return text
    return f'<a href="{escape(reference.url.replace("[", "%5B"))}">{text}</a>'


def _tags(question: Question) -> tuple[str, ...]:
    """Give the note's tags, sorted: the deck and its topic, then the author's own."""
    root = f"{question.deck}::{question.topic}" if question.topic else question.deck
    return tuple(sorted({_tag(root), *(_tag(tag) for tag in question.tags)}))


def _tag(text: str) -> str:
    return re.sub(r"\s+", "_", text.strip())
