"""Documents: what stands beside paper and key says the same as they do, and is a sound page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from browser import print_pdf, read_pages, visit
from conftest import ROOT, load_text
from playwright.sync_api import Page

from quizgen.ask import ask_questions, tell_facts
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.load.language import known_languages
from quizgen.model import PAPERS, Artifact, CardPlan, Quiz, StudyPlan, TrueFalseTask
from quizgen.problems import Where
from quizgen.render import render_quiz
from quizgen.render.answer_sheets import render_answer_sheets
from quizgen.render.pdf import print_pdf as print_pdf_ourselves

HERE = Where("test")
ALL = {"cards": CardPlan(HERE), "answer_sheet": True, "study": StudyPlan(HERE, asked=True)}


def documents(deck_name: str, plan_id: str, versions: int) -> tuple[Quiz, Mapping[str, bytes]]:
    """Render all documents of a plan in so many versions, by what follows the quiz's name."""
    deck, _ = load_deck(ROOT / "decks" / deck_name)
    [plan] = (plan for plan in deck.plans if plan.id == plan_id)
    questions, _ = ask_questions(deck)
    wanted = replace(plan, versions=versions, **ALL)  # type: ignore[arg-type] # of several types
    quiz, problems = compose_quiz(deck, questions, wanted, tell_facts(deck))
    assert problems == []
    assert quiz is not None
    return quiz, {
        each.name.removeprefix(plan_id).strip("-").removesuffix(".html"): each.content
        for each in render_quiz(quiz)
    }


@pytest.fixture(scope="module", params=[2, 5, 26])
def compared(request: pytest.FixtureRequest) -> tuple[Quiz, Mapping[str, bytes]]:
    """A quiz of choices, statements, gaps and short answers, in so many versions."""
    return documents("microsoft-openai", "alliance", request.param)


GLANCE = """() => Object.fromEntries([...document.querySelectorAll('.glance .strip li')].map(
  each => [each.querySelector('.number').textContent, each.querySelector('.mark').textContent]))"""
KEY_IDS = """() => [...document.querySelectorAll('ol.items > li')].map(each => [
  each.querySelector('.number').textContent.replace('.', ''),
  [...each.querySelectorAll('.id')].pop().textContent])"""
TABLE = """() => {
  const letters = [...document.querySelectorAll('.answers')[0].querySelectorAll('thead th')]
    .slice(1, -1).map(each => each.textContent);
  const rows = [...document.querySelectorAll('.answers tbody tr')].map(row =>
    [...row.children].map(cell => cell.textContent));
  const items = [...document.querySelectorAll('.places tbody tr')].map(row => [
    row.querySelector('.solution').textContent, row.querySelector('.id').textContent,
    ...[...row.querySelectorAll('td')].map(cell => cell.textContent)]);
  return [[letters], rows, items];
}"""
SLIPS = """() => [...document.querySelectorAll('.slip')].map(slip => [
  slip.querySelector('.which').textContent,
  [...slip.querySelectorAll('li')].map(each =>
    [each.querySelector('.number').textContent, each.querySelector('.mark').textContent])])"""


Cells = list[list[str]]


@dataclass(frozen=True, slots=True)
class Asker:
    """Opens documents in the browser and asks them."""

    executable: str
    folder: Path
    pages: Mapping[str, bytes]

    @contextmanager
    def open(self, name: str) -> Iterator[Page]:
        """Open a document."""
        file = self.folder / "page.html"
        file.write_bytes(self.pages[name])
        with visit(self.executable, file) as seen:
            yield seen.page

    def answers(self, letter: str) -> dict[str, str]:
        """Give the answers at a glance of a version's key, by number."""
        with self.open(f"{letter}-key") as page:
            found: dict[str, str] = page.evaluate(GLANCE)
        return found

    def ids(self, letter: str) -> Cells:
        """Give the numbers and ids of a version's key."""
        with self.open(f"{letter}-key") as page:
            found: Cells = page.evaluate(KEY_IDS)
        return found

    def table(self) -> tuple[Cells, Cells, Cells]:
        """Give the letters (as a row), the rows by number and the rows by question."""
        with self.open("marking") as page:
            letters, rows, items = page.evaluate(TABLE)
        return letters, rows, items

    def strips(self) -> list[tuple[str, Cells]]:
        """Give each strip: what it says of itself, and its numbers and marks."""
        with self.open("strips") as page:
            found: list[tuple[str, Cells]] = page.evaluate(SLIPS)
        return found


