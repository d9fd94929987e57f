"""`quizgen diff` foretells what Anki's importer does, and shows what changed."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any  # JSON

import pytest
from anki_reader import open_anki
from conftest import CommandLine, load_text
from hostile import NASTY, deck_text, quoted
from media import BLUE, RED, put
from packages import apkg, edit_package, edit_types, zipped
from publishing import DANUBE, DECK

from quizgen.ask import ask_questions

ODER = "    oder: {name: Oder, sea: Baltic Sea, length: 840 km}\n"
ELBE = ODER + "    elbe: {name: Elbe, sea: North Sea, length: 1094 km}\n"
TITLE = "anki: {deck: Rivers of Europe}\ntitle: Rivers"
Builds = Callable[..., bytes]


@pytest.fixture
def build(tmp_path: Path, cli: CommandLine) -> Builds:
    """Build the deck, with texts replaced, a day after the last time; `lock` kept or not."""
    days = iter(range(1, 1000))

    def run(*changes: tuple[str, str], keep_lock: bool = True, day: int = 0) -> bytes:
        text = DECK
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "rivers.yaml").write_text(text, encoding="utf-8")
        if not keep_lock:
            (tmp_path / "rivers.anki.lock").unlink(missing_ok=True)
        epoch = str(1_700_000_000 + 86_400 * (day or next(days)))
        done = cli("build", "rivers.yaml", SOURCE_DATE_EPOCH=epoch)
        assert done.returncode == 0, done.stderr
        return (tmp_path / "dist/rivers/rivers.apkg").read_bytes()

    return run


@pytest.fixture
def compare(tmp_path: Path, cli: CommandLine) -> Callable[[bytes, bytes], dict[str, Any]]:
    """Run `quizgen diff` both ways of output, and Anki; hold the counts to Anki's own log."""

    def run(old: bytes, new: bytes) -> dict[str, Any]:
        (tmp_path / "old.apkg").write_bytes(old)
        (tmp_path / "new.apkg").write_bytes(new)
        done = cli("diff", "old.apkg", "new.apkg", "--format", "json")
        assert done.stderr == ""
        found: dict[str, Any] = json.loads(done.stdout)
        shown = cli("diff", "old.apkg", "new.apkg")
        assert shown.returncode == done.returncode
        with open_anki(tmp_path / "anki") as anki:
            anki.import_package(old)
            log = anki.import_package(new)
            cards = {(note.guid, card.ordinal) for note in anki.notes() for card in note.cards}
            empty = anki.health().empty_cards
        counts = found["counts"]
        assert log.new == counts["new"]
        assert log.updated == counts["updated"]
        assert log.duplicate == counts["unchanged"] + counts["ignored"]
        assert log.conflicting == counts["conflicting"]
        for note in found["notes"]:
            assert {(note["guid"], card) for card in note["appearing"]} <= cards
        assert empty == sum(len(note["emptied"]) for note in found["notes"])
        return found | {"exit": done.returncode, "text": shown.stdout}

    return run


Compares = Callable[[bytes, bytes], dict[str, Any]]


def of(found: dict[str, Any], outcome: str) -> list[str]:
    """List the keys of the notes with an outcome."""
    return [note["key"] for note in found["notes"] if note["outcome"] == outcome]


def test_two_equal_builds_do_not_differ(build: Builds, compare: Compares) -> None:
    found = compare(build(), build())
    assert (found["version"], found["exit"]) == (1, 0)
    assert found["counts"] == {
        "new": 0, "updated": 0, "unchanged": 6, "ignored": 0, "conflicting": 0, "left-out": 0,
    }  # fmt: skip
    assert len(found["text"].splitlines()) == 6


def test_a_reworded_note_is_updated(build: Builds, compare: Compares) -> None:
    found = compare(build(), build(("Black Sea", "Black Sea by a delta")))
    assert (of(found, "updated"), found["counts"]["unchanged"], found["exit"]) == ([DANUBE], 5, 0)
    (note,) = (each for each in found["notes"] if each["key"] == DANUBE)
    assert note["changes"] == {"Answer": {"old": "Black Sea", "new": "Black Sea by a delta"}}
    assert (
        f"updated {DANUBE}\n    Answer\n      - Black Sea\n      + Black Sea by a delta"
        in found["text"]
    )


