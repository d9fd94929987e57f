"""Waivers: what a fact, a template or the deck lets stand is not reported, and counted."""

from __future__ import annotations

from pathlib import Path

from conftest import CommandLine

from quizgen.build import Checked, check

DECK = """\
id: metals
title: Metals
kinds:
  metal:
    fields: {name: metal, symbol: text}
    templates:
      symbol: {ask: "What is the symbol of {{ name }}?", answer: symbol}
"""
FACTS = """\
facts:
  metal:
    gold: {name: Gold, symbol: Au, waive: {no-source: everybody knows}}
    iron: {name: Iron, symbol: Fe}
"""


def checked(text: str, folder: Path) -> Checked:
    path = folder / "metals.yaml"
    path.write_text(text, encoding="utf-8")
    return check(path)


def test_a_waiver_of_a_fact_holds_for_that_fact(tmp_path: Path) -> None:
    found = checked(DECK + FACTS, tmp_path)
    assert [(p.rule, p.where.line) for p in found.problems] == [("no-source", 11)]
    assert [(w.rule, w.reason, w.used) for w in found.waivers] == [
        ("no-source", "everybody knows", 1)
    ]


def test_a_waiver_of_the_deck_holds_for_all_others(tmp_path: Path) -> None:
    found = checked(f"{DECK}waive: {{no-source: a first try}}\n{FACTS}", tmp_path)
    assert found.problems == ()
    assert sorted((w.reason, w.used) for w in found.waivers) == [
        ("a first try", 1),
        ("everybody knows", 1),
    ]


def test_a_waiver_of_defaults_counts_all_their_facts(tmp_path: Path) -> None:
    facts = FACTS.replace(", waive: {no-source: everybody knows}", "")
    text = f"{DECK}defaults: {{waive: {{no-source: a first try}}}}\n{facts}"
    assert [(w.reason, w.used) for w in checked(text, tmp_path).waivers] == [("a first try", 2)]


def test_what_load_warns_of_is_waived_by_the_deck(tmp_path: Path) -> None:
    head = "language: tlh\nwaive: {unknown-language: Klingon will do, no-source: a first try}\n"
    found = checked(head + DECK + FACTS, tmp_path)
    assert found.problems == ()
    assert "Klingon will do" in [waiver.reason for waiver in found.waivers]


def test_waivers_of_rules_that_want_documents_rest_without_them(tmp_path: Path) -> None:
    sources = "sources: {book: {name: The Book, file: book.txt}}\nsource: {in: book, words: so}\n"
    waived = "waive: {answer-not-in-evidence: it says so elsewhere}\n"
    facts = FACTS.replace("no-source: everybody knows", "anchor-ambiguous: both say so")
    assert checked(DECK + sources + waived + facts, tmp_path).problems == ()


def test_a_slip_in_defaults_is_told_once(tmp_path: Path) -> None:
    words = " ".join(["word"] * 11)
    source = f"sources: {{book: {{name: B}}}}\nsource: {{in: book, words: {words}}}\n"
    facts = FACTS.replace(", waive: {no-source: everybody knows}", "")
    assert [p.rule for p in checked(DECK + source + facts, tmp_path).problems] == ["anchor-long"]


def test_check_says_what_was_waived_and_why(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "metals.yaml").write_text(DECK + FACTS)
    run = cli("check", "--strict", "metals.yaml")
    assert run.returncode == 1
    assert "waived: no-source, once: everybody knows" in run.stdout


def test_check_names_sources_of_one_original(cli: CommandLine, tmp_path: Path) -> None:
    sources = "sources: {one: {name: 1, rests_on: wire}, two: {name: 2, rests_on: wire}}\n"
    (tmp_path / "metals.yaml").write_text(DECK + sources + FACTS)
    assert "  one, two rest on one original: wire\n" in cli("check", "metals.yaml").stdout


def test_what_a_quiz_is_warned_of_is_waived_once(tmp_path: Path) -> None:
    text = """\
id: planets
title: Planets
waive: {never-key: there are few, no-source: a first try}
kinds:
  planet:
    fields: {what: text, name: text}
    templates: {which: {ask: "Which is {{ what }}?", answer: name, forms: [choice]}}
facts:
  planet:
    mars: {what: red, name: Mars, wrong: {name: [Sun, Moon]}}
    venus: {what: hot, name: Venus, wrong: {name: [Sun, Moon]}}
    earth: {what: blue, name: Earth, wrong: {name: [Sun, Moon]}}
quizzes:
  test: {sections: [{form: choice, count: 3}]}
  test-2: {sections: [{form: choice, count: 1}]}
"""
    waivers = {str(waiver.rule): waiver.used for waiver in checked(text, tmp_path).waivers}
    assert waivers["never-key"] == 1
