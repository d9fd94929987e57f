"""Contact sheet: every card of a package, front and back, by day and by night, on one page.

The cards' own layouts and styles show it; of Anki's placeholders only those that they use are
filled here. Scripts stay out: a choice stands in its written order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from markupsafe import Markup as SafeHtml

from quizgen.model import Artifact, Media, Note, NoteType, Package
from quizgen.render.markup import data_address
from quizgen.render.mathematics import math_html
from quizgen.render.report import SHEET_NAME, fill_page

_SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)
_SECTION = re.compile(r"\{\{#([^{}]+)\}\}(.*?)\{\{/\1\}\}", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{(?:(\w+):)?([^{}:]+)\}\}")
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::((?:(?!\}\}).)*?))?\}\}", re.DOTALL)
_MATH = re.compile(r"\\\((.*?)\\\)", re.DOTALL)
_IMAGE = re.compile(r'(<img src=")([^"]+)(")')
_SOUND = re.compile(r"\[sound:[^\]]*\]")


class _CardView(NamedTuple):
    """A card: its note's key, which gap it asks for, and both sides."""

    key: str
    note_type: str
    front: SafeHtml
    back: SafeHtml


def render_contact_sheet(package: Package, title: str) -> Artifact:
    """Give the sheet as one HTML page; it needs no other file."""
    types = {note_type.name: note_type for note_type in package.note_types}
    cards = tuple(_view_cards(package, types))
    style = next((_scoped(each.style) for each in package.note_types), "")
    html = fill_page(
        "cards.html.j2",
        "cards.css",
        own_style=style,
        title=f"{title}: cards",
        heading=title,
        cards=cards,
    )
    return Artifact(SHEET_NAME, html.encode())


def _scoped(style: str) -> str:
    """Keep the cards' style to the cards; a rule has a class here, for an id stands only once."""
    return "@scope (.face) {\n" + style.replace("hr#answer", "hr.rule") + "\n}\n"


def _view_cards(package: Package, types: Mapping[str, NoteType]) -> Iterator[_CardView]:
    for note in package.notes:
        note_type = types[note.note_type]
        for ordinal in note.cards:
            front, back = (
                SafeHtml(  # noqa: S704 - fields that markup.py made, in layouts of ours
                    _show(_fill(layout, note, ordinal + 1, back=back), package.media)
                )
                for layout, back in ((note_type.front, False), (note_type.back, True))
            )
            gap = f" {ordinal + 1}" if len(note.cards) > 1 else ""
            yield _CardView(note.key + gap, note.note_type, front, back)


def _fill(layout: str, note: Note, gap: int, *, back: bool) -> str:
    """Fill a side of a card as Anki would; `gap` is the one that this card asks for, from 1."""

    def section(found: re.Match[str]) -> str:
        return found[2] if note.fields[found[1]] else ""

    def field(found: re.Match[str]) -> str:
        content = note.fields[found[2]]
        match found[1]:
            case "cloze":
                return _CLOZE.sub(lambda each: _draw_gap(each, gap, back=back), content)
            case "type":
                return "" if back else '<div class="type-here"></div>'
            case _:
                return content

    layout = _SCRIPT.sub("", layout).replace('<hr id="answer">', '<hr class="rule">')
    while _SECTION.search(layout):
        layout = _SECTION.sub(section, layout)
    return _PLACEHOLDER.sub(field, layout)


def _draw_gap(found: re.Match[str], gap: int, *, back: bool) -> str:
    number, text, hint = int(found[1]), found[2], found[3]
    if number != gap:
        return text
    shown = text if back else f"[{hint or '...'}]"
    return f'<span class="cloze">{shown}</span>'


def _show(html: str, media: Mapping[str, Media]) -> str:
    """Set formulas, put pictures into the page, and show where a sound would play."""

    def picture(found: re.Match[str]) -> str:
        known = media.get(found[2])
        return found[1] + (data_address(known) if known else "data:,") + found[3]

    html = _MATH.sub(lambda found: math_html(unescape(found[1])), html)
    return _SOUND.sub('<span class="sound">♪</span>', _IMAGE.sub(picture, html))