def test_a_tag_is_a_change(build: Builds, compare: Compares) -> None:
    found = compare(build(), build(("840 km}", "840 km, tags: [slow]}")))
    assert found["notes"][-1]["changes"] == {
        "tags": {"old": "rivers", "new": "rivers slow"},
    }


def test_an_added_fact_is_new(build: Builds, compare: Compares) -> None:
    found = compare(build(), build((ODER, ELBE)))
    assert of(found, "new") == ["rivers/elbe/sea/recall", "rivers/elbe/line/cloze"]
    assert found["exit"] == 0


def test_a_fact_that_is_gone_stays_with_the_learner(build: Builds, compare: Compares) -> None:
    found = compare(build(), build((ODER, "")))
    assert of(found, "left-out") == ["rivers/oder/sea/recall", "rivers/oder/line/cloze"]
    assert found["exit"] == 0
    assert "left-out rivers/oder/sea/recall" in found["text"]


def test_a_new_gap_brings_cards_and_a_gap_gone_leaves_them_empty(
    build: Builds, compare: Compares
) -> None:
    old, new = build(), build(("blank: [length]", "blank: [length, name]"))
    found = compare(old, new)
    clozes = [note for note in found["notes"] if note["key"].endswith("/cloze")]
    assert [note["appearing"] for note in clozes] == [[1], [1], [1]]
    assert "card 2 would appear" in found["text"]
    back = compare(new, build())
    clozes = [note for note in back["notes"] if note["key"].endswith("/cloze")]
    assert [note["emptied"] for note in clozes] == [[1], [1], [1]]
    assert "card 2 would stay behind, empty" in back["text"]


def test_an_edited_title_forks_nothing_while_the_lock_is_there(
    build: Builds, compare: Compares
) -> None:
    found = compare(build(), build(("title: Rivers", "title: Rivers of Europe")))
    assert (found["decks"], found["counts"]["unchanged"]) == ([], 6)


def test_a_changed_deck_name_is_told(build: Builds, compare: Compares) -> None:
    old = build()
    new = build(("title: Rivers", "title: Rivers of Europe"), (ODER, ELBE), keep_lock=False)
    found = compare(old, new)
    assert found["decks"] == [{"old": "Rivers", "new": "Rivers of Europe", "notes": 6}]
    assert "deck 'Rivers' is now 'Rivers of Europe'" in found["text"]
    assert "name (was 'Rivers - Question')" in found["text"]
    assert found["text"].count("dated later, though nothing changed") == 6


def test_a_change_of_the_same_date_is_ignored(build: Builds, compare: Compares) -> None:
    old = build(day=7)
    new = build(("Black Sea", "Dark Sea"), keep_lock=False, day=7)
    found = compare(old, new)
    assert (of(found, "ignored"), found["exit"]) == ([DANUBE], 1)
    assert "not dated later" in found["text"]


def test_an_older_package_is_ignored(build: Builds, compare: Compares) -> None:
    old = build()
    found = compare(build(("Black Sea", "Dark Sea")), old)
    assert (of(found, "ignored"), found["exit"]) == ([DANUBE], 1)


def add_field(model: dict[str, Any]) -> None:
    """Append a field, as an author of another tool would."""
    model["flds"].append(dict(model["flds"][0], name="More", ord=len(model["flds"]), id=77))


def drop_ids(model: dict[str, Any]) -> None:
    """Take the ids of fields and rename one: now the name decides."""
    for each in model["flds"]:
        each.pop("id")
    model["flds"][-1]["name"] = "Other"


def swap_fields(model: dict[str, Any]) -> None:
    """Change the order of two fields."""
    model["flds"][-1], model["flds"][-2] = model["flds"][-2], model["flds"][-1]


def rename_template(model: dict[str, Any]) -> None:
    """Give the template another id and name."""
    model["tmpls"][0] |= {"id": 99, "name": "Other"}


