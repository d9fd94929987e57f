"""Editions: whatever was printed comes back from its file as it was, to the byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from anki_reader import open_anki
from conftest import ROOT, CommandLine
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.build import check
from quizgen.load import read_edition
from quizgen.load.language import read_language
from quizgen.model import (
    FORMS,
    PAPERS,
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
    StudyTable,
    Task,
    Text,
    Told,
    TrueFalseTask,
)
from quizgen.problems import Where
from quizgen.render import render_edition, render_quiz

NOWHERE = Where("")
PICTURE = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
MEDIA = Media(
    Text.at("map.svg", NOWHERE), f"quizgen-{sha256(PICTURE).hexdigest()[:16]}.svg", PICTURE
)

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
spans = st.one_of(
    texts.map(Span),
    texts.map(lambda text: Span(text, "markdown")),
    texts.map(lambda text: Span(text, "image", media=MEDIA)),
    st.tuples(texts, st.integers(1, 3), texts).map(
        lambda gap: Span(gap[0], gap=gap[1], hint=gap[2])
    ),
)
said: st.SearchStrategy[Rich] = st.just(()) | st.tuples(
    texts.map(Span), texts.map(lambda text: Span(text, "math"))
)
riches: st.SearchStrategy[Rich] = st.lists(spans, min_size=1, max_size=3).map(tuple)
sources = st.lists(st.builds(Reference, texts, texts, texts), max_size=2).map(tuple)
pairs = st.lists(
    st.builds(Pair, texts, riches, riches, texts, sources),
    min_size=3, max_size=5, unique_by=lambda pair: pair.fact,
)  # fmt: skip
wordings = st.lists(texts, max_size=2).map(tuple)


levels = st.none() | st.integers(1, 5)
cards = st.builds(CutCard, texts, riches, riches, texts, wordings, texts, sources, levels)
cut_outs = st.none() | st.lists(cards, min_size=1, max_size=3).map(
    lambda cards: CutOut(tuple(cards), 4, "fold-over", (0.5, -1.25))
)
told = st.builds(
    Told, texts, st.just("rock"), texts, st.dictionaries(texts, riches, max_size=2), texts, texts,
    sources, levels,
)  # fmt: skip
studies = st.lists(told, min_size=1, max_size=2).map(
    lambda facts: (
        StudyTable("rock", tuple(sorted({f for fact in facts for f in fact.fields})), tuple(facts)),
    )
)


@st.composite
def printed_twice(draw: st.DrawFn, form: str) -> tuple[Item, Item]:
    """Give a question as two versions print it; the second one's number is another."""
    asked = draw(st.builds(Asked, texts, texts, texts, st.just(form), texts, texts, texts, sources))
    one = Item(1, asked, draw(riches), draw(tasks(form)), draw(st.sampled_from(["", "2 lines"])))
    return one, one._replace(task=shuffle(draw, one.task))


def tasks(form: str) -> st.SearchStrategy[Task]:
    """Give tasks of a form, as a first version prints them."""
    wrong = st.lists(st.builds(Option, riches, st.just(value=False), said), min_size=1, max_size=4)
    right = st.builds(Option, riches, st.just(value=True), st.just(()))
    match form:
        case "choice":
            return st.builds(lambda a, b: ChoiceTask((*a, b)), wrong, right)
        case "select":
            rights = st.lists(right, min_size=1, max_size=3)
            return st.builds(lambda a, b: SelectTask((*a, *b)), wrong, rights)
        case "match":
            return st.builds(MatchTask, pairs.map(tuple), pairs.map(tuple)).map(
                lambda task: MatchTask(task.left, task.left[::-1])
            )
        case "order":
            return pairs.map(lambda drawn: OrderTask(tuple(drawn), tuple(range(1, len(drawn) + 1))))
        case "cloze":
            return st.builds(GapTask, riches, wordings)
        case "true-false":
            false = st.builds(TrueFalseTask, st.just(value=False), said, said)
            return st.one_of(st.just(TrueFalseTask(true=True)), false)
        case _:
            return st.builds(RecallTask, riches, wordings)


