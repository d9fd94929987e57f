"""Cut marks: where to cut a sheet of cards, as the data of SVG paths."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.model import Grid, Place

_MARK, _AWAY = 3.5, 1.0
"""The length of a crop mark, and how far from the cards it ends: none is left on a card."""


def crop_marks(grid: Grid, places: Iterable[Place]) -> str:
    """Draw the marks around cards to cut along, as the data of an SVG path."""
    lefts, tops = _edges(grid, places)
    lines = [
        f"M{x:g} {y:g}v{_MARK}" for x in lefts for y in (tops[0] - _AWAY - _MARK, tops[-1] + _AWAY)
    ]
    lines += [
        f"M{x:g} {y:g}h{_MARK}" for y in tops for x in (lefts[0] - _AWAY - _MARK, lefts[-1] + _AWAY)
    ]
    return "".join(lines)


def cut_lines(grid: Grid, places: Iterable[Place]) -> str:
    """Draw the lines between cards, as the data of an SVG path."""
    lefts, tops = _edges(grid, places)
    lines = [f"M{x:g} {tops[0]:g}V{tops[-1]:g}" for x in lefts[1:-1]]
    lines += [f"M{lefts[0]:g} {y:g}H{lefts[-1]:g}" for y in tops[1:-1]]
    return "".join(lines)


def _edges(grid: Grid, places: Iterable[Place]) -> tuple[list[float], list[float]]:
    """Give where cards begin or end, from the left and from above."""
    corners = list(places)
    lefts = {round(p.left + side, 3) for p in corners for side in (0, grid.card_width)}
    tops = {round(p.top + side, 3) for p in corners for side in (0, grid.card_height)}
    return sorted(lefts), sorted(tops)
