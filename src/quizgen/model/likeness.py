"""Likeness: what spellings of one name have in common, which must not stand among the options."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from quizgen.model.value import fold

_ARTICLES: Mapping[str, frozenset[str]] = {
    "de": frozenset(("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen")),
    "en": frozenset(("the", "a", "an")),
    "es": frozenset(("el", "la", "los", "las", "un", "una")),
    "fr": frozenset(("le", "la", "les", "l", "un", "une")),
    "it": frozenset(("il", "lo", "la", "i", "gli", "le", "l", "un", "una")),
    "nl": frozenset(("de", "het", "een")),
    "pt": frozenset(("o", "a", "os", "as", "um", "uma")),
}
_NO_ARTICLES: frozenset[str] = frozenset()
_MARKS = re.compile(r"[\s.,;:!?'\"()\[\]/·・-]+")
_BETWEEN = re.compile(r"\s*[;|]\s*|\s+/\s+")
_COMMA = re.compile(r",\s+")
_SIGN_OF_SEVERAL = re.compile(r"[,;|/]")
"""Several wordings have one of these between them; most values have none."""
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})
_LONGEST = 60
"""Letters of what may be several wordings in one text; a longer one is a sentence."""


def spellings(name: str, language: str) -> tuple[str, ...]:
    """Give what a name has in common with other spellings of it: two that share one are alike.

    Articles, accents, dots, hyphens and spaces tell no names apart. Digits keep the marks
    between them.

    >>> spellings("the Saint-Louis", "en"), spellings("U.S.A.", "en"), spellings("3.5", "en")
    (('saintlouis',), ('usa',), ('3.5',))
    >>> spellings("Zürich", "de")
    ('zurich', 'zuerich')
    """
    folded = fold(name)
    if folded.isascii() and folded.isalpha():
        return (folded,)  # as most are
    bare = _bare(folded, _ARTICLES.get(language[:2], _NO_ARTICLES))
    if bare.isascii():
        return (bare,)
    found = (_without_accents(bare.translate(table)) for table in (_LETTERS, _DIGRAPHS))
    return tuple(dict.fromkeys(found))


def likenesses(text: str, language: str) -> tuple[str, ...]:
    """Give the spellings of a text, and of each of several wordings in it."""
    parts = wordings(text)
    if not parts:
        return spellings(text, language)
    found = (each for part in (text, *parts) for each in spellings(part, language))
    return tuple(dict.fromkeys(found))


def wordings(text: str) -> tuple[str, ...]:
    """Part a text that gives several wordings: `to go, to drive`; none of one that is one.

    >>> wordings("street / road"), wordings("to go, to drive"), wordings("Washington, D.C.")
    (('street', 'road'), ('to go', 'to drive'), ())
    """
    if _SIGN_OF_SEVERAL.search(text) is None or len(text) > _LONGEST:
        return ()
    parts = _BETWEEN.split(text)
    if len(parts) == 1:
        parts = _COMMA.split(text)
        if any(not part[:1].islower() for part in parts):
            return ()  # a capital: `Washington, D.C.` is one name
    parts = [part.strip() for part in parts]
    return tuple(parts) if len(parts) > 1 and all(parts) else ()


def _bare(folded: str, articles: frozenset[str]) -> str:
    """Leave out what tells no names apart."""
    if any(letter.isdigit() for letter in folded):
        return folded.strip(" .,;:!?")
    words = _MARKS.sub(" ", folded).split()
    if len(words) > 1 and words[0] in articles:
        words = words[1:]
    return "".join(words) or folded


def _without_accents(text: str) -> str:
    """Take accents from Latin and Greek letters; in other scripts they are letters themselves."""
    apart = unicodedata.normalize("NFD", text)
    kept: list[str] = []
    accented = False
    for letter in apart:
        if not unicodedata.combining(letter):
            accented = unicodedata.name(letter, "").startswith(("LATIN", "GREEK"))
        elif accented:
            continue
        kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))
