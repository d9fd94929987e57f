"""Planting: sound items, flaws planted in them one at a time, and the rules that tell of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from quizgen.ask import ask_questions
from quizgen.check import check_deck, check_hints, check_questions
from quizgen.load import load_deck
from quizgen.load.language import read_language
from quizgen.load.wording_file import read_wording
from quizgen.model import Deck
from quizgen.problems import Severity

EACH = 30
"""Flaws planted for each rule."""
CLEAN = Path(__file__).parent / "check/clean_items.jsonl"
"""Two hundred items of our own decks, frozen; all were read before any rule saw them."""


@dataclass(frozen=True)
class Item:
    """One question as a learner meets it; where a sentence has a gap, `{{ answer }}` stands.

    `type` is that of the answer's field: a built-in one, or `name` for any vocabulary.
    """

    id: str
    form: str
    type: str
    prompt: str
    answer: str
    wrong: tuple[str, ...] = ()
    scope: str = ""


@cache
def clean_items() -> tuple[Item, ...]:
    """Give the clean set, in no order that means anything."""
    rows = [json.loads(line) for line in CLEAN.read_text(encoding="utf-8").splitlines()]
    items = [Item(**row | {"wrong": tuple(row.get("wrong", ()))}) for row in rows]
    return tuple(sorted(items, key=lambda item: hash_of(item.id)))


def hash_of(word: str) -> int:
    """Order words by no order of theirs, the same on any machine."""
    total: int = sum(ord(letter) * pow(31, i, 1009) for i, letter in enumerate(word))
    return total % 1009


def deck_of(item: Item) -> Deck:
    """Give the deck whose only fact asks an item: its wrong answers are curated ones."""
    asked: dict[str, object] = {"forms": [item.form]}
    match item.form:
        case "cloze":
            asked |= {"state": item.prompt, "blank": ["answer"]}
        case "true-false":
            asked |= {"state": item.prompt, "vary": ["answer"]}
        case _:
            asked |= {"ask": item.prompt, "answer": "answer"}
    kind = {"fields": {"answer": item.type}, "templates": {"asked": asked}}
    fact: dict[str, object] = {"answer": item.answer}
    fact |= {"wrong": {"answer": list(item.wrong)}} if item.wrong else {}
    fact |= {"scope": item.scope} if item.scope else {}
    written = {
        "id": "planted",
        "title": "Planted",
        "source": "shelf",
        "sources": {"shelf": {"name": "the shelf"}},
        "kinds": {"item": kind},
        "facts": {"item": {"one": fact}},
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deck.yaml"
        path.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
        deck, problems = load_deck(path)
    assert problems == [], problems
    return deck


def spoken(language: str, prompt: str, answer: str, *wrong: str, form: str = "") -> Deck:
    """Give a deck that asks one thing in a language whose words are known."""
    item = Item("x", form or ("choice" if wrong else "recall"), "text", prompt, answer, wrong)
    return replace(deck_of(item), words=read_language(language), wording=read_wording(language))


def told(deck: Deck) -> dict[str, Severity]:
    """Give every rule that tells of a deck."""
    questions, problems = ask_questions(deck)
    problems += [*check_deck(deck), *check_questions(deck, questions)]
    return {problem.rule: problem.severity for problem in problems}


def hinted(deck: Deck) -> dict[str, Severity]:
    """Give every rule that tells of a deck to those who ask for hints."""
    return {problem.rule: problem.severity for problem in check_hints(deck, ask_questions(deck)[0])}


def hold_to_rule(
    rule: str,
    decks: Iterable[Deck],
    *,
    least: float | None = None,
    tell: Callable[[Deck], dict[str, Severity]] = told,
) -> None:
    """Demand that a rule tells of the flaw in each of `EACH` decks, and no other error is told.

    `least` is the share of them that it must tell; as a rule .99 of errors, .90 of warnings.
    """
    found = [tell(deck) for deck, _ in zip(decks, range(EACH), strict=False)]
    assert len(found) == EACH
    severity = next((each[rule] for each in found if rule in each), None)
    assert severity is not None, f"{rule} tells of none"
    share = sum(rule in each for each in found) / EACH
    assert share >= (least or (0.99 if severity is Severity.ERROR else 0.9))
    strangers = [{r for r, s in each.items() if s is Severity.ERROR} - {rule} for each in found]
    assert [sorted(each) for each in strangers if each] == []
