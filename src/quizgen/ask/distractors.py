"""Distractors: the wrong answers to one question, curated ones first, then proven ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from quizgen.ask.meaning import Answers
from quizgen.ask.workshop import Workshop
from quizgen.ask.wrong_answers import make_candidate, prove, rank
from quizgen.model import Fact, Value, place_of
from quizgen.problems import Problem


@dataclass(frozen=True, slots=True)
class Distractor:
    """A wrong value, and why it is wrong."""

    value: Value
    reason: str


def find_distractors(
    shop: Workshop,
    fact: Fact,
    field: str,
    *,
    question_id: str,
    cue: str,
    automatic: bool,
    prompts: Mapping[str, str],
) -> list[Distractor]:
    """Find wrong values for a field: the fact's own, and under `automatic` those of the pool.

    `cue` is what the prompt's right answers are known by; `prompts` gives, by fact, the prompt
    that a candidate from that fact does answer.
    """
    key = fact.fields[field]
    field_type = shop.deck.kinds[fact.kind].fields[field].type
    canonical = shop.meanings.canonical
    own = fact.wrong.get(field, ())
    values = [value for value, _ in own]
    meant = [canonical(value, field_type) for value in values]
    right, rivals = shop.truths.of(cue, field_type), shop.rivals.of(fact, field_type)
    never = Answers(canonical(value, field_type) for value in fact.not_wrong.get(field, ()))
    shop.problems += _equal_ones(fact, values, meant)
    shop.problems += _true_ones(fact, values, meant, (right, never))
    shop.problems += _rival_ones(fact, values, meant, rivals)
    found = [Distractor(value, reason) for value, reason in own]
    if not automatic or isinstance(key, tuple):
        return found
    excluded = (right, Answers(meant), rivals, never)
    near = (make_candidate(name) for name in shop.meanings.near(key, field_type))
    pool = shop.pools.candidates(fact.kind, field, field_type, key, question_id)
    for candidate in rank(prove(key, chain(near, pool), excluded), question_id):
        prompt = prompts.get(candidate.fact, "")
        reason = shop.words.say("right for", prompt=prompt) if prompt else ""
        found.append(Distractor(candidate.value, reason))
    return found


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
    fact: Fact, own: Sequence[Value], meant: Sequence[Value], right: Sequence[Answers]
) -> Iterator[Problem]:
    """Report curated wrong answers that the facts, or `not_wrong`, make right."""
    for value, meaning in zip(own, meant, strict=True):
        if any(answers.rule_out(meaning) for answers in right):
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
