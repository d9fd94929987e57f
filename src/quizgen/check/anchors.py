"""Anchors: the words that a fact cites stand where it says, and its answer beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.check.reading import Reading
from quizgen.check.support import Names, answer_fields, list_wordings, name_documents, says
from quizgen.model import Deck, Evidence, Fact, Text, fold, members, place_of
from quizgen.problems import Problem, Severity, plural


@dataclass(frozen=True, slots=True)
class Library:
    """What facts are verified against: the documents at hand by source, and the deck's names."""

    readings: Mapping[str, Reading]
    names: Names


def check_quote(deck: Deck, fact: Fact, library: Library) -> Iterator[Problem]:
    """A value of the type `quote` stands in a document that its fact cites.

    Why:  A quotation is somebody's words, not nearly so.
    Bad:  words: shotgun wedding
    Good: words: shotgun marriage
    Mend: quote the words as they stand there, or give the field the type `text`.
    """
    cited = [reading for _, reading in _read(fact, library)]
    if not cited or len(cited) < len(fact.sources):
        return
    fields = deck.kinds[fact.kind].fields
    quotes = [value for name, value in fact.fields.items() if fields[name].type == "quote"]
    texts = [reading.text.replace("\n", " ") for reading in cited if quotes]
    for member in (member for value in quotes for member in members(value)):
        if isinstance(member, Text) and not any(fold(member) in text for text in texts):
            yield Problem(
                member.where,
                "quote-missing",
                f"the quotation '{member}' stands in none of the fact's sources",
                "quote the words as they stand there",
                culprit=member,
            )


def check_anchor(_deck: Deck, fact: Fact, library: Library) -> Iterator[Problem]:
    """The words that a fact cites stand where it says; case, quotes, dashes and spaces aside.

    Why:  Words that stand nowhere are no evidence: the fact may come from another document, an
          older version of it, or from memory.
    Bad:  source: {in: atlas, at: 4, words: fourth planet}
    Good: source: {in: atlas, at: 4, words: second planet}
    Mend: look at the passage that the message proposes. It is never taken over for you.
    """
    for piece, reading in _read(fact, library):
        file, total = reading.document.file, len(reading.document.paragraphs)
        if piece.at is not None and piece.at > total:
            yield Problem(
                piece.where,
                "anchor-missing",
                f"{file} has {plural(total, 'paragraph')}, not {piece.at}",
                "count the non-empty lines of the document"
                if piece.words is None
                else _nearest_passage(piece.words, reading),
                culprit=str(piece.at),
            )
        elif piece.words is not None and not find_anchor(piece, piece.words, reading):
            spot = f"in paragraph {piece.at} of " if piece.at is not None else "in "
            yield Problem(
                piece.words.where,
                "anchor-missing",
                f"the words '{piece.words}' do not stand {spot}{file}",
                _nearest_passage(piece.words, reading),
                culprit=piece.words,
            )


def check_single_place(_deck: Deck, fact: Fact, library: Library) -> Iterator[Problem]:
    """The words that a fact cites stand in one place only.

    Why:  Of two places, a reader cannot know which one is meant.
    Bad:  words: Microsoft
    Good: words: Microsoft announced a $1 billion investment
    Mend: cite more words, or say where they stand: `at: 4`.
    Waive: where each of the places supports the fact.
    Severity: warning
    """
    for piece, reading in _read(fact, library):
        count = len(find_anchor(piece, piece.words, reading)) if piece.words is not None else 0
        if piece.words is not None and count > 1:
            yield Problem(
                piece.words.where,
                "anchor-ambiguous",
                f"the words '{piece.words}' stand there {count} times",
                "cite more words, or give the paragraph as 'at: ...'",
                Severity.WARNING,
                culprit=piece.words,
                about=(fact.id.where,),
            )


def check_locator(_deck: Deck, fact: Fact, library: Library) -> Iterator[Problem]:
    """The words that a fact cites stand on the page, and in the section, that it names.

    A page can be verified where the text keeps its page breaks (form feeds, as pdftotext writes
    them) and the page is a number; a section where its heading stands on a line of its own. Of
    others nothing is said.

    Why:  A reader who looks the passage up would not find it.
    Bad:  source: {in: report, page: 12, words: a third of the staff}
    Good: source: {in: report, page: 14, words: a third of the staff}
    Mend: write the page, or the section, where the words stand.
    Waive: where the printed numbers of pages are not those of the file.
    Severity: warning
    """
    for piece, reading in _read(fact, library):
        if piece.words is None:
            continue
        starts = [begin for begin, _ in find_anchor(piece, piece.words, reading)]
        for place in _elsewhere(piece, starts, reading):
            yield Problem(
                piece.words.where,
                "anchor-elsewhere",
                f"the words '{piece.words}' stand {place}",
                "write where they stand",
                Severity.WARNING,
                culprit=piece.words,
                about=(fact.id.where,),
            )


