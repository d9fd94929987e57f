"""Needles: a text that holds a phrase holds one of its needles, so that no search is left out."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st
from planting import clean_items

from quizgen.check.needles import Sieve, find_needles
from quizgen.load.wording_file import read_wording

PHRASES = {
    f"{language} {name}": each.find
    for language in ("de", "en", "es", "fr")
    if (wording := read_wording(language)) is not None
    for name, each in wording.phrases.items()
    if each.find
}
SIEVE = Sieve(PHRASES)


def test_needles_are_what_every_match_needs() -> None:
    assert find_needles(r"th(?:is|e current) (?:years?|week)(?! of)") == {"^week", "^year"}
    assert find_needles(r"\w*colou?rs*") == {"colo"}
    assert find_needles(r"(?<=is )never\b") == {"^never"}


def test_a_pattern_that_needs_no_letters_has_no_needles() -> None:
    for pattern in (r"\w+ed?|very", "(?:not)?", "[a-z]{3}", "n?a?", r"[,;]|\."):
        assert find_needles(pattern) == frozenset()


@given(st.sampled_from(sorted(PHRASES)).flatmap(lambda n: st.tuples(st.just(n), matching(n))))
def test_no_phrase_slips_through_the_sieve(found: tuple[str, str]) -> None:
    name, phrase = found
    text = f"Which {phrase.upper()} is it?"
    alone = rf"(?<![\w'’])(?:{'|'.join(PHRASES[name])})(?!\w)"
    assume(re.search(alone, text, re.IGNORECASE))
    assert SIEVE.may_hold(name, text)


def matching(name: str) -> st.SearchStrategy[str]:
    """Give texts that one of the patterns matches."""
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in PHRASES[name]]
    return st.sampled_from(patterns).flatmap(lambda each: st.from_regex(each, fullmatch=False))


def test_sound_prompts_are_passed_by_most_lists() -> None:
    passed = [SIEVE.may_hold(name, item.prompt) for item in clean_items() for name in PHRASES]
    assert sum(passed) < len(passed) / 2
