"""PDF: tagged for screen readers, the same bytes every time, made without any request."""

from __future__ import annotations

import os
import re
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

import pytest
from browser import print_pdf as print_in_browser
from browser import read_pages
from conftest import ROOT, CommandLine, files_in, load_text
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.model import Artifact, Deck
from quizgen.render import render_handout, render_quiz
from quizgen.render.pdf import print_pdf

pytestmark = pytest.mark.usefixtures("weasyprint")


PRACTICE = """\
quizzes:
  pairs:
    practice: true
    sections: [{form: match, count: 1, size: 4}, {form: choice, count: 3}]
"""


def print_first(deck: Deck) -> tuple[Artifact, Artifact]:
    """Print the paper and the key of a deck's first quiz."""
    quiz, shortages = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert shortages == []
    assert quiz is not None
    sheet, key = list(render_handout(quiz))[:2]
    return print_pdf(sheet), print_pdf(key)


@pytest.fixture(scope="module")
def planets() -> PdfReader:
    """The first paper of the tutorial deck."""
    deck, _ = load_deck(ROOT / "decks" / "planets.yaml")
    return PdfReader(BytesIO(print_first(deck)[0].content))


def find(start: PdfObject, *path: str) -> DictionaryObject:
    """Go down from a PDF object by keys."""
    for key in path:
        start = find(start)[key]
    found = start.get_object()
    assert isinstance(found, DictionaryObject)
    return found


def tags(reader: PdfReader) -> list[DictionaryObject]:
    """List the elements of the structure tree in reading order."""
    return list(walk(find(reader.trailer, "/Root", "/StructTreeRoot")))


def walk(element: DictionaryObject) -> Iterator[DictionaryObject]:
    """Give an element's descendants."""
    kids = element.get("/K", ArrayObject())
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        each = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(each, DictionaryObject) and "/S" in each:
            yield each
            yield from walk(each)


def test_it_says_that_it_is_accessible_and_in_which_language(planets: PdfReader) -> None:
    root = find(planets.trailer, "/Root")
    assert str(root["/Lang"]) == "en"
    assert str(find(root, "/MarkInfo")["/Marked"]) == "True"
    assert str(find(root, "/ViewerPreferences")["/DisplayDocTitle"]) == "True"
    stream = find(root, "/Metadata")
    assert isinstance(stream, StreamObject)
    metadata = stream.get_data().decode()
    assert 'pdfuaid:part="1"' in metadata
    assert "The planets · Version A" in metadata
    assert planets.metadata is not None
    assert planets.metadata.title == "The planets · Version A"
    assert planets.metadata.creator == "quizgen"
    assert planets.metadata.creation_date is None
    assert planets.metadata.modification_date is None


def test_its_structure_is_that_of_the_page(planets: PdfReader) -> None:
    found = tags(planets)
    sorts = [str(element["/S"]) for element in found]
    assert sorts.count("/H1") == 1
    assert sorts.count("/H2") == 4
    assert "/L" in sorts
    assert "/LI" in sorts
    blanks = [element for element in found if str(element["/S"]) == "/Figure"]
    assert [str(blank["/Alt"]) for blank in blanks] == ["blank"]


def test_every_font_is_embedded(planets: PdfReader) -> None:
    fonts = [
        find(font) for page in planets.pages for font in find(page, "/Resources", "/Font").values()
    ]
    descriptors = [
        find(descendant, "/FontDescriptor")
        for font in fonts
        for descendant in font.get("/DescendantFonts", ArrayObject([font]))
    ]
    assert descriptors
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(each) for each in descriptors)


def test_bookmarks_are_version_and_sections(planets: PdfReader) -> None:
    title, sections = planets.outline
    assert not isinstance(title, list)
    assert isinstance(sections, list)
    assert title.title == "The planets Version A"
    assert [getattr(each, "title", "") for each in sections] == [
        "Multiple choice", "True or false", "Fill the gaps", "Short answers",
    ]  # fmt: skip


