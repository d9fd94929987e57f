"""The lexicon: a language's phrases and stems, and where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import compress
from typing import Protocol, TypeVar

from quizgen.check.needles import Looks, Sieve
from quizgen.check.numerals import Numeral, find_numerals, residue
from quizgen.check.stemming import Stemmer
from quizgen.model import Deck, Wording

_SENTENCE_END = re.compile(r"(?<=[.?!:…])[\"”’)]*\s+(?=[\"“„‘(¿¡«\[$A-ZÀ-ÖØ-ÞА-ЯΑ-Ω0-9])")
_MARK_INSIDE = re.compile(r"[.?!:…][\"”’)]*\s")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z][a-z]{0,3}|e\.g|i\.e|vs|etc|no|z\. ?B|d\. ?h|u\. ?a|bzw|ca|vgl)\.$"
)
_ORDINAL = re.compile(r"(?:^|\D)\d{1,2}\.$")
"""At the end of a sentence, or before a month in German and Finnish: too few to be told apart."""
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|«[^»]*»|»[^«]*«")
_ASIDE = re.compile(r"\([^()]*\)")
_OPENING = "\"“”„‘'«‹¿¡( \u00a0"
"""Marks that open what is said, asked or called out, in one language or another."""
_NEVER = re.compile(r"(?!)")
_WORDED = frozenset(("text", "markdown", "quote", ""))
_SWAPPED = str.maketrans(",.", ".,")
_REMEMBERED = 10_000
"""Options that are read once: of each question's two dozen, most are options of others too."""
_MANY = 2000
"""Searches after which a sieve pays: sooner, it takes longer to make than it saves."""


class _Stemmed(Protocol):
    """What has a prompt."""

    @property
    def stem(self) -> str: ...


class _Answered(Protocol):
    """What has an answer."""

    @property
    def answer(self) -> str: ...


_Asked = TypeVar("_Asked", bound=_Stemmed)
_Cue = TypeVar("_Cue", bound=_Answered)


class Lexicon:
    """What is known of a language, compiled once for all the questions of a deck."""

    def __init__(self, wording: Wording, decimal: str = ".") -> None:
        self._wording, self._decimal = wording, decimal
        self._phrases, self._stemmer = _Phrases(wording), Stemmer(wording)
        remember = lru_cache(maxsize=_REMEMBERED)  # of no method of this: it would outlive itself
        self._is_one_of = remember(self._phrases.is_one)
        self._stems_of = remember(self._stemmer.stems)
        self._numerals_of = remember(partial(find_numerals, scales=wording.scales))
        self._unit_of = remember(residue)
        self._searches = 0
        self._sieve: Sieve | None = None
        self._looked: tuple[object, Looks] | None = None

    def find(self, name: str, text: str) -> str:
        """Give the first of the phrases `name` that a text holds, as it stands there, or ''."""
        if not self.may_hold(name, text):
            return ""
        find, unless = self._phrases.patterns(name)
        # A pattern for the beginning of a text is not sought all over it.
        if (find.match(text) if find.pattern[0] == "^" else find.search(text)) is None:
            return ""
        if unless is not None:  # blanked, so that all else keeps its place
            text = unless.sub(lambda found: "\0" * len(found[0]), text)
        found = find.search(text)
        return found[0] if found else ""

    def may_hold(self, name: str, text: str) -> bool:
        """Tell whether a text may hold one of the phrases: most hold none, and are seen to."""
        sieve = self._sieve_for(1)
        return sieve is None or sieve.may_hold(name, text)

    def holding(self, asked: Sequence[_Asked], *names: str) -> Iterable[_Asked]:
        """Give those whose prompt may hold one of the phrases: of many, few do."""
        sieve = self._sieve_for(len(asked))
        if sieve is None:
            return asked
        if self._looked is None or self._looked[0] is not asked:
            self._looked = asked, sieve.look([each.stem for each in asked])
        return compress(asked, self._looked[1].holding(names))

    def wanting(self, cues: Sequence[_Cue], name: str, also: str = "") -> Iterable[_Cue]:
        """Give those whose answer may hold one of the phrases, or a mark beside them."""
        sieve = self._sieve_for(len(cues))
        if sieve is None:
            return cues
        may = sieve.may_hold
        return (c for c in cues if may(name, c.answer) or (also and also in c.answer))

    def count(self, name: str, text: str) -> int:
        """Count how often phrases stand in a text."""
        return sum(1 for _ in self._phrases.patterns(name)[0].finditer(text))

    def is_one(self, name: str, text: str) -> bool:
        """Tell whether a text as a whole is one of the phrases; a full stop and case aside."""
        return self._is_one_of(name, text)

    def without(self, name: str, text: str) -> str:
        """Give a text without the phrases."""
        return self._phrases.patterns(name)[0].sub(" ", text)

    def split(self, name: str, text: str) -> list[str]:
        """Split a text where the phrases stand."""
        return [part.strip() for part in self._phrases.patterns(name)[0].split(text)]

    def place(self, name: str, text: str) -> int:
        """Give where the first of the phrases begins, or -1."""
        found = self._phrases.patterns(name)[0].search(text)
        return found.start() if found else -1

    def begins(self, name: str, text: str) -> bool:
        """Tell whether a text begins with one of the phrases, opening marks aside."""
        return self._phrases.patterns(name)[0].match(text.lstrip(_OPENING)) is not None

    def stems(self, text: str) -> frozenset[str]:
        """Give the stems of the words of a text that tell of its matter."""
        return self._stems_of(text)

    def matter(self, text: str) -> list[str]:
        """List the words of a text that tell of its matter, in order, in lower case."""
        return self._stemmer.matter(text)

    def stem(self, word: str) -> str:
        """Lead a word in lower case back to what its forms share, more or less."""
        return self._stemmer.stem(word)

    def knows(self, name: str) -> bool:
        """Tell whether the language's file lists any such phrase."""
        return bool(self._wording.phrases[name].find)

    def numerals(self, text: str, field_type: str) -> tuple[Numeral, ...]:
        """Find all numbers in a text; those in values of a type are written as in English."""
        swapped = self._decimal == "," and field_type in _WORDED
        return self._numerals_of(text.translate(_SWAPPED) if swapped else text)

    def measure(self, text: str, field_type: str) -> tuple[Numeral, str] | None:
        """Give the number of a text that has one, and what the text says beside it: its unit."""
        numerals = self.numerals(text, field_type)
        return (numerals[0], self._unit_of(text, *numerals)) if len(numerals) == 1 else None

    def _sieve_for(self, searches: int) -> Sieve | None:
        if self._sieve is None:
            self._searches += searches
            if self._searches >= _MANY:
                phrases = self._wording.phrases
                self._sieve = Sieve({name: each.find for name, each in phrases.items()})
        return self._sieve


