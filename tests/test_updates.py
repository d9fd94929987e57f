"""What a learner keeps when the next release is imported, by Anki's own importer and defaults."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import ImportCsvRequest
from anki.scheduler.v3 import CardAnswer, Scheduler
from anki_reader import AnkiReader, open_anki
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

    def __init__(self, folder: Path, cli: CommandLine) -> None:
        self.folder, self.cli = folder, cli
        self.deck = folder / "rivers.yaml"
        self.deck.write_text(DECK, encoding="utf-8")
        self.start = 1_700_000_000
        self.day = 0

    def change(self, old: str, new: str) -> None:
        """Edit the deck's text."""
        text = self.deck.read_text(encoding="utf-8")
        assert old in text
        self.deck.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, command: str, *options: str) -> bytes:
        """Build or release a day later; give the package."""
        self.day += 1
        epoch = str(self.start + 86_400 * self.day)
        done = self.cli(command, "rivers.yaml", *options, SOURCE_DATE_EPOCH=epoch)
        assert done.returncode == 0, done.stderr
        return (self.folder / "dist/rivers/rivers.apkg").read_bytes()

    def output(self, name: str) -> str:
        """Give a text file of the last build."""
        return (self.folder / "dist/rivers" / name).read_text(encoding="utf-8")


@pytest.fixture
def publisher(tmp_path: Path, cli: CommandLine) -> Publisher:
    """The deck's publisher, before the first release."""
    return Publisher(tmp_path, cli)


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[AnkiReader]:
    """A learner with an empty collection."""
    with open_anki(tmp_path / "learner") as reader:
        yield reader


def study(learner: AnkiReader) -> dict[tuple[str, int], tuple[int, ...]]:
    """Answer every card once, and give all schedules."""
    collection = learner.collection
    collection.decks.select(collection.decks.id_for_name("Rivers") or collection.decks.selected())
    scheduler = collection.sched
    assert isinstance(scheduler, Scheduler)
    while queued := scheduler.get_queued_cards(fetch_limit=1).cards:
        card = collection.get_card(queued[0].card.id)
        card.start_timer()
        answer = scheduler.build_answer(card=card, states=queued[0].states, rating=CardAnswer.EASY)
        scheduler.answer_card(answer)
    return schedules(learner)


def schedules(learner: AnkiReader) -> dict[tuple[str, int], tuple[int, ...]]:
    """Give due day, interval, ease and answers of each card, by its note's key and its ordinal."""
    found: dict[tuple[str, int], tuple[int, ...]] = {}
    for note in learner.notes():
        for card in note.cards:
            each = learner.collection.get_card(card.id)  # type: ignore[arg-type] # an id by NewType
            key = (note.fields["Key"], card.ordinal)
            found[key] = (each.due, each.ivl, each.factor, each.reps)
    return found


def edit(learner: AnkiReader, key: str, field: str, text: str, tag: str) -> None:
    """Change a field of a note and add a tag, as a learner does in the browser."""
    note = learner.collection.get_note(learner.note(key).id)  # type: ignore[arg-type] # as above
    note[field] = text
    note.add_tag(tag)
    learner.collection.update_note(note)


