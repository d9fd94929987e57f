"""Planted flaws of cards: each spoils one clean item, and exactly its rule must tell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from planting import Item, clean_items, deck_of, hinted, hold_to_rule, told

from quizgen.model import Deck

Flawed = Iterator[Item]
GAP = "{{ answer }}"
NAMES = ("Aachen", "Bergen", "Cadiz", "Delft", "Essen", "Faro", "Ghent", "Halle")
MORE = (
    "as it was told in the papers of the time by those who had seen it with their own eyes and "
    "wrote about it at length in the years that came after"
)


def recalls(*types: str) -> list[Item]:
    """Give the clean items that ask, as cards, of answers of some types (of any, if none)."""
    found = [item for item in clean_items() if item.form in ("choice", "recall")]
    chosen = [item for item in found if not types or item.type in types]
    return [replace(item, form="recall", wrong=()) for item in chosen]


def gaps(*types: str) -> list[Item]:
    found = [item for item in clean_items() if item.form == "cloze"]
    return [item for item in found if not types or item.type in types]


def answer_long() -> Flawed:
    for item in recalls("text"):
        yield replace(item, answer=f"{item.answer} {MORE}"[:110])
        yield replace(item, answer=" ".join(f"{item.answer} {MORE}".split()[:14]))


def answer_essay() -> Flawed:
    for item in recalls("text"):
        yield replace(item, answer=f"{item.answer}, {MORE} {MORE}")


def set_enumeration() -> Flawed:
    for i, item in enumerate(recalls("text")):
        first, second, third = (NAMES * 2)[i % 8 : i % 8 + 3]
        yield replace(item, answer=f"{first}, {second} and {third}")
        yield replace(item, answer=f"{first}; {second}; {third}")
        yield replace(item, answer=f"{first}, {second}, {third}")


def compound_answer() -> Flawed:
    for item in recalls("text"):
        if len(item.answer.split()) < 6:
            yield replace(item, answer=f"{item.answer}; perhaps {NAMES[0]}")


def yes_no() -> Flawed:
    for item in recalls():
        yield replace(item, prompt=f"{item.prompt[:-1]}: right?", answer="yes", type="text")
        asked = item.prompt[:1].lower() + item.prompt[1:]
        for verb in ("Is", "Was", "Did", "Does", "Can"):
            yield replace(item, prompt=f"{verb} it known in {NAMES[0]} {asked}", type="text")


def prompt_long() -> Flawed:
    for item in recalls():
        words = f"In those days, {MORE}, people asked: {item.prompt}".split()
        yield replace(item, prompt=" ".join(words))


def orphan() -> Flawed:
    for word in ("capital", "founder", "symbol", "population", "purpose"):
        for item in recalls()[:2]:
            yield replace(item, prompt=f"What is the {word}?", scope="")
    for verb in ("founded", "bought", "written", "opened", "closed"):
        for item in recalls("text", "name")[:2]:
            yield replace(item, prompt=f"When was it {verb}?", scope="")
            yield replace(item, prompt=f"Who {verb} them?", scope="")
    for item in recalls()[:10]:
        yield replace(item, prompt="Why did she leave for the north that year?", scope="")


def cloze_no_context() -> Flawed:
    for item in gaps():
        yield replace(item, prompt=f"It was {GAP}.")
        yield replace(item, prompt=f"{GAP} is known to have been there.", scope="")


def cloze_long() -> Flawed:
    for item in gaps():
        words = f"{item.answer} {MORE}".split()
        for count in (7, 9, 11):
            yield replace(item, answer=" ".join(words[:count]), type="text")
        yield replace(
            item, answer=" ".join(words[:5]), type="text", prompt=f"In Rome it was {GAP}."
        )


def cloze_ambiguous() -> Flawed:
    for word in ("of", "the", "and", "is", "to", "which"):
        for item in gaps():
            if word not in re.split(r"\W+", f"{item.scope} {item.prompt}".lower()):
                yield replace(item, answer=word, type="text")


PLANTED: dict[str, Callable[[], Flawed]] = {
    "answer-essay": answer_essay,
    "answer-long": answer_long,
    "cloze-ambiguous": cloze_ambiguous,
    "cloze-long": cloze_long,
    "cloze-no-context": cloze_no_context,
    "compound-answer": compound_answer,
    "orphan": orphan,
    "prompt-long": prompt_long,
    "set-enumeration": set_enumeration,
    "yes-no": yes_no,
}


@pytest.mark.parametrize("rule", PLANTED)
def test_planted_flaw_of_cards_is_told_and_no_other_error(rule: str) -> None:
    hold_to_rule(rule, map(deck_of, PLANTED[rule]()))


def twins() -> Iterator[Deck]:
    """Give the decks of one item twice."""
    for item in recalls():
        deck = deck_of(item)
        (fact,) = deck.facts
        yield replace(deck, facts=(fact, fact._replace(id=type(fact.id).at("two", fact.id.where))))


def many() -> Iterator[Deck]:
    """Give the decks of clozes with a gap too many, all of which hide the words of an item."""
    for item in recalls():
        said = f"{item.scope} {item.prompt}".lower()
        words = [w for w in re.findall(r"[^\W\d_]{4,}", item.prompt) if said.count(w.lower()) == 1]
        if len(set(words)) > 3:
            text = item.prompt
            for number, word in enumerate(dict.fromkeys(words[:4]), start=1):
                text = text.replace(word, f"{{{{c{number}::{word}}}}}", 1)
            if text.count("{{c") == 4 and "c4" in text:
                yield with_text(item, text)


def with_text(item: Item, text: str) -> Deck:
    """Give the deck of an item whose words stand in Anki's own notation."""
    deck = deck_of(item)
    fact = deck.facts[0]
    fields = {"text": type(fact.id).at(text, fact.id.where)}
    return replace(deck, facts=(fact._replace(kind="cloze", fields=fields),))