@pytest.mark.parametrize("edit", [add_field, drop_ids, swap_fields, rename_template])
def test_another_shape_conflicts(
    edit: Callable[[dict[str, Any]], object], build: Builds, compare: Compares
) -> None:
    old = build()
    new = edit_types(build((ODER, ELBE)), edit)
    if edit is add_field:
        new = edit_package(
            new, lambda database: database.execute("UPDATE notes SET flds = flds || char(31)")
        )
    found = compare(old, new)
    assert (found["counts"]["conflicting"], found["counts"]["new"], found["exit"]) == (6, 2, 1)
    assert "has another shape" in found["text"]


def rename_field(model: dict[str, Any]) -> None:
    """Rename a field that keeps its id, a day later."""
    model["flds"][-1]["name"] = "Other"
    model["mod"] += 86_400


def test_a_renamed_field_with_its_id_is_no_conflict(build: Builds, compare: Compares) -> None:
    old = build()
    found = compare(old, edit_types(old, rename_field))
    assert (found["counts"]["unchanged"], found["exit"]) == (6, 0)
    assert [each["parts"] for each in found["note_types"]] == [
        ["name of field 'Spare 4' (now 'Other')"]
    ] * 2


@pytest.mark.parametrize(("later", "outcome", "code"), [(60, "updated", 0), (0, "ignored", 1)])
def test_a_new_look_arrives_only_with_a_later_date(
    later: int, outcome: str, code: int, build: Builds, compare: Compares
) -> None:
    def restyle(model: dict[str, Any]) -> None:
        model["css"] += "/* new */"
        model["mod"] += later

    old = build()
    found = compare(old, edit_types(old, restyle))
    assert {(each["outcome"], *each["parts"]) for each in found["note_types"]} == {
        (outcome, "style")
    }
    assert (found["exit"], found["counts"]["unchanged"]) == (code, 6)
    assert "note type 'Rivers - Cloze' chang" in found["text"]


def move_to_other_types(database: sqlite3.Connection) -> None:
    """Give every note a note type of the same shape and another id."""
    for (key,) in database.execute("SELECT DISTINCT mid FROM notes").fetchall():
        database.execute("UPDATE notes SET mid = ? WHERE mid = ?", (key + 1, key))
        database.execute(
            "UPDATE col SET models = replace(models, ?, ?)", (f'"{key}"', f'"{key + 1}"')
        )


def test_a_note_moved_to_another_type_conflicts(build: Builds, compare: Compares) -> None:
    old = build()
    new = edit_package(build(("Black Sea", "Dark Sea")), move_to_other_types)
    found = compare(old, new)
    assert (found["counts"]["conflicting"], found["exit"]) == (6, 1)


HOSTILE = (
    "\u202eabc\u202c <script>alert(1)</script> &amp; {{c1::x}} \\(x\\) [sound:x.mp3] ::}} e\u0301 "
    "\u05e9\u05dc\u05d5\u05dd \U0001f469\u200d\U0001f469 $5 'q' \u0338>"
)


def test_hostile_text_is_shown_intact_and_makes_no_difference(
    build: Builds, compare: Compares, tmp_path: Path
) -> None:
    hostile = ("Black Sea", quoted(HOSTILE))
    old = build(hostile)
    assert compare(old, build(hostile))["counts"]["unchanged"] == 6
    found = compare(old, build(("Black Sea", quoted("New " + HOSTILE))))
    (note,) = (each for each in found["notes"] if each["key"] == DANUBE)
    with open_anki(tmp_path / "second") as anki:
        anki.import_package(old)
        assert anki.note(DANUBE).fields["Answer"] == note["changes"]["Answer"]["old"]
    shown = "\\u202eabc\\u202c <script>alert(1)</script> &amp; {{c1::x}} \\(x\\) [sound"
    assert f"- {shown}" in found["text"]
    assert f"+ New {shown}" in found["text"]
    assert "\u202e" not in found["text"]


def test_hostile_text_comes_back_from_anki_as_it_went(tmp_path: Path, cli: CommandLine) -> None:
    deck, problems = load_text(deck_text("".join(NASTY)), tmp_path)
    assert problems == []
    sent, back = tmp_path / "sent.apkg", tmp_path / "back.apkg"
    sent.write_bytes(apkg(deck, ask_questions(deck)[0]))
    with open_anki(tmp_path / "anki") as anki:
        anki.import_package(sent.read_bytes())
        anki.export_package(back)
    for old, new in ((sent, back), (back, sent)):
        done = cli("diff", old, new, "--format", "json")
        found = json.loads(done.stdout)
        assert (done.returncode, done.stderr) == (0, "")
        assert found["counts"]["unchanged"] == sum(found["counts"].values()) > 10
        assert (found["decks"], found["files"], found["descriptions"]) == ([], [], {})
        assert {each["outcome"] for each in found["note_types"]} == {"unchanged"}


