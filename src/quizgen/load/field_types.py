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
from quizgen.load.written_dates import date_readings
from quizgen.model import Markup, Moment, Text
from quizgen.model.value import Scalar

MAX_QUOTE_WORDS = 10
"""A quotation is evidence, not a copy: at most ten words."""

_ABOUT_YEARS = 10
_ERA_YEAR = re.compile(
    r"(?:(?P<ad>AD\s+)?(?P<year>[-−]?\d{1,4})(?:\s*(?P<era>BCE?|CE|AD|v\. ?Chr\.|n\. ?Chr\.))?)"
)
_PLAIN_YEAR = re.compile(r"[1-9][0-9]{0,3}")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

_SPAN = re.compile(r"\d{1,4}\s*(?:[-–—/]|to|and)\s*\d{1,4}")


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
        return Slip(f"'{text}' is not a year", _mend_year(body))
    year = int(found["year"].replace("−", "-"))
    if found["era"] and found["era"].upper().startswith(("B", "V")):
        year = 1 - year
    elif year < 0:
        year += 1
    if found["year"].lstrip("-−0") == "":
        return Slip("there is no year 0", "1 BC is followed by AD 1")
    return _moment(text, qualifier, (year,))


def read_date(text: Text) -> Scalar | Slip:
    """Read a date as far as it is known: `2019`, `2019-07`, `2019-07-22`; `44 BC` too."""
    qualifier, body = part_qualifier(text)
    found = _ISO_DATE.fullmatch(body)
    if found is None:
        year = read_year(text)
        if isinstance(year, Moment):
            return year
        return _misread_date(text, text[: len(text) - len(body)], body)
    parts = tuple(int(part) for part in found.groups() if part)
    if parts[0] == 0:
        return Slip("there is no year 0", "1 BC is followed by AD 1")
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return Slip(f"'{text}' has no month {parts[1]}", "write year-month-day: 2019-07-22")
    if len(parts) > 2:
        days = calendar.monthrange(parts[0], parts[1])[1]
        if not 1 <= parts[2] <= days:
            return Slip(
                f"'{text}' is no day of the calendar: that month has {days} days",
                "look the date up",
            )
    return _moment(text, qualifier, parts)


def _misread_date(text: Text, qualifier: str, body: str) -> Slip:
    """Say how a date is written here; what it must mean is certain where it has one reading."""
    message = f"'{text}' is not a date as it is read here"
    readings = [qualifier + reading for reading in date_readings(body)]
    readings = [each for each in readings if isinstance(read_date(Text(each)), Moment)]
    match readings:
        case [only]:
            return Slip(message, f"write '{only}'", only)
        case [day_first, month_first]:
            mend = f"write '{day_first}' if the day stands first, or else '{month_first}'"
            return Slip(message, mend)
        case _:
            mend = "write year-month-day as far as it is known: 2019-07-22, 2019-07 or 2019"
            return Slip(f"'{text}' is not a date", mend)


def _mend_year(body: str) -> str:
    if _ISO_DATE.fullmatch(body) or date_readings(body):
        return "write the year alone, or give the field the type 'date'"
    if _SPAN.fullmatch(body):
        return "choose one year, or give the field the type 'text': a span is no year"
    return "write it as 2019, 44 BC or about 1500"


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
    return Markup(text, "math")


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
