"""One slip is one problem, told where it is, with the mend: what it brings about is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.build import check

DECK = """
id: war
title: War
language: en
sources:
  livy: {name: Livy}
  plutarch: {name: Plutarch}
defaults: {source: livy}
kinds:
  battle:
    fields: {name: battle, winner: people, year: year, losses: number?, mark: math?, size: quantity?}
    templates:
      who: {ask: "Who won {{ name }}?", answer: winner, one: true}
      when: {ask: "When was {{ name }}?", answer: year, one: true}
      lost: {ask: "How many fell in {{ name }}?", answer: losses, one: true}
      pairs: {ask: Match them., match: [name, winner]}
facts:
  battle:
    cannae: {name: Cannae, winner: Carthage, year: 216 BC, skip: [when]}
    zama: {name: Zama, winner: Rome, year: 202 BC, aka: {winner: [Roma]}}
    mylae: {name: Mylae, winner: Rome, year: 260 BC, hedge: reportedly, size: 200 ships}
    one: {name: Trebia, winner: Carthage, year: 218 BC, losses: 20000, according_to: livy, dispute: trebia}
    two: {name: Trebia, winner: Carthage, year: 218 BC, losses: 28000, according_to: plutarch, dispute: trebia}
quizzes:
  test: {sections: [{form: choice, count: 1}]}
"""  # noqa: E501 - a fact a line

SLIPS = [
    # a part of the deck
    ("defaults:", "default:", "unknown-key", "did you mean 'defaults'?"),
    ("    templates:", "    template:", "unknown-key", "did you mean 'templates'?"),
    ("    templates:", "    templats:", "unknown-key", "did you mean 'templates'?"),
    ("  battle:\n    fields", "  Battle:\n    fields", "bad-id", "write 'battle'"),
    ("winner: people, year", "winner people, year", "yaml-key", "write 'winner: people'"),
    ("losses: number?", "losses?: number", "bad-id", "write 'losses: number?'"),
    ("mark: math?", "the-mark: math?", "bad-id", "'the_mark'"),
    ("plutarch: {name: Plutarch}", "plutarch: Plutarch", "wrong-shape", "{name: Plutarch}"),
    ("plutarch: {name: Plutarch}", "Plutarch: {name: P}", "bad-id", "write 'plutarch'"),
    ("language: en", "language: english", "unknown-language", "did you mean 'en'?"),
    # a template
    ("answer: winner, one", "anwser: winner, one", "unknown-key", "did you mean 'answer'?"),
    ("match: [name, winner]", "match: 'name, winner'", "wrong-shape", "match: [name, winner]"),
    ("match: [name, winner]", "match: name, winner", "yaml-comma", "match: [name, winner]"),
    ("won {{ name }}", "won [name]", "template-syntax", "write {{ name }}"),
    ("won {{ name }}", "won ｛｛ name ｝｝", "template-syntax", "write {{ name }}"),
    ("won {{ name }}", "won {{ name upper }}", "template-syntax", "write {{ field | upper }}"),
    ("won {{ name }}", "won {{ fact.name }}", "unknown-field", "write {{ name }}"),
    # a fact
    ("aka: {winner: [Roma]}", "aka: {winner: Roma, Urbs}", "yaml-comma", "winner: [Roma, Urbs]"),
    ("aka: {winner: [Roma]}", "also: {winner: [Roma]}", "unknown-key", "did you mean 'aka'?"),
    ("hedge: reportedly", "hedge: true", "wrong-type", "'reportedly'"),
    ("hedge: reportedly", "source: {at: 3}", "missing-key", "add the line 'in: ...'"),
    ("hedge: reportedly", "source: {form: livy}", "unknown-key", "did you mean 'in'?"),
    ("according_to: livy, d", "according to: livy, d", "unknown-key", "'according_to'?"),
    ("livy, dispute: trebia", "livy, dispute: trebbia", "source-conflict", "labels alike"),
    ("livy, dispute: trebia", "livy", "source-conflict", "'dispute: trebia' too"),
    ("cannae: {", "cannae {", "yaml-key", "write 'cannae: {'"),
    ("Rome, year: 202 BC", "Rome, year: 202 BC}, a: b", "yaml-bracket", "remove it"),
    # a value
    ("losses: 20000", "losses: 20,000 men", "yaml-comma", "quote the text"),
    ("losses: 20000", "losses: 20000 men", "wrong-type", "the number alone"),
    ("losses: 20000", "losses: 20000-30000", "wrong-type", "choose one number"),
    ("losses: 20000", "losses: 20000+", "wrong-type", "write 'at least 20000'"),
    ("size: 200 ships", "size: 200-300 ships", "wrong-type", "choose one number"),
    ("size: 200 ships", "size: 200 ± 3 ships", "wrong-type", "choose one number"),
    ("size: 200 ships", "mark: C_6H_{12}O_6", "yaml-bracket", 'write "C_6H_{12}O_6"'),
    ("size: 200 ships", "mark: $x^2$", "wrong-type", "write 'x^2'"),
    ("size: 200 ships", "mark: 5 %", "wrong-type", r"write '5 \%'"),
    ("size: 200 ships", r"mark: '\frac{a}{b'", "wrong-type", "the brace that is missing"),
    ("size: 200 ships", "mark: a_b_c", "wrong-type", "group it with braces"),
    ("year: 202 BC", "year: -202", "wrong-type", "write '202 BC'"),
    ("year: 202 BC", "year: BC 202", "wrong-type", "write '202 BC'"),
    ("year: 202 BC", "year: 202 a.C.", "wrong-type", "write '202 BC'"),
    ("year: 202 BC", "year: 200s BC", "wrong-type", "a span is no year"),
    ("name: Zama", "name: <b>Zama</b>", "stray-mark", "'markdown'"),
    ("name: Zama", "name: {file: zama.png}", "wrong-type", "write 'image'"),
    # a quiz
    ("{form: choice, count: 1}", "{choice: 1}", "unknown-key", "'{form: choice, count: 1}'"),
    ("{sections:", "{section:", "unknown-key", "did you mean 'sections'?"),
]


def test_the_deck_has_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "war.yaml"
    path.write_text(DECK, "utf-8")
    assert check(path).problems == ()


@pytest.mark.parametrize(("right", "wrong", "rule", "mend"), SLIPS)
def test_one_slip_is_one_problem(
    right: str, wrong: str, rule: str, mend: str, tmp_path: Path
) -> None:
    assert right in DECK
    path = tmp_path / "war.yaml"
    path.write_text(DECK.replace(right, wrong, 1), "utf-8")
    [problem] = check(path).problems
    assert problem.rule == rule
    assert mend in problem.mend
    changed = DECK[: DECK.index(right)].count("\n") + 1
    kind, rival = 11, 23  # a type that its values contradict, and the later of two accounts
    assert problem.where.line in (changed, changed + 1, kind, rival)


@pytest.mark.parametrize("name", ["fact/more.yaml", "Facts/more.yaml", "facts/more.xlsx"])
def test_what_a_deck_does_not_read_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("id: a\ntitle: A\n", "utf-8")
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text("battle: {}\n", "utf-8")
    assert [problem.rule for problem in check(tmp_path).problems] == ["unknown-file"]
