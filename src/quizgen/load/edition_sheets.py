"""Edition sheets: cards to cut out and facts to study, from the JSON that keeps an edition."""

from __future__ import annotations

from quizgen.load.edition_texts import TextReader, read_difficulty, read_sources
from quizgen.load.json_tree import Knot
from quizgen.model import FOLDS, GRIDS, MAX_OFFSET, CutCard, CutOut, StudyTable, Told


def read_cut_out(texts: TextReader, knot: Knot, printed: Knot) -> CutOut | None:
    """Read the cards to cut out, and how they are printed."""
    cards = tuple(_card(texts, each) for each in knot.items())
    if not cards:
        return None
    offset = tuple(each.measure(MAX_OFFSET) for each in printed.at("offset").items())
    per_page = printed.at("per_page").number(1, max(GRIDS))
    if per_page not in GRIDS or len(offset) != 2:
        printed.refuse("cards on a sheet as quizgen lays them out")
    return CutOut(cards, per_page, printed.at("fold").one_of(FOLDS), (offset[0], offset[1]))


def read_table(texts: TextReader, knot: Knot) -> StudyTable:
    """Read facts of one kind to learn from."""
    kind = knot.at("kind").text()
    facts = tuple(_told(texts, each, kind) for each in knot.at("facts").items())
    return StudyTable(kind, tuple(each.text() for each in knot.at("fields").items()), facts)


def _card(texts: TextReader, knot: Knot) -> CutCard:
    """Read a card to cut out."""
    return CutCard(
        id=knot.at("id").text(),
        front=texts.rich(knot.at("front")),
        back=texts.rich(knot.at("back")),
        scope=knot.text_at("scope"),
        accepted=tuple(each.text() for each in knot.listed("accepted")),
        note=knot.text_at("note"),
        sources=read_sources(knot),
        difficulty=read_difficulty(knot),
    )


def _told(texts: TextReader, knot: Knot, kind: str) -> Told:
    """Read a fact to learn."""
    return Told(
        fact=knot.at("fact").text(),
        kind=kind,
        topic=knot.text_at("topic"),
        fields={name: texts.rich(each) for name, each in knot.at("fields").table().items()},
        scope=knot.text_at("scope"),
        note=knot.text_at("note"),
        sources=read_sources(knot),
        difficulty=read_difficulty(knot),
    )