def test_tables_and_strips_say_what_the_keys_say(
    chromium: str, tmp_path: Path, compared: tuple[Quiz, Mapping[str, bytes]]
) -> None:
    quiz, pages = compared
    asker = Asker(chromium, tmp_path, pages)
    [letters], rows, items = asker.table()
    assert letters == [paper.letter for paper in quiz.papers]
    answers = {f"A\u00a0{item[2]}": item[0] for item in items}
    for column, letter in enumerate(letters):
        if letter not in "ABZ":
            continue
        glance = asker.answers(letter)
        marks = {row[0]: answers.get(row[column + 1], row[column + 1]) for row in rows}
        assert marks == glance
        places = sorted([item[column + 2], item[1]] for item in items)
        assert places == sorted(asker.ids(letter))
        cut = [pairs for which, pairs in asker.strips() if f"Version {letter} " in which]
        assert {number: mark for pairs in cut for number, mark in pairs} == glance
    points = [part.points for part in quiz.papers[0].parts for _ in part.items]
    assert [int(row[-1]) for row in rows] == points


CIRCLES = """() => [...document.querySelectorAll('.column > li')].map(group => [
  group.querySelector('.number').textContent,
  [...group.querySelectorAll('.line')].map(line => [...line.querySelectorAll('.circles > li')]
    .map(each => each.textContent)),
  group.querySelectorAll('.write').length])"""
PRINTED = """() => [...document.querySelectorAll('ol.items > li')].map(item => [
  item.querySelector('.number').textContent.replace('.', ''),
  [...item.querySelectorAll('.options .letter')].map(each => each.textContent),
  [...item.querySelectorAll('ol.side')].map(side =>
    [...side.querySelectorAll('.letter')].map(each => each.textContent))])"""
ROOM = ".pupil, .box, .slot, .verdict, .answer-lines, .answer-box"


@pytest.mark.parametrize("plan", ["alliance", "pairs"])
def test_an_answer_sheet_has_a_circle_for_each_option_on_the_paper(
    chromium: str, tmp_path: Path, plan: str
) -> None:
    quiz, pages = documents("microsoft-openai", plan, 2)
    asker = Asker(chromium, tmp_path, pages)
    for drawn in quiz.papers:
        with asker.open(f"{drawn.letter}-sheet") as page:
            sheet: list[list[str | Cells | int]] = page.evaluate(CIRCLES)
        with asker.open(drawn.letter) as page:
            paper: list[tuple[str, list[str], Cells]] = page.evaluate(PRINTED)
            assert page.get_by_text("Answer on the answer sheet, not on these pages.").count() == 1
            assert page.locator(ROOM).count() == 0
        wanted: list[list[str | Cells | int]] = []
        for (number, options, sides), item in zip(paper, drawn.items, strict=True):
            if options:
                lines = [options]
            elif len(sides) == 2:
                lines = [sides[1]] * len(sides[0])
            elif sides:
                lines = [[str(i + 1) for i in range(len(sides[0]))]] * len(sides[0])
            elif isinstance(item.task, TrueFalseTask):
                lines = [["T", "F"]]
            else:
                lines = [[]] * int((item.space or "1 line").split()[0])
            wanted.append([number, lines, 0 if lines[0] else len(lines)])
        assert len(wanted) > 5
        assert sheet == wanted


FORMS = """
id: forms
title: Forms
language: LANGUAGE
waive: {no-source: a test}
kinds:
  moon:
    complete: true
    fields: {name: moon, year: year}
    templates:
      found: {ask: "{{ name }}", answer: year, forms: [choice, recall]}
      told: {state: "{{ name }} = {{ year }}", blank: [year], vary: [year]}
      pair: {ask: Pairs., match: [name, year]}
      row: {ask: Row., order: "{{ name }}", by: year}
facts: {moon: {MOONS}}
quizzes:
  q:
    answer_sheet: true
    practice: true
    allow_enemies: true
    sections:
      - {form: choice}
      - {form: true-false}
      - {form: cloze}
      - {form: match, size: 3}
      - {form: order, size: 3}
      - {form: recall}
"""


