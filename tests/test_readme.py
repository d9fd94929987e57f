"""The README says what the program does."""

from __future__ import annotations

import json
import re
from filecmp import cmp
from pathlib import Path
from shutil import copytree

import pytest
from conftest import ROOT, CommandLine, load_text

from quizgen.load import keys as key_tables
from quizgen.load.language import known_languages
from quizgen.model import FORMS
from quizgen.problems import Severity

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = dict(re.findall(r"^\| `quizgen (\w+) .*?` \| (.*?) \|$", README, re.MULTILINE))


def test_every_command_is_listed(cli: CommandLine) -> None:
    listed = re.findall(r"^│ (\w+)  +\w", cli("--help").stdout, re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_it_does_is_what_its_help_says(command: str, cli: CommandLine) -> None:
    help_text = " ".join(cli(command, "--help").stdout.split())
    assert COMMANDS[command] in help_text


def test_first_deck_of_the_tutorial_loads(tmp_path: Path) -> None:
    block = re.findall(r"```yaml\n(id: planets.*?)```", README, re.DOTALL)[0]
    deck, problems = load_text(block, tmp_path)
    assert problems == []
    assert [fact.id for fact in deck.facts] == ["mercury", "venus", "earth"]


def test_first_commands_make_what_they_say(cli: CommandLine, tmp_path: Path) -> None:
    commands = re.findall(r"^\.venv/bin/quizgen (.*?)(?:  +#.*)?$", README, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["new", "check", "build", "quiz"]
    for command in commands:
        assert cli(*command.split()).returncode == 0
    made = {path.name for path in (tmp_path / "dist/my-deck").iterdir()}
    assert {"my-deck.apkg", "first-quiz-A.html", "first-quiz-A-key.html", "quiz.html"} <= made


def run_example(name: str) -> None:
    """Run the program of the README that uses a name."""
    programs = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (program,) = (each for each in programs if name in each)
    exec("import quizgen\n" + program, {})  # noqa: S102 - our own README


def test_short_library_example_checks_and_builds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copytree(ROOT / "decks", tmp_path / "decks")
    monkeypatch.chdir(tmp_path)
    run_example("quizgen.build import")
    assert "dist/planets/planets.apkg" in capsys.readouterr().out
    assert (tmp_path / "dist/planets/planets.apkg").is_file()


def test_library_example_builds_what_the_command_line_builds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cli: CommandLine
) -> None:
    copytree(ROOT / "decks", tmp_path / "decks")
    monkeypatch.chdir(tmp_path)
    run_example("render_apkg")
    assert cli("build", "decks/planets.yaml", "--locked").returncode == 0
    made, built = tmp_path / "out", tmp_path / "dist/planets"
    names = {path.name for path in made.iterdir()}
    assert names == {path.name for path in built.iterdir()}
    differ = {name for name in names if not cmp(made / name, built / name, shallow=False)}
    assert differ <= {".quizgen"}  # the command line's knows of what the files were built


def test_example_with_editions_prints_them_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cli: CommandLine
) -> None:
    copytree(ROOT / "decks", tmp_path / "decks")
    monkeypatch.chdir(tmp_path)
    printed = cli("quiz", "decks/planets.yaml", "--plan", "solar-system").stdout.splitlines()
    run_example("find_editions")
    (again,) = (tmp_path / "again").iterdir()
    pages = [Path(name) for name in printed if name.endswith(".html")]
    assert pages
    for page in pages:
        assert (again / page.name).read_bytes() == page.read_bytes()


def keys_of(name: str) -> set[str]:
    """Read the keys of one row of the README's table of objects."""
    row = next(line for line in README.splitlines() if line.startswith(f"| {name} |"))
    return set(re.findall(r"`(\w+)`", row.split(" | ")[1]))


def test_keys_of_json_are_those_told(cli: CommandLine, tmp_path: Path) -> None:
    copytree(ROOT / "decks", tmp_path / "decks")
    told = json.loads(cli("check", ROOT / "tests/bad/no-source.yaml", "--format", "json").stdout)
    assert told.keys() == keys_of("`check`")
    severities = {each.value for each in Severity}
    assert keys_of("a problem") == told["problems"][0].keys() | severities | {"old", "new"}
    shown = json.loads(cli("show", "decks/planets.yaml", "--format", "json").stdout)
    assert shown.keys() == keys_of("`show`")
    parts = [shown["questions"], *(each.get(key, []) for each in shown["questions"]
             for key in ("sources", "wrong", "gaps", "false", "entries"))]  # fmt: skip
    used = {key for part in parts for each in part for key in each}
    assert used <= keys_of("a question")


def test_workflow_runs_commands_that_are(cli: CommandLine, tmp_path: Path) -> None:
    """What the README's workflow runs passes on our own decks."""
    copytree(ROOT / "decks", tmp_path / "decks")
    commands = re.findall(r"^      - run: quizgen (.*)$", README, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        run = cli(*command.split())
        assert (run.returncode, run.stdout) == (0, "")


def test_example_message_is_the_real_one(cli: CommandLine, tmp_path: Path) -> None:
    text = (ROOT / "decks/planets.yaml").read_text(encoding="utf-8")
    (tmp_path / "decks").mkdir()
    broken = text.replace("diameter: 4,879 km", "diametre: 4,879 km", 1)
    (tmp_path / "decks/planets.yaml").write_text(broken, encoding="utf-8")
    example = re.findall(r"^    (decks/planets.yaml:\d.*?mend: .*?)\n\n", README, re.DOTALL | re.M)[
        0
    ]
    shown = [line.strip() for line in cli("check").stderr.splitlines()]
    assert [line for line in map(str.strip, example.splitlines()) if line not in shown] == []


TABLES = [name for name in vars(key_tables) if name.endswith("_KEYS")]


def test_there_are_keys_to_tell() -> None:
    assert {"DECK_KEYS", "FACT_KEYS", "SECTION_KEYS"} <= set(TABLES)


@pytest.mark.parametrize("name", [*TABLES, "CARD_FORMS", "FORGIVABLE"])
def test_every_key_is_told(name: str) -> None:
    keys = getattr(key_tables, name)
    table = README[README.index("## Every key") : README.index("## Commands")]
    told = set(re.findall(r"[`{ ]([a-z0-9_-]+)(?=[`:,}])", table))
    assert set(keys) - told == set()


def test_every_form_is_told() -> None:
    table = README[README.index("| form | asks") : README.index("No fact is asked about twice")]
    assert re.findall(r"^\| `([a-z-]+)`", table, re.MULTILINE) == list(FORMS)


def test_every_language_is_told() -> None:
    table = README.partition("### Languages")[2].partition("\n### ")[0]
    assert sorted(re.findall(r"\| `(\w+)` \| [A-Z]", table)) == list(known_languages())
