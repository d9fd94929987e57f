"""Handouts: the structure of paper and key, and what a printer makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from browser import PrintedPage, print_pdf, read_pages, visit
from conftest import ROOT, load_text

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.model import Artifact, Quiz
from quizgen.render import render_handout
from quizgen.render.pdf import print_pdf as make_pdf

A4 = (595.0, 842.0)
LETTER = (612.0, 792.0)
FOOT = re.compile(r"Page (\d+) of (\d+)\s*Edition ([A-Z2-9]{6})\s*(.+)")


def compose(path: Path) -> Quiz:
    """Compose the first quiz of a deck."""
    deck, problems = load_deck(path)
    assert problems == []
    questions, _ = ask_questions(deck)
    quiz, shortages = compose_quiz(deck, questions, deck.plans[0])
    assert shortages == []
    assert quiz is not None
    return quiz


@pytest.fixture(scope="module")
def planets() -> Quiz:
    """The quiz of the tutorial deck."""
    return compose(ROOT / "decks" / "planets.yaml")


FORMS = ("choice", "cloze", "recall", "true-false")


def long_deck(extra: int) -> str:
    """Write a deck for 60 questions of uneven length in 12 sections; `extra` words go on top.

    Every prompt begins with its fact's word of `Begin`, and ends with that of `End`.
    """
    facts = "".join(
        f"    f{i}: {{name: Begin{i:02}x, much: 'then{' words and more' * (i * 7 % 23)}',"
        f" last: End{i:02}x, value: Value{i:02}x}}\n"
        for i in range(60)
    )
    sections = "".join(
        f"      - {{form: {form}, count: 5, title: Heading{i}{form}x, space: {i + 1} lines}}\n"
        for i in range(3)
        for form in FORMS
    )
    return f"""
kinds:
  thing:
    complete: true
    fields: {{name: text, much: text, last: text, value: thing}}
    templates:
      asked: {{ask: "{{{{ name }}}} {{{{ much }}}} {{{{ last }}}}", answer: value}}
      said:
        state: "{{{{ name }}}} {{{{ much }}}} is {{{{ value }}}} {{{{ last }}}}"
        blank: [value]
        vary: [value]
