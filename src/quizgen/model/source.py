"""Sources: the documents that a deck cites, and where in them a fact stands."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.model.value import Text
from quizgen.problems import Where


@dataclass(frozen=True, slots=True)
class Source:
    """A document the deck cites; `name` is what a prompt may call it.

    `rests_on` names the original that it retells: documents of one original confirm nothing twice.
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


@dataclass(frozen=True, slots=True)
class Document:
    """A cited document as text: its paragraphs are its non-empty lines, counted from 1.

    `pages` gives the page of each, counted from 1; it is empty where the text has no pages.
    """

    file: str
    sha256: str
    paragraphs: tuple[str, ...]
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: a document, a place in it (paragraphs from 1) and a few words."""

    source: Text
    where: Where
    at: int | None = None
    page: str = ""
    section: str = ""
    words: Text | None = None
    inferred: bool = False
