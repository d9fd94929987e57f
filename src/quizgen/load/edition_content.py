"""Edition content: a quiz as it was printed, from the JSON that keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import TypeVar

from quizgen.load.edition_sheets import read_cut_out, read_table
from quizgen.load.edition_texts import FILE_NAME, TextReader, read_media, read_sources
from quizgen.load.edition_words import read_kept_words
from quizgen.load.json_tree import Knot
from quizgen.load.wants import COLUMNS, POINTS, SPACE
from quizgen.model import (
    CODE_LENGTH,
    CODE_LETTERS,
    FORMS,
    MAX_SIZE,
    PAPERS,
    PROFILES,
    Asked,
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
    Rich,
    SelectTask,
    Task,
    TrueFalseTask,
)

_MOST = 8
"""Options that have a letter."""

Thing = TypeVar("Thing")


def read_content(root: Knot, path: Path) -> Quiz:
    """Read a quiz from an edition. Raises DamageError at what could not be printed."""
    printed = root.at("print")
    texts = TextReader(read_media(root.at("media"), path))
    reader = _Reader(texts)
    questions = [reader.question(each) for each in root.at("questions").items()]
    papers = reader.papers(root.at("versions"), questions)
    cut_out = read_cut_out(texts, root.at("cards"), printed)
    study = tuple(read_table(texts, each) for each in root.at("study").items())
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
    """Reads questions and versions."""

    texts: TextReader

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
            sources=read_sources(knot),
        )
        space = _matching(knot.at("space"), SPACE) if "space" in knot.table() else ""
        return _Question(asked, self.texts.rich(knot.at("prompt")), space, self.task(form, knot))

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
            return GapTask(self.texts.rich(knot.at("answer")), accepted)
        if form == "true-false":
            true = knot.at("answer").one_of(("true", "false")) == "true"
            said = self.texts.said
            return TrueFalseTask(true, said(knot, "correction"), said(knot, "reason"))
        return RecallTask(self.texts.rich(knot.at("answer")), accepted)

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
        text = self.texts.rich(knot.at("right" if right else "wrong"))
        return Option(text, right, self.texts.said(knot, "reason"))

    def pairs(self, knot: Knot) -> list[Pair]:
        """Read the pairs of a match, or the entries of an order."""
        pairs = [
            Pair(
                fact=each.at("fact").text(),
                text=self.texts.rich(each.at("text")),
                answer=self.texts.rich(each.at("answer")),
                note=each.text_at("note"),
                sources=read_sources(each),
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
            bank=tuple(self.texts.rich(each) for each in knot.listed("bank")),
            columns=columns.number(COLUMNS.least, COLUMNS.most) if columns else 0,
            instructions=knot.text_at("instructions"),
        )


def _order(knot: Knot, key: str, things: Sequence[object]) -> tuple[int, ...]:
    """Read in which order things are printed: all their numbers from 1, each once."""
    numbers = tuple(each.number(1, len(things)) for each in knot.at(key).items())
    if sorted(numbers) != list(range(1, len(things) + 1)):
        knot.at(key).refuse(f"each number from 1 to {len(things)} once")
    return numbers


def _drawn(knot: Knot, key: str, things: Sequence[Thing]) -> tuple[Thing, ...]:
    """Give things in the order in which they are printed."""
    return tuple(things[number - 1] for number in _order(knot, key, things))


def _matching(knot: Knot, pattern: str) -> str:
    text = knot.text()
    return text if re.fullmatch(pattern, text) else knot.refuse("what quizgen writes there")


def _file_name(knot: Knot) -> str:
    return _matching(knot, FILE_NAME.pattern)
