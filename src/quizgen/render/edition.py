"""Editions: a printed quiz becomes the JSON that it can be printed from again, next year too."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

from quizgen.model import (
    EDITION_FORMAT,
    Artifact,
    Plain,
    Quiz,
    content_of,
    media_of,
    seal_of,
    settings_of,
)

_WIDTH = 100
"""Columns within which a value stays on one line."""


def render_edition(quiz: Quiz) -> Artifact:
    """Give all that paper and key were printed from, our own words and the pictures included.

    >>> from quizgen import ask_questions, compose_quiz, load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    >>> render_edition(quiz).name == f"{quiz.code}.json"
    True
    """
    kept: dict[str, Plain] = {
        "edition": EDITION_FORMAT,
        "code": quiz.code,
        "deck": quiz.deck_id,
        "print": settings_of(quiz),
        **content_of(quiz),
        "words": {
            "direction": quiz.words.direction,
            "months": quiz.words.months,
            "inflected_months": quiz.words.inflected_months,
            "phrases": dict(quiz.words.phrases),
            "cases": dict(quiz.words.cases),
        },
        "media": {
            media.name: {
                "file": str(media.file),
                "base64": base64.b64encode(media.content).decode(),
            }
            for media in media_of(quiz).values()
        },
    }
    sealed = {"sha256": seal_of(kept), **kept}
    return Artifact(f"{quiz.code}.json", ("".join(_lay_out(sealed, "\n")) + "\n").encode())


def _lay_out(value: Plain, line: str) -> Iterator[str]:
    """Give JSON in which what is short stands on one line; `line` begins a new one."""
    whole = json.dumps(value, ensure_ascii=False)
    if len(whole) <= _WIDTH or not isinstance(value, dict | list | tuple):
        yield whole
        return
    inner, between = line + " ", ""
    yield "{" if isinstance(value, dict) else "["
    pairs = value.items() if isinstance(value, dict) else (("", each) for each in value)
    for name, each in pairs:
        key = f"{json.dumps(name, ensure_ascii=False)}: " if isinstance(value, dict) else ""
        yield between + inner + key
        yield from _lay_out(each, inner)
        between = ","
    yield line + ("}" if isinstance(value, dict) else "]")