MAP = '      map: {ask: "Which river is this? {{ map }}", answer: name}\n'
PICTURED = (
    ("length: quantity}", "length: quantity, map: image?}"),
    ("      line:", MAP + "      line:"),
    ("2850 km}", "2850 km, map: {file: map.svg, alt: a bend}}"),
)


def test_a_changed_picture_is_told_with_its_note(
    build: Builds, compare: Compares, tmp_path: Path
) -> None:
    put(tmp_path / "rivers.media", {"map.svg": RED})
    old = build(*PICTURED)
    put(tmp_path / "rivers.media", {"map.svg": BLUE})
    found = compare(old, build(*PICTURED))
    assert of(found, "updated") == ["rivers/danube/map/recall"]
    (file,) = found["files"]
    assert file["outcome"] == "new"
    assert f"file '{file['name']}' is new" in found["text"]


def test_a_file_that_no_arriving_note_shows_stays_away(
    build: Builds, cli: CommandLine, tmp_path: Path
) -> None:
    put(tmp_path / "rivers.media", {"map.svg": RED})
    package = build(*PICTURED)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    (tmp_path / "old.apkg").write_bytes(package)
    (tmp_path / "new.apkg").write_bytes(zipped(members | {"0": BLUE}))
    done = cli("diff", "old.apkg", "new.apkg")
    assert done.returncode == 1
    assert "comes with no note that is new or updated" in done.stdout
    with open_anki(tmp_path / "anki") as anki:
        for name in ("old.apkg", "new.apkg"):
            anki.import_package((tmp_path / name).read_bytes())
        stored = [path.read_bytes() for path in Path(anki.collection.media.dir()).iterdir()]
    assert stored == [members["0"]]


def test_a_changed_description_arrives_and_is_told(
    build: Builds, compare: Compares, tmp_path: Path
) -> None:
    old = build(("title:", "description: Long rivers\ntitle:"))
    new = build(("title:", "description: Longer rivers\ntitle:"))
    none = edit_package(new, without_descriptions)
    found = compare(old, new)
    told = "{} rivers<br><br>Sources: The atlas"
    assert found["descriptions"] == {
        "Rivers": {"old": told.format("Long"), "new": told.format("Longer")}
    }
    assert "description of deck 'Rivers'" in found["text"]
    with open_anki(tmp_path / "reader") as anki:
        for package in (old, new, none):
            anki.import_package(package)
        rivers = anki.collection.decks.by_name("Rivers")
    assert rivers is not None
    assert rivers["desc"] == told.format("Longer"), "an empty one takes nothing away"


def without_descriptions(database: sqlite3.Connection) -> None:
    """Empty the descriptions of all decks."""
    (text,) = database.execute("SELECT decks FROM col").fetchone()
    decks = {key: deck | {"desc": ""} for key, deck in json.loads(text).items()}
    database.execute("UPDATE col SET decks = ?", (json.dumps(decks),))


def test_a_long_text_is_shown_around_its_change(build: Builds, compare: Compares) -> None:
    long = "so " + "so_" * 60 + "so " * 5
    found = compare(
        build(("Black Sea", f"{long}long")), build(("Black Sea", f"{long}wide {long}end"))
    )
    lines = [line for line in found["text"].splitlines() if line.startswith(("      -", "      +"))]
    assert all("so so" in line and len(line) < 90 for line in lines)
    assert "long" in lines[0]
    assert "wide" in lines[1]


def test_what_is_no_package_is_wrong_use(build: Builds, cli: CommandLine, tmp_path: Path) -> None:
    build()
    for arguments in (["rivers.yaml", "dist/rivers/rivers.apkg"], ["missing", "missing"], ["x"]):
        done = cli("diff", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "missing").exists()
