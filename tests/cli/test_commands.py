"""The command line as a user meets it: every command, its exit code, and where it speaks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent
from typing import get_type_hints

import pytest
from conftest import CommandLine, files_in, on_terminal
from rich.text import Text

from quizgen.cli.app import app

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
COMMANDS = {
    "new": set[str](),
    "check": {"--sources", "--strict", "--quiet", "--verbose", "--format"},
    "build": {"--out", "--strict", "--quiet", "--verbose", "--format"},
    "diff": {"--format"},
    "rule": {"--format"},
    "lock": {"--from", "--force"},
    "release": {"--out", "--quiet", "--verbose"},
    "schema": {"--file", "--write"},
    "show": {"--fact", "--kind", "--topic", "--form", "--format"},
    "key": {"--deck", "--version", "--paper", "--profile", "--out"},
    "quiz": {
        "--plan", "--form", "--space", "--bounds", "--language", "--profile", "--draft", "--size",
        "--cards", "--study", "--answer-sheet", "--pdf", "--count", "--topic",
        "--kind", "--versions", "--seed", "--paper", "--title",
        "--instructions", "--name", "--out",
    },
}  # fmt: skip

DECK = """\
id: metals
title: Metals
sources: {book: {name: The Book}}
source: book
kinds:
  metal:
    complete: true
    fields: {name: metal, symbol: text}
    templates:
      symbol: {ask: "What is the symbol of {{ name }}?", answer: symbol}
facts:
  metal:
    gold: {name: Gold, symbol: Au, topic: noble}
    iron: {name: Iron, symbol: Fe}
    tin: {name: Tin, symbol: Sn}
    lead: {name: Lead, symbol: Pb}
quizzes:
  first: {sections: [{form: choice, count: 2}]}
