"""Cutting: how cards lie on a sheet.

Lengths are in millimetres from the sheet's upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

GRIDS = {
    1: (1, 1), 2: (1, 2), 4: (2, 2), 6: (2, 3), 8: (2, 4), 9: (3, 3), 10: (2, 5), 12: (3, 4),
    16: (4, 4), 20: (4, 5),
}  # fmt: skip
"""Cards on a sheet -> columns and rows."""
FOLDS = ("long-edge", "short-edge", "fold-over")
SHEETS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Paper -> its width and height, upright."""
MAX_OFFSET = 20
"""Millimetres: a printer that shifts a side by more is broken."""

_SIDE, _HEAD = 10.0, 14.0
"""Margins beside, and above and below the cards: no printer prints up to the edge."""
_PICTURE = 0.42
"""How much of a card's height a picture may take."""


class Place(NamedTuple):
    """Where the left upper corner of a card lies."""

    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The cards of one sheet: its size, theirs, and where fronts and backs lie, in order."""

    width: float
    height: float
    card_width: float
    card_height: float
    padding: float
    fronts: tuple[Place, ...]
    backs: tuple[Place, ...]
    folded: bool

    @property
    def picture_height(self) -> float:
        """The most that a picture on a card is high."""
        return round(_PICTURE * self.card_height, 2)


def lay_out_cards(paper: str, per_page: int, fold: str, *, mirrored: bool = False) -> Grid:
    """Lay cards out; `mirrored` for languages that run from right to left.

    What lies behind a front is found by turning the sheet: a back is as far from the right, or
    from below, as its front is from the left, or from above.

    >>> grid = lay_out_cards("A4", 8, "long-edge")
    >>> grid.card_width, grid.card_height, grid.fronts[0], grid.backs[0]
    (95.0, 67.25, Place(left=10.0, top=14.0), Place(left=105.0, top=14.0))
    """
    width, height = SHEETS[paper]
    folded = fold == "fold-over"
    if folded:
        width, height = height, width
    columns, rows = GRIDS[per_page]
    half = width / 2 if folded else width
    wide, high = (half - 2 * _SIDE) / columns, (height - 2 * _HEAD) / rows
    fronts = []
    for row, column in product(range(rows), range(columns)):
        left = _SIDE + column * wide
        fronts.append(Place(width - left - wide if mirrored else left, _HEAD + row * high))
    if fold == "short-edge":
        backs = [Place(left, height - top - high) for left, top in fronts]
    else:
        backs = [Place(width - left - wide, top) for left, top in fronts]
    padding = min(5.0, max(2.5, 0.06 * min(wide, high)))
    return Grid(width, height, wide, high, padding, tuple(fronts), tuple(backs), folded)
