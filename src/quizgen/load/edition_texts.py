"""Edition texts: rich texts, pictures and sources, from the JSON that keeps an edition."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from quizgen.load.json_tree import Knot
from quizgen.load.media import media_name
from quizgen.load.wants import DIFFICULTY
from quizgen.model import Media, Reference, Rich, Span, SpanKind, Text
from quizgen.problems import Where

FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""What can name a file of ours, and leads out of no folder."""
_KINDS: tuple[SpanKind, ...] = get_args(SpanKind)


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads texts that show these pictures."""

    media: Mapping[str, Media]

    def rich(self, knot: Knot) -> Rich:
        """Read rich text: a bare text, or a list of pieces."""
        if isinstance(knot.value, str):
            return (Span(knot.text()),)
        return tuple(self.span(each) for each in knot.items())

    def said(self, knot: Knot, key: str) -> Rich:
        """Read rich text that may be absent."""
        return self.rich(knot.at(key)) if key in knot.table() else ()

    def span(self, knot: Knot) -> Span:
        """Read a piece of rich text."""
        if isinstance(knot.value, str):
            return Span(knot.text())
        table = knot.table()
        sort = table["kind"].one_of(_KINDS) if "kind" in table else "text"
        kind = next(each for each in _KINDS if each == sort)
        gap = table["gap"].number(1, 1000) if "gap" in table else 0
        name = knot.text_at("media")
        if name and name not in self.media:
            knot.at("media").refuse("a picture that the file holds")
        media = self.media[name] if name else None
        return Span(knot.at("text").text(), kind, gap, knot.text_at("hint"), media)


def read_media(knot: Knot, path: Path) -> dict[str, Media]:
    """Read the pictures of an edition, by name."""
    return {name: _media(name, each, path) for name, each in knot.table().items()}


def read_sources(knot: Knot) -> tuple[Reference, ...]:
    """Read what backs a question, a card or a fact."""
    return tuple(
        Reference(each.at("name").text(), each.text_at("locator"), each.text_at("url"))
        for each in knot.listed("sources")
    )


def read_difficulty(knot: Knot) -> int | None:
    """Read how hard a card or a fact is, where that was said."""
    told = knot.table().get("difficulty")
    return told.number(DIFFICULTY.least, DIFFICULTY.most) if told else None


def _media(name: str, knot: Knot, path: Path) -> Media:
    """Read a picture; its name follows from what is in it."""
    try:
        content = base64.b64decode(knot.at("base64").text(), validate=True)
    except (binascii.Error, ValueError):
        knot.at("base64").refuse("a picture in Base64")
    if media_name(content, name.rpartition(".")[2]) != name or not FILE_NAME.fullmatch(name):
        knot.refuse("the picture that its name says")
    return Media(Text.at(knot.at("file").text(), Where(path.as_posix())), name, content)
