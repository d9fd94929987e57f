"""Profiles: how large a document is set, how far apart and in which fonts, for which eyes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Setting(NamedTuple):
    """How a document is set. Lengths are those of CSS; style sheets count in `rem`, of `size`.

    `label` is the size of small print, `foot` that of the line at the foot of each page, where the
    edition may be `stacked` below the title; `bottom` is the margin for it. `line` is how many em
    of plain text fit beside a question's number on the narrower paper, `page` how many rem each
    paper holds. With `tables`, facts to learn stand in tables, else one below another.
    `others` are fonts for the scripts that ours lack.
    """

    size: str
    leading: float
    label: str
    foot: str
    bottom: str
    line: float
    page: Mapping[str, float]
    text_font: str = "legible"
    label_font: str = "legible"
    others: str = "sans-serif"
    italics: bool = False
    stacked: bool = True
    tables: bool = False


SETTINGS = {
    "regular": Setting(
        size="11.5pt", leading=1.42, label="0.8rem", foot="8.5pt", bottom="19mm", line=40.5,
        page={"A4": 64, "Letter": 60}, text_font="serif", label_font="sans", italics=True,
        stacked=False, tables=True,
        others='"Noto Naskh Arabic", "Noto Serif Hebrew", serif',
    ),
    "large": Setting(
        size="18pt", leading=1.4, label="1rem", foot="18pt", bottom="27mm", line=24,
        page={"A4": 39.8, "Letter": 37},
    ),
    "dyslexia": Setting(
        size="13pt", leading=1.55, label="0.93rem", foot="12pt", bottom="23mm", line=31,
        page={"A4": 56, "Letter": 52.2},
    ),
}  # fmt: skip
"""By profile. Large print and dyslexia-friendly pages have no serifs and no italics.

Their font was drawn by the Braille Institute for readers of low vision, who must not take a letter
for another. Fonts drawn for dyslexia did not help in trials; more space between letters did.
"""
