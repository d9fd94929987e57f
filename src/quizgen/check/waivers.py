"""Waivers: warnings that their author lets stand; the one place that drops any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from quizgen.model import Deck, Text
from quizgen.problems import Problem, Severity, Where, has_errors, meant


class Waiver(NamedTuple):
    """A rule that need not hold, and why: for the fact or template at `owner`, or for the deck.

    `used` counts the warnings it dropped.
    """

    rule: Text
    reason: Text
    owner: Where | None
    used: int = 0


def honour_waivers(
    deck: Deck,
    problems: Sequence[Problem],
    waivable: Mapping[str, bool],
    idle: Collection[str] = (),
) -> tuple[list[Problem], tuple[Waiver, ...]]:
    """Drop waived warnings, and report waivers that cannot be honoured or need not be.

    `waivable` knows every rule; `idle` are those that could not be checked this time, so that
    nothing is known of their waivers.
    """
    waivers = list(_collect(deck))
    honoured = {(w.owner, str(w.rule)): w for w in waivers if waivable.get(w.rule)}
    used: Counter[Where] = Counter()
    left: list[Problem] = []
    for problem in problems:
        owners = () if problem.severity is Severity.ERROR else (*problem.about, None)
        found = [honoured[o, problem.rule] for o in owners if (o, problem.rule) in honoured]
        if found:
            used[found[0].rule.where] += 1
        else:
            # One of `defaults` concerns many facts, and is told once if any does not waive it.
            left.append(replace(problem, about=()) if problem.about else problem)
    # A waiver of `defaults` lies under many facts too, and counts once.
    distinct = {w.rule.where: w._replace(used=used[w.rule.where]) for w in waivers}.values()
    left += [*check_waived_rule(distinct, waivable), *check_waivable(distinct, waivable)]
    if not has_errors(problems):  # an error hides what there would be to warn of
        left += check_unused(w for w in distinct if waivable.get(w.rule) and w.rule not in idle)
    return left, tuple(waiver for waiver in distinct if waiver.used)


def check_waived_rule(waivers: Iterable[Waiver], waivable: Mapping[str, bool]) -> Iterator[Problem]:
    """A waiver names a rule that there is.

    Why:  A slip in its name would waive nothing, and nobody would know.
    Bad:  waive: {no-sourse: everybody knows}
    Good: waive: {no-source: everybody knows}
    Mend: write the rule as the problem names it; 'quizgen rule' lists all.
    """
    for waiver in waivers:
        if waiver.rule not in waivable:
            yield Problem(
                waiver.rule.where,
                "unknown-rule",
                f"no rule is named '{waiver.rule}'",
                meant(waiver.rule, waivable),
                culprit=waiver.rule,
            )


def check_waivable(waivers: Iterable[Waiver], waivable: Mapping[str, bool]) -> Iterator[Problem]:
    """A waiver is for a warning whose page says that it may be waived.

    Why:  An error makes a question wrong, and no reason makes it right.
    Bad:  waive: {ambiguous-prompt: they will know}
    Good: waive: {no-source: everybody knows}
    Mend: mend what the rule complains of, and remove the waiver.
    """
    for waiver in waivers:
        if not waivable.get(waiver.rule, True):
            yield Problem(
                waiver.rule.where,
                "unwaivable-rule",
                f"the rule '{waiver.rule}' cannot be waived",
                f"mend what it complains of; see 'quizgen rule {waiver.rule}'",
                culprit=waiver.rule,
            )


def check_unused(waivers: Iterable[Waiver]) -> Iterator[Problem]:
    """A waiver waives something.

    Why:  What was mended may break again, and a waiver that was left behind would hide it.
    Bad:  gold: {symbol: Au, source: handbook, waive: {no-source: everybody knows}}
    Good: gold: {symbol: Au, source: handbook}
    Mend: remove the waiver.
    Severity: warning
    """
    for waiver in waivers:
        if not waiver.used:
            yield Problem(
                waiver.rule.where,
                "unused-waiver",
                f"nothing here breaks the rule '{waiver.rule}', so there is nothing to waive",
                "remove the waiver",
                Severity.WARNING,
                culprit=waiver.rule,
            )


def _collect(deck: Deck) -> Iterator[Waiver]:
    yield from _waivers(deck.waive, None)
    for kind in deck.kinds.values():
        for template in kind.templates:
            yield from _waivers(template.waive, template.id.where)
    for fact in deck.facts:
        if fact.waive:
            yield from _waivers(fact.waive, fact.id.where)
        for template in fact.templates:
            yield from _waivers(template.waive, template.id.where)


def _waivers(waive: Mapping[Text, Text], owner: Where | None) -> Iterator[Waiver]:
    return (Waiver(rule, reason, owner) for rule, reason in waive.items())
