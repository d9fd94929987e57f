"""Tasks: what of a question is printed: options and their order, the gap, true or false."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from quizgen.compose.lots import Lots
from quizgen.model import (
    Choice,
    ChoiceTask,
    Cloze,
    GapTask,
    Option,
    Question,
    Recall,
    RecallTask,
    Rich,
    Task,
    TrueFalse,
    TrueFalseTask,
    WrongAnswer,
    exact,
    plain,
)

OPTIONS = 4
"""Options of a choice: the key and three wrong answers; fewer where the facts give no more."""
BEST = 6
"""Wrong answers among which lots decide: the best ones, so that quality stays."""


def draw_task(question: Question, lots: Lots, *, true: bool, version: str) -> tuple[Rich, Task]:
    """Draw what is printed of a question; what is drawn holds for all versions.

    Only the order of options depends on the version. `true`: a statement stays true.
    """
    response = question.response
    match response:
        case Recall(answer, accepted):
            return question.prompt, RecallTask(answer, accepted)
        case Choice():
            return question.prompt, _draw_choice(question.id, response, lots, version)
        case Cloze(accepted=by_gap):
            numbers = sorted(by_gap)
            gap = numbers[lots.pick(len(numbers), question.id, "gap")]
            prompt = tuple(
                span if span.gap == gap else replace(span, gap=0, hint="")
                for span in question.prompt
            )
            hidden = dict.fromkeys(span.text for span in question.prompt if span.gap == gap)
            return prompt, GapTask(" / ".join(hidden), tuple(by_gap[gap]))
        case TrueFalse(falsehoods):
            if true:
                return question.prompt, TrueFalseTask(true=True)
            best = falsehoods[:BEST]
            chosen = best[lots.pick(len(best), question.id, "falsehood")]
            return chosen.statement, TrueFalseTask(
                true=False, correction=chosen.right, reason=chosen.reason
            )
        case unreachable:
            assert_never(unreachable)


def _draw_choice(question_id: str, choice: Choice, lots: Lots, version: str) -> ChoiceTask:
    wrong = _draw_wrong(question_id, choice, lots)
    options = [(choice.order, Option(choice.answer, right=True))]
    options += [(each.order, Option(each.text, right=False, reason=each.reason)) for each in wrong]
    in_order = [(order, option) for order, option in options if order is not None]
    if len(in_order) == len(options):
        in_order.sort(key=lambda pair: (pair[0], plain(pair[1].text)))
        return ChoiceTask(tuple(option for _, option in in_order))
    shuffled = lots.shuffle(
        (option for _, option in options), lambda option: exact(option.text),
        question_id, "order", version,
    )  # fmt: skip
    return ChoiceTask(tuple(shuffled))


def _draw_wrong(question_id: str, choice: Choice, lots: Lots) -> list[WrongAnswer]:
    """Draw the wrong answers; of numbers and dates, the key's rank first.

    Otherwise the middle option would be right too often.
    """
    count = min(OPTIONS - 1, len(choice.wrong))
    below = [wrong for wrong in choice.wrong if wrong.side < 0]
    above = [wrong for wrong in choice.wrong if wrong.side > 0]
    if len(below) + len(above) < len(choice.wrong):
        return _draw_best(question_id, choice.wrong, count, lots)
    least, most = max(0, count - len(above)), min(count, len(below))
    rank = least + lots.pick(most - least + 1, question_id, "rank")
    return [
        *_draw_best(question_id, below, rank, lots),
        *_draw_best(question_id, above, count - rank, lots),
    ]


def _draw_best(
    question_id: str, wrong: Sequence[WrongAnswer], count: int, lots: Lots
) -> list[WrongAnswer]:
    best = wrong[: max(BEST, count)]
    return lots.shuffle(best, lambda each: exact(each.text), question_id, "wrong")[:count]
