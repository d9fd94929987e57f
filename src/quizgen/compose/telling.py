"""Telling: what a question shows on paper and what it asks, as words that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, assert_never

from quizgen.model import (
    AskTemplate,
    Choice,
    Cloze,
    Deck,
    Entry,
    Fact,
    Match,
    Order,
    Question,
    Recall,
    Rich,
    Select,
    StateTemplate,
    TrueFalse,
    exact,
    fold,
    identity,
    members,
    plain,
)

_WORD = re.compile(r"\w+")
_FIELDS = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)


class Telling(NamedTuple):
    """A question about one fact, or an entry of a match or an order.

    Texts are folded words with a blank on either side, so that `in` finds whole words. `stem` is
    what is read, gaps filled in; `keys` are what is right, in every wording; `wrong` what stands
    beside it; `values` are those of its fact that the stem shows. Two that share a label ask the
    same. `source` names the template, and is empty where it brings no words of its own.
    """

    fact: str
    stem: str
    keys: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    source: str = ""
    enemies: frozenset[str] = frozenset()


class Teller:
    """Makes tellings of one deck's questions; each is made, each text spelt once for all plans."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.facts: Mapping[str, Fact] = {str(fact.id): fact for fact in deck.facts}
        self._worded: dict[tuple[str, str], str] = {}
        self._spelt: dict[str, str] = {}
        self._shown: dict[str, tuple[str, ...]] = {}
        self._told: dict[str, tuple[Question, Telling]] = {}

    def of_question(self, question: Question) -> Telling:
        """Tell of a question about one fact."""
        told = self._told.get(question.id)
        if told is None or told[0] is not question:
            told = self._told[question.id] = question, self._tell(question)
        return told[1]

    def _tell(self, question: Question) -> Telling:
        fact = self.facts.get(question.fact)
        stem = self._spell(plain(question.prompt))
        keys = tuple(
            dict.fromkeys(spelt for each in _right(question) if (spelt := self._spell(each)))
        )
        return Telling(
            fact=question.fact,
            stem=stem,
            keys=keys,
            wrong=tuple(self._spell(each) for each in _wrong(question)),
            values=tuple(v for v in self._values(fact) if v in stem and v not in keys)
            if fact
            else (),
            labels=_labels(question.prompt, fact),
            source=self._source(question, fact),
            enemies=frozenset(map(str, fact.enemies)) if fact else frozenset(),
        )

    def of_entry(self, entry: Entry) -> Telling:
        """Tell of an entry: both of its sides are printed."""
        fact = self.facts.get(entry.fact)
        return Telling(
            fact=entry.fact,
            stem=self._spell(f"{plain(entry.text)} {plain(entry.answer)}"),
            keys=(),
            labels=_labels((), fact),
            enemies=frozenset(map(str, fact.enemies)) if fact else frozenset(),
        )

    def _values(self, fact: Fact) -> tuple[str, ...]:
        """Give the values of a fact as they are written."""
        if fact.id not in self._shown:
            texts = (identity(each) for value in fact.fields.values() for each in members(value))
            self._shown[fact.id] = tuple(filter(None, map(self._spell, texts)))
        return self._shown[fact.id]

    def _spell(self, text: str) -> str:
        """Give the words of a text with one blank around each; nothing of a text without words."""
        if text not in self._spelt:
            words = _WORD.findall(fold(text))
            self._spelt[text] = f" {' '.join(words)} " if words else ""
        return self._spelt[text]

    def _source(self, question: Question, fact: Fact | None) -> str:
        """Name the template; give nothing where the fact brings all the words itself."""
        key = (question.kind, question.template)
        if key not in self._worded:
            kind = self.deck.kinds.get(question.kind)
            found = (*(kind.templates if kind else ()), *(fact.templates if fact else ()))
            own = next((each for each in found if each.id == question.template), None)
            text = (
                own.ask if isinstance(own, AskTemplate)
                else own.state if isinstance(own, StateTemplate) else ""
            )  # fmt: skip
            worded = _WORD.search(_FIELDS.sub("", str(text)))
            self._worded[key] = "/".join(key) if worded else ""
        return self._worded[key]


def _labels(prompt: Rich, fact: Fact | None) -> frozenset[str]:
    """Name what only one question of a paper may ask: its prompt, and what is disputed."""
    labels = {f"prompt {fold(exact(prompt))}"} if prompt else set()
    if fact is not None and fact.dispute is not None:
        labels.add(f"dispute {fact.dispute}")
    return frozenset(labels)


def _right(question: Question) -> Iterator[str]:
    """Give all that is right, in every wording."""
    match question.response:
        case Recall(answer, accepted):
            yield plain(answer)
            yield from accepted
        case Choice(answer):
            yield plain(answer)
        case Select(right):
            yield from (plain(each.text) for each in right)
        case Cloze(accepted=by_gap):
            yield from (span.text for span in question.prompt if span.gap)
            yield from (wording for wordings in by_gap.values() for wording in wordings)
        case TrueFalse(falsehoods):
            yield from (plain(each.right) for each in falsehoods)
        case Match() | Order():
            pass
        case unreachable:
            assert_never(unreachable)


def _wrong(question: Question) -> Iterator[str]:
    """Give what may stand beside the right answer."""
    match question.response:
        case Choice(wrong=wrong) | Select(wrong=wrong):
            yield from (plain(each.text) for each in wrong)
        case TrueFalse(falsehoods):
            yield from (each.wrong for each in falsehoods)
        case _:
            pass
