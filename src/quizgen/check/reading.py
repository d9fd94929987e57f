"""Reading: a document folded and indexed once, so that thousands of anchors are found quickly."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate

from quizgen.model import Document, fold

NEAR = 120
"""Characters on either side of cited words where their answer is looked for."""
_RAREST = 6
_CANDIDATES = 40
_WORDS_OF_ONE = 2_000
"""Places of a word looked at: a more common one tells no passage from another."""
_LEAST_LIKENESS = 0.6
_LONG = 5_000
"""Characters from which on an index pays."""
_WORD = re.compile(r"\S+")


class Reading:
    """A document's paragraphs as one folded text; places in it are offsets of characters."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._folded = [fold(paragraph) for paragraph in document.paragraphs]
        # A paragraph's end stays: cited words never reach over it.
        self.text = "\n".join(self._folded)
        lengths = (len(paragraph) + 1 for paragraph in self._folded)
        self._starts = list(accumulate(lengths, initial=0))[: len(self._folded)]
        self._found: dict[tuple[str, int | None], list[tuple[int, int]]] = {}

    def find(self, words: str, at: int | None = None) -> list[tuple[int, int]]:
        """Find whole words, in one paragraph (from 1) or in all, as begin and end."""
        key = (str(words), at)
        if key not in self._found:  # several rules ask for the same words
            self._found[key] = self._search(fold(words), at)
        return self._found[key]

    def paragraph(self, place: int) -> int:
        """Give the paragraph, from 1, of a place."""
        return bisect_right(self._starts, place)

    def page(self, place: int) -> int:
        """Give the page, from 1, of a place; 0 where the document has no pages."""
        pages = self.document.pages
        return pages[self.paragraph(place) - 1] if pages else 0

    def heading(self, section: str) -> int | None:
        """Give the place of the paragraph that is a section's heading, if there is one."""
        title = fold(section)
        return next((self._starts[i] for i, line in enumerate(self._folded) if line == title), None)

    def around(self, begin: int, end: int) -> str:
        """Give what stands near a place, without words that are cut off."""
        first, last = max(0, begin - NEAR), min(len(self.text), end + NEAR)
        while 0 < first < begin and self._joins(first):
            first += 1
        while end < last < len(self.text) and self._joins(last):
            last -= 1
        return self.text[first:last].replace("\n", " ")

    def whole(self, at: int) -> str:
        """Give a paragraph, from 1, folded."""
        return self._folded[at - 1]

    def nearest(self, words: str) -> tuple[int, str] | None:
        """Suggest the paragraph and the words most like those that were cited, if any are."""
        size = len(words.split())
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(fold(words))
        best, passage = _LEAST_LIKENESS, None
        for start in self._likely(fold(words).split()):
            number = self.paragraph(self._words[start])
            token = start - bisect_left(self._words, self._starts[number - 1])
            tokens = self.document.paragraphs[number - 1].split()[token : token + size]
            matcher.set_seq1(fold(" ".join(tokens)))
            if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
                ratio = matcher.ratio()
                if ratio > best or (ratio == best and passage is None):
                    best, passage = ratio, (number, " ".join(tokens))
        return passage

    def _search(self, needle: str, at: int | None) -> list[tuple[int, int]]:
        begin, end = (0, len(self.text)) if at is None else self._span(at)
        ends = ((place, place + len(needle)) for place in self._candidates(needle, begin, end))
        return [(i, j) for i, j in ends if not (self._joins(i) or self._joins(j))]

    def _candidates(self, needle: str, begin: int, end: int) -> Iterator[int]:
        """Give where a text stands; in a long one by its rarest word, so that many cost little."""
        inner = list(_WORD.finditer(needle))[1:-1]
        if inner and end - begin > _LONG:
            # What stands between two others has blanks around it in the document too.
            word = min(inner, key=lambda each: len(self._places.get(each.group(), ())))
            for i in self._places.get(word.group(), ()):
                place = self._words[i] - word.start()
                if place >= 0 and self.text.startswith(needle, place):
                    yield place
            return
        place = self.text.find(needle, begin, end)
        while place >= 0:
            yield place
            place = self.text.find(needle, place + 1, end)

    def _likely(self, needle: list[str]) -> list[int]:
        """Give where passages may begin: those that share most of the rarer words in place."""
        known = [
            (len(self._places[word]), i) for i, word in enumerate(needle) if word in self._places
        ]
        votes: Counter[int] = Counter()
        for count, i in sorted(known)[:_RAREST]:
            if count <= _WORDS_OF_ONE or not votes:
                for place in self._places[needle[i]][:_WORDS_OF_ONE]:
                    for start in (place - i, place - i - 1, place - i + 1):
                        if 0 <= start < len(self._words):
                            votes[start] += 2 if start == place - i else 1
        ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        return [start for start, _ in ranked[:_CANDIDATES]]

    @cached_property
    def _words(self) -> list[int]:
        """Where each word begins, with what punctuation clings to it."""
        return [word.start() for word in _WORD.finditer(self.text)]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Which words of the document, by number, are written so."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(_WORD.finditer(self.text)):
            places[word.group()].append(i)
        return dict(places)

    def _span(self, at: int) -> tuple[int, int]:
        begin = self._starts[at - 1]
        return begin, begin + len(self._folded[at - 1])

    def _joins(self, place: int) -> bool:
        """Tell whether a word runs over a place."""
        return self.text[place - 1 : place].isalnum() and self.text[place : place + 1].isalnum()
