"""Tell: each fact in full, its fields in words, for those who learn before they are asked."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.ask.cloze_text import uncover
from quizgen.ask.display import references, scope_line, to_rich
from quizgen.model import Deck, Fact, Rich, Span, Told


def tell_facts(deck: Deck) -> tuple[Told, ...]:
    """Tell all facts of a deck in its order, but for those that are retired.

    >>> from quizgen import load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> told = tell_facts(deck)[0]
    >>> told.fact, told.fields["place"]
    ('mercury', (Span(text='1', kind='text', gap=0, hint='', media=None),))
    """
    return tuple(_tell(fact, deck) for fact in deck.facts if not fact.retired)


def _tell(fact: Fact, deck: Deck) -> Told:
    return Told(
        fact.id,
        fact.kind,
        fact.topic or "",
        _fields(fact, deck),
        scope_line(fact, deck),
        fact.note or "",
        references(fact.sources, deck),
        fact.difficulty,
    )


def _fields(fact: Fact, deck: Deck) -> Mapping[str, Rich]:
    if fact.kind == "cloze":
        return {"text": (Span(uncover(str(fact.fields.get("text", "")))),)}
    return {
        str(name): to_rich(fact.fields[name], deck.words)
        for name in deck.kinds[fact.kind].fields
        if name in fact.fields
    }
