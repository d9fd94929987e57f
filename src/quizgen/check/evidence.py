"""Evidence: the cited words stand where the fact says, in the documents as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from quizgen.model import Deck, Document, Evidence, Fact, Text, fold, members
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
    problems = [*check_unread(deck, documents), *check_changed(deck, documents)]
    counts: dict[str, int] = {}
    for fact in deck.facts:
        found = [problem for check in _OF_A_FACT for problem in check(deck, fact, documents)]
        problems += found
        wrong = any(problem.severity is Severity.ERROR for problem in found)
        state = "wrong" if wrong else _state(fact, documents)
        counts[state] = counts.get(state, 0) + 1
    return EvidenceCount(**counts), sort_problems(problems)


def check_unread(deck: Deck, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """The document of every source lies in the folder given by --sources.

    Why:  What rests on a document that is not there cannot be verified.
    Bad:  file: nyt.txt, where there is no such file
    Good: file: nyt-story.txt
    Mend: put the document there, or write its name as it is there.
    Waive: for a document that cannot be had.
    Severity: warning
    """
    for source in deck.sources.values():
        if source.file and source.id not in documents:
            yield Problem(
                source.id.where,
                "source-unread",
                f"the document '{source.file}' of source '{source.id}' is not there",
                "put it into the folder given by --sources",
                Severity.WARNING,
                culprit=source.id,
            )


def check_changed(deck: Deck, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """A document is, to the byte, the one that was cited.

    Why:  A page that was edited may no longer say what the facts say it does.
    Bad:  sha256: that of last year's page
    Good: sha256: that of the page whose words were verified
    Mend: verify the facts that cite it with --sources, then write the new sha256 that the message
          gives.
    """
    for source in deck.sources.values():
        document = documents.get(source.id)
        if document is not None and source.sha256 not in ("", document.sha256):
            yield Problem(
                source.id.where,
                "source-changed",
                f"the document '{source.file}' is not the one that was cited",
                f"verify its facts, then write sha256: {document.sha256}",
                culprit=source.id,
            )


def check_quote(deck: Deck, fact: Fact, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """A value of the type `quote` stands in a document that its fact cites.

    Why:  A quotation is somebody's words, not nearly so.
    Bad:  words: shotgun wedding
    Good: words: shotgun marriage
    Mend: quote the words as they stand there, or give the field the type `text`.
    """
    cited = [documents[piece.source] for piece in fact.sources if piece.source in documents]
    if not cited or len(cited) < len(fact.sources):
        return
    fields = deck.kinds[fact.kind].fields
    quotes = [value for name, value in fact.fields.items() if fields[name].type == "quote"]
    texts = [fold(" ".join(document.paragraphs)) for document in cited if quotes]
    for member in (member for value in quotes for member in members(value)):
        if isinstance(member, Text) and not any(fold(member) in text for text in texts):
            yield Problem(
                member.where,
                "quote-missing",
                f"the quotation '{member}' stands in none of the fact's sources",
                "quote the words as they stand there",
                culprit=member,
            )


def check_anchor(_deck: Deck, fact: Fact, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """The words that a fact cites stand where it says; case, quotes, dashes and spaces aside.

    Why:  Words that stand nowhere are no evidence: the fact may come from another document, an
          older version of it, or from memory.
    Bad:  source: {in: atlas, at: 4, words: fourth planet}
    Good: source: {in: atlas, at: 4, words: second planet}
    Mend: look at the passage that the message proposes. It is never taken over for you.
    """
    for piece in fact.sources:
        document = documents.get(piece.source)
        if document is None:
            continue
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
        elif piece.words is not None and not _count(piece, piece.words, document):
            spot = f"in paragraph {piece.at} of " if piece.at is not None else "in "
            yield Problem(
                piece.words.where,
                "anchor-missing",
                f"the words '{piece.words}' do not stand {spot}{document.file}",
                _nearest_passage(piece.words, document),
                culprit=piece.words,
            )


def check_single_place(
    _deck: Deck, fact: Fact, documents: Mapping[str, Document]
) -> Iterator[Problem]:
    """The words that a fact cites stand in one place only.

    Why:  Of two places, a reader cannot know which one is meant.
    Bad:  words: Microsoft
    Good: words: Microsoft announced a $1 billion investment
    Mend: cite more words, or say where they stand: `at: 4`.
    Waive: where each of the places supports the fact.
    Severity: warning
    """
    for piece in fact.sources:
        document = documents.get(piece.source)
        if document is None or piece.words is None or (piece.at or 0) > len(document.paragraphs):
            continue
        count = _count(piece, piece.words, document)
        if count > 1:
            yield Problem(
                piece.words.where,
                "anchor-ambiguous",
                f"the words '{piece.words}' stand there {count} times",
                "cite more words, or give the paragraph as 'at: ...'",
                Severity.WARNING,
                culprit=piece.words,
                about=(fact.id.where,),
            )


_OF_A_FACT = (check_quote, check_anchor, check_single_place)


def needs_documents(deck: Deck, documents: Mapping[str, Document]) -> frozenset[str]:
    """Name the rules of which nothing can be known, since a document is not at hand."""
    if all(source.id in documents for source in deck.sources.values() if source.file):
        return frozenset()
    return frozenset({"anchor-ambiguous", "source-unread"})


def _count(piece: Evidence, words: Text, document: Document) -> int:
    """Count how often the words stand at their place, or in the document where there is none."""
    total = len(document.paragraphs)
    places = [piece.at] if piece.at is not None else range(1, total + 1)
    pattern = re.compile(rf"(?<!\w){re.escape(fold(words))}(?!\w)")
    return sum(len(pattern.findall(fold(document.paragraphs[place - 1]))) for place in places)


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
