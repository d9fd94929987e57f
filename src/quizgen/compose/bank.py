"""Word banks: draw gaps of which each takes exactly one word of the bank, and lay out the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.compose.companions import any_agree, find_companions
from quizgen.compose.lots import Lots
from quizgen.compose.room import Room, Seat
from quizgen.model import Cloze, Fill, Question, Rich, Section, exact


@dataclass(frozen=True, slots=True)
class _Gap:
    """A cloze question with one of its gaps alone, and what is known of that gap."""

    question: Question
    fill: Fill


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
    gaps = [gap for each in free if section.selection.has(each) for gap in _gaps(each)]
    seats = {gap.question.id: seat_of(gap.question) for gap in gaps}
    drawn = [
        gap
        for gap in lots.shuffle(gaps, lambda gap: (gap.question.id, *gap.fill.own), "bank", *about)
        if room.suits(seats[gap.question.id])
    ]
    if wanted is not None:
        drawn.sort(key=lambda gap: wanted.get(gap.question.fact, 0))

    def may_join(chosen: Sequence[_Gap], gap: _Gap) -> bool:
        mine, theirs = seats[gap.question.id], [seats[each.question.id] for each in chosen]
        together = [each.traits for each in (*theirs, mine)]
        alike = sum(each.template == mine.traits.template for each in together)
        return (
            room.holds(together[:-1], mine.traits)
            and room.has_template(mine.traits.template, alike)
            and room.has_words(sum(each.words for each in together))
            and not any(room.puzzle.clash(mine.number, each.number) for each in theirs)
            and not any(_clash(each, gap) for each in chosen)
        )

    best: list[_Gap] = []
    for sort in (*dict.fromkeys(gap.fill.sort for gap in drawn), None):
        alike = [gap for gap in drawn if sort in (gap.fill.sort, None)]
        if len(alike) > len(best):
            best = max(best, find_companions(alike, section.count, may_join), key=len)
        if len(best) == section.count:
            break
    return [gap.question for gap in best]


def lay_out_bank(questions: Sequence[Question], lots: Lots, *about: object) -> tuple[Rich, ...]:
    """Give the words of the gaps, in an order drawn by lot."""
    words = [
        tuple(span._replace(gap=0, hint="") for span in question.prompt if span.gap)
        for question in questions
    ]
    return tuple(lots.shuffle(words, exact, "bank", *about))


def _gaps(question: Question) -> Iterator[_Gap]:
    """Give each gap that stands once, and that words can fill, with the others filled in."""
    response = question.response
    if not isinstance(response, Cloze):
        return
    for number, fill in response.fills.items():
        spans = [span for span in question.prompt if span.gap == number]
        if len(spans) != 1 or spans[0].media is not None:
            continue
        prompt = tuple(
            span if span.gap == number else span._replace(gap=0, hint="")
            for span in question.prompt
        )
        alone = Cloze({number: response.accepted[number]}, fills={number: fill})
        yield _Gap(question._replace(prompt=prompt, response=alone), fill)


def _clash(one: _Gap, other: _Gap) -> bool:
    """Tell whether the words of two gaps could change seats, or one serve both."""
    return (
        one.question.fact == other.question.fact
        or any_agree(one.fill.own, other.fill.right)
        or any_agree(other.fill.own, one.fill.right)
    )