"""


@pytest.fixture
def metals(tmp_path: Path) -> Path:
    """A deck of one file without problems, in the folder where commands run."""
    path = tmp_path / "metals.yaml"
    path.write_text(DECK)
    return path


# -- the whole way


def test_from_nothing_to_a_printed_quiz(cli: CommandLine, tmp_path: Path) -> None:
    made = cli("new", "my-deck")
    assert (made.returncode, made.stderr) == (0, "Next: quizgen build my-deck\n")
    assert "my-deck/deck.yaml" in made.stdout.splitlines()

    checked = cli("check", "my-deck", "--strict")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("my-deck: 8 facts, ")
    assert "no problem" in checked.stdout

    built = cli("build", "my-deck")
    assert (built.returncode, built.stderr) == (0, "")
    written = sorted(line.strip() for line in built.stdout.splitlines()[1:])
    assert written == sorted(
        f"dist/my-deck/{name}" for name in files_in(tmp_path / "dist" / "my-deck") if name[0] != "."
    )
    assert "dist/my-deck/my-deck.apkg" in written

    shown = cli("show", "my-deck", "--fact", "peru", "--form", "recall")
    assert (shown.returncode, shown.stderr) == (0, "2 questions\n")
    assert "Lima" in shown.stdout

    quizzed = cli("quiz", "my-deck", "--form", "choice=3", "--versions", "2")
    assert (quizzed.returncode, quizzed.stderr) == (0, "")
    papers = ("quiz-A.html", "quiz-A-key.html", "quiz-B.html", "quiz-B-key.html")
    names = (*papers, "quiz-marking.html", "quiz-strips.html")
    *pages, kept = quizzed.stdout.splitlines()
    assert pages == [f"dist/my-deck/{name}" for name in names]
    assert re.fullmatch(r"my-deck/editions/[A-Z2-9]{6}\.json", kept)
    assert (tmp_path / kept).is_file()
    assert all((tmp_path / "dist" / "my-deck" / name).is_file() for name in names)


def test_the_next_command_can_be_pasted(cli: CommandLine) -> None:
    assert cli("new", "My deck").stderr == "Next: quizgen build 'My deck'\n"


def test_build_without_a_name_takes_all_of_decks(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "metals.yaml").write_text(DECK)
    cli("new", "decks/other")
    built = cli("build")
    assert built.returncode == 0
    assert {path.name for path in (tmp_path / "dist").iterdir()} == {"metals", "other"}


def test_build_inside_a_deck_takes_this_deck(cli: CommandLine, tmp_path: Path) -> None:
    cli("new", "deck")
    assert cli("build", cwd=tmp_path / "deck").returncode == 0
    assert (tmp_path / "deck" / "dist" / "deck" / "deck.apkg").is_file()


def test_show_as_json_is_json(cli: CommandLine, metals: Path) -> None:
    shown = cli("show", metals, "--format", "json", "--form", "choice", "--fact", "gold")
    content = json.loads(shown.stdout)
    assert (content["version"], content["deck"]) == (1, "metals")
    (row,) = content["questions"]
    assert (row["id"], row["answer"]) == ("metals/gold/symbol/choice", "Au")
    assert {wrong["text"] for wrong in row["wrong"]} == {"Fe", "Sn", "Pb"}
    assert (shown.returncode, shown.stderr) == (0, "")


def test_show_wraps_on_a_terminal_and_not_in_a_pipe(cli: CommandLine, metals: Path) -> None:
    words = "What is the symbol of the metal that is known to all of us under the name"
    metals.write_text(DECK.replace("What is the symbol of", words))
    arguments = ("-m", "quizgen", "show", metals.name, "--fact", "gold")
    shown = on_terminal(*arguments, cwd=metals.parent, screen="stdout", columns=50)
    assert max(map(len, shown.splitlines())) <= 50
    piped = cli("show", metals.name, "--fact", "gold").stdout
    assert shown.split() == piped.split()
    assert f"prompt  {words} Gold?" in piped


# -- wrong use


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "missing"], "there is no deck at 'missing'"),
        (["build", "missing.yaml"], "there is no deck at 'missing.yaml'"),
        (["show", "missing"], "there is no deck at 'missing'"),
        (["quiz", "missing"], "there is no deck at 'missing'"),
        (["build"], "there is no folder 'decks' here"),
        (["check", "folder"], "'folder'"),
        (["check", "folder/deck.yaml"], "'folder/deck.yaml'"),
        (["build", "metals.yaml", "--out", "metals.yaml"], "cannot write to 'metals.yaml/metals'"),
        (["quiz", "metals.yaml", "--form", "choise"], "did you mean 'choice'?"),
        (
            ["quiz", "metals.yaml", "--form", "choice=x"],
            "'count' is a whole number from 1 to 10,000, not 'x'",
        ),
        (["quiz", "metals.yaml", "--topic", "nobel"], "did you mean 'noble'?"),
        (["quiz", "metals.yaml", "--kind", "metall"], "did you mean 'metal'?"),
        (["quiz", "metals.yaml", "--paper", "A3"], "'paper' cannot be 'A3'"),
        (["quiz", "metals.yaml", "--name", "../x"], "'../x' cannot name a file"),
        (["check", "metals.yaml", "--sources", "nowhere"], "there is no folder 'nowhere'"),
        (["new", "there"], "is there already"),
        (["frobnicate"], "frobnicate"),
        (["build", "--frobnicate"], "--frobnicate"),
    ],
)
def test_wrong_use_is_a_line_and_exit_code_2(
    cli: CommandLine, metals: Path, arguments: list[str], words: str
) -> None:
    (metals.parent / "folder" / "deck.yaml").mkdir(parents=True)
    (metals.parent / "there").mkdir()
    (metals.parent / "there" / "deck.yaml").write_text("mine")
    before = files_in(metals.parent)
    run = cli(*arguments)
    assert run.returncode == 2
    assert run.stdout == ""
    assert words in run.stderr
    assert "Traceback" not in run.stderr
    assert files_in(metals.parent) == before


def test_asking_for_more_than_there_is_says_so(cli: CommandLine, metals: Path) -> None:
    run = cli("quiz", metals, "--form", "choice=9")
    assert (run.returncode, run.stdout) == (1, "")
    assert "there are 4 [too-few-questions]" in run.stderr
    assert "wrong answers" not in run.stderr  # each fact has its choice question
    assert not (metals.parent / "dist").exists()


@pytest.mark.parametrize("folder", [False, True])
def test_only_what_concerns_the_quiz_asked_for_stops_it(
    cli: CommandLine, metals: Path, folder: bool
) -> None:
    plans = {
        "first": "{sections: [{form: choice, count: 2}]}",
        "poor": "{sections: [{form: choice, count: 40}]}",
        "slip": "{section: [{form: choise}], topics: {noisy: 2}}",
    }
    deck = metals
    if folder:
        deck = metals.parent / "deck"
        (deck / "quizzes").mkdir(parents=True)
        head, _, facts = DECK.partition("facts:\n")
        head, _, kinds = head.partition("kinds:\n")
        texts = {"deck": head.replace("sources: {book: {name: The Book}}\n", "")}
        texts |= {"kinds": dedent(kinds), "sources": "book: {name: The Book}"}
        texts |= {"facts/metals": dedent(facts.partition("quizzes:")[0])}
        texts |= {f"quizzes/{name}": plan for name, plan in plans.items()}
        (deck / "facts").mkdir()
        for name, text in texts.items():
            (deck / f"{name}.yaml").write_text(text)
    else:
        listed = "".join(f"  {name}: {plan}\n" for name, plan in plans.items())
        metals.write_text(DECK.partition("quizzes:")[0] + "quizzes:\n" + listed)
    assert cli("check", deck).returncode == 1
    for options in (["--form", "choice=2"], ["--plan", "first"]):
        run = cli("quiz", deck, "--draft", *options)
        assert (run.returncode, run.stderr) == (0, ""), options
    assert "wants 40 choice questions" in cli("quiz", deck, "--plan", "poor").stderr
    assert "has no key 'section'" in cli("quiz", deck, "--plan", "slip").stderr
    assert "did you mean 'first'?" in cli("quiz", deck, "--plan", "fist").stderr
    assert "the deck's own quiz is named 'slip'" in cli("quiz", deck, "--name", "slip").stderr


def test_word_bank_by_option_needs_no_plan_with_one(cli: CommandLine, metals: Path) -> None:
    stem = "In chemistry the metal {{ name }} has the symbol {{ symbol }}."
    state = f'      is: {{state: "{stem}", blank: [symbol]}}\nfacts:'
    metals.write_text(DECK.replace("facts:", state, 1))
    run = cli("quiz", metals, "--form", "cloze=3,bank=true", "--draft")
    assert (run.returncode, run.stderr) == (0, "")
    page = (metals.parent / "dist" / "metals" / "quiz.html").read_text(encoding="utf-8")
    assert '<div class="bank"' in page


def test_plan_in_want_of_wrong_answers_says_where_they_come_from(
    cli: CommandLine, metals: Path
) -> None:
    metals.write_text(DECK.replace("complete: true", "complete: false"))
    run = cli("quiz", metals, "--form", "choice=2")
    assert "there are 0 [too-few-questions]" in run.stderr
    assert "allow wrong answers ('complete: true' on a kind" in run.stderr


def test_without_a_count_a_quiz_takes_what_fits(cli: CommandLine, metals: Path) -> None:
    metals.write_text(DECK.replace("{name: Iron,", "{enemies: [gold], name: Iron,"))
    counted = cli("quiz", metals, "--form", "choice=4")
    assert (counted.returncode, counted.stdout) == (1, "")
    run = cli("quiz", metals)
    assert (run.returncode, run.stderr) == (0, "")
    shown = (metals.parent / "dist" / "metals" / "quiz.html").read_text("utf-8")
    assert shown.count('<li class="item') == 3


def test_what_only_a_paper_has_brings_one_beside_cards(cli: CommandLine, metals: Path) -> None:
    run = cli("quiz", metals, "--cards", "8", "--study", "asked", "--answer-sheet", "--draft")
    assert (run.returncode, run.stderr) == (0, "")
    names = {Path(line).name for line in run.stdout.splitlines()}
    assert {"quiz.html", "quiz-sheet.html", "quiz-cards.html", "quiz-study.html"} <= names


# -- what is left alone


def test_a_renamed_quiz_leaves_no_old_paper(cli: CommandLine, metals: Path) -> None:
    cli("build", metals)
    out = metals.parent / "dist" / "metals"
    (out / "notes.txt").write_text("a teacher's own")
    (out / "first-marked.html").write_text("a teacher's own, too")
    metals.write_text(DECK.replace("  first:", "  second:"))
    cli("build", metals)
    assert {path.name for path in out.iterdir() if path.name[0] != "."} == {
        "metals.apkg", "second.html", "second-key.html", "second-strips.html", "notes.txt",
        "first-marked.html",
    }  # fmt: skip


def test_quiz_leaves_built_files_alone(cli: CommandLine, metals: Path) -> None:
    cli("build", metals)
    out = metals.parent / "dist" / "metals"
    before = files_in(out)
    assert cli("quiz", metals, "--count", "2").returncode == 0
    after = files_in(out)
    assert before.items() <= after.items()
    assert after.keys() - before.keys() == {"quiz.html", "quiz-key.html", "quiz-strips.html"}
    cli("build", metals)
    assert files_in(out) == after


# -- streams


def test_quiet_prints_problems_only(cli: CommandLine, metals: Path) -> None:
    for command in ("check", "build"):
        run = cli(command, metals, "--quiet")
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    metals.write_text(DECK.replace("source: book\n", ""))
    run = cli("check", metals, "--quiet")
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr.count(": warning: ") == 1


def test_release_says_whether_it_is_the_first(cli: CommandLine, metals: Path) -> None:
    first, again = (cli("release", metals.name).stdout.splitlines()[0] for _ in range(2))
    assert " for Anki, the first release, dated 2" in first
    assert again.endswith(" for Anki, nothing has changed since the last release")


def test_strict_makes_a_warning_an_error(cli: CommandLine, metals: Path) -> None:
    metals.write_text(DECK.replace("source: book\n", ""))
    assert cli("check", metals).returncode == 0
    assert cli("check", metals, "--strict").returncode == 1
    assert cli("build", metals, "--strict").returncode == 1
    assert not (metals.parent / "dist").exists()


def test_a_terminal_shows_problems_in_colour(metals: Path) -> None:
    metals.write_text(DECK.replace("symbol: Fe", "sybmol: Fe"))
    shown = on_terminal("-m", "quizgen", "check", metals.name, cwd=metals.parent)
    assert COLOUR.search(shown)
    assert "did you mean 'symbol'?" in shown


def test_no_colour_where_none_is_wanted(metals: Path) -> None:
    metals.write_text(DECK.replace("symbol: Fe", "sybmol: Fe"))
    shown = on_terminal("-m", "quizgen", "check", metals.name, cwd=metals.parent, NO_COLOR="1")
    assert not COLOUR.search(shown)
    assert "did you mean 'symbol'?" in shown


def test_colour_can_be_forced_into_a_pipe(cli: CommandLine, metals: Path) -> None:
    metals.write_text(DECK.replace("symbol: Fe", "sybmol: Fe"))
    assert COLOUR.search(cli("check", metals, FORCE_COLOR="1").stderr)
    assert not COLOUR.search(cli("check", metals, FORCE_COLOR="1", NO_COLOR="1").stderr)
    assert not COLOUR.search(cli("check", metals, FORCE_COLOR="").stderr)


@pytest.mark.parametrize("arguments", [["--help"], ["check", "metals.yaml"], ["quiz", "--help"]])
def test_pipes_carry_no_escape_codes(cli: CommandLine, metals: Path, arguments: list[str]) -> None:
    metals.write_text(DECK.replace("symbol: Fe", "sybmol: Fe"))
    run = cli(*arguments)
    assert "\x1b" not in run.stdout + run.stderr


# -- help


@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_every_option_and_an_example_in_80_columns(
    cli: CommandLine, command: str
) -> None:
    run = cli(command, "--help")
    assert run.returncode == 0
    assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*", run.stdout)) >= COMMANDS[command]
    assert f"quizgen {command}" in run.stdout
    assert "Example" in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 80


def test_help_names_every_command_in_80_columns(cli: CommandLine) -> None:
    run = cli("--help")
    assert run.returncode == 0
    assert all(re.search(rf"^\W*{command}\s", run.stdout, re.MULTILINE) for command in COMMANDS)
    assert max(map(len, run.stdout.splitlines())) <= 80


def test_help_shows_square_brackets_as_they_are_written(cli: CommandLine) -> None:
    for command in ("quiz", "key", "build"):
        assert "needs 'quizgen[pdf]'" in re.sub(r"[\s│]+", " ", cli(command, "--help").stdout)
    for function in app.registered_commands:
        for hint in get_type_hints(function.callback, include_extras=True).values():
            for option in getattr(hint, "__metadata__", ()):
                told = option.help or ""
                assert Text.from_markup(told).plain == told.replace("\\[", "[")


def test_quiz_help_tells_the_default_form(cli: CommandLine) -> None:
    words = re.sub(r"[\s│]+", " ", cli("quiz", "--help").stdout)
    assert "default: choice" in words
