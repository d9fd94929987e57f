"""Practice: a page that marks itself on screen, and is the paper when it is printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import visit
from conftest import ROOT
from playwright.sync_api import Locator, Page

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.model import (
    ChoiceTask,
    GapTask,
    Item,
    MatchTask,
    OrderTask,
    Quiz,
    RecallTask,
    SelectTask,
    TrueFalseTask,
    plain,
)
from quizgen.render import render_handout


def compose(deck_name: str, plan_id: str) -> Quiz:
    """Compose a quiz to practise with."""
    deck, _ = load_deck(ROOT / "decks" / deck_name)
    [plan] = (each for each in deck.plans if each.id == plan_id)
    quiz, problems = compose_quiz(
        deck, ask_questions(deck)[0], replace(plan, versions=1, practice=True)
    )
    assert problems == []
    assert quiz is not None
    return quiz


@pytest.fixture(scope="module", params=["solar-system", "pairs"])
def quiz(request: pytest.FixtureRequest) -> Quiz:
    """Two quizzes of the tutorial deck, which have most forms."""
    return compose("planets.yaml", request.param)


def pages(quiz: Quiz, folder: Path) -> tuple[Path, Path]:
    """Write the paper and the page to practise with."""
    paper, _, practice = render_handout(quiz)
    for artifact in (paper, practice):
        (folder / artifact.name).write_bytes(artifact.content)
    assert practice.name == f"{quiz.id}-practice.html"
    return folder / paper.name, folder / practice.name


def items(quiz: Quiz, page: Page) -> Iterator[tuple[Item, int, Locator]]:
    """Give each item with its points and where it stands."""
    for part in quiz.papers[0].parts:
        for item in part.items:
            place = page.locator(".item").nth(item.number - 1)
            yield item, part.points, place


def answer(item: Item, place: Locator, *, right: bool) -> None:
    """Answer an item."""
    match item.task:
        case ChoiceTask(options) as task:
            wanted = task.right if right else (task.right + 1) % len(options)
            place.get_by_role("radio").nth(wanted).check()
        case SelectTask() as task:
            for tick in task.right if right else task.right[1:]:
                place.get_by_role("checkbox").nth(tick).check()
        case TrueFalseTask(true=true):
            place.get_by_role("radio").nth(0 if true is right else 1).check()
        case GapTask(answer=words):
            place.get_by_role("textbox").fill(f" {plain(words).upper()}. " if right else "nonsense")
        case MatchTask() as task:
            for i, at in enumerate(task.key):
                mark = "abcdefghijkl"[at if right else (at + 1) % len(task.key)]
                place.get_by_role("combobox").nth(i).select_option(mark)
        case OrderTask(ranks=ranks):
            for i, rank in enumerate(ranks if right else ranks[::-1]):
                place.get_by_role("combobox").nth(i).select_option(str(rank))
        case RecallTask():
            place.get_by_role("textbox").fill("In my own words,\nwhich nobody can mark but me.")


def mark(item: Item, place: Locator, *, right: bool) -> None:
    """Let the page mark an answer; one in free words is marked by who wrote it."""
    if isinstance(item.task, RecallTask):
        verdict = place.get_by_role("button", name="Right" if right else "Not right", exact=True)
        assert not verdict.is_visible()
        place.locator("summary").click()
        verdict.click()
        assert verdict.get_attribute("aria-pressed") == "true"
    else:
        place.get_by_role("button", name="Check").click()


@pytest.mark.parametrize("right", [True, False])
def test_what_the_key_calls_right_earns_all_points_and_what_is_wrong_none(
    chromium: str, tmp_path: Path, quiz: Quiz, right: bool
) -> None:
    _, practice = pages(quiz, tmp_path)
    with visit(chromium, practice) as seen:
        for item, _, place in items(quiz, seen.page):
            answer(item, place, right=right)
            mark(item, place, right=right)
            told = place.get_by_role("status").inner_text()
            assert told == ("✓ Right" if right else "✗ Not right")
        total = quiz.papers[0].points
        assert seen.page.locator(".out-of").inner_text() == f"/ {total} points"
        score = seen.page.locator("#score output").inner_text()
        assert score == f"{total if right else 0} / {total}"
        seen.page.get_by_role("button", name="Start again").click()
        assert seen.page.locator("#score output").inner_text() == f"0 / {total}"
        assert seen.page.locator("input:checked, [aria-pressed=true]").count() == 0
        written = seen.page.get_by_role("textbox").evaluate_all(
            "all => all.map(each => each.value)"
        )
        assert set(written) == {""}
        assert seen.requests == [practice.as_uri()]
        assert seen.complaints == []


@pytest.mark.parametrize(("space", "lines"), [("8 lines", 8), ("box", 5), ("none", 0)])
def test_a_long_answer_has_room_on_screen_too(
    chromium: str, tmp_path: Path, space: str, lines: int
) -> None:
    quiz = compose("planets.yaml", "solar-system")
    [paper] = quiz.papers
    parts = tuple(
        part._replace(items=tuple(item._replace(space=space) for item in part.items))
        for part in paper.parts
        if part.form == "recall"
    )
    _, practice = pages(replace(quiz, papers=(paper._replace(parts=parts),)), tmp_path)
    with visit(chromium, practice) as seen:
        rows = seen.page.locator("textarea").evaluate_all("all => all.map(each => each.rows)")
        assert rows == [lines] * bool(lines)
        assert not seen.page.locator(".answer-lines, .answer-box").first.is_visible()
        seen.page.get_by_role("button", name="Check all").click()
        assert seen.page.locator(".solution").first.is_visible()
        assert seen.page.locator("#score output").inner_text() == f"0 / {parts[0].points}"


def test_half_a_match_earns_half_its_points(chromium: str, tmp_path: Path) -> None:
    quiz = compose("planets.yaml", "pairs")
    _, practice = pages(quiz, tmp_path)
    with visit(chromium, practice) as seen:
        item, points, place = next(items(quiz, seen.page))
        assert isinstance(item.task, MatchTask)
        for i, at in list(enumerate(item.task.key))[:2]:
            place.get_by_role("combobox").nth(i).select_option("abcd"[at])
        place.get_by_role("button", name="Check").click()
        assert place.get_by_role("status").inner_text() == "✗ 2 of 4 right"
        earned = seen.page.locator("#score output").inner_text().partition(" / ")[0]
        assert float(earned) == points / 2


def test_it_works_by_keyboard_alone(chromium: str, tmp_path: Path) -> None:
    quiz = compose("planets.yaml", "solar-system")
    _, practice = pages(quiz, tmp_path)
    first = quiz.papers[0].parts[0].items[0]
    assert isinstance(first.task, ChoiceTask)
    with visit(chromium, practice) as seen:
        keyboard = seen.page.keyboard
        keyboard.press("Tab")
        keyboard.press("Space")
        for _ in range(first.task.right):
            keyboard.press("ArrowDown")
        keyboard.press("Tab")
        keyboard.press("Enter")
        item = seen.page.locator(".item").first
        assert item.get_by_role("status").inner_text() == "✓ Right"
        assert not item.locator(".solution").is_visible()
        keyboard.press("Tab")
        keyboard.press("Enter")
        assert item.locator(".solution").is_visible()


def test_printed_it_is_the_paper_whatever_was_marked(
    chromium: str, tmp_path: Path, quiz: Quiz
) -> None:
    looks = []
    for file in pages(quiz, tmp_path):
        with visit(chromium, file) as seen:
            if file.stem.endswith("-practice"):
                for item, _, place in items(quiz, seen.page):
                    answer(item, place, right=False)
                seen.page.get_by_role("button", name="Check all").click()
                seen.page.locator("summary").first.click()
            seen.page.emulate_media(media="print")
            seen.page.mouse.move(0, 0)
            looks.append(seen.page.screenshot(full_page=True, animations="disabled"))
    assert looks[0] == looks[1]


def test_the_paper_holds_no_answer(tmp_path: Path, quiz: Quiz) -> None:
    paper, practice = pages(quiz, tmp_path)
    without = next(iter(render_handout(replace(quiz, practice=False))))
    assert paper.read_bytes() == without.content
    assert "<script" not in paper.read_text(encoding="utf-8")
    assert "data-key" not in paper.read_text(encoding="utf-8")
    assert "data-key" in practice.read_text(encoding="utf-8")


def test_without_script_it_reads_as_the_paper_with_answers_to_open(
    chromium: str, tmp_path: Path, quiz: Quiz
) -> None:
    _, practice = pages(quiz, tmp_path)
    with visit(chromium, practice) as seen:
        browser = seen.page.context.browser
        assert browser is not None
        page = browser.new_page(java_script_enabled=False)
        try:
            page.goto(practice.as_uri())
            assert page.locator("input, select, textarea, button:visible").count() == 0
            page.locator("summary").first.click()
            assert page.locator(".solution").first.is_visible()
        finally:
            page.close()


def test_hostile_answers_stay_text(chromium: str, tmp_path: Path) -> None:
    hostile = "</script><img src=x onerror=alert(1)>\"'&"
    deck_file = tmp_path / "deck.yaml"
    deck_file.write_text(
        "id: d\ntitle: D\nkinds:\n  k:\n    fields: {a: text, b: text}\n"
        '    templates: {s: {state: "{{ a }} is {{ b }}", blank: [b]}}\n'
        f"facts: {{k: {{x: {{a: This, b: {json.dumps(hostile)}}}}}}}\n"
        "quizzes: {q: {practice: true, sections: [{form: cloze, count: 1}]}}\n",
        encoding="utf-8",
    )
    deck, _ = load_deck(deck_file)
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    _, practice = pages(quiz, tmp_path)
    with visit(chromium, practice) as seen:
        seen.page.get_by_role("textbox").fill(hostile)
        seen.page.keyboard.press("Enter")
        assert seen.page.get_by_role("status").first.inner_text() == "✓ Right"
        assert seen.complaints == []
