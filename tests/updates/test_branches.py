"""Branches: two curators release apart from each other, and then merge deck and lock."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from anki_reader import AnkiReader, open_anki
from conftest import CommandLine
from publishing import DANUBE, ODER, Publisher, schedules, study

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


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_a_conflict_in_the_lock_is_joined_and_costs_no_learner_anything(
    style: str, publisher: Publisher, learner: AnkiReader, cli: CommandLine
) -> None:
    first = publisher.run("release")
    learner.import_package(first)
    before = study(learner)
    deck, base = publisher.deck.read_text("utf-8"), publisher.lock.read_text("utf-8")
    publisher.change("Black Sea", "the Black Sea")
    publisher.change("flow?", "run?")
    publisher.change("    oder:", ELBE + "    oder:")
    with open_anki(publisher.folder / "other") as other:
        other.import_package(publisher.run("release"))
        theirs, known = publisher.lock.read_text("utf-8"), study(other)
        publisher.deck.write_text(deck, "utf-8")
        publisher.lock.write_text(base, "utf-8")
        publisher.change("Baltic Sea", "the Baltic Sea")
        publisher.change("    rhone:", VOLGA + "    rhone:")
        publisher.run("build")
        marked = conflict(publisher.folder, publisher.lock.read_text("utf-8"), base, theirs, style)
        publisher.lock.write_text(marked, "utf-8")
        publisher.change("Black Sea", "the Black Sea")
        publisher.change("flow?", "run?")
        publisher.change("    oder:", ELBE + "    oder:")

        assert cli("build", "rivers.yaml", "--locked").returncode == 1
        done = cli("build", "rivers.yaml", SOURCE_DATE_EPOCH=str(publisher.start))
        assert "both sides are joined, each note by its later date [lock-merged]" in done.stderr
        assert cli("build", "rivers.yaml", "--locked").stderr == ""
        package = publisher.run("release")
        assert publisher.output("CHANGES.md").count("\n- ") == 3, "against what came out last"
        for reader, had, new in ((learner, before, 4), (other, known, 2)):
            assert reader.import_package(package).new == new
            assert reader.note(DANUBE).fields["Question"].endswith("run?")
            assert reader.note(ODER).fields["Answer"] == "the Baltic Sea"
            after = schedules(reader)
            assert {key: after[key] for key in had} == had


def test_gaps_that_two_releases_numbered_in_two_ways_are_told(
    publisher: Publisher, cli: CommandLine
) -> None:
    publisher.change("sea: text", "sea: text, end: text?")
    publisher.change("is {{ length }} long.", "is {{ length }} long and ends in the {{ sea }}.")
    publisher.run("release")
    deck, base = publisher.deck.read_text("utf-8"), publisher.lock.read_text("utf-8")
    sides = []
    for gap in ("name", "sea"):
        publisher.deck.write_text(
            deck.replace("blank: [length]", f"blank: [length, {gap}]"), "utf-8"
        )
        publisher.lock.write_text(base, "utf-8")
        publisher.run("release")
        sides.append(publisher.lock.read_text("utf-8"))
    marked = conflict(publisher.folder, sides[0], base, sides[1], "merge")
    publisher.lock.write_text(marked, "utf-8")
    publisher.change("blank: [length, sea]", "blank: [length, name, sea]")
    done = cli("build", "rivers.yaml")
    assert done.stderr.count("[lock-gaps-clash]") == 3
    assert " length=1 name=3 sea=2\n" in publisher.lock.read_text("utf-8")


def test_a_conflict_that_lost_its_marks_stays(publisher: Publisher, cli: CommandLine) -> None:
    publisher.run("release")
    text = publisher.lock.read_text("utf-8")
    for marked in (f"<<<<<<< ours\n{text}", f"{text}>>>>>>> theirs\n", f"=======\n{text}"):
        publisher.lock.write_text(marked, "utf-8")
        done = cli("build", "rivers.yaml")
        assert (done.returncode, "[lock-conflict]" in done.stderr) == (1, True)
        assert "git checkout --merge rivers.anki.lock" in done.stderr
        assert publisher.lock.read_text("utf-8") == marked


def conflict(folder: Path, ours: str, base: str, theirs: str, style: str) -> str:
    """Merge three texts by git, which leaves a conflict."""
    files = [folder / name for name in ("ours", "base", "theirs")]
    for file, text in zip(files, (ours, base, theirs), strict=True):
        file.write_text(text, "utf-8")
    options = ["--diff3"] if style == "diff3" else []
    done = subprocess.run(
        ["git", "merge-file", "-p", *options, *files], capture_output=True, text=True, check=False
    )
    assert done.returncode > 0
    assert "<<<<<<<" in done.stdout
    return done.stdout


def _merge(one: str, other: str) -> str:
    """Keep the lines of both locks, as a merge without a conflict does."""
    head, *_ = one.partition("note ")
    notes = {
        line for text in (one, other) for line in text.splitlines() if line.startswith("note ")
    }
    return head + "\n".join([*sorted(notes), "end"]) + "\n"
