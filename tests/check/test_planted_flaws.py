"""Planted flaws: each spoils a sound deck in one way, and exactly its rule must tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import NO_SHARED, ROOT
from planting import EACH, clean_items, deck_of, hash_of, hold_to_rule, told

from quizgen.check import check_evidence
from quizgen.load import load_deck, read_documents
from quizgen.model import AskTemplate, Deck, Evidence, Fact, Template, Text, Value
from quizgen.problems import Severity, Where

NOWHERE = Where("nowhere", 1, 1)


def text(words: str) -> Text:
    return Text.at(words, NOWHERE)


@cache
def sound_deck() -> Deck:
    deck, problems = load_deck(ROOT / "decks/microsoft-openai")
    assert problems == []
    # A few of its facts alone do not cover a document, nor have all their enemies among them.
    facts = tuple(
        fact._replace(enemies=()) for fact in deck.facts if fact.kind not in ("card", "cloze")
    )
    sources = {name: each._replace(left_out=None) for name, each in deck.sources.items()}
    return replace(deck, facts=facts, sources=sources, plans=(), waive={})


def spoil(deck: Deck, fact: Fact) -> Deck:
    """Give the deck of one spoilt fact, and the few of its kind that stand before it."""
    siblings = [each for each in deck.facts if each.kind == fact.kind and each.id != fact.id]
    return replace(deck, facts=(*siblings[:3], fact))


def with_template(deck: Deck, fact: Fact, template: Template) -> Deck:
    """Give the deck of one fact, whose kind has one template more."""
    kind = deck.kinds[fact.kind]._replace(templates=(template,))
    return replace(deck, kinds={**deck.kinds, fact.kind: kind}, facts=(fact,))


def ask_of(deck: Deck, fact: Fact) -> AskTemplate | None:
    kind = deck.kinds[fact.kind]
    templates = (t for t in kind.templates if isinstance(t, AskTemplate))
    return next((t for t in templates if t.id not in fact.skip and t.answer in fact.fields), None)


Flawed = Iterator[Deck]


def no_source(deck: Deck, fact: Fact) -> Flawed:
    yield spoil(deck, fact._replace(sources=()))


def unknown_source(deck: Deck, fact: Fact) -> Flawed:
    piece = fact.sources[0]._replace(source=text("the-moon"))
    yield spoil(deck, fact._replace(sources=(piece,)))


def anchor_long(deck: Deck, fact: Fact) -> Flawed:
    words = text(" ".join(["word"] * 11))
    yield spoil(deck, fact._replace(sources=(fact.sources[0]._replace(words=words),)))


def inferred_without_note(deck: Deck, fact: Fact) -> Flawed:
    piece = fact.sources[0]._replace(inferred=True)
    yield spoil(deck, fact._replace(sources=(piece,), note=None))


def dispute_unscoped(deck: Deck, fact: Fact) -> Flawed:
    yield spoil(
        deck,
        fact._replace(dispute=text("d"), according_to=None, scope=None, hedge=None, wrong={}),
    )


def double_space(deck: Deck, fact: Fact) -> Flawed:
    ask = ask_of(deck, fact)
    if ask is not None:
        yield with_template(deck, fact, replace(ask, ask=text(f"Now  say: {ask.ask}")))


def open_bracket(deck: Deck, fact: Fact) -> Flawed:
    ask = ask_of(deck, fact)
    if ask is not None:
        yield with_template(deck, fact, replace(ask, ask=text(f"(In short: {ask.ask}")))


def literal_article(deck: Deck, fact: Fact) -> Flawed:
    ask = ask_of(deck, fact)
    other = next((name for name in fact.fields if ask is not None and name != ask.answer), None)
    if ask is not None and other is not None:
        template = replace(ask, ask=text(f"Of a {{{{ {other} }}}}, what is to be said?"))
        yield with_template(deck, fact, template)


def ambiguous_prompt(deck: Deck, fact: Fact) -> Flawed:
    ask = ask_of(deck, fact)
    if ask is not None and isinstance(fact.fields[ask.answer], Text):
        other = {**fact.fields, ask.answer: text("somebody who stands nowhere else")}
        twin = fact._replace(id=text("twin"), fields=other, aka={})
        yield replace(with_template(deck, fact, ask), facts=(fact, twin))


def source_conflict(deck: Deck, fact: Fact) -> Flawed:
    for flawed in ambiguous_prompt(deck, fact):
        one, twin = flawed.facts
        others = [source for source in deck.sources.values() if source.id != fact.according_to]
        one = one._replace(dispute=None)
        twin = twin._replace(according_to=others[0].id, dispute=None)
        (ask,) = flawed.kinds[fact.kind].templates
        assert isinstance(ask, AskTemplate)
        kind = flawed.kinds[fact.kind]._replace(templates=(replace(ask, one=True),))
        yield replace(flawed, kinds={**flawed.kinds, kind.id: kind}, facts=(one, twin))


def placeholder(deck: Deck, fact: Fact) -> Flawed:
    for mark in ("TBD", "???", "n/a"):
        yield from answer_with(mark, deck, fact)


def placeholder_name(deck: Deck, fact: Fact) -> Flawed:
    ask = ask_of(deck, fact)
    if ask is not None and deck.kinds[fact.kind].fields[ask.answer].type in deck.names:
        yield from answer_with("Unknown", deck, fact)


def placeholder_word(deck: Deck, fact: Fact) -> Flawed:
    ask = ask_of(deck, fact)
    if ask is not None and deck.kinds[fact.kind].fields[ask.answer].type == "text":
        yield from answer_with("Various", deck, fact)
        yield from answer_with("unknown", deck, fact)


def answer_with(word: str, deck: Deck, fact: Fact) -> Flawed:
    ask = ask_of(deck, fact)
    if ask is not None and isinstance(fact.fields[ask.answer], Text):
        yield spoil(deck, fact._replace(fields={**fact.fields, ask.answer: text(word)}))


def list_in_scalar(deck: Deck, fact: Fact) -> Flawed:
    for name, field in deck.kinds[fact.kind].fields.items():
        names = [str(each) for each in deck.names.get(field.type, {})]
        if len(names) > 1 and isinstance(fact.fields.get(name), Text):
            joint = text(f"{names[0]}, {names[1]}")
            joined = fact._replace(fields={**fact.fields, name: joint}, skip=())
            kind = deck.kinds[fact.kind]._replace(templates=())
            yield replace(deck, kinds={**deck.kinds, fact.kind: kind}, facts=(joined,))


def alias_collision(deck: Deck, fact: Fact) -> Flawed:
    for vocabulary, names in deck.names.items():
        first, *others = names.values()
        for other in others:
            known = {
                **names,
                first.name: first._replace(aka=(*first.aka, text(other.name.upper()))),
            }
            yield replace(deck, names={**deck.names, vocabulary: known}, facts=(fact,))


def accidental_truth(deck: Deck, fact: Fact) -> Flawed:
    ask = ask_of(deck, fact)
    if ask is not None and "choice" in ask.forms and isinstance(fact.fields[ask.answer], Text):
        right = text(str(fact.fields[ask.answer]).upper())
        wrong: dict[str, tuple[tuple[Value, str], ...]] = {
            ask.answer: ((right, ""), (text("x"), ""))
        }
        yield spoil(deck, fact._replace(wrong=wrong, dispute=None))


def duplicate_option(deck: Deck, fact: Fact) -> Flawed:
    ask = ask_of(deck, fact)
    if ask is not None and "choice" in ask.forms and isinstance(fact.fields[ask.answer], Text):
        for one, twin in (("Ab ovo", "AB OVO"), ("Ab  ovo", "ab ovo"), ("don’t", "don't")):
            wrong: dict[str, tuple[tuple[Value, str], ...]] = {
                ask.answer: ((text(one), ""), (text("x"), ""), (text(twin), ""))
            }
            yield spoil(deck, fact._replace(wrong=wrong, dispute=None))


def answer_leak(deck: Deck, fact: Fact) -> Flawed:
    ask = ask_of(deck, fact)
    if ask is not None and len(str(fact.fields[ask.answer])) > 3:
        template = replace(ask, ask=text(f"{{{{ {ask.answer} }}}}: {ask.ask}"))
        yield with_template(deck, fact, template)


PLANTED: dict[str, list[Callable[[Deck, Fact], Flawed]]] = {
    "accidental-truth": [accidental_truth],
    "alias-collision": [alias_collision],
    "ambiguous-prompt": [ambiguous_prompt],
    "anchor-long": [anchor_long],
    "answer-leak": [answer_leak],
    "dispute-unscoped": [dispute_unscoped],
    "duplicate-option": [duplicate_option],
    "inferred-without-note": [inferred_without_note],
    "list-in-scalar": [list_in_scalar],
    "literal-article": [literal_article],
    "no-source": [no_source],
    "placeholder": [placeholder, placeholder_name],
    "placeholder-word": [placeholder_word],
    "residue": [double_space, open_bracket],
    "source-conflict": [source_conflict],
    "unknown-source": [unknown_source],
}


def flawed(rule: str) -> Flawed:
    """Plant the flaw in facts spread over the whole deck."""
    deck = sound_deck()
    facts = sorted(deck.facts, key=lambda fact: hash_of(fact.id))
    return (d for fact in facts for plant in PLANTED[rule] for d in plant(deck, fact))


@pytest.mark.parametrize("rule", PLANTED)
def test_planted_flaw_is_told_and_no_other_error(rule: str) -> None:
    hold_to_rule(rule, flawed(rule), least=0.99)


def test_clean_items_are_told_of_nothing_wrong_and_of_few_doubts() -> None:
    found = [told(deck_of(item)) for item in clean_items()]
    assert len(found) == 200
    assert [each for each in found if Severity.ERROR in each.values()] == []
    assert sum(map(bool, found)) <= 0.05 * len(found)


def test_sound_facts_are_told_of_nothing() -> None:
    assert told(sound_deck()) == {}


def anchor_missing(deck: Deck, fact: Fact) -> Flawed:
    for words in (piece.words for piece in fact.sources if piece.words is not None):
        first, *rest = words.split()
        broken = text(" ".join((*rest, f"{first}xy")))
        yield replace(deck, facts=(cite(fact, fact.sources[0]._replace(words=broken)),))


def answer_elsewhere(deck: Deck, fact: Fact) -> Flawed:
    """Put the answer of another fact into its place; now and then that stands there as well."""
    for name, field in deck.kinds[fact.kind].fields.items():
        if field.type in ("person", "money", "year", "company", "term") and name in fact.fields:
            others = [each for each in deck.facts if each.kind == fact.kind and name in each.fields]
            for step in (3, 7, 11):
                after = others[(others.index(fact) + step) % len(others)]
                if str(after.fields[name]) != str(fact.fields[name]):
                    fields = {**fact.fields, name: after.fields[name]}
                    yield replace(deck, facts=(fact._replace(fields=fields, aka={}),))


def cite(fact: Fact, piece: Evidence) -> Fact:
    return fact._replace(sources=(piece, *fact.sources[1:]))


@pytest.fixture
def sources(shared: Path) -> Path:
    """The folder of the cited documents; the test is skipped where it is absent."""
    folder = shared / "sources"
    if not folder.is_dir():
        pytest.skip(NO_SHARED)
    return folder


@pytest.mark.parametrize(
    ("rule", "plant", "least"),
    [("anchor-missing", anchor_missing, 0.99), ("answer-not-in-evidence", answer_elsewhere, 0.9)],
)
def test_planted_flaw_in_evidence_is_told(
    rule: str, plant: Callable[[Deck, Fact], Flawed], least: float, sources: Path
) -> None:
    deck = sound_deck()
    documents, _ = read_documents(sources, deck.sources)
    sourced = [fact for fact in deck.facts if not any(piece.inferred for piece in fact.sources)]
    facts = sorted(sourced, key=lambda fact: hash_of(fact.id))
    decks = [d for fact in facts for d in plant(deck, fact)][: 3 * EACH]
    found = [{p.rule for p in check_evidence(each, documents)[1]} for each in decks]
    assert len(found) >= EACH
    assert sum(rule in each for each in found) >= least * len(found)
    assert all(each <= {rule} for each in found)


def test_sound_evidence_is_told_of_nothing(sources: Path) -> None:
    deck = sound_deck()
    documents, _ = read_documents(sources, deck.sources)
    assert check_evidence(deck, documents)[1] == []
