"""Subdecks by topic: made where the deck asks, and for ever where learners have them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from anki_reader import AnkiReader, open_anki
from conftest import CommandLine
from hostile import quoted
from publishing import DANUBE, Publisher, import_updates, schedules, study

NEW = "    elbe: {name: Elbe, sea: North Sea, length: 1094 km, topic: north}\n    oder:"


@pytest.fixture
def publisher(tmp_path: Path, cli: CommandLine) -> Publisher:
    """The publisher of a deck with two topics, one of them in two steps, and a fact without."""
    publisher = Publisher(tmp_path, cli)
    publisher.change("title:", "anki: {subdecks: topic}\ntitle:")
    publisher.change("2850 km}", "2850 km, topic: south}")
    publisher.change("812 km}", "812 km, topic: south::France}")
    return publisher


def decks(learner: AnkiReader) -> dict[str, set[str]]:
    """Give the decks of each fact's cards."""
    found: dict[str, set[str]] = {}
    for note in learner.notes():
        fact = note.fields["Key"].split("/")[1]
        found.setdefault(fact, set()).update(card.deck for card in note.cards)
    return found


def names(learner: AnkiReader) -> set[str]:
    """Give the names of all decks but Anki's own."""
    return {each.name for each in learner.collection.decks.all_names_and_ids()} - {"Default"}


FIRST = {"danube": {"Rivers::south"}, "rhone": {"Rivers::south::France"}, "oder": {"Rivers"}}
DECKS = {"Rivers", "Rivers::south", "Rivers::south::France"}


def test_topics_become_decks_only_where_the_deck_asks(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("build"))
    assert decks(learner) == FIRST
    assert names(learner) == DECKS
    assert learner.note(DANUBE).tags == ("rivers::south",)
    publisher.change("anki: {subdecks: topic}\n", "")
    with open_anki(publisher.folder / "plain") as other:
        other.import_package(publisher.run("build"))
        assert names(other) == {"Rivers"}
        assert other.note(DANUBE).tags == ("rivers::south",)