@pytest.mark.parametrize("language", known_languages())
def test_with_an_answer_sheet_a_paper_says_what_to_do_there_and_a_practice_page_what_here(
    tmp_path: Path, language: str
) -> None:
    moons = ", ".join(f"m{i}: {{name: Moon {i}, year: {1800 + i}}}" for i in range(12))
    text = FORMS.replace("LANGUAGE", language).replace("MOONS", moons)
    deck, _ = load_text(text, tmp_path)
    quiz, problems = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert problems == []
    assert quiz is not None
    said = {
        each.name: re.findall(r'<p class="how" dir="auto">(.*)</p>', each.content.decode())
        for each in render_quiz(quiz)
    }
    there, here = said["q.html"], said["q-practice.html"]
    assert len(there) == len(here) == 6
    sheet = quiz.words.phrases["answer sheet"][-4:]  # languages inflect what goes before
    assert [sheet in how for how in there] == [True] * 5 + [False]
    assert set(there) & set(here) == {there[5]}
    marks = [quiz.words.phrases[verdict][0] for verdict in ("true", "false")]
    assert all(mark in there[1] for mark in marks)


LONG = """
id: long
title: Long
waive: {no-source: a test}
kinds:
  event:
    fields: {name: text, year: year, why: text}
    templates:
      why: {ask: "Why was there a {{ name }}?", answer: why, forms: [recall], space: 8 lines}
      when: {ask: "When was the {{ name }}?", answer: year, forms: [recall]}
facts:
  event: {EVENTS}
quizzes:
  q: {versions: 2, answer_sheet: true, sections: [SECTIONS]}
"""


@pytest.mark.parametrize(
    ("long", "short", "blocks"),
    [(2, 6, [[1, 1]]), (0, 25, [[2]]), (1, 45, [[1, 2], [1]]), (5, 2, [[1], [1, 1]])],
)
def test_long_answers_are_written_on_lines_as_wide_as_the_page_and_others_in_columns(
    tmp_path: Path, long: int, short: int, blocks: list[list[int]]
) -> None:
    events = ", ".join(
        f"e{i}: {{name: great feast {i}, year: {1800 + i}, why: reason {i}}}" for i in range(90)
    )
    sections = ", ".join(
        f"{{form: recall, count: {count}, from: {{template: {template}}}}}"
        for template, count in (("why", long), ("when", short))
        if count
    )
    text = LONG.replace("EVENTS", events).replace("SECTIONS", sections)
    deck, _ = load_text(text, tmp_path)
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    sheet = next(render_answer_sheets(quiz)).content.decode()
    pages = sheet.split('<section class="sheet">')[1:]
    laid = [page.split('<div class="columns')[1:] for page in pages]
    assert [[part.count('<ol class="column">') for part in page] for page in laid] == blocks
    wide = "".join(part for page in laid for part in page if part.startswith(" of-1"))
    assert wide.count('<span class="write">') == 8 * long
    assert sheet.count('<span class="write">') == 8 * long + short


LYING = """() => [...document.querySelectorAll('section.sheet')].map(sheet => {
  const box = part => sheet.querySelector(part).getBoundingClientRect();
  const lines = [...sheet.querySelectorAll('.line')].map(each => each.getBoundingClientRect());
  return [box('.title-row').top, box('header').bottom, Math.min(...lines.map(each => each.top)),
    Math.max(...lines.map(each => each.bottom)), box('.edge').top];
})"""
CROWDED = """
id: long
title: Long
licence: CC0-1.0
waive: {no-source: a test}
kinds:
  thing:
    fields: {name: text, place: number}
    templates: {pair: {ask: Match these., match: [name, place]}}
facts:
  thing: {THINGS}
quizzes:
  q: {paper: Letter, profile: [regular, large, dyslexia], versions: 26, answer_sheet: true,
    title: "TITLE", sections: [{form: match, size: 12}]}
"""


def test_an_answer_sheet_has_room_for_a_long_title_and_a_long_match(
    chromium: str, tmp_path: Path
) -> None:
    things = ", ".join(f"t{i}: {{name: Thing {i}, place: {i}}}" for i in range(1, 13))
    title = "What was learnt of things and of their places in the autumn term " * 3
    text = CROWDED.replace("THINGS", things).replace("TITLE", title)
    deck, _ = load_text(text, tmp_path)
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    sheets = [each for each in render_quiz(quiz) if re.search(r"-A-sheet\b", each.name)]
    assert len(sheets) == 3
    for sheet in sheets:
        file = tmp_path / sheet.name
        file.write_bytes(sheet.content)
        with visit(chromium, file) as seen:
            seen.page.emulate_media(media="print")
            pages = seen.page.evaluate(LYING)
            marks = seen.page.evaluate(
                "[...document.querySelectorAll('.line .letter')].map(each => each.textContent)"
            )
        assert len(pages) == (2 if "large" in sheet.name else 1)
        assert all(page == sorted(page) for page in pages), sheet.name
        assert marks == [str(i) for i in range(1, 13)]


