"""Written dates: what people write for a date, and how a deck writes it."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.load.language import known_languages, read_language

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|ª|º|\.)?"
_MONTH = r"(?P<name>[^\W\d_]{3,})\.?"
_YEAR = r"(?P<year>\d{4})"
_OF = r"(?:\s+(?:of|de|del|di))?,?\s+"
_NAMED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_DAY}{_OF})?{_MONTH}{_OF}{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR},?\s+{_MONTH}(?:\s+{_DAY})?",
    )
]
"""`4 March 2020`, `4. März 2020`, `4 de marzo de 2020`; `March 4, 2020`; `2020 March 4`."""
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})(?:\s*[-/.月]\s*(?P<day>\d{1,2}))?\s*[.日月]?"
)
_POINTS = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})")
"""Who parts a date by points writes the day first, in every language."""
_SLASHES = re.compile(r"(?P<one>\d{1,2})\s*[-/]\s*(?P<two>\d{1,2})\s*[-/]\s*(?P<year>\d{4})")


def date_readings(text: str) -> tuple[str, ...]:
    """Give the dates that a text may mean, as year-month-day; two for `3/4/2020`.

    >>> date_readings("14 July 1789"), date_readings("3/4/2020"), date_readings("in spring")
    (('1789-07-14',), ('2020-04-03', '2020-03-04'), ())
    """
    for named in _NAMED:
        found = named.fullmatch(text)
        month = _month(found["name"]) if found else 0
        if found and month:
            return (_written(found["year"], month, found["day"]),)
    figures = _YEAR_FIRST.fullmatch(text) or _POINTS.fullmatch(text)
    if figures:
        return (_written(figures["year"], int(figures["month"]), figures["day"]),)
    found = _SLASHES.fullmatch(text)
    if found is None:
        return ()
    one, two = int(found["one"]), int(found["two"])
    orders = dict.fromkeys(((two, one), (one, two)))  # the day first, or the month
    return tuple(_written(found["year"], m, str(d)) for m, d in orders if m <= 12)


def _written(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")


def _month(name: str) -> int:
    """Give the number of a month by its name, or the beginning of it; 0 where it is none."""
    numbers = {number for month, number in _months() if month.startswith(name.casefold())}
    return numbers.pop() if len(numbers) == 1 else 0


@lru_cache(maxsize=1)
def _months() -> tuple[tuple[str, int], ...]:
    """Give the names of months in all languages that we know."""
    words = [read_language(language) for language in known_languages()]
    return tuple(
        (month.casefold(), number)
        for each in words
        for names in (each.months, each.inflected_months)
        for number, month in enumerate(names, start=1)
    )
