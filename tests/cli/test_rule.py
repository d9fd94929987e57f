"""`quizgen rule`: the page of a rule, and the list of all."""

from __future__ import annotations

import json

from conftest import CommandLine

from quizgen.cli.rule_views import page_text, pages_text
from quizgen.rules import rule_pages


def test_a_page_shows_what_why_examples_and_mend(cli: CommandLine) -> None:
    run = cli("rule", "answer-leak")
    assert run.returncode == 0
    assert run.stdout.startswith("answer-leak (error; Questions)\n")
    for label in ("why", "bad", "good", "mend", "waive"):
        assert f"\n  {label}" in run.stdout
    assert '"Who wrote the Scott email?" -> Scott' in run.stdout


def test_a_rule_that_may_be_waived_says_how(cli: CommandLine) -> None:
    assert "Write 'waive: {no-source: your reason}'." in cli("rule", "no-source").stdout
    assert "errors cannot be waived" in cli("rule", "answer-leak").stdout


def test_without_an_id_all_rules_are_listed_a_line_each(cli: CommandLine) -> None:
    lines = cli("rule").stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(rule_pages())


def test_json_holds_the_same(cli: CommandLine) -> None:
    rows = json.loads(cli("rule", "--format", "json").stdout)
    assert [row["id"] for row in rows] == list(rule_pages())
    assert json.loads(cli("rule", "no-source", "--format", "json").stdout)[0]["waivable"] is True


def test_an_unknown_rule_is_wrong_use_and_names_the_nearest(cli: CommandLine) -> None:
    run = cli("rule", "answer-leek")
    assert run.returncode == 2
    assert run.stderr.startswith("quizgen: there is no rule 'answer-leek'; did you mean 'answer-le")
    assert "'anchor-long'?" in cli("rule", "anchor-lo").stderr
    assert run.stderr.endswith("'quizgen rule' lists them all\n")
    strange = cli("rule", "zzz").stderr
    assert strange == "quizgen: there is no rule 'zzz'; 'quizgen rule' lists them all\n"


def test_pages_fit_a_terminal_of_80_columns() -> None:
    pages = list(rule_pages().values())
    shown = [pages_text(pages, 80), *(page_text(page, 80) for page in pages)]
    assert max(len(line) for text in shown for line in text.splitlines()) <= 80