def shuffle(draw: st.DrawFn, task: Task) -> Task:
    """Draw another order of what a task offers."""
    match task:
        case ChoiceTask(options) | SelectTask(options):
            return replace(task, options=tuple(draw(st.permutations(options))))
        case MatchTask(left, right):
            return MatchTask(
                tuple(draw(st.permutations(left))), tuple(draw(st.permutations(right)))
            )
        case OrderTask(entries, ranks):
            drawn = draw(st.permutations(list(zip(entries, ranks, strict=True))))
            return OrderTask(tuple(e for e, _ in drawn), tuple(rank for _, rank in drawn))
        case _:
            return task


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    """Give a quiz of two versions, with anything in it that can be printed."""
    forms = draw(st.lists(st.sampled_from(FORMS), min_size=1, max_size=4))
    both: tuple[list[Part], list[Part]] = ([], [])
    number = 1
    for form in forms:
        items = draw(printed_twice(form))
        drawn = (
            draw(st.integers(0, 9)),
            draw(st.lists(riches, max_size=2)),
            draw(st.integers(0, 4)),
            draw(texts),
        )
        for parts, item in zip(both, items, strict=True):
            points, bank, columns, how = drawn
            numbered = (item._replace(number=number),)
            parts.append(Part(form, "A title", points, numbered, tuple(bank), columns, how))
        number += 1
    return Quiz(
        id="quiz", deck_id="deck", title=draw(texts), deck_title=draw(texts), language="en",
        instructions=draw(texts), paper=draw(st.sampled_from(PAPERS)), profiles=("large",),
        words=read_language(draw(st.sampled_from(["en", "ar", "pl"]))), code="ABC234",
        papers=(Paper("A", tuple(both[0])), Paper("B", tuple(both[1]))),
        answer_sheet=draw(st.booleans()), practice=draw(st.booleans()),
        cut_out=draw(cut_outs), study=draw(st.just(()) | studies),
    )  # fmt: skip


@given(quiz=quizzes())
@settings(max_examples=30)
def test_any_quiz_comes_back_whole(tmp_path_factory: pytest.TempPathFactory, quiz: Quiz) -> None:
    kept = render_edition(quiz)
    path = tmp_path_factory.getbasetemp() / kept.name
    path.write_bytes(kept.content)
    again, problems = read_edition(path)
    assert problems == []
    assert again == quiz
    assert [*render_quiz(again)] == [*render_quiz(quiz)]
    assert render_edition(again) == kept


OBJECTS = {
    "": "the file", "print": "`print`", "words": "`words`", "picture": "a picture",
    "questions": "a question", "options": "an option", "pairs": "a pair", "in_order": "a pair",
    "versions": "a version", "parts": "a part", "items": "an item", "cards": "a card",
    "study": "a table", "facts": "a fact", "sources": "a source",
}  # fmt: skip
"""What the README calls an object of an edition, by the key it stands under; others are text."""
FREE = {"media": "picture", "fields": "text", "phrases": "text", "cases": "text"}
"""Where the keys are the deck's or the language's, and what stands under each of them."""


def tell_objects(value: object, key: str = "") -> Iterator[tuple[str, set[str]]]:
    """Give each object in a value, by the README's name for it, with its keys."""
    match value:
        case dict() if key in FREE:
            for each in value.values():
                yield from tell_objects(each, FREE[key])
        case dict():
            yield OBJECTS.get(key, "a piece of text"), set(value)
            for name, each in value.items():
                yield from tell_objects(each, name)
        case list():
            for each in value:
                yield from tell_objects(each, key)


