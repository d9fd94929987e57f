"""Pictures and sounds as Anki imports them and as Chromium shows them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from anki_reader import open_anki
from browser import print_pdf, visit
from conftest import CommandLine
from media import BLUE, GOLD, PICTURES, put

from quizgen.ask import ask_questions
from quizgen.load import load_deck
from quizgen.model import Choice, exact

DECK = """\
id: planets
title: Planets
waive: {no-source: a test}
anki: {forms: [recall, cloze, choice]}
kinds:
  planet:
    complete: true
    fields: {name: planet, picture: image, song: sound?}
    templates:
      which: {ask: "Which planet is this? {{ picture }}", answer: name}
      shows: {ask: "Which picture shows {{ name }}?", answer: picture}
      heard: {ask: "Whose song is this? {{ song }}", answer: name}
      line: {state: "{{ name }} looks so: {{ picture }}", blank: [name, picture], vary: [picture]}
facts:
  planet:
    mars: {name: Mars, picture: {file: mars.svg, alt: 'a "red" disc <{{c1::x}}>'}, song: mars.mp3}
    venus: {name: Venus, picture: {file: venus.svg, alt: a disc}, song: venus.mp3}
    earth: {name: Earth, picture: {file: earth.svg, alt: a disc}}
    moon: {name: The Moon, picture: {file: moon.svg, alt: a disc}}
quizzes:
  quiz:
    title: Quiz
    versions: 2
    sections:
      - {form: choice, count: 2}
      - {form: recall, count: 1}
      - {form: true-false, count: 1}
"""
WHICH = "planets/mars/which/recall"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the deck and its media."""
    (tmp_path / "planets.yaml").write_text(DECK, encoding="utf-8")
    put(tmp_path / "planets.media", {**PICTURES, "mars.mp3": b"m", "venus.mp3": b"v"})
    return tmp_path


def build(cli: CommandLine, folder: Path, day: int = 0) -> bytes:
    """Build the deck on some day; give the package."""
    done = cli("build", "planets.yaml", SOURCE_DATE_EPOCH=str(1_700_000_000 + 86_400 * day))
    assert done.returncode == 0, done.stderr
    return (folder / "dist/planets/planets.apkg").read_bytes()


def test_anki_finds_all_media_and_none_too_many(folder: Path, cli: CommandLine) -> None:
    package = build(cli, folder)
    with open_anki(folder / "anki") as reader:
        assert reader.import_package(package).conflicting == 0
        again = reader.import_package(package)
        health = reader.health()
        media = Path(reader.collection.media.dir())
        assert (again.new, again.updated, again.conflicting) == (0, 0, 0)
        assert (health.missing_media, health.unused_media, health.empty_cards) == ((), (), 0)
        assert health.damage == ""
        files = {path.read_bytes() for path in media.iterdir()}
        assert files == {*PICTURES.values(), b"m", b"v"}


def test_card_shows_the_picture_and_plays_the_sound(folder: Path, cli: CommandLine) -> None:
    package = build(cli, folder)
    with open_anki(folder / "anki") as reader:
        reader.import_package(package)
        front = reader.note(WHICH).cards[0].front
        heard = reader.note("planets/mars/heard/recall").cards[0]
        line = reader.note("planets/mars/line/cloze").cards
        chosen = reader.note("planets/mars/shows/choice").cards[0].front
    (picture,) = re.findall(r"<img [^>]*>", front)
    assert 'alt="a &quot;red&quot; disc &lt;&#123;&#123;c1::x&#125;&#125;&gt;"' in picture
    assert heard.sounds == 2  # front, and the front again on the back
    assert [card.front.count("<img ") for card in line] == [1, 0]
    assert [card.back.count("<img ") for card in line] == [1, 1]
    assert chosen.count("<img ") == 4


