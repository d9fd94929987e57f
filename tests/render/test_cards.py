"""Choice and typed cards as a learner meets them, in a page that stays and one that does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_reader import AnkiNote, open_anki
from browser import visit
from conftest import load_text
from packages import apkg
from playwright.sync_api import Page

from quizgen.ask import ask_questions
from quizgen.load.language import read_language
from quizgen.model import AnkiSettings, Text
from quizgen.render.note_types import note_type

DECK = """
anki: {forms: [recall, typed, choice], forgive: [case, accents]}
waive: {no-source: a test}
names: {planet: {Earth: {aka: [the Earth, Terra]}}}
kinds:
  planet:
    complete: true
    fields: {name: planet, place: number}
    templates:
      which:
        ask: Which planet is number {{ place }} from the Sun?
        answer: name
        forms: [recall, typed, choice]
facts:
  planet:
    mercury: {name: Mercury, place: 1}
    venus: {name: Vénus, place: 2, wrong: {name: {Luna: That is a moon.}}}
    earth: {name: Earth, place: 3}
    mars: {name: Mars, place: 4}
    jupiter: {name: Jupiter, place: 5}
"""
RUN = """html => {
  const place = document.getElementById("qa");
  place.innerHTML = html;
  for (const dead of [...place.querySelectorAll("script")]) {
    const alive = document.createElement("script");
    alive.textContent = dead.textContent;
    dead.replaceWith(alive);
  }
}"""
ORDER = "[...document.querySelectorAll('.options li')].map(each => each.dataset.number)"
SAID = "[...document.querySelectorAll('.said')].map(each => each.textContent).filter(Boolean)"
REASONS = (
    "[...document.querySelectorAll('.why')].filter(e => e.offsetHeight).map(e => e.textContent)"
)
ENTRY = '<input type="text" id="typeans">'


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, AnkiNote]:
    """The deck's notes as Anki stores and renders them, by fact and form."""
    folder = tmp_path_factory.mktemp("cards")
    deck, problems = load_text(DECK, folder)
    assert problems == []
    with open_anki(folder / "anki") as anki:
        anki.import_package(apkg(deck, ask_questions(deck)[0]))
        health = anki.health()
        assert (health.damage, health.empty_cards) == ("", 0)
        return {note.fields["Key"].split("/", 1)[1]: note for note in anki.notes()}


@pytest.fixture
def page(chromium: str, tmp_path: Path) -> Iterator[Page]:
    """A reviewer's page, without a word of complaint until the end."""
    file = tmp_path / "card.html"
    style = note_type("Choice", read_language("en"), AnkiSettings(Text(""))).style
    file.write_text(f'<!DOCTYPE html><style>{style}</style><body class="card"><main id="qa">')
    with visit(chromium, file) as seen:
        yield seen.page
        assert seen.complaints == []


def show(page: Page, html: str) -> None:
    """Put a side into the page and run its scripts, as Anki does."""
    page.evaluate(RUN, re.sub(r"\[\[type:[^\]]*\]\]", ENTRY, html))


def sides(note: AnkiNote) -> tuple[str, str]:
    """Give front and back of a note's one card."""
    return note.cards[0].front, note.cards[0].back


def test_typed_replaces_recall_where_both_are_declared(notes: dict[str, AnkiNote]) -> None:
    assert sorted({key.rsplit("/", 1)[1] for key in notes}) == ["choice", "typed"]


def test_choice_has_one_right_option_and_empty_spares(notes: dict[str, AnkiNote]) -> None:
    fields = notes["venus/which/choice"].fields
    options = [fields[f"Option {i}"] for i in range(1, 7)]
    assert options[int(fields["Right"]) - 1] == "Vénus"
    assert options.count("") == 2
    assert len(set(options[:4])) == 4


def test_front_of_a_choice_tells_no_reason(notes: dict[str, AnkiNote]) -> None:
    front, back = sides(notes["venus/which/choice"])
    markup = re.sub(r"<script>.*</script>", "", front, flags=re.DOTALL)
    assert "right for" not in markup
    assert "data-right" not in markup
    assert "right for" in back or "That is a moon." in back


