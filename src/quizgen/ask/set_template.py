"""`match` and `order` templates: what each fact of a kind brings to a question about several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from quizgen.ask.display import natural_order, to_rich
from quizgen.ask.frame import Frame
from quizgen.ask.workshop import Workshop
from quizgen.model import (
    Deck,
    Entry,
    Fact,
    Kind,
    Match,
    MatchTemplate,
    Order,
    OrderTemplate,
    Question,
    Rich,
    Span,
    Text,
    Value,
    plain,
)

_Side = tuple[Rich, tuple[Value, ...]]
"""One side of an entry: as it is printed, and all that it means."""


def ask_sets(shop: Workshop, deck: Deck) -> Iterator[Question]:
    """Ask each `match` and `order` template once, of all facts of its kind.

    The question's id is deck/kind/template/form: it has no one fact, and outlives all of them.
    Facts that are retired, or skip the template, come along: what they say stays true.
    """
    for kind in deck.kinds.values():
        for template in kind.templates:
            if isinstance(template, MatchTemplate | OrderTemplate):
                question = _ask_set(shop, deck, kind, template)
                if question is not None:
                    yield question


def _ask_set(
    shop: Workshop, deck: Deck, kind: Kind, template: MatchTemplate | OrderTemplate
) -> Question | None:
    facts = [fact for fact in deck.facts if fact.kind == kind.id]
    made = [(fact, _make_entry(shop, shop.frame(fact), template)) for fact in facts]
    found = [(fact, entry) for fact, entry in made if entry is not None]
    response: Match | Order
    if isinstance(template, MatchTemplate):
        entries = _with_rivals(shop, deck, found, template.right)
        shows = _shows_scope(shop, kind, template.left, template.right)
        form, response = "match", Match(entries, scoped=not shows)
    else:
        entries = _with_rivals(shop, deck, found, template.by)
        shows = _shows_scope(shop, kind, template.entry)
        form, response = "order", Order(entries, scoped=not shows)
    if not any(entry.asked for entry in entries):
        return None
    return Question(
        id=f"{deck.id}/{kind.id}/{template.id}/{form}",
        deck=deck.id,
        fact="",
        kind=kind.id,
        template=template.id,
        form=form,
        prompt=(Span(template.ask),),
        response=response,
        where=template.id.where,
    )


def _shows_scope(shop: Workshop, kind: Kind, *texts: Text) -> bool:
    return any(shop.mentions_scope(text, kind.id) for text in texts if text not in kind.fields)


def _make_entry(
    shop: Workshop, frame: Frame, template: MatchTemplate | OrderTemplate
) -> Entry | None:
    """Give what a fact brings; None where it lacks something the template needs."""
    fact = frame.fact
    if isinstance(template, MatchTemplate):
        given = _side(shop, frame, template.left, template)
        wanted = _side(shop, frame, template.right, template)
        wanted_field, one_place = str(template.right), True
    else:
        given = _side(shop, frame, template.entry, template)
        wanted_field = str(template.by)
        by = fact.fields.get(wanted_field)
        wanted = None if by is None else (to_rich(by, shop.words), (by,))
        one_place = not isinstance(by, tuple)  # several values stand at no one place
    if given is None or wanted is None:
        return None
    return Entry(
        fact=fact.id,
        text=given[0],
        answer=wanted[0],
        means=(*given[1], *_doubts(shop, fact, template)),
        right=wanted[1],
        where=fact.id.where,
        rivals=tuple(shop.doubts(fact, wanted_field)) if wanted_field in fact.fields else (),
        order=natural_order(fact.fields[wanted_field], shop.words)
        if wanted_field in fact.fields
        else None,
        scope=frame.scope,
        topic=fact.topic or "",
        note=fact.note or "",
        sources=frame.sources,
        asked=fact.retired is None and template.id not in fact.skip and one_place,
    )


def _doubts(
    shop: Workshop, fact: Fact, template: MatchTemplate | OrderTemplate
) -> tuple[Value, ...]:
    """Give what the author of a fact will not have called wrong for what is to be matched."""
    left = str(template.left) if isinstance(template, MatchTemplate) else ""
    return tuple(shop.doubts(fact, left)) if left in fact.fields else ()


def _side(
    shop: Workshop, frame: Frame, side: Text, template: MatchTemplate | OrderTemplate
) -> _Side | None:
    """Give a side, which is a field or a text with fields."""
    fact = frame.fact
    if "{{" not in side and "{%" not in side:
        if side not in fact.fields:
            return None
        return to_rich(fact.fields[side], shop.words), tuple(shop.answers(fact, side))
    text = shop.render(side, frame, frame.variables, template)
    if text is None:
        return None
    cue: str | None = plain(text)
    if shop.reads_otherwise(side, fact):
        cue = shop.cue(side, frame, frame.variables)
    return None if cue is None else (text, (Text(cue),))


def _with_rivals(
    shop: Workshop, deck: Deck, found: Sequence[tuple[Fact, Entry]], wanted: str
) -> tuple[Entry, ...]:
    """Add to disputed entries what any account in the dispute says, in whatever kind of fact."""
    said: defaultdict[str, list[Value]] = defaultdict(list)
    for fact, entry in found:
        if fact.dispute is not None:
            said[fact.dispute] += entry.right
    if not said:
        return tuple(entry for _, entry in found)
    field = deck.kinds[found[0][0].kind].fields.get(wanted)
    for fact in deck.facts:
        if field is not None and fact.dispute is not None and fact.dispute in said:
            fields = deck.kinds[fact.kind].fields
            alike = [name for name in fact.fields if fields[name].type == field.type]
            said[fact.dispute] += (value for name in alike for value in shop.answers(fact, name))
    return tuple(
        entry
        if fact.dispute is None
        else entry._replace(rivals=(*entry.rivals, *said[fact.dispute]))
        for fact, entry in found
    )
