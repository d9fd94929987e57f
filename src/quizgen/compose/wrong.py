"""Wrong answers drawn beside a right one, so that no option tells whether it is the key.

Values that lie near each other share a stretch, whose questions offer nothing but its values. They
stand in a circle, drawn by lot, and each question takes the same steps along it from where its key
stands; which of the steps is the key, is drawn for the stretch. So each value is wrong as often as
any other, thrice for once that it is right; and whatever options of however many questions one
looks at, each of four is the key as likely as the others. Where a value is right several times,
or a fact rules one of the stretch out, lots decide by weight; where it leaves too few, all that is
near and proven wrong is taken, as far below the key and above it as a lot says.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from quizgen.compose.lots import Lots
from quizgen.model import MANY_ALIKE, Choice, Question, Tier, WrongAnswer, exact

OPTIONS = 4
"""Options of a choice: the key and three wrong answers; fewer where the facts give no more."""
_STEPS = {
    4: (0, 1, 2, 3), 5: (0, 1, 2, 3), 6: (0, 1, 2, 3), 7: (0, 1, 2, 4), 8: (0, 1, 2, 4),
    9: (0, 1, 3, 4), 10: (0, 1, 2, 5), 11: (0, 1, 2, 5), 12: (0, 1, 3, 7), 13: (0, 1, 3, 9),
}  # fmt: skip
"""Along a circle of so many values: chosen so that any two meet as often as any others, or nearly.
Those of 5, 7 and 13 are difference sets: there all pairs meet equally often."""


def draw_wrong(question: Question, choice: Choice, lots: Lots) -> list[WrongAnswer]:
    """Draw the wrong answers of a choice, those of a better tier first."""
    chosen = [each for each in choice.wrong if each.tier is Tier.CHOSEN]
    alike = _look_alike(choice.wrong)
    first, end, place, size = choice.stretch
    stretch = [each for each in alike if first <= each.place < end]
    if not chosen and OPTIONS <= len(stretch) + 1 == size <= max(_STEPS):
        return _draw_steps(f"{question.kind}/{question.template}", place, stretch, lots)
    drawn = _draw_by_weight(question.id, chosen, OPTIONS - 1, lots)
    lack = OPTIONS - 1 - len(drawn)
    if choice.order is None:
        drawn += _draw_by_weight(question.id, alike, lack, lots)
    elif len(stretch) >= lack:
        drawn += _draw_by_weight(question.id, stretch, lack, lots)
    else:
        drawn += _draw_about(question.id, choice.order, alike, lack, lots)
    lent = [each for each in choice.wrong if each.tier is Tier.LENT]
    drawn += _draw_by_weight(question.id, lent, OPTIONS - 1 - len(drawn), lots)
    made = [each for each in choice.wrong if each.tier is Tier.MADE_UP]
    if choice.order is not None:
        drawn += _draw_about(question.id, choice.order, made, OPTIONS - 1 - len(drawn), lots)
    return drawn


def draw_by_tier(
    question_id: str, wrong: Sequence[WrongAnswer], count: int, lots: Lots
) -> list[WrongAnswer]:
    """Draw so many wrong answers, those of a better tier first, each by its weight."""
    tiers = {tier: [each for each in wrong if each.tier is tier] for tier in Tier}
    groups = (tiers[Tier.CHOSEN], _look_alike(wrong), tiers[Tier.LENT], tiers[Tier.MADE_UP])
    return _draw_groups(question_id, groups, count, lots)


def _look_alike(wrong: Sequence[WrongAnswer]) -> list[WrongAnswer]:
    """Give what other facts have in the field; what does not look like the key, if need be."""
    alike = [each for each in wrong if each.tier is Tier.ALIKE]
    if len(alike) >= MANY_ALIKE:
        return alike
    return alike + [each for each in wrong if each.tier is Tier.UNLIKE]


def _draw_steps(
    template: str, key: Decimal, stretch: Sequence[WrongAnswer], lots: Lots
) -> list[WrongAnswer]:
    """Draw by steps along the circle of a stretch; each template has a circle of its own."""
    tickets = [
        lots.ticket("circle", template, place) for place in (key, *(each.place for each in stretch))
    ]
    circle = sorted(range(len(tickets)), key=lambda i: tickets[i])
    steps = _STEPS[len(circle)]
    turn = steps[lots.pick(len(steps), "turn", tickets[circle[0]])]
    start = circle.index(0) - turn
    offered = (circle[(start + step) % len(circle)] for step in steps)
    return [stretch[i - 1] for i in offered if i]


def _draw_groups(
    question_id: str, groups: Sequence[Sequence[WrongAnswer]], count: int, lots: Lots
) -> list[WrongAnswer]:
    drawn: list[WrongAnswer] = []
    for group in groups:
        drawn += _draw_by_weight(question_id, group, count - len(drawn), lots)
    return drawn


def _draw_by_weight(
    question_id: str, wrong: Sequence[WrongAnswer], count: int, lots: Lots
) -> list[WrongAnswer]:
    """Draw so that each one's chance is in proportion to its weight, as far as it can be.

    They are laid on a line, each as long as its weight, and points at equal distances take
    those they hit; what is longer than the distance is taken in any case.
    """
    rest = lots.shuffle(wrong, lambda each: exact(each.text), question_id, "wrong")
    if count <= 0 or len(rest) <= count:
        return rest[: max(0, count)]
    total = sum(each.weight for each in rest)
    heaviest = max(rest, key=lambda each: each.weight)
    if heaviest.weight * count >= total:
        others = [each for each in rest if each is not heaviest]
        return [heaviest, *_draw_by_weight(question_id, others, count - 1, lots)]
    point, place, drawn = lots.pick(total, question_id, "point"), 0, []
    for each in rest:
        place += each.weight * count
        if point < place:
            drawn.append(each)
            point += total
    return drawn


def _draw_about(
    question_id: str, key: Decimal, near: Sequence[WrongAnswer], lack: int, lots: Lots
) -> list[WrongAnswer]:
    """Take the nearest numbers, after drawing the key's rank: else it would be the middle."""
    below = [each for each in near if each.order is not None and each.order < key]
    above = [each for each in near if each.order is None or each.order >= key]
    lack = min(lack, len(near))
    least, most = max(0, lack - len(above)), min(lack, len(below))
    rank = least + lots.pick(most - least + 1, question_id, "rank")
    return [*below[:rank], *above[: lack - rank]]
