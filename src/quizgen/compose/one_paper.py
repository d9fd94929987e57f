"""One paper: lots choose facts that serve sections and topics, then exchanges mend the rest."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.compose.candidates import Candidate
from quizgen.compose.drafts import Draft, Puzzle
from quizgen.compose.lots import Lots
from quizgen.compose.network import Network

EXCHANGES = 200
"""Exchanges before a draw is given up, beside one for each question."""
LOOKS = 100_000
"""Candidates looked at in the exchanges of one draw, beside those that the paper holds."""
SIDEWAYS = 20
"""Exchanges that better nothing, in the hope that the next one does."""

May = Callable[[Candidate], bool]


def draw_paper(puzzle: Puzzle, lots: Lots, attempt: int, may: May | None = None) -> Draft | None:
    """Draw one paper, of candidates that `may` allows; None if this draw leads to none.

    Each attempt draws otherwise. What the first candidates can be is taken as it was drawn.
    """
    offers = [[each for each in offer if may is None or may(each)] for offer in puzzle.offers]
    if attempt:
        offers = [
            lots.shuffle(offer, lambda each: each.question.id, "select", attempt)
            for offer in offers
        ]
    held = puzzle.held[0]
    first: list[dict[str, Candidate]] = []
    for offer in offers:
        by_fact: dict[str, Candidate] = {}
        for each in offer:
            if not held.facts[each.traits.fact]:
                by_fact.setdefault(each.traits.fact, each)
        first.append(by_fact)
    network = Network(
        [{fact: each.traits.topic for fact, each in by_fact.items()} for by_fact in first],
        puzzle.counts,
        {
            topic: (least - held.topics[topic], most - held.topics[topic])
            for topic, (least, most) in puzzle.limits.topics.items()
        },
    )
    if not network.fill(lots, attempt):
        return None
    draft = Draft(puzzle)
    for i, by_fact in enumerate(first):
        for fact, each in by_fact.items():
            if network.assigned.get(fact) == i:
                draft.put(i, each)
    return draft if mend(draft, offers) else None


def mend(draft: Draft, offers: list[list[Candidate]]) -> bool:
    """Exchange candidates until the draft is sound; tell whether it is."""
    held = sum(map(len, draft.parts))
    most = EXCHANGES + held
    looks, sideways = LOOKS + most * held, SIDEWAYS
    left: set[str] = set()
    for _ in range(most):
        if draft.is_sound():
            return True
        found, looks = _exchange(draft, offers, looks, left, strictly=True)
        if not found and sideways:
            sideways -= 1
            found, looks = _exchange(draft, offers, looks, left, strictly=False)
        if not found or looks <= 0:
            return False
    return draft.is_sound()


def _exchange(
    draft: Draft,
    offers: list[list[Candidate]],
    looks: int,
    left: set[str],
    *,
    strictly: bool,
) -> tuple[bool, int]:
    """Put another candidate in the place of one, so that the draft gets better, or not worse.

    What does most harm goes first; `left` has gone before and comes back no more.
    """
    places = [(i, each) for i, part in enumerate(draft.parts) for each in part]
    harms = [draft.harm_of(each) for _, each in places]
    for harm, (i, each) in sorted(zip(harms, places, strict=True), key=lambda pair: -pair[0]):
        bar = harm if strictly else harm + 0.5
        draft.take(i, each)
        for other in offers[i]:
            looks -= 1
            known = other.question.id == each.question.id or other.question.id in left
            if not known and draft.harm(other) < bar:
                draft.put(i, other)
                left.add(each.question.id)
                return True, looks
        draft.put(i, each)
        if looks <= 0:
            break
    return False, looks