def check_answer(deck: Deck, fact: Fact, library: Library) -> Iterator[Problem]:
    """What a fact is asked for stands near the words that it cites.

    Looked for are the value, its other names, and its numbers and dates in any wording, within 120
    characters. Free text is the author's wording and need not stand there, nor need the name of
    the document itself, nor what was inferred.

    Why:  Words that say something else are no evidence for the answer.
    Bad:  {amount: $13 billion, source: {in: story, words: a $1 billion investment}}
    Good: {amount: $1 billion, source: {in: story, words: a $1 billion investment}}
    Mend: cite words beside the answer, add the document's wording to `aka`, or, where it follows
          from what is said, write `support: inferred` and a note.
    Waive: where the document says it in other words.
    Severity: warning
    """
    text = _cited_text(fact, library)
    if not text:
        return
    documents = name_documents(deck, fact)
    for name in answer_fields(deck, fact):
        for member in members(fact.fields[name]):
            wordings = list_wordings(deck, fact, name, member, library.names)
            itself = not wordings.isdisjoint(documents)
            if not itself and not says(text, member, wordings, deck.words.months):
                yield Problem(
                    place_of(member, fact.id.where),
                    "answer-not-in-evidence",
                    f"the {name} '{member}' of fact '{fact.id}' does not stand near the words "
                    "cited for it",
                    "cite words beside it, add the document's wording to 'aka', or write "
                    "'support: inferred' and a note",
                    Severity.WARNING,
                    culprit=str(member),
                    about=(fact.id.where,),
                )


FACT_CHECKS: Sequence[Callable[[Deck, Fact, Library], Iterator[Problem]]] = (
    check_quote,
    check_anchor,
    check_single_place,
    check_locator,
    check_answer,
)
"""Rules over one fact and the documents it cites."""


def _read(fact: Fact, library: Library) -> Iterator[tuple[Evidence, Reading]]:
    for piece in fact.sources:
        if piece.source in library.readings:
            yield piece, library.readings[piece.source]


def find_anchor(piece: Evidence, words: Text, reading: Reading) -> list[tuple[int, int]]:
    """Find the cited words in their paragraph, or in the whole document, as begin and end."""
    if piece.at is not None and piece.at > len(reading.document.paragraphs):
        return []
    return reading.find(words, piece.at)


def _cited_text(fact: Fact, library: Library) -> str:
    """Give what stands near all that a fact cites; nothing where that need not hold the answer."""
    if any(piece.inferred for piece in fact.sources):
        return ""
    near: list[str] = []
    for piece in fact.sources:
        reading = library.readings.get(piece.source)
        passages = _passages(piece, reading) if reading is not None else []
        if not passages:
            return ""  # what cannot be read, or is not where it should be, says nothing
        near += passages
    return "\n".join(near)


def _passages(piece: Evidence, reading: Reading) -> list[str]:
    """Give what stands near the cited words, or the cited paragraph; nothing of a bare page."""
    if piece.words is not None:
        return [reading.around(*found) for found in find_anchor(piece, piece.words, reading)]
    if piece.at is not None and piece.at <= len(reading.document.paragraphs):
        return [reading.whole(piece.at)]
    return []


def _elsewhere(piece: Evidence, starts: Sequence[int], reading: Reading) -> Iterator[str]:
    pages = {page for start in starts if (page := reading.page(start))}
    if piece.page.isdecimal() and pages and int(piece.page) not in pages:
        yield f"on page {', '.join(map(str, sorted(pages)))}, not {piece.page}"
    heading = reading.heading(piece.section) if piece.section else None
    if heading is not None and starts and all(start < heading for start in starts):
        yield f"before the heading '{piece.section}'"


def _nearest_passage(words: Text, reading: Reading) -> str:
    """Suggest where the words may have been taken from; the curator decides."""
    found = reading.find(words)
    if found:
        return f"they stand in paragraph {reading.paragraph(found[0][0])}"
    nearest = reading.nearest(words)
    if nearest is None:
        return "cite words as they stand in the document"
    return f"paragraph {nearest[0]} has '{nearest[1]}': look there"
