"""Wrong answers: candidates from an index, each proven wrong against the facts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from itertools import zip_longest

from quizgen.ask.meaning import Answers, Meanings
from quizgen.model import (
    BUILT_IN_TYPES,
    Amount,
    Deck,
    Fact,
    Markup,
    Moment,
    Picture,
    Sound,
    Text,
    Value,
    identity,
    members,
    order_key,
    shown,
)
from quizgen.model.value import Scalar

MOST = 24
"""Wrong answers kept for a question; compose chooses among them."""
_REACH = 10 * MOST
"""Candidates looked at in a pool, on either side of a number: more are never worth the time."""
_SHARED_TYPES = frozenset({"money", "percent", "date"})
"""Built-in types whose values other kinds may lend; a vocabulary is always shared."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that might be offered as wrong, and its folded text or file.

    `fact` is the one that has it in the field asked for; empty where it comes from names.yaml
    (`tier` 0) or from another field of the same type (`tier` 2).
    """

    value: Scalar
    fact: str
    identity: str
    tier: int


def make_candidate(value: Scalar, fact: str = "") -> Candidate:
    """Make a candidate of a value and the fact it comes from (empty: from names.yaml)."""
    return Candidate(value, fact, identity(value), 1 if fact else 0)


class Pool:
    """The distinct values of one field or type, ready to give neighbours of any of them."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        distinct: dict[str, Candidate] = {}
        for candidate in candidates:
            distinct.setdefault(candidate.identity, candidate)
        ordered = [
            (order, c) for c in distinct.values() if (order := order_key(c.value)) is not None
        ]
        ordered.sort(key=lambda pair: (pair[0], shown(pair[1].value)))
        self._orders = [order for order, _ in ordered]
        self._ordered = [candidate for _, candidate in ordered]
        ring = [(_hash(c_id), c) for c_id, c in distinct.items() if order_key(c.value) is None]
        ring.sort(key=lambda pair: pair[0])
        self._hashes = [position for position, _ in ring]
        self._ring = [candidate for _, candidate in ring]

    def neighbours(self, key: Value, question_id: str) -> Iterator[Candidate]:
        """Give candidates for a question: numbers and dates nearest first, names from a ring.

        On the ring each name stands by its hash, and a question begins at its own: so a new
        name changes only the questions it enters.
        """
        order = order_key(key)
        if order is not None:
            yield from self._outward(key, order)
            return
        start = bisect_left(self._hashes, _hash(question_id))
        size = len(self._ring)
        for i in range(start, start + min(size, _REACH)):
            yield self._ring[i % size]

    def _outward(self, key: Value, order: Decimal) -> Iterator[Candidate]:
        """Go below and above by turns, past what is of another sort or equals the key."""
        low, high = bisect_left(self._orders, order), bisect_right(self._orders, order)
        ordered = self._ordered
        below = (ordered[i] for i in range(low - 1, max(-1, low - 1 - _REACH), -1))
        above = (ordered[i] for i in range(high, min(len(ordered), high + _REACH)))
        alike = ((c for c in side if _same_sort(key, c.value)) for side in (below, above))
        for pair in zip_longest(*alike):
            yield from (candidate for candidate in pair if candidate is not None)


class Pools:
    """The pools of a deck, by kind and field, and by the types that kinds share.

    Each is built when a question first asks for it: most fields are never asked for.
    """

    def __init__(self, deck: Deck, meanings: Meanings) -> None:
        self._kinds = deck.kinds
        self._facts: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in deck.facts:
            if fact.retired is None:
                self._facts[fact.kind].append(fact)
        self._meanings = meanings
        self._by_field: dict[tuple[str, str], Pool] = {}
        self._by_type: dict[tuple[str, str], Pool] = {}

    def candidates(
        self, kind: str, field: str, field_type: str, key: Value, question_id: str
    ) -> Iterator[Candidate]:
        """Give candidates of the same kind first, then of other kinds for the same type."""
        if (kind, field) not in self._by_field:
            self._by_field[kind, field] = Pool(self._values(kind, field))
        yield from self._by_field[kind, field].neighbours(key, question_id)
        if field_type in _SHARED_TYPES or field_type not in BUILT_IN_TYPES:
            if (kind, field_type) not in self._by_type:
                self._by_type[kind, field_type] = Pool(self._lent(field_type, kind))
            yield from self._by_type[kind, field_type].neighbours(key, question_id)

    def _lent(self, field_type: str, borrower: str) -> Iterator[Candidate]:
        for kind in self._kinds.values():
            for field in kind.fields.values():
                if field.type == field_type and kind.id != borrower:
                    for each in self._values(kind.id, field.name):
                        yield Candidate(each.value, "", each.identity, 2)

    def _values(self, kind: str, field: str) -> Iterator[Candidate]:
        field_type = self._kinds[kind].fields[field].type
        for fact in self._facts[kind]:
            if field in fact.fields:
                value = self._meanings.canonical(fact.fields[field], field_type)
                for member in members(value):
                    yield make_candidate(member, fact.id)


def prove(
    key: Value, candidates: Iterable[Candidate], right: Sequence[Answers]
) -> Iterator[Candidate]:
    """Keep candidates of the key's sort that no fact makes right; at most MOST of them.

    `right` is all that may be right: every answer of the prompt, rivals, what the author
    ruled out.
    """
    kept, count = Answers(), 0
    for candidate in candidates:
        if count == MOST:
            return
        value = candidate.value
        if not _same_sort(key, value):
            continue
        if any(answers.rule_out(value) for answers in (*right, kept)):
            continue
        kept.add((value,))
        count += 1
        yield candidate


def rank(proven: Iterable[Candidate], question_id: str) -> list[Candidate]:
    """Order candidates: names easily confused, then the asked field's, then others.

    Among each, numbers and dates stay nearest first; names go by hash.
    """

    def place(candidate: Candidate) -> tuple[int, bytes]:
        drawn = candidate.tier > 0 and order_key(candidate.value) is None
        return candidate.tier, _hash(f"{question_id}\0{candidate.identity}") if drawn else b""

    return sorted(proven, key=place)


def _same_sort(key: Value, value: Value) -> bool:
    """Hold options alike: unit, exactness, qualifying word, language of markup, all pictures."""
    match key, value:
        case Amount(), Amount():
            return (key.unit, key.qualified) == (value.unit, value.qualified)
        case Moment(), Moment():
            return (len(key.parts), key.qualified) == (len(value.parts), value.qualified)
        case Markup(), Markup():
            return key.language == value.language
        case (Picture(), Picture()) | (Sound(), Sound()):
            return True
        case _:
            return isinstance(key, Text) and isinstance(value, Text)


def _hash(text: str) -> bytes:
    return sha256(text.encode()).digest()[:12]
