"""An oracle of its own: what a made deck makes right, told from its plain data and tables alone.

It knows no part of quizgen. Facts are dictionaries as their author writes them; what a text
means stands in the tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NONE = float("inf")
FIRMS = {
    "Alpha": 1, "Al": 1, "alpha": 1, "Beta": 2, "Bee": 2, "Gamma": 3, "GAMMA": 3, "Delta": 4,
    "Dee": 4, "Epsilon": 5, "Zeta": 6,
}  # fmt: skip
"""Names by what they name."""
ALIASES = {
    "Alpha": {"aka": ["Al"], "near": ["Bee", "Gamma"]},
    "Beta": {"aka": ["Bee"], "near": ["Al", "Zeta"]},
    "Delta": {"aka": ["Dee"]},
}
SUMS = {
    "$1 million": ("$", 1.0, 1.0), "$1,000,000": ("$", 1.0, 1.0), "$1.5 million": ("$", 1.5, 1.5),
    "over $2 million": ("$", 2.0, NONE), "up to $2 million": ("$", -NONE, 2.0),
    "nearly $2 million": ("$", 1.8, 2.0), "$3 million": ("$", 3.0, 3.0),
    "about $3 million": ("$", 2.7, 3.3), "$4 million": ("$", 4.0, 4.0),
    "under $500 thousand": ("$", -NONE, 0.5), "€1 million": ("€", 1.0, 1.0),
    "€3 million": ("€", 3.0, 3.0), "$9 million": ("$", 9.0, 9.0),
}  # fmt: skip
"""Amounts by currency, least and most, in millions."""
WAYS = {
    "1 km": ("m", 1000.0, 1000.0), "1,000 m": ("m", 1000.0, 1000.0), "2 km": ("m", 2e3, 2e3),
    "2000 metres": ("m", 2e3, 2e3), "3 km": ("m", 3e3, 3e3), "3000 m": ("m", 3e3, 3e3),
    "5 km": ("m", 5e3, 5e3), "5,000 m": ("m", 5e3, 5e3), "7 km": ("m", 7e3, 7e3),
    "800 m": ("m", 800.0, 800.0), "over 6 km": ("m", 6e3, NONE), "4 kg": ("g", 4e3, 4e3),
}  # fmt: skip
"""Quantities by what they measure, least and most."""
DAYS = {
    "2018": (20180101, 20181231), "2019": (20190101, 20191231), "2020": (20200101, 20201231),
    "2018-07": (20180701, 20180731), "2019-07": (20190701, 20190731),
    "2019-08": (20190801, 20190831), "2019-07-22": (20190722, 20190722),
    "2019-08-01": (20190801, 20190801), "about 2016": (20060101, 20261231),
    "1990": (19900101, 19901231), "1990-05": (19900501, 19900531), "1991": (19910101, 19911231),
}  # fmt: skip
"""Dates by their first and last day."""
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
Meaning = tuple[str, float, float]
Fact = Mapping[str, object]


def meaning(text: str) -> Meaning:
    """Tell what a text means: what it measures, the least and the most."""
    if text in FIRMS:
        return "firm", FIRMS[text], FIRMS[text]
    for table in (SUMS, WAYS):
        if text in table:
            return table[text]
    if text in DAYS:
        first, last = DAYS[text]
        return "day", first, last
    return _made_up(text)


def _made_up(text: str) -> Meaning:
    """Read a number or date that stands in no table."""
    if found := re.fullmatch(r"([$€])([\d.,]+) (million|thousand)|([$€])([\d,]+)", text):
        scale = {"million": 1.0, "thousand": 1e-3}.get(found[3] or "", 1e-6)
        value = float((found[2] or found[5]).replace(",", "")) * scale
        return found[1] or found[4], value, value
    if found := re.fullmatch(r"([\d.,]+) (km|m|metres|kg)", text):
        value = float(found[1].replace(",", "")) * (1 if found[2].startswith("m") else 1000)
        return "g" if found[2] == "kg" else "m", value, value
    found = re.fullmatch(rf"(?:(\d+) )?(?:({'|'.join(_MONTHS)}) )?(\d{{4}})", text)
    assert found, f"what does '{text}' mean?"
    month = _MONTHS.index(found[2]) + 1 if found[2] else 0
    first = int(found[3]) * 10000 + (month or 1) * 100 + int(found[1] or 1)
    last = int(found[3]) * 10000 + (month or 12) * 100 + int(found[1] or 31)
    return "day", first, last


def may_both_hold(one: str, other: str) -> bool:
    """Tell whether two texts could be said of the same thing."""
    sort, low, high = meaning(one)
    sort2, low2, high2 = meaning(other)
    return sort == sort2 and low <= high2 and low2 <= high


def texts(fact: Fact, field: str) -> list[str]:
    """Give the values of a field."""
    value = fact.get(field, ())
    return [value] if isinstance(value, str) else [str(each) for each in _sequence(value)]


def extras(fact: Fact, key: str, field: str) -> list[str]:
    """Give what a fact says beside its fields: other names, doubts."""
    by_field = fact.get(key, {})
    assert isinstance(by_field, Mapping)
    return texts(by_field, field)


def _sequence(value: object) -> Sequence[object]:
    assert isinstance(value, Sequence)
    return value


def all_right(facts: Sequence[Fact], asked: Fact, field: str, about: str) -> list[str]:
    """List what may be right where a field is asked for by another one.

    That is: answers of all facts about the same, whoever claims them and of whenever; rivals of
    a dispute; what the author doubts.
    """
    right = extras(asked, "not_wrong", field)
    for fact in facts:
        if is_about_the_same(fact, asked, about):
            right += texts(fact, field) + extras(fact, "aka", field)
        if asked.get("dispute") is not None and fact.get("dispute") == asked["dispute"]:
            right += texts(fact, field) + extras(fact, "aka", field)
    return right


def is_about_the_same(fact: Fact, asked: Fact, about: str) -> bool:
    """Tell whether what is asked about a fact is true of another one too: lists hold all of it."""
    if about == "what":
        return fold(texts(fact, about)[0]) == fold(texts(asked, about)[0])
    return all(
        any(may_both_hold(one, other) for other in texts(fact, about))
        for one in texts(asked, about)
    )


def fold(text: str) -> str:
    """Fold case and spaces."""
    return " ".join(text.lower().split())


def count_right(
    facts: Sequence[Fact], asked: Fact, options: Sequence[str], *, field: str, about: str
) -> int:
    """Count the options that may be right."""
    right = all_right(facts, asked, field, about)
    return sum(any(may_both_hold(option, each) for each in right) for option in options)


def may_be_true(facts: Sequence[Fact], who: Sequence[str], cost: str, what: str) -> bool:
    """Tell whether some fact makes `who paid cost for what` true."""
    return any(
        fold(texts(fact, "what")[0]) == fold(what)
        and all(any(may_both_hold(one, other) for other in names(fact)) for one in who)
        and any(may_both_hold(cost, other) for other in texts(fact, "cost"))
        for fact in facts
    )


def names(fact: Fact) -> list[str]:
    """Give who a fact is about, with other names."""
    return texts(fact, "who") + extras(fact, "aka", "who")
