"""Evidence: what of a deck's facts stands in the documents that they cite."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.check.anchors import FACT_CHECKS, Library, find_anchor
from quizgen.check.coverage import check_cited, check_left_out, check_untold
from quizgen.check.reading import Reading
from quizgen.check.support import index_names
from quizgen.model import Deck, Document, Fact, Source
from quizgen.problems import Problem, Severity, sort_problems


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """How many facts of a deck have evidence verified, cited by hand only, or none at all.

    `unread`: the document was not at hand, so nothing can be said; `wrong`: it says otherwise.
    `origins` are the originals that several sources rest on: those confirm nothing twice.
    """

    verified: int = 0
    by_hand: int = 0
    inferred: int = 0
    unread: int = 0
    missing: int = 0
    wrong: int = 0
    origins: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def stated(self) -> dict[str, int]:
        """The counts that are not zero, by what they count."""
        counts = {
            "verified in the documents": self.verified,
            "not verified (no document at hand: use --sources)": self.unread,
            "inferred": self.inferred,
            "cited without words": self.by_hand,
            "without a source": self.missing,
            "not as cited": self.wrong,
        }
        return {label: count for label, count in counts.items() if count}


def check_evidence(
    deck: Deck, documents: Mapping[str, Document]
) -> tuple[EvidenceCount, list[Problem]]:
    """Verify each cited passage against its document; count the facts by what was found."""
    readings = {source: Reading(document) for source, document in documents.items()}
    library = Library(readings, index_names(deck))
    problems = [problem for check in SOURCE_CHECKS for problem in check(deck, library)]
    counts: Counter[str] = Counter()
    checks = FACT_CHECKS if readings else ()  # without a document nothing can be said
    for fact in deck.facts:
        found = [problem for check in checks for problem in check(deck, fact, library)]
        problems += found
        wrong = any(problem.severity is Severity.ERROR for problem in found)
        counts["wrong" if wrong else _state(fact, readings)] += 1
    return EvidenceCount(**counts, origins=tuple(_origins(deck.sources))), sort_problems(problems)


def needs_documents(deck: Deck, documents: Mapping[str, Document]) -> frozenset[str]:
    """Name the rules of which nothing can be known, since a document is not at hand."""
    if all(source.id in documents for source in deck.sources.values() if source.file):
        return frozenset()
    return frozenset(
        ("anchor-ambiguous", "anchor-elsewhere", "answer-not-in-evidence", "source-unread")
    )


def check_unread(deck: Deck, library: Library) -> Iterator[Problem]:
    """The document of every source lies in the folder given by --sources.

    Why:  What rests on a document that is not there cannot be verified.
    Bad:  file: nyt.txt, where there is no such file
    Good: file: nyt-story.txt
    Mend: put the document there, or write its name as it is there.
    Waive: for a document that cannot be had.
    Severity: warning
    """
    for source in deck.sources.values():
        if source.file and source.id not in library.readings:
            yield Problem(
                source.id.where,
                "source-unread",
                f"the document '{source.file}' of source '{source.id}' is not there",
                "put it into the folder given by --sources",
                Severity.WARNING,
                culprit=source.id,
            )


def check_changed(deck: Deck, library: Library) -> Iterator[Problem]:
    """A document is, to the byte, the one that was cited.

    Why:  A page that was edited may no longer say what the facts say it does.
    Bad:  sha256: that of last year's page
    Good: sha256: that of the page whose words were verified
    Mend: verify the facts that cite it with --sources, then write the new sha256 that the message
          gives.
    """
    for source in deck.sources.values():
        reading = library.readings.get(source.id)
        if reading is not None and source.sha256 not in ("", reading.document.sha256):
            cited = [
                bool(find_anchor(piece, piece.words, reading))
                for fact in deck.facts
                for piece in fact.sources
                if piece.source == source.id and piece.words is not None
            ]
            yield Problem(
                source.id.where,
                "source-changed",
                f"the document '{source.file}' is not the one that was cited; {sum(cited)} of "
                f"{len(cited)} passages cited stand in it",
                f"verify its facts, then write sha256: {reading.document.sha256}",
                culprit=source.id,
            )


SOURCE_CHECKS: Sequence[Callable[[Deck, Library], Iterator[Problem]]] = (
    check_unread,
    check_changed,
    check_left_out,
    check_cited,
    check_untold,
)
"""Rules over the documents, and what the deck makes of them."""


def _origins(sources: Mapping[str, Source]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each original that more than one source goes back to, itself included."""
    by_origin: defaultdict[str, list[str]] = defaultdict(list)
    for source in sources.values():
        origin = source.rests_on or (source.id if _is_origin(source.id, sources) else "")
        if origin:
            by_origin[origin].append(str(source.id))
    for origin, resting in by_origin.items():
        if len(resting) > 1:
            yield origin, tuple(resting)


def _is_origin(name: str, sources: Mapping[str, Source]) -> bool:
    return any(source.rests_on == name for source in sources.values())


def _state(fact: Fact, readings: Mapping[str, Reading]) -> str:
    pieces = fact.sources
    if not pieces:
        return "missing"
    if any(piece.inferred for piece in pieces):
        return "inferred"
    cited = [piece for piece in pieces if piece.words is not None]
    if cited:
        return "verified" if all(piece.source in readings for piece in cited) else "unread"
    return "by_hand"