def test_pdfs_stand_beside_their_pages_the_same_under_any_hash_seed(
    cli: CommandLine, tmp_path: Path
) -> None:
    deck = tmp_path / "planets.yaml"
    text = (ROOT / "decks" / "planets.yaml").read_text(encoding="utf-8")
    deck.write_text(text.partition("quizzes:\n")[0] + PRACTICE, encoding="utf-8")
    for seed in ("1", "2"):
        done = cli("build", deck, "--pdf", "-o", seed, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
    first, second = files_in(tmp_path / "1"), files_in(tmp_path / "2")
    assert first == second
    pages = {name.removesuffix(".html") for name in first if name.endswith(".html")}
    on_screen = {name for name in pages if name.endswith("-practice")}
    assert on_screen
    assert {
        name.removesuffix(".pdf") for name in first if name.endswith(".pdf")
    } == pages - on_screen
    again = cli("build", deck, "--pdf", "-o", "1")
    assert "unchanged" in again.stdout
    without = cli("build", deck, "-o", "1")
    assert "unchanged" not in without.stdout
    assert not [name for name in files_in(tmp_path / "1") if name.endswith(".pdf")]


def test_a_quiz_and_its_reprint_are_the_same_pdfs(cli: CommandLine, tmp_path: Path) -> None:
    deck = tmp_path / "seas.yaml"
    deck.write_text(
        "id: seas\ntitle: Seas\nfacts: {card: {a: {front: Which sea is dead?, back: One}}}\n"
    )
    done = cli("quiz", deck, "--form", "recall", "--pdf")
    assert done.returncode == 0, done.stderr
    (edition,) = tmp_path.rglob("*.json")
    again = cli("key", edition, "--pdf")
    assert again.returncode == 0, again.stderr
    first = {path.name: path.read_bytes() for path in (tmp_path / "dist/seas").glob("*.pdf")}
    second = files_in(tmp_path / "dist/seas" / edition.stem)
    assert {"quiz.pdf", "quiz-key.pdf"} <= first.keys()
    assert first == {name: each for name, each in second.items() if name.endswith(".pdf")}


def test_without_the_extra_nothing_is_begun(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "stub").mkdir()
    (tmp_path / "stub/weasyprint.py").write_text("raise ImportError('not here')")
    path = os.pathsep.join([str(tmp_path / "stub"), os.environ.get("PYTHONPATH", "")])
    deck = ROOT / "decks" / "planets.yaml"
    for command in ("build", "release", "quiz", "key"):
        code = "ABCDEF" if command == "key" else deck
        done = cli(command, code, "--pdf", PYTHONPATH=path)
        assert done.returncode == 2
        assert "pip install 'quizgen[pdf]'" in done.stderr
        assert "libpango" in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "dist").exists()


def test_nothing_is_fetched_but_what_the_page_carries(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    picture = tmp_path / "secret.svg"
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text y='9'>secret</text></svg>")
    html = f"""<!DOCTYPE html><html lang="en"><title>t</title><style>
      @import "http://127.0.0.1:{server.server_port}/style"; p {{ color: red }}</style>
      <p>words</p><img alt="a" src="http://127.0.0.1:{server.server_port}/picture">
      <img alt="b" src="{picture.as_uri()}"></html>"""
    try:
        pages = read_pages(print_pdf(Artifact("t.html", html.encode())).content)
    finally:
        server.shutdown()
    assert asked == []
    assert "words" in pages[0].text
    assert "secret" not in pages[0].text


FORMULAS: Mapping[str, str] = {
    "H_2O": "H2O",
    r"x = \frac{-b}{2a}": "x=(−b)/(2a)",
    r"\sqrt{x+1}": "√x+1",
    r"\mathrm{SO}_4^{2-}": "SO2−4",
    r"\vec{v} \le 5": "v⃗≤5",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}": "(1234)",
}


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_set_without_mathml(tmp_path: Path, formula: str) -> None:
    deck, _ = load_text(
        dedent(f"""
        kinds:
          thing:
            fields: {{it: math, name: text}}
            templates: {{which: {{ask: "What is {{{{ it }}}} here?", answer: name}}}}
        facts: {{thing: {{a: {{it: '{formula}', name: one}}}}}}
        quizzes: {{q: {{sections: [{{form: recall, count: 1}}]}}}}
        """),
        tmp_path,
    )
    text = read_pages(print_first(deck)[0].content)[0].text
    assert f"Whatis{FORMULAS[formula]}here?" in "".join(text.split())


