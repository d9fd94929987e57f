"""Gap truths: all that facts make right in each gap, so that a word bank fits in one way only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from quizgen.ask.state_template import HIDDEN
from quizgen.ask.workshop import Workshop
from quizgen.model import Cloze, Deck, Fact, Fill, Question, StateTemplate, Text, Value, fold


def wants_banks(deck: Deck) -> bool:
    """Tell whether a plan of the deck has a word bank: else nobody needs to know."""
    return any(section.bank for plan in deck.plans for section in plan.sections)


class GapTruths:
    """What every fact says in the gaps of every sentence, skipped and retired ones too."""

    def __init__(self, shop: Workshop, deck: Deck) -> None:
        self._shop = shop
        self._facts = {str(fact.id): fact for fact in deck.facts}
        self._cues: dict[tuple[str, str, str], str] = {}
        self._said: defaultdict[str, list[Value]] = defaultdict(list)
        self._disputed: defaultdict[str, list[Value]] = defaultdict(list)
        self._right: dict[str, tuple[Value, ...]] = {}
        for fact in deck.facts:
            for template, field, cue in _find_cues(shop, deck, fact):
                values = shop.answers(fact, field)
                self._cues[fact.id, template, field] = cue
                self._said[cue] += values
                if fact.dispute is not None:
                    self._disputed[fact.dispute] += values

    def fill(self, question: Question) -> Question:
        """Tell a cloze question what would be right in its gaps; others stay as they are."""
        response = question.response
        if not isinstance(response, Cloze):
            return question
        if not response.fields:  # an author's own text: no other sentence is like it
            texts = {span.gap: (Text(span.text),) for span in question.prompt if span.gap}
            fills = {gap: Fill(own, own) for gap, own in texts.items()}
        else:
            fills = {
                gap: self._find(question, name)
                for gap, name in enumerate(response.fields, start=1)
                if (question.fact, question.template, name) in self._cues
            }
        return question._replace(response=replace(response, fills=fills))

    def _find(self, question: Question, field: str) -> Fill:
        fact = self._facts[question.fact]
        cue = self._cues[question.fact, question.template, field]
        if cue not in self._right:  # shared, so that a sentence of many facts costs no more
            self._right[cue] = tuple(self._said[cue])
        # Nobody knows of a rival's answer, or of one the author doubts, that it is wrong.
        doubted = self._shop.doubts(fact, field)
        if fact.dispute is not None:
            doubted += self._disputed[fact.dispute]
        right = (*self._right[cue], *doubted) if doubted else self._right[cue]
        own = tuple(self._shop.answers(fact, field))
        sort = self._shop.deck.kinds[fact.kind].fields[field].type
        return Fill(own, right, sort if sort != "text" else f"{fact.kind}/{field}")


def _find_cues(shop: Workshop, deck: Deck, fact: Fact) -> Iterator[tuple[str, str, str]]:
    """Give template, field and the sentence without that field, names as they mean."""
    frame = shop.frame(fact)
    for template in (*deck.kinds[fact.kind].templates, *fact.templates):
        if not isinstance(template, StateTemplate):
            continue
        for field in dict.fromkeys((*template.blank, *template.vary)):
            if field in fact.fields:
                cue = shop.cue(template.state, frame, {**frame.variables, field: HIDDEN})
                if cue is not None:
                    yield str(template.id), str(field), fold(cue)
