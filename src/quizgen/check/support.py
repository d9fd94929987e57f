"""Support: whether a passage says what a fact is asked for, in whatever wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.check.numbers_in_prose import numbers_in
from quizgen.check.values import asked_fields
from quizgen.model import (
    Amount,
    Deck,
    Fact,
    Moment,
    Name,
    Text,
    fold,
)
from quizgen.model.value import Scalar

_UNTOLD = frozenset({"text", "markdown", "math", "quote", "url", "image", "sound"})
"""Types whose values need not stand in a source as they are, or have a rule of their own."""
_SHORT_MONTH = 3


def answer_fields(deck: Deck, fact: Fact) -> Iterator[str]:
    """Name the fields that a fact is asked for, but for those in the author's own wording."""
    fields = deck.kinds[fact.kind].fields
    return (name for name in asked_fields(deck, fact) if fields[name].type not in _UNTOLD)


Names = Mapping[tuple[str, str], Name]
"""The names of a deck's vocabularies, by vocabulary and folded name or other name."""


def index_names(deck: Deck) -> Names:
    """Index the names of all vocabularies."""
    return {
        (vocabulary, fold(each)): name
        for vocabulary, names in deck.names.items()
        for name in names.values()
        for each in (name.name, *name.aka)
    }


def name_documents(deck: Deck, fact: Fact) -> frozenset[str]:
    """Give what the documents that a fact cites are called, folded."""
    sources = (deck.sources.get(piece.source) for piece in fact.sources)
    return frozenset(fold(name) for each in sources if each for name in (each.name, each.title))


def list_wordings(deck: Deck, fact: Fact, field: str, value: Scalar, names: Names) -> set[str]:
    """Give every wording of an answer that its author accepts, folded."""
    known = names.get((deck.kinds[fact.kind].fields[field].type, fold(str(value))))
    others = (known.name, *known.aka) if known is not None and isinstance(value, Text) else ()
    return {fold(each) for each in (str(value), *fact.aka.get(field, ()), *others)}


def says(passage: str, value: Scalar, wordings: Iterable[str], months: Sequence[str]) -> bool:
    """Tell whether a folded passage says a value: in one of its wordings, as number or date."""
    if any(_stands_in(wording, passage) for wording in wordings):
        return True
    match value:
        case Amount():
            said = numbers_in(passage)
            own = numbers_in(value.text)  # a duration's middle counts seconds or months
            return value.middle in said or bool(own and own <= said)
        case Moment():
            return _says_date(value, passage, months)
        case _:
            return False


def _says_date(moment: Moment, passage: str, months: Sequence[str]) -> bool:
    """Tell whether year, month and day stand there, in any order, as far as they are known."""
    said = numbers_in(passage)
    year, month, day = (*moment.parts, 0, 0)[:3]
    year = year if year > 0 else 1 - year  # 44 BC is the year -43
    written = numbers_in(moment.text) if len(moment.parts) == 1 else {year}
    if not any(abs(number) in said for number in written):
        return False
    return (not month or month in said or _says_month(months[month - 1], passage)) and (
        not day or day in said
    )


def _says_month(month: str, passage: str) -> bool:
    name = fold(month)
    return _stands_in(name, passage) or _stands_in(name[:_SHORT_MONTH], passage)


def _stands_in(wording: str, passage: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wording)}(?!\w)", passage) is not None
