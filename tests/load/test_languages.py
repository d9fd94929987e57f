"""Languages: every file says the same things, with the same parts to fill in."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from quizgen.load.language import (
    DEFAULT,
    RIGHT_TO_LEFT,
    known_languages,
    nearest_words,
    read_language,
)
from quizgen.model import MAX_SIZE

ENGLISH = read_language(DEFAULT)
OTHERS = tuple(language for language in known_languages() if language != DEFAULT)
SEPARATORS = frozenset({"comma", "clause comma", "semicolon", "colon"})
COUNTED = ("points", "points each")
DATED = ("as of", "valid from", "valid to", "valid first", "valid last")
EXACTNESS = ("", "year", "month", "day")
MANY = tuple(map(str, range(1000)))
NAMED = {"according to", "according to hedged"}


def parts(phrase: str) -> set[str]:
    """Name the parts of a phrase that are filled in."""
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def test_issue_languages_are_there() -> None:
    wanted = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ar", "he", "ja", "zh"}
    assert wanted <= set(known_languages())


@pytest.mark.parametrize("language", known_languages())
def test_language_has_the_same_phrases_as_english(language: str) -> None:
    words = read_language(language)
    assert words.phrases.keys() == ENGLISH.phrases.keys()
    assert words.direction == ("rtl" if language in RIGHT_TO_LEFT else "ltr")
    assert len(set(words.months)) == len(set(words.inflected_months)) == 12


@pytest.mark.parametrize("language", known_languages())
def test_phrase_fills_in_the_same_parts_as_in_english(language: str) -> None:
    words = read_language(language)
    for name, phrase in ENGLISH.phrases.items():
        assert parts(words.phrases[name]) == parts(phrase), name
        assert words.say(name, **dict.fromkeys(parts(phrase), "x")).strip()
        assert words.phrases[name] == words.phrases[name].strip() or name in SEPARATORS
        for _, wording in words.cases.get(name, ()):
            left_out = parts(phrase) - parts(wording)
            assert parts(wording) <= parts(phrase), name
            assert left_out <= {"count"}, name  # one and two may be words
            assert wording == wording.strip() != ""


@pytest.mark.parametrize("language", known_languages())
def test_every_wording_of_a_phrase_is_wanted_by_something(language: str) -> None:
    cases = read_language(language).cases
    deciding = {
        **dict.fromkeys(COUNTED, MANY),
        **dict.fromkeys(DATED, EXACTNESS),
        "ordinal": MANY,
        "date day": MANY[1:32],
        "and": ("Iberia", "Estonia", "ערב", "Peru"),
        "comma and": ("Iberia", "Estonia", "ערב", "Peru"),
    }
    for name, wordings in cases.items():
        chosen = {
            next((i for i, (pattern, _) in enumerate(wordings) if re.fullmatch(pattern, each)), -1)
            for each in deciding[name]
        }
        assert chosen == set(range(-1, len(wordings))) or name in DATED, name
        assert chosen >= set(range(len(wordings))), name


@pytest.mark.parametrize("language", OTHERS)
def test_little_is_left_in_english(language: str) -> None:
    words = read_language(language)
    same = [name for name, said in words.phrases.items() if said == ENGLISH.phrases[name]]
    told = [
        name for name in same if re.search(r"[A-Za-z]{3}", re.sub(r"\{\w+\}", "", said_in(name)))
    ]
    assert len(told) < 12, told


def said_in(name: str) -> str:
    """Give a phrase in English."""
    return ENGLISH.phrases[name]


@pytest.mark.parametrize(
    ("language", "number", "points"),
    [
        ("en", 1, "1 point"), ("en", 2, "2 points"), ("en", 0, "0 points"), ("fr", 0, "0 point"),
        ("pl", 1, "1 punkt"), ("pl", 3, "3 punkty"), ("pl", 12, "12 punktów"),
        ("pl", 22, "22 punkty"), ("pl", 112, "112 punktów"), ("pl", 105, "105 punktów"),
        ("ar", 1, "درجة واحدة"), ("ar", 2, "درجتان"), ("ar", 3, "3 درجات"), ("ar", 10, "10 درجات"),
        ("ar", 11, "11 درجة"), ("ar", 103, "103 درجات"), ("ar", 100, "100 درجة"),
        ("he", 1, "נקודה אחת"), ("ja", 5, "5点"), ("tr", 5, "5 puan"),
    ],
)  # fmt: skip
def test_points_are_counted_as_the_language_counts(language: str, number: int, points: str) -> None:
    assert read_language(language).count("points", number) == points


@pytest.mark.parametrize("language", known_languages())
def test_letters_suffice_for_the_most_options_and_pairs(language: str) -> None:
    words = read_language(language)
    for letters in (words.option_letters, words.entry_letters):
        assert len(set(letters)) == len(letters) >= MAX_SIZE


@pytest.mark.parametrize(
    ("language", "option", "entry"),
    [("en", "ABCD", "abcd"), ("tr", "ABCD", "abcd"), ("ar", "أبجد", "أبجد"), ("he", "אבגד", "אבגד"),
     ("ja", "アイウエ", "アイウエ"), ("zh", "ABCD", "abcd"), ("el", "ABCD", "abcd")],
)  # fmt: skip
def test_letters_are_those_of_the_script(language: str, option: str, entry: str) -> None:
    words = nearest_words(language)
    assert "".join(words.option_letters[:4]) == option
    assert "".join(words.entry_letters[:4]) == entry


def test_french_puts_no_space_that_breaks_before_a_double_mark() -> None:
    said = " ".join(read_language("fr").phrases.values())
    assert re.search(r"[\u00a0]:", said)
    assert re.search(r"[\u202f];", said)
    assert not re.search(r" [:;?!»]|« |\S[;?!»]", said)