def malformed() -> Iterator[Deck]:
    """Give the decks of gaps that are not closed, stand in each other, or are numbered amiss."""
    for item in gaps():
        for slip in ("{{c1::%s}", "{{c2::%s}}", "{{c1::the {{c2::%s}} of it}}", "%s", "{{c1:: }}"):
            hidden = slip.replace("%s", item.answer)
            yield with_text(item, item.prompt.replace(GAP, hidden))


def confused() -> Iterator[Deck]:
    """Give the decks of two answers that a letter or two, or one word of several, tell apart."""
    for item in recalls("name", "text"):
        long = max(re.findall(r"[^\W\d_]+", item.answer), key=len, default="")
        if len(long) < 5 or re.search(r"\d", item.answer):
            continue
        dropped = f"{long[:2]}{long[3:]}"
        changed = f"{long[:-2]}yx"
        for other in (dropped, changed, f"{long}e"):
            yield pair(item, item.answer.replace(long, other))
        yield pair(replace(item, answer=f"{item.answer} North"), f"{item.answer} South")


def pair(item: Item, other: str) -> Deck:
    """Give the deck of an item, and of one that another answer is right for."""
    deck = deck_of(item)
    (fact,) = deck.facts
    text, place = type(fact.id), fact.id.where
    fields = {"answer": text.at(other, place)}
    return replace(deck, facts=(fact, fact._replace(id=text.at("two", place), fields=fields)))


PLANTED_DECKS: dict[str, Callable[[], Iterator[Deck]]] = {
    "cloze-many": many,
    "cloze-syntax": malformed,
    "duplicate-card": twins,
}


@pytest.mark.parametrize("rule", PLANTED_DECKS)
def test_planted_flaw_of_decks_is_told_and_no_other_error(rule: str) -> None:
    hold_to_rule(rule, PLANTED_DECKS[rule]())


def test_planted_answers_that_are_mixed_up_are_hinted_at() -> None:
    hold_to_rule("interference", confused(), least=0.9, tell=hinted)


def test_clean_items_as_cards_are_told_of_next_to_nothing() -> None:
    cards = [*recalls(), *gaps()]
    flawed = {item.id: sorted(told(deck_of(item))) for item in cards}
    assert sum(map(bool, flawed.values())) <= 0.05 * len(cards), {
        name: rules for name, rules in flawed.items() if rules
    }
