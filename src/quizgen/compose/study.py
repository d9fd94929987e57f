"""Study: which facts a sheet tells that learners have before the quiz."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quizgen.model import MatchTask, OrderTask, Paper, Plan, StudyPlan, StudyTable, Told
from quizgen.problems import Problem


def choose_facts(
    told: Sequence[Told], plan: Plan, papers: Sequence[Paper]
) -> tuple[tuple[StudyTable, ...], list[Problem]]:
    """Give the facts that a plan wants told, a table a kind, in the deck's order."""
    wanted = plan.study
    if wanted is None:
        return (), []
    chosen = [fact for fact in told if _is_wanted(fact, wanted)]
    if wanted.asked:
        asked = set(_facts_of(papers))
        chosen = [fact for fact in chosen if fact.fact in asked]
    if not chosen:
        return (), [_none(plan, wanted)]
    kinds = dict.fromkeys(fact.kind for fact in chosen)
    return tuple(_tabulate(kind, [f for f in chosen if f.kind == kind]) for kind in kinds), []


def _is_wanted(fact: Told, wanted: StudyPlan) -> bool:
    selection = wanted.selection
    return selection.has_kind(fact.kind) and selection.has_fact(
        fact.fact, fact.topic, fact.difficulty
    )


def _facts_of(papers: Iterable[Paper]) -> Iterator[str]:
    """Name the facts that papers ask about."""
    for paper in papers:
        for part in paper.parts:
            for item in part.items:
                match item.task:
                    case MatchTask(entries) | OrderTask(entries):
                        yield from (entry.fact for entry in entries)
                    case _:
                        yield item.question.fact


def _tabulate(kind: str, facts: Sequence[Told]) -> StudyTable:
    fields = dict.fromkeys(field for fact in facts for field in fact.fields)
    return StudyTable(kind, tuple(fields), tuple(facts))


def _none(plan: Plan, wanted: StudyPlan) -> Problem:
    names = wanted.selection.names
    whence = f" from {', '.join(names)}" if names else ""
    return Problem(
        wanted.where,
        "too-few-questions",
        f"quiz '{plan.id}' wants a study sheet of facts{whence}; there are none",
        "widen 'from', or add facts",
    )
