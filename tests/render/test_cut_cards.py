"""Cut cards: fronts and backs lie behind each other on paper, and every text fits on its card."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from browser import print_pdf, visit
from conftest import ROOT
from hostile import NASTY
from pypdf import PageObject, PdfReader

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.model import (
    FOLDS,
    GRIDS,
    PAPERS,
    CutCard,
    CutOut,
    Grid,
    Media,
    Place,
    Quiz,
    Rich,
    Span,
    Text,
    back_of,
    fit_face,
    front_of,
    lay_out_cards,
)
from quizgen.problems import Where
from quizgen.render.cut_cards import render_cards

MILLIMETRE = 72 / 25.4
ALLOWED = 0.5
"""Millimetres between the middle of a front and that of the back behind it."""
PIXEL = 25.4 / 96 + 0.01
"""To which Chromium rounds the place of a picture, in millimetres."""
SHORT = 6
"""Millimetres: crop marks are shorter, the lines between cards are not."""
SEVERAL = 8


@pytest.fixture(scope="module")
def planets() -> Quiz:
    """The quiz of the tutorial deck; only its words and its name are used."""
    deck, _ = load_deck(ROOT / "decks" / "planets.yaml")
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    return quiz


def with_cards(quiz: Quiz, paper: str, cut: CutOut, direction: str = "ltr") -> Quiz:
    """Put other cards into a quiz."""
    words = replace(quiz.words, direction=direction)
    return replace(quiz, paper=paper, cut_out=cut, words=words)


def picture(number: int) -> Rich:
    """Draw a grey picture as wide, in its own pixels, as a number says: it names its card."""
    row = b"\0" + b"\x80" * number
    chunks = (
        (b"IHDR", number.to_bytes(4) + (20).to_bytes(4) + b"\x08\0\0\0\0"),
        (b"IDAT", zlib.compress(row * 20)),
        (b"IEND", b""),
    )
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4) + sort + body + zlib.crc32(sort + body).to_bytes(4)
        for sort, body in chunks
    )
    name = f"{number}.png"
    return (Span("x", "image", media=Media(Text.at(name, Where("")), name, content)),)


def pictured(many: int) -> tuple[CutCard, ...]:
    """Make cards that show the same picture on both sides, and no two the same."""
    return tuple(CutCard(f"card-{i}", picture(i + 9), picture(i + 9)) for i in range(many))


# -- where they lie


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle of a picture: millimetres from the left and from above."""

    left: float
    top: float


def read_pictures(page: PageObject) -> Iterator[tuple[int, Middle]]:
    """Find the pictures of a printed page by their width in pixels."""
    height = float(page.mediabox.height)
    found: list[tuple[str, list[float]]] = []

    def note(operator: bytes, operands: list[object], matrix: list[float], _: object) -> None:
        if operator == b"Do":
            found.append((str(operands[0]), list(matrix)))

    page.extract_text(visitor_operand_before=note)
    objects = page["/Resources"]["/XObject"]  # type: ignore[index] # pypdf's objects are untyped
    for name, (a, _, _, d, x, y) in found:
        if objects[name]["/Subtype"] == "/Image":
            middle = Middle((x + a / 2) / MILLIMETRE, (height - y - d / 2) / MILLIMETRE)
            yield int(objects[name]["/Width"]), middle


def print_cards(executable: str, folder: Path, quiz: Quiz) -> list[PageObject]:
    """Print the cards of a quiz as Chromium does."""
    artifact = next(iter(render_cards(quiz)))
    file = folder / artifact.name
    file.write_bytes(artifact.content)
    with visit(executable, file) as seen:
        pdf = seen.page.pdf(prefer_css_page_size=True, print_background=True)
        assert seen.complaints == []
    return list(PdfReader(io.BytesIO(pdf)).pages)


def read_marks(page: PageObject) -> tuple[list[float], list[float]]:
    """Find the crop marks of a printed page: where they stand, from the left and from above."""
    width, height = (float(each) for each in page.mediabox[2:])
    lefts, tops, begun = set[float](), set[float](), (0.0, 0.0)

    def note(operator: bytes, operands: list[float], matrix: list[float], _: object) -> None:
        nonlocal begun
        if operator not in (b"m", b"l"):
            return
        a, b, c, d, e, f = matrix
        x, y = (float(each) for each in operands)
        place = (a * x + c * y + e) / MILLIMETRE, (height - b * x - d * y - f) / MILLIMETRE
        if operator == b"l" and abs(place[1] - begun[1]) + abs(place[0] - begun[0]) < SHORT:
            if abs(place[0] - begun[0]) < abs(place[1] - begun[1]):
                lefts.add(round(place[0], 2))
            else:
                tops.add(round(place[1], 2))
        begun = place

    page.extract_text(visitor_operand_before=note)
    assert max(lefts) < width / MILLIMETRE
    return sorted(lefts), sorted(tops)


