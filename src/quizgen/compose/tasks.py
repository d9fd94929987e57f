"""Tasks: what of a question is printed: options and their order, the gap, true or false."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import count
from typing import assert_never

from quizgen.compose.gaps import keep_gap
from quizgen.compose.lots import Lots
from quizgen.compose.wrong import draw_by_tier, draw_wrong
from quizgen.model import (
    Choice,
    ChoiceTask,
    Cloze,
    Entry,
    GapTask,
    Match,
    MatchTask,
    Option,
    Order,
    OrderTask,
    Pair,
    Question,
    Recall,
    RecallTask,
    Rich,
    Select,
    SelectTask,
    Span,
    Task,
    TrueFalse,
    TrueFalseTask,
    exact,
    plain,
    say_rich,
)

SELECT_OPTIONS = 6
"""Options of a select; as many as a choice card in Anki has room for."""
BEST = 6
"""False versions of a statement among which lots decide: the best ones."""


Options = Sequence[tuple[Decimal | None, Option]]
"""Options with their place in the natural order, if they have one."""


def draw_options(question: Question, lots: Lots) -> Options:
    """Draw the options of a choice or a select, the same for all versions; none of others."""
    response = question.response
    match response:
        case Choice(answer):
            right, wrong = [(response.order, answer)], draw_wrong(question, response, lots)
        case Select(answers):
            # As many options, however many are right.
            most = min(len(response.wrong), max(0, SELECT_OPTIONS - len(answers)))
            right = [(each.order, each.text) for each in answers]
            wrong = draw_by_tier(question.id, response.wrong, most, lots)
        case _:
            return ()
    options = [(order, Option(text, right=True)) for order, text in right]
    options += [(each.order, Option(each.text, right=False, reason=each.reason)) for each in wrong]
    return options


def draw_task(
    question: Question, lots: Lots, *, true: bool, version: str, options: Options | None = None
) -> tuple[Rich, Task]:
    """Draw what is printed of a question; what is drawn holds for all versions.

    Only the order of options depends on the version, not which there are: who draws a question for
    several versions gives its `options`. `true`: a statement stays true.
    """
    if options is None:
        options = draw_options(question, lots)
    response = question.response
    match response:
        case Recall(answer, accepted):
            return question.prompt, RecallTask(answer, accepted)
        case Choice():
            return question.prompt, ChoiceTask(_arrange(question.id, options, lots, version))
        case Select():
            return question.prompt, SelectTask(_arrange(question.id, options, lots, version))
        case Cloze(accepted=by_gap):
            numbers = sorted(by_gap)
            gap = numbers[lots.pick(len(numbers), question.id, "gap")]
            task = GapTask(_tell_hidden(question.prompt, gap), tuple(by_gap[gap]))
            return keep_gap(question.prompt, gap), task
        case TrueFalse(falsehoods):
            if true:
                return question.prompt, TrueFalseTask(true=True)
            best = falsehoods[:BEST]
            chosen = best[lots.pick(len(best), question.id, "falsehood")]
            return chosen.statement, TrueFalseTask(
                true=False, correction=chosen.right, reason=chosen.reason
            )
        case Match(entries):
            return question.prompt, _draw_match(question.id, entries, lots, version)
        case Order(entries):
            return question.prompt, _draw_order(question.id, entries, lots, version)
        case unreachable:
            assert_never(unreachable)


def count_words(question: Question, lots: Lots) -> int:
    """Count what is to be read of a question: scope, prompt, options or entries."""
    prompt, task = draw_task(question, lots, true=True, version="")
    texts = [question.scope, plain(prompt)]
    match task:
        case ChoiceTask(options) | SelectTask(options):
            texts += [plain(option.text) for option in options]
        case MatchTask(left):
            texts += [f"{plain(each.text)} {plain(each.answer)}" for each in left]
        case OrderTask(entries):
            texts += [plain(each.text) for each in entries]
        case _:
            pass
    return sum(len(text.split()) for text in texts)


def item_name(question: Question) -> str:
    """Name an item of a quiz: a set by its facts too, since two sets may share a question."""
    match question.response:
        case Match(entries) | Order(entries):
            return "\0".join((question.id, *sorted(entry.fact for entry in entries)))
        case _:
            return question.id


def _tell_hidden(prompt: Rich, gap: int) -> Rich:
    """Give what a gap hides, each wording once."""
    hidden = dict.fromkeys(Span(s.text, s.kind) for s in prompt if s.gap == gap)
    pieces = [piece for each in hidden for piece in (Span(" / "), each)]
    return say_rich(pieces[1:])


def _arrange(question_id: str, options: Options, lots: Lots, version: str) -> tuple[Option, ...]:
    """Put options into their natural order, or where one has none into one drawn by lot."""
    in_order = [(order, option) for order, option in options if order is not None]
    if len(in_order) == len(options):
        in_order.sort(key=lambda pair: (pair[0], plain(pair[1].text)))
        return tuple(option for _, option in in_order)
    shuffled = lots.shuffle(
        (option for _, option in options), lambda option: exact(option.text),
        question_id, "order", version,
    )  # fmt: skip
    return tuple(shuffled)


def _draw_match(question_id: str, entries: Sequence[Entry], lots: Lots, version: str) -> MatchTask:
    """Draw the order of both columns; a right one of numbers or dates keeps its natural order."""
    in_order = [(entry.order, entry) for entry in entries if entry.order is not None]
    natural = len(in_order) == len(entries)
    for draw in count():
        about = (question_id, version, draw)
        left = lots.shuffle(entries, _fact, "left", *about)
        right = lots.shuffle(entries, _fact, "right", *about)
        if natural:
            right = [entry for _, entry in sorted(in_order, key=lambda pair: pair[0])]
        if left != right or len(entries) < 2:  # else all pairs would face each other
            return MatchTask(_print_entries(left), _print_entries(right))
    raise AssertionError("lots fell alike for ever")


def _draw_order(question_id: str, entries: Sequence[Entry], lots: Lots, version: str) -> OrderTask:
    """Draw the order in which entries are printed: any but the right one."""
    right = sorted(entries, key=lambda entry: entry.order or Decimal(0))
    ranks = {entry.fact: rank for rank, entry in enumerate(right, start=1)}
    for draw in count():
        drawn = lots.shuffle(entries, _fact, "order", question_id, version, draw)
        if drawn != right or len(entries) < 2:
            return OrderTask(_print_entries(drawn), tuple(ranks[entry.fact] for entry in drawn))
    raise AssertionError("lots fell alike for ever")


def _print_entries(entries: Iterable[Entry]) -> tuple[Pair, ...]:
    """Keep of entries what is printed."""
    return tuple(Pair(e.fact, e.text, e.answer, e.note, e.sources) for e in entries)


def _fact(entry: Entry) -> str:
    return entry.fact