def test_readme_tells_every_key_of_an_edition() -> None:
    used: dict[str, set[str]] = {}

    @given(quiz=quizzes())
    @settings(max_examples=50, derandomize=True, database=None)
    def collect(quiz: Quiz) -> None:
        kept = json.loads(render_edition(quiz).content)
        for name, keys in tell_objects(kept):
            used.setdefault(name, set()).update(keys)

    collect()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("### The file of an edition")[2].partition("\n## ")[0]
    told = {
        name: set(re.findall(r"`(\w+)`", keys))
        for name, keys in re.findall(r"^\| (.+?) \| (.+?) \|", table, re.MULTILINE)
    }
    assert {name: keys for name, keys in told.items() if keys} == used


@pytest.mark.parametrize("deck", ["planets.yaml", "elements", "microsoft-openai"])
def test_quizzes_of_our_decks_come_back_to_the_byte(deck: str, tmp_path: Path) -> None:
    quizzes = check(ROOT / "decks" / deck).quizzes
    assert quizzes
    for quiz in quizzes:
        kept = render_edition(quiz)
        (tmp_path / kept.name).write_bytes(kept.content)
        again, problems = read_edition(tmp_path / kept.name)
        assert problems == []
        assert again is not None
        assert [*render_quiz(again)] == [*render_quiz(quiz)]


def test_a_question_stands_once_however_many_versions_ask_it() -> None:
    (quiz, *_) = check(ROOT / "decks" / "planets.yaml").quizzes
    kept = json.loads(render_edition(quiz).content)
    assert len(quiz.papers) > 1
    assert len(kept["questions"]) == sum(len(part.items) for part in quiz.papers[0].parts)


def test_a_later_wording_of_ours_changes_nothing(tmp_path: Path) -> None:
    (quiz, *_) = check(ROOT / "decks" / "planets.yaml").quizzes
    phrases = {**quiz.words.phrases, "answer key": "Solutions", "version": "Set {letter}"}
    words = replace(quiz.words, phrases=phrases)
    kept = render_edition(replace(quiz, words=words))
    (tmp_path / kept.name).write_bytes(kept.content)
    again, _ = read_edition(tmp_path / kept.name)
    assert again is not None
    assert (again.words.phrases["answer key"], again.words.say("version", letter="B")) == (
        "Solutions", "Set B",
    )  # fmt: skip


def test_words_that_an_older_quizgen_lacked_are_said_as_now(tmp_path: Path) -> None:
    (quiz, *_) = check(ROOT / "decks" / "planets.yaml").quizzes
    older = {name: text for name, text in quiz.words.phrases.items() if name != "answer key"}
    older["version"] = "Version {number}"  # filled otherwise than now
    kept = render_edition(replace(quiz, words=replace(quiz.words, phrases=older)))
    (tmp_path / kept.name).write_bytes(kept.content)
    again, _ = read_edition(tmp_path / kept.name)
    assert again is not None
    assert again.words.phrases == quiz.words.phrases


@pytest.mark.parametrize("deck", ["planets.yaml", "microsoft-openai"])
def test_the_search_that_a_key_tells_finds_the_notes_of_its_facts(
    cli: CommandLine, deck: str, tmp_path: Path
) -> None:
    assert cli("build", ROOT / "decks" / deck, "--quiet").returncode == 0
    (package,) = tmp_path.glob("dist/*/*.apkg")
    quiz = next(quiz for quiz in check(ROOT / "decks" / deck).quizzes if quiz.papers)
    told = quiz.words.say("whence", deck=quiz.deck_id)
    search = f"Key:{quiz.deck_id}/fact/*"
    assert search in told
    with open_anki(tmp_path / "anki") as anki:
        anki.import_package(package.read_bytes())
        for item in (item for part in quiz.papers[0].parts for item in part.items):
            if item.question.fact:
                _, fact, *_ = item.question.id.split("/")
                found = anki.search(search.replace("/fact/", f"/{fact}/"))
                assert found
                assert {key.split("/")[1] for key in found} == {fact}