def check_marks(fold: str, front: PageObject, back: PageObject) -> None:
    """See that the sheet is cut in the same places whichever side lies above."""
    lefts, tops = read_marks(front)
    other_lefts, other_tops = read_marks(back)
    width, height = (float(each) / MILLIMETRE for each in front.mediabox[2:])
    if fold == "short-edge":
        other_tops = sorted(height - top for top in other_tops)
    else:
        other_lefts = sorted(width - left for left in other_lefts)
    assert len(lefts) >= 3
    assert len(tops) >= 5
    assert lefts == pytest.approx(other_lefts, abs=ALLOWED)
    assert tops == pytest.approx(other_tops, abs=ALLOWED)


def locate(middle: Middle, places: Sequence[Place], grid: Grid) -> tuple[int, float, float]:
    """Tell on which card a picture is, and how far from the middle of that card."""
    away = [
        (
            i,
            middle.left - place.left - grid.card_width / 2,
            middle.top - place.top - grid.card_height / 2,
        )
        for i, place in enumerate(places)
    ]
    return min(away, key=lambda each: each[1] ** 2 + each[2] ** 2)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("fold", FOLDS)
@pytest.mark.parametrize("many", [1, SEVERAL, SEVERAL + 1, 100])
def test_a_back_lies_behind_its_front(
    chromium: str, tmp_path: Path, planets: Quiz, paper: str, fold: str, many: int
) -> None:
    cut = CutOut(pictured(many), SEVERAL, fold)
    direction = "rtl" if many == SEVERAL + 1 else "ltr"
    pages = print_cards(chromium, tmp_path, with_cards(planets, paper, cut, direction))
    grid = lay_out_cards(paper, SEVERAL, fold, mirrored=direction == "rtl")
    numbers = iter(range(9, many + 9))
    step = 1 if grid.folded else 2
    assert len(pages) == step * -(-many // SEVERAL)
    for front, back in zip(pages[::step], pages[step - 1 :: step], strict=True):
        check_marks(fold, front, back)
        fronts, backs = list(read_pictures(front)), list(read_pictures(back))
        if grid.folded:
            fronts, backs = fronts[: len(fronts) // 2], backs[len(backs) // 2 :]
        there = dict(backs)
        for place, (number, middle) in enumerate(fronts):
            assert number == next(numbers)
            at, right, down = locate(middle, grid.fronts, grid)
            behind, left, below = locate(there.pop(number), grid.backs, grid)
            assert at == behind == place
            assert abs(right) < ALLOWED
            assert abs(left) < ALLOWED
            assert abs(down - below) < ALLOWED
        assert there == {}
    assert list(numbers) == []


def test_an_offset_moves_all_backs_and_no_front(
    chromium: str, tmp_path: Path, planets: Quiz
) -> None:
    plain, moved = (
        print_cards(
            chromium, tmp_path, with_cards(planets, "A4", CutOut(pictured(3), 4, offset=offset))
        )
        for offset in ((0.0, 0.0), (1.5, -2.0))
    )
    assert list(read_pictures(plain[0])) == list(read_pictures(moved[0]))
    others = dict(read_pictures(moved[1]))
    for number, back in read_pictures(plain[1]):
        assert others[number].left - back.left == pytest.approx(1.5, abs=PIXEL)
        assert others[number].top - back.top == pytest.approx(-2.0, abs=PIXEL)


@pytest.mark.parametrize("fold", FOLDS)
@pytest.mark.parametrize("paper", PAPERS)
def test_cards_lie_apart_and_within_what_printers_print(paper: str, fold: str) -> None:
    for per_page, mirrored in ((n, rtl) for n in GRIDS for rtl in (False, True)):
        grid = lay_out_cards(paper, per_page, fold, mirrored=mirrored)
        sheets = [[*grid.fronts, *grid.backs]] if grid.folded else [grid.fronts, grid.backs]
        for places in sheets:
            assert len(set(places)) == len(places) == per_page * (2 if grid.folded else 1)
            for left, top in places:
                assert 10 <= round(left, 6) <= round(grid.width - 10 - grid.card_width, 6)
                assert 14 <= round(top, 6) <= round(grid.height - 14 - grid.card_height, 6)
        assert touching(grid) == []


def touching(grid: Grid) -> list[tuple[int, int]]:
    """List the fronts that overlap."""
    return [
        (i, j)
        for i, one in enumerate(grid.fronts)
        for j, other in enumerate(grid.fronts[:i])
        if abs(one.left - other.left) < grid.card_width - 1e-6
        and abs(one.top - other.top) < grid.card_height - 1e-6
    ]


def test_each_page_says_what_it_is(chromium: str, tmp_path: Path, planets: Quiz) -> None:
    cards = tuple(
        CutCard(f"d/fact-{i}/t/recall", (Span(f"Front{i}."),), (Span(f"Back{i}."),))
        for i in range(11)
    )
    quiz = with_cards(planets, "Letter", CutOut(cards, 10, "short-edge"))
    artifact = next(iter(render_cards(quiz)))
    file = tmp_path / artifact.name
    file.write_bytes(artifact.content)
    pages = print_pdf(chromium, file)
    assert len(pages) == 4
    for number, page in enumerate(pages, start=1):
        assert page.is_sized(612, 792)
        assert f"Page {number} of 4" in page.text
        assert planets.code in page.text
        side, other = ("Front", "Back") if number % 2 else ("Back", "Front")
        numbers = range(10) if number < 3 else (10,)
        assert all(f"{side}{i}." in page.text for i in numbers)
        told = planets.code if side == "Front" else "d/fact-{}/t/recall"
        assert all(f"{i + 1} · {told.format(i)}" in page.text for i in numbers)
        assert ("d/fact-" in page.text) == (side == "Back"), "an id may tell the answer"
        assert f"{other}0." not in page.text
        assert f"{side}s · " in page.text


# -- whether they fit

LENGTHS = (1, 5, 12, 25, 40, 60, 90, 130)
WORDS = ("word", "Wallflowers", "illicit", "МЕДВЕДЬ", "λόγος", "قلب", "漢字", "👩‍👩‍👧", "Donau" * 6)
OUTSIDE = """() => [...document.querySelectorAll('.card')].filter(card => {
  const text = document.createRange();
  text.selectNodeContents(card.querySelector('.face'));
  const [box, words] = [card.getBoundingClientRect(), text.getBoundingClientRect()];
  const foot = card.querySelector('.foot').getBoundingClientRect();
  return words.top < box.top || words.bottom > foot.top + 1 || foot.bottom > box.bottom + 1
    || words.left < box.left || words.right > box.right;
}).map(card => card.querySelector('.foot').textContent)"""


def wordy() -> Iterator[CutCard]:
    """Make cards of all lengths and scripts, with notes, scopes, sources, gaps and formulas."""
    number = count()
    for word in WORDS:
        for length in LENGTHS:
            text = " ".join([word] * length)
            front, back = (Span(f"{text}?"),), (Span(" ".join([word] * (length // 3 + 1))),)
            card = CutCard(f"deck/fact-{next(number)}/template/recall", front, back)
            yield card
            yield card._replace(scope=f"According to {word}", note=text, accepted=(word, text))
            gap = (*front, Span(word, gap=1, hint="a hint"), Span(" and so on."))
            yield card._replace(front=gap, back=gap)
    for text in (*NASTY, "**bold**\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |"):
        if text.strip():
            rich = (Span(text), Span(text, "markdown"))
            yield CutCard(f"deck/nasty-{next(number)}/t/recall", rich, rich, scope=text, note=text)
    for formula in (r"\frac{a}{b}", r"\sum_{i=1}^{n} i^2 = \frac{n(n+1)(2n+1)}{6}", "x"):
        rich = (Span("Set: "), Span(formula, "math"))
        yield CutCard(f"deck/math-{next(number)}/t/recall", rich, rich, note="as it is")
    yield CutCard("deck/picture/t/recall", (Span("Which? "), *picture(900)), picture(900))


@pytest.mark.parametrize(("per_page", "fold"), [(2, "long-edge"), (8, "fold-over"), (20, FOLDS[0])])
def test_what_is_said_to_fit_does(
    chromium: str, tmp_path: Path, planets: Quiz, per_page: int, fold: str
) -> None:
    grid = lay_out_cards("A4", per_page, fold)
    cards = [
        card
        for card in wordy()
        if fit_face(front_of(card, 999), grid) and fit_face(back_of(card, 999, planets.words), grid)
    ]
    assert len(cards) > 40
    quiz = with_cards(planets, "A4", CutOut(tuple(cards), per_page, fold))
    artifact = next(iter(render_cards(quiz)))
    file = tmp_path / artifact.name
    file.write_bytes(artifact.content)
    with visit(chromium, file) as seen:
        seen.page.emulate_media(media="print")
        assert seen.page.evaluate(OUTSIDE) == []
        assert seen.complaints == []
        assert seen.requests[1:] == [] or all(
            each.startswith("data:") for each in seen.requests[1:]
        )


def test_longer_texts_are_set_smaller_until_they_fit_no_more() -> None:
    grid = lay_out_cards("A4", 8, "long-edge")
    texts = (" ".join(["word"] * length) for length in (1, 40, 80, 120, 160, 1000))
    sizes = [fit_face(front_of(CutCard("id", (Span(text),), ()), 1), grid) for text in texts]
    there = [size for size in sizes if size is not None]
    assert there == sorted(there, reverse=True)
    assert len(set(there)) > 3
    assert min(there) >= 8
    assert sizes[-1] is None
