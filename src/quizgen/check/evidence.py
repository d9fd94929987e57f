"""Evidence: the cited words stand where the fact says, in the documents as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from quizgen.model import Deck, Document, Evidence, Fact, Source, Text, fold, members
from quizgen.problems import Problem, Severity, sort_problems


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """How many facts of a deck have evidence verified, cited by hand only, or none at all.

    `unread`: the document was not at hand, so nothing can be said; `wrong`: it says otherwise.
    """

    verified: int = 0
    by_hand: int = 0
    inferred: int = 0
    unread: int = 0
    missing: int = 0
    wrong: int = 0


def check_evidence(
    deck: Deck, documents: Mapping[str, Document]
) -> tuple[EvidenceCount, list[Problem]]:
    """Verify each cited passage against its document; count the facts by what was found."""
    problems = [p for source in deck.sources.values() for p in _check_source(source, documents)]
    counts: dict[str, int] = {}
    for fact in deck.facts:
        found = list(_check_fact(deck, fact, documents))
        problems += found
        wrong = any(problem.severity is Severity.ERROR for problem in found)
        state = "wrong" if wrong else _state(fact, documents)
        counts[state] = counts.get(state, 0) + 1
    return EvidenceCount(**counts), sort_problems(problems)


def _check_source(source: Source, documents: Mapping[str, Document]) -> Iterator[Problem]:
    document = documents.get(source.id)
    if document is None:
        if source.file:
            yield Problem(
                source.id.where,
                "source-unread",
                f"the document '{source.file}' of source '{source.id}' is not there",
                "put it into the folder given by --sources",
                Severity.WARNING,
                culprit=source.id,
            )
    elif source.sha256 and source.sha256 != document.sha256:
        yield Problem(
            source.id.where,
            "source-changed",
            f"the document '{source.file}' is not the one that was cited",
            f"verify its facts, then write sha256: {document.sha256}",
            culprit=source.id,
        )


def _check_fact(deck: Deck, fact: Fact, documents: Mapping[str, Document]) -> Iterator[Problem]:
    for piece in fact.sources:
        document = documents.get(piece.source)
        if document is not None:
            yield from _check_place(piece, document)
    kind = deck.kinds[fact.kind]
    cited = [documents[piece.source] for piece in fact.sources if piece.source in documents]
    if not cited or len(cited) < len(fact.sources):
        return
    texts = [fold(" ".join(document.paragraphs)) for document in cited]
    for name, value in fact.fields.items():
        if kind.fields[name].type != "quote":
            continue
        for member in members(value):
            if isinstance(member, Text) and not any(fold(member) in text for text in texts):
                yield Problem(
                    member.where,
                    "quote-missing",
                    f"the quotation '{member}' stands in none of the fact's sources",
                    "quote the words as they stand there",
                    culprit=member,
                )


def _check_place(piece: Evidence, document: Document) -> Iterator[Problem]:
    total = len(document.paragraphs)
    if piece.at is not None and piece.at > total:
        mend = "count the non-empty lines of the document"
        yield Problem(
            piece.where,
            "anchor-missing",
            f"{document.file} has {total} paragraphs, not {piece.at}",
            _nearest_passage(piece.words, document) if piece.words is not None else mend,
            culprit=str(piece.at),
        )
    elif piece.words is not None:
        yield from _check_anchor(piece, piece.words, document)


def _check_anchor(piece: Evidence, words: Text, document: Document) -> Iterator[Problem]:
    needle = fold(words)
    total = len(document.paragraphs)
    places = [piece.at] if piece.at is not None else range(1, total + 1)
    pattern = re.compile(rf"(?<!\w){re.escape(needle)}(?!\w)")
    count = sum(len(pattern.findall(fold(document.paragraphs[place - 1]))) for place in places)
    if count == 0:
        spot = f"in paragraph {piece.at} of " if piece.at is not None else "in "
        yield Problem(
            words.where,
            "anchor-missing",
            f"the words '{words}' do not stand {spot}{document.file}",
            _nearest_passage(words, document),
            culprit=words,
        )
    elif count > 1:
        yield Problem(
            words.where,
            "anchor-ambiguous",
            f"the words '{words}' stand there {count} times",
            "cite more words, or give the paragraph as 'at: ...'",
            Severity.WARNING,
            culprit=words,
        )


def _nearest_passage(words: Text, document: Document) -> str:
    """Suggest where the words may have been taken from; the curator decides."""
    needle = fold(words)
    size = len(needle.split())
    best, passage, spot = 0.0, "", 0
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(needle)
    for number, paragraph in enumerate(document.paragraphs, start=1):
        if needle in fold(paragraph):
            return f"they stand in paragraph {number}"
        tokens = paragraph.split()
        for i in range(max(1, len(tokens) - size + 1)):
            piece = " ".join(tokens[i : i + size])
            matcher.set_seq1(fold(piece))
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                ratio = matcher.ratio()
                if ratio > best:
                    best, passage, spot = ratio, piece, number
    if best < 0.6:
        return "cite words as they stand in the document"
    return f"paragraph {spot} has '{passage}': look there"


def _state(fact: Fact, documents: Mapping[str, Document]) -> str:
    pieces = fact.sources
    if not pieces:
        return "missing"
    if any(piece.inferred for piece in pieces):
        return "inferred"
    cited = [piece for piece in pieces if piece.words is not None]
    if cited:
        return "verified" if all(piece.source in documents for piece in cited) else "unread"
    return "by_hand"