def test_no_file_name_reaches_a_learner(folder: Path, cli: CommandLine) -> None:
    package = build(cli, folder)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
        names = json.loads(archive.read("media"))
    assert all(re.fullmatch(r"quizgen-[0-9a-f]{16}\.(svg|mp3)", name) for name in names.values())
    assert list(names.values()) == sorted(names.values())
    pages = b"".join(path.read_bytes() for path in (folder / "dist/planets").glob("*.html"))
    for name in (b"mars.svg", b"venus.svg", b"mars.mp3"):
        assert name not in content + pages


def test_package_with_media_is_the_same_bytes_again(folder: Path, cli: CommandLine) -> None:
    first = build(cli, folder)
    assert build(cli, folder, day=1) == first


def test_changed_picture_arrives_and_changes_nothing_else(folder: Path, cli: CommandLine) -> None:
    first = build(cli, folder)
    (folder / "planets.media/mars.svg").write_bytes(BLUE.replace(b"blue", b"crimson"))
    second = build(cli, folder, day=1)
    with open_anki(folder / "anki") as reader:
        reader.import_package(first)
        before = {note.guid: note.modified for note in reader.notes()}
        log = reader.import_package(second)
        after = reader.notes()
        name = re.findall(r'src="([^"]*)"', reader.note(WHICH).fields["Question"])[0]
        shown = (Path(reader.collection.media.dir()) / name).read_bytes()
    changed = {note.fields["Key"] for note in after if note.modified != before[note.guid]}
    assert b"crimson" in shown
    assert (log.new, log.conflicting) == (0, 0)
    assert WHICH in changed
    assert not [key for key in changed if "/heard/" in key]
    assert "planets/venus/which/recall" not in changed


def test_wrong_pictures_are_the_other_ones_though_their_words_agree(folder: Path) -> None:
    deck, problems = load_deck(folder / "planets.yaml")
    assert problems == []
    questions, slips = ask_questions(deck)
    assert slips == []
    question = next(each for each in questions if each.id == "planets/venus/shows/choice")
    assert isinstance(question.response, Choice)
    offered = {exact(wrong.text) for wrong in question.response.wrong}
    assert len(offered) == 3
    assert offered | {exact(question.response.answer)} == set(deck.media) - {
        name for name in deck.media if name.endswith(".mp3")
    }


def test_pages_show_their_pictures_and_run_no_script(
    folder: Path, cli: CommandLine, chromium: str
) -> None:
    build(cli, folder)
    for name in ("quiz-A.html", "quiz-A-key.html"):
        with visit(chromium, folder / "dist/planets" / name) as seen:
            seen.page.emulate_media(media="print")
            sizes = seen.page.evaluate(
                "() => [...document.images].map(each => "
                "[each.naturalWidth, each.getBoundingClientRect().height, each.alt])"
            )
            requests = [url for url in seen.requests if not url.startswith("data:")]
            assert seen.complaints == []
        assert sizes
        assert all(width > 0 and 0 < height < 230 and alt for width, height, alt in sizes)
        assert len(requests) == 1


def test_wide_and_tall_pictures_fit_the_printed_page(
    folder: Path, cli: CommandLine, chromium: str
) -> None:
    huge = GOLD.replace(b'width="40" height="40"', b'width="4000" height="9000"')
    (folder / "planets.media/venus.svg").write_bytes(huge)
    (folder / "planets.media/mars.svg").write_bytes(huge.replace(b"9000", b"400"))
    build(cli, folder)
    pages = print_pdf(chromium, folder / "dist/planets/quiz-A.html")
    assert len(pages) <= 2
    with visit(chromium, folder / "dist/planets/quiz-A.html") as seen:
        widest = seen.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert widest <= 0


def test_paper_never_asks_what_must_be_heard(folder: Path, cli: CommandLine) -> None:
    (folder / "planets.yaml").write_text(
        DECK.replace("      which:", "      # which:").replace("      shows:", "      # shows:"),
        encoding="utf-8",
    )
    done = cli("quiz", "planets.yaml", "--form", "recall=1", "--name", "heard")
    assert done.returncode == 1
    assert "there are 0" in done.stderr
