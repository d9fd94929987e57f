"""`quizgen lock --from`: a lost lock comes back from a package, and learners notice nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any  # JSON of Anki's

import pytest
from anki_reader import open_anki
from conftest import ROOT, CommandLine
from packages import edit_types
from publishing import Publisher

DECK = """\
id: rivers
title: Rivers
source: atlas
sources: {atlas: {name: The atlas}}
kinds:
  river:
    fields: {name: text, sea: text, length: quantity, year: year, end: year}
    templates:
      sea: {ask: "Into which sea does the {{ name }} flow?", answer: sea}
      line: {state: "The {{ name }} is {{ length }} long.", blank: [length]}
      time: {state: "The {{ name }} flooded from {{ year }} to {{ end }}.", blank: [year, end]}
facts:
  river:
    danube: {name: Danube, sea: Black Sea, length: 2850 km, year: 1954, end: 1955}
    rhone: {name: Rhône, sea: Mediterranean Sea, length: 812 km, year: 2002, end: 2003, topic: a b}
    oder: {name: Oder, sea: Baltic Sea, length: 840 km, year: 1997, end: 1998, tags: [x, y]}
  cloze:
    water: {text: "{{c1::Water}} is always {{c2::wet::how}} to the touch"}
"""


class Shipper(Publisher):
    """A publisher who keeps what was shipped, and loses the lock."""

    def ship(self, name: str = "old.apkg") -> bytes:
        """Release, and keep the package for later."""
        package = self.run("release")
        (self.folder / name).write_bytes(package)
        return package

    def restore(self, *options: str) -> str:
        """Lose the lock, and rebuild it; give what was printed."""
        self.lock.unlink()
        done = self.cli("lock", "--from", "old.apkg", "rivers.yaml", *options)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def types(self) -> list[str]:
        """Give the lock's lines of note types."""
        lines = self.lock.read_text("utf-8").splitlines()
        return [line for line in lines if line.startswith("type ")]

    def dates(self) -> dict[str, int]:
        """Give the date of each note in the lock."""
        found = re.findall(r"^note (\S+) \S+ (\d+)", self.lock.read_text("utf-8"), re.MULTILINE)
        return {key: int(modified) for key, modified in found}


@pytest.fixture
def publisher(tmp_path: Path, cli: CommandLine) -> Shipper:
    """The deck's publisher, before the first release."""
    return Shipper(tmp_path, cli, DECK)


def test_a_rebuilt_lock_is_the_lost_one(publisher: Shipper) -> None:
    package = publisher.ship()
    lost = publisher.lock.read_bytes()
    assert publisher.restore() == "rivers.yaml: 10 notes taken into rivers.anki.lock\n"
    assert publisher.lock.read_bytes() == lost
    assert publisher.run() == package
    assert publisher.lock.read_bytes() == lost


def test_notes_of_every_type_come_back(publisher: Shipper) -> None:
    publisher.change("title:", "anki: {forms: [recall, typed, choice, cloze]}\ntitle:")
    publisher.change(
        "answer: sea}",
        "answer: sea, one: true}\n"
        '      typed: {ask: "The {{ name }} flows where?", answer: sea, forms: [typed]}',
    )
    package = publisher.ship()
    assert {line.split()[1] for line in publisher.types()} == {
        "Question", "Typed", "Cloze", "Choice",
    }  # fmt: skip
    lost = publisher.lock.read_bytes()
    publisher.restore()
    assert publisher.lock.read_bytes() == lost
    assert publisher.run() == package


def test_a_note_without_a_field_of_ours_is_told(publisher: Shipper, cli: CommandLine) -> None:
    def rename(model: dict[str, Any]) -> None:
        model["flds"][3]["name"] = "Reply"

    broken = edit_types(publisher.ship(), rename)
    (publisher.folder / "broken.apkg").write_bytes(broken)
    publisher.lock.unlink()
    done = cli("lock", "rivers.yaml", "--from", "broken.apkg")
    assert (done.returncode, done.stdout) == (2, "")
    assert "has no field 'Answer'" in done.stderr


