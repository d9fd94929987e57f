"""Editions: what a quiz says, as plain lists and mappings: its code hashes that, its file keeps it.

A question stands once, however many versions ask it; a version tells in which order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import assert_never

from quizgen.model.question import Reference, Rich, Span, exact
from quizgen.model.quiz import (
    ChoiceTask,
    GapTask,
    Item,
    MatchTask,
    Option,
    OrderTask,
    Pair,
    Paper,
    Part,
    Quiz,
    RecallTask,
    SelectTask,
    TrueFalseTask,
)
from quizgen.model.sheets import CutCard, StudyTable, Told
from quizgen.model.value import Media

EDITION_FORMAT = 1
"""Counts up when an older quizgen could not read the file of an edition."""

Plain = str | int | float | Sequence["Plain"] | Mapping[str, "Plain"]
"""What JSON can say; an absent key stands for nothing."""


def content_of(quiz: Quiz) -> dict[str, Plain]:
    """Give all that paper and key say, but for how they are printed and our own words."""
    questions = _Questions()
    papers = [_paper(paper, questions) for paper in quiz.papers]
    return {
        "title": quiz.title,
        "deck_title": quiz.deck_title,
        "instructions": quiz.instructions,
        "language": quiz.language,
        "sheet_language": quiz.words.language,
        "questions": questions.listed,
        "versions": papers,
        "cards": [_card(card) for card in quiz.cut_out.cards] if quiz.cut_out else [],
        "study": [_table(table) for table in quiz.study],
    }


def settings_of(quiz: Quiz) -> dict[str, Plain]:
    """Give how a quiz is printed: the same edition may be printed otherwise."""
    cut = quiz.cut_out
    return {
        "name": quiz.id,
        "paper": quiz.paper,
        "profiles": quiz.profiles,
        **_given(answer_sheet=quiz.answer_sheet, practice=quiz.practice),
        **({"per_page": cut.per_page, "fold": cut.fold, "offset": cut.offset} if cut else {}),
    }


def media_of(quiz: Quiz) -> dict[str, Media]:
    """Give the pictures that paper and key show, by the names they travel under."""
    spans = (span for rich in _texts_of(quiz) for span in rich)
    return {span.media.name: span.media for span in spans if span.media is not None}


class _Questions:
    """Collects questions, each once; what two versions ask alike has one number, from 1."""

    def __init__(self) -> None:
        self.listed: list[Plain] = []
        self._numbers: dict[tuple[object, ...], int] = {}

    def number(self, item: Item, solution: tuple[object, ...]) -> int:
        """Give the number of an item's question; `solution` is its task, in no drawn order."""
        key = (item.question, item.prompt, item.space, solution)
        if key not in self._numbers:
            self.listed.append(_question(item))
            self._numbers[key] = len(self.listed)
        return self._numbers[key]


def _paper(paper: Paper, questions: _Questions) -> Plain:
    return {"letter": paper.letter, "parts": [_part(part, questions) for part in paper.parts]}


def _part(part: Part, questions: _Questions) -> Plain:
    return {
        "form": part.form,
        "points": part.points,
        **_given(
            title=part.title,
            instructions=part.instructions,
            columns=part.columns,
            bank=[_rich(word) for word in part.bank],
        ),
        "items": [_item(item, questions) for item in part.items],
    }


def _item(item: Item, questions: _Questions) -> Plain:
    """Say which question stands there, and in which order what it offers, by numbers from 1."""
    task = item.task
    match task:
        case ChoiceTask(options) | SelectTask(options):
            order = sort_options(options)
            drawn = {"options": _places(options, order)}
            return {"question": questions.number(item, tuple(order)), **drawn}
        case MatchTask(left, right):
            pairs = sort_pairs(left)
            drawn = {"left": _places(left, pairs), "right": _places(right, pairs)}
            return {"question": questions.number(item, tuple(pairs)), **drawn}
        case OrderTask(entries, ranks):
            in_order = tuple(sorted(zip(ranks, entries, strict=True)))
            return {"question": questions.number(item, in_order), "order": ranks}
        case RecallTask() | GapTask() | TrueFalseTask():
            return {"question": questions.number(item, (task,))}
        case unreachable:
            assert_never(unreachable)


def sort_options(options: Iterable[Option]) -> list[Option]:
    """Give options in the order of no version: the right ones first."""
    return sorted(options, key=_rank_option)


def _rank_option(option: Option) -> tuple[bool, str, str]:
    return not option.right, exact(option.text), exact(option.reason)


def sort_pairs(pairs: Iterable[Pair]) -> list[Pair]:
    """Give the pairs of a match in the order of no version."""
    return sorted(pairs, key=lambda pair: pair.fact)


