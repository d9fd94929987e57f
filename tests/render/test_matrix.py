"""The matrix: every document of every deck, on each paper and for each profile, as printed.

It takes minutes, so plain `pytest` leaves it out: `pytest -m matrix` runs it, as CI does.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from browser import PrintedPage, print_pdf, read_pages
from conftest import ROOT
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from quizgen.ask import ask_questions, tell_facts
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.model import Artifact, Quiz
from quizgen.model.plan import PAPERS, PROFILES
from quizgen.render import render_quiz
from quizgen.render.pdf import print_pdf as print_ourselves

pytestmark = pytest.mark.matrix

DECKS = ("microsoft-openai", "elements", "planets.yaml")
SIZES = {"A4": (595.0, 842.0), "Letter": (612.0, 792.0)}
STYLE = """
  main { counter-reset: part item; }
  .part-head { counter-increment: part; }
  .body { counter-increment: item; }
  .part-head::before, .body::before, .body::after { position: absolute;
    font-size: 1px; letter-spacing: 0; }
  .part-head::before { content: 'head' counter(part) 'mark '; }
  .body::before { content: ' begin' counter(item) 'mark '; }
  .body::after { bottom: 2px; line-height: 1; content: ' end' counter(item) 'mark '; }
"""
"""Puts words that nobody sees at each heading, and where each question begins and ends."""
SCRIPT = f"""() => {{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync({STYLE!r});
  document.adoptedStyleSheets.push(sheet);
}}"""
"""Adds the style to a page whose policy knows its own alone."""
APART = 4.0
"""Points by which a question may be taller by one printer than by the other: they round."""
LINE = 27.0
"""Points of a line in large print: a word that just fits by one printer may not by the other."""


@cache
def compose_all(deck_name: str) -> tuple[Quiz, ...]:
    """Compose every quiz of a deck, with an answer sheet."""
    deck, _ = load_deck(ROOT / "decks" / deck_name)
    live = [question for question in ask_questions(deck)[0] if not question.retired]
    plans = (replace(plan, answer_sheet=bool(plan.sections)) for plan in deck.plans)
    quizzes = [compose_quiz(deck, live, plan, tell_facts(deck))[0] for plan in plans]
    return tuple(quiz for quiz in quizzes if quiz is not None)


def documents(deck: str, paper: str, profile: str) -> Iterator[tuple[Quiz, Artifact]]:
    """Render every printed document of a deck; those that are the same for all profiles once."""
    for quiz in compose_all(deck):
        for artifact in render_quiz(replace(quiz, paper=paper, profiles=(profile,))):
            own = is_paged(artifact) or artifact.name.endswith(f"-{profile}.html")
            if b"<script>" not in artifact.content and (own or profile == PROFILES[0]):
                yield quiz, artifact


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("profile", PROFILES)
def test_every_document_prints_well(
    chromium: str, tmp_path: Path, deck: str, paper: str, profile: str
) -> None:
    for quiz, artifact in documents(deck, paper, profile):
        file = tmp_path / artifact.name
        file.write_bytes(artifact.content)
        by_browser = print_pdf(chromium, file, SCRIPT)
        pdf = print_ourselves(mark(artifact)).content
        by_us = read_pages(pdf)
        html = artifact.content.decode()
        for pages in (by_browser, by_us):
            check_feet(pages, quiz, paper, artifact.name)
            check_breaks(pages, html)
            assert {font[:7] for page in pages for font in page.fonts} == {"Quizgen"}
        check_agreement(by_browser, by_us)
        check_properties(PdfReader(io.BytesIO(pdf)), html)


@pytest.mark.parametrize("deck", DECKS)
def test_every_profile_says_the_same(deck: str) -> None:
    said = [
        [main(artifact) for _, artifact in documents(deck, "A4", profile) if is_paged(artifact)]
        for profile in PROFILES
    ]
    assert said[0] == said[1] == said[2]


def is_paged(artifact: Artifact) -> bool:
    """Tell whether it is a paper or a key, which go on from page to page."""
    return b'<li class="item' in artifact.content


def main(artifact: Artifact) -> str:
    """Give what a page holds, without its style and what depends on the size of print."""
    return re.sub(r"(columns|left)-\d+| tall", "", artifact.content.decode().partition("<main>")[2])


def mark(artifact: Artifact) -> Artifact:
    """Add the style to a page."""
    html = artifact.content.replace(b"</style>", f"{STYLE}</style>".encode(), 1)
    return artifact._replace(content=html)


def check_feet(pages: tuple[PrintedPage, ...], quiz: Quiz, paper: str, name: str) -> None:
    """Each page has its size, its number and the edition's code."""
    width, height = SIZES[paper]
    on_its_side = name.endswith("-marking.html") and len(quiz.papers) > 7
    for number, page in enumerate(pages, start=1):
        assert page.is_sized(*(height, width) if on_its_side else (width, height)), name
        if not name.endswith("-calibration.html"):  # which is the same for any number of cards
            text = "".join(page.text.split())  # letters set apart are read as words
            assert re.search(rf"Page{number}of{len(pages)}(?!\d)", text), name
            assert f"Edition{quiz.code}" in text, name