def test_changed_text_arrives_and_no_day_of_progress_is_lost(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("Black Sea", "Black Sea by a wide delta")
    done = learner.import_package(publisher.run("release"))
    assert (done.new, done.updated, done.conflicting) == (0, 1, 0)
    assert learner.note(DANUBE).fields["Answer"] == "Black Sea by a wide delta"
    assert schedules(learner) == before
    assert all(reps == 1 for _, _, _, reps in before.values())


def test_an_edit_of_the_learner_survives_where_the_release_changed_nothing(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    edit(learner, ODER, "Note", "My own mnemonic", "mine")
    publisher.change("Black Sea", "Black Sea by a wide delta")
    learner.import_package(publisher.run("release"))
    oder = learner.note(ODER)
    assert oder.fields["Note"] == "My own mnemonic"
    assert "mine" in oder.tags


def test_a_new_template_brings_new_cards_and_dates_no_old_note(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change(
        "      line:",
        '      which: {ask: "Which river is {{ length }} long?", answer: name}\n      line:',
    )
    done = learner.import_package(publisher.run("release"))
    assert (done.new, done.updated, done.conflicting) == (3, 0, 0)
    after = schedules(learner)
    assert {key: after[key] for key in before} == before


def test_a_blank_put_first_leaves_the_numbers_of_old_gaps(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("blank: [length]", "blank: [name, length]")
    done = learner.import_package(publisher.run("release"))
    assert (done.new, done.updated, done.conflicting) == (0, 3, 0)
    text = learner.note("rivers/danube/line/cloze").fields["Text"]
    assert text == "The {{c2::Danube}} is {{c1::2850 km}} long."
    after = schedules(learner)
    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 3


def test_an_edited_title_does_not_fork_the_deck(publisher: Publisher, learner: AnkiReader) -> None:
    learner.import_package(publisher.run("release"))
    publisher.change("title: Rivers", "title: Rivers of Europe")
    publisher.change("Black Sea", "the Black Sea")
    done = learner.import_package(publisher.run("release"))
    assert (done.new, done.updated) == (0, 1)
    assert {card.deck for note in learner.notes() for card in note.cards} == {"Rivers"}
    assert len(learner.note_types()) == 2


def test_drafts_between_two_releases_arrive_each_time(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.start = int(time.time())  # until 24.11, Anki dated updated notes by its own clock
    learner.import_package(publisher.run("release"))
    for old, new in (("Black", "Dark"), ("Dark", "Deep"), ("Deep", "Wide")):
        publisher.change(f"{old} Sea", f"{new} Sea")
        done = learner.import_package(publisher.run("build"))
        assert done.updated == 1
        assert learner.note(DANUBE).fields["Answer"] == f"{new} Sea"


def test_a_build_without_a_change_is_all_duplicates(
    publisher: Publisher, learner: AnkiReader
) -> None:
    first = publisher.run("release")
    learner.import_package(first)
    second = publisher.run("build")
    assert second == first
    assert learner.import_package(second).duplicate == 6


def test_an_older_release_imported_afterwards_changes_nothing(
    publisher: Publisher, learner: AnkiReader
) -> None:
    old = publisher.run("release")
    publisher.change("Black Sea", "the Black Sea")
    learner.import_package(publisher.run("release"))
    done = learner.import_package(old)
    assert (done.new, done.updated, done.conflicting) == (0, 0, 0)
    assert learner.note(DANUBE).fields["Answer"] == "the Black Sea"


def test_a_clock_that_stands_still_still_dates_changes_later(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    publisher.change("Black Sea", "the Black Sea")
    publisher.day = 0
    done = learner.import_package(publisher.run("release"))
    assert done.updated == 1


def test_a_retired_fact_leaves_the_package_and_is_marked_for_those_who_have_it(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("length: 840 km}", "length: 840 km, retired: its course was moved}")
    assert learner.import_package(publisher.run("release")).found == 4
    retired = (publisher.folder / "dist/rivers/rivers-retired.apkg").read_bytes()
    done = learner.import_package(retired)
    assert (done.new, done.updated, done.conflicting) == (0, 2, 0)
    oder = learner.note(ODER)
    assert oder.fields["Scope"] == "Retired: its course was moved"
    assert "quizgen::retired" in oder.tags
    assert schedules(learner) == before
    assert "## Retired" in publisher.output("CHANGES.md")


def test_a_fact_that_was_never_released_may_vanish(publisher: Publisher) -> None:
    publisher.run("build")
    publisher.change("    oder: {name: Oder, sea: Baltic Sea, length: 840 km}\n", "")
    publisher.run("build")


def test_a_template_taken_from_released_facts_is_told(
    publisher: Publisher, cli: CommandLine
) -> None:
    publisher.run("release")
    publisher.change("length: 840 km}", "length: 840 km, skip: [line]}")
    done = cli("build", "rivers.yaml")
    assert done.returncode == 0
    assert "learners have 'rivers/oder/line/cloze'" in done.stderr


def test_deleting_a_released_fact_is_refused(publisher: Publisher, cli: CommandLine) -> None:
    publisher.run("release")
    publisher.change("    oder: {name: Oder, sea: Baltic Sea, length: 840 km}\n", "")
    done = cli("build", "rivers.yaml")
    assert done.returncode == 1
    assert "learners have the fact 'oder'" in done.stderr
    assert "retired: <reason>" in done.stderr


def test_updates_txt_keeps_tags_and_brings_changes_and_new_notes(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    edit(learner, DANUBE, "Spare 1", "", "mine")
    publisher.change("Black Sea", 'the "Black" Sea')
    publisher.change(
        "    oder:", "    elbe: {name: Elbe, sea: North Sea, length: 1094 km}\n    oder:"
    )
    publisher.run("release")
    path = str(publisher.folder / "dist/rivers/updates.txt")
    metadata = learner.collection.get_csv_metadata(path=path, delimiter=None)
    log = learner.collection.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
    assert (len(log.updated), len(log.new), len(log.conflicting)) == (1, 2, 0)
    danube = learner.note(DANUBE)
    assert danube.fields["Answer"] == 'the "Black" Sea'
    assert "mine" in danube.tags
    after = schedules(learner)
    assert {key: after[key] for key in before} == before
    assert {card.deck for note in learner.notes() for card in note.cards} == {"Rivers"}


def test_changes_are_told_by_their_sort(publisher: Publisher) -> None:
    publisher.run("release")
    publisher.change("Black Sea", "the Black Sea")
    publisher.change("length: 812 km}", "length: 812 km, note: Its source is a glacier.}")
    publisher.run("release")
    changes = publisher.output("CHANGES.md")
    assert (
        "## The answer changed\n\n- Into which sea does the Danube flow? → the Black Sea" in changes
    )
    assert "## Note, source or tags changed" in changes
    assert "Oder" not in changes
    publisher.run("release")
    publisher.run("build")
    assert publisher.output("CHANGES.md") == changes, "what was told stays told"


def test_one_changed_fact_changes_its_lines_of_the_lock_only(publisher: Publisher) -> None:
    publisher.run("build")
    lock = publisher.folder / "rivers.anki.lock"
    before = lock.read_text(encoding="utf-8").splitlines()
    publisher.change("Black Sea", "the Black Sea")
    publisher.run("build")
    after = lock.read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0].startswith(f"note {DANUBE} ")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("lock 1\n", "lock 2\n", "lock-format"),
        ("lock 1\n", "", "lock-format"),
        ("\nend\n", "\n", "lock-truncated"),
        ("deck ", "<<<<<<< ours\ndeck ", "lock-conflict"),
        ("note rivers/oder", "note\trivers/oder", "lock-line"),
        ("note rivers/oder/sea/recall ", "note rivers/oder/line/cloze ", "lock-line"),
        ("deck ", "deck Rivers ", "lock-line"),
    ],
)
def test_a_damaged_lock_is_told_and_left_alone(
    old: str, new: str, rule: str, publisher: Publisher, cli: CommandLine
) -> None:
    publisher.run("release")
    lock = publisher.folder / "rivers.anki.lock"
    text = lock.read_text(encoding="utf-8")
    assert old in text
    lock.write_text(text.replace(old, new, 1), encoding="utf-8")
    damaged = lock.read_bytes()
    done = cli("build", "rivers.yaml")
    assert done.returncode == 1
    assert f"[{rule}]" in done.stderr
    assert "mend:" in done.stderr
    assert "Traceback" not in done.stderr
    assert lock.read_bytes() == damaged


def test_a_stale_lock_is_refused_when_locked(publisher: Publisher, cli: CommandLine) -> None:
    publisher.run("build")
    publisher.run("build", "--locked")
    publisher.change("Black Sea", "the Black Sea")
    done = cli("build", "rivers.yaml", "--locked")
    assert done.returncode == 1
    assert f"1 changed ({DANUBE})" in done.stderr


def test_a_suspended_and_a_moved_card_stay_so(publisher: Publisher, learner: AnkiReader) -> None:
    learner.import_package(publisher.run("release"))
    collection = learner.collection
    card = collection.get_card(learner.note(DANUBE).cards[0].id)  # type: ignore[arg-type] # an id
    collection.sched.suspend_cards([card.id])
    mine = collection.decks.id("Mine")
    assert mine is not None
    collection.set_deck([card.id], mine)
    publisher.change("Black Sea", "the Black Sea")
    assert learner.import_package(publisher.run("release")).updated == 1
    after = collection.get_card(card.id)
    assert after.queue == -1
    assert learner.note(DANUBE).cards[0].deck == "Mine"


def test_a_field_of_their_own_makes_packages_conflict_but_not_updates_txt(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    models = learner.collection.models
    model = models.by_name("Rivers - Question")
    assert model is not None
    models.add_field(model, models.new_field("My picture"))
    models.update_dict(model)
    publisher.change("Black Sea", "the Black Sea")
    assert learner.import_package(publisher.run("release")).conflicting == 3
    path = str(publisher.folder / "dist/rivers/updates.txt")
    metadata = learner.collection.get_csv_metadata(path=path, delimiter=None)
    log = learner.collection.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
    assert (len(log.updated), len(log.conflicting)) == (1, 0)
    danube = learner.note(DANUBE)
    assert danube.fields["Answer"] == "the Black Sea"
    assert "My picture" in danube.fields


def test_what_the_learner_made_of_the_look_stays_while_ours_does_not_change(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    models = learner.collection.models
    model = models.by_name("Rivers - Question")
    assert model is not None
    model["css"] += "\n.prompt { color: green; }"
    models.update_dict(model)
    publisher.change("Black Sea", "the Black Sea")
    assert learner.import_package(publisher.run("release")).updated == 1
    assert any("color: green" in each.css for each in learner.note_types())
