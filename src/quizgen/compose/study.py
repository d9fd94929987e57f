"""Study: which facts a sheet tells that learners have before the quiz."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.model import Paper, Plan, StudyPlan, StudyTable, Told
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
        asked = {fact for paper in papers for item in paper.items for fact in item.facts}
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


def _tabulate(kind: str, facts: Sequence[Told]) -> StudyTable:
    fields = dict.fromkeys(field for fact in facts for field in fact.fields)
    return StudyTable(kind, tuple(fields), tuple(facts))


def _none(plan: Plan, wanted: StudyPlan) -> Problem:
    if wanted.asked and not plan.sections:
        slip = f"the study sheet of quiz '{plan.id}' tells what it asks, and it asks nothing"
        mend = "write sections, or choose facts, as in study: {from: {topic: [money]}}"
        return Problem(wanted.where, "too-few-questions", slip, mend)
    names = wanted.selection.names
    whence = f" from {', '.join(names)}" if names else ""
    return Problem(
        wanted.where,
        "too-few-questions",
        f"quiz '{plan.id}' wants a study sheet of facts{whence}; there are none",
        "widen 'from', or add facts",
    )
