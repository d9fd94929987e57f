"""Distractors: the wrong answers to one question, curated ones first, then proven ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from quizgen.ask.meaning import is_ruled_out
from quizgen.ask.workshop import Workshop
from quizgen.ask.wrong_answers import make_candidate, prove, rank
from quizgen.model import Fact, Value
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
    right: Sequence[Value],
    automatic: bool,
    prompts: Mapping[str, str],
) -> list[Distractor]:
    """Find wrong values for a field: the fact's own, and under `automatic` those of the pool.

    `right` are all right answers of the prompt; `prompts` gives, by fact, the prompt that a
    candidate from that fact does answer.
    """
    key = fact.fields[field]
    field_type = shop.deck.kinds[fact.kind].fields[field].type
    canonical = shop.meanings.canonical
    right = [canonical(value, field_type) for value in right]
    own = fact.wrong.get(field, ())
    found = [Distractor(value, reason) for value, reason in own]
    shop.problems += _true_ones(shop, fact, field_type, [value for value, _ in own], right)
    if not automatic or isinstance(key, tuple):
        return found
    ruled_out = [
        *shop.rivals.of(fact),
        *fact.not_wrong.get(field, ()),
        *(value for value, _ in own),
    ]
    excluded = [*right, *(canonical(value, field_type) for value in ruled_out)]
    near = (make_candidate(name) for name in shop.meanings.near(key, field_type))
    pool = shop.pools.candidates(fact.kind, field, field_type, key, question_id)
    for candidate in rank(prove(key, chain(near, pool), excluded), question_id):
        prompt = prompts.get(candidate.fact, "")
        reason = shop.words.say("right for", prompt=prompt) if prompt else ""
        found.append(Distractor(candidate.value, reason))
    return found


def _true_ones(
    shop: Workshop, fact: Fact, field_type: str, values: Sequence[Value], right: Sequence[Value]
) -> Iterator[Problem]:
    """Report curated wrong answers that the facts make right."""
    for value in values:
        if is_ruled_out(shop.meanings.canonical(value, field_type), right):
            yield Problem(
                fact.id.where,
                "accidental-truth",
                f"fact '{fact.id}' calls '{value}' wrong, but the facts make it right",
                "remove it from 'wrong'",
                culprit=str(value),
            )