def test_letters_beyond_latin_are_those_of_the_page(tmp_path: Path) -> None:
    deck, _ = load_text(
        """
facts: {card: {a: {front: "Źdźbło, βῆτα, Ёлка, x → y − 2?", back: one}}}
quizzes: {q: {sections: [{form: recall, count: 1}]}}
""",
        tmp_path,
    )
    (page,) = read_pages(print_first(deck)[0].content)
    assert "Źdźbło, βῆτα, Ёлка, x → y − 2?" in " ".join(page.text.split())
    assert all(font.startswith("Quizgen-") for font in page.fonts)
    parts = {font for font in page.fonts if re.fullmatch("Quizgen-Serif-[A-Z]", font)}
    assert len(parts) >= 4, "parts of one name would show each other's letters"


def test_a_heading_stands_with_the_first_of_two_long_answers(tmp_path: Path) -> None:
    deck, _ = load_text(
        """
facts:
  card:
    a: {front: What was first?, back: one}
    b: {front: What came later?, back: two}
quizzes: {q: {profile: large, sections: [{form: recall, count: 2, space: 10 lines}]}}
""",
        tmp_path,
    )
    pages = read_pages(print_first(deck)[0].content)
    (page,) = (page for page in pages if "Written answers" in page.text)
    assert "What was first?" in page.text


def test_an_arabic_paper_is_mirrored(tmp_path: Path) -> None:
    deck, _ = load_text(
        """
language: ar
facts: {card: {a: {front: ما عاصمة مصر؟, back: القاهرة}}}
quizzes: {q: {sections: [{form: recall, count: 1}]}}
""",
        tmp_path,
    )
    reader = PdfReader(BytesIO(print_first(deck)[0].content))
    places: dict[str, float] = {}

    def note(text: str, _: object, matrix: list[float], *__: object) -> None:
        if text.strip():
            places.setdefault(text.strip(), matrix[4])

    reader.pages[0].extract_text(visitor_text=note)
    middle = float(reader.pages[0].mediabox.width) / 2
    assert next(x for text, x in places.items() if "1" in text) > middle


WRAPPING = """
language: LANGUAGE
kinds:
  thing:
    complete: true
    fields: {name: text, what: text}
    templates: {pair: {ask: Match., match: [name, what]}}
facts:
  thing:
    a: {name: left1mark, what: right1mark}
    b: {name: left2mark and more words than stand on one line of this side, what: right2mark}
    c: {name: left3mark, what: right3mark and again more words than this side has room for at once}
    d: {name: left4mark, what: right4mark}
quizzes: {q: {SHEET sections: [{form: match, size: 4}]}}
"""


@pytest.mark.parametrize("sheet", ["", "answer_sheet: true,"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_sides_of_a_match_stay_level_where_entries_wrap(
    chromium: str, tmp_path: Path, language: str, sheet: str
) -> None:
    text = WRAPPING.replace("LANGUAGE", language).replace("SHEET", sheet)
    deck, _ = load_text(text, tmp_path)
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    paper = next(render_handout(replace(quiz, profiles=("large",))))
    file = tmp_path / paper.name
    file.write_bytes(paper.content)
    for pages in (print_in_browser(chromium, file), read_pages(print_pdf(paper).content)):
        marks = {mark: height for page in pages for mark, height in page.marks.items()}
        left, right = (
            sorted(height for mark, height in marks.items() if mark.startswith(side))
            for side in ("left", "right")
        )
        assert len(left) == 4
        assert max(b - a for a, b in pairwise(left)) > 2 * min(b - a for a, b in pairwise(left))
        assert right == pytest.approx(left, abs=0.5)


def test_circles_to_fill_stand_beside_their_number() -> None:
    deck, _ = load_deck(ROOT / "decks" / "planets.yaml")
    questions, _ = ask_questions(deck)
    plan = replace(deck.plans[0], answer_sheet=True)
    quiz, _ = compose_quiz(deck, questions, plan)
    assert quiz is not None
    pages = {page.name: page for page in render_quiz(quiz)}
    (page,) = PdfReader(BytesIO(print_pdf(pages[f"{plan.id}-A-sheet.html"]).content)).pages
    heights: dict[str, list[float]] = defaultdict(list)

    def note(text: str, scale: list[float], place: list[float], *_: object) -> None:
        heights[text.strip()].append(scale[5] + scale[3] * place[5])

    page.extract_text(visitor_text=note)
    numbers = [heights[number][0] for number in "1234"]
    assert heights["A"][1:] == pytest.approx(numbers, abs=3), "the first A is the version's"
