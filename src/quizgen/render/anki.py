"""Anki: cards become notes, and dated notes an .apkg."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import assert_never

from quizgen.model import (
    Artifact,
    Card,
    Choice,
    Cloze,
    Deck,
    Match,
    Note,
    Option,
    Order,
    Package,
    Question,
    Recall,
    Reference,
    Select,
    TrueFalse,
    join_wordings,
    media_names,
)
from quizgen.render.markup import anki_html, anki_text
from quizgen.render.note_types import FIELDS, deck_name, make_model, note_type, stable_id
from quizgen.render.package import BulkDeck, CardRow, NoteRow, StablePackage

_LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~"
)
"""The letters of guids, for ever."""
_PAIRS = [low + high for high in _LETTERS for low in _LETTERS]
_EMPTY = {name: dict.fromkeys(fields, "") for name, fields in FIELDS.items()}
_WEB_ADDRESS = re.compile(r"https?://[^\s\\]+", re.IGNORECASE)
"""What may become a link: `javascript:` and its like may not."""


def make_package(deck: Deck, cards: Sequence[Card]) -> Package:
    """Make the notes of a deck: one a question, in order, not dated yet.

    >>> from quizgen import ask_questions, choose_cards, load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> package = make_package(deck, choose_cards(deck, ask_questions(deck)[0]))
    >>> package.name, package.notes[0].key
    ('The planets', 'planets/mercury/which-place/recall')
    """
    notes = tuple(_note(card, deck.words.phrases) for card in cards)
    if deck.anki.subdecks == "topic":
        pairs = zip(notes, cards, strict=True)
        notes = tuple(note._replace(subdeck=_subdeck(card.question.topic)) for note, card in pairs)
    used = {note.note_type for note in notes}
    return Package(
        deck_id=deck.id,
        name=deck.anki.deck_name,
        description=_description(deck),
        note_types=tuple(note_type(name, deck.words, deck.anki) for name in FIELDS if name in used),
        notes=notes,
        media=deck.media,
    )


def _description(deck: Deck) -> str:
    """Describe the deck to learners: what it is, what it rests on, and its licence."""
    words = deck.words.phrases
    parts = [anki_text(deck.description)]
    names = [anki_text(source.name) for source in deck.sources.values()]
    if names:
        parts.append(words["sources"] + words["colon"] + words["semicolon"].join(names))
    if deck.licence:
        parts.append(words["licence"] + words["colon"] + anki_text(deck.licence))
    return "<br><br>".join(part for part in parts if part)


def render_apkg(package: Package, name: str = "") -> Artifact:
    """Write a dated package as an .apkg, in memory; `due` follows the notes' order.

    It is called after the deck's id, or `name`.

    >>> from quizgen import Lock, ask_questions, choose_cards, date_package, load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> package = make_package(deck, choose_cards(deck, ask_questions(deck)[0]))
    >>> dated, lock, _ = date_package(package, Lock(), now=1_800_000_000)
    >>> artifact = render_apkg(dated)
    >>> artifact.name, artifact.content[:2]
    ('planets.apkg', b'PK')
    """
    models = {
        each.name: make_model(package.deck_id, package.name, each) for each in package.note_types
    }
    decks = _deck_ids(package)
    bulk = BulkDeck(
        decks[""],
        package.name,
        package.description,
        subdecks={number: deck_name(package.name, way) for way, number in decks.items() if way},
        note_rows=_note_rows(package, {name: model.model_id for name, model in models.items()}),
        card_rows=_card_rows(package, decks),
    )
    for model in models.values():
        bulk.add_model(model)
    return Artifact(
        f"{name or package.deck_id}.apkg", StablePackage(bulk).to_bytes(_media(package))
    )


def _deck_ids(package: Package) -> dict[str, int]:
    """Give the ids of the deck, of all subdecks in use, and of those between them."""
    ways = {"", *(note.subdeck for note in package.notes)}
    for way in tuple(ways):
        parts = way.split("::")
        ways |= {"::".join(parts[:depth]) for depth in range(len(parts))}
    return {
        way: stable_id("deck", package.deck_id, *([way] if way else [])) for way in sorted(ways)
    }


def _media(package: Package) -> dict[str, bytes]:
    """Give the files that the package's notes show or play, by name."""
    if not package.media:
        return {}
    named = {name for note in package.notes for name in media_names(note.fields)}
    return {name: package.media[name].content for name in sorted(named & package.media.keys())}


def note_guid(key: str) -> str:
    """Make a note's guid from its key alone, so that no rewording breaks a learner's history."""
    number = int.from_bytes(sha256(key.encode()).digest()[:8])
    letters = ""
    for _ in range(5):
        number, digits = divmod(number, len(_PAIRS))
        letters += _PAIRS[digits]
    return letters


