"""Field types: each reads an author's text into a value, or says why it cannot."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from quizgen.load.amounts import (
    Reader,
    Slip,
    part_qualifier,
    read_duration,
    read_money,
    read_number,
    read_percent,
    read_quantity,
)
from quizgen.load.formulas import misread_formula
from quizgen.load.misread_dates import misread_date, misread_year
from quizgen.model import Markup, Moment, Text
from quizgen.model.value import Scalar

MAX_QUOTE_WORDS = 10
"""A quotation is evidence, not a copy: at most ten words."""

_ABOUT_YEARS = 10
_ERA_YEAR = re.compile(
    r"(?:(?P<ad>AD\s+)?(?P<year>\d{1,4})(?:\s*(?P<era>BCE?|CE|AD|v\. ?Chr\.|n\. ?Chr\.))?)"
)
_PLAIN_YEAR = re.compile(r"[1-9][0-9]{0,3}")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

_BC_DATE = re.compile(r"(\d{1,4})-(\d{2})(?:-(\d{2}))? ?BCE?")
_LEAP_CYCLE = 400
"""Years after which the calendar repeats itself, before Christ too."""


def read_text(text: Text) -> Scalar | Slip:
    """Take the text as it is: literal, `$` and `*` mean themselves."""
    return text


def read_year(text: Text) -> Scalar | Slip:
    """Read `2019`, `44 BC`, `AD 79`, `about 1500`."""
    if _PLAIN_YEAR.fullmatch(text):  # as most are
        return _moment(text, "", (int(text),))
    qualifier, body = part_qualifier(text)
    found = _ERA_YEAR.fullmatch(body)
    if found is None or (found["ad"] and found["era"]):
        return misread_year(text, text[: len(text) - len(body)], body)
    year = int(found["year"])
    if year == 0:
        return Slip("there is no year 0", "1 BC is followed by AD 1")
    if found["era"] and found["era"].upper().startswith(("B", "V")):
        year = 1 - year
    return _moment(text, qualifier, (year,))


def read_date(text: Text) -> Scalar | Slip:
    """Read a date as far as it is known: `2019`, `2019-07`, `2019-07-22`; `44-03-15 BC` too."""
    qualifier, body = part_qualifier(text)
    found = _ISO_DATE.fullmatch(body) or _BC_DATE.fullmatch(body)
    if found is None:
        year = read_year(text)
        if isinstance(year, Moment):
            return year
        return misread_date(text, text[: len(text) - len(body)], body, read_date)
    parts = tuple(int(part) for part in found.groups() if part)
    if parts[0] == 0:
        return Slip("there is no year 0", "1 BC is followed by AD 1")
    if found.re is _BC_DATE:
        parts = (1 - parts[0], *parts[1:])
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return Slip(f"'{text}' has no month {parts[1]}", "write year-month-day: 2019-07-22")
    if len(parts) > 2:
        days = calendar.monthrange(parts[0] % _LEAP_CYCLE + _LEAP_CYCLE, parts[1])[1]
        if not 1 <= parts[2] <= days:
            return Slip(
                f"'{text}' is no day of the calendar: that month has {days} days",
                "look the date up",
            )
    return _moment(text, qualifier, parts)


def read_url(text: Text) -> Scalar | Slip:
    """Take an address of the web: http or https, with a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in text:
        return Slip(f"'{text}' is not a web address", "write it as https://example.org/page")
    return text


def read_quote(text: Text) -> Scalar | Slip:
    """Take a quotation of at most ten words."""
    count = len(text.split())
    if count > MAX_QUOTE_WORDS:
        return Slip(
            f"this quotation has {count} words; at most {MAX_QUOTE_WORDS} may be quoted",
            "quote the words that matter, and say the rest in your own",
        )
    return text


def read_markdown(text: Text) -> Scalar | Slip:
    """Take a text whose author declared it to be Markdown."""
    return Markup(text, "markdown")


def read_math(text: Text) -> Scalar | Slip:
    """Take a formula in TeX notation, without delimiters."""
    return misread_formula(text) or Markup(text, "math")


READERS: Mapping[str, Reader] = {
    "text": read_text,
    "markdown": read_markdown,
    "math": read_math,
    "quote": read_quote,
    "number": read_number,
    "percent": read_percent,
    "money": read_money,
    "quantity": read_quantity,
    "year": read_year,
    "date": read_date,
    "duration": read_duration,
    "url": read_url,
}


def _moment(text: Text, qualifier: str, parts: tuple[int, ...]) -> Moment:
    first, last = _days(parts)
    if not qualifier:
        return Moment(text, first, last, parts)
    slack = _day_number(_ABOUT_YEARS) - _day_number(0)
    early = slack if qualifier in ("about", "almost", "below") else 0
    late = slack if qualifier in ("about", "above") else 0
    return Moment(text, first - early, last + late, parts, qualified=True)


@lru_cache(maxsize=10_000)
def _days(parts: tuple[int, ...]) -> tuple[int, int]:
    """Give the first day and the last; a deck names few dates, and those often."""
    return _day_number(*parts), _day_number(*parts, *(12, 31)[len(parts) - 1 :])


def _day_number(year: int, month: int = 1, day: int = 1) -> int:
    """Count days in a calendar of 32-day months: it keeps order, before Christ too."""
    return (year * 12 + month - 1) * 32 + day
