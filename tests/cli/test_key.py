"""`quizgen quiz` and `quizgen release` keep what they print; `quizgen key` prints it again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, CommandLine, files_in

from quizgen.load import load_deck
from quizgen.model import seal_of

OPTIONS = ("--form", "choice=2,points=2", "-f", "recall=2,space=3 lines", "-f", "match=1,size=4")


@pytest.fixture
def planets(tmp_path: Path) -> Path:
    """The deck of the planets, in `decks/` of the folder where commands run."""
    (tmp_path / "decks").mkdir()
    for name in ("planets.yaml", "planets.anki.lock"):
        shutil.copy(ROOT / "decks" / name, tmp_path / "decks" / name)
    return tmp_path / "decks" / "planets.yaml"


def code_of(planets: Path) -> str:
    """Give the code of the one edition that is kept."""
    (kept,) = planets.with_suffix(".editions").iterdir()
    return kept.stem


def test_key_prints_every_byte_again_though_the_facts_have_changed(
    cli: CommandLine, planets: Path, tmp_path: Path
) -> None:
    made = cli("quiz", planets, *OPTIONS, "--versions", "3", "--paper", "Letter")
    assert made.returncode == 0, made.stderr
    printed = files_in(tmp_path / "dist" / "planets")
    code = code_of(planets)
    assert all(f"Edition {code}".encode() in page for page in printed.values())
    planets.write_text(planets.read_text().replace("Jupiter", "Iuppiter").replace("km", "miles"))
    again = cli("key", code.lower())
    assert (again.returncode, again.stderr) == (0, "")
    assert files_in(tmp_path / "dist" / "planets" / code) == printed
    planets.unlink()
    assert cli("key", code, "--deck", planets, "--out", "b").returncode == 0
    assert files_in(tmp_path / "b" / "planets" / code) == printed
    kept = f"decks/planets.editions/{code}.json"
    assert cli("key", kept, "--out", "c").returncode == 0
    assert files_in(tmp_path / "c" / "planets" / code) == printed


def test_key_prints_one_version_for_other_eyes(cli: CommandLine, planets: Path) -> None:
    cli("quiz", planets, *OPTIONS, "--versions", "2", "--name", "test")
    run = cli("key", code_of(planets), "--version", "b", "--profile", "large", "--out", "again")
    assert [Path(line).name for line in run.stdout.splitlines()] == [
        "test-B-large.html", "test-B-key.html", "test-strips.html",
    ]  # fmt: skip


def test_an_edition_that_is_kept_is_left_alone(cli: CommandLine, planets: Path) -> None:
    cli("quiz", planets, *OPTIONS)
    before = files_in(planets.parent)
    again = cli("quiz", planets, *OPTIONS, "--paper", "Letter", "--name", "other")
    assert again.returncode == 0
    assert files_in(planets.parent) == before
    kept = planets.with_suffix(".editions") / f"{code_of(planets)}.json"
    kept.write_text(kept.read_text().replace("Mercury", "Merkur"))
    edited = files_in(planets.parent)
    refused = cli("quiz", planets, *OPTIONS)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"{kept}:2:12: error:" in refused.stderr
    assert "[edition-edited]" in refused.stderr
    assert files_in(planets.parent) == edited


def test_two_quizzes_of_one_code_are_a_problem(cli: CommandLine, planets: Path) -> None:
    """A code has thirty bits, so this takes a forger: another quiz under a right seal."""
    cli("quiz", planets, *OPTIONS)
    kept = planets.with_suffix(".editions") / f"{code_of(planets)}.json"
    forged = json.loads(kept.read_text()) | {"title": "Another"}
    kept.write_text(json.dumps(forged | {"sha256": seal_of(forged)}))
    clash = cli("quiz", planets, *OPTIONS)
    assert (clash.returncode, clash.stdout) == (1, "")
    assert "another quiz, 'Another', is kept here" in clash.stderr
    assert "[edition-clash]" in clash.stderr


def test_build_keeps_no_edition_and_release_keeps_all(cli: CommandLine, planets: Path) -> None:
    folder = planets.with_suffix(".editions")
    assert cli("build", planets).returncode == 0
    assert cli("quiz", planets, "--draft").returncode == 0
    assert not folder.exists()
    assert cli("release", planets).returncode == 0
    deck, _ = load_deck(planets)
    assert len([*folder.iterdir()]) == len(deck.plans) > 3


def test_a_plan_of_the_deck_is_printed_and_kept(
    cli: CommandLine, planets: Path, tmp_path: Path
) -> None:
    assert cli("build", planets, "--out", "built").returncode == 0
    assert cli("quiz", planets, "--plan", "solar-system", "--out", "own").returncode == 0
    own = files_in(tmp_path / "own" / "planets")
    assert own
    assert own.items() <= files_in(tmp_path / "built" / "planets").items()
    changed = cli(
        "quiz", planets, "--plan", "solar-system", "--versions", "1", "--title", "Planets again",
        "--name", "again", "--language", "de", "--bounds", "none=1",
    )  # fmt: skip
    assert changed.returncode == 2
    assert "the deck has no topic 'none'" in changed.stderr
    changed = cli(
        "quiz", planets, "--plan", "solar-system", "--versions", "1", "--title", "Planets again",
        "--name", "again", "--language", "de",
    )  # fmt: skip
    assert changed.returncode == 0
    page = (tmp_path / "dist" / "planets" / "again.html").read_text()
    assert '<html lang="de" dir="ltr">' in page
    assert '<ol class="items" lang="en">' in page
    assert "Planets again" in page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["key"], ""),
        (["key", "ABC"], "no edition is kept here; 'quizgen quiz' and 'quizgen release' keep them"),
        (["key", "ABC"], "'quizgen build' and 'quizgen quiz --draft' do not"),
        (["key", "gone.json"], "cannot read 'gone.json'"),
        (["quiz", "decks/planets.yaml", "--plan", "moons"], "the deck has no quiz 'moons'"),
        (
            ["quiz", "decks/planets.yaml", "--plan", "pairs", "--form", "choice"],
            "with --plan the plan has the sections: leave out --form",
        ),
        (["quiz", "decks/planets.yaml", "--name", "pairs"], "print it by --plan"),
        (["quiz", "decks/planets.yaml", "--form", "choice,pints=2"], "did you mean 'points'?"),
        (["quiz", "decks/planets.yaml", "--form", "choice,from=moons"], "as in topic=seas, kind="),
        (["quiz", "decks/planets.yaml", "--form", "choice,template=mon"], "no template 'mon'"),
        (["quiz", "decks/planets.yaml", "--form", "choice,fact=marz"], "did you mean 'mars'?"),
        (["quiz", "decks/planets.yaml", "--form", "choice,difficulty=1"], "'difficulty' cannot"),
        (["quiz", "decks/planets.yaml", "--form", "choice,space=3"], "write '3 lines'"),
        (["quiz", "decks/planets.yaml", "-f", "recall", "--space", "x=box"], "'x'"),
        (["quiz", "decks/planets.yaml", "--space", "x=box"], "--space is for short answers"),
        (["quiz", "decks/planets.yaml", "--size", "4"], "--size is for a match or an order"),
        (["quiz", "decks/planets.yaml", "--bounds", "a=2-1"], "as in --bounds money=4-8"),
        (["quiz", "decks/planets.yaml", "--profile", "huge"], "'profile' cannot be 'huge'"),
        (["quiz", "decks/planets.yaml", "--cards", "7"], "'per_page' cannot be '7'"),
        (["quiz", "decks/planets.yaml", "--study", "some"], "--study asked, or"),
        (["quiz", "decks/planets.yaml", "--study", "asked", "--draft"], ""),
        (["quiz", "decks/planets.yaml", "--topic", "moons"], "it has none at all"),
    ],
)
def test_wrong_use_says_what_would_be_right(
    cli: CommandLine, planets: Path, arguments: list[str], words: str
) -> None:
    run = cli(*arguments)
    assert run.returncode == (2 if words else 0)
    assert words in run.stderr
    assert not planets.with_suffix(".editions").exists()


def test_unknown_code_is_answered_by_the_nearest(cli: CommandLine, planets: Path) -> None:
    cli("quiz", planets, *OPTIONS)
    code = code_of(planets)
    wrong = code[:2] + ("X" if code[2] != "X" else "Y") + code[3:]
    run = cli("key", wrong.lower())
    assert (run.returncode, run.stdout) == (2, "")
    assert f"no edition '{wrong}' is kept here; did you mean '{code}'?" in run.stderr
    shutil.copytree(planets.with_suffix(".editions"), planets.parent / "copy" / "editions")
    assert "is kept twice: name one of decks/copy/editions" in cli("key", code).stderr
    assert "its versions" not in cli("key", code, "--version", "B").stdout


def test_all_that_a_plan_says_is_an_option_too(
    cli: CommandLine, planets: Path, tmp_path: Path
) -> None:
    plan = """
  same:
    title: Twice
    instructions: Be quick.
    versions: 2
    seed: 7
    paper: Letter
    profile: [regular, dyslexia]
    language: fr
    answer_sheet: true
    study: asked
    cards: {per_page: 4, fold: fold-over, offset: [0.5, -1], from: {kind: planet}}
    sections:
      - {form: choice, count: 2, points: 3, columns: 1, title: First}
      - {form: recall, count: 2, space: 2 lines, spaces: {venus: box}}
      - {form: match, count: 1, size: 3, points: 3}
