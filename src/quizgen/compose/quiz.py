"""Compose: a quiz from questions and a plan; all that chance decides is decided here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import chain, cycle
from string import ascii_uppercase

from quizgen.compose.bank import lay_out_bank
from quizgen.compose.cut_out import cut_cards
from quizgen.compose.lots import Lots
from quizgen.compose.select import select_questions
from quizgen.compose.study import choose_facts
from quizgen.compose.tasks import draw_task, item_name
from quizgen.compose.telling import Teller
from quizgen.model import (
    CODE_LENGTH,
    CODE_LETTERS,
    Asked,
    Deck,
    Item,
    Paper,
    Part,
    Plan,
    Question,
    Quiz,
    Told,
    content_of,
    find_key_runs,
)
from quizgen.problems import Problem, has_errors

REDRAWS = 20
"""Draws of a paper's order; what natural orders force is told by a rule."""


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
    letters = ascii_uppercase[: plan.versions] if plan.versions > 1 else ("",)
    by_letter = zip(letters, cycle(selections), strict=False)
    papers = tuple(_draw_paper(plan, each, letter) for letter, each in by_letter if each)
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


def _draw_paper(plan: Plan, selected: Sequence[Sequence[Question]], letter: str) -> Paper:
    """Lay a version out, anew where right answers show a pattern that chance seldom makes."""
    first = _lay_out(plan, selected, letter, letter)
    again = (_lay_out(plan, selected, letter, f"{letter}~{i}") for i in range(1, REDRAWS))
    return next((paper for paper in chain([first], again) if not find_key_runs(paper)), first)


def _lay_out(
    plan: Plan, selected: Sequence[Sequence[Question]], letter: str, version: str
) -> Paper:
    """Draw the order of questions and options; `version` tells this draw from others."""
    lots = Lots(plan.seed)
    parts: list[Part] = []
    number = 1
    for i, (section, questions) in enumerate(zip(plan.sections, selected, strict=True)):
        true = _true_ones(questions, lots)
        items = []
        for question in lots.shuffle(questions, item_name, "paper", version, i):
            prompt, task = draw_task(question, lots, true=question.id in true, version=version)
            items.append(Item(number, _asked(question), prompt, task, section.space_of(question)))
            number += 1
        bank = lay_out_bank(questions, lots, version, i) if section.bank else ()
        parts.append(
            Part(section.form, section.title, section.points, tuple(items), bank, section.columns)
        )
    return Paper(letter, tuple(parts))


def _asked(question: Question) -> Asked:
    """Keep of a question what paper and key say of it."""
    return Asked(
        id=question.id,
        fact=question.fact,
        template=question.template,
        form=question.form,
        scope=question.scope,
        topic=question.topic,
        note=question.note,
        sources=question.sources,
    )


def _true_ones(questions: Sequence[Question], lots: Lots) -> set[str]:
    """Draw the half of a section's statements that stay true, one more or less if odd."""
    order = lots.shuffle((question.id for question in questions), str, "true")
    half = (len(order) + lots.pick(2, "true", *order[:1])) // 2
    return set(order[:half])


def _edition_code(quiz: Quiz) -> str:
    """Hash all that paper and key say into six letters: same code, same content."""
    content = json.dumps(content_of(quiz), ensure_ascii=False, sort_keys=True)
    digest = int.from_bytes(sha256(content.encode()).digest())
    return "".join(CODE_LETTERS[digest >> 5 * i & 31] for i in range(CODE_LENGTH))