@pytest.fixture(scope="module")
def everything() -> tuple[Quiz, Mapping[str, bytes]]:
    """All documents of a small quiz."""
    return documents("planets.yaml", "solar-system", 2)


def test_all_documents_are_there(everything: tuple[Quiz, Mapping[str, bytes]]) -> None:
    _, pages = everything
    assert set(pages) == {
        "A", "A-key", "A-sheet", "B", "B-key", "B-sheet", "marking", "strips", "cards",
        "calibration", "study",
    }  # fmt: skip
    _, single = documents("planets.yaml", "in-order", 1)
    assert set(single) == {"", "key", "sheet", "strips", "cards", "calibration", "study"}


BESIDE = ("A-sheet", "marking", "strips", "cards", "calibration", "study")
SOUND = """() => ({
  mains: document.querySelectorAll('main').length,
  titles: document.querySelectorAll('h1').length,
  scripts: document.scripts.length,
  outside: document.querySelectorAll('[src]:not([src^="data:"]), [href], link').length,
  uncaptioned: document.querySelectorAll('table:not(:has(caption)):not(.main table)').length,
  unscoped: document.querySelectorAll('th:not([scope])').length,
  sideways: document.documentElement.scrollWidth - innerWidth,
})"""


@pytest.mark.parametrize("name", BESIDE)
def test_each_document_is_a_sound_page_on_any_screen(
    chromium: str, tmp_path: Path, everything: tuple[Quiz, Mapping[str, bytes]], name: str
) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(everything[1][name])
    with visit(chromium, file) as seen:
        for width in (360, 1100):
            seen.page.set_viewport_size({"width": width, "height": 700})
            found = seen.page.evaluate(SOUND)
            assert found.pop("sideways") <= 0
            assert found == {
                "mains": 1, "titles": 1, "scripts": 0, "outside": 0, "uncaptioned": 0,
                "unscoped": 0,
            }  # fmt: skip
        assert seen.complaints == []
        assert all(each.startswith(("file:", "data:")) for each in seen.requests)


@pytest.mark.parametrize("name", [name for name in BESIDE if name != "calibration"])
def test_each_page_has_its_number_and_the_edition(
    chromium: str, tmp_path: Path, everything: tuple[Quiz, Mapping[str, bytes]], name: str
) -> None:
    quiz, pages = everything
    file = tmp_path / "page.html"
    file.write_bytes(pages[name])
    printed = print_pdf(chromium, file)
    for number, page in enumerate(printed, start=1):
        assert re.search(rf"Page\s+{number}\s+of\s+{len(printed)}(?!\d)", page.text)
        assert f"Edition {quiz.code}" in page.text


FOOT = """() => {
  const [title] = document.querySelectorAll('.edge span'), foot = title.parentElement;
  const rows = [...document.querySelectorAll('.sheet')[0].querySelectorAll('.line')];
  return [title.scrollHeight - title.clientHeight, title.scrollWidth - title.clientWidth,
          title.getBoundingClientRect().height / parseFloat(getComputedStyle(title).lineHeight),
          foot.getBoundingClientRect().top
            - Math.max(...rows.map(row => row.getBoundingClientRect().bottom))];
}"""


@pytest.mark.parametrize("profile", ["large", "dyslexia"])
def test_the_foot_of_an_answer_sheet_shows_a_long_title_whole(
    chromium: str, tmp_path: Path, everything: tuple[Quiz, Mapping[str, bytes]], profile: str
) -> None:
    [paper, *_] = everything[0].papers
    title = "What the planets of our own sun are made of, and after which gods they are named"
    [part, *_] = paper.parts
    many = paper._replace(parts=(part._replace(items=part.items * 20),))
    quiz = replace(everything[0], title=title, profiles=(profile,), papers=(many,))
    file = tmp_path / "sheet.html"
    file.write_bytes(next(render_answer_sheets(quiz)).content)
    with visit(chromium, file) as seen:
        seen.page.emulate_media(media="print")
        below, beside, lines, room = seen.page.evaluate(FOOT)
    assert max(below, beside) <= 1
    assert round(lines) == 2
    assert room > 0


