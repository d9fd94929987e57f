"""Paper views: what the layouts of a printed quiz walk through, all thinking done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from types import MappingProxyType
from typing import NamedTuple, assert_never

from markupsafe import Markup as SafeHtml

from quizgen.model import (
    ChoiceTask,
    GapTask,
    Item,
    MatchTask,
    OrderTask,
    Part,
    RecallTask,
    Rich,
    SelectTask,
    Span,
    TrueFalseTask,
    Words,
)
from quizgen.render.markup import page_html, text_html
from quizgen.render.measures import (
    WHOLE,
    fit_columns,
    has_pictures,
    share_sides,
    tell_tall,
    tell_tall_sides,
)

_DEFAULT_LINES = 1
_BOX_LINES = 5


class EntryView(NamedTuple):
    """An option, or one side of a match, after its letter or number."""

    letter: str
    html: SafeHtml


class ItemView(NamedTuple):
    """An item as the layouts walk it; `columns` is, by profile, how many options stand in a row.

    `lines` are those to write on; `boxed`: a box to draw or write in stands there instead. `tall`
    names the profiles in which it is taller than a page. Of a match, `options` are the left side
    and `counterparts` the right; `left` is, by profile, what percent of the width the left side
    gets; `pictured`: what belongs to it are pictures, which stand two in a row.
    """

    number: int
    scope: str
    prompt: SafeHtml
    options: tuple[EntryView, ...] = ()
    columns: Mapping[str, int] = MappingProxyType({})
    lines: tuple[int, ...] = ()
    boxed: bool = False
    counterparts: tuple[EntryView, ...] = ()
    left: Mapping[str, int] = MappingProxyType({})
    pictured: bool = False
    tall: frozenset[str] = frozenset()


def view_item(item: Item, part: Part, words: Words, paper: str) -> ItemView:
    """Give an item as it is printed on a size of paper."""
    headed = item is part.items[0]
    prompt = safe(page_html(item.prompt, partial(draw_gap, words)))
    view = partial(ItemView, item.number, item.question.scope, prompt)
    match item.task:
        case ChoiceTask(options) | SelectTask(options):
            return view(
                options=_view_entries(words.option_letters, [option.text for option in options]),
                columns=fit_columns(options, part.columns),
                tall=tell_tall(
                    [item.prompt, *(option.text for option in options)], paper, headed=headed
                ),
            )
        case TrueFalseTask() | GapTask():
            return view(tall=tell_tall([item.prompt], paper, headed=headed))
        case RecallTask():
            lines = count_lines(item.space)
            return view(
                lines=tuple(range(lines)),
                boxed=item.space == "box",
                tall=tell_tall([item.prompt], paper, lines, headed=headed),
            )
        case MatchTask(left, right):
            level = [a._replace(answer=b.answer) for a, b in zip(left, right, strict=True)]
            shares = share_sides(level)
            return view(
                options=_view_entries(tuple(map(str, range(1, 27))), [e.text for e in left]),
                counterparts=_view_entries(words.entry_letters, [e.answer for e in right]),
                left=shares,
                pictured=has_pictures(left),
                tall=tell_tall_sides(item.prompt, level, shares, paper, headed=headed),
            )
        case OrderTask(entries):
            return view(
                options=_view_entries(words.entry_letters, [e.text for e in entries]),
                tall=tell_tall_sides(item.prompt, entries, WHOLE, paper, headed=headed),
            )
        case unreachable:
            assert_never(unreachable)


def safe(html: str) -> SafeHtml:
    """Let HTML into a layout as it is."""
    return str.__new__(SafeHtml, html)  # made by markup.py, which escapes and sanitises


def draw_gap(words: Words, span: Span) -> str:
    """Draw a blank; its width is the same whatever it hides."""
    hint = f' <span class="gap-hint">({text_html(span.hint)})</span>' if span.hint else ""
    label = escape(words.phrases["blank"])
    return f'<span class="gap" role="img" aria-label="{label}"></span>{hint}'


def count_lines(space: str) -> int:
    """Give the lines that an answer has room for: those to write on, or as high as its box."""
    match space:
        case "":
            return _DEFAULT_LINES
        case "none":
            return 0
        case "box":
            return _BOX_LINES
        case _:
            return int(space.split(maxsplit=1)[0])


def _view_entries(marks: Sequence[str], texts: Sequence[Rich]) -> tuple[EntryView, ...]:
    pairs = zip(marks, texts, strict=False)
    return tuple([EntryView(mark, safe(page_html(text))) for mark, text in pairs])