facts:
  thing:
{facts}
quizzes:
  long:
    title: A long quiz
    instructions: Begin. {"Read on and on and on. " * extra}
    versions: 2
    sections:
{sections}"""


def long_quiz(folder: Path, extra: int, paper: str) -> Quiz:
    """Compose the long quiz for a paper size."""
    deck, problems = load_text(long_deck(extra), folder)
    assert problems == []
    questions, _ = ask_questions(deck)
    quiz, shortages = compose_quiz(deck, questions, replace(deck.plans[0], paper=paper))
    assert shortages == []
    assert quiz is not None
    return quiz


def printed(executable: str, folder: Path, artifact: Artifact) -> tuple[PrintedPage, ...]:
    """Print a page of ours."""
    file = folder / artifact.name
    file.write_bytes(artifact.content)
    return print_pdf(executable, file)


Printer = Callable[[Artifact], tuple[PrintedPage, ...]]


@pytest.fixture(params=["chromium", "weasyprint"])
def printer(request: pytest.FixtureRequest, tmp_path: Path) -> Printer:
    """What prints: the browser, and `--pdf`."""
    executable = request.getfixturevalue(request.param)
    if request.param == "chromium":
        return partial(printed, executable, tmp_path)
    return lambda artifact: read_pages(make_pdf(artifact).content)


# -- on paper


@pytest.mark.parametrize(("paper", "size"), [("A4", A4), ("Letter", LETTER)])
def test_every_page_has_its_size_and_says_what_it_is(
    chromium: str, tmp_path: Path, planets: Quiz, paper: str, size: tuple[float, float]
) -> None:
    for artifact in render_handout(replace(planets, paper=paper)):
        letter = artifact.name.removesuffix("-key.html").removesuffix(".html")[-1]
        key = " · Answer key" if artifact.name.endswith("-key.html") else ""
        pages = printed(chromium, tmp_path, artifact)
        for number, page in enumerate(pages, start=1):
            assert page.is_sized(*size)
            foot = FOOT.search(page.text)
            assert foot is not None
            assert foot.groups() == (
                str(number), str(len(pages)), planets.code, f"The planets · Version {letter}{key}",
            )  # fmt: skip


@pytest.mark.parametrize(
    ("extra", "paper"),
    [
        (0, "A4"),
        (60, "Letter"),
        pytest.param(40, "A4", marks=pytest.mark.matrix),
        pytest.param(90, "A4", marks=pytest.mark.matrix),
    ],
)
def test_no_question_is_split_and_no_heading_stands_alone(
    printer: Printer, tmp_path: Path, extra: int, paper: str
) -> None:
    quiz = long_quiz(tmp_path, extra, paper)
    sheet, key = list(render_handout(quiz))[:2]
    for artifact, least in ((sheet, 6), (key, 6)):
        pages = printer(artifact)
        assert len(pages) >= least
        begins = [set(re.findall(r"Begin(\d\d)x", page.text)) for page in pages]
        ends = [set(re.findall(r"End(\d\d)x", page.text)) for page in pages]
        asked = {word for page in begins for word in page}
        assert len(asked) == 60
        if artifact is sheet:
            assert begins == ends, "a prompt goes on over the page"
            assert sum(map(len, begins)) == 60
            check_options(pages)
        check_headings(pages)


def check_options(pages: tuple[PrintedPage, ...]) -> None:
    """After every choice's prompt, its four options stand on the same page."""
    for page in pages:
        for chunk in re.split(r"^\d+\. ", page.text, flags=re.MULTILINE):
            if re.search(r"^A Value", chunk, re.MULTILINE):
                assert "Begin" in chunk
                assert len(set(re.findall(r"\b[ABCD] Value\d\dx", chunk))) == 4
    options = sum(len(re.findall(r"\b[ABCD] Value\d\dx", page.text)) for page in pages)
    assert options == 15 * 4


def check_headings(pages: tuple[PrintedPage, ...]) -> None:
    """Below every heading, a question begins on the same page."""
    count = 0
    for page in pages:
        for heading in re.finditer(r"Heading\d[a-z-]+x", page.text):
            count += 1
            below = page.text[heading.end() :]
            assert re.search(r"^\d+\. ", below.partition("Heading")[0], re.MULTILINE)
    assert count == 12


def test_versions_print_on_as_many_pages(chromium: str, tmp_path: Path) -> None:
    sheets = list(render_handout(long_quiz(tmp_path, 0, "A4")))[::2]
    lengths = [len(printed(chromium, tmp_path, sheet)) for sheet in sheets]
    assert max(lengths) - min(lengths) <= 1


def test_room_to_answer_is_as_wide_as_asked_for(chromium: str, tmp_path: Path) -> None:
    quiz = long_quiz(tmp_path, 0, "A4")
    sheet = next(iter(render_handout(quiz)))
    file = tmp_path / sheet.name
    file.write_bytes(sheet.content)
    with visit(chromium, file) as seen:
        seen.page.emulate_media(media="print")
        script = """() => Array.from(document.querySelectorAll('.recall .item'),
          item => item.querySelectorAll('.line').length)"""
        assert seen.page.evaluate(script) == [1] * 5 + [2] * 5 + [3] * 5


def test_a_gap_is_as_wide_whatever_it_hides(chromium: str, tmp_path: Path) -> None:
    text = """
facts:
  cloze:
    one: {text: "{{c1::a}} is first"}
    two: {text: "{{c1::a very long answer that fills a whole line}} is second"}
quizzes: {gaps: {sections: [{form: cloze, count: 2}]}}
"""
    deck, _ = load_text(text, tmp_path)
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    sheet = next(iter(render_handout(quiz)))
    file = tmp_path / sheet.name
    file.write_bytes(sheet.content)
    with visit(chromium, file) as seen:
        script = "() => Array.from(document.querySelectorAll('.gap'), each => each.offsetWidth)"
        first, second = seen.page.evaluate(script)
        assert first == second > 50


