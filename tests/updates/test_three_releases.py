"""Three releases with every sort of change, and a learner who had made the cards their own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from anki.buildinfo import version
from anki.cards import CardId
from anki_reader import AnkiNote, AnkiReader, open_anki
from conftest import run_quizgen
from media import RED, put
from publishing import Schedules, edit, schedules, study

DECK = """\
id: rivers
title: Rivers
source: atlas
anki: {forms: [recall, typed, cloze, choice]}
"""
KINDS = """\
river:
  complete: true
  fields: {name: river, sea: text, length: quantity, course: image, country: text}
  templates:
    sea: {ask: "Into which sea does the {{ name }} flow?", answer: sea, forms: [recall]}
    map: {ask: "Which river is this? {{ course }}", answer: name, forms: [recall, choice]}
    country: {ask: "Where does the {{ name }} end?", answer: country, forms: [typed]}
    line: {state: "The {{ name }} is {{ length }} long.", blank: [name, length]}
"""
FACTS = """\
river:
  danube: {name: Danube, sea: Black Sea, length: 2850 km, course: {file: danube.svg, alt: a bend}, country: Romania}
  rhone: {name: Rhône, sea: Mediterranean Sea, length: 812 km, course: {file: rhone.svg, alt: a line}, country: France}
  oder: {name: Oder, sea: Baltic Sea, length: 840 km, course: {file: oder.svg, alt: a curve}, country: Poland}
  tagus: {name: Tagus, sea: Atlantic Ocean, length: 1007 km, course: {file: tagus.svg, alt: a fork}, country: Portugal}
"""  # noqa: E501 # a fact a line
ELBE = "  elbe: {name: Elbe, sea: North Sea, length: 1094 km, course: {file: elbe.svg, alt: a bow}, country: Germany}\n"  # noqa: E501
SECOND = (
    ("deck.yaml", "title: Rivers", "title: Rivers of Europe"),
    ("kinds.yaml", "    sea: {ask:", "    whither: {was: sea, ask:"),
    ("kinds.yaml", "blank: [name, length]", "blank: [length, name]"),
    (
        "kinds.yaml",
        "    line:",
        '    long: {ask: "Which is {{ length }} long?", answer: name}\n    line:',
    ),
    ("facts/all.yaml", "sea: Black Sea", "sea: the Black Sea"),
    ("facts/all.yaml", "country: Poland", "country: Poland, retired: its course was moved"),
    ("facts/all.yaml", "  oder:", ELBE + "  oder:"),
)
THIRD = (
    ("kinds.yaml", "    whither: {was: sea, ask:", "    mouth: {was: sea, ask:"),
    ("kinds.yaml", "blank: [length, name]", "blank: [country, length, name]"),
    ("kinds.yaml", "is {{ length }} long.", "is {{ length }} long and ends in {{ country }}."),
    ("facts/all.yaml", "  tagus: {name: Tagus", "  tajo: {was: tagus, name: Tagus"),
    ("facts/all.yaml", "sea: the Black Sea", "sea: Black Sea by a delta"),
)


RIVERS = ("danube", "rhone", "oder", "tagus", "elbe")


@dataclass(frozen=True)
class Release:
    """What learners can get: the package, that of retired cards, and updates.txt."""

    package: bytes
    retired: bytes
    updates: Path


def picture(shade: int) -> bytes:
    """Draw a picture that no other shade gives."""
    return RED.replace(b"red", b"rgb(9, 9, %d)" % shade)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Release]:
    """Publish half a day before the learner comes, and twice afterwards."""
    return publish(tmp_path_factory.mktemp("publisher"), int(time.time()) - 129_600)


@pytest.fixture(scope="module")
def old_releases(tmp_path_factory: pytest.TempPathFactory) -> list[Release]:
    """Publish three times, long before the learner imports any."""
    return publish(tmp_path_factory.mktemp("publisher"), 1_700_000_000)


def publish(folder: Path, start: int) -> list[Release]:
    """Release the deck three times, a day apart."""
    deck = folder / "rivers"
    texts = {"deck.yaml": DECK, "kinds.yaml": KINDS, "facts/all.yaml": FACTS}
    put(deck, {name: text.encode() for name, text in texts.items()})
    put(deck, {"sources.yaml": b"atlas: {name: The atlas}\n"})
    put(deck / "media", {f"{name}.svg": picture(i) for i, name in enumerate(RIVERS)})
    found = []
    for number, changes in enumerate(((), SECOND, THIRD), start=1):
        for name, old, new in changes:
            text = (deck / name).read_text(encoding="utf-8")
            assert old in text
            (deck / name).write_text(text.replace(old, new), encoding="utf-8")
        if number > 1:
            put(deck, {"style.css": f".prompt {{ letter-spacing: {number}px }}\n".encode()})
            put(deck / "media", {"danube.svg": picture(10 * number)})
        out, epoch = f"dist-{number}", str(start + 86_400 * number)
        done = run_quizgen("release", "rivers", "--out", out, cwd=folder, SOURCE_DATE_EPOCH=epoch)
        assert done.returncode == 0, done.stderr
        made = folder / out / "rivers"
        retired = made / "rivers-retired.apkg"
        package = (made / "rivers.apkg").read_bytes()
        found.append(
            Release(package, retired.read_bytes() if number > 1 else b"", made / "updates.txt")
        )
    return found


RHONE = "rivers/rhone/sea/recall"
DANUBE = "rivers/danube/sea/recall"
TAGUS = "rivers/tagus/country/typed"
LINE = "rivers/rhone/line/cloze"
NEW = 13
"""Seven notes of the Elbe, and of the new template two for each of three other rivers."""
DATED_ON_IMPORT = version.startswith(("23.", "24."))
"""Anki then dated updated notes by its own clock, which is behind the releases of this test."""
PICTURED = 2
"""The Elbe's picture, to recall and to choose."""


