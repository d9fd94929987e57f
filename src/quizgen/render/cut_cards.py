"""Cut cards: fronts and backs of cards to cut out, sheet by sheet, and a sheet to calibrate with.

All is placed in millimetres from the sheet's corner, so that every browser puts it there alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from typing import NamedTuple

from markupsafe import Markup as SafeHtml

from quizgen.model import (
    CARD_TYPES,
    FOOT_LEADING,
    GAP_WIDTH,
    Artifact,
    CardType,
    CutCard,
    CutOut,
    Face,
    Grid,
    Place,
    Quiz,
    Span,
    Words,
    aside_size,
    back_of,
    count_foot_lines,
    count_per_sheet,
    fit_face,
    front_of,
    lay_out_cards,
    room_above,
)
from quizgen.render.cut_marks import crop_marks, cut_lines
from quizgen.render.markup import page_html
from quizgen.render.page import Frame, join_heading, name_file, render_page
from quizgen.render.paper_views import draw_gap, safe


class _FaceView(NamedTuple):
    """A side of a card: the class of its place, its type in points, and its texts."""

    place: str
    size: float
    main: SafeHtml
    scope: str
    asides: tuple[SafeHtml, ...]
    foot: tuple[SafeHtml, ...]
    foot_lines: int

    @property
    def room(self) -> str:
        """The class of the room that its foot leaves."""
        return _room_name(self.foot_lines)

    @property
    def type(self) -> str:
        """The class of its type."""
        return _type_name(self.size)


class _Side(NamedTuple):
    """The fronts, or the backs, that lie on a sheet; `marks` are those to cut along."""

    name: str
    title: str
    marks: str
    lines: str
    faces: tuple[_FaceView, ...]


class _Sheet(NamedTuple):
    """A printed page: one side, or both where the sheet is folded over."""

    page: str
    sides: tuple[_Side, ...]


def render_cards(quiz: Quiz) -> Iterator[Artifact]:
    """Give the cards of a quiz as documents of their own, page 1 a front; and how to calibrate.

    There is one for each profile. A sheet that is folded over is printed on one side, so nothing
    of it can shift.
    """
    cut = quiz.cut_out
    if cut is None:
        return
    for profile in quiz.profiles:
        yield _render_sheets(quiz, cut, profile)
    grid = _lay_grid(quiz, cut)
    if not grid.folded:
        yield _render_calibration(quiz, grid)


def _lay_grid(quiz: Quiz, cut: CutOut) -> Grid:
    mirrored = quiz.words.direction == "rtl"
    return lay_out_cards(quiz.paper, cut.per_page, cut.fold, mirrored=mirrored)


def _render_sheets(quiz: Quiz, cut: CutOut, profile: str) -> Artifact:
    words, mirrored = quiz.words.phrases, quiz.words.direction == "rtl"
    kind = CARD_TYPES[profile]
    cut = cut._replace(per_page=count_per_sheet(cut, quiz.paper, profile, quiz.words))
    grid = _lay_grid(quiz, cut)
    sheets = tuple(_lay_out(quiz, cut, grid, kind))
    faces = [face for sheet in sheets for side in sheet.sides for face in side.faces]
    sizes = {face.size for face in faces}
    types = [(_type_name(size), size, aside_size(size, kind)) for size in sorted(sizes)]
    places = [("front", grid.fronts, (0.0, 0.0)), ("back", grid.backs, cut.offset)]
    measures = {
        **_measures(grid),
        "near": "right" if mirrored else "left",
        "far": "left" if mirrored else "right",
        "columns": len({place.left for place in grid.fronts}),
        "places": [each for side in places for each in _name_places(*side)],
        "types": types,
        "rooms": [
            (_room_name(lines), room_above(lines, grid, kind))
            for lines in sorted({face.foot_lines for face in faces})
        ],
        "foot_size": kind.foot,
        "foot_leading": FOOT_LEADING,
        "gap_width": GAP_WIDTH,
    }
    heading = join_heading(quiz.title, words["cards"])
    frame = Frame(quiz, heading, ("sheet.css.j2", "cards.css.j2"), profile, measures=measures)
    views = {"sheets": sheets, "grid": grid, "how": words[f"cards {cut.fold}"]}
    return render_page(name_file(quiz, "", "cards", profile), "cards.html.j2", frame, views)


def _lay_out(quiz: Quiz, cut: CutOut, grid: Grid, kind: CardType) -> Iterator[_Sheet]:
    """Fill the sheets: a front and its back after it, or both sides of a folded one."""
    words, numbered = quiz.words, list(enumerate(cut.cards, start=1))
    piles = [numbered[i : i + cut.per_page] for i in range(0, len(numbered), cut.per_page)]
    count = len(piles) * (1 if grid.folded else 2)
    for i, pile in enumerate(piles):
        fronts = _fronts(pile, grid, kind, quiz)
        backs = _backs(pile, grid, kind, words)
        pages = [(fronts, backs)] if grid.folded else [(fronts,), (backs,)]
        for number, sides in enumerate(pages, start=i * len(pages) + 1):
            yield _Sheet(words.say("page of pages", page=number, pages=count), sides)


def _fronts(pile: Sequence[tuple[int, CutCard]], grid: Grid, kind: CardType, quiz: Quiz) -> _Side:
    words, gap = quiz.words, partial(draw_gap, quiz.words)
    faces = (
        _view(front_of(card, number, quiz.code), grid, kind, f"front-{i}", gap)
        for i, (number, card) in enumerate(pile, start=1)
    )
    marks, lines = crop_marks(grid, grid.fronts), cut_lines(grid, grid.fronts)
    return _Side("fronts", words.phrases["fronts"], marks, lines, tuple(faces))


def _backs(pile: Sequence[tuple[int, CutCard]], grid: Grid, kind: CardType, words: Words) -> _Side:
    faces = (
        _view(back_of(card, number, words), grid, kind, f"back-{i}", _fill_gap)
        for i, (number, card) in enumerate(pile, start=1)
    )
    marks = crop_marks(grid, grid.backs)
    return _Side("backs", words.phrases["backs"], marks, "", tuple(faces))


def _view(
    face: Face, grid: Grid, kind: CardType, place: str, gap: Callable[[Span], str]
) -> _FaceView:
    size = fit_face(face, grid, kind) or kind.smallest
    main, lines = safe(page_html(face.main, gap)), count_foot_lines(face, grid, kind)
    asides = tuple(safe(page_html(aside)) for aside in face.asides)
    foot = tuple(safe(escape(line).replace("/", "/<wbr>")) for line in face.foot)
    return _FaceView(place, size, main, face.scope, asides, foot, lines)


def _fill_gap(span: Span) -> str:
    """Show what a gap hides, so that it is seen at once."""
    return f'<strong class="filled">{page_html((span._replace(gap=0),))}</strong>'


def _name_places(
    side: str, places: Sequence[Place], offset: tuple[float, float]
) -> Iterator[tuple[str, float, float]]:
    """Give each place a class, and move it by an offset."""
    for i, (left, top) in enumerate(places, start=1):
        yield f"{side}-{i}", round(left + offset[0], 3), round(top + offset[1], 3)


def _room_name(foot_lines: int) -> str:
    return f"room-{foot_lines}"


def _type_name(size: float) -> str:
    return f"type-{size:g}".replace(".", "-")


def _measures(grid: Grid) -> dict[str, object]:
    return {"grid": grid, "width": grid.width, "height": grid.height}


def _render_calibration(quiz: Quiz, grid: Grid) -> Artifact:
    """Give a front with a cross and a back with rulers: a pin through both shows the shift."""
    words = quiz.words.phrases
    heading = join_heading(quiz.title, words["calibration"])
    styles = ("sheet.css.j2", "calibration.css.j2")
    frame = Frame(quiz, heading, styles, measures=_measures(grid))
    views = {
        "grid": grid,
        "pages": [quiz.words.say("page of pages", page=i, pages=2) for i in (1, 2)],
        "ticks": range(-10, 11),
        "fives": (-10, -5, 5, 10),
        "numbers": ((-10, "\N{MINUS SIGN}10"), (10, "10")),
    }
    return render_page(f"{quiz.id}-calibration.html", "calibration.html.j2", frame, views)
