"""Wording files: complete, and made of patterns that can be looked for."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from conftest import ROOT

from quizgen.load.wording_file import read_wording
from quizgen.model import Wording

LANGUAGES = sorted(
    file.name.removesuffix(".yaml") for file in files("quizgen.load").joinpath("wording").iterdir()
)


def wording_of(language: str) -> Wording:
    wording = read_wording(language)
    assert wording is not None
    return wording


def test_a_dialect_has_the_words_of_its_language_and_the_unknown_has_none() -> None:
    assert read_wording("en-GB") == read_wording("en")
    assert read_wording("tlh") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_pattern_can_be_looked_for(language: str) -> None:
    for phrases in wording_of(language).phrases.values():
        for pattern in (*phrases.find, *phrases.unless):
            assert re.compile(pattern).fullmatch("") is None, f"{pattern} finds nothing at all"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_has_what_the_rules_look_for_and_no_more(language: str) -> None:
    sources = sorted((ROOT / "src/quizgen/check").glob("*.py"))
    code = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    assert {name for name in wording_of(language).phrases if f'"{name}"' not in code} == set()
    assert wording_of(language).phrases.keys() == wording_of("en").phrases.keys()