@dataclass(frozen=True)
class Owner:
    """A learner who edited, tagged, suspended, moved and restyled; and their progress then."""

    anki: AnkiReader
    before: Schedules


@pytest.fixture
def owner(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Owner]:
    """Import the first release, answer each card, and make the deck one's own."""
    first = "old_releases" if "old_releases" in request.fixturenames else "releases"
    with open_anki(tmp_path / "learner") as anki:
        assert anki.import_package(request.getfixturevalue(first)[0].package).new == 20
        assert all(each.logged == 1 for each in study(anki).values())
        edit(anki, RHONE, "Note", "My own mnemonic", "mine")
        edit(anki, DANUBE, "Hint", "", "mine")
        collection = anki.collection
        suspended, moved = (CardId(anki.note(key).cards[0].id) for key in (LINE, TAGUS))
        collection.sched.suspend_cards([suspended])
        mine = collection.decks.id("Mine")
        assert mine is not None
        collection.set_deck([moved], mine)
        model = collection.models.by_name("Rivers - Cloze")
        assert model is not None
        model["css"] += "\n.prompt { color: green; }"
        collection.models.update_dict(model)
        yield Owner(anki, schedules(anki))


def own_field(anki: AnkiReader) -> None:
    """Add a field to each note type: from now on, packages conflict."""
    models = anki.collection.models
    for name in ("Question", "Typed", "Cloze", "Choice"):
        model = models.by_name(f"Rivers - {name}")
        assert model is not None
        models.add_field(model, models.new_field("My picture"))
        models.update_dict(model)


def snapshot(anki: AnkiReader) -> object:
    """Give all that a learner has."""
    notes: dict[str, AnkiNote] = {note.guid: note for note in anki.notes()}
    return notes, schedules(anki), anki.note_types()


