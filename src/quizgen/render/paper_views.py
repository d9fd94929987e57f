"""Paper views: what the layouts of a printed quiz walk through, all thinking done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import assert_never
from unicodedata import east_asian_width

from markupsafe import Markup as SafeHtml

from quizgen.model import (
    ChoiceTask,
    GapTask,
    Item,
    MatchTask,
    Option,
    OrderTask,
    Pair,
    Part,
    RecallTask,
    Rich,
    SelectTask,
    Span,
    TrueFalseTask,
    Words,
    plain,
)
from quizgen.render.markup import page_html, text_html
from quizgen.render.profiles import SETTINGS

LETTERS = "ABCDEFGH"
"""Marks of options."""
SMALL_LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""Marks of what is matched or put in order."""
_DEFAULT_LINES = 1
_BOX_LINES = 5
_COLUMNS = {2: (2,), 3: (3,), 4: (4, 2), 8: (4, 2)}
"""By how many options there are: how many may stand in a row, so that few rows are left ragged."""
_MARKS = 3.1
"""Em that an option's box, its letter and the space to the next take."""
_LETTER, _IDEOGRAPH = 0.5, 1.0
"""Em that a character takes, on average."""
_TEX, _TEX_MARK = re.compile(r"\\[A-Za-z]+|\\."), re.compile(r"[{}^_\s]")
_WIDE = 1.5
"""How many times longer one side of a match is than the other to get more of the width."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """An option, or one side of a match, after its letter or number."""

    letter: str
    html: SafeHtml


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as the layouts walk it; `columns` is, by profile, how many options stand in a row.

    `lines` are those to write on; `boxed`: a box to draw or write in stands there instead.

    Of a match, `options` are the left side and `counterparts` the right; `widths` tells which of
    them is wider: `even`, `left` or `right`.
    """

    number: int
    scope: str
    prompt: SafeHtml
    options: tuple[EntryView, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    boxed: bool = False
    counterparts: tuple[EntryView, ...] = ()
    widths: str = "even"


def view_item(item: Item, part: Part, words: Words) -> ItemView:
    """Give an item as it is printed."""
    prompt = safe(page_html(item.prompt, partial(draw_gap, words)))
    view = partial(ItemView, item.number, item.question.scope, prompt)
    match item.task:
        case ChoiceTask(options) | SelectTask(options):
            return view(options=_view_options(options), columns=_columns(options, part.columns))
        case TrueFalseTask() | GapTask():
            return view()
        case RecallTask():
            return view(lines=tuple(range(_line_count(item.space))), boxed=item.space == "box")
        case MatchTask(left, right):
            return view(
                options=_view_entries(tuple(map(str, range(1, 27))), [e.text for e in left]),
                counterparts=_view_entries(SMALL_LETTERS, [e.answer for e in right]),
                widths=_widths(left),
            )
        case OrderTask(entries):
            return view(options=_view_entries(SMALL_LETTERS, [e.text for e in entries]))
        case unreachable:
            assert_never(unreachable)


def safe(html: str) -> SafeHtml:
    """Let HTML into a layout as it is."""
    return SafeHtml(html)  # noqa: S704 - made by markup.py, which escapes and sanitises


def draw_gap(words: Words, span: Span) -> str:
    """Draw a blank; its width is the same whatever it hides."""
    hint = f' <span class="gap-hint">({text_html(span.hint)})</span>' if span.hint else ""
    label = escape(words.phrases["blank"])
    return f'<span class="gap" role="img" aria-label="{label}"></span>{hint}'


def _view_options(options: Sequence[Option]) -> tuple[EntryView, ...]:
    return _view_entries(LETTERS, [option.text for option in options])


def _view_entries(marks: Sequence[str], texts: Sequence[Rich]) -> tuple[EntryView, ...]:
    pairs = zip(marks, texts, strict=False)
    return tuple(EntryView(mark, safe(page_html(text))) for mark, text in pairs)


def _columns(options: Sequence[Option], wanted: int) -> dict[str, int]:
    """Tell for each profile how many options stand in a row: as many as the longest allows.

    Where an author wants a number, it is that; but for larger letters no more than fit.
    """
    fitting = _fitting_columns(options)
    if not wanted:
        return fitting
    return {name: min(wanted, fit) for name, fit in fitting.items()} | {"regular": wanted}


def _fitting_columns(options: Sequence[Option]) -> dict[str, int]:
    if any(span.kind == "image" for option in options for span in option.text):
        return dict.fromkeys(SETTINGS, 2)
    longest = max(_width(option.text) for option in options) + _MARKS
    columns = _COLUMNS.get(len(options), (3, 2))
    return {
        name: next((count for count in columns if count * longest <= setting.line), 1)
        for name, setting in SETTINGS.items()
    }


def _width(rich: Rich) -> float:
    """Tell about how wide a text is set, in em; a command of TeX is one letter."""
    text = "".join(
        _TEX_MARK.sub("", _TEX.sub("x", span.text)) if span.kind == "math" else span.text
        for span in rich
    )
    wide = 0 if text.isascii() else sum(east_asian_width(letter) in "WF" for letter in text)
    return (len(text) - wide) * _LETTER + wide * _IDEOGRAPH


def _widths(entries: Sequence[Pair]) -> str:
    """Tell which side of a match wants more room: its texts are longer by far."""
    left = max(len(plain(entry.text)) for entry in entries)
    right = max(len(plain(entry.answer)) for entry in entries)
    return "left" if left > _WIDE * right else "right" if right > _WIDE * left else "even"


def _line_count(space: str) -> int:
    if not space:
        return _DEFAULT_LINES
    return {"none": 0, "box": _BOX_LINES}.get(space) or int(space.split(maxsplit=1)[0])
