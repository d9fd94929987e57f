"""Claims: what each prompt is answered by, fact by fact, and which claims contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from quizgen.ask.ask_template import Asking
from quizgen.ask.state_template import HIDDEN, Stating
from quizgen.ask.workshop import Workshop
from quizgen.model import (
    ACCOUNT,
    Cloze,
    Fact,
    Moment,
    Question,
    Rich,
    Span,
    Text,
    Value,
    extent_of,
    fold,
    identity,
    members,
    plain,
)
from quizgen.model.value import Scalar

PRODUCED = frozenset({"recall", "typed", "cloze"})
"""Forms whose answer a learner produces; among options, each wrong one is proven wrong instead."""
_LATER = 50
"""Claims of one prompt looked at after each, in order of time: enough to find a contradiction."""


class Claim(NamedTuple):
    """One thing a learner must produce: the prompt, its scope, and the answer.

    `right` is all that means the answer; `gap` is its number in the prompt, 0 where there is
    none. `one`: the prompt has one right answer in the world. `asked` is false where the fact
    skips the template.
    """

    fact: Fact
    scope: str
    prompt: Rich
    answer: Rich
    right: tuple[Scalar, ...]
    gap: int = 0
    one: bool = False
    asked: bool = True

    @property
    def shown(self) -> str:
        """The prompt as a learner sees it, other gaps filled in."""
        return "".join("[...]" if self.gap and s.gap == self.gap else s.text for s in self.prompt)


Source = Asking | Stating | Question
"""What makes a claim: a rendered template, or a question of the built-in kind `cloze`."""

Pair = tuple[Claim, Claim]


def group_claims(
    shop: Workshop, renderings: Iterable[object], clozes: Iterable[Question]
) -> list[list[Claim]]:
    """Group the claims of all facts by their prompt, scope aside, in order.

    A prompt that stands alone contradicts nothing, and is left out. Retired facts claim nothing.
    `clozes` are the questions of the built-in kind `cloze`, which has no templates.
    """
    first: dict[str, tuple[Source, int]] = {}
    others: defaultdict[str, list[tuple[Source, int]]] = defaultdict(list)
    for source in chain(renderings, clozes):
        if isinstance(source, Source):
            for cue, gap in _cues(shop, source):
                if cue in first:
                    others[cue].append((source, gap))
                else:  # as most stand alone, no list is made for them
                    first[cue] = source, gap
    facts = {str(fact.id): fact for fact in shop.deck.facts if fact.kind == "cloze"}
    return [
        [make_claim(shop, source, gap, facts) for source, gap in (first[cue], *others[cue])]
        for cue in first
        if cue in others
    ]


def find_ambiguous(groups: Iterable[Sequence[Claim]]) -> Iterator[Pair]:
    """Find claims of one prompt under one scope whose answers differ; the second came first."""
    for group in _part(groups, lambda claim: fold(claim.scope)):
        for claim, other in _contradictions(group):
            if claim.asked:
                yield claim, other
            elif other.asked:
                yield other, claim


def find_conflicts(groups: Iterable[Sequence[Claim]]) -> Iterator[Pair]:
    """Find claims of one prompt with one answer in the world that differ, under unlike scopes.

    Claims of one dispute may differ, and so may claims of different times or of scopes in the
    author's own words.
    """
    told: set[tuple[str, str]] = set()
    single = ([claim for claim in group if claim.one] for group in groups)
    for group in _part(single, lambda claim: claim.fact.scope or ""):
        for one, other in _at_one_time(group):
            facts = (str(one.fact.id), str(other.fact.id))
            alike = fold(one.scope) == fold(other.scope) or _disputed(one.fact, other.fact)
            if not alike and facts not in told:
                told.add(facts)
                yield one, other


def differ(one: Claim, other: Claim) -> bool:
    """Tell whether two claims of one prompt cannot agree."""
    return next(_contradictions((one, other)), None) is not None


def _cues(shop: Workshop, source: Source) -> Iterator[tuple[str, int]]:
    """Give the prompts of a source as they are meant, folded, each with its gap's number."""
    match source:
        case Asking(frame=frame, template=template, cues=cues):
            if frame.fact.retired is None and not PRODUCED.isdisjoint(template.forms):
                yield cues.own, 0
        case Stating(frame=frame, template=template):
            if frame.fact.retired is None and not PRODUCED.isdisjoint(template.forms):
                yield from _gap_cues(shop, source)
        case Question(response=Cloze(accepted=accepted), prompt=prompt):
            for number in accepted:
                yield _hide(prompt, number), number


def _gap_cues(shop: Workshop, stating: Stating) -> Iterator[tuple[str, int]]:
    template, frame = stating.template, stating.frame
    gaps = [span.gap for span in stating.sentence if span.gap]
    if sorted(gaps) != list(range(1, len(template.blank) + 1)):
        return  # each stands there once, or there is no question
    otherwise = shop.reads_otherwise(template.state, frame.fact)
    for number, field in enumerate(template.blank, start=1):
        cue = stating.varied[field].own if field in stating.varied else None
        if cue is None and otherwise:
            cue = shop.cue(template.state, frame, {**frame.variables, field: HIDDEN})
        yield _hide(stating.sentence, number) if cue is None else cue, number


def _hide(sentence: Rich, number: int) -> str:
    return fold("".join(HIDDEN if span.gap == number else span.text for span in sentence))


