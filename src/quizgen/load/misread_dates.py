"""Misread dates: how a year or a date is to be written that was written in another way."""

from __future__ import annotations

import re
from collections.abc import Callable

from quizgen.load.amounts import Slip
from quizgen.load.written_dates import date_readings
from quizgen.model import Moment, Text
from quizgen.model.value import Scalar

_AS_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_SPAN = re.compile(r"\d{1,4}\s*(?:[-–—/]|to|and)\s*\d{1,4}(?:\s*(?:BCE?|AD|CE))?")
_DECADE = re.compile(r".*(?:\d0'?s|century|centuries|Jahrhundert|siècle|siglo).*", re.IGNORECASE)
_BEFORE = (
    r"b\.? ?c\.?(?: ?e\.?)?|v\.? ?chr\.?|a\.? ?c\.?|av\. ?j\.?-c\.?|avant j\.?-c\.?|p\.? ?n\. ?e\.?"
    r"|m\.?ö\.?|ق\.? ?م\.?|לפנה[\"״]ס|紀元前|公元前|前"
)
_AFTER = r"a\.? ?d\.?|c\.? ?e\.?|n\.? ?chr\.?|d\.? ?c\.?|ap(?:r|\.)? ?j\.?-c\.?|m\.?s\.?|西暦|公元"
_ERA = re.compile(
    rf"(?:(?P<before>{_BEFORE})|(?P<after>{_AFTER}))?\s*(?P<year>\d{{1,4}})年?"
    rf"\s*(?:(?P<before_too>{_BEFORE})|(?P<after_too>{_AFTER}))?",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"[-−](\d{1,4})((?:-\d{2}){0,2})")
_WITH_ERA = re.compile(rf"(?P<date>.+?)\s*(?:{_BEFORE})", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(?:AD\s+)?(\d{1,3})(-\d{2}(?:-\d{2})?)(?:\s+AD)?")


def misread_year(text: Text, qualifier: str, body: str) -> Slip:
    """Say how a year is written here; what was meant is certain where only its era is unlike."""
    message = f"'{text}' is not a year"
    era = _ERA.fullmatch(body)
    if era:
        before, after = (era[name] or era[f"{name}_too"] for name in ("before", "after"))
        year = str(int(era["year"]))
        meant = qualifier + (f"{year} BC" if before else f"AD {year}" if after else year)
        return Slip(f"{message} as it is read here", f"write '{meant}'", meant)
    negative = _NEGATIVE.fullmatch(body)
    if negative and not negative[2]:
        mend = f"write '{qualifier}{int(negative[1])} BC': there are no negative years here"
        return Slip(message, mend)
    if _AS_DATE.fullmatch(body) or date_readings(body):
        return Slip(message, "write the year alone, or give the field the type 'date'")
    if _SPAN.fullmatch(body) or _DECADE.fullmatch(body):
        mend = "choose one year, as in 'about 1995', or give the field the type 'text'"
        return Slip(message, f"{mend}: a span is no year")
    return Slip(message, "write it as 2019, 44 BC or about 1500")


def misread_date(
    text: Text, qualifier: str, body: str, read_date: Callable[[Text], Scalar | Slip]
) -> Slip:
    """Say how a date is written here; what it must mean is certain where it has one reading."""
    message = f"'{text}' is not a date as it is read here"
    readings = [qualifier + reading for reading in _readings(body)]
    readings = [each for each in readings if isinstance(read_date(Text(each)), Moment)]
    match readings:
        case [only]:
            return Slip(message, f"write '{only}'", only)
        case [day_first, month_first]:
            mend = f"write '{day_first}' if the day stands first, or else '{month_first}'"
            return Slip(message, mend)
    year = misread_year(text, qualifier, body)
    if year.meant:
        return Slip(message, year.mend, year.meant)
    if _NEGATIVE.fullmatch(body):
        sign = _NEGATIVE.fullmatch(body)
        bare = f"{int(sign[1])}{sign[2]} BC" if sign else ""
        mend = f"write '{qualifier}{bare}': there are no negative years here"
        return Slip(f"'{text}' is not a date", mend)
    short = _SHORT_YEAR.fullmatch(body)
    if short:
        mend = f"a year has four digits: '{qualifier}{int(short[1]):04}{short[2]}'"
        return Slip(message, mend)
    mend = "write year-month-day as far as it is known: 2019-07-22, 2019-07 or 2019"
    if _SPAN.fullmatch(body) or re.search(r"\d\s*(?:–|—|to|bis|until)\s*\d", body):
        mend = "choose one date, or give first and last a field each: a span is no date"
    return Slip(f"'{text}' is not a date", mend)


def _readings(body: str) -> tuple[str, ...]:
    """Give what a date may mean, before Christ too: `15 March 44 BC`."""
    found = date_readings(body)
    era = _WITH_ERA.fullmatch(body)
    if found or era is None:
        return found
    # Dates as people write them have years of four digits.
    padded = re.sub(r"(?<!\d)(\d{1,4})$", lambda year: f"{int(year[1]):04}", era["date"].strip())
    return tuple(f"{int(each[:4])}{each[4:]} BC" for each in date_readings(padded))