def where(pages: tuple[PrintedPage, ...], kind: str) -> Mapping[int, int]:
    """Tell by number on which page each mark of a kind stands."""
    return {
        int(found[1]): i
        for i, page in enumerate(pages)
        for each in page.marks
        if (found := re.fullmatch(rf"{kind}(\d+)mark", each))
    }


def check_breaks(pages: tuple[PrintedPage, ...], html: str) -> None:
    """No question goes on over the page, and each heading has its first question below it."""
    heads, begins, ends = (where(pages, kind) for kind in ("head", "begin", "end"))
    tall = [match[1] for match in re.finditer(r'<li class="item( tall)?', html)]
    assert len(begins) == len(tall)
    for number, page in begins.items():
        begins_a_page = begins.get(number - 1) != page and ends.get(number - 1) != page
        # The mark at the end of one that breaks may be lost, as it is set apart from its text.
        assert tall[number - 1] or begins_a_page or ends[number] == page
    assert len(heads) == html.count('<div class="part-head">')
    first = 1
    for number, part in enumerate(html.split('<div class="part-head">')[1:], start=1):
        assert heads[number] == begins[first]
        first += part.count('<li class="item')


def check_agreement(by_browser: tuple[PrintedPage, ...], by_us: tuple[PrintedPage, ...]) -> None:
    """Questions are as tall by both, but for one with a word that just fits; pages begin alike.

    A table without questions may just fit by one of them.
    """
    taller = 0
    one, other = heights(by_browser), heights(by_us)
    for number in one.keys() & other.keys():
        apart = abs(one[number] - other[number])
        assert apart < LINE
        taller += apart > APART
    assert taller <= 1
    assert abs(len(by_browser) - len(by_us)) <= (not one)
    first, second = where(by_browser, "begin"), where(by_us, "begin")
    assert all(abs(first[number] - second[number]) <= 1 for number in first)


def heights(pages: tuple[PrintedPage, ...]) -> Mapping[int, float]:
    """Tell how tall each question is that stands on one page, in points."""
    begins, ends = where(pages, "begin"), where(pages, "end")
    return {
        number: pages[page].marks[f"end{number}mark"] - pages[page].marks[f"begin{number}mark"]
        for number, page in begins.items()
        if ends.get(number) == page
    }


def check_properties(reader: PdfReader, html: str) -> None:
    """A screen reader is told the title, the language and the structure."""
    root = reader.root_object
    assert str(root["/Lang"]) == "en"
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    title = re.search("<title>(.*)</title>", html)
    assert title is not None
    assert reader.metadata.title == title[1]
    if 'class="title-row"' in html:  # as all have but the sheet that only measures
        bookmarks = find(root, "/Outlines")["/Count"]
        assert int(str(bookmarks)) > html.count('<div class="part-head">')


def find(start: PdfObject, key: str) -> DictionaryObject:
    """Give what a PDF object holds by a key."""
    assert isinstance(start, DictionaryObject)
    found = start[key].get_object()
    assert isinstance(found, DictionaryObject)
    return found
