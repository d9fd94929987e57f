"""Edition content: a quiz as it was printed, from the JSON that keeps it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import TypeVar, get_args

from quizgen.load.edition_words import read_kept_words
from quizgen.load.json_tree import Knot
from quizgen.load.keys import COLUMNS, DIFFICULTY, POINTS, SPACE
from quizgen.load.media import media_name
from quizgen.model import (
    CODE_LENGTH,
    CODE_LETTERS,
    FOLDS,
    FORMS,
    GRIDS,
    MAX_OFFSET,
    MAX_SIZE,
    PAPERS,
    PROFILES,
    Asked,
    ChoiceTask,
    CutCard,
    CutOut,
    GapTask,
    Item,
    MatchTask,
    Media,
    Option,
    OrderTask,
    Pair,
    Paper,
    Part,
    Quiz,
    RecallTask,
    Reference,
    Rich,
    SelectTask,
    Span,
    SpanKind,
    StudyTable,
    Task,
    Text,
    Told,
    TrueFalseTask,
)
from quizgen.problems import Where

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""What can name a file of ours, and leads out of no folder."""
_MOST = 8
"""Options that have a letter."""
_KINDS: tuple[SpanKind, ...] = get_args(SpanKind)

Thing = TypeVar("Thing")


def read_content(root: Knot, path: Path) -> Quiz:
    """Read a quiz from an edition. Raises DamageError at what could not be printed."""
    printed = root.at("print")
    media = {name: _media(name, each, path) for name, each in root.at("media").table().items()}
    reader = _Reader(media)
    questions = [reader.question(each) for each in root.at("questions").items()]
    papers = reader.papers(root.at("versions"), questions)
    cut_out = reader.cut_out(root.at("cards"), printed)
    study = tuple(reader.table(each) for each in root.at("study").items())
    if not (papers or cut_out or study):
        root.at("versions").refuse("a version at least, where there are no cards and no facts")
    profiles = tuple(each.one_of(PROFILES) for each in printed.at("profiles").items())
    return Quiz(
        id=_file_name(printed.at("name")),
        deck_id=_file_name(root.at("deck")),
        title=root.at("title").text(),
        deck_title=root.at("deck_title").text(),
        language=root.at("language").text(),
        instructions=root.at("instructions").text(),
        paper=printed.at("paper").one_of(PAPERS),
        profiles=profiles or printed.at("profiles").refuse("a profile at least"),
        words=read_kept_words(root),
        papers=papers,
        code=_matching(root.at("code"), f"[{CODE_LETTERS}]{{{CODE_LENGTH}}}"),
        answer_sheet=printed.flag("answer_sheet"),
        practice=printed.flag("practice"),
        cut_out=cut_out,
        study=study,
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """A question that versions ask: `task` gives, for the way it stands there, what is printed."""

    asked: Asked
    prompt: Rich
    space: str
    task: Callable[[Knot], Task]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads questions and versions that show these pictures."""

    media: Mapping[str, Media]

    def question(self, knot: Knot) -> _Question:
        """Read a question with its solution."""
        form = knot.at("form").one_of(FORMS)
        asked = Asked(
            id=knot.at("id").text(),
            fact=knot.text_at("fact"),
            template=knot.at("template").text(),
            form=form,
            scope=knot.text_at("scope"),
            topic=knot.text_at("topic"),
            note=knot.text_at("note"),
            sources=_sources(knot),
        )
        space = _matching(knot.at("space"), SPACE) if "space" in knot.table() else ""
        return _Question(asked, self.rich(knot.at("prompt")), space, self.task(form, knot))

    def task(self, form: str, knot: Knot) -> Callable[[Knot], Task]:
        """Read the solution of a question."""
        match form:
            case "choice" | "select":
                return self.choice(form, knot)
            case "match":
                pairs = self.pairs(knot.at("pairs"))
                return lambda at: MatchTask(_drawn(at, "left", pairs), _drawn(at, "right", pairs))
            case "order":
                entries = self.pairs(knot.at("in_order"))
                return lambda at: OrderTask(
                    _drawn(at, "order", entries), _order(at, "order", entries)
                )
            case _:
                task = self.single(form, knot)
                return lambda _: task

    def single(self, form: str, knot: Knot) -> Task:
        """Read the solution of a question that stands alike in every version."""
        accepted = tuple(each.text() for each in knot.listed("accepted"))
        if form == "cloze":
            return GapTask(knot.at("answer").text(), accepted)
        if form == "true-false":
            true = knot.at("answer").one_of(("true", "false")) == "true"
            return TrueFalseTask(true, knot.text_at("correction"), knot.text_at("reason"))
        return RecallTask(self.rich(knot.at("answer")), accepted)

    def choice(self, form: str, knot: Knot) -> Callable[[Knot], Task]:
        """Read the options of a question."""
        options = [self.option(each) for each in knot.at("options").items()]
        right = sum(option.right for option in options)
        if not 1 <= len(options) <= _MOST or right < 1 or (form == "choice" and right > 1):
            knot.at("options").refuse(f"up to {_MOST} options, and a right one")
        if form == "choice":
            return lambda at: ChoiceTask(_drawn(at, "options", options))
        return lambda at: SelectTask(_drawn(at, "options", options))

    def option(self, knot: Knot) -> Option:
        """Read an option, which is either right or wrong."""
        right = "right" in knot.table()
        text = self.rich(knot.at("right" if right else "wrong"))
        return Option(text, right, knot.text_at("reason"))

    def pairs(self, knot: Knot) -> list[Pair]:
        """Read the pairs of a match, or the entries of an order."""
        pairs = [
            Pair(
                fact=each.at("fact").text(),
                text=self.rich(each.at("text")),
                answer=self.rich(each.at("answer")),
                note=each.text_at("note"),
                sources=_sources(each),
            )
            for each in knot.items()
        ]
        if not 1 <= len({pair.fact for pair in pairs}) == len(pairs) <= MAX_SIZE:
            knot.refuse(f"up to {MAX_SIZE} facts, each once")
        return pairs

    def papers(self, knot: Knot, questions: Sequence[_Question]) -> tuple[Paper, ...]:
        """Read the versions; a marking table holds the same number of each beside each other."""
        papers = tuple(self.paper(each, questions) for each in knot.items())
        worth = {tuple((part.points, len(part.items)) for part in each.parts) for each in papers}
        if len(worth) > 1 or len({paper.letter for paper in papers}) < len(papers):
            knot.refuse("versions of other letters that are as long, and worth as much")
        return papers

    def paper(self, knot: Knot, questions: Sequence[_Question]) -> Paper:
        """Read a version; its items are numbered in their order."""
        parts: list[Part] = []
        for each in knot.at("parts").items():
            first = 1 + sum(len(part.items) for part in parts)
            parts.append(self.part(each, questions, first))
        paper = Paper(knot.at("letter").one_of(("", *ascii_uppercase)), tuple(parts))
        return paper if paper.items else knot.at("parts").refuse("a question at least")

    def part(self, knot: Knot, questions: Sequence[_Question], first: int) -> Part:
        """Read a printed section; its first item has the number `first`."""
        columns = knot.table().get("columns")
        form = knot.at("form").one_of(FORMS)
        items = []
        for number, each in enumerate(knot.at("items").items(), start=first):
            question = questions[each.at("question").number(1, len(questions)) - 1]
            if question.asked.form != form:
                each.at("question").refuse(f"a question of the form '{form}'")
            items.append(
                Item(number, question.asked, question.prompt, question.task(each), question.space)
            )
        return Part(
            form=form,
            title=knot.text_at("title"),
            points=knot.at("points").number(POINTS.least, POINTS.most),
            items=tuple(items),
            bank=tuple(self.rich(each) for each in knot.listed("bank")),
            columns=columns.number(COLUMNS.least, COLUMNS.most) if columns else 0,
        )

    def cut_out(self, knot: Knot, printed: Knot) -> CutOut | None:
        """Read the cards to cut out, and how they are printed."""
        cards = tuple(self.card(each) for each in knot.items())
        if not cards:
            return None
        offset = tuple(each.measure(MAX_OFFSET) for each in printed.at("offset").items())
        per_page = printed.at("per_page").number(1, max(GRIDS))
        if per_page not in GRIDS or len(offset) != 2:
            printed.refuse("cards on a sheet as quizgen lays them out")
        return CutOut(cards, per_page, printed.at("fold").one_of(FOLDS), (offset[0], offset[1]))

    def card(self, knot: Knot) -> CutCard:
        """Read a card to cut out."""
        return CutCard(
            id=knot.at("id").text(),
            front=self.rich(knot.at("front")),
            back=self.rich(knot.at("back")),
            scope=knot.text_at("scope"),
            accepted=tuple(each.text() for each in knot.listed("accepted")),
            note=knot.text_at("note"),
            sources=_sources(knot),
            difficulty=_difficulty(knot),
        )

    def table(self, knot: Knot) -> StudyTable:
        """Read facts of one kind to learn from."""
        kind = knot.at("kind").text()
        facts = tuple(self.told(each, kind) for each in knot.at("facts").items())
        return StudyTable(kind, tuple(each.text() for each in knot.at("fields").items()), facts)

    def told(self, knot: Knot, kind: str) -> Told:
        """Read a fact to learn."""
        return Told(
            fact=knot.at("fact").text(),
            kind=kind,
            topic=knot.text_at("topic"),
            fields={name: self.rich(each) for name, each in knot.at("fields").table().items()},
            scope=knot.text_at("scope"),
            note=knot.text_at("note"),
            sources=_sources(knot),
            difficulty=_difficulty(knot),
        )

    def rich(self, knot: Knot) -> Rich:
        """Read rich text: a bare text, or a list of pieces."""
        if isinstance(knot.value, str):
            return (Span(knot.text()),)
        return tuple(self.span(each) for each in knot.items())

    def span(self, knot: Knot) -> Span:
        """Read a piece of rich text."""
        if isinstance(knot.value, str):
            return Span(knot.text())
        table = knot.table()
        sort = table["kind"].one_of(_KINDS) if "kind" in table else "text"
        kind = next(each for each in _KINDS if each == sort)
        gap = table["gap"].number(1, 1000) if "gap" in table else 0
        name = knot.text_at("media")
        if name and name not in self.media:
            knot.at("media").refuse("a picture that the file holds")
        media = self.media[name] if name else None
        return Span(knot.at("text").text(), kind, gap, knot.text_at("hint"), media)


def _order(knot: Knot, key: str, things: Sequence[object]) -> tuple[int, ...]:
    """Read in which order things are printed: all their numbers from 1, each once."""
    numbers = tuple(each.number(1, len(things)) for each in knot.at(key).items())
    if sorted(numbers) != list(range(1, len(things) + 1)):
        knot.at(key).refuse(f"each number from 1 to {len(things)} once")
    return numbers


def _drawn(knot: Knot, key: str, things: Sequence[Thing]) -> tuple[Thing, ...]:
    """Give things in the order in which they are printed."""
    return tuple(things[number - 1] for number in _order(knot, key, things))


def _difficulty(knot: Knot) -> int | None:
    told = knot.table().get("difficulty")
    return told.number(DIFFICULTY.least, DIFFICULTY.most) if told else None


def _sources(knot: Knot) -> tuple[Reference, ...]:
    return tuple(
        Reference(each.at("name").text(), each.text_at("locator"), each.text_at("url"))
        for each in knot.listed("sources")
    )


def _media(name: str, knot: Knot, path: Path) -> Media:
    """Read a picture; its name follows from what is in it."""
    try:
        content = base64.b64decode(knot.at("base64").text(), validate=True)
    except (binascii.Error, ValueError):
        knot.at("base64").refuse("a picture in Base64")
    if media_name(content, name.rpartition(".")[2]) != name or not _NAME.fullmatch(name):
        knot.refuse("the picture that its name says")
    return Media(Text.at(knot.at("file").text(), Where(path.as_posix())), name, content)


def _matching(knot: Knot, pattern: str) -> str:
    text = knot.text()
    return text if re.fullmatch(pattern, text) else knot.refuse("what quizgen writes there")


def _file_name(knot: Knot) -> str:
    return _matching(knot, _NAME.pattern)
