"""Fitting: in what size of type the texts of a card fit.

Lengths are in millimetres; sizes of type in points.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from quizgen.model.cutting import GRIDS, Grid, lay_out_cards
from quizgen.model.question import Rich, Span, join_wordings, plain
from quizgen.model.sheets import CutCard, CutOut
from quizgen.model.words import Words

_POINT = 25.4 / 72
_STEPS = (48.0, 40.0, 34.0, 28.0, 24.0, 20.0, 17.0, 14.5, 12.5, 11.0, 10.0, 9.0, 8.0)
"""Sizes of type for the main text, the largest first."""
_LEADING = 1.28
FOOT_LEADING = 1.2
GAP_WIDTH = 4.0
"""The width of a blank, in sizes of type."""


class CardType(NamedTuple):
    """How large the texts of cards are set, in points, for which eyes.

    `smallest` and `aside` are the least for the main text and for what stands beside it, `foot` is
    the type of number, sources and id; `share` of a card's shorter side is the largest type, and
    letters are `spread` times as wide as those of our own regular font.
    """

    smallest: float
    aside: float
    foot: float
    share: float
    spread: float


CARD_TYPES = {
    "regular": CardType(8.0, 7.5, 6.0, 0.1, 1.0),
    "large": CardType(18.0, 18.0, 18.0, 0.14, 1.08),
    "dyslexia": CardType(12.5, 12.0, 12.0, 0.1, 1.22),
}
"""By profile."""
_REGULAR = CARD_TYPES["regular"]


class Face(NamedTuple):
    """One side of a card: its main text, what stands smaller beside it, and the foot."""

    main: Rich
    scope: str
    asides: tuple[Rich, ...]
    foot: tuple[str, ...]


def front_of(card: CutCard, number: int, code: str = "") -> Face:
    """Give the front of a card, which is the how-manieth of its pile; `code` is the edition's.

    It does not name its question, for an id may tell the answer. The code is not known yet while
    cards are fitted; the foot is one line with it, and without.
    """
    return Face(card.front, card.scope, (), (f"{number} · {code}" if code else f"{number}",))


def back_of(card: CutCard, number: int, words: Words) -> Face:
    """Give the back of a card: the answer, what else is right, note, sources, and its id."""
    say = words.phrases
    answer = [span for span in card.back if span.gap] or card.back
    also = join_wordings(answer, card.accepted, say["semicolon"])
    asides: list[Rich] = []
    asides += [(Span(f"{say['also right']}{say['colon']}"), *also)] if also else []
    asides += [(Span(card.note),)] if card.note else []
    comma = say["clause comma"]
    sources = (comma.join(part for part in (s.name, s.locator) if part) for s in card.sources)
    return Face(card.back, "", tuple(asides), (*sources, f"{number} · {card.id}"))


def fit_face(face: Face, grid: Grid, kind: CardType = _REGULAR) -> float | None:
    """Give the largest type in which a side of a card fits; None if it does not in any.

    What a text needs is reckoned from its characters, rather too much than too little: no font
    is read here, and a reader's may be another.
    """
    shorter = min(grid.card_width, grid.card_height) / _POINT
    for size in (*(step for step in _STEPS if step > kind.smallest), kind.smallest):
        if size <= max(kind.share * shorter, kind.smallest) and _fits(face, grid, kind, size):
            return size
    return None


def fits_card(card: CutCard, number: int, grid: Grid, kind: CardType, words: Words) -> bool:
    """Tell whether both sides of a card, the how-manieth of its pile, fit in such a grid."""
    faces = (front_of(card, number), back_of(card, number, words))
    return all(fit_face(face, grid, kind) for face in faces)


def count_per_sheet(cut: CutOut, paper: str, profile: str, words: Words) -> int:
    """Count the cards on a sheet in a profile: as many as are wanted, or fewer of larger type.

    All texts must fit. What fits on no sheet is no card (`cut_cards`); but an edition may be older
    than that rule, or be printed in another profile: then a card has a sheet of its own.
    """
    if profile == "regular":
        return cut.per_page
    for per_page in sorted((count for count in GRIDS if count <= cut.per_page), reverse=True):
        grid = lay_out_cards(paper, per_page, cut.fold)
        if all(
            fits_card(card, number, grid, CARD_TYPES[profile], words)
            for number, card in enumerate(cut.cards, start=1)
        ):
            return per_page
    return 1


def count_foot_lines(face: Face, grid: Grid, kind: CardType = _REGULAR) -> int:
    """Count the lines that the foot of a side takes; its ids may break after their slashes."""
    width = _width(grid, kind) / kind.foot
    return sum(_count_lines(text.replace("/", "/ "), width) for text in face.foot)


def room_above(foot_lines: int, grid: Grid, kind: CardType = _REGULAR) -> float:
    """Give the height, in millimetres, that a foot of so many lines leaves to the other texts."""
    foot = foot_lines * kind.foot * FOOT_LEADING * _POINT
    return round(max(0.0, grid.card_height - 2 * grid.padding - foot), 2)


def aside_size(size: float, kind: CardType = _REGULAR) -> float:
    """Give the type of what stands beside a main text of this size."""
    return max(kind.aside, min(round(0.68 * size, 1), 16.0))


def _width(grid: Grid, kind: CardType) -> float:
    """Give the points that the lines of a card have, as if its letters were those of our font."""
    return (grid.card_width - 2 * grid.padding) / _POINT / kind.spread


def _fits(face: Face, grid: Grid, kind: CardType, size: float) -> bool:
    width = _width(grid, kind)
    smaller = aside_size(size, kind)
    pictures = sum(span.kind == "image" for span in face.main)
    needed = _LEADING * size * _count_rich_lines(face.main, width / size)
    needed += pictures * (grid.picture_height / _POINT + 0.5 * size)
    for text in ((Span(face.scope),), *face.asides):
        if plain(text):
            needed += smaller * (_LEADING * _count_rich_lines(text, width / smaller) + 0.4)
    room = room_above(count_foot_lines(face, grid, kind), grid, kind)
    return needed + 0.5 * size <= room / _POINT


def _count_rich_lines(rich: Rich, width: float) -> int:
    """Count the lines of a rich text in a column of so many ems; formulas are counted high."""
    text = "".join(
        _BLANK if span.gap and len(span.text) < len(_BLANK) else span.text
        for span in rich
        if span.kind != "image"
    )
    extra = sum(span.kind == "math" for span in rich)
    extra += sum(len(span.hint) // 20 + 1 for span in rich if span.gap and span.hint)
    if any(span.kind == "markdown" for span in rich):
        extra += text.count("\n\n") + text.count("|") // 3
    return (_count_lines(text, width) if text else 0) + extra


def _count_lines(text: str, width: float) -> int:
    return sum(_count_paragraph(tuple(line.split()), width) for line in text.split("\n"))


def _count_paragraph(words: Sequence[str], width: float) -> int:
    """Count the lines of a paragraph as a browser breaks it; longer words break anywhere."""
    lines, used = 1, 0.0
    for word in words:
        length = _measure(word)
        if used and used + _SPACE + length <= width:
            used += _SPACE + length
            continue
        lines += 1 if used else 0
        full = int(length // width)
        lines += full
        used = length - full * width
    return lines


_SPACE = 0.26
_BLANK = "m" * int(GAP_WIDTH)
_NARROW = frozenset("ijltfrI.,;:'!|()[]/-‘’“”·")
_BROAD = frozenset("mwMW@%—…&ÆŒ")


@lru_cache(maxsize=65_536)
def _measure(word: str) -> float:
    """Give the width of a word in ems."""
    return sum(map(_measure_letter, word))


@lru_cache(maxsize=4096)
def _measure_letter(letter: str) -> float:
    """Give the width of a letter, a little more than that of our own font."""
    if letter in _NARROW:
        return 0.37
    if letter in _BROAD:
        return 1.0
    if letter.isascii():
        return 0.72 if letter.isupper() else 0.58
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.3 if unicodedata.category(letter) == "So" else 1.02
    return 0.75 if letter.isupper() else 0.65
