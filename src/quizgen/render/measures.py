"""Measures: about how wide and how tall a text will be set, by profile."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from math import ceil
from typing import NamedTuple

from quizgen.model import Option, Pair, Rich, Span
from quizgen.render.profiles import SETTINGS, Setting

_COLUMNS = {2: (2,), 3: (3,), 4: (4, 2), 8: (4, 2)}
"""By how many options there are: how many may stand in a row, so that few rows are left ragged."""
_MARKS = 3.35
"""Em that an option's box, its letter and the space to the next take."""
_LETTER, _IDEOGRAPH = 0.5, 1.0
"""Em that a character takes, on average."""
_WIDTHS: Mapping[str, float] = {
    **dict.fromkeys(" .,:;'|!ijlI", 0.3), **dict.fromkeys("frt-()/[]", 0.38),
    **dict.fromkeys("ABCEFKLPRSTVXYZ", 0.64), **dict.fromkeys("DGHNOQU&", 0.72),
    **dict.fromkeys("mwMW%@", 0.88),
}  # fmt: skip
_OTHER = 0.55
"""Em that single letters take, none less than in the wider of our two fonts for text."""
_NEARLY = 0.8
"""A text that has so much of the longest one's letters may be the widest."""
_WIDE_LETTER = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")
_TEX, _TEX_MARK = re.compile(r"\\[A-Za-z]+|\\."), re.compile(r"[{}^_\s]")
_ENTRY, _SLOT, _BETWEEN = 1.4, 4.0, 1.6
"""Em that stand before each entry of a match, those with a slot too, and between its sides."""
SHARES = range(25, 80, 5)
"""Percents of a match's width that its left side can have."""
_ALL = 100
WHOLE = dict.fromkeys(SETTINGS, _ALL)
"""What the entries of an order have of it."""
_WHOLE = 1.1
"""How much wider a column is wanted than its longest word is reckoned to be."""
_PICTURE_WIDTH = 9.0
"""Em of an entry that is a picture."""
_LINE, _PICTURE = 2.35, 15.0
"""Rem that a line to write on takes, and the tallest picture."""
_SURELY = 1.1
"""What is so many times a page's height when measured like this, is taller than the page."""
_HEAD = 6.0
"""Rem of a section's heading, which stands above its first question, with some to spare."""
_NARROW = min(setting.line for setting in SETTINGS.values())
_SHORT = min((min(each.page.values()) - _HEAD) / each.leading for each in SETTINGS.values())
"""So many lines of the narrowest profile are a page of none."""
_ROW, _PAD, _PICTURE_ROW, _BETWEEN_ROWS = 1.75, 0.15, 5.0, 0.5
"""Rem of the rows of a match: with a slot, above longer text, with pictures; and between them."""
_SPARE, _TIGHT = 1.0, 0.95
"""Em that a line is longer than we count on, and how wide letters are of what we count."""


class _Side(NamedTuple):
    """A side of a match, in em: what stands before each entry, their texts, the longest word."""

    marks: float
    widths: list[float]
    longest_word: float

    def count_lines(self, width: float) -> list[int]:
        """Count the lines of each entry in a column of this width."""
        room = max(width - self.marks, _LETTER)
        return [max(1, ceil(each / room)) for each in self.widths]


def text_width(rich: Rich) -> float:
    r"""Tell about how wide a text is set, in em; a command of TeX is one letter.

    >>> from quizgen.model import Span
    >>> text_width((Span(r"\frac{1}{2}", "math"),)), text_width((Span("東京"),))
    (1.5, 2.0)
    """
    if len(rich) == 1:
        text, kind, *_ = rich[0]
        if kind == "text" and text.isascii():  # as most are
            return len(text) * _LETTER
    text = "".join(
        _TEX_MARK.sub("", _TEX.sub("x", span.text)) if span.kind == "math" else span.text
        for span in rich
    )
    wide = 0 if text.isascii() else len(_WIDE_LETTER.findall(text))
    return (len(text) - wide) * _LETTER + wide * _IDEOGRAPH


def fit_columns(options: Sequence[Option], wanted: int = 0) -> dict[str, int]:
    """Tell for each profile how many options stand in a row: as many as the longest allows.

    Where an author wants a number, it is that; but for larger letters no more than fit.
    """
    fitting = _fitting_columns(options)
    if not wanted:
        return fitting
    return {name: min(wanted, fit) for name, fit in fitting.items()} | {"regular": wanted}


def share_sides(pairs: Sequence[Pair]) -> dict[str, int]:
    """Tell for each profile how much of a match's width its left side gets, in percent.

    No word is torn if that can be; then the match is as low as it can be, then as few lines stand
    in the lower entries of its rows, and then the sides are as even as that leaves them.
    """
    left = _measure_side([pair.text for pair in pairs], _SLOT)
    right = _measure_side([pair.answer for pair in pairs], _ENTRY)
    return {
        name: min(SHARES, key=partial(_rank_share, left, right, setting.line - _BETWEEN))
        for name, setting in SETTINGS.items()
    }


def has_pictures(pairs: Sequence[Pair]) -> bool:
    """Tell whether all that belongs to the left side of a match are pictures, without words."""
    return all(all(span.kind == "image" for span in pair.answer) for pair in pairs)


