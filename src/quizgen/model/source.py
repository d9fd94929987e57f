"""Sources: the documents that a deck cites, and where in them a fact stands."""

from __future__ import annotations

from typing import NamedTuple

from quizgen.model.value import Text
from quizgen.problems import Where


class LeftOut(NamedTuple):
    """What of some paragraphs is asked about on purpose in no fact, and why.

    `reasons` are for all of each paragraph, from `first` to `last`; `parts` are for a few of their
    words, each with its own reason. Either may be empty. `place` is how the author named them.
    """

    place: Text
    first: int
    last: int
    reasons: tuple[Text, ...] = ()
    parts: tuple[tuple[Text, Text], ...] = ()


class Source(NamedTuple):
    """A document the deck cites; `name` is what a prompt may call it.

    `rests_on` names the original that it retells: documents of one original confirm nothing twice.
    `left_out` is None where the deck need not tell of every paragraph.
    """

    id: Text
    name: Text
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    file: str = ""
    sha256: str = ""
    rests_on: str = ""
    left_out: tuple[LeftOut, ...] | None = None


class Document(NamedTuple):
    """A cited document as text: its paragraphs are its non-empty lines, counted from 1.

    `pages` gives the page of each, counted from 1; it is empty where the text has no pages.
    """

    file: str
    sha256: str
    paragraphs: tuple[str, ...]
    pages: tuple[int, ...] = ()


class Evidence(NamedTuple):
    """Where a fact stands: a document, a place in it (paragraphs from 1) and a few words."""

    source: Text
    where: Where
    at: int | None = None
    page: str = ""
    section: str = ""
    words: Text | None = None
    inferred: bool = False


class Paragraph(NamedTuple):
    """What a deck makes of one paragraph of a document, counted from 1.

    `facts` are the ids of those that cite it; `reasons` say why all of it is left out, `parts`
    which of its words are, and why.
    """

    number: int
    facts: tuple[Text, ...] = ()
    reasons: tuple[Text, ...] = ()
    parts: tuple[tuple[Text, Text], ...] = ()


class Coverage(NamedTuple):
    """What a deck makes of a source's document, paragraph by paragraph."""

    source: Source
    paragraphs: tuple[Paragraph, ...]

    @property
    def cited(self) -> tuple[int, ...]:
        """The paragraphs that facts cite."""
        return tuple(each.number for each in self.paragraphs if each.facts)

    @property
    def left_out(self) -> tuple[int, ...]:
        """The paragraphs that no fact cites, with a reason."""
        return tuple(each.number for each in self.paragraphs if each.reasons and not each.facts)

    @property
    def untold(self) -> tuple[int, ...]:
        """The paragraphs that no fact cites, and no reason says why."""
        return tuple(e.number for e in self.paragraphs if not e.facts and not e.reasons)