def test_a_key_from_right_to_left_begins_at_the_right(chromium: str, tmp_path: Path) -> None:
    text = """
language: ar
kinds:
  city:
    fields: {name: text, since: year}
    templates: {old: {ask: رتب, order: "{{ name }}", by: since}}
facts:
  city: {a: {name: القاهرة, since: 969}, b: {name: فاس, since: 789}, c: {name: تونس, since: 698}}
quizzes: {old: {sections: [{form: order, count: 1, size: 3}]}}
"""
    deck, _ = load_text(text, tmp_path)
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    _, key = render_handout(quiz)
    file = tmp_path / key.name
    file.write_bytes(key.content)
    with visit(chromium, file) as seen:
        marks = "'.strip .mark, .pairs .mark'"
        script = f"""() => Array.from(document.querySelectorAll({marks}), each => {{
          const words = document.createRange();
          words.selectNodeContents(each);
          const right = words.getBoundingClientRect().right;
          return each.parentElement.getBoundingClientRect().right - right;
        }})"""
        glance, *pairs = seen.page.evaluate(script)
        assert max(pairs) < 1
        assert 0 < glance < 60  # beside its number, not at the other end


# -- on screen, and to a screen reader

OUTLINE = """() => ({
  lang: document.documentElement.lang,
  dir: document.documentElement.dir,
  title: document.title,
  headings: Array.from(document.querySelectorAll('h1,h2,h3,h4'), e => [e.localName, e.textContent]),
  lists: Array.from(document.querySelectorAll('ol.items'), e =>
    Array.from(e.children, item => [item.localName, item.querySelector('.number').textContent])),
  options: Array.from(document.querySelectorAll('ol.options'), e =>
    Array.from(e.children, item => item.localName + item.querySelector('.letter').textContent)),
  gaps: Array.from(document.querySelectorAll('.gap'), e => [e.role, e.ariaLabel]),
  mains: document.querySelectorAll('main').length,
  scripts: document.scripts.length,
  outside: document.querySelectorAll('[src], [href], link, iframe, object').length,
  undirected: Array.from(document.querySelectorAll('.prompt, .text, h1, h2.own, .asked'))
    .filter(e => e.dir !== 'auto').length,
})"""


def test_the_structure_is_that_of_a_document(chromium: str, tmp_path: Path, planets: Quiz) -> None:
    sections = ["Multiple choice", "True or false", "Fill the gaps", "Short answers"]
    lists = [[1, 2, 3, 4], [5, 6], [7], [8]]
    for artifact in render_handout(planets):
        file = tmp_path / artifact.name
        file.write_bytes(artifact.content)
        with visit(chromium, file) as seen:
            outline = seen.page.evaluate(OUTLINE)
        is_key = artifact.name.endswith("-key.html")
        glance = ["Answers at a glance"] if is_key else []
        letter = artifact.name.removeprefix("solar-system-")[0]
        assert (outline["lang"], outline["dir"]) == ("en", "ltr")
        key = " · Answer key" if is_key else ""
        assert outline["title"] == f"The planets · Version {letter}{key}"
        headings = [["h1", "The planets"], *(["h2", each] for each in (*glance, *sections))]
        assert outline["headings"] == headings
        expected = [[["li", f"{number}."] for number in numbers] for numbers in lists]
        assert outline["lists"] == expected
        assert outline["options"] == ([] if is_key else [["liA", "liB", "liC", "liD"]] * 4)
        assert outline["gaps"] == [["img", "blank"]]
        assert outline["mains"] == 1
        assert outline["scripts"] == outline["outside"] == outline["undirected"] == 0


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_scrolls_sideways(chromium: str, tmp_path: Path, planets: Quiz, width: int) -> None:
    for artifact in list(render_handout(planets))[:2]:
        file = tmp_path / artifact.name
        file.write_bytes(artifact.content)
        with visit(chromium, file) as seen:
            seen.page.set_viewport_size({"width": width, "height": 700})
            script = "() => document.documentElement.scrollWidth - innerWidth"
            assert seen.page.evaluate(script) <= 0