def test_front_and_back_agree_in_a_page_that_stays(page: Page, notes: dict[str, AnkiNote]) -> None:
    front, back = sides(notes["earth/which/choice"])
    orders = set()
    for _ in range(12):
        show(page, front)
        order = page.evaluate(ORDER)
        orders.add(tuple(order))
        show(page, back)
        assert page.evaluate(ORDER) == order
    assert len(orders) > 1, "options are shuffled anew at each review"


def test_front_and_back_agree_after_the_page_was_loaded_again(
    page: Page, notes: dict[str, AnkiNote]
) -> None:
    front, back = sides(notes["earth/which/choice"])
    show(page, front)
    order = page.evaluate(ORDER)
    page.reload()
    show(page, back)
    assert page.evaluate(ORDER) == order


def test_front_and_back_agree_where_nothing_is_remembered(
    page: Page, notes: dict[str, AnkiNote]
) -> None:
    front, back = sides(notes["earth/which/choice"])
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    show(page, front)
    order = page.evaluate(ORDER)
    page.evaluate("window.quizgenState = undefined")
    show(page, back)
    assert page.evaluate(ORDER) == order


def test_a_key_and_a_tap_choose(page: Page, notes: dict[str, AnkiNote]) -> None:
    show(page, notes["earth/which/choice"].cards[0].front)
    pressed = "[...document.querySelectorAll('button')].map(e => e.getAttribute('aria-pressed'))"
    page.keyboard.press("3")
    assert page.evaluate(pressed) == ["false", "false", "true", "false"]
    page.locator("button").nth(0).click()
    assert page.evaluate(pressed) == ["true", "false", "false", "false"]
    page.keyboard.press("6")
    assert page.evaluate(pressed) == ["true", "false", "false", "false"]


def test_back_says_right_and_wrong_in_words_with_the_reason_of_the_choice(
    page: Page, notes: dict[str, AnkiNote]
) -> None:
    note = notes["earth/which/choice"]
    right = note.fields["Right"]
    for wanted in (True, False):
        show(page, note.cards[0].front)
        order = page.evaluate(ORDER)
        number = next(each for each in order if (each == right) == wanted)
        page.keyboard.press(str(order.index(number) + 1))
        show(page, note.cards[0].back)
        said = page.evaluate(SAID)
        assert ("Your choice: Right" in said) == wanted
        assert ("Your choice: Not right" in said) != wanted
        assert page.evaluate(REASONS) == ([] if wanted else [note.fields[f"Why {number}"]])


def test_without_scripts_options_stand_as_written_and_the_right_one_is_marked(
    page: Page, notes: dict[str, AnkiNote]
) -> None:
    note = notes["earth/which/choice"]
    page.evaluate("html => { document.getElementById('qa').innerHTML = html; }", note.cards[0].back)
    assert page.evaluate(ORDER) == ["1", "2", "3", "4"]
    marks = page.evaluate(
        "[...document.querySelectorAll('.text')].map(e => getComputedStyle(e, '::after').content)"
    )
    assert [mark != "none" for mark in marks] == [
        str(i) == note.fields["Right"] for i in range(1, 5)
    ]


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("Earth", "✓ Right"),
        ("  the   earth ", "✓ Right"),
        ("TERRA", "✓ Right"),
        ("Térra", "✓ Right"),
        ("Mars", "✗ Not right"),
        ("", ""),
    ],
)
def test_a_typed_answer_is_judged_by_all_that_is_right(
    typed: str, verdict: str, page: Page, notes: dict[str, AnkiNote]
) -> None:
    front, back = sides(notes["earth/which/typed"])
    show(page, front)
    page.fill("#typeans", typed)
    show(page, back)
    assert page.locator(".verdict").text_content() == verdict


def test_accents_of_the_answer_itself_are_forgiven_too(
    page: Page, notes: dict[str, AnkiNote]
) -> None:
    front, back = sides(notes["venus/which/typed"])
    show(page, front)
    page.fill("#typeans", "venus")
    show(page, back)
    assert page.locator(".verdict").text_content() == "✓ Right"


def test_no_placeholder_of_ours_is_left_in_a_layout(notes: dict[str, AnkiNote]) -> None:
    for note in notes.values():
        assert "$" not in "".join(sides(note))