def tell_tall(
    texts: Sequence[Rich], paper: str, lines: int = 0, *, headed: bool = False
) -> frozenset[str]:
    """Name the profiles in which a question is taller than a page, so that it has to break.

    `texts` are its paragraphs, `lines` how many there are to write on. A question that is `headed`
    is the first of its section, whose heading has to stand on the same page.
    """
    if not lines and _is_surely_short(texts):  # as almost all are
        return frozenset()
    widths = [text_width(text) for text in texts]
    pictures = sum(map(_has_picture, texts))
    return frozenset(
        name
        for name, setting in SETTINGS.items()
        if _height(widths, setting) + lines * _LINE + pictures * _PICTURE
        > _room(setting, paper, headed=headed)
    )


def tell_tall_sides(
    prompt: Rich, sides: Sequence[Pair], left: Mapping[str, int], paper: str, *, headed: bool
) -> frozenset[str]:
    """Name the profiles in which a match is taller so, or an order, whose left side is all.

    `left` is how much of the width that side gets, in percent.
    """
    return frozenset(
        name
        for name, setting in SETTINGS.items()
        if _height([text_width(prompt)], setting) + _sides_height(sides, left[name], setting)
        > _room(setting, paper, headed=headed)
    )


def _room(setting: Setting, paper: str, *, headed: bool) -> float:
    return setting.page[paper] - _HEAD if headed else _SURELY * setting.page[paper]


def _sides_height(sides: Sequence[Pair], share: int, setting: Setting) -> float:
    """Give the height of a match, in rem, whose left side has a share of the width, or all.

    Both sides share their rows; but pictures stand by themselves, two in a row.
    """
    left = _entry_heights([pair.text for pair in sides], share, _SLOT, setting)
    if share == _ALL:
        return sum(left)
    if has_pictures(sides):
        return max(sum(left), ceil(len(sides) / 2) * (_PICTURE_ROW + _BETWEEN_ROWS))
    right = _entry_heights([pair.answer for pair in sides], 100 - share, _ENTRY, setting)
    return sum(map(max, left, right))


def _entry_heights(
    texts: Sequence[Rich], share: int, marks: float, setting: Setting
) -> list[float]:
    """Give the heights of entries, in rem, that have a share of the width, less their marks."""
    width = share * (setting.line + _SPARE - _BETWEEN) / 100 - marks
    lines = (ceil(_TIGHT * text_width(text) / max(width, _LETTER)) for text in texts)
    heights = (max(_ROW, count * setting.leading + _PAD) for count in lines)
    return [
        _BETWEEN_ROWS + (_PICTURE_ROW if _has_picture(text) else height)
        for text, height in zip(texts, heights, strict=True)
    ]


def _measure_side(texts: Sequence[Rich], marks: float) -> _Side:
    words = (Span(word) for text in texts for span in text for word in span.text.split())
    return _Side(
        marks=marks,
        widths=[_PICTURE_WIDTH if _has_picture(text) else text_width(text) for text in texts],
        longest_word=max((text_width((word,)) for word in words), default=0.0),
    )


def _rank_share(left: _Side, right: _Side, line: float, share: int) -> tuple[int, ...]:
    """Rank a share of a line of so many em: the lowest rank is best."""
    rooms = ((left, share * line / 100), (right, (100 - share) * line / 100))
    torn = sum(side.longest_word * _WHOLE > room - side.marks for side, room in rooms)
    rows = list(zip(*(side.count_lines(room) for side, room in rooms), strict=True))
    return torn, sum(map(max, rows)), sum(map(min, rows)), abs(share - 50)


def _is_surely_short(texts: Sequence[Rich]) -> bool:
    """Tell whether texts would fit on a page if each of their letters were as wide as any."""
    length = 0.0
    for text in texts:
        for span in text:
            length += _PICTURE * _NARROW if span.media else len(span.text)
    return len(texts) + length * _IDEOGRAPH / _NARROW < _SHORT


def _fitting_columns(options: Sequence[Option]) -> dict[str, int]:
    if any(_has_picture(option.text) for option in options):
        return dict.fromkeys(SETTINGS, 2)
    about = [text_width(option.text) for option in options]
    long = _NEARLY * max(about)
    widest = max(
        _width_of(o.text, width) for o, width in zip(options, about, strict=True) if width >= long
    )
    return _columns_of_width(len(options), round(widest, 1) + _MARKS)


def _width_of(rich: Rich, about: float) -> float:
    """Give the width of a text letter by letter, where we know the letters; else what it is about.

    One that wraps beside three that do not would leave a row ragged.
    """
    if len(rich) == 1 and rich[0].kind == "text" and rich[0].text.isascii():
        return sum([_WIDTHS.get(letter, _OTHER) for letter in rich[0].text])
    return about


@lru_cache(1000)
def _columns_of_width(count: int, longest: float) -> dict[str, int]:
    columns = _COLUMNS.get(count, (3, 2))
    return {
        name: next((count for count in columns if count * longest <= setting.line), 1)
        for name, setting in SETTINGS.items()
    }


def _height(widths: Sequence[float], setting: Setting) -> float:
    return sum(ceil(width / setting.line) for width in widths) * setting.leading


def _has_picture(text: Rich) -> bool:
    return text[0].kind == "image" if len(text) == 1 else any(s.kind == "image" for s in text)