def test_points_and_total_are_printed(chromium: str, tmp_path: Path, planets: Quiz) -> None:
    sheet = next(iter(render_handout(planets)))
    text = "\n".join(page.text for page in printed(chromium, tmp_path, sheet))
    assert "Score / 9 points" in text
    assert "Multiple choice 1 point each" in text
    assert "Short answers 2 points" in text
    assert all(label in text for label in ("Name", "Class", "Date", "Ten minutes."))


ONE_SECTION = """
kinds:
  planet:
    fields: {name: text, moons: number}
    templates: {moons: {ask: "How many moons has {{ name }}?", answer: moons}}
facts: {planet: {mars: {name: Mars, moons: 2}}}
quizzes: {q: {sections: [{form: recall, KEYS}]}}
"""


@pytest.mark.parametrize(
    ("keys", "heading", "how"),
    [
        ("count: 1", "Short answers", "Answer in a few words."),
        ("space: 2 lines", "Short answers", "Answer in a few words."),
        ("space: none", "Short answers", "Answer in a few words."),
        ("space: 3 lines", "Written answers", ""),
        ("spaces: {moons: box}", "Written answers", ""),
        ("instructions: Show & tell.", "Short answers", "Show &amp; tell."),
        ("instructions: Argue., title: Essay, space: 9 lines", "Essay", "Argue."),
        ("title: Answer in a few words", "Answer in a few words", ""),
    ],
)
def test_a_section_says_what_to_do_in_the_words_of_its_plan_or_as_its_room_allows(
    tmp_path: Path, keys: str, heading: str, how: str
) -> None:
    deck, slips = load_text(ONE_SECTION.replace("KEYS", keys), tmp_path)
    assert slips == []
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    paper, key = (each.content.decode() for each in render_handout(quiz))
    assert f'<h2 dir="auto">{heading}</h2>' in paper
    assert f">{heading}</h2>" in key
    assert re.findall(r'<p class="how" dir="auto">(.*)</p>', paper) == [how] * bool(how)


def test_a_single_version_has_no_letter(chromium: str, tmp_path: Path, planets: Quiz) -> None:
    only = replace(planets, papers=(planets.papers[0]._replace(letter=""),))
    sheet, key = render_handout(only)
    assert (sheet.name, key.name) == ("solar-system.html", "solar-system-key.html")
    assert "Version" not in printed(chromium, tmp_path, sheet)[0].text


def test_an_answer_with_an_ampersand_stands_once_in_the_key(tmp_path: Path) -> None:
    text = """
facts: {card: {shop: {front: Who sells it?, back: Fish & Chips}}}
quizzes: {q: {sections: [{form: recall, count: 1}]}}
"""
    deck, _ = load_text(text, tmp_path)
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    key = list(render_handout(quiz))[1].content.decode()
    assert key.count("Fish &amp; Chips") == 2, "at a glance, and with its question"


def test_the_full_stop_after_a_blank_stays_on_its_line(chromium: str, tmp_path: Path) -> None:
    """The sentences grow by less than a full stop's width, so one of them just fits without it."""
    words = " ".join(["word"] * 12)
    facts = "".join(f"    f{i}: {{what: '{words} {'i' * i}', name: N{i}}}\n" for i in range(1, 81))
    deck, _ = load_text(
        f"""
kinds:
  thing:
    fields: {{what: text, name: text}}
    templates: {{said: {{state: "{{{{ what }}}} {{{{ name }}}}.", blank: [name]}}}}
facts:
  thing:
{facts}
quizzes: {{gaps: {{sections: [{{form: cloze, count: 80}}]}}}}
""",
        tmp_path,
    )
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    file = tmp_path / "gaps.html"
    file.write_bytes(next(iter(render_handout(quiz))).content)
    with visit(chromium, file) as seen:
        heights = seen.page.evaluate(
            "[...document.querySelectorAll('.kept')].map(e => e.getClientRects().length)"
        )
    assert heights == [1] * 80
