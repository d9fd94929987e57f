"""Distractors: the wrong answers to one question, curated ones first, then proven ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from quizgen.ask.display import natural_order, to_rich
from quizgen.ask.made_up import SIDE, make_up
from quizgen.ask.meaning import Answers
from quizgen.ask.workshop import Workshop
from quizgen.ask.wrong_answers import Candidate, Distractor, Proof, make_candidate
from quizgen.model import (
    AskTemplate,
    Fact,
    Span,
    StateTemplate,
    Tier,
    Value,
    WrongAnswer,
    place_of,
)
from quizgen.problems import Problem


def find_distractors(
    shop: Workshop,
    fact: Fact,
    field: str,
    template: AskTemplate | StateTemplate,
    *,
    question_id: str,
    cues: tuple[str, ...],
) -> list[Distractor]:
    """Find wrong values for a field: the fact's own, and where they are allowed those of others.

    `cues` are what the prompt's right answers are known by; without any, none can be proven wrong.
    """
    key = fact.fields[field]
    kind = shop.deck.kinds[fact.kind]
    field_type = kind.fields[field].type
    right, rivals = shop.truths.of(cues, field_type), shop.rivals.of(fact, field_type)
    language = shop.words.language
    doubted = Answers(
        (shop.meanings.canonical(value, field_type) for value in fact.not_wrong.get(field, ())),
        language,
    )
    own = [value for value, _ in fact.wrong.get(field, ())]
    meant = [shop.meanings.canonical(value, field_type) for value in own]
    if own:
        shop.problems += _equal_ones(fact, own, meant)
        shop.problems += _true_ones(fact, own, meant, (right, doubted), rivals)
        shop.problems += _rival_ones(fact, own, meant, rivals)
    found = [_curated(shop, value, reason) for value, reason in fact.wrong.get(field, ())]
    if not cues or isinstance(key, tuple) or not (template.one or kind.complete):
        return found
    proof = Proof((right, rivals, doubted, Answers(meant, language)))
    near = (make_candidate(name, shop.words) for name in shop.meanings.near(key, field_type))
    chosen = [(each, 1) for each in near if proof.take(each)]
    groups = [(Tier.CHOSEN, chosen), *shop.pools.prove(fact, field, key, proof)]
    if template.one and len(found) + sum(len(proven) for _, proven in groups) < SIDE:
        made = (make_candidate(each, shop.words) for each in make_up(key, question_id, shop.latest))
        groups.append((Tier.MADE_UP, [(each, 1) for each in made if proof.take(each)]))
    for tier, proven in groups:
        known = shop.offered[fact.kind, field, template.id, tier]
        found += (_offer_once(shop, known, each, template, tier) for each in proven)
    return found


def _curated(shop: Workshop, value: Value, reason: str) -> Distractor:
    order = natural_order(value, shop.words)
    why = (Span(reason),) if reason else ()
    return Distractor(value, WrongAnswer(to_rich(value, shop.words), why, order))


def _offer_once(
    shop: Workshop,
    known: dict[tuple[str, Decimal, int], Distractor],
    proven: tuple[Candidate, int],
    template: AskTemplate | StateTemplate,
    tier: Tier,
) -> Distractor:
    """Make a distractor of a proven candidate, or take the one made for another question."""
    candidate, weight = proven
    name = candidate.identity, candidate.place, weight
    if name not in known:
        known[name] = _offer(shop, candidate, template, tier, weight)
    return known[name]


def _offer(
    shop: Workshop,
    candidate: Candidate,
    template: AskTemplate | StateTemplate,
    tier: Tier,
    weight: int,
) -> Distractor:
    reason = shop.reasons.of(candidate, template.id)
    answer = WrongAnswer(candidate.text, reason, candidate.order, tier, weight, candidate.place)
    return Distractor(candidate.value, answer)


def _equal_ones(fact: Fact, own: Sequence[Value], meant: Sequence[Value]) -> Iterator[Problem]:
    """Report curated wrong answers that mean the same: an option would stand there twice."""
    for i, value in enumerate(own):
        if Answers(meant[:i]).rule_out(meant[i]):
            yield Problem(
                place_of(value, fact.id.where),
                "duplicate-option",
                f"fact '{fact.id}' gives the wrong answer '{value}' twice, or another name of it",
                "remove one of them from 'wrong'",
                culprit=str(value),
            )


def _true_ones(
    fact: Fact,
    own: Sequence[Value],
    meant: Sequence[Value],
    right: Sequence[Answers],
    rivals: Answers,
) -> Iterator[Problem]:
    """Report curated wrong answers that the facts, or `not_wrong`, make right.

    What a rival account holds is told as that.
    """
    for value, meaning in zip(own, meant, strict=True):
        if any(each.rule_out(meaning) for each in right) and not rivals.rule_out(meaning):
            yield Problem(
                place_of(value, fact.id.where),
                "accidental-truth",
                f"fact '{fact.id}' calls '{value}' wrong, but the facts make it right",
                "remove it from 'wrong'",
                culprit=str(value),
            )


def _rival_ones(
    fact: Fact, own: Sequence[Value], meant: Sequence[Value], rivals: Answers
) -> Iterator[Problem]:
    """Report curated wrong answers that a rival account holds: nobody knows them to be wrong."""
    for value, meaning in zip(own, meant, strict=True):
        if rivals.rule_out(meaning):
            yield Problem(
                place_of(value, fact.id.where),
                "rival-as-wrong",
                f"fact '{fact.id}' calls '{value}' wrong, which an account in the dispute "
                f"'{fact.dispute}' holds",
                "remove it from 'wrong'",
                culprit=str(value),
            )