CHANGES = {
    "the topic": ("topic: south}", "topic: the Danube}"),
    "all topics": ("topic: south", "topic: warm"),
    "the setting": ("anki: {subdecks: topic}\n", ""),
    "the title": ("title: Rivers", "title: Rivers of Europe"),
    "no topic": (", topic: south}", "}"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_released_cards_stay_in_their_decks(
    what: str, publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change(*CHANGES[what])
    publisher.change("Black Sea", "the Black Sea")
    publisher.change("blank: [length]", "blank: [length, name]")
    package = publisher.run("release")
    done = learner.import_package(package)
    assert (done.new, done.conflicting) == (0, 0)
    assert done.updated >= 4
    assert decks(learner) == FIRST
    assert names(learner) == DECKS
    after = schedules(learner)
    assert {key: after[key] for key in before} == before
    with open_anki(publisher.folder / "newcomer") as newcomer:
        newcomer.import_package(package)
        assert decks(newcomer) == FIRST


def test_a_setting_that_comes_later_holds_for_new_cards(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.change("anki: {subdecks: topic}\n", "")
    learner.import_package(publisher.run("release"))
    publisher.change("title:", "anki: {subdecks: topic}\ntitle:")
    publisher.change("    oder:", NEW)
    assert learner.import_package(publisher.run("release")).new == 2
    assert names(learner) == {"Rivers", "Rivers::north"}
    assert decks(learner)["danube"] == {"Rivers"}
    assert decks(learner)["elbe"] == {"Rivers::north"}


def test_updates_txt_puts_new_cards_into_their_deck_and_moves_none(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("    oder:", NEW)
    publisher.change("Black Sea", "the Black Sea")
    publisher.change("topic: south}", "topic: elsewhere}")
    publisher.run("release")
    done = import_updates(learner, publisher)
    assert (done.new, done.updated, done.conflicting, done.other) == (2, 2, 0, 0)
    assert decks(learner) == FIRST | {"elbe": {"Rivers::north"}}
    assert names(learner) == DECKS | {"Rivers::north"}
    after = schedules(learner)
    assert {key: after[key] for key in before} == before


def test_a_draft_follows_its_topic_until_it_is_released(publisher: Publisher) -> None:
    publisher.run("build")
    publisher.change("topic: south}", "topic: east}")
    publisher.run("build")
    assert f"note {DANUBE} " in (lock := publisher.lock.read_text(encoding="utf-8"))
    assert ' - "east"\n' in lock
    assert ' - "south"\n' not in lock


def test_a_lock_without_subdecks_is_read_and_written_as_before(publisher: Publisher) -> None:
    publisher.change("anki: {subdecks: topic}\n", "")
    publisher.run("release")
    assert "\nlock 1\n" in publisher.lock.read_text(encoding="utf-8")
    publisher.change("title:", "anki: {subdecks: topic}\ntitle:")
    publisher.change("    oder:", NEW)
    publisher.run("build")
    lines = publisher.lock.read_text(encoding="utf-8").splitlines()
    assert "lock 2" in lines
    assert [line.split("/")[1] for line in lines if '"north"' in line] == ["elbe", "elbe"]


def test_a_lost_lock_comes_back_with_its_subdecks(publisher: Publisher, cli: CommandLine) -> None:
    (publisher.folder / "old.apkg").write_bytes(publisher.run("release"))
    lost = publisher.lock.read_bytes()
    publisher.lock.unlink()
    assert cli("lock", "rivers.yaml", "--from", "old.apkg").returncode == 0
    assert publisher.lock.read_bytes() == lost


HOSTILE = {
    "::": set[str](), "a::::b": {"a", "a::b"}, "::a::": {"a"}, " a :: b ": {"a", "a::b"},
    "Money": {"Money"}, "a:b": {"a:b"}, "<b>&amp;": {"<b>&amp;"}, "שלום": {"שלום"},
    "{{c1::x}}": {"{{c1", "{{c1::x}}"}, 'say "x"': {'say "x"'}, "#a =1": {"#a =1"}, "*?_": {"*?_"},
    "x=1": {"x=1"}, "e\u0301": {"\u00e9"}, "a\u00a0b\u2028c": {"a b c"}, "a/b\\c": {"a/b\\c"},
}  # fmt: skip


def test_any_topic_names_a_deck_that_lasts(publisher: Publisher, learner: AnkiReader) -> None:
    rows = "".join(
        f"    f{i}: {{name: N{i}, sea: S{i}, length: {i + 1} km, topic: {quoted(topic)}}}\n"
        for i, topic in enumerate(HOSTILE)
    )
    publisher.change("    oder:", rows + "    oder:")
    learner.import_package(publisher.run("release"))
    expected = {f"Rivers::{way}" for ways in HOSTILE.values() for way in ways}
    assert names(learner) == DECKS | expected
    before = study(learner)
    lock = publisher.lock.read_bytes()
    publisher.change("flow?", "run?")
    publisher.run("release")
    assert import_updates(learner, publisher).updated == 3 + len(HOSTILE)
    package = (publisher.folder / "dist/rivers/rivers.apkg").read_bytes()
    assert learner.import_package(package).conflicting == 0
    assert names(learner) == DECKS | expected
    assert schedules(learner) == before
    assert len(lock.splitlines()) == len(publisher.lock.read_bytes().splitlines())


def test_thousands_of_subdecks_are_written_at_once(
    publisher: Publisher, learner: AnkiReader
) -> None:
    fact = "    f{0}: {{name: N{0}, sea: S{0}, length: 1{0} km, topic: t{0}}}\n"
    rows = "".join(map(fact.format, range(3000)))
    publisher.change("    oder:", rows + "    oder:")
    package = publisher.run("build")
    assert learner.import_package(package).new == 6006
    assert Counter(map(len, decks(learner).values())) == {1: 3003}
