"""Papers: versions that lie side by side on two desks help nobody."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import comb

import pytest
from conftest import ROOT

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.model import Part


def alike(one: Part, other: Part) -> int:
    """Count the numbers under which two versions ask the same."""
    return sum(
        (mine.question.id, {*mine.facts}) == (theirs.question.id, {*theirs.facts})
        for mine, theirs in zip(one.items, other.items, strict=True)
    )


def must_be_alike(items: int, versions: int) -> int:
    """Count the pairs of versions that are alike under a number, however questions change places.

    Under each number stand so many questions in turn, each as often as others or once more.
    """
    least, more = divmod(versions, items)
    return items * (more * comb(least + 1, 2) + (items - more) * comb(least, 2))


@pytest.mark.parametrize("versions", [2, 4, 7])
@pytest.mark.parametrize("name", ["planets.yaml", "elements", "microsoft-openai"])
def test_questions_change_their_number_from_version_to_version(name: str, versions: int) -> None:
    deck, _ = load_deck(ROOT / "decks" / name)
    questions, _ = ask_questions(deck)
    for plan in (each for each in deck.plans if each.sections):
        for seed in (plan.seed, plan.seed + 1):
            quiz, _ = compose_quiz(deck, questions, replace(plan, versions=versions, seed=seed))
            assert quiz is not None
            for parts in zip(*(paper.parts for paper in quiz.papers), strict=True):
                found = sum(alike(*pair) for pair in combinations(parts, 2))
                assert found == must_be_alike(len(parts[0].items), versions)
