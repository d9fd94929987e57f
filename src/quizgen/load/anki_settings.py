"""Anki settings: what a deck wants of Anki, and a style sheet of its own that can do no harm."""

from __future__ import annotations

import re

from quizgen.load.files import SourceFile
from quizgen.load.keys import ANKI_KEYS
from quizgen.load.shape import Shape
from quizgen.load.tree import Node
from quizgen.load.wants import CARD_FORMS, FORGIVABLE, SUBDECKS
from quizgen.model import FORM_NAMES, AnkiSettings, Text
from quizgen.problems import Where, meant

_HARMFUL = re.compile(
    r"<|\\|@import|expression\s*\(|image-set\s*\(|url\(\s*+['\"]?+(?!data:image/)", re.IGNORECASE
)
"""What would end the style element, or send a learner's card to fetch something."""


def read_anki(shape: Shape, node: Node | None, title: Text, style: str) -> AnkiSettings:
    """Read `anki: {deck, forms, forgive, subdecks}`."""
    anki = AnkiSettings(title, style=style)
    table = shape.table(node, "'anki'", "anki: {deck: My deck}")
    if table is None:
        return anki
    shape.known_keys(table, ANKI_KEYS, "'anki'")
    forms, forgive = shape.texts(table, "forms"), shape.texts(table, "forgive")
    _hold(shape, forms, CARD_FORMS, "unknown-form", "makes no cards")
    _hold(shape, forgive, FORGIVABLE, "wrong-type", "cannot be forgiven")
    return anki._replace(
        deck_name=shape.text(table, "deck", "") or title,
        forms=tuple(form for form in CARD_FORMS if form in forms) or anki.forms,
        forgive=tuple(fault for fault in FORGIVABLE if fault in forgive),
        subdecks=shape.one_of(table, "subdecks", SUBDECKS, ""),
    )


def is_harmless(shape: Shape, file: SourceFile) -> bool:
    """Tell whether a deck's style sheet is only that; each harmful piece is a problem."""
    sound = True
    for number, line in enumerate(file.text.splitlines(), start=1):
        for found in _HARMFUL.finditer(line):
            sound = False
            shape.slip(
                Where(file.name, number, found.start() + 1),
                "unsafe-style",
                f"a deck's style sheet cannot hold '{found.group().strip()}'",
                "leave it out: a card loads nothing from elsewhere",
            )
    return sound


def _hold(
    shape: Shape, words: tuple[Text, ...], known: tuple[str, ...], rule: str, fault: str
) -> None:
    for word in words:
        if word not in known:
            mend = meant(word, known, FORM_NAMES)
            shape.slip(word.where, rule, f"'{word}' {fault}", mend, culprit=word)
