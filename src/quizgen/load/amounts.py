"""Amounts: reads numbers, shares, sums of money, quantities and durations as authors write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from quizgen.model import Amount, Text
from quizgen.model.value import Scalar

_ABOUT = Decimal("0.1")
_INFINITY = Decimal("Infinity")
_QUALIFIER = re.compile(
    r"(?P<above>over|more than|at least|no less than|>=?|≥)\s*"
    r"|(?P<below>under|less than|at most|up to|no more than|<=?|≤)\s*"
    r"|(?P<almost>nearly|almost|just under)\s+"
    r"|(?P<about>about|around|approximately|approx\.?|roughly|some|circa|ca\.?|c\.|~|≈)\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?P<sign>[+\-−])?\s*(?P<whole>\d{1,3}(?:[, \u00a0\u2009\u202f'’٬]\d{3})+|\d+)?"
    r"(?P<part>[.٫]\d+)?(?P<power>[eE][+\-]?\d{1,3})?"
)
_SCALES = {
    "thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9,
    "trillion": 12, "tn": 12, "t": 12,
}  # fmt: skip
_SCALE = re.compile(r"\s*(thousand|million|billion|trillion|mn|bn|tn|[kmbt])\b", re.IGNORECASE)
_LONG_SCALE = re.compile(r"\s*(thousand|million|billion|trillion)\b", re.IGNORECASE)
_CURRENCIES = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB",
    "₩": "KRW", "₺": "TRY", "₪": "ILS", "zł": "PLN", "A$": "AUD", "C$": "CAD", "R$": "BRL",
}  # fmt: skip
_SYMBOL = re.compile(r"(US\$|A\$|C\$|R\$|[$€£¥₹₽₩₺₪]|zł|[A-Z]{3}(?![A-Za-z]))")
_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION_UNITS = {
    "s": "s", "sec": "s", "second": "s", "min": "min", "minute": "min", "h": "h", "hr": "h",
    "hour": "h", "d": "d", "day": "d", "w": "w", "week": "w", "month": "month", "year": "year",
    "y": "year", "yr": "year", "mo": "month",
}  # fmt: skip
_DURATION_PART = re.compile(
    r"\s*(\d{1,3}(?:[, \u00a0\u2009\u202f]\d{3})+|\d+)(\.\d+)?\s*([A-Za-z]+)\s*(?:and\b|,)?"
)
_CLOCK = re.compile(r"\d{1,4}(?::[0-5]\d){1,2}(?:\.\d+)?")
_DIGITS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){0,5}|[0-9]{4,15}")
_NUMBERS = "1,000 or 3.14"
_NO_UNIT = re.compile(r"[.,'’]?\d|±|\+-|[-–—+~]\s*[\d$€£]|(?:to|or|and)\s+[\d$€£]|\+$")
"""How no unit begins, but the rest of a number, or of a range, that could not be read."""
_RANGE = re.compile(
    r"(?:between\s+)?[^\d\s]{0,3}[\d.,]+(?:\s?[^\W\d]+)?\s*(?:[-–—~]|±|\+-|to|and|\.\.)"
    r"\s*[^\d\s]{0,3}\d.*",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"(?P<amount>.*\d.*?)\s*(?:\+|or more|and more|plus)", re.IGNORECASE)
_OTHER_MARKS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+|(?![\d.,]))|\d+,\d+(?![\d.,])")
"""A number with points between thousands, or a comma before decimals."""
_SWAPPED = str.maketrans(".,", ",.")


@dataclass(frozen=True, slots=True)
class Slip:
    """Why a text is not of its type, and how to write it; `meant` only where that is certain."""

    message: str
    mend: str
    meant: str = ""


Reader = Callable[[Text], Scalar | Slip]
_UnitReader = Callable[[str], tuple[int, str] | None]
"""Reads what follows a number: the power of ten that multiplies it, and the unit."""


def read_number(text: Text) -> Scalar | Slip:
    """Read `1,000`, `1 000`, `1e3`, `1.10`, `-5`, `1.5 million`, `over 200`."""
    if _DIGITS.fullmatch(text):  # as most are: the rest of the grammar need not be tried
        value = Decimal(text.replace(",", ""))
        return Amount(text, value, value, value)
    return _read_amount(text, lambda rest: _scaled(rest, _LONG_SCALE), "a number", _NUMBERS)


def read_percent(text: Text) -> Scalar | Slip:
    """Read `20%`, `12.5 %`, `about 20 percent`."""

    def unit(rest: str) -> tuple[int, str] | None:
        return (0, "%") if re.fullmatch(r"\s*(%|percent|per cent)", rest) else None

    bare = f"{text}%" if _is_bare(text) else "20%"
    return _read_amount(text, unit, "a percentage", bare)


def read_money(text: Text) -> Scalar | Slip:
    """Read `$1 billion`, `€3.50`, `over $500 million`, `650 million USD`."""
    _, body = part_qualifier(text)
    symbol = _SYMBOL.match(body) or _SYMBOL.search(body)
    if symbol is None:
        return _no_currency(text, body)
    currency = _CURRENCIES.get(symbol.group(), symbol.group())
    bare = Text.at((body[: symbol.start()] + body[symbol.end() :]).strip(), text.where)

    def unit(rest: str) -> tuple[int, str] | None:
        scaled = _scaled(rest, _SCALE)
        return (scaled[0], currency) if scaled else None

    return _read_amount(text, unit, "a sum of money", "$1 billion, €3.50 or 12 CHF", bare)


def _no_currency(text: Text, body: str) -> Slip:
    if _is_bare(text):
        message = f"'{text}' is not a sum of money: it names no currency"
        return Slip(message, f"write it as ${text}, €{text} or {text} CHF")
    number = _NUMBER.match(body)
    rest = body[number.end() :] if number else ""
    scale = _SCALE.match(rest)
    name = (rest[scale.end() :] if scale else rest).strip()
    if not number or not number["whole"] or not name:
        message = f"'{text}' is not a sum of money: it names no currency"
        return Slip(message, "write it as $1 billion, €3.50 or 12 CHF")
    return Slip(
        f"'{text}' is not a sum of money: '{name}' is no sign or code of a currency",
        "write it as $1 billion, €3.50 or 12 CHF; for coins that have no code, give the field "
        "the type 'quantity'",
    )


def read_quantity(text: Text) -> Scalar | Slip:
    """Read a number with its unit: `12.5 km`, `100 m/s`, `3 million tonnes`."""

    def unit(rest: str) -> tuple[int, str] | None:
        power, name = 0, rest.strip()
        found = _LONG_SCALE.match(rest)
        if found:
            power, name = _SCALES[found.group(1).lower()], rest[found.end() :].strip()
        return (power, name) if name and not _NO_UNIT.match(name) else None

    slip = _read_amount(text, unit, "a quantity with a unit", "12.5 km")
    if isinstance(slip, Slip) and _is_bare(text):
        mend = f"write its unit, as in '{text} km', or give the field the type 'number'"
        return Slip(slip.message, mend)
    return slip


def read_duration(text: Text) -> Scalar | Slip:
    """Read `90 min`, `1 h 30 min`, `18 months`, `1:30`; days compare with hours, not months."""
    qualifier, body = part_qualifier(text)
    if _CLOCK.fullmatch(body):
        value = Decimal(0)
        for part in body.split(":"):
            value = value * 60 + Decimal(part)
        return _amount(text, qualifier, value, f"clock {body.count(':')}")
    total, system, position = Decimal(0), "", 0
    while position < len(body):
        found = _DURATION_PART.match(body, position)
        word = found.group(3).lower() if found else ""
        unit = _DURATION_UNITS.get(word) or _DURATION_UNITS.get(word.removesuffix("s"))
        part = "" if unit is None else "seconds" if unit in _SECONDS else "months"
        if found is None or unit is None or (system and part != system):
            mend = "write it as 90 min, 1 h 30 min or 18 months"
            if system and part and part != system:
                mend = "write it in years and months, or in days and less: months differ in length"
            return Slip(f"'{text}' is not a duration", mend)
        system, position = part, found.end()
        factor = _SECONDS.get(unit, 12 if unit == "year" else 1)
        whole = re.sub(r"\D", "", found.group(1))
        total += Decimal(whole + (found.group(2) or "")) * factor
    return _amount(text, qualifier, total, system)


def _is_bare(text: str) -> bool:
    """Tell whether a text is a number and nothing else."""
    return _NUMBER.fullmatch(text) is not None and text[-1:].isdigit()


def part_qualifier(text: str) -> tuple[str, str]:
    """Part `over $500 million` into `above` and `$500 million`."""
    found = _QUALIFIER.match(text)
    if found is None or found.end() == len(text):
        return "", text.strip()
    return found.lastgroup or "", text[found.end() :].strip()


def _scaled(rest: str, scales: re.Pattern[str]) -> tuple[int, str] | None:
    if not rest.strip():
        return 0, ""
    found = scales.fullmatch(rest.rstrip())
    return (_SCALES[found.group(1).lower()], "") if found else None


def _read_amount(
    text: Text, read_unit: _UnitReader, name: str, example: str, bare: Text | None = None
) -> Scalar | Slip:
    """Read qualifier, number and what follows it; `bare` is the text without its currency."""
    qualifier, body = part_qualifier(text)
    body = body if bare is None else bare
    found = _find_value(body, read_unit)
    if found is not None:
        return _amount(text, qualifier, *found)
    if _find_value(_swap_marks(body), read_unit) is not None:
        mend = f"write '{_swap_marks(text)}': commas between thousands, a point before decimals"
        return Slip(f"'{text}' is not {name} as it is read here", mend)
    return Slip(f"'{text}' is not {name}", _mend_amount(text, body, example))


def _mend_amount(text: Text, body: str, example: str) -> str:
    """Say how a range or an open end is written; else how an amount looks."""
    if _RANGE.fullmatch(text):
        return "choose one number, as in 'about 6,500', or give the field the type 'text'"
    more = _OR_MORE.fullmatch(text)
    if more:
        return f"write 'at least {more['amount']}'"
    number = _NUMBER.match(body)
    rest = body[number.end() :].strip() if number and number["whole"] else ""
    if rest.isalpha() and example == _NUMBERS:
        return "write the number alone, or give the field the type 'quantity'"
    return f"write it as {example}"


def _find_value(body: str, read_unit: _UnitReader) -> tuple[Decimal, str] | None:
    """Read a number and the unit after it."""
    found = _NUMBER.match(body)
    if found is None or not (found["whole"] or found["part"]):
        return None
    unit = read_unit(body[found.end() :])
    if unit is None:
        return None
    whole = re.sub(r"\D", "", found["whole"] or "0")
    sign = "-" if found["sign"] in ("-", "−") else ""
    part = (found["part"] or "").replace("٫", ".")
    value = Decimal(f"{sign}{whole}{part}{found['power'] or ''}")
    return value.scaleb(unit[0]), unit[1]


def _swap_marks(text: str) -> str:
    """Write the first number that has other marks as it is read here."""
    return _OTHER_MARKS.sub(lambda found: found.group().translate(_SWAPPED), text, count=1)


def _amount(text: Text, qualifier: str, value: Decimal, unit: str) -> Amount:
    if not qualifier:
        return Amount(text, value, value, value, unit)
    slack = abs(value) * _ABOUT
    low, high = {
        "above": (value, _INFINITY),
        "below": (-_INFINITY, value),
        "almost": (value - slack, value),
        "about": (value - slack, value + slack),
    }[qualifier]
    return Amount(text, low, high, value, unit, qualified=True)
