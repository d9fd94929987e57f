"""Key views: what the layout of an answer key walks through, all thinking done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple, assert_never

from markupsafe import Markup as SafeHtml

from quizgen.model import (
    ChoiceTask,
    GapTask,
    Item,
    MatchTask,
    Option,
    OrderTask,
    Pair,
    RecallTask,
    Reference,
    Rich,
    SelectTask,
    Span,
    TrueFalseTask,
    Words,
    join_wordings,
    say_rich,
)
from quizgen.render.markup import page_html, text_html
from quizgen.render.measures import tell_tall
from quizgen.render.paper_views import draw_gap, safe

_GLANCE = 60
"""Longest mark, in characters, that stands among the answers at a glance."""
_NARROW_GLANCE = 20
"""Characters of a mark that stands in one column there."""
_KEPT_TOGETHER = "\N{NO-BREAK SPACE}"
_SHORT_LOCATOR = 16
"""Characters of a place in a source that stands on one line, such as `paragraph 12`."""


class ReasonView(NamedTuple):
    """Why a wrong option, or the statement, is wrong; a statement has no letter."""

    letter: str
    option: SafeHtml
    text: SafeHtml


class PairView(NamedTuple):
    """A pair of a match, or a place in an order: its mark, both sides, and what stands behind."""

    mark: str
    text: SafeHtml
    answer: SafeHtml
    note: SafeHtml
    sources: tuple[str, ...]
    fact: str


class KeyView(NamedTuple):
    """A row of the key: the short mark, the answer in full, and what explains it.

    `glance` is the mark, cut short if it is long; it may be too `wide` for one column. `pairs` are
    the answer of a match or an order, in the order in which a marker looks for them. `tall` names
    the profiles in which the row is taller than a page.
    """

    number: int
    mark: SafeHtml
    glance: SafeHtml
    answer: SafeHtml
    prompt: SafeHtml
    scope: str
    note: SafeHtml
    sources: tuple[str, ...]
    id: str
    accepted: SafeHtml
    reasons: tuple[ReasonView, ...] = ()
    pairs: tuple[PairView, ...] = ()
    tall: frozenset[str] = frozenset()

    @property
    def wide(self) -> bool:
        """Whether the mark wants the room of two, where answers stand at a glance."""
        return len(self.glance.striptags()) > _NARROW_GLANCE


def view_key(item: Item, words: Words, paper: str) -> KeyView:
    """Give an item with its solution, as it is printed on a size of paper."""
    question = item.question
    row = KeyView(
        number=item.number,
        mark=safe(""),
        glance=safe(""),
        answer=safe(""),
        prompt=safe(page_html(item.prompt, partial(draw_gap, words))),
        scope=question.scope,
        note=safe(text_html(question.note)),
        sources=name_sources(question.sources, words),
        id=question.id,
        accepted=safe(""),
    )
    return _solve(row, item, words, paper)


def _solve(row: KeyView, item: Item, words: Words, paper: str) -> KeyView:
    """Add the short mark, the answer, other right wordings, and why wrong ones are wrong."""
    match item.task:
        case ChoiceTask(options) as task:
            row = _mark(row, words.option_letters[task.right], page_html(options[task.right].text))
            return row._replace(reasons=tuple(_reasons(options, words)))
        case SelectTask(options) as task:
            comma = words.phrases["comma"]
            ticked = comma.join(words.option_letters[i] for i in task.right)
            answers = comma.join(page_html(options[i].text) for i in task.right)
            return _mark(row, ticked, answers)._replace(reasons=tuple(_reasons(options, words)))
        case TrueFalseTask(true=True):
            return _mark(row, words.phrases["true"], words.phrases["true"])
        case TrueFalseTask(correction=correction, reason=reason):
            right = safe(page_html(correction))
            told = safe(text_html(words.phrases["correct would be"])).format(answer=right)
            told_why = safe(page_html(_begin_line(reason, words)))
            wrong = (ReasonView("", safe(""), told_why),) if reason else ()
            return _mark(row, words.phrases["false"], told)._replace(reasons=wrong)
        case GapTask(answer, accepted):
            return _mark_written(row, answer, accepted, words)
        case RecallTask(answer, accepted):
            row = _mark_written(row, answer, accepted, words)
            return row._replace(tall=tell_tall([item.prompt, answer], paper))
        case MatchTask() as task:
            letters = words.entry_letters
            marks = [f"{i} {letters[at]}" for i, at in enumerate(task.key, start=1)]
            return _solve_set(_mark(row, _list_marks(marks, words)), marks, task.left, words)
        case OrderTask(entries, ranks):
            letters = words.entry_letters
            marks = [f"{letter} {rank}" for letter, rank in zip(letters, ranks, strict=False)]
            in_order = sorted(zip(ranks, letters, entries, strict=False), key=_rank)
            places = [f"{rank} {letter}" for rank, letter, _ in in_order]
            row = _mark(row, _list_marks(marks, words))
            return _solve_set(row, places, [entry for *_, entry in in_order], words)
        case unreachable:
            assert_never(unreachable)


def _mark(row: KeyView, mark: str, answer: str = "") -> KeyView:
    return row._replace(
        mark=safe(text_html(mark)),
        glance=safe(page_html(_shorten((Span(mark),)))),
        answer=safe(answer),
    )


def _mark_written(row: KeyView, answer: Rich, accepted: Sequence[str], words: Words) -> KeyView:
    """Add an answer in words and formulas; its mark is both without layout or pictures."""
    mark = say_rich(answer)
    also = join_wordings(answer, accepted, words.phrases["semicolon"])
    return row._replace(
        mark=safe(page_html(mark)),
        glance=safe(page_html(_shorten(mark))),
        answer=safe(page_html(answer)),
        accepted=safe(page_html(also)),
    )


def _shorten(mark: Rich) -> Rich:
    """Keep the beginning of a long answer, up to the end of a word; it stands below in full."""
    kept: list[Span] = []
    room = _GLANCE
    for span in mark:
        length = len(safe(page_html((span,))).striptags())
        if length > room:
            whole = span.text[:room].rpartition(" ")[0] or span.text[:room]
            return (*kept, Span("…" if span.kind == "math" else f"{whole}…"))
        kept.append(span)
        room -= length
    return mark


def _begin_line(reason: Rich, words: Words) -> Rich:
    """Begin with a capital what our own words begin; after an option they go on in its line."""
    ours = words.phrases["true is"].partition("{")[0]
    if not (reason and ours and reason[0].text.startswith(ours)):
        return reason
    first = reason[0]
    return (first._replace(text=ours[0].upper() + first.text[1:]), *reason[1:])


def _rank(place: tuple[int, str, Pair]) -> int:
    return place[0]


def _list_marks(marks: Sequence[str], words: Words) -> str:
    return words.phrases["comma"].join(mark.replace(" ", _KEPT_TOGETHER) for mark in marks)


def _solve_set(
    row: KeyView, marks: Sequence[str], entries: Sequence[Pair], words: Words
) -> KeyView:
    """Add the pairs, each with its sources, or with those of all where they are the same."""
    same = len({entry.sources for entry in entries}) == 1
    pairs = tuple(
        PairView(
            mark=mark.replace(" ", _KEPT_TOGETHER),
            text=safe(page_html(entry.text)),
            answer=safe(page_html(entry.answer)),
            note=safe(text_html(entry.note)),
            sources=() if same else name_sources(entry.sources, words),
            fact=entry.fact,
        )
        for mark, entry in zip(marks, entries, strict=True)
    )
    return row._replace(
        pairs=pairs, sources=name_sources(entries[0].sources, words) if same else ()
    )


def _reasons(options: Sequence[Option], words: Words) -> Iterator[ReasonView]:
    for letter, option in zip(words.option_letters, options, strict=False):
        if not option.right and option.reason:
            yield ReasonView(letter, safe(page_html(option.text)), safe(page_html(option.reason)))


def name_sources(sources: Sequence[Reference], words: Words) -> tuple[str, ...]:
    """Give each source as readers see it: its name, and the place in it, on one line if short."""
    comma = words.phrases["clause comma"]
    return tuple(
        comma.join(part for part in (each.name, _keep_together(each.locator)) if part)
        for each in sources
    )


def _keep_together(locator: str) -> str:
    return locator.replace(" ", _KEPT_TOGETHER) if len(locator) <= _SHORT_LOCATOR else locator
