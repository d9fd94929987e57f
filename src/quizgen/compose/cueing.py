"""Cueing: facts that no paper asks about at once, since one question helps with another."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.compose.pairs import find_pairs
from quizgen.compose.telling import Teller
from quizgen.model import SET_FORMS, CueingPair, Deck, Question, plain


def list_cueing_pairs(deck: Deck, questions: Sequence[Question]) -> tuple[CueingPair, ...]:
    """List pairs of facts that are kept apart, each once and with the first questions that clash.

    In the order of the questions; a pair that clashes by several rules is listed for each.
    """
    asked = [question for question in questions if question.form not in SET_FORMS]
    teller = Teller(deck)
    tellings = [teller.of_question(question) for question in asked]
    pairs: dict[tuple[str, str, str], CueingPair] = {}
    for one, other, rule in sorted(find_pairs(tellings)):
        first, second = sorted((asked[one], asked[other]), key=lambda each: each.fact)
        pairs.setdefault(
            (first.fact, second.fact, rule),
            CueingPair(
                rule, (first.fact, second.fact), (plain(first.prompt), plain(second.prompt))
            ),
        )
    return tuple(pairs.values())
