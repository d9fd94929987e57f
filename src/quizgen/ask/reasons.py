"""Reasons: why a wrong answer is wrong, told by what it is right for."""

from __future__ import annotations

from collections import defaultdict

from quizgen.ask.wrong_answers import Candidate
from quizgen.model import Rich, Span, Words, plain, say_rich

_HERE = "\0"
"""Stands for what is quoted: a character that no text of a deck has."""


class Reasons:
    """Knows what every fact was asked, and in which sentence it was stated.

    Each is told of as its own phrase says (`right for`, `true is`).
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._said: defaultdict[tuple[str, str], dict[str, Rich]] = defaultdict(dict)
        self._phrases: dict[tuple[str, str], str] = {}
        self._templates: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)

    def add(self, phrase: str, home: tuple[str, str], template: str, fact: str, text: Rich) -> None:
        """Note what a template says of a fact; `home` is its kind and the field it is right for."""
        key = home[0], template
        self._said[key][fact] = text
        self._phrases[key] = phrase
        self._templates[home][template] = None

    def of(self, candidate: Candidate, template: str) -> Rich:
        """Say what a candidate is right for: by the same template if its fact has it, or another.

        Empty where no template says it.
        """
        kind = candidate.home[0]
        for name in (template, *self._templates.get(candidate.home, ())):
            text = self._said.get((kind, name), {}).get(candidate.fact)
            if text is not None:
                return self._quote(self._phrases[kind, name], text)
        return ()

    def _quote(self, phrase: str, text: Rich) -> Rich:
        if len(text) == 1 and text[0].kind != "math":  # as most are
            return (Span(self._words.say(phrase, text=plain(text))),)
        before, _, after = self._words.say(phrase, text=_HERE).partition(_HERE)
        return say_rich((Span(before), *text, Span(after)))