class _Phrases:
    """The lists of phrases of a language, each compiled when it is first wanted."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._compiled: dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]] = {}

    def patterns(self, name: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
        """Give the pattern of a list, and that of what is none of it."""
        if name not in self._compiled:
            phrases = self._wording.phrases[name]
            unless = _whole_words(phrases.unless) if phrases.unless else None
            self._compiled[name] = _whole_words(phrases.find), unless
        return self._compiled[name]

    def is_one(self, name: str, text: str) -> bool:
        """Tell whether a text as a whole is one of a list."""
        return self.patterns(name)[0].fullmatch(text.strip().rstrip(".!")) is not None


def lexicon_of(deck: Deck) -> Lexicon | None:
    """Give what is known of a deck's language; None where nothing is."""
    return None if deck.wording is None else Lexicon(deck.wording, deck.words.decimal)


def _whole_words(patterns: tuple[str, ...]) -> re.Pattern[str]:
    if not patterns:
        return _NEVER
    start = "^" if all(pattern.startswith("^") for pattern in patterns) else r"(?<![\w'’])"
    return re.compile(rf"{start}(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def split_sentences(text: str) -> list[str]:
    """Split a text where a sentence ends and another begins.

    >>> split_sentences("St. Paul wrote it. To whom?")
    ['St. Paul wrote it.', 'To whom?']
    """
    text = text.strip()
    if _MARK_INSIDE.search(text) is None:  # as in most
        return [text]
    sentences: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if sentences and (_ABBREVIATED.search(sentences[-1]) or _ORDINAL.search(sentences[-1])):
            sentences[-1] += f" {piece}"
        else:
            sentences.append(piece)
    return sentences


def lead_in(text: str) -> str:
    """Give the sentence that asks: the last with a question mark or a colon, else the last."""
    sentences = split_sentences(text)
    if len(sentences) == 1:
        return sentences[0]
    asking = [each for each in sentences if each.rstrip('"”’)* ').endswith(("?", ":"))]
    return (asking or sentences)[-1]


def unquoted(text: str) -> str:
    """Leave out what stands in quotation marks or brackets: words of others, asides."""
    return _ASIDE.sub(" ", without_quotes(text))


def without_quotes(text: str) -> str:
    """Leave out what stands in quotation marks."""
    return _QUOTED.sub(" ", text)


def count_words(text: str) -> int:
    """Count what blanks divide."""
    return len(text.split())