def test_packages_bring_all_and_cost_nothing(releases: list[Release], owner: Owner) -> None:
    first, second, third = releases
    anki, before = owner.anki, owner.before
    modified = {note.guid: note.modified for note in anki.notes()}

    done = anki.import_package(second.package)
    assert (done.new, done.conflicting, done.other) == (NEW, 0, 0)
    after = schedules(anki)
    assert {key: after[key] for key in before} == before
    assert anki.note(DANUBE).fields["Answer"] == "the Black Sea"
    assert anki.note(RHONE).fields["Note"] == "My own mnemonic"
    assert "mine" in anki.note(RHONE).tags
    untouched = [note for note in anki.notes() if modified.get(note.guid) == note.modified]
    assert {note.fields["Key"] for note in untouched} >= {RHONE, TAGUS, LINE}
    assert anki.note(LINE).fields["Text"] == "The {{c1::Rhône}} is {{c2::812 km}} long."
    assert all("letter-spacing: 2px" in each.css for each in anki.note_types())
    assert not any("color: green" in each.css for each in anki.note_types())
    assert {card.deck for note in anki.notes() for card in note.cards} == {"Rivers", "Mine"}

    retired = anki.import_package(second.retired)
    assert (retired.new, retired.conflicting) == (0, 0)
    assert anki.note("rivers/oder/sea/recall").fields["Scope"] == "Retired: its course was moved"

    done = anki.import_package(third.package)
    assert (done.new, done.conflicting, done.other) == (0, 0, 0)
    after = schedules(anki)
    assert {key: after[key] for key in before} == before
    assert anki.note(DANUBE).fields["Answer"] == "Black Sea by a delta"
    text = "The {{c1::Rhône}} is {{c2::812 km}} long and ends in {{c3::France}}."
    assert anki.note(LINE).fields["Text"] == text
    assert (LINE, 2) in after
    latest = snapshot(anki)
    later = (second.package, second.retired, third.package)
    for older in (first.package, *([] if DATED_ON_IMPORT else later)):
        done = anki.import_package(older)
        assert (done.new, done.updated, done.conflicting) == (0, 0, 0)
    assert snapshot(anki) == latest
    health = anki.health()
    assert (health.damage, health.empty_cards, health.missing_media) == ("", 0, ())
    assert health.made == health.mended


def test_a_release_may_be_left_out(releases: list[Release], owner: Owner) -> None:
    done = owner.anki.import_package(releases[2].package)
    assert (done.new, done.conflicting, done.other) == (NEW, 0, 0)
    after = schedules(owner.anki)
    assert {key: after[key] for key in owner.before} == owner.before
    assert owner.anki.note(RHONE).fields["Note"] == "My own mnemonic"


@pytest.mark.parametrize("own", [False, True])
def test_updates_txt_brings_all_but_pictures_and_keeps_more(
    own: bool, old_releases: list[Release], owner: Owner
) -> None:
    anki, before = owner.anki, owner.before
    if own:
        own_field(anki)
    looks = {each.name: each.css for each in anki.note_types()}
    for release, new in zip(old_releases[1:], (NEW - PICTURED, 0), strict=True):
        done = anki.import_text(release.updates)
        assert (done.new, done.conflicting, done.other) == (new, 0, 0)
    after = schedules(anki)
    assert {key: after[key] for key in before} == before
    assert anki.note(DANUBE).fields["Answer"] == "Black Sea by a delta"
    assert anki.note(RHONE).fields["Note"] == "My own mnemonic"
    assert "mine" in anki.note(DANUBE).tags
    assert "mine" in anki.note(RHONE).tags
    assert anki.note("rivers/oder/sea/recall").fields["Scope"] == "Retired: its course was moved"
    assert {each.name: each.css for each in anki.note_types()} == looks
    assert ("My picture" in anki.note(DANUBE).fields) == own
    assert anki.health().missing_media == ()


def test_the_package_after_updates_txt_brings_the_pictures(
    old_releases: list[Release], owner: Owner
) -> None:
    anki = owner.anki
    for release in old_releases[1:]:
        anki.import_text(release.updates)
    texts = {note.guid: note for note in anki.notes()}
    done = anki.import_package(old_releases[2].package)
    assert (done.new, done.conflicting, done.other) == (PICTURED, 0, 0)
    after = schedules(anki)
    assert {key: after[key] for key in owner.before} == owner.before
    changed = {note.fields["Key"] for note in anki.notes() if texts.get(note.guid) != note}
    assert {key.split("/")[2] for key in changed} == {"map"}
    assert "mine" in anki.note(DANUBE).tags
    assert anki.note(DANUBE).fields["Answer"] == "Black Sea by a delta"
    health = anki.health()
    assert (health.damage, health.empty_cards, health.missing_media) == ("", 0, ())


def test_an_older_text_is_the_one_thing_that_goes_back(
    releases: list[Release], owner: Owner
) -> None:
    owner.anki.import_package(releases[2].package)
    owner.anki.import_text(releases[1].updates)
    assert owner.anki.note(DANUBE).fields["Answer"] == "the Black Sea"
    after = schedules(owner.anki)
    assert {key: after[key] for key in owner.before} == owner.before
