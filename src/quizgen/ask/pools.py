"""Pools: the values that questions may offer as wrong, by kind, field and type."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import assert_never

from quizgen.ask.meaning import Meanings
from quizgen.ask.neighbours import Line, Row
from quizgen.ask.wrong_answers import Candidate, Key, Proof, Proven, make_candidate, make_key
from quizgen.model import (
    BUILT_IN_TYPES,
    EVERYWHERE,
    MANY_ALIKE,
    Amount,
    Deck,
    Fact,
    Markup,
    Moment,
    Picture,
    Sound,
    Stretch,
    Text,
    Tier,
    members,
    order_key,
)
from quizgen.model.value import Scalar

_SHARED_TYPES = frozenset({"money", "percent", "date"})
"""Built-in types whose values other kinds may lend; a vocabulary is always shared."""


class Pools:
    """The pools of a deck, by kind and field, and by the types that kinds share.

    Each is built when a question first asks for it: most fields are never asked for.
    """

    def __init__(self, deck: Deck, meanings: Meanings) -> None:
        self._kinds = deck.kinds
        self._words = deck.words
        self._facts: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in deck.facts:
            if fact.retired is None:
                self._facts[fact.kind].append(fact)
        self._meanings = meanings
        self._by_field: dict[tuple[str, str], Pool] = {}
        self._by_type: dict[tuple[str, str], Pool] = {}

    def prove(
        self, fact: Fact, field: str, key: Scalar, proof: Proof
    ) -> Iterator[tuple[Tier, Proven]]:
        """Give wrong answers of the same kind first, then of other kinds for the same type."""
        field_type = self._kinds[fact.kind].fields[field].type
        meant = self._mean(fact, field, key)
        yield from self._pool(fact.kind, field).prove(meant, proof)
        if not proof.full and (field_type in _SHARED_TYPES or field_type not in BUILT_IN_TYPES):
            if (fact.kind, field_type) not in self._by_type:
                self._by_type[fact.kind, field_type] = Pool(self._lent(field_type, fact.kind))
            for _, proven in self._by_type[fact.kind, field_type].prove(meant, proof):
                yield Tier.LENT, proven

    def find_stretch(self, fact: Fact, field: str, key: Scalar) -> Stretch:
        """Find where the values of a field lie that share their options with a fact's."""
        return self._pool(fact.kind, field).find_stretch(self._mean(fact, field, key))

    def _mean(self, fact: Fact, field: str, key: Scalar) -> Key:
        """Place a fact's value as the name that it stands for; it looks as its author wrote it."""
        field_type = self._kinds[fact.kind].fields[field].type
        (meant,) = members(self._meanings.canonical(key, field_type))
        return make_key(meant, fact.id)._replace(value=key)

    def _pool(self, kind: str, field: str) -> Pool:
        if (kind, field) not in self._by_field:
            self._by_field[kind, field] = Pool(self._values(kind, field))
        return self._by_field[kind, field]

    def _lent(self, field_type: str, borrower: str) -> Iterator[Candidate]:
        for kind in self._kinds.values():
            for field in kind.fields.values():
                if field.type == field_type and kind.id != borrower:
                    yield from self._values(kind.id, field.name)

    def _values(self, kind: str, field: str) -> Iterator[Candidate]:
        field_type = self._kinds[kind].fields[field].type
        for fact in self._facts[kind]:
            if field in fact.fields:
                value = self._meanings.canonical(fact.fields[field], field_type)
                for member in members(value):
                    yield make_candidate(member, self._words, fact.id, (kind, field))


class Pool:
    """The values of one field or type, ready to give neighbours of any of them.

    Numbers and dates stand on lines, one for each sort; all else in rows, and once more in a row
    of those that look alike.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        lines: defaultdict[Hashable, list[Candidate]] = defaultdict(list)
        rows: defaultdict[Hashable, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            sort = _sort(candidate.value)
            if order_key(candidate.value) is not None:
                lines[sort].append(candidate)
            else:
                rows[sort].append(candidate)
                rows[sort, _look(candidate.value)].append(candidate)
        self._lines = {sort: Line(found) for sort, found in lines.items()}
        self._rows = {sort: Row(found) for sort, found in rows.items()}

    def prove(self, key: Key, proof: Proof) -> Iterator[tuple[Tier, Proven]]:
        """Give wrong answers beside a key: what is nearest, and looks like it, first."""
        sort = _sort(key.value)
        if order_key(key.value) is not None:
            if sort in self._lines:
                yield Tier.ALIKE, self._lines[sort].prove(key, proof)
            return
        alike = self._rows.get((sort, _look(key.value)))
        if alike is not None:
            yield Tier.ALIKE, alike.prove(key, proof)
        if not proof.full and sort in self._rows:
            yield Tier.UNLIKE, self._rows[sort].prove(key, proof)

    def find_stretch(self, key: Key) -> Stretch:
        """Find where the values lie that share their options with a key."""
        sort = _sort(key.value)
        if sort in self._lines:
            return self._lines[sort].find_stretch(key)
        alike, all_names = self._rows.get((sort, _look(key.value))), self._rows.get(sort)
        if alike is not None and len(alike) > MANY_ALIKE:
            return alike.find_stretch(key)
        if all_names is not None and len(all_names) <= MANY_ALIKE:
            return all_names.find_stretch(key)
        return EVERYWHERE  # few look like it: they are offered first, and others beside them


def _sort(value: Scalar) -> Hashable:
    """Give what options must share: unit, exactness, qualifying word, language of markup."""
    match value:
        case Amount(unit=unit, qualified=qualified):
            return "amount", unit, qualified
        case Moment(parts=parts, qualified=qualified):
            return "moment", len(parts), qualified
        case Markup(language=language):
            return language
        case Picture() | Sound():
            return "media"
        case Text():
            return "text"
        case unreachable:
            assert_never(unreachable)


def _look(value: Scalar) -> Hashable:
    """Give what names that look alike share: script, case and roughly the length."""
    text = str(value)
    letter = text[:1]
    script = "" if letter.isascii() else unicodedata.name(letter, "").partition(" ")[0]
    return script or letter.isalpha(), letter.islower(), len(text).bit_length()
