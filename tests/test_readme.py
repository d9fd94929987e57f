"""The README says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, CommandLine, load_text

from quizgen.load import keys as key_tables

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


def test_library_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - our own README
    assert len(names["pages"]) == 4  # type: ignore[arg-type] # a list, by the line above


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
