"""Coverage: which paragraphs of a document facts cite, which are left out, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from quizgen.check.anchors import Library, find_anchor
from quizgen.check.reading import Reading
from quizgen.model import Coverage, Deck, Document, Evidence, LeftOut, Paragraph, Source, Text
from quizgen.problems import Problem, Severity, plural


def cover_documents(deck: Deck, documents: Mapping[str, Document]) -> tuple[Coverage, ...]:
    """Give the coverage of each document at hand, in the order of the deck's sources."""
    pieces = _pieces_by_source(deck)
    return tuple(
        _cover(source, Reading(documents[source.id]), pieces[source.id])
        for source in deck.sources.values()
        if source.id in documents
    )


def check_left_out(deck: Deck, library: Library) -> Iterator[Problem]:
    """What `left_out` names stands in the document.

    Why:  A reason for something that is not there hides a slip in counting, or a document that
          has changed.
    Bad:  left_out: {31: a line to sign up}, of a document with 24 paragraphs
    Good: left_out: {24: a line to sign up}
    Mend: count the lines of the document that are not empty, or copy the words as they stand.
    """
    for source, passage in _left_out(deck):
        reading = library.readings.get(source.id)
        if reading is None:
            continue
        file, total = reading.document.file, len(reading.document.paragraphs)
        if passage.last > total:
            yield Problem(
                passage.place.where,
                "left-out-missing",
                f"{file} has {plural(total, 'paragraph')}, not {passage.last}",
                "count the non-empty lines of the document",
                culprit=passage.place,
            )
            continue
        for words, _ in passage.parts:
            numbers = range(passage.first, passage.last + 1)
            if not any(reading.find(words, number) for number in numbers):
                yield Problem(
                    words.where,
                    "left-out-missing",
                    f"the words '{words}' do not stand in paragraph {passage.place} of {file}",
                    _spot(words, reading),
                    culprit=words,
                )


def check_cited(deck: Deck, library: Library) -> Iterator[Problem]:
    """No fact cites a paragraph that is left out as a whole.

    Why:  One of the two is not true any more, and a reader of the list is misled.
    Bad:  left_out: {4: tells nothing new}, where a fact cites paragraph 4
    Good: left_out: {4: {"a four-year plan": told of paragraph 2}}
    Mend: take the paragraph off the list, or name the words of it that are left out.
    Severity: warning
    """
    for source, numbers, cited in _kept_twice(deck, library):
        yield Problem(
            numbers.where,
            "left-out-cited",
            f"paragraph {cited.number} of '{source.id}' is left out, but fact "
            f"'{cited.facts[0]}' cites it",
            "take it off the list, or name the words that are left out: "
            f"{cited.number}: {{words: reason}}",
            Severity.WARNING,
            culprit=numbers,
        )


def check_untold(deck: Deck, library: Library) -> Iterator[Problem]:
    """Of a source with `left_out`, each paragraph is cited by a fact or listed there.

    Only sources that have the key are held to it; `left_out: {}` wants every paragraph cited.

    Why:  What was overlooked looks the same as what was left out on purpose.
    Bad:  left_out: {23: a line to sign up}, where no fact cites paragraph 24
    Good: left_out: {23-24: lines to sign up}
    Mend: write facts that cite the paragraph, or list it with the reason.
    Severity: warning
    """
    for coverage in _covered(deck, library):
        if coverage.untold:
            numbers = ", ".join(map(str, coverage.untold))
            some = "paragraph" if len(coverage.untold) == 1 else "paragraphs"
            yield Problem(
                coverage.source.id.where,
                "paragraph-untold",
                f"no fact cites {some} {numbers} of '{coverage.source.id}', and 'left_out' gives "
                "no reason",
                "cite what matters there, or list it under 'left_out' with the reason",
                Severity.WARNING,
                culprit=coverage.source.id,
            )


def _kept_twice(deck: Deck, library: Library) -> Iterator[tuple[Source, Text, Paragraph]]:
    """Give each entry of a list that leaves out a paragraph which a fact cites, with the first."""
    for coverage in _covered(deck, library):
        for passage in coverage.source.left_out or ():
            if passage.reasons:
                inside = coverage.paragraphs[passage.first - 1 : passage.last]
                yield from ((coverage.source, passage.place, each) for each in inside if each.facts)


def _covered(deck: Deck, library: Library) -> Iterator[Coverage]:
    pieces = _pieces_by_source(deck)
    for source in deck.sources.values():
        if source.left_out is not None and source.id in library.readings:
            yield _cover(source, library.readings[source.id], pieces[source.id])


def _left_out(deck: Deck) -> Iterator[tuple[Source, LeftOut]]:
    for source in deck.sources.values():
        for passage in source.left_out or ():
            yield source, passage


def _pieces_by_source(deck: Deck) -> Mapping[str, Sequence[tuple[Text, Evidence]]]:
    """Group what facts cite by source; a retired fact tells of nothing any more."""
    pieces: defaultdict[str, list[tuple[Text, Evidence]]] = defaultdict(list)
    for fact in deck.facts:
        if not fact.retired:
            for piece in fact.sources:
                pieces[str(piece.source)].append((fact.id, piece))
    return pieces


def _cover(source: Source, reading: Reading, pieces: Sequence[tuple[Text, Evidence]]) -> Coverage:
    facts: defaultdict[int, dict[Text, None]] = defaultdict(dict)
    for fact, piece in pieces:
        for number in _paragraphs(piece, reading):
            facts[number][fact] = None
    listed = {
        number: passage
        for passage in source.left_out or ()
        for number in range(passage.first, min(passage.last, len(reading.document.paragraphs)) + 1)
    }
    paragraphs = (
        Paragraph(
            number,
            tuple(facts[number]),
            listed[number].reasons if number in listed else (),
            listed[number].parts if number in listed else (),
        )
        for number in range(1, len(reading.document.paragraphs) + 1)
    )
    return Coverage(source, tuple(paragraphs))


def _paragraphs(piece: Evidence, reading: Reading) -> set[int]:
    """Give the paragraphs that a piece of evidence names, or in which its words stand."""
    if piece.at is not None:
        return {piece.at}
    if piece.words is None:
        return set()
    return {reading.paragraph(begin) for begin, _ in find_anchor(piece, piece.words, reading)}


def _spot(words: Text, reading: Reading) -> str:
    found = reading.find(words)
    if found:
        return f"they stand in paragraph {reading.paragraph(found[0][0])}"
    return "name words as they stand in the document"
