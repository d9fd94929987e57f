"""Branches: two curators release apart from each other, and then merge deck and lock."""

from __future__ import annotations

from anki_reader import AnkiReader
from publishing import Publisher, schedules, study

ELBE = "    elbe: {name: Elbe, sea: North Sea, length: 1094 km}\n"
VOLGA = "    volga: {name: Volga, sea: Caspian Sea, length: 3530 km}\n"


def test_merged_branches_bring_each_learner_the_other_half(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.run("release")
    deck, lock = publisher.deck.read_text("utf-8"), publisher.lock.read_text("utf-8")
    publisher.change("    oder:", ELBE + "    oder:")
    learner.import_package(publisher.run("release"))
    before = study(learner)
    one = publisher.lock.read_text("utf-8")

    publisher.day -= 1  # the other branch is released at the same moment
    publisher.deck.write_text(deck, "utf-8")
    publisher.lock.write_text(lock, "utf-8")
    publisher.change("    rhone:", VOLGA + "    rhone:")
    publisher.run("release")
    publisher.change("    oder:", ELBE + "    oder:")
    publisher.lock.write_text(_merge(one, publisher.lock.read_text("utf-8")), "utf-8")

    done = learner.import_package(publisher.run("release"))
    assert (done.new, done.updated, done.conflicting) == (2, 0, 0)
    after = schedules(learner)
    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 2


def _merge(one: str, other: str) -> str:
    """Keep the lines of both locks, as a merge without a conflict does."""
    head, *_ = one.partition("note ")
    notes = {
        line for text in (one, other) for line in text.splitlines() if line.startswith("note ")
    }
    return head + "\n".join([*sorted(notes), "end"]) + "\n"
