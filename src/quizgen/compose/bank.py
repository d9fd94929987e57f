"""Word banks: draw gaps of which each takes exactly one word of the bank, and lay out the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from quizgen.compose.companions import any_agree, find_companions
from quizgen.compose.gaps import keep_gap
from quizgen.compose.lots import Lots
from quizgen.compose.room import Room, Seat
from quizgen.model import Cloze, Fill, Question, Rich, Section, exact


class _Gap(NamedTuple):
    """A cloze question with one of its gaps alone, what fills it, and what plans count of it."""

    question: Question
    fill: Fill
    seat: Seat


def draw_bank(
    questions: Sequence[Question],
    section: Section,
    lots: Lots,
    *,
    about: Sequence[object],
    wanted: Mapping[str, int] | None,
    seat_of: Callable[[Question], Seat],
    room: Room,
) -> list[Question]:
    """Draw a section's gaps, each of another fact; the most found, if they are too few.

    No word of the bank is right in the gap of another, by any fact. Words of one sort are taken
    where there are enough, else grammar would find some. `about` tells this draw from others;
    facts that fewer questions want, by `wanted`, come first.
    """
    free = (each for each in questions if each.form == "cloze" and room.is_free(each.fact))
    gaps = [gap for each in free if section.selection.has(each) for gap in _gaps(each, seat_of)]
    gaps = lots.shuffle(gaps, lambda gap: (gap.question.id, *gap.fill.own), "bank", *about)
    gaps = [gap for gap in gaps if room.suits(gap.seat)]
    if wanted is not None:
        gaps.sort(key=lambda gap: wanted.get(gap.question.fact, 0))
    best: list[_Gap] = []
    for sort in (*dict.fromkeys(gap.fill.sort for gap in gaps), None):
        alike = [gap for gap in gaps if sort in (gap.fill.sort, None)]
        if len(alike) > len(best):
            found = find_companions(alike, section.count, partial(_may_join, room))
            best = max(best, found, key=len)
        if len(best) == section.count:
            break
    return [gap.question for gap in best]


def _may_join(room: Room, chosen: Sequence[_Gap], gap: _Gap) -> bool:
    """Tell whether a gap may stand beside those chosen."""
    traits = gap.seat.traits
    theirs = [each.seat.traits for each in chosen]
    alike = sum(each.template == traits.template for each in (*theirs, traits))
    return (
        room.holds(theirs, traits)
        and room.has_template(traits.template, alike)
        and room.has_words(sum(each.words for each in (*theirs, traits)))
        and not any(room.puzzle.clash(gap.seat.number, each.seat.number) for each in chosen)
        and not any(_clash(each, gap) for each in chosen)
    )


def lay_out_bank(questions: Sequence[Question], lots: Lots, *about: object) -> tuple[Rich, ...]:
    """Give the words of the gaps, in an order drawn by lot."""
    words = [
        tuple(span._replace(gap=0, hint="") for span in question.prompt if span.gap)
        for question in questions
    ]
    return tuple(lots.shuffle(words, exact, "bank", *about))


def _gaps(question: Question, seat_of: Callable[[Question], Seat]) -> Iterator[_Gap]:
    """Give each gap that stands once, and that words can fill, with the others filled in."""
    response = question.response
    if not isinstance(response, Cloze):
        return
    for number, fill in response.fills.items():
        spans = [span for span in question.prompt if span.gap == number]
        if len(spans) != 1 or spans[0].media is not None:
            continue
        response_of_one = Cloze({number: response.accepted[number]}, fills={number: fill})
        prompt = keep_gap(question.prompt, number)
        alone = question._replace(prompt=prompt, response=response_of_one)
        yield _Gap(alone, fill, seat_of(alone))


def _clash(one: _Gap, other: _Gap) -> bool:
    """Tell whether the words of two gaps could change seats, or one serve both."""
    return (
        one.question.fact == other.question.fact
        or any_agree(one.fill.own, other.fill.right)
        or any_agree(other.fill.own, one.fill.right)
    )
