"""Display: how a value reads in a sentence, and the line that says whose claim it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from quizgen.model import (
    Deck,
    Evidence,
    Fact,
    Markup,
    Moment,
    Picture,
    Reference,
    Rich,
    Sound,
    Source,
    Span,
    Text,
    Value,
    Words,
    members,
    order_key,
)

_BARE_NUMBER = re.compile(r"[$€£]?\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?%?", re.ASCII)
_FEW_DIGITS = 100
"""A year below would be read as one of our own century: `19 August 14`."""
SOUND = "♪"
"""Stands for a sound where only text can."""


def format_moment(moment: Moment, words: Words) -> str:
    """Write a date in the deck's language, as exactly as it is known; qualified ones as written."""
    exactness = _exactness(moment)
    months = words.months if exactness == "month" else words.inflected_months
    return _write_moment(moment, exactness, months, words)


def _exactness(moment: Moment) -> str:
    """Tell how exactly a date is known, or nothing of one that stays as its author wrote it."""
    if moment.qualified or (len(moment.parts) == 1 and _names_era(moment)):
        return ""
    return ("year", "month", "day")[len(moment.parts) - 1]


def _write_moment(moment: Moment, exactness: str, months: Sequence[str], words: Words) -> str:
    if exactness not in ("month", "day"):
        return _year(moment, words) if exactness and moment.parts[0] < 1 else moment.text
    _, month, *days = moment.parts
    named = {"month": months[month - 1], "year": _year(moment, words)}
    if not days:
        return words.say("date month", **named)
    return words.say_for(str(days[0]), "date day", day=days[0], **named)


def _names_era(moment: Moment) -> bool:
    """Tell whether a year has its era in other words than ours: `44 BCE`, `44 v. Chr.`."""
    return not re.fullmatch(r"\d+( ?BC)?", moment.text)


def _year(moment: Moment, words: Words) -> str:
    """Write a year as a date needs it; a year before Christ, or of few digits, with its era."""
    year = moment.parts[0]
    if year < 1:
        return words.say("before christ", year=1 - year)
    return words.say("after christ", year=year) if year < _FEW_DIGITS else str(year)


def natural_order(value: Value, words: Words) -> Decimal | None:
    """Give the place of a value in its natural order: numbers, dates, and months by name.

    A text that is a bare number has one too: who writes `20%` into a text means the number.
    """
    if isinstance(value, Text) and value in words.months:
        return Decimal(words.months.index(value))
    if isinstance(value, Text) and _BARE_NUMBER.fullmatch(value):
        return Decimal(value.strip("$€£%").replace(",", ""))
    return order_key(value)


def join_and(parts: Sequence[str], words: Words) -> str:
    """Join texts as a sentence does: `Arm, NVIDIA, and Oracle`."""
    if len(parts) < 2:
        return "".join(parts)
    if len(parts) == 2:
        return words.say_for(parts[1], "and", first=parts[0], last=parts[1])
    first = words.phrases["comma"].join(parts[:-1])
    return words.say_for(parts[-1], "comma and", first=first, last=parts[-1])


def to_rich(value: Value, words: Words) -> Rich:
    """Show a value as an answer: dates in words, markup as markup, members parted by commas."""
    if type(value) is Text:
        return (Span(value),)
    spans: list[Span] = []
    for member in members(value):
        if spans:
            spans.append(Span(words.phrases["comma"]))
        match member:
            case Markup():
                spans.append(Span(member.text, member.language))
            case Picture():
                spans.append(Span(member.alt, "image", media=member.media))
            case Sound():
                spans.append(Span(SOUND, "sound", media=member.media))
            case Moment():
                spans.append(Span(format_moment(member, words)))
            case _:
                spans.append(Span(str(member)))
    return tuple(spans)


def scope_line(fact: Fact, deck: Deck) -> str:
    """Say whose claim it is and of when: account first, then time; empty for a plain fact."""
    if not (fact.according_to or fact.hedge or fact.scope or fact.as_of or any(fact.valid)):
        return ""  # as most are
    words = deck.words
    parts: list[str] = []
    if fact.according_to is not None:
        account = account_name(fact.according_to, deck.sources)
        if fact.hedge:
            parts.append(words.say("according to hedged", account=account, hedge=fact.hedge))
        else:
            parts.append(words.say("according to", account=account))
    elif fact.hedge:
        parts.append(str(fact.hedge))
    if fact.scope:
        parts.append(str(fact.scope))
    if isinstance(fact.as_of, Moment):
        parts.append(_say_date("as of", fact.as_of, words))
    parts += _validity(fact, words)
    line = words.phrases["clause comma"].join(parts)
    return line[:1].upper() + line[1:]


def _validity(fact: Fact, words: Words) -> list[str]:
    first, last = fact.valid
    if isinstance(first, Moment) and isinstance(last, Moment):
        begin, end = _say_date("valid first", first, words), _say_date("valid last", last, words)
        return [words.say("valid between", first=begin, last=end)]
    if isinstance(first, Moment):
        return [_say_date("valid from", first, words)]
    if isinstance(last, Moment):
        return [_say_date("valid to", last, words)]
    return []


def _say_date(phrase: str, moment: Moment, words: Words) -> str:
    exactness = _exactness(moment)
    date = _write_moment(moment, exactness, words.inflected_months, words)
    return words.say_for(exactness, phrase, date=date)


def account_name(source: str, sources: Mapping[str, Source]) -> str:
    """Give the name under which a prompt speaks of a source."""
    return str(sources[source].name) if source in sources else source


def references(evidence: Sequence[Evidence], deck: Deck) -> tuple[Reference, ...]:
    """Show evidence as readers see it: the source's name and the place in it."""
    return tuple(
        Reference(
            account_name(piece.source, deck.sources),
            _locator(piece, deck.words),
            deck.sources[piece.source].url if piece.source in deck.sources else "",
        )
        for piece in evidence
    )


def _locator(piece: Evidence, words: Words) -> str:
    parts = []
    if piece.page:
        parts.append(words.say("page number", number=piece.page))
    if piece.section:
        parts.append(piece.section)
    if piece.at is not None:
        parts.append(words.say("paragraph", number=piece.at))
    return words.phrases["clause comma"].join(parts)
