"""Excluded: what the editions asked that a plan names, so that it is not asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from quizgen.load.edition import edition_folder, read_edition
from quizgen.load.shape import Shape
from quizgen.model import Plan, Text
from quizgen.problems import meant


def read_excluded(shape: Shape, path: Path, plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """Give plans the facts that the editions asked about which they exclude."""
    read: dict[str, frozenset[str]] = {}
    return tuple(_read_plan(shape, edition_folder(path), plan, read) for plan in plans)


def _read_plan(shape: Shape, folder: Path, plan: Plan, read: dict[str, frozenset[str]]) -> Plan:
    for code in plan.blueprint.exclude:
        if code not in read:
            read[code] = _read_facts(shape, folder, code)
    facts = frozenset(fact for code in plan.blueprint.exclude for fact in read[code])
    return replace(plan, blueprint=replace(plan.blueprint, excluded=facts)) if facts else plan


def _read_facts(shape: Shape, folder: Path, code: Text) -> frozenset[str]:
    """Read which facts an edition asked about; report one that is not kept, or damaged."""
    file = folder / f"{code.upper()}.json"
    if not file.is_file():
        known = sorted(each.stem for each in folder.glob("*.json"))
        shape.slip(
            code.where,
            "unknown-edition",
            f"no edition '{code}' is kept in '{folder.name}'",
            meant(code, known) or "print it with 'quizgen quiz', which keeps it, or remove it",
            culprit=code,
        )
        return frozenset()
    quiz, problems = read_edition(file)
    shape.problems += problems
    papers = () if quiz is None else quiz.papers
    return frozenset(fact for paper in papers for item in paper.items for fact in item.facts)
