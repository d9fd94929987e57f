"""Stemming: the words of a text that tell of its matter, and what their forms share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.model import Wording

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SHORTEST_STEM = 3


class Stemmer:
    """Leads the words of one language back to their stems, each once."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._elided = _elided(wording.elisions)
        self._stems: dict[str, str] = {}

    def stems(self, text: str) -> frozenset[str]:
        """Give the stems of the words of a text that tell of its matter."""
        plain = self._wording.function_words
        words = self._words(text.lower().replace("’", "'").replace("'s", ""))
        return frozenset(self.stem(word) for word in words if len(word) > 3 and word not in plain)

    def matter(self, text: str) -> list[str]:
        """List the words of a text that tell of its matter, in order, in lower case."""
        words = self._words(text.lower())
        return [word for word in words if word not in self._wording.function_words]

    def stem(self, word: str) -> str:
        """Lead a word in lower case back to what its forms share, more or less."""
        if word not in self._stems:
            self._stems[word] = self._cut(word)
        return self._stems[word]

    def _words(self, text: str) -> list[str]:
        words: list[str] = _WORD.findall(text)
        return words if self._elided is None else [self._elided.sub("", word) for word in words]

    def _cut(self, word: str) -> str:
        for ending, instead in self._wording.endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                return word[: -len(ending)] + instead
        return word


def _elided(beginnings: Sequence[str]) -> re.Pattern[str] | None:
    """Give the pattern of words that lean on the next, as in `l'eau`; None where none do."""
    return re.compile(rf"^(?:{'|'.join(beginnings)})['’]") if beginnings else None
