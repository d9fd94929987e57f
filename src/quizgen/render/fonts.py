"""Fonts: the open fonts that a page embeds, as far as its text needs them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from quizgen.render.profiles import Setting

_ITALIC = ("<em>", "<i>", 'class="scope"')
_CODE = ("<code", "<kbd", "<pre")
_ASCII = frozenset(map(chr, range(32, 127)))
_PIECE = 1 << 14
"""Characters looked at together: most of a long page is ASCII, and need not be looked at singly."""
_REGULAR = 400


class _Part(NamedTuple):
    """A face of a family as far as one script goes; `ranges` are its characters as CSS says it."""

    file: str
    family: str
    weight: int
    style: str
    ranges: str
    characters: frozenset[str]


def font_faces(html: str, setting: Setting) -> str:
    """Give the rules of CSS that embed what an HTML text needs, and no more.

    >>> from quizgen.render.profiles import SETTINGS
    >>> font_faces("<p>Plain</p>", SETTINGS["large"]).count("@font-face")
    2
    """
    return "\n".join(_rule(part) for part in _choose(html, setting))


def _choose(html: str, setting: Setting) -> Iterator[_Part]:
    """Pick the parts that hold a character of the text, each for the family that will set it."""
    used = _characters_of(html)
    wanted = {setting.text_font: used, setting.label_font: used}
    held = (part.characters for part in _parts() if part.family in wanted)
    wanted.setdefault("sans", used.difference(*held))  # it lends what the other fonts lack
    if "<math" in html:
        wanted["math"] = used
    if any(mark in html for mark in _CODE):
        wanted["mono"] = used
    has_italics = setting.italics and any(mark in html for mark in _ITALIC)
    only_label = {setting.label_font} - {setting.text_font}
    for part in _parts():
        if part.style == "italic" and not has_italics:
            continue
        if part.weight != _REGULAR and part.family in only_label:
            continue
        if part.characters & wanted.get(part.family, frozenset()):
            yield part


def _characters_of(html: str) -> frozenset[str]:
    """Give the characters of a text; where it is ASCII all of these, which have one part."""
    pieces = (html[start : start + _PIECE] for start in range(0, len(html), _PIECE))
    return frozenset().union(*(_ASCII if piece.isascii() else piece for piece in pieces))


@cache
def _rule(part: _Part) -> str:
    content = base64.b64encode((files("quizgen.render") / "fonts" / part.file).read_bytes())
    return (
        f'@font-face {{ font-family: "Quizgen {part.family.capitalize()}";'
        f" font-weight: {part.weight}; font-style: {part.style}; unicode-range: {part.ranges};"
        f' src: url("data:font/woff2;base64,{content.decode()}") format("woff2"); }}'
    )


@cache
def _parts() -> tuple[_Part, ...]:
    """List the parts; where two hold a character, the later is taken."""
    text = (files("quizgen.render") / "fonts" / "parts.json").read_text(encoding="utf-8")
    return tuple(
        _Part(**part, characters=frozenset(_characters(part["ranges"])))
        for part in json.loads(text)
    )


def _characters(ranges: str) -> Iterator[str]:
    """List the characters of `U+20-7E, U+A0`."""
    for each in ranges.split(", "):
        first, _, last = each.removeprefix("U+").partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))
