"""Compose: a quiz from questions and a plan; all that chance decides is decided here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from string import ascii_uppercase
from typing import assert_never

from quizgen.compose.bank import lay_out_bank
from quizgen.compose.cut_out import cut_cards
from quizgen.compose.lots import Lots
from quizgen.compose.select import select_questions
from quizgen.compose.study import choose_facts
from quizgen.compose.tasks import draw_task, item_name
from quizgen.model import (
    ChoiceTask,
    CutOut,
    Deck,
    GapTask,
    Item,
    MatchTask,
    OrderTask,
    Paper,
    Part,
    Plan,
    Question,
    Quiz,
    RecallTask,
    SelectTask,
    StudyTable,
    Task,
    Told,
    TrueFalseTask,
    exact,
)
from quizgen.problems import Problem, has_errors

_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters of an edition's code: none that a reader takes for another."""


def compose_quiz(
    deck: Deck, questions: Sequence[Question], plan: Plan, told: Sequence[Told] = ()
) -> tuple[Quiz | None, list[Problem]]:
    """Select by the plan and lay out its versions; None, and what is missing, if it cannot be.

    The same questions, plan and seed give the same quiz. Versions hold the same questions;
    their order, and that of options without a natural one, differs. `told` are the facts
    (`tell_facts`), which only study sheets need.

    >>> from quizgen import ask_questions, load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> questions, _ = ask_questions(deck)
    >>> quiz, problems = compose_quiz(deck, questions, deck.plans[0])
    >>> [paper.letter for paper in quiz.papers], problems
    (['A', 'B'], [])
    """
    selected, problems = select_questions(questions, plan)
    if problems:
        return None, problems
    letters = ascii_uppercase[: plan.versions] if plan.versions > 1 else ("",)
    papers = tuple(_lay_out(plan, selected, letter) for letter in letters if selected)
    cut_out, unfit = cut_cards(questions, plan, deck.words)
    study, missing = choose_facts(told, plan, papers)
    problems = [*unfit, *missing]
    if has_errors(problems):
        return None, problems
    quiz = Quiz(
        id=plan.id,
        title=plan.title,
        deck_title=deck.title,
        instructions=plan.instructions,
        paper=plan.paper,
        profiles=plan.profiles,
        words=deck.words,
        papers=papers,
        code=_edition_code(plan, papers, cut_out, study),
        answer_sheet=plan.answer_sheet,
        cut_out=cut_out,
        study=study,
    )
    return quiz, problems


def _lay_out(plan: Plan, selected: Sequence[Sequence[Question]], letter: str) -> Paper:
    lots = Lots(plan.seed)
    parts: list[Part] = []
    number = 1
    for i, (section, questions) in enumerate(zip(plan.sections, selected, strict=True)):
        true = _true_ones(questions, lots)
        items = []
        for question in lots.shuffle(questions, item_name, "paper", letter, i):
            prompt, task = draw_task(question, lots, true=question.id in true, version=letter)
            items.append(Item(number, question, prompt, task))
            number += 1
        bank = lay_out_bank(questions, lots, letter, i) if section.bank else ()
        parts.append(
            Part(section.form, section.title, section.points, section.space, tuple(items), bank)
        )
    return Paper(letter, tuple(parts))


def _true_ones(questions: Sequence[Question], lots: Lots) -> set[str]:
    """Draw the half of a section's statements that stay true, one more or less if odd."""
    order = lots.shuffle((question.id for question in questions), str, "true")
    half = (len(order) + lots.pick(2, "true", *order[:1])) // 2
    return set(order[:half])


def _edition_code(
    plan: Plan, papers: Sequence[Paper], cut_out: CutOut | None, study: Sequence[StudyTable]
) -> str:
    """Hash all that is printed into six letters: same code, same paper."""
    content = [plan.title, plan.instructions, plan.paper]
    for paper in papers:
        content.append(paper.letter)
        for part in paper.parts:
            content += [part.form, part.title, str(part.points), part.space]
            content += [exact(word) for word in part.bank]
            for item in part.items:
                content += [item.question.id, item.question.scope, exact(item.prompt)]
                content += _drawn(item.task)
    for card in cut_out.cards if cut_out else ():
        content += [card.id, card.scope, exact(card.front), exact(card.back), card.note]
    for fact in (fact for table in study for fact in table.facts):
        content += [fact.fact, fact.scope, *map(exact, fact.fields.values())]
    digest = int.from_bytes(sha256(json.dumps(content).encode()).digest())
    return "".join(_CODE_LETTERS[digest >> 5 * i & 31] for i in range(6))


def _drawn(task: Task) -> list[str]:
    """Give what lots and facts decided of a task."""
    match task:
        case ChoiceTask(options) | SelectTask(options):
            return [exact(option.text) for option in options]
        case TrueFalseTask(true=true):
            return [str(true)]
        case GapTask(answer):
            return [answer]
        case RecallTask(answer):
            return [exact(answer)]
        case MatchTask(left, right):
            return [exact(each.text) for each in left] + [exact(each.answer) for each in right]
        case OrderTask(entries):
            return [exact(entry.text) for entry in entries]
        case unreachable:
            assert_never(unreachable)