def make_claim(shop: Workshop, source: Source, gap: int, facts: Mapping[str, Fact]) -> Claim:
    """Make the claim of a prompt, or of one of its gaps; `facts` are those of the kind `cloze`."""
    match source:
        case Asking(frame=frame, template=ask, prompt=prompt, answer=answer):
            scope = "" if ask.answer == ACCOUNT else frame.scope
            asked = ask.id not in frame.fact.skip
            right = _right(shop, source)
            return Claim(frame.fact, scope, prompt, answer, right, one=ask.one, asked=asked)
        case Stating(frame=frame, template=state, sentence=prompt):
            right = _flat(shop.answers(frame.fact, state.blank[gap - 1]))
            answer = tuple(span for span in prompt if span.gap == gap)
            asked = state.id not in frame.fact.skip
            return Claim(frame.fact, frame.scope, prompt, answer, right, gap, state.one, asked)
        case Question(prompt=prompt):
            # A gap that stands twice hides the same twice, or two things together.
            texts = dict.fromkeys(span.text for span in prompt if span.gap == gap)
            text = Text(" / ".join(texts))
            return Claim(facts[source.fact], source.scope, prompt, (Span(text),), (text,), gap)


def _right(shop: Workshop, asking: Asking) -> tuple[Scalar, ...]:
    """Give what is right: any member of a list if that will do, else the list as one answer."""
    if not asking.field:
        return (Text(plain(asking.answer)),)
    values = shop.answers(asking.frame.fact, asking.field)
    if isinstance(values[0], tuple) and not asking.template.any:
        return (_whole(values[0]), *_flat(values[1:]))
    return _flat(values)


def _flat(values: Iterable[Value]) -> tuple[Scalar, ...]:
    return tuple(member for value in values for member in members(value))


def _whole(value: Value) -> Text:
    return Text("\n".join(sorted(identity(member) for member in members(value))))


def _part(groups: Iterable[Sequence[Claim]], key: Callable[[Claim], str]) -> Iterator[list[Claim]]:
    """Part each group by a key; a claim that stands alone contradicts nothing."""
    for group in groups:
        parts: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in group:
            parts[key(claim)].append(claim)
        yield from (part for part in parts.values() if len(part) > 1)


def _at_one_time(group: Sequence[Claim]) -> Iterator[Pair]:
    """Pair claims that differ in meaning and overlap in time, the one written later first."""
    parts = _parts(group)
    timed = sorted(range(len(group)), key=lambda i: (_time(group[i].fact), i))
    for place, i in enumerate(timed):
        for j in timed[place + 1 : place + 1 + _LATER]:
            if _time(group[j].fact)[0] > _time(group[i].fact)[1]:
                break
            if parts[i] != parts[j]:
                yield group[max(i, j)], group[min(i, j)]


def _contradictions(group: Sequence[Claim]) -> Iterator[Pair]:
    """Pair claims that cannot agree, the later one first; each is in a pair, if it is in any."""
    parts = _parts(group)
    pairs = {(i, 0) for i in range(len(group)) if parts[i] != parts[0]}
    pairs |= {(max(i, j), min(i, j)) for i, j in _unmet(group)}
    return ((group[i], group[j]) for i, j in sorted(pairs))


def _parts(group: Sequence[Claim]) -> list[int]:
    """Number the claims so that those have the same number which mean the same.

    What one claim takes for the same (by `aka`, or since intervals meet) is the same for all.
    """
    parents = list(range(len(group)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    owners: dict[str, int] = {}
    for i, claim in enumerate(group):
        for value in claim.right:
            parents[root(i)] = root(owners.setdefault(identity(value), i))
    for spans in _spans(group).values():
        highest, holder = spans[0][1], spans[0][2]
        for low, high, i in spans:
            if low <= highest:
                parents[root(i)] = root(holder)
            if high > highest:
                highest, holder = high, i
    return [root(i) for i in range(len(group))]


def _unmet(group: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Pair amounts and dates that do not meet: all meet if the highest low end is in reach."""
    for spans in _spans(group).values():
        highest_low, _, above = spans[-1]
        lowest_high, below = min((high, i) for _, high, i in spans)
        for low, high, i in spans:
            if low > lowest_high:
                yield i, below
            elif high < highest_low:
                yield i, above


Interval = tuple[Decimal, Decimal, int]


def _spans(group: Sequence[Claim]) -> dict[str, list[Interval]]:
    """Give the amounts and dates of a group as intervals with their claims, by sort, in order."""
    spans: defaultdict[str, list[Interval]] = defaultdict(list)
    for i, claim in enumerate(group):
        for value in claim.right:
            extent = extent_of(value)
            if extent is not None:
                sort, low, high = extent
                spans[sort].append((low, high, i))
    return {sort: sorted(each) for sort, each in spans.items()}


def _time(fact: Fact) -> tuple[Decimal, Decimal]:
    """Give the span of days of which a claim speaks: that of `valid`, else that of `as_of`.

    Who follows in the year in which another ends came after: `to` is no part of a longer span.
    """
    first, last = fact.valid if any(fact.valid) else (fact.as_of, fact.as_of)
    begin = Decimal(first.first) if isinstance(first, Moment) else Decimal("-Infinity")
    if not isinstance(last, Moment):
        return begin, Decimal("Infinity")
    return begin, Decimal(last.first - 1 if begin < last.first else last.last)


def _disputed(one: Fact, other: Fact) -> bool:
    return one.dispute is not None and one.dispute == other.dispute
