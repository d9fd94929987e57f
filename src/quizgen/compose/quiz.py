"""Compose: a quiz from questions and a plan; all that chance decides is decided here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from quizgen.compose.cut_out import cut_cards
from quizgen.compose.papers import lay_out_papers
from quizgen.compose.select import select_questions
from quizgen.compose.study import choose_facts
from quizgen.compose.telling import Teller
from quizgen.model import (
    CODE_LENGTH,
    CODE_LETTERS,
    Deck,
    Plan,
    Question,
    Quiz,
    Told,
    content_of,
)
from quizgen.problems import Problem, has_errors


def compose_quiz(
    deck: Deck,
    questions: Sequence[Question],
    plan: Plan,
    told: Sequence[Told] = (),
    *,
    teller: Teller | None = None,
) -> tuple[Quiz | None, list[Problem]]:
    """Select by the plan and lay out its versions; None, and what is missing, if it cannot be.

    The same questions, plan and seed give the same quiz. Versions hold the same questions, in
    another order of their own and of options without a natural one; parallel ones hold others.
    `told` are the facts (`tell_facts`), which only study sheets need; a `teller` of the deck, kept
    for its other plans, spares it work.

    >>> from quizgen import ask_questions, load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> questions, _ = ask_questions(deck)
    >>> quiz, problems = compose_quiz(deck, questions, deck.plans[0])
    >>> [paper.letter for paper in quiz.papers], problems
    (['A', 'B'], [])
    """
    selections, problems = select_questions(deck, questions, plan, teller)
    if problems:
        return None, problems
    papers = lay_out_papers(plan, selections)
    cut_out, unfit = cut_cards(questions, plan, plan.words or deck.words)
    study, missing = choose_facts(told, plan, papers)
    problems = [*unfit, *missing]
    if has_errors(problems):
        return None, problems
    quiz = Quiz(
        id=plan.id,
        deck_id=deck.id,
        title=plan.title,
        deck_title=deck.title,
        language=deck.words.language,
        instructions=plan.instructions,
        paper=plan.paper,
        profiles=plan.profiles,
        words=plan.words or deck.words,
        papers=papers,
        code="",
        answer_sheet=plan.answer_sheet,
        practice=plan.practice,
        cut_out=cut_out,
        study=study,
    )
    return replace(quiz, code=_edition_code(quiz)), problems


def _edition_code(quiz: Quiz) -> str:
    """Hash all that paper and key say into six letters: same code, same content."""
    content = json.dumps(content_of(quiz), ensure_ascii=False, sort_keys=True)
    digest = int.from_bytes(sha256(content.encode()).digest())
    return "".join(CODE_LETTERS[digest >> 5 * i & 31] for i in range(CODE_LENGTH))