def _places(drawn: Sequence[object], order: Sequence[object]) -> list[int]:
    """Number what was drawn by its place in an order, from 1; alike things too, each once."""
    left: list[object] = list(order)
    places = []
    for each in drawn:
        place = left.index(each)
        left[place] = None
        places.append(place + 1)
    return places


def _question(item: Item) -> Plain:
    asked = item.question
    return {
        "id": asked.id,
        **_given(fact=asked.fact),
        "template": asked.template,
        "form": asked.form,
        **_given(topic=asked.topic, scope=asked.scope),
        "prompt": _rich(item.prompt),
        **_solution(item),
        **_given(note=asked.note, sources=_sources(asked.sources), space=item.space),
    }


def _solution(item: Item) -> dict[str, Plain]:
    task = item.task
    match task:
        case RecallTask(answer, accepted) | GapTask(answer, accepted):
            return {"answer": _rich(answer), **_given(accepted=accepted)}
        case ChoiceTask(options) | SelectTask(options):
            return {"options": [_option(option) for option in sort_options(options)]}
        case TrueFalseTask(true, correction, reason):
            said = "true" if true else "false"
            return {"answer": said, **_given(correction=_rich(correction), reason=_rich(reason))}
        case MatchTask(left):
            return {"pairs": [_pair(pair) for pair in sort_pairs(left)]}
        case OrderTask(entries, ranks):
            in_order = sorted(zip(ranks, entries, strict=True))
            return {"in_order": [_pair(entry) for _, entry in in_order]}
        case unreachable:
            assert_never(unreachable)


def _option(option: Option) -> Plain:
    side = "right" if option.right else "wrong"
    return {side: _rich(option.text), **_given(reason=_rich(option.reason))}


def _pair(pair: Pair) -> Plain:
    return {
        "fact": pair.fact,
        "text": _rich(pair.text),
        "answer": _rich(pair.answer),
        **_given(note=pair.note, sources=_sources(pair.sources)),
    }


def _card(card: CutCard) -> Plain:
    return {
        "id": card.id,
        **_given(scope=card.scope),
        "front": _rich(card.front),
        "back": _rich(card.back),
        **_given(
            accepted=card.accepted,
            note=card.note,
            sources=_sources(card.sources),
            difficulty=card.difficulty or 0,
        ),
    }


def _table(table: StudyTable) -> Plain:
    return {
        "kind": table.kind,
        "fields": table.fields,
        "facts": [_told(fact) for fact in table.facts],
    }


def _told(fact: Told) -> Plain:
    return {
        "fact": fact.fact,
        **_given(topic=fact.topic, scope=fact.scope),
        "fields": {name: _rich(value) for name, value in fact.fields.items()},
        **_given(note=fact.note, sources=_sources(fact.sources), difficulty=fact.difficulty or 0),
    }


def _sources(sources: Sequence[Reference]) -> list[Plain]:
    return [{"name": each.name, **_given(locator=each.locator, url=each.url)} for each in sources]


def _rich(rich: Rich) -> Plain:
    """Give rich text: a bare text, or a list of pieces of which some are more than text."""
    pieces = [_span(span) for span in rich]
    return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], str) else pieces


def _span(span: Span) -> Plain:
    text, kind, gap, hint, media = span
    if kind == "text" and not (gap or hint or media):
        return text
    name = "" if media is None else media.name
    sort = "" if kind == "text" else kind
    return {"text": text, **_given(kind=sort, gap=gap, hint=hint, media=name)}


def _given(**parts: Plain) -> dict[str, Plain]:
    """Keep what is there: an absent key stands for nothing."""
    return {name: part for name, part in parts.items() if part}


def _texts_of(quiz: Quiz) -> Iterator[Rich]:
    """Give every rich text that is printed."""
    for paper in quiz.papers:
        yield from _texts(paper)
    for card in quiz.cut_out.cards if quiz.cut_out else ():
        yield from (card.front, card.back)
    for table in quiz.study:
        for fact in table.facts:
            yield from fact.fields.values()


def _texts(paper: Paper) -> Iterator[Rich]:
    """Give every rich text of a paper and its key."""
    for part in paper.parts:
        yield from part.bank
    for item in paper.items:
        yield item.prompt
        match item.task:
            case RecallTask(answer):
                yield answer
            case ChoiceTask(options) | SelectTask(options):
                yield from (option.text for option in options)
            case MatchTask(entries) | OrderTask(entries):
                for entry in entries:
                    yield from (entry.text, entry.answer)
            case _:
                pass


def seal_of(kept: Mapping[str, object]) -> str:
    """Hash what a file keeps of an edition, however it is laid out: an edit by hand shows."""
    rest = {name: part for name, part in kept.items() if name != "sha256"}
    return sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