"""
    text = planets.read_text()
    planets.write_text(text.replace("quizzes:", "quizzes:" + plan.rstrip("\n")))
    assert cli("quiz", planets, "--plan", "same", "--out", "plan").returncode == 0
    planets.write_text(text)
    said = cli(
        "quiz", planets, "--name", "same", "--title", "Twice", "--instructions", "Be quick.",
        "--versions", 2, "--seed", 7, "--paper", "Letter", "--profile", "regular",
        "--profile", "dyslexia", "--language", "fr", "--answer-sheet", "--study", "asked",
        "--cards", "4,fold=fold-over,offset=0.5:-1,kind=planet",
        "--form", "choice=2,points=3,columns=1,title=First",
        "--form", "recall=2,space=2 lines", "--space", "venus=box",
        "--form", "match=1,size=3,points=3",
    )  # fmt: skip
    assert (said.returncode, said.stderr) == (0, "")
    pages = files_in(tmp_path / "dist" / "planets")
    assert pages == files_in(tmp_path / "plan" / "planets")
    code = code_of(planets)
    assert cli("key", code).returncode == 0
    assert files_in(tmp_path / "dist" / "planets" / code) == pages


def test_key_lists_what_is_kept(cli: CommandLine, planets: Path) -> None:
    cli("quiz", planets, *OPTIONS, "--versions", "2", "--title", "Test of Monday")
    run = cli("key")
    code = code_of(planets)
    kept = f"decks/planets.editions/{code}.json"
    assert run.stdout == f"{code}  Test of Monday (5 questions, A to B)  {kept}\n"
    assert run.stderr == "1 edition\n"
