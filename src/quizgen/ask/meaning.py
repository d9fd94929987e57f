"""Meaning: which texts name the same thing, and what every prompt is known to have as answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from quizgen.model import (
    Amount,
    Deck,
    Fact,
    Moment,
    Text,
    Value,
    fold,
    identity,
    may_agree,
    members,
)
from quizgen.model.value import Scalar


class Meanings:
    """Knows the deck's names: `AWS` and `Amazon Web Services` mean one thing."""

    def __init__(self, deck: Deck) -> None:
        self._names = deck.names
        self._canonical = {
            (vocabulary, fold(other)): name.name
            for vocabulary, names in deck.names.items()
            for name in names.values()
            for other in (name.name, *name.aka)
        }

    def canonical(self, value: Value, vocabulary: str) -> Value:
        """Replace an alias by the name it stands for, in lists too."""
        if isinstance(value, tuple):
            return tuple(self._one(member, vocabulary) for member in value)
        return self._one(value, vocabulary)

    def _one(self, value: Scalar, vocabulary: str) -> Scalar:
        if isinstance(value, Text):
            return self._canonical.get((vocabulary, fold(value)), value)
        return value

    def other_names(self, value: Value, vocabulary: str) -> tuple[str, ...]:
        """List what else the value is called, by names.yaml."""
        if not isinstance(value, Text):
            return ()
        canonical = self._canonical.get((vocabulary, fold(value)))
        if canonical is None:
            return ()
        name = self._names[vocabulary][canonical]
        return tuple(str(each) for each in (name.name, *name.aka) if fold(each) != fold(value))

    def near(self, value: Value, vocabulary: str) -> tuple[Scalar, ...]:
        """List the names that are easily confused with the value, aliases replaced."""
        if not isinstance(value, Text):
            return ()
        canonical = self._canonical.get((vocabulary, fold(value)))
        if canonical is None:
            return ()
        return tuple(
            self._one(name, vocabulary) for name in self._names[vocabulary][canonical].near
        )


class Answers:
    """Answers that may be right, asked whether a value may agree with one of them.

    Texts are looked up, so that a prompt shared by thousands of facts costs no more than one;
    amounts and dates are compared as the intervals they are.
    """

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self._identities: set[str] = set()
        self._intervals: list[Amount | Moment] = []
        self.add(values)

    def add(self, values: Iterable[Value]) -> None:
        """Take in more answers; of a list, each member."""
        for value in values:
            for member in members(value):
                key = identity(member)
                if isinstance(member, Amount | Moment) and key not in self._identities:
                    self._intervals.append(member)
                self._identities.add(key)

    def rule_out(self, value: Value) -> bool:
        """Tell whether a value may be right too, so that it cannot be a wrong answer."""
        return any(
            identity(member) in self._identities
            or (
                isinstance(member, Amount | Moment)
                and any(may_agree(member, other) for other in self._intervals)
            )
            for member in members(value)
        )


class Truths:
    """Every right answer by prompt, scope aside: what must never be offered as wrong."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self._values: defaultdict[str, list[Value]] = defaultdict(list)
        self._answers: dict[tuple[str, str], Answers] = {}

    def add(self, prompt: str, answers: Iterable[Value]) -> None:
        """Note right answers of a prompt; all are noted before any is asked for."""
        self._values[fold(prompt)] += answers

    def of(self, prompt: str, field_type: str) -> Answers:
        """Give all right answers of a prompt, from whatever fact, as a field type means them."""
        key = (fold(prompt), field_type)
        if key not in self._answers:
            values = self._values.get(key[0], ())
            canonical = (self._meanings.canonical(value, field_type) for value in values)
            self._answers[key] = Answers(canonical)
        return self._answers[key]


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
            self._answers[key] = Answers(canonical)
        return self._answers[key]
