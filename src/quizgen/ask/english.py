"""English as templates need it: articles by sound, regular plurals."""

from __future__ import annotations

import re

_SILENT_H = ("heir", "honest", "honor", "honour", "hour")
_YOU_SOUND = re.compile(
    r"(?:u(?:biqu|k|ni(?!m|n)|r(?:an|e|i)|s[aeiu]|t[aeio])|eu|ewe)", re.IGNORECASE
)
_ONE_SOUND = re.compile(r"on(?:e|ce)\b", re.IGNORECASE)
_SPELLED_VOWELS = "AEFHILMNORSX"


def a_an(text: str) -> str:
    """Put the article that its sound wants before a text.

    >>> a_an("hour"), a_an("university"), a_an("MP"), a_an("UN post"), a_an("8-bit chip")
    ('an hour', 'a university', 'an MP', 'a UN post', 'an 8-bit chip')
    """
    return f"{'an' if _begins_with_vowel_sound(text) else 'a'} {text}"


def _begins_with_vowel_sound(text: str) -> bool:
    word = re.split(r"[\s\-–/,.]", text.lstrip("\"'“‘("), maxsplit=1)[0]
    if not word:
        return False
    if word[0].isdigit():
        return word.startswith("8") or re.match(r"(11|18)(\d{3})*$", word) is not None
    if len(word) == 1 or (word.isupper() and (len(word) < 4 or not re.search("[AEIOU]", word))):
        return word[0] in _SPELLED_VOWELS
    if word.lower().startswith(_SILENT_H):
        return True
    if _YOU_SOUND.match(word) or _ONE_SOUND.match(word):
        return False
    return word[0].lower() in "aeiou"


def plural(word: str) -> str:
    """Give the regular plural of a noun.

    >>> plural("moon"), plural("company"), plural("box"), plural("day")
    ('moons', 'companies', 'boxes', 'days')
    """
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")
