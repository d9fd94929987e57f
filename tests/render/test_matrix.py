"""The matrix: every document of every deck, on each paper and for each profile, as printed.

It takes minutes, so plain `pytest` leaves it out: `pytest -m matrix` runs it, as CI does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from browser import PrintedPage, print_pdf
from conftest import ROOT

from quizgen.ask import ask_questions, tell_facts
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.model import Artifact, Quiz
from quizgen.model.plan import PAPERS, PROFILES
from quizgen.render import render_handout

DECKS = ("planets.yaml", "elements", "microsoft-openai")
SIZES = {"A4": (595.0, 842.0), "Letter": (612.0, 792.0)}
MARK = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    main { counter-reset: part item; }
    .part-head { counter-increment: part; }
    .body { counter-increment: item; }
    .part-head::before, .body::before, .body::after { position: absolute;
      font-size: 1px; letter-spacing: 0; }
    .part-head::before { content: 'head' counter(part) 'mark '; }
    .body::before { content: ' begin' counter(item) 'mark '; }
    .body::after { bottom: 2px; line-height: 1; content: ' end' counter(item) 'mark '; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
"""Put words that nobody sees at each heading, and where each question begins and ends."""


@cache
def compose_all(deck_name: str) -> tuple[Quiz, ...]:
    """Compose every quiz of a deck."""
    deck, _ = load_deck(ROOT / "decks" / deck_name)
    live = [question for question in ask_questions(deck)[0] if not question.retired]
    quizzes = [compose_quiz(deck, live, plan, tell_facts(deck))[0] for plan in deck.plans]
    return tuple(quiz for quiz in quizzes if quiz is not None)


def documents(deck: str, paper: str, profile: str) -> Iterator[tuple[Quiz, Artifact]]:
    """Render every document of a deck."""
    for quiz in compose_all(deck):
        for artifact in render_handout(replace(quiz, paper=paper, profiles=(profile,))):
            yield quiz, artifact


@pytest.mark.matrix
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("deck", DECKS)
def test_every_document_prints_well(
    chromium: str, tmp_path: Path, deck: str, paper: str, profile: str
) -> None:
    for quiz, artifact in documents(deck, paper, profile):
        file = tmp_path / artifact.name
        file.write_bytes(artifact.content)
        pages = print_pdf(chromium, file, MARK)
        check_feet(pages, quiz, paper)
        check_breaks(pages, artifact.content.decode())
        assert {font[:7] for page in pages for font in page.fonts} == {"Quizgen"}


@pytest.mark.matrix
@pytest.mark.parametrize("deck", DECKS)
def test_every_profile_says_the_same(deck: str) -> None:
    said = [
        [
            re.sub(r"columns-\d", "", main(artifact))
            for _, artifact in documents(deck, "A4", profile)
        ]
        for profile in PROFILES
    ]
    assert said[0] == said[1] == said[2]


def main(artifact: Artifact) -> str:
    """Give what a page holds, without its style and what depends on the size of print."""
    return re.sub(r"columns-\d|item tall", "", artifact.content.decode().partition("<main>")[2])


def check_feet(pages: tuple[PrintedPage, ...], quiz: Quiz, paper: str) -> None:
    """Each page has its size, its number and the edition's code."""
    for number, page in enumerate(pages, start=1):
        assert page.is_sized(*SIZES[paper])
        assert f"Page {number} of {len(pages)}" in page.text
        assert f"Edition {quiz.code}" in page.text


def check_breaks(pages: tuple[PrintedPage, ...], html: str) -> None:
    """No question goes on over the page, and each heading has its first question below it."""
    heads, begins, ends = (
        {int(mark): i for i, page in enumerate(pages) for mark in re.findall(rule, page.text)}
        for rule in (r"head(\d+)mark", r"begin(\d+)mark", r"end(\d+)mark")
    )
    assert len(begins) == html.count('<li class="item')
    for number, page in begins.items():
        begins_a_page = begins.get(number - 1) != page and ends.get(number - 1) != page
        assert ends[number] == page or begins_a_page  # and is taller than one
    assert len(heads) == html.count('<div class="part-head">')
    first = 1
    for number, part in enumerate(html.split('<div class="part-head">')[1:], start=1):
        assert heads[number] == begins[first]
        first += part.count('<li class="item')
