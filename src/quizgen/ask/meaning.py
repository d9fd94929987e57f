"""Meaning: which texts name the same thing, and what every prompt is known to have as answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from quizgen.model import (
    Deck,
    Fact,
    Name,
    Text,
    Value,
    extent_of,
    fold,
    identity,
    likenesses,
    meet,
    members,
)
from quizgen.model.value import Extent, Scalar


class Meanings:
    """Knows the deck's names: `AWS` and `Amazon Web Services` mean one thing."""

    def __init__(self, deck: Deck) -> None:
        self.language = deck.words.language
        self._names = deck.names
        self._canonical = {
            str(vocabulary): {
                fold(other): name.name
                for name in names.values()
                for other in (name.name, *name.aka)
            }
            for vocabulary, names in deck.names.items()
        }

    def canonical(self, value: Value, vocabulary: str) -> Value:
        """Replace an alias by the name it stands for, in lists too."""
        known = self._canonical.get(vocabulary)
        if known is None:
            return value
        if isinstance(value, tuple):
            return tuple(_replace_alias(member, known) for member in value)
        return _replace_alias(value, known)

    def other_names(self, value: Value, vocabulary: str) -> tuple[str, ...]:
        """List what else the value is called, by names.yaml."""
        name = self._name_of(value, vocabulary)
        if name is None:
            return ()
        return tuple(str(each) for each in (name.name, *name.aka) if fold(each) != fold(str(value)))

    def near(self, value: Value, vocabulary: str) -> tuple[Scalar, ...]:
        """List the names that are easily confused with the value, aliases replaced."""
        name = self._name_of(value, vocabulary)
        if name is None:
            return ()
        return tuple(_replace_alias(each, self._canonical[vocabulary]) for each in name.near)

    def _name_of(self, value: Value, vocabulary: str) -> Name | None:
        known = self._canonical.get(vocabulary)
        canonical = known.get(fold(value)) if known and isinstance(value, Text) else None
        return None if canonical is None else self._names[vocabulary][canonical]


def _replace_alias(value: Scalar, known: Mapping[str, Text]) -> Scalar:
    return known.get(fold(value), value) if isinstance(value, Text) else value


class Answers:
    """Answers that may be right, asked whether a value may agree with one of them.

    Texts are looked up, so that a prompt shared by thousands of facts costs no more than one;
    amounts and dates are compared as the intervals they are. `language` is that of its articles.
    """

    def __init__(self, values: Iterable[Value] = (), language: str = "") -> None:
        self._language = language
        self._identities: set[str] = set()
        self._likes: set[str] = set()
        self._extents: list[Extent] = []
        self.add(values)

    def __bool__(self) -> bool:
        return bool(self._identities)

    def add(self, values: Iterable[Value]) -> None:
        """Take in more answers; of a list, each member."""
        for value in values:
            for member in members(value):
                key = identity(member)
                extent = extent_of(member)
                if extent is not None and key not in self._identities:
                    self._extents.append(extent)
                self._identities.add(key)
                if isinstance(member, Text):
                    self._likes.update(likenesses(member, self._language))

    def rule_out(self, value: Value) -> bool:
        """Tell whether a value may be right too, so that it cannot be a wrong answer."""
        return any(self.hold(identity(member), extent_of(member)) for member in members(value))

    def hold(self, name: str, extent: Extent | None) -> bool:
        """Tell the same of a value's identity and extent, where they are known already."""
        return name in self._identities or (
            extent is not None and any(meet(extent, other) for other in self._extents)
        )

    def resemble(self, likes: tuple[str, ...]) -> bool:
        """Tell whether a text of these likenesses is an answer in another spelling."""
        return not self._likes.isdisjoint(likes)

    def has_spelling_of(self, value: Value) -> bool:
        """Tell the same of a value, whose likenesses are not known yet."""
        return any(
            isinstance(member, Text) and self.resemble(likenesses(member, self._language))
            for member in members(value)
        )


class Truths:
    """Every right answer by cue, scope aside: what must never be offered as wrong.


    `wanted` is false for a deck that offers no wrong answers at all: then none are collected.
    """

    def __init__(self, meanings: Meanings, *, wanted: bool) -> None:
        self.wanted = wanted
        self._meanings = meanings
        self._values: defaultdict[str, list[Value]] = defaultdict(list)
        self._answers: dict[tuple[tuple[str, ...], str], Answers] = {}

    def add(self, cues: Iterable[str], answers: Sequence[Value]) -> None:
        """Note right answers of a prompt; all are noted before any is asked for."""
        for cue in cues:
            self._values[cue] += answers

    def of(self, cues: tuple[str, ...], field_type: str) -> Answers:
        """Give all right answers of a prompt, from whatever fact, as a field type means them."""
        if not self.wanted:
            raise RuntimeError("no truths were collected: nothing can be proven wrong")
        if (cues, field_type) not in self._answers:
            values = (value for cue in cues for value in self._values.get(cue, ()))
            canonical = (self._meanings.canonical(value, field_type) for value in values)
            self._answers[cues, field_type] = Answers(canonical, self._meanings.language)
        return self._answers[cues, field_type]


class Rivals:
    """Values that a disputed claim's rivals hold: never wrong answers to it."""

    def __init__(self, deck: Deck, meanings: Meanings) -> None:
        self._meanings = meanings
        self._values: defaultdict[str, list[Value]] = defaultdict(list)
        self._answers: dict[tuple[str, str], Answers] = {}
        for fact in deck.facts:
            if fact.dispute is not None:
                for name, value in fact.fields.items():
                    self._values[fact.dispute] += (value, *fact.aka.get(name, ()))

    def of(self, fact: Fact, field_type: str) -> Answers:
        """Give what any account in the fact's dispute says, as a field type means it.

        Whatever the field it says it in: an account of another kind is a rival too.
        """
        if fact.dispute is None:
            return Answers()
        key = (str(fact.dispute), str(field_type))
        if key not in self._answers:
            values = self._values[fact.dispute]
            canonical = (self._meanings.canonical(value, field_type) for value in values)
            self._answers[key] = Answers(canonical, self._meanings.language)
        return self._answers[key]
