"""Counting: prove that numbers contradict each other, by linear inequalities over sorts of facts.

Facts that sections, topics, levels, templates and subjects treat alike are one sort, whose number
counts. The inequalities have no solution, in fractions even, exactly if some of them, each taken
so many times, sum to an absurd one: these are the proof.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from quizgen.compose.candidates import Traits
from quizgen.compose.drafts import NO_LIMIT, Puzzle

PIVOTS = 2_000
"""Steps before it is left open whether the inequalities have a solution."""


class AtMost(NamedTuple):
    """An inequality: the parts, each so many times, sum to `most` or less."""

    parts: Mapping[int, int]
    most: int


def is_absurd(inequalities: Sequence[AtMost], unknowns: int) -> bool:
    """Tell whether inequalities over numbers from 0 on have no solution in fractions.

    The simplex method by Bland's rule: each inequality's slack is written by the unknowns, and
    while one is below 0, it changes places with one that can raise it. One that none can raise
    proves the absurdity.
    """
    rows = {
        unknowns + i: (Fraction(most), {part: Fraction(-times) for part, times in parts.items()})
        for i, (parts, most) in enumerate(inequalities)
    }
    for _ in range(PIVOTS):
        short = min((name for name, (value, _) in rows.items() if value < 0), default=None)
        if short is None:
            return False
        _, parts = rows[short]
        helper = min((name for name, times in parts.items() if times > 0), default=None)
        if helper is None:
            return True
        _exchange(rows, short, helper)
    return False


Row = tuple[Fraction, dict[int, Fraction]]


def _exchange(rows: dict[int, Row], leaving: int, entering: int) -> None:
    """Write an unknown by the slack that takes its place, in every row."""
    value, parts = rows.pop(leaving)
    pivot = parts.pop(entering)
    new = {name: -times / pivot for name, times in parts.items()}
    new[leaving] = 1 / pivot
    constant = -value / pivot
    for name, (other_value, other) in rows.items():
        times = other.pop(entering, None)
        if times is None:
            continue
        for part, share in new.items():
            total = other.get(part, Fraction(0)) + times * share
            if total:
                other[part] = total
            else:
                other.pop(part, None)
        rows[name] = (other_value + times * constant, other)
    rows[entering] = (constant, new)


class _Unknown(NamedTuple):
    """How many facts of a sort serve a section by a template, `words` or more to read each."""

    sort: int
    section: int
    traits: Traits
    words: int


def contradicts_itself(puzzle: Puzzle) -> bool:
    """Tell whether a puzzle's numbers leave no solution, whoever is whose enemy."""
    sizes, unknowns = _sort_facts(puzzle)
    return is_absurd(list(_inequalities(puzzle, sizes, unknowns)), len(unknowns))


def _sort_facts(puzzle: Puzzle) -> tuple[list[int], list[_Unknown]]:
    """Give the sizes of the sorts, and the unknowns."""
    limits = puzzle.limits
    uses: defaultdict[str, dict[tuple[int, str], Traits]] = defaultdict(dict)
    for i, offer in enumerate(puzzle.offers):
        for each in offer:
            traits = each.traits
            if any(held.facts[traits.fact] for held in puzzle.held):
                continue
            template = traits.template if limits.template_most < NO_LIMIT else ""
            known = uses[traits.fact].get((i, template))
            if known is None or traits.words < known.words:
                uses[traits.fact][(i, template)] = traits
    sorts: defaultdict[object, list[dict[tuple[int, str], Traits]]] = defaultdict(list)
    for by_use in uses.values():
        traits = next(iter(by_use.values()))
        subject = traits.subject if limits.subject_most < NO_LIMIT else ""
        sorts[(traits.topic, traits.level, subject, frozenset(by_use))].append(by_use)
    unknowns = [
        _Unknown(number, section, traits, min(each[(section, template)].words for each in alike))
        for number, alike in enumerate(sorts.values())
        for (section, template), traits in alike[0].items()
    ]
    return [len(alike) for alike in sorts.values()], unknowns


def _inequalities(
    puzzle: Puzzle, sizes: Sequence[int], unknowns: Sequence[_Unknown]
) -> Iterator[AtMost]:
    """Write down what all versions together demand."""
    limits, versions, held = puzzle.limits, puzzle.versions, puzzle.held
    again = puzzle.overlap * versions * (versions - 1) // 2  # uses of facts used before
    by_sort = _group(unknowns, lambda each: str(each.sort))
    for sort, size in enumerate(sizes):
        yield AtMost(by_sort[str(sort)], size + again)
    by_section = _group(unknowns, lambda each: str(each.section))
    for i, (least, most) in enumerate(zip(puzzle.least, puzzle.counts, strict=True)):
        yield from _between(by_section.get(str(i), {}), versions * least, versions * most)
    for bounds, counted, of in (
        (limits.topics, [tally.topics for tally in held], _topic),
        (limits.levels, [tally.levels for tally in held], _level),
    ):
        groups = _group(unknowns, of)
        for name, (least, most) in bounds.items():
            spent = sum(counts[name] for counts in counted)
            parts = groups.get(name, {})
            yield from _between(parts, versions * least - spent, versions * most - spent)
    for limit, counted, of in (
        (limits.template_most, [tally.templates for tally in held], _template),
        (limits.subject_most, [tally.subjects for tally in held], _subject),
    ):
        for name, parts in _group(unknowns, of).items() if limit < NO_LIMIT else ():
            if name:
                yield AtMost(parts, versions * limit - sum(counts[name] for counts in counted))
    if limits.words_most < NO_LIMIT:
        words = {i: each.words for i, each in enumerate(unknowns)}
        yield AtMost(words, versions * limits.words_most - sum(tally.words for tally in held))


def _topic(unknown: _Unknown) -> str:
    return unknown.traits.topic


def _level(unknown: _Unknown) -> str:
    return unknown.traits.level


def _template(unknown: _Unknown) -> str:
    return unknown.traits.template


def _subject(unknown: _Unknown) -> str:
    return unknown.traits.subject


def _group(
    unknowns: Sequence[_Unknown], name: Callable[[_Unknown], str]
) -> dict[str, dict[int, int]]:
    """Give by name which unknowns bear it, each taken once."""
    groups: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for i, unknown in enumerate(unknowns):
        groups[name(unknown)][i] = 1
    return dict(groups)


def _between(parts: Mapping[int, int], least: int, most: int) -> Iterator[AtMost]:
    if least > 0:
        yield AtMost({part: -times for part, times in parts.items()}, -least)
    if most < NO_LIMIT:
        yield AtMost(parts, most)
