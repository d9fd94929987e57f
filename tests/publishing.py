"""Publishing: a deck and its releases, and what a learner does with the cards in between."""

from __future__ import annotations

import itertools
import time
from pathlib import Path
from typing import NamedTuple

from anki.cards import CardId
from anki.notes import NoteId
from anki.scheduler.v3 import CardAnswer, Scheduler
from anki_reader import AnkiReader, Imported
from conftest import CommandLine

DECK = """\
id: rivers
title: Rivers
source: atlas
sources: {atlas: {name: The atlas}}
kinds:
  river:
    fields: {name: text, sea: text, length: quantity}
    templates:
      sea: {ask: "Into which sea does the {{ name }} flow?", answer: sea}
      line: {state: "The {{ name }} is {{ length }} long.", blank: [length]}
facts:
  river:
    danube: {name: Danube, sea: Black Sea, length: 2850 km}
    rhone: {name: Rhône, sea: Mediterranean Sea, length: 812 km}
    oder: {name: Oder, sea: Baltic Sea, length: 840 km}
"""
DANUBE = "rivers/danube/sea/recall"
ODER = "rivers/oder/sea/recall"


class Publisher:
    """A deck whose releases follow each other by a day."""

    def __init__(self, folder: Path, cli: CommandLine, deck: str = DECK) -> None:
        self.folder, self.cli = folder, cli
        self.deck, self.lock = folder / "rivers.yaml", folder / "rivers.anki.lock"
        self.deck.write_text(deck, encoding="utf-8")
        self.start = 1_700_000_000
        self.day = 0

    def change(self, old: str, new: str) -> None:
        """Edit the deck's text."""
        text = self.deck.read_text(encoding="utf-8")
        assert old in text
        self.deck.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, command: str = "build", *options: str, expect: int = 0) -> bytes:
        """Build or release a day later; give the package."""
        self.day += 1
        epoch = str(self.start + 86_400 * self.day)
        done = self.cli(command, "rivers.yaml", *options, SOURCE_DATE_EPOCH=epoch)
        assert done.returncode == expect, done.stderr
        return (self.folder / "dist/rivers/rivers.apkg").read_bytes()

    def output(self, name: str) -> str:
        """Give a text file of the last build."""
        return (self.folder / "dist/rivers" / name).read_text(encoding="utf-8")


class Progress(NamedTuple):
    """What a learner would miss: a card's schedule, its answers in the review log, its deck."""

    queue: int
    due: int
    interval: int
    ease: int
    answers: int
    logged: int
    deck: str


Schedules = dict[tuple[str, int], Progress]
"""Progress by the key of a note and the ordinal of a card."""


def study(learner: AnkiReader, deck: str = "Rivers") -> Schedules:
    """Answer every card of a deck once, and give all schedules.

    Each answer has a moment of its own within one second: Anki moves an answer of the same
    millisecond on, and its check then mends a card whose answer so came into the next second.
    """
    collection = learner.collection
    collection.decks.select(collection.decks.id_for_name(deck) or collection.decks.selected())
    limits = collection.decks.config_dict_for_deck_id(collection.decks.selected())
    limits["new"] |= {"perDay": 9999, "bury": False}
    collection.decks.update_config(limits)
    scheduler = collection.sched
    assert isinstance(scheduler, Scheduler)
    moments = itertools.count(int(time.time() - 1) * 1000)
    while queued := scheduler.get_queued_cards(fetch_limit=1).cards:
        card = collection.get_card(CardId(queued[0].card.id))
        card.start_timer()
        answer = scheduler.build_answer(card=card, states=queued[0].states, rating=CardAnswer.EASY)
        answer.answered_at_millis = next(moments)
        scheduler.answer_card(answer)
    return schedules(learner)


def schedules(learner: AnkiReader) -> Schedules:
    """Give the progress of every card."""
    database = learner.collection.db
    assert database is not None
    rows = database.all("select cid, count() from revlog group by cid")
    logged = {int(card): int(count) for card, count in rows}
    found: Schedules = {}
    for note in learner.notes():
        for card in note.cards:
            each = learner.collection.get_card(CardId(card.id))
            found[note.fields["Key"], card.ordinal] = Progress(
                each.queue, each.due, each.ivl, each.factor, each.reps,
                logged.get(card.id, 0), card.deck,
            )  # fmt: skip
    return found


def edit(learner: AnkiReader, key: str, field: str, text: str, tag: str) -> None:
    """Change a field of a note and add a tag, as a learner does in the browser."""
    note = learner.collection.get_note(NoteId(learner.note(key).id))
    note[field] = text
    note.add_tag(tag)
    learner.collection.update_note(note)


def import_updates(learner: AnkiReader, publisher: Publisher) -> Imported:
    """Import updates.txt as Anki's window offers to."""
    return learner.import_text(publisher.folder / "dist/rivers/updates.txt")
