"""Consequences: problems that another problem brings about, and that go with it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from quizgen.model import Deck
from quizgen.problems import Problem, Severity, Where

_OF_ONE_FACT = frozenset({"dispute-unscoped", "no-source", "undated"})
"""Rules that miss something in a fact, which may stand in what could not be read of it."""
_UNREAD = frozenset(
    {"empty-value", "missing-key", "unknown-key", "wrong-shape", "wrong-type", "yaml-comma"}
)


def leave_consequences(
    deck: Deck, slips: Sequence[Problem], others: Sequence[Problem]
) -> list[Problem]:
    """Leave out what is told with another problem: one slip is one problem.

    `slips` are those met in reading. A fact of which something could not be read lacks nothing
    for certain; rivals whose labels differ are told as a conflict; and facts that a prompt cannot
    tell apart are not told to make the same card, too.
    """
    owner = _Owners(deck)
    errors = [p for p in slips if p.severity is Severity.ERROR and p.rule in _UNREAD]
    torn = {owner.of(problem.where) for problem in errors} - {None}
    ambiguous = {problem.where for problem in others if problem.rule == "ambiguous-prompt"}
    conflicts = [problem for problem in others if problem.rule == "source-conflict"]
    in_conflict = {where for each in conflicts for where in (each.where, *each.related)}

    def follows(problem: Problem) -> bool:
        if problem.rule == "duplicate-card":
            return problem.where in ambiguous
        if problem.rule == "dispute-alone":
            return not in_conflict.isdisjoint(problem.about)
        return problem.rule in _OF_ONE_FACT and bool(torn) and owner.of(problem.where) in torn

    return [problem for problem in others if not follows(problem)]


class _Owners:
    """Knows in which fact a place lies: the last that begins before it in its file."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._starts: dict[str, list[Where]] | None = None

    def of(self, where: Where) -> Where | None:
        """Give the place at which the fact begins; None before the first."""
        if self._starts is None:  # a deck without slips is not walked
            found: defaultdict[str, list[Where]] = defaultdict(list)
            for fact in self._deck.facts:
                found[fact.id.file].append(fact.id.where)
            self._starts = {file: sorted(places) for file, places in found.items()}
        places = self._starts.get(where.file, [])
        index = bisect_right(places, where) - 1
        return places[index] if index >= 0 else None