@pytest.mark.parametrize("name", ["planets.yaml", "microsoft-openai"])
def test_our_own_decks_come_back_byte_for_byte(name: str, cli: CommandLine, tmp_path: Path) -> None:
    for path in (ROOT / "decks").rglob("*"):
        if path.is_file() and path.suffix != ".lock":
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    deck, stem = f"decks/{name}", Path(name).stem
    built = tmp_path / "dist" / stem / f"{stem}.apkg"
    assert cli("build", deck, SOURCE_DATE_EPOCH="1700000000").returncode == 0
    package = built.read_bytes()
    (tmp_path / "old.apkg").write_bytes(package)
    (lock,) = (tmp_path / "decks").rglob("*.lock")
    lock.unlink()
    assert cli("lock", deck, "--from", "old.apkg").returncode == 0
    assert cli("build", deck).returncode == 0
    assert built.read_bytes() == package


def test_a_changed_deck_dates_only_what_changed(publisher: Shipper) -> None:
    publisher.ship()
    publisher.change("Black Sea", "the Black Sea")
    publisher.restore()
    before = publisher.dates()
    publisher.run()
    after = publisher.dates()
    assert [key for key in before if before[key] != after[key]] == ["rivers/danube/sea/recall"]


def test_an_edited_title_still_forks_nothing(publisher: Shipper, tmp_path: Path) -> None:
    old = publisher.ship()
    publisher.change("title: Rivers", "title: Rivers of Europe")
    publisher.change("Black Sea", "the Black Sea")
    publisher.restore()
    with open_anki(tmp_path / "anki") as anki:
        anki.import_package(old)
        log = anki.import_package(publisher.run())
        assert (log.new, log.updated, log.conflicting) == (0, 1, 0)
        assert {card.deck for note in anki.notes() for card in note.cards} == {"Rivers"}


Texts = tuple[tuple[str, str], ...]
NUMBERED: dict[str, tuple[Texts, str, str]] = {
    "a blank put first": (
        (("blank: [year, end]", "blank: [name, end, year]"),),
        "rhone",
        "The {{c3::Rhône}} flooded from {{c1::2002}} to {{c2::2003}}.",
    ),
    "one value mended in the same sentence": (
        (("year: 2002", "year: 2001"),),
        "rhone",
        "The Rhône flooded from {{c1::2001}} to {{c2::2003}}.",
    ),
    "both values mended in the same sentence": (
        (("year: 2002, end: 2003", "year: 1840, end: 1856"),),
        "rhone",
        "The Rhône flooded from {{c1::1840}} to {{c2::1856}}.",
    ),
    "the sentence reworded": (
        (("flooded from {{ year }} to {{ end }}", "until {{ end }}, from {{ year }}, flooded"),),
        "rhone",
        "The Rhône until {{c2::2003}}, from {{c1::2002}}, flooded.",
    ),
    "a blank taken away and another one added": (
        (("blank: [year, end]", "blank: [end]"), ("wet::how", "wet")),
        "rhone",
        "The Rhône flooded from 2002 to {{c2::2003}}.",
    ),
}


@pytest.mark.parametrize("case", NUMBERED)
def test_gaps_keep_their_numbers(case: str, publisher: Shipper) -> None:
    changes, fact, text = NUMBERED[case]
    publisher.ship()
    for old, new in changes:
        publisher.change(old, new)
    publisher.restore()
    publisher.run()
    (publisher.folder / "anki").mkdir()
    with open_anki(publisher.folder / "anki") as anki:
        anki.import_package((publisher.folder / "dist/rivers/rivers.apkg").read_bytes())
        assert anki.note(f"rivers/{fact}/time/cloze").fields["Text"] == text


def test_a_number_no_longer_in_use_is_given_to_no_other_gap(publisher: Shipper) -> None:
    publisher.ship()
    publisher.change("blank: [year, end]", "blank: [year]")
    publisher.restore()
    publisher.run()
    publisher.change("blank: [year]", "blank: [year, name]")
    publisher.run()
    lines = publisher.lock.read_text("utf-8").splitlines()
    (line,) = (each for each in lines if each.startswith("note rivers/rhone/time/cloze"))
    assert line.endswith(" ?2=2 name=3 year=1")


