"""Meaning: which texts name the same thing, and what every prompt is known to have as answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from quizgen.model import Deck, Fact, Text, Value, fold, may_agree
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


class Truths:
    """Every right answer by prompt, scope aside: what must never be offered as wrong."""

    def __init__(self) -> None:
        self._answers: defaultdict[str, list[Value]] = defaultdict(list)

    def add(self, prompt: str, answers: Iterable[Value]) -> None:
        """Note right answers of a prompt."""
        self._answers[fold(prompt)] += answers

    def of(self, prompt: str) -> list[Value]:
        """List all right answers of a prompt, from whatever fact or account."""
        return self._answers.get(fold(prompt), [])


class Rivals:
    """Values that a disputed claim's rivals hold: never wrong answers to it."""

    def __init__(self, deck: Deck) -> None:
        self._values: defaultdict[tuple[str, str], list[Value]] = defaultdict(list)
        for fact in deck.facts:
            if fact.dispute is None:
                continue
            for name, value in fact.fields.items():
                key = (str(fact.dispute), str(deck.kinds[fact.kind].fields[name].type))
                self._values[key] += [value, *fact.aka.get(name, ())]

    def of(self, fact: Fact, field_type: str) -> list[Value]:
        """List what any account in the fact's dispute says, of one field type."""
        if fact.dispute is None:
            return []
        return self._values.get((str(fact.dispute), field_type), [])


def is_ruled_out(value: Value, right: Iterable[Value]) -> bool:
    """Tell whether a value may be right too, so that it cannot be a wrong answer."""
    return any(may_agree(value, answer) for answer in right)
