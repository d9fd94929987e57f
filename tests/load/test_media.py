"""Media: what facts may name, and that nothing is read from anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text, places
from media import BLUE, GOLD, RED, put

from quizgen.load import load_deck
from quizgen.model import Deck, Picture, Sound, may_agree
from quizgen.problems import Problem

KIND = "kinds: {planet: {fields: {picture: image?, song: sound?}}}\n"


def load(
    folder: Path, fields: str, files: dict[str, bytes] | None = None
) -> tuple[Deck, list[Problem]]:
    """Load a deck of one fact with these fields and files."""
    put(folder / "test.media", files or {})
    return load_text(f"{KIND}facts: {{planet: {{mars: {{{fields}}}}}}}", folder)


def test_picture_has_its_content_and_words_and_a_name_of_its_own(tmp_path: Path) -> None:
    fields = "picture: {file: mars.SVG, alt: a red disc}"
    deck, problems = load(tmp_path, fields, {"mars.SVG": RED})
    assert problems == []
    picture = deck.facts[0].fields["picture"]
    assert isinstance(picture, Picture)
    assert (str(picture), picture.media.file, picture.media.content) == (
        "a red disc", "mars.SVG", RED,
    )  # fmt: skip
    assert picture.media.name.startswith("quizgen-")
    assert picture.media.name.endswith(".svg")
    assert "mars" not in picture.media.name
    assert deck.media == {picture.media.name: picture.media}


@pytest.mark.parametrize("song", ["a/b.mp3", "{file: a/b.mp3}"])
def test_sound_is_a_file_name_with_or_without_its_key(song: str, tmp_path: Path) -> None:
    deck, problems = load(tmp_path, f"song: {song}", {"a/b.mp3": b"x"})
    assert problems == []
    sound = deck.facts[0].fields["song"]
    assert isinstance(sound, Sound)
    assert sound.media.content == b"x"


def test_deck_in_a_folder_keeps_its_media_there_and_tables_name_them(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "deck.yaml": b"id: test\ntitle: Test\n",
            "kinds.yaml": b"planet: {fields: {picture: image}}",
            "facts/planet.csv": b"id,picture.file,picture.alt\nmars,mars.svg,a red disc\n",
            "media/mars.svg": RED,
        },
    )
    deck, problems = load_deck(tmp_path)
    assert problems == []
    assert [media.content for media in deck.media.values()] == [RED]


def test_files_of_one_content_are_one_picture(tmp_path: Path) -> None:
    wrong = "wrong: {picture: [{file: b.svg, alt: b}, {file: c.svg, alt: c}]}"
    files = {"a.svg": RED, "b.svg": RED, "c.svg": BLUE}
    deck, problems = load(tmp_path, f"picture: {{file: a.svg, alt: a}}, {wrong}", files)
    assert problems == []
    fact = deck.facts[0]
    (same, _), (other, _) = fact.wrong["picture"]
    assert may_agree(fact.fields["picture"], same)
    assert not may_agree(fact.fields["picture"], other)
    assert len(deck.media) == 2


def test_missing_file_names_the_nearest(tmp_path: Path) -> None:
    _, problems = load(tmp_path, "song: mras.mp3", {"mars.mp3": b"x"})
    assert places(problems) == [(2, 31, "media-missing")]
    assert problems[0].mend == "did you mean 'mars.mp3'?"


def test_capitals_of_a_file_name_count_on_every_machine(tmp_path: Path) -> None:
    _, problems = load(tmp_path, "song: mars.mp3", {"MARS.mp3": b"x"})
    assert places(problems) == [(2, 31, "media-missing")]
    assert "'MARS.mp3'" in problems[0].mend


def test_file_names_agree_however_they_write_accents(tmp_path: Path) -> None:
    _, problems = load(tmp_path, "song: p\u00e9.mp3", {"pe\u0301.mp3": b"x"})
    assert problems == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("picture: {file: mars.svg}", [(2, 41, "alt-missing")]),
        ("picture: {file: mars.svg, alt: ''}", [(2, 41, "alt-missing")]),
        ("picture: mars.svg", [(2, 34, "alt-missing")]),
        ("picture: {alt: red}", [(2, 34, "missing-key")]),
        ("picture: [mars.svg]", [(2, 34, "wrong-shape")]),
        ("picture: ''", [(2, 34, "empty-value")]),
        ("picture: {file: mars.svg, alt: red, width: 3}", [(2, 61, "unknown-key")]),
        ("picture: {file: song.mp3, alt: red}", [(2, 41, "media-type")]),
        ("song: mars.svg", [(2, 31, "media-type")]),
    ],
)
def test_slip_is_told_once_with_its_place(
    fields: str, expected: list[tuple[int, int, str]], tmp_path: Path
) -> None:
    _, problems = load(tmp_path, fields, {"mars.svg": RED, "song.mp3": b"x"})
    assert places(problems) == expected
    assert all(problem.mend for problem in problems)


@pytest.mark.parametrize("file", ["../out.mp3", "/etc/passwd.mp3", "a/../../out.mp3", "C:\\x.mp3"])
def test_names_that_lead_out_of_the_folder_are_refused(file: str, tmp_path: Path) -> None:
    put(tmp_path, {"out.mp3": b"secret"})
    deck, problems = load(tmp_path, f"song: '{file}'", {"a/b.txt": b""})
    assert [problem.rule for problem in problems] == ["media-outside"]
    assert deck.media == {}


def test_links_that_lead_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    put(tmp_path, {"out/x.mp3": b"secret", "test.media/b.txt": b""})
    (tmp_path / "test.media/file.mp3").symlink_to(tmp_path / "out/x.mp3")
    (tmp_path / "test.media/deep").symlink_to(tmp_path / "out")
    for name in ("file.mp3", "deep/x.mp3"):
        deck, problems = load(tmp_path, f"song: {name}")
        assert [problem.rule for problem in problems] == ["media-outside"]
        assert deck.media == {}


def test_folder_of_media_that_is_itself_a_link_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"out/x.mp3": b"secret"})
    (tmp_path / "test.media").symlink_to(tmp_path / "out")
    deck, problems = load(tmp_path, "song: x.mp3")
    assert [problem.rule for problem in problems] == ["media-outside"]
    assert deck.media == {}


def test_two_names_that_differ_in_capitals_clash(tmp_path: Path) -> None:
    wrong = "wrong: {picture: {file: A.svg, alt: other}}"
    files = {"a.svg": BLUE, "A.svg": GOLD}
    _, problems = load(tmp_path, f"picture: {{file: a.svg, alt: x}}, {wrong}", files)
    assert places(problems) == [(2, 81, "media-clash")]


def test_file_that_no_fact_uses_is_a_warning(tmp_path: Path) -> None:
    files = {"a.mp3": b"a", "b.mp3": b"b", "LICENCE.txt": b"", ".hidden.svg": b""}
    _, problems = load(tmp_path, "song: a.mp3", files)
    assert [(problem.rule, problem.severity.value) for problem in problems] == [
        ("media-unused", "warning")
    ]
    assert problems[0].where.file.endswith("test.media/b.mp3")


def test_pictures_and_sounds_are_not_typed(tmp_path: Path) -> None:
    _, problems = load_text(
        "kinds: {a: {fields: {x: image, y: text}, templates: {"
        "t: {ask: '{{ y }}?', answer: x, forms: [typed]}}}}",
        tmp_path,
    )
    assert [problem.rule for problem in problems] == ["unknown-form"]