def test_a_number_that_only_an_older_package_used_is_given_to_no_other_gap(
    publisher: Shipper,
) -> None:
    publisher.ship("older.apkg")
    publisher.change("blank: [year, end]", "blank: [year]")
    publisher.ship()
    publisher.restore("--from", "older.apkg")
    publisher.change("blank: [year]", "blank: [year, name]")
    publisher.run()
    assert " ?2=2 name=3 year=1\n" in publisher.lock.read_text("utf-8")


def test_gaps_that_cannot_be_told_are_a_problem_and_write_nothing(publisher: Shipper) -> None:
    publisher.ship()
    publisher.change("The {{ name }} is {{ length }} long.", "{{ length }}: the {{ name }}.")
    publisher.change("812 km", "813 km")
    publisher.lock.unlink()
    done = publisher.cli("lock", "rivers.yaml", "--from", "old.apkg")
    assert done.returncode == 1
    assert "which gap of 'rivers/rhone/line/cloze' had which number" in done.stderr
    assert "[lock-gaps]" in done.stderr
    assert done.stderr.count("error:") == 1
    assert not publisher.lock.exists()


def test_a_fact_that_learners_have_is_still_missed(publisher: Shipper, cli: CommandLine) -> None:
    publisher.ship()
    publisher.change("    oder:", "    elbe:")
    publisher.restore()
    done = cli("build", "rivers.yaml")
    assert done.returncode == 1
    assert "learners have the fact 'oder'" in done.stderr


def test_retired_cards_come_back_from_their_own_package(publisher: Shipper) -> None:
    publisher.ship("older.apkg")
    publisher.change("tags: [x, y]", "tags: [x, y], retired: it was moved")
    publisher.ship()
    retired = publisher.folder / "dist/rivers/rivers-retired.apkg"
    content = retired.read_bytes()
    publisher.restore("--from", "dist/rivers/rivers-retired.apkg")
    publisher.run()
    assert retired.read_bytes() == content


def test_a_sound_lock_is_left_alone_unless_forced(publisher: Shipper, cli: CommandLine) -> None:
    publisher.ship()
    publisher.change("Black Sea", "the Black Sea")
    publisher.run()
    before = publisher.lock.read_bytes()
    done = cli("lock", "rivers.yaml", "--from", "old.apkg")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--force" in done.stderr
    assert publisher.lock.read_bytes() == before
    assert cli("lock", "rivers.yaml", "--from", "old.apkg", "--force").returncode == 0
    assert publisher.lock.read_bytes() != before


def cut(text: str) -> str:
    """Lose the end of a lock."""
    return text[:-30]


def conflict(text: str) -> str:
    """Leave a conflict of a merge in a lock."""
    return "<<<<<<< ours\n" + text


@pytest.mark.parametrize("damage", [cut, conflict, lambda _: ""])
def test_a_damaged_lock_is_replaced(
    damage: Callable[[str], str], publisher: Shipper, cli: CommandLine
) -> None:
    publisher.ship()
    sound = publisher.lock.read_text("utf-8")
    publisher.lock.write_text(damage(sound), "utf-8")
    assert cli("lock", "rivers.yaml", "--from", "old.apkg").returncode == 0
    assert publisher.lock.read_text("utf-8") == sound


def test_wrong_use_is_a_line(publisher: Shipper, cli: CommandLine) -> None:
    publisher.ship()
    publisher.lock.unlink()
    publisher.change("id: rivers", "id: streams")
    for arguments, words in (
        (["rivers.yaml", "--from", "old.apkg"], "no note of the deck 'streams'"),
        (["rivers.yaml", "--from", "missing.apkg"], "cannot read 'missing.apkg'"),
        (["missing.yaml", "--from", "old.apkg"], "there is no deck at 'missing.yaml'"),
        (["rivers.yaml"], "--from"),
    ):
        done = cli("lock", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
    assert not publisher.lock.exists()


def test_a_deck_with_errors_gets_no_lock(publisher: Shipper, cli: CommandLine) -> None:
    publisher.ship()
    publisher.lock.unlink()
    publisher.change("sea: Black Sea", "see: Black Sea")
    done = cli("lock", "rivers.yaml", "--from", "old.apkg")
    assert done.returncode == 1
    assert "[unknown-key]" in done.stderr
    assert not publisher.lock.exists()
