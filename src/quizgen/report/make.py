"""Make: a report of a deck from what loading, asking, composing and checking found."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from quizgen.model import (
    Bar,
    Chart,
    Coverage,
    CueingPair,
    Deck,
    FactLine,
    Finding,
    Offered,
    Question,
    Quiz,
    Report,
    WaiverLine,
)
from quizgen.problems import Problem, Severity, Where, inflect
from quizgen.report.attacks import attack_options
from quizgen.report.charts import chart_deck, chart_evidence, chart_papers

MANY = 30
"""So many choice questions, or nothing that an attack finds is more than luck."""


def make_report(
    deck: Deck,
    questions: Sequence[Question],
    quizzes: Sequence[Quiz],
    *,
    problems: Sequence[Problem],
    evidence: Mapping[str, int],
    coverage: Sequence[Coverage],
    waivers: Sequence[WaiverLine],
    bank: Sequence[Offered],
    cueing: Sequence[CueingPair],
) -> Report:
    """Sum a deck up; the biggest problems come first.

    `evidence` counts facts by what is known of theirs; `bank` are the deck's choice questions as
    they are drawn, `cueing` are the pairs of facts that no paper asks about at once.
    """
    findings = _find(deck, problems)
    facts = tuple(_list_facts(deck, questions, findings))
    return Report(
        deck_id=deck.id,
        title=deck.title,
        totals=_totals(deck, questions, quizzes),
        findings=findings,
        charts=(*chart_deck(deck, questions), *_evidence(evidence)),
        fairness=tuple(chart_papers(quizzes, bank)),
        attacks=attack_options(bank) if len(bank) >= MANY else (),
        cueing=tuple(cueing),
        coverage=tuple(coverage),
        waivers=tuple(waivers),
        facts=facts,
    )


def _totals(deck: Deck, questions: Sequence[Question], quizzes: Sequence[Quiz]) -> tuple[Bar, ...]:
    live = sum(not fact.retired for fact in deck.facts)
    counts = {
        "fact": live,
        "retired fact": len(deck.facts) - live,
        "kind": len(deck.kinds),
        "source": len(deck.sources),
        "question": len(questions),
        "quiz": len(quizzes),
    }
    return tuple(Bar(inflect(noun, count), count) for noun, count in counts.items() if count)


def _evidence(counts: Mapping[str, int]) -> Iterator[Chart]:
    if any(counts.values()):
        yield chart_evidence(counts)


def _find(deck: Deck, problems: Sequence[Problem]) -> tuple[Finding, ...]:
    """Order problems: errors first, then what is found most often; each with its fact."""
    often = Counter(problem.rule for problem in problems)
    starts = _fact_starts(deck)
    ordered = sorted(
        problems,
        key=lambda each: (
            each.severity is not Severity.ERROR, -often[each.rule], each.rule, each.where
        ),
    )  # fmt: skip
    return tuple(Finding(problem, _fact_at(starts, problem.where)) for problem in ordered)


def _fact_starts(deck: Deck) -> Mapping[str, Sequence[tuple[int, str]]]:
    """Give by file the lines at which facts begin."""
    starts: dict[str, list[tuple[int, str]]] = {}
    for fact in deck.facts:
        starts.setdefault(fact.id.file, []).append((fact.id.line, str(fact.id)))
    return {file: sorted(lines) for file, lines in starts.items()}


def _fact_at(starts: Mapping[str, Sequence[tuple[int, str]]], where: Where) -> str:
    """Give the fact in which a place stands; nothing before the first fact of its file."""
    lines = starts.get(where.file, ())
    before = bisect_right(lines, where.line, key=lambda start: start[0])
    return lines[before - 1][1] if before else ""


def _list_facts(
    deck: Deck, questions: Sequence[Question], findings: Sequence[Finding]
) -> Iterator[FactLine]:
    asked = Counter(question.fact for question in questions)
    told = Counter(finding.fact for finding in findings)
    for fact in deck.facts:
        yield FactLine(
            id=str(fact.id),
            kind=fact.kind,
            topic=str(fact.topic or ""),
            place=f"{fact.id.file}:{fact.id.line}",
            sources=tuple(dict.fromkeys(str(piece.source) for piece in fact.sources)),
            questions=asked[fact.id],
            problems=told[str(fact.id)],
        )
