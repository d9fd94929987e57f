"""Made-up numbers and years: wrong answers where the facts have too few, shaped like the key.

They serve only where a prompt has one right answer in the world, and are no lots: the same
question has the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from hashlib import sha256
from itertools import zip_longest

from quizgen.model import Amount, Moment, Text
from quizgen.model.value import Scalar

SIDE = 3
"""Numbers made up below the key, and above it: so the key may stand anywhere among four."""
_STEPS = (Decimal("0.05"), Decimal("0.08"), Decimal("0.10"))
"""How far apart numbers lie, as parts of the key."""
_FEWEST_UNITS = 4
_DAYS_IN_YEAR, _DAYS_IN_MONTH = 384, 32  # of the calendar that moments count in
_WORDED_UNIT = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def make_up(key: Scalar, question_id: str, latest: int) -> Iterator[Scalar]:
    """Make numbers like the key, from below and above by turns; none where it has no one number.

    `latest` is the last day the deck knows of: no date is made up beyond it.
    """
    below, above = (_side(key, question_id, sign, latest) for sign in (-1, 1))
    yield from (each for pair in zip_longest(below, above) for each in pair if each is not None)


def _side(key: Scalar, question_id: str, sign: int, latest: int) -> Iterator[Scalar]:
    match key:
        case Amount(text=text, qualified=False) if len(_NUMBER.findall(text)) == 1:
            yield from _amounts(key, question_id, sign)
        case Moment(text=text, qualified=False, parts=parts) if str(parts[0]) in text:
            yield from _moments(key, question_id, sign, latest)
        case _:
            return


def _amounts(key: Amount, question_id: str, sign: int) -> Iterator[Amount]:
    """Go away from the key in steps, rounded as it is; counts stay positive, parts below 100 %."""
    written = _NUMBER.search(key.text)
    number = Decimal(written[0].replace(",", "")) if written else Decimal(0)
    if written is None or not number or not key.middle:
        return
    scale = key.middle / number
    unit = _unit(number)
    step = max(unit, number * _STEPS[_draw(question_id, "step", len(_STEPS))])
    value = number
    for i in range(SIDE):
        gap = step * (60 + _draw(question_id, f"gap {sign} {i}", 101)) / 100
        moved = ((value + sign * gap) / unit).quantize(Decimal(1), ROUND_HALF_EVEN) * unit
        value = moved if moved != value else value + sign * unit
        if value == 1 and _WORDED_UNIT.search(key.text):
            return  # "1 kilometres" would tell that nobody measured it
        if value <= 0 or (key.unit == "%" and number <= 100 < value):
            return
        comma = "," if "," in written[0] or number < 1000 else ""
        shown = f"{value:{comma}.{_decimals(written[0])}f}"
        text = Text.at(
            key.text[: written.start()] + shown + key.text[written.end() :], key.text.where
        )
        worth = value * scale
        yield Amount(text, worth, worth, worth, key.unit)


def _unit(number: Decimal) -> Decimal:
    """Give the worth of the last digit that counts; halved where the key has too few of them.

    100 moves by 25, 5.4 by 0.1, 4,879 by 1.
    """
    decimals = -int(number.as_tuple().exponent)
    smallest = Decimal(1).scaleb(-decimals) if decimals > 0 else Decimal(1)
    unit = Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))
    while number < _FEWEST_UNITS * unit and (unit / 2) % smallest == 0:
        unit /= 2
    return max(unit, smallest)


def _decimals(written: str) -> int:
    return len(written.partition(".")[2])


def _moments(key: Moment, question_id: str, sign: int, latest: int) -> Iterator[Moment]:
    """Go away from the key by years, the more of them the longer ago it was."""
    year = key.parts[0]
    age = max(0, latest - key.first) // _DAYS_IN_YEAR
    step = max(2, age // 50)
    for i in range(SIDE):
        gap = step * (60 + _draw(question_id, f"gap {sign} {i}", 101)) // 100
        year += sign * max(1, gap)
        if year < 1:
            return
        parts = (year, 1 + _draw(question_id, f"month {sign} {i}", 12),
                 1 + _draw(question_id, f"day {sign} {i}", 28))[: len(key.parts)]  # fmt: skip
        moved = (part - was for part, was in zip(parts, key.parts, strict=True))
        in_days = zip(moved, (_DAYS_IN_YEAR, _DAYS_IN_MONTH, 1), strict=False)  # as far as known
        shift = sum(count * days for count, days in in_days)
        if key.last + shift > max(latest, key.last):
            return
        text = key.text.replace(str(key.parts[0]), str(year), 1)
        yield Moment(Text.at(text, key.text.where), key.first + shift, key.last + shift, parts)


def _draw(question_id: str, what: str, count: int) -> int:
    """Take a number below `count` from a hash: no lot, but as good as one."""
    return int.from_bytes(sha256(f"{question_id}\0{what}".encode()).digest()[:8]) % count
