"""Check: rules over a deck, its questions and its evidence; each explains itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quizgen.check.evidence import EvidenceCount, check_evidence
from quizgen.check.facts import check_alias, check_dispute, check_long_anchor, check_source
from quizgen.check.plans import check_selection
from quizgen.check.questions import check_ambiguous, check_leak
from quizgen.check.templates import check_residue
from quizgen.model import Deck, Question
from quizgen.problems import Problem, sort_problems

DECK_CHECKS: tuple[Callable[[Deck], Iterator[Problem]], ...] = (
    check_source,
    check_long_anchor,
    check_dispute,
    check_alias,
    check_selection,
)
"""Rules over the deck alone."""

QUESTION_CHECKS: tuple[Callable[[Deck, Sequence[Question]], Iterator[Problem]], ...] = (
    check_ambiguous,
    check_leak,
    check_residue,
)
"""Rules over the questions asked of it."""


def check_deck(deck: Deck) -> list[Problem]:
    """Run all rules that need no questions."""
    return sort_problems(problem for check in DECK_CHECKS for problem in check(deck))


def check_questions(deck: Deck, questions: Sequence[Question]) -> list[Problem]:
    """Run all rules over the questions of a deck."""
    return sort_problems(problem for check in QUESTION_CHECKS for problem in check(deck, questions))


__all__ = [
    "DECK_CHECKS",
    "QUESTION_CHECKS",
    "EvidenceCount",
    "check_deck",
    "check_evidence",
    "check_questions",
]
