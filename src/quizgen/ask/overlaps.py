"""Overlaps: prompts that another fact answers too, because what it says includes what they ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from quizgen.ask.ask_template import Asking
from quizgen.ask.claims import PRODUCED, Claim, differ, make_claim
from quizgen.ask.cues import Cues
from quizgen.ask.state_template import HIDDEN, Stating
from quizgen.ask.workshop import Workshop
from quizgen.model import AskTemplate, StateTemplate, Value, extent_of, identity, members
from quizgen.model.value import Scalar

_MOST_COMPARED = 50
"""Prompts that one is compared with, those that share the rarest cues first: time stays linear."""


class Overlap(NamedTuple):
    """A claim of a template, and another that its prompt holds as well."""

    template: AskTemplate | StateTemplate
    claim: Claim
    other: Claim


class _Prompt(NamedTuple):
    """A prompt that shows a list, a bound, or a date less exact than another.

    `own` are the values it shows by field, `said` all that its fact says there.
    """

    claim: Claim
    template: AskTemplate | StateTemplate
    cues: Cues
    own: Mapping[str, Sequence[Scalar]]
    said: Mapping[str, Sequence[Scalar]]
    asked: bool


def find_overlaps(shop: Workshop, renderings: Iterable[object]) -> Iterator[Overlap]:
    """Find claims whose prompt a fact that says more answers too, and with something else.

    `in 2019` is answered by what happened in July 2019, `over $5` by what cost $7, and a list
    by whatever has all its members and others beside.
    """
    prompts = [prompt for rendering in renderings for prompt in _read(shop, rendering)]
    tellers: defaultdict[str, list[_Prompt]] = defaultdict(list)
    for prompt in prompts:
        for cue in prompt.cues.told:
            tellers[cue].append(prompt)
    for prompt in prompts:
        if not prompt.asked:
            continue
        sharing = sorted((tellers[cue] for cue in prompt.cues.asked if cue in tellers), key=len)
        near = islice(chain.from_iterable(sharing), _MOST_COMPARED)
        other = next((each.claim for each in near if _answers(each, prompt)), None)
        if other is not None:
            yield Overlap(prompt.template, prompt.claim, other)


def _read(shop: Workshop, rendering: object) -> Iterator[_Prompt]:
    """Read what a learner must answer unaided, where a prompt may ask for less than is known."""
    gaps: Iterable[tuple[int, str]]
    match rendering:
        case Asking(template=AskTemplate(ask=text) as template):
            gaps = [(0, "")]
        case Stating(template=StateTemplate(state=text) as template):
            gaps = enumerate(map(str, template.blank), start=1)
        case _:
            return
    fact = rendering.frame.fact
    if fact.retired is not None or PRODUCED.isdisjoint(template.forms):
        return
    if shop.is_literal(text, fact.kind):
        return
    for gap, field in gaps:
        cues = _cues(shop, rendering, field)
        claim = make_claim(shop, rendering, gap, {})
        shown = [name for name in shop.fields_shown(text, fact) if name != field]
        if cues is not None:
            said = {name: _flat(shop.answers(fact, name)) for name in shown}
            own = {name: _flat(shop.answers(fact, name)[:1]) for name in shown}
            asked = claim.asked and template.retired is None
            yield _Prompt(claim, template, cues, own, said, asked)


def _cues(shop: Workshop, rendering: Asking | Stating, field: str) -> Cues | None:
    if isinstance(rendering, Asking):
        return rendering.cues
    if field in rendering.varied:
        return rendering.varied[field]
    frame = rendering.frame
    return shop.cues(rendering.template.state, frame, {**frame.variables, field: HIDDEN})


def _answers(other: _Prompt, prompt: _Prompt) -> bool:
    """Tell whether another fact answers a prompt for certain, and with something else."""
    one, two = prompt.claim, other.claim
    return (
        one.fact is not two.fact
        and other.template is prompt.template
        and one.gap == two.gap
        and other.cues.own != prompt.cues.own  # where they are one prompt, it is ambiguous
        and one.scope == two.scope
        and (one.fact.dispute is None or one.fact.dispute != two.fact.dispute)
        and other.said.keys() == prompt.own.keys()
        and all(_says(other.said[name], prompt.own[name]) for name in prompt.own)
        and differ(one, two)
    )


def _says(said: Sequence[Scalar], asked: Sequence[Scalar]) -> bool:
    return all(any(_within(each, wanted) for each in said) for wanted in asked)


def _within(value: Scalar, wanted: Scalar) -> bool:
    """Tell whether what is known to be the one is the other for certain."""
    extent, frame = extent_of(value), extent_of(wanted)
    if extent is None or frame is None:
        return identity(value) == identity(wanted)
    return extent[0] == frame[0] and frame[1] <= extent[1] and extent[2] <= frame[2]


def _flat(values: Iterable[Value]) -> tuple[Scalar, ...]:
    return tuple(member for value in values for member in members(value))
