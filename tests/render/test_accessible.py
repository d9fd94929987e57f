"""Accessible: axe finds nothing wrong with any sort of page, on screen and in print."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import islice, product
from pathlib import Path
from typing import Literal

import pytest
from browser import visit
from conftest import ROOT, CommandLine, load_text

from quizgen.ask import ask_questions, tell_facts
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.model import Artifact, CardPlan, Deck, Plan, StudyPlan
from quizgen.problems import Where
from quizgen.render import render_quiz

pytestmark = pytest.mark.matrix

MEDIA: tuple[Literal["screen", "print"], ...] = ("screen", "print")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
JUDGE = f"""async () => {{
  const found = await axe.run(document, {{
    runOnly: {{ type: "tag", values: {json.dumps(TAGS)} }}, resultTypes: ["violations"],
  }});
  return found.violations.map(each => [each.id, each.nodes.map(node => node.html)]);
}}"""
CITIES = (
    "القاهرة مصر 969", "الرباط المغرب 1150", "طرابلس ليبيا 650", "بغداد العراق 762",
    "عمان الأردن 1248", "الرياض السعودية 1737", "صنعاء اليمن 1070", "الخرطوم السودان 1821",
)  # fmt: skip
ARABIC = """
language: ar
kinds:
  city:
    complete: true
    fields: {name: text, land: land, since: year}
    templates:
      old: {ask: رتب المدن من الأقدم إلى الأحدث, order: "{{ name }}", by: since}
      pair: {ask: صل كل مدينة ببلدها, match: [name, land]}
      where: {ask: "ما عاصمة {{ land }}؟", answer: name}
      said: {state: "عاصمة {{ land }} هي {{ name }}.", blank: [name], vary: [name]}
quizzes:
  cities:
    versions: 2
    sections:
      - {form: choice, count: 1}
      - {form: true-false, count: 1}
      - {form: cloze, count: 1, bank: true}
      - {form: match, count: 1, size: 3}
      - {form: recall, count: 1, space: 2 lines}
facts:
  city:
"""


def arabic_deck(folder: Path) -> Deck:
    """Load a deck that is read from right to left."""
    rows = enumerate(city.split() for city in CITIES)
    facts = "".join(
        f"    c{i}: {{name: {name}, land: {land}, since: {year}}}\n"
        for i, (name, land, year) in rows
    )
    deck, problems = load_text(ARABIC + facts, folder)
    assert problems == []
    return deck


def render_all(deck: Deck, plan: Plan) -> Iterator[Artifact]:
    """Render every document of a plan, and what it does not ask for as well."""
    where = Where("test")
    wanted = replace(
        plan, versions=2, answer_sheet=True, practice=True, study=StudyPlan(where, asked=True),
        cards=CardPlan(where),
    )  # fmt: skip
    questions, _ = ask_questions(deck)
    quiz, _ = compose_quiz(deck, questions, wanted, tell_facts(deck))
    assert quiz is not None
    return (each for each in render_quiz(quiz) if "-B" not in each.name)


def render_paper(deck: Deck, plan: Plan) -> Iterator[Artifact]:
    """Render the paper and the key of a plan's first version."""
    return islice(render_all(deck, plan), 2)


def check(executable: str, file: Path) -> None:
    """Let axe judge a page as it looks on screen and on paper, by day and by night."""
    with visit(executable, file) as seen:
        seen.page.evaluate(axe())
        for media, scheme in product(MEDIA, SCHEMES):
            seen.page.emulate_media(media=media, color_scheme=scheme)
            assert seen.page.evaluate(JUDGE) == [], f"{file.name}, {media}, {scheme}"
        seen.page.emulate_media(color_scheme="null")


@cache
def axe() -> str:
    """Read the judge."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("deck", "plan", "render"),
    [("microsoft-openai", "alliance", render_all), ("elements", "pairs", render_paper)],
)
def test_axe_finds_nothing(
    chromium: str,
    tmp_path: Path,
    deck: str,
    plan: str,
    render: Callable[[Deck, Plan], Iterator[Artifact]],
) -> None:
    loaded, _ = load_deck(ROOT / "decks" / deck)
    [wanted] = (each for each in loaded.plans if each.id == plan)
    for artifact in render(loaded, wanted):
        file = tmp_path / artifact.name
        file.write_bytes(artifact.content)
        check(chromium, file)


def test_axe_finds_nothing_from_right_to_left(chromium: str, tmp_path: Path) -> None:
    deck = arabic_deck(tmp_path)
    for artifact in render_all(deck, deck.plans[0]):
        file = tmp_path / artifact.name
        file.write_bytes(artifact.content)
        check(chromium, file)


def test_axe_finds_nothing_in_a_report(cli: CommandLine, chromium: str, tmp_path: Path) -> None:
    assert cli("report", ROOT / "decks" / "planets.yaml").returncode == 0
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) == 2
    for page in pages:
        check(chromium, page)
