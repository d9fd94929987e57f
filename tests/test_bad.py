"""Broken decks: each says in its first lines what is wrong with it, and nothing else is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import quizgen
from quizgen.build import check
from quizgen.problems import Problem, format_problem

BAD = Path(__file__).parent / "bad"
DECKS = sorted(BAD.glob("*.yaml"))
EXPECT = re.compile(r"# expect: (\d+):(\d+) ([a-z0-9-]+)")
ELSEWHERE = {
    "anchor-ambiguous": "tests/check: wants a document",
    "anchor-elsewhere": "tests/check: wants a document",
    "anchor-missing": "tests/check: wants a document",
    "answer-not-in-evidence": "tests/check: wants a document",
    "csv-header": "tests/load/test_csv_table.py",
    "csv-row": "tests/load/test_csv_table.py",
    "csv-syntax": "tests/load/test_csv_table.py",
    "clock-behind": "tests/test_lock.py",
    "deck-name-kept": "tests/updates/test_names.py",
    "edition-clash": "tests/cli/test_key.py",
    "edition-damaged": "tests/load/test_edition.py",
    "edition-edited": "tests/load/test_edition.py",
    "edition-format": "tests/load/test_edition.py",
    "left-out-cited": "tests/check/test_coverage.py: wants a document",
    "left-out-missing": "tests/check/test_coverage.py: wants a document",
    **dict.fromkeys(
        ("convergence", "gratuitous", "opposite-pair", "readability", "vague"),
        "tests/check/test_wording_hints.py: told when asked for",
    ),
    "eliminating-key": "tests/check/test_quiz_rules.py: told when asked for",
    "interference": "tests/check/test_interference.py: told when asked for",
    "key-order": "tests/load/test_tidying.py: told when asked for",
    "lock-conflict": "tests/updates",
    "lock-format": "tests/updates",
    "lock-gaps": "tests/cli/test_lock_command.py",
    "lock-gaps-clash": "tests/updates/test_branches.py",
    "lock-line": "tests/updates",
    "lock-merged": "tests/updates/test_branches.py",
    "lock-truncated": "tests/updates",
    "media-clash": "tests/load/test_media.py: wants files",
    "media-unused": "tests/load/test_media.py: wants files",
    "key-runs": "tests/check/test_quiz_rules.py",
    "never-key": "tests/check/test_quiz_rules.py",
    "outside-deck": "tests/load/test_deck.py",
    "paragraph-untold": "tests/check/test_coverage.py: wants a document",
    "quote-missing": "tests/check: wants a document",
    "released-fact-gone": "tests/updates",
    "released-note-gone": "tests/updates/test_names.py",
    "released-note-renamed": "tests/updates/test_names.py",
    "source-changed": "tests/check: wants a document",
    "source-unread": "tests/check: wants a document",
    "unsafe-style": "tests/load/test_style.py",
    "stale-lock": "tests/updates",
    "unknown-file": "tests/load/test_deck.py",
    "unknown-was": "tests/updates/test_names.py",
    "yaml-bare": "tests/load/test_tidying.py: told when asked for",
}
"""Rules that no deck of one file can break, and who tests them."""
SELF_EXPLANATORY = frozenset({"yaml-alias", "yaml-depth"})
"""Rules of which one message needs no mend."""


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_broken_deck_has_these_problems_and_no_others(path: Path) -> None:
    found = [(p.where.line, p.where.column, p.rule) for p in check(path).problems]
    assert found == expected(path)


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_every_problem_says_how_to_mend_it(path: Path) -> None:
    for problem in check(path).problems:
        assert problem.mend or problem.rule in SELF_EXPLANATORY
        assert not problem.message.endswith(".")


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_every_problem_is_one_line_and_shows_the_line_at_fault(path: Path) -> None:
    for problem in check(path).problems:
        first, *rest = format_problem(problem).split("\n")
        assert first.startswith(f"{path.as_posix()}:{problem.where.line}:")
        assert first.endswith(f"[{problem.rule}]")
        assert len(rest) == bool(problem.line.strip()) * 2 + bool(problem.mend)
        assert problem.line == line_of(path, problem)


def test_every_rule_has_a_broken_deck() -> None:
    shown = {rule for path in DECKS for _, _, rule in expected(path)}
    assert rules_in_source() == shown | ELSEWHERE.keys()


def expected(path: Path) -> list[tuple[int, int, str]]:
    """Read the `# expect:` lines at the head of a deck."""
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        match = EXPECT.fullmatch(line)
        if match is None:
            break
        found.append((int(match[1]), int(match[2]), match[3]))
    assert found, "a broken deck says what it expects"
    return found


def line_of(path: Path, problem: Problem) -> str:
    """Give the line at fault; none of a file that cannot be read."""
    if problem.rule == "not-utf-8":
        return ""
    return path.read_text(encoding="utf-8").split("\n")[problem.where.line - 1]


def rules_in_source() -> set[str]:
    """Find the rule of every `Problem(...)`, `Flaw(...)` and `slip(...)` in the package."""
    root = Path(quizgen.__file__).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in root.rglob("*.py")]
    return {rule for tree in trees for call in ast.walk(tree) for rule in rules_of(call)}


def rules_of(call: ast.AST) -> list[str]:
    """Give the rules that a call can report; a conditional rule counts in both its forms."""
    if not isinstance(call, ast.Call) or len(call.args) < 2:
        return []
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in ("Problem", "Flaw", "slip", "_refuse", "problem"):
        return []
    match call.args[0 if name == "problem" else 1]:
        case ast.Constant(value=str(rule)):
            return [rule]
        case ast.JoinedStr(values=[ast.Constant(value="unknown-"), _]):
            return [f"unknown-{name}" for name in ("topic", "kind", "template", "fact")]
        case ast.Attribute(attr="rule"):  # of a flaw: seen where that is made
            return []
        case ast.Name(id="rule"):  # handed on: the caller's own call is seen
            return ["duplicate-id", "duplicate-key"] if name == "slip" else []
        case _:
            raise AssertionError(f"line {call.lineno}: which rule is this?")
