"""Wrong answers: candidates for them, each proven wrong against the facts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from quizgen.ask.display import natural_order, to_rich
from quizgen.ask.meaning import Answers
from quizgen.model import (
    Rich,
    Text,
    Value,
    Words,
    WrongAnswer,
    extent_of,
    identity,
    likenesses,
    meet,
    order_key,
)
from quizgen.model.value import Extent, Scalar

MOST = 24
"""Wrong answers kept for a question; compose chooses among them."""


class Candidate(NamedTuple):
    """A value that might be offered as wrong, with all that questions ask of it worked out once.

    `fact` has it; `home` is that fact's kind and the field. Both are empty where it comes from
    names.yaml. `place` is where it stands among the values of its field; `likes` is
    what a text has in common with other spellings of the same.
    """

    value: Scalar
    fact: str
    home: tuple[str, str]
    text: Rich
    order: Decimal | None
    identity: str
    extent: Extent | None
    place: Decimal
    likes: tuple[str, ...]

    @property
    def meaning(self) -> Hashable:
        """Give what two candidates share if no question may offer both."""
        return self.extent or self.identity


class Key(NamedTuple):
    """What is right, and where it stands among the values of its field."""

    value: Scalar
    identity: str
    place: Decimal


Proven = list[tuple[Candidate, int]]
"""Candidates that are wrong, each with the number of facts nearby that have it."""


class Distractor(NamedTuple):
    """A wrong value, and how it is shown as a wrong answer."""

    value: Value
    answer: WrongAnswer


def make_candidate(
    value: Scalar, words: Words, fact: str = "", home: tuple[str, str] = ("", "")
) -> Candidate:
    """Make a candidate of a value, and of where it comes from."""
    _, name, place = make_key(value, fact)
    text, order = to_rich(value, words), natural_order(value, words)
    likes = likenesses(value, words.language) if isinstance(value, Text) else ()
    return Candidate(value, fact, home, text, order, name, extent_of(value), place, likes)


def make_key(value: Scalar, fact: str) -> Key:
    """Place a fact's value: by its size, or by a hash where it has none."""
    name, place = identity(value), order_key(value)
    if place is None:
        place = Decimal(int.from_bytes(sha256(f"{name}\0{fact}".encode()).digest()[:6]))
    return Key(value, name, place)


class Proof:
    """Keeps what is proven wrong for one question, at most MOST, each meaning once.

    `right` is all that may be right: every answer of the prompt, rivals, what the author ruled
    out.
    """

    def __init__(self, right: Iterable[Answers]) -> None:
        self.full = False
        self._right = [answers for answers in right if answers]
        self._kept: dict[Hashable, Extent | None] = {}
        self._likes: set[str] = set()

    def take(self, candidate: Candidate) -> bool:
        """Take in a candidate if it is wrong for sure and unlike all that were taken."""
        name, extent, likes = candidate.identity, candidate.extent, candidate.likes
        meaning = extent or name
        if meaning in self._kept or not self._likes.isdisjoint(likes):
            return False
        for answers in self._right:
            if answers.hold(name, extent) or answers.resemble(likes):
                return False
        if extent is not None and extent[1] != extent[2] and self._meets_kept(extent):
            return False
        self._kept[meaning] = extent
        self._likes.update(likes)
        self.full = len(self._kept) >= MOST
        return True

    def _meets_kept(self, extent: Extent) -> bool:
        return any(kept is not None and meet(extent, kept) for kept in self._kept.values())