def _note(card: Card, words: Mapping[str, str]) -> Note:
    question = card.question
    prompt, tags = anki_html(question.prompt), _tags(question)
    shared = {
        "Key": question.id,
        "Scope": anki_text(question.scope),
        "Note": anki_text(question.note),
        "Source": _references(question.sources),
        "Hint": anki_text(question.hint),
        "Topic": anki_text(question.topic),
    }
    match question.response:
        case Recall(answer, accepted):
            name = "Typed" if question.form == "typed" else "Question"
            shared |= {"Question": prompt, "Answer": anki_html(answer)}
            if name == "Typed":
                shared["Accepted"] = anki_html(join_wordings(answer, accepted, "\n"))
            return Note(question.id, name, _fields(name, shared), tags, (0,))
        case Cloze(accepted=by_gap, numbers=numbers):
            fields = _fields("Cloze", shared | {"Text": prompt})
            ordinals = tuple(number - 1 for number in sorted(by_gap))
            return Note(question.id, "Cloze", fields, tags, ordinals, numbers)
        case Choice() | Select():
            how = words["select card"] if question.form == "select" else ""
            own = {"Question": prompt, **_option_fields(card.options, how)}
            fields = _fields("Choice", shared | own)
            return Note(question.id, "Choice", fields, tags, (0,))
        case TrueFalse() | Match() | Order():
            raise TypeError(f"{question.form} questions are for paper, not for cards")
        case unreachable:
            assert_never(unreachable)


def _option_fields(options: Sequence[Option], how: str) -> dict[str, str]:
    """Give options and reasons by their number, the numbers of the right ones, and what to do.

    `how` goes into the first spare field: with words there, several options can be chosen.
    """
    fields = {"Right": ",".join(str(i) for i, each in enumerate(options, start=1) if each.right)}
    fields["Spare 1"] = anki_text(how)
    for i, option in enumerate(options, start=1):
        fields[f"Option {i}"] = anki_html(option.text)
        fields[f"Why {i}"] = anki_html(option.reason)
    return fields


def _fields(name: str, content: dict[str, str]) -> dict[str, str]:
    """Put content into the order of the note type; spare fields stay empty."""
    return _EMPTY[name] | content


def _note_rows(package: Package, model_ids: Mapping[str, int]) -> Iterator[NoteRow]:
    for note in package.notes:
        yield (
            note.created,
            note_guid(note.key),
            model_ids[note.note_type],
            note.modified,
            f" {' '.join(note.tags)} ",
            "\x1f".join(note.fields.values()),
            note.key,
        )


def _card_rows(package: Package, decks: Mapping[str, int]) -> Iterator[CardRow]:
    """Number cards by their notes, so that each has one id on all machines of a learner.

    An id is a moment. Where any lies ahead, Anki deals out ids of its own at each import: then
    who imports on two machines, and syncs afterwards, has every card twice.
    """
    taken: set[int] = set()
    for due, note in enumerate(package.notes, start=1):
        deck = decks[note.subdeck]
        for card in note.cards:
            number = note.created + card
            while number in taken:
                number += 1
            taken.add(number)
            yield number, note.created, deck, card, note.modified, due


@lru_cache(maxsize=1000)
def _references(references: tuple[Reference, ...]) -> str:
    """Write where a fact stands: neighbours often stand in the same place."""
    return "<br>".join(_reference(reference) for reference in references)


def _reference(reference: Reference) -> str:
    text = anki_text(", ".join(part for part in (reference.name, reference.locator) if part))
    if not _WEB_ADDRESS.fullmatch(reference.url):
        return text
    return f'<a href="{escape(reference.url.replace("[", "%5B"))}">{text}</a>'


def _tags(question: Question) -> tuple[str, ...]:
    """Give the note's tags, sorted: the deck and its topic, then the author's own."""
    return _sort_tags(question.deck, question.topic, question.tags)


@lru_cache(maxsize=1000)
def _sort_tags(deck: str, topic: str, own: tuple[str, ...]) -> tuple[str, ...]:
    root = f"{deck}::{topic}" if topic else deck
    return tuple(sorted({_tag(root), *(_tag(tag) for tag in own)}))


def _subdeck(topic: str) -> str:
    """Give the way down to a topic's deck; Anki knows no deck without a name."""
    parts = (" ".join(part.split()) for part in topic.split("::"))
    return "::".join(part for part in parts if part)


def _tag(text: str) -> str:
    return re.sub(r"\s+", "_", text.strip())
