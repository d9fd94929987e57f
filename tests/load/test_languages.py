"""Languages: every file says the same things, with the same parts to fill in."""

from __future__ import annotations

from string import Formatter

import pytest

from quizgen.load.language import DEFAULT, known_languages, read_language

ENGLISH = read_language(DEFAULT)


def parts(phrase: str) -> set[str]:
    """Name the parts of a phrase that are filled in."""
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def test_english_is_there() -> None:
    assert DEFAULT in known_languages()


@pytest.mark.parametrize("language", known_languages())
def test_language_has_the_same_phrases_as_english(language: str) -> None:
    words = read_language(language)
    assert words.phrases.keys() == ENGLISH.phrases.keys()
    assert words.direction in ("ltr", "rtl")
    assert len(set(words.months)) == 12


@pytest.mark.parametrize("language", known_languages())
def test_phrase_fills_in_the_same_parts_as_in_english(language: str) -> None:
    words = read_language(language)
    for name, phrase in ENGLISH.phrases.items():
        assert parts(words.phrases[name]) == parts(phrase), name
        assert words.say(name, **dict.fromkeys(parts(phrase), "x")).strip()
        assert words.phrases[name] == words.phrases[name].strip() or name == "comma"
