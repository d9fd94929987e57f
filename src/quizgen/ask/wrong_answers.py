"""Wrong answers: candidates from an index, each proven wrong against the facts."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from itertools import zip_longest
from typing import assert_never

from quizgen.ask.display import natural_order, to_rich
from quizgen.ask.meaning import Answers, Meanings
from quizgen.model import (
    BUILT_IN_TYPES,
    Amount,
    Deck,
    Fact,
    Markup,
    Moment,
    Picture,
    Rich,
    Sound,
    Text,
    Tier,
    Value,
    Words,
    WrongAnswer,
    extent_of,
    identity,
    meet,
    members,
    order_key,
)
from quizgen.model.value import Extent, Scalar

MOST = 24
"""Wrong answers kept for a question; compose chooses among them."""
_REACH = 10 * MOST
"""Facts looked at in a pool, on either side of a number: more are never worth the time."""
_SHARED_TYPES = frozenset({"money", "percent", "date"})
"""Built-in types whose values other kinds may lend; a vocabulary is always shared."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that might be offered as wrong, with all that questions ask of it worked out once.

    `fact` has it; `home` is that fact's kind and the field. Both are empty where it comes from
    names.yaml.
    """

    value: Scalar
    fact: str
    home: tuple[str, str]
    text: Rich
    order: Decimal | None
    identity: str
    extent: Extent | None

    @property
    def meaning(self) -> Hashable:
        """Give what two candidates share if no question may offer both."""
        return self.extent or self.identity


Proven = list[tuple[Candidate, int]]
"""Candidates that are wrong, each with the number of facts nearby that have it."""


@dataclass(frozen=True, slots=True)
class Distractor:
    """A wrong value, and how it is shown as a wrong answer."""

    value: Value
    answer: WrongAnswer


def make_candidate(
    value: Scalar, words: Words, fact: str = "", home: tuple[str, str] = ("", "")
) -> Candidate:
    """Make a candidate of a value, and of where it comes from."""
    return Candidate(
        value,
        fact,
        home,
        to_rich(value, words),
        natural_order(value, words),
        identity(value),
        extent_of(value),
    )


class Proof:
    """Keeps what is proven wrong for one question, at most MOST, each meaning once.

    `right` is all that may be right: every answer of the prompt, rivals, what the author ruled
    out.
    """

    def __init__(self, right: Iterable[Answers]) -> None:
        self.full = False
        self._right = [answers for answers in right if answers]
        self._kept: dict[Hashable, Extent | None] = {}

    def take(self, candidate: Candidate) -> bool:
        """Take in a candidate if it is wrong for sure and unlike all that were taken."""
        name, extent = candidate.identity, candidate.extent
        meaning = extent or name
        if meaning in self._kept:
            return False
        for answers in self._right:
            if answers.hold(name, extent):
                return False
        if extent is not None and extent[1] != extent[2] and self._meets_kept(extent):
            return False
        self._kept[meaning] = extent
        self.full = len(self._kept) >= MOST
        return True

    def _meets_kept(self, extent: Extent) -> bool:
        return any(kept is not None and meet(extent, kept) for kept in self._kept.values())


class Pool:
    """The values of one field or type, ready to give neighbours of any of them.

    Numbers and dates stand on lines, one for each sort, each value once. All else stands on
    rings, once for every fact that has it: so what is often right is as often offered as wrong,
    and none gives itself away by being common.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        lines: defaultdict[Hashable, list[Candidate]] = defaultdict(list)
        rings: defaultdict[Hashable, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            sort = _sort(candidate.value)
            if order_key(candidate.value) is not None:
                lines[sort].append(candidate)
            else:
                rings[sort].append(candidate)
                rings[sort, _look(candidate.value)].append(candidate)
        self._lines = {sort: _Line(members) for sort, members in lines.items()}
        self._rings = {sort: _Ring(members) for sort, members in rings.items()}

    def prove(self, key: Scalar, question_id: str, proof: Proof) -> Iterator[tuple[Tier, Proven]]:
        """Give wrong answers for a question: numbers nearest first, names that look alike first."""
        sort, order = _sort(key), order_key(key)
        if order is not None:
            if sort in self._lines:
                yield Tier.ALIKE, self._lines[sort].prove(order, proof)
            return
        alike = self._rings.get((sort, _look(key)))
        if alike is not None:
            yield Tier.ALIKE, alike.prove(question_id, proof)
        if not proof.full and sort in self._rings:
            yield Tier.UNLIKE, self._rings[sort].prove(question_id, proof)


class _Line:
    """Numbers or dates of one sort in their order, each with the number of facts that have it."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        first: dict[Hashable, Candidate] = {}
        self._weights: defaultdict[Hashable, int] = defaultdict(int)
        for candidate in candidates:
            first.setdefault(candidate.meaning, candidate)
            self._weights[candidate.meaning] += 1
        placed = [(order_key(c.value) or Decimal(0), c.identity, c) for c in first.values()]
        placed.sort(key=lambda each: each[:2])
        self._orders = [order for order, _, _ in placed]
        self._candidates = [candidate for _, _, candidate in placed]

    def prove(self, order: Decimal, proof: Proof) -> Proven:
        """Go below and above by turns."""
        low, high = bisect_left(self._orders, order), bisect_right(self._orders, order)
        below = self._candidates[max(0, low - _REACH) : low][::-1]
        above = self._candidates[high : high + _REACH]
        proven: Proven = []
        for pair in zip_longest(below, above):
            for candidate in pair:
                if proof.full:
                    return proven
                if candidate is not None and proof.take(candidate):
                    proven.append((candidate, self._weights[candidate.meaning]))
        return proven


class _Ring:
    """Names in the order of hashes; a question begins at its own.

    So a new name changes only the questions it enters.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        placed = [(_hash(f"{c.identity}\0{c.fact}"), c) for c in candidates]
        placed.sort(key=lambda pair: pair[0])
        self._hashes = [place for place, _ in placed]
        self._candidates = [candidate for _, candidate in placed]

    def prove(self, question_id: str, proof: Proof) -> Proven:
        """Walk on from the question's place till MOST are proven; count how often each is met."""
        start, size = bisect_left(self._hashes, _hash(question_id)), len(self._hashes)
        met: dict[str, int] = {}
        taken: list[Candidate] = []
        for i in range(start, start + min(size, _REACH)):
            candidate = self._candidates[i % size]
            name = candidate.identity
            if name in met:
                met[name] += 1
            elif proof.full:
                break
            else:
                met[name] = 1
                if proof.take(candidate):
                    taken.append(candidate)
        return [(candidate, met[candidate.identity]) for candidate in taken]


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
        self, kind: str, field: str, key: Scalar, question_id: str, proof: Proof
    ) -> Iterator[tuple[Tier, Proven]]:
        """Give wrong answers of the same kind first, then of other kinds for the same type."""
        if (kind, field) not in self._by_field:
            self._by_field[kind, field] = Pool(self._values(kind, field))
        yield from self._by_field[kind, field].prove(key, question_id, proof)
        field_type = self._kinds[kind].fields[field].type
        if not proof.full and (field_type in _SHARED_TYPES or field_type not in BUILT_IN_TYPES):
            if (kind, field_type) not in self._by_type:
                self._by_type[kind, field_type] = Pool(self._lent(field_type, kind))
            for _, proven in self._by_type[kind, field_type].prove(key, question_id, proof):
                yield Tier.LENT, proven

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


def _hash(text: str) -> bytes:
    return sha256(text.encode()).digest()[:12]