def test_marking_many_versions_takes_a_sheet_on_its_side(
    chromium: str, tmp_path: Path, compared: tuple[Quiz, Mapping[str, bytes]]
) -> None:
    quiz, pages = compared
    file = tmp_path / "page.html"
    file.write_bytes(pages["marking"])
    first, *others = print_pdf(chromium, file)
    assert first.is_sized(842, 595) == (len(quiz.papers) > 7)
    assert len(others) < 3
    count = sum(len(part.items) for part in quiz.papers[0].parts)
    rows = re.findall(r"^(\d+) ", first.text, re.MULTILINE)
    assert set(rows) >= {str(number) for number in range(1, count + 1)}


def test_a_study_sheet_keeps_each_claim_with_the_one_who_claims_it(
    chromium: str, tmp_path: Path
) -> None:
    quiz, pages = documents("microsoft-openai", "alliance", 2)
    scopes = {fact.scope for table in quiz.study for fact in table.facts if fact.scope}
    script = "() => [...document.querySelectorAll('td .scope')].map(each => each.textContent)"
    with Asker(chromium, tmp_path, pages).open("study") as page:
        shown: list[str] = page.evaluate(script)
    assert len(scopes) > 3
    assert {f"{scope}: " for scope in scopes} == set(shown)


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize("name", BESIDE)
def test_our_own_pdf_has_the_pages_that_a_browser_prints(
    chromium: str, tmp_path: Path, everything: tuple[Quiz, Mapping[str, bytes]], name: str
) -> None:
    content = everything[1][name]
    file = tmp_path / "page.html"
    file.write_bytes(content)
    by_browser = print_pdf(chromium, file)
    by_us = read_pages(print_pdf_ourselves(Artifact("page.html", content)).content)
    assert len(by_us) == len(by_browser)
    for ours, theirs in zip(by_us, by_browser, strict=True):
        assert ours.is_sized(theirs.width, theirs.height)


@pytest.mark.matrix
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    ("deck", "plan"),
    [
        ("planets.yaml", "pairs"), ("elements", "pairs"), ("microsoft-openai", "alliance"),
        ("microsoft-openai", "pairs"),
    ],
)  # fmt: skip
def test_every_document_beside_the_papers_prints_well(
    chromium: str, tmp_path: Path, deck: str, plan: str, paper: str
) -> None:
    quiz, _ = documents(deck, plan, 2)
    for artifact in render_quiz(replace(quiz, paper=paper)):
        file = tmp_path / artifact.name
        file.write_bytes(artifact.content)
        pages = print_pdf(chromium, file)
        assert {font[:7] for page in pages for font in page.fonts} == {"Quizgen"}
        for number, page in enumerate(pages, start=1):
            assert re.search(rf"Page\s+{number}\s+of\s+{len(pages)}(?!\d)", page.text)


def test_tables_that_stand_beside_each_other_are_as_long_as_each_other() -> None:
    _, pages = documents("elements", "periodic-table", 2)
    tables = re.findall(r'<table class="answers">.*?</table>', pages["marking"].decode(), re.DOTALL)
    assert [table.count('<th scope="row">') for table in tables] == [13, 13]


def test_a_source_that_all_facts_share_is_told_once(
    everything: tuple[Quiz, Mapping[str, bytes]],
) -> None:
    assert everything[1]["study"].decode().count("NASA&#39;s Planetary Fact Sheets") == 1


TOLD = """
id: told
title: Told
sources: {atlas: {name: The Atlas}}
facts:
  card:
    a: {front: What is seen?, back: a sea, topic: dark-side, source: {in: atlas, at: 3, words: sea}}
    b: {front: What is felt?, back: dust, topic: Tide-ruled coasts}
quizzes: {q: {profile: [regular, large], study: {}, cards: {per_page: 1}}}
"""


def test_beside_a_fact_its_topic_is_labelled_and_short_places_and_ids_break_well(
    tmp_path: Path,
) -> None:
    deck, _ = load_text(TOLD, tmp_path)
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0], tell_facts(deck))
    assert quiz is not None
    pages = {each.name: each.content.decode() for each in render_quiz(quiz)}
    topics = re.findall(r"Topic: <span[^>]*>([^<]*)", pages["q-study.html"])
    assert topics == ["dark side", "Tide-ruled coasts"]
    listed = re.findall(r"<dt[^>]*>Topic</dt><dd[^>]*>([^<]*)", pages["q-study-large.html"])
    assert listed == topics
    assert "The Atlas, paragraph\N{NO-BREAK SPACE}3" in pages["q-study.html"]
    assert "1 · told/<wbr>a/<wbr>card/<wbr>recall" in pages["q-cards.html"]
