"""Claims: what each prompt is answered by, fact by fact, and which claims contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from quizgen.ask.ask_template import Asking
from quizgen.ask.state_template import HIDDEN, Stating
from quizgen.ask.workshop import Workshop
from quizgen.model import (
    ACCOUNT,
    Amount,
    Cloze,
    Fact,
    Moment,
    Question,
    Rich,
    Span,
    Text,
    Value,
    fold,
    identity,
    members,
    plain,
)
from quizgen.model.value import Scalar

_PRODUCED = frozenset({"recall", "typed", "cloze"})
"""Forms whose answer a learner produces; among options, each wrong one is proven wrong instead."""
_LATER = 50
"""Claims of one prompt looked at after each, in order of time: enough to find a contradiction."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a learner must produce: the prompt as it is meant, without scope, and its answer.

    `right` is all that means the answer; `gap` is its number in the prompt, 0 where there is
    none. `one`: the prompt has one right answer in the world. `asked` is false where the fact
    skips the template.
    """

    fact: Fact
    template: str
    cue: str
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


Pair = tuple[Claim, Claim]


def collect_claims(
    shop: Workshop, renderings: Iterable[object], clozes: Iterable[Question]
) -> list[Claim]:
    """Collect the claims of facts that are not retired, in order, which may contradict others.

    `clozes` are the questions of the built-in kind `cloze`, which has no templates.
    """
    renderings = list(renderings)
    gaps = {i: list(_gaps(shop, r)) for i, r in enumerate(renderings) if isinstance(r, Stating)}
    facts = {str(fact.id): fact for fact in shop.deck.facts if fact.kind == "cloze"}
    own = [claim for question in clozes for claim in _own_gaps(question, facts[question.fact])]
    cues = [fold(r.cue) if isinstance(r, Asking) else "" for r in renderings]
    asked = Counter(cues)
    asked.update(fold(claim.cue) for claim in chain(own, *gaps.values()))
    claims: list[Claim] = []
    for i, rendering in enumerate(renderings):
        claims += gaps.get(i, ())
        # As most prompts are: no other is like it, so nothing contradicts it.
        if isinstance(rendering, Asking) and asked[cues[i]] > 1:
            claims += _asked(shop, rendering)
    return claims + own


def find_ambiguous(claims: Iterable[Claim]) -> Iterator[Pair]:
    """Find claims of one prompt under one scope whose answers differ; the second came first."""
    for group in _alike(claims, lambda claim: (fold(claim.cue), fold(claim.scope))):
        for claim, other in _contradictions(group):
            if claim.asked:
                yield claim, other
            elif other.asked:
                yield other, claim


def find_conflicts(claims: Iterable[Claim]) -> Iterator[Pair]:
    """Find claims of one prompt with one answer in the world that differ, under unlike scopes.

    Claims of one dispute may differ, and so may claims of different times or of scopes in the
    author's own words.
    """
    told: set[tuple[str, str]] = set()
    single = (claim for claim in claims if claim.one)
    for group in _alike(single, lambda claim: (fold(claim.cue), claim.fact.scope or "")):
        parts = _parts(group)
        timed = sorted(range(len(group)), key=lambda i: (_time(group[i].fact), i))
        for place, i in enumerate(timed):
            for j in timed[place + 1 : place + 1 + _LATER]:
                one, other = group[max(i, j)], group[min(i, j)]
                if _time(group[j].fact)[0] > _time(group[i].fact)[1]:
                    break
                facts = (str(one.fact.id), str(other.fact.id))
                apart = parts[i] != parts[j] and fold(one.scope) != fold(other.scope)
                if apart and not _disputed(one.fact, other.fact) and facts not in told:
                    told.add(facts)
                    yield one, other


def _asked(shop: Workshop, asking: Asking) -> Iterator[Claim]:
    template, fact = asking.template, asking.frame.fact
    if fact.retired or _PRODUCED.isdisjoint(template.forms):
        return
    yield Claim(
        fact,
        template.id,
        asking.cue,
        "" if template.answer == ACCOUNT else asking.frame.scope,
        asking.prompt,
        asking.answer,
        _right(shop, asking),
        one=template.one,
        asked=template.id not in fact.skip,
    )


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


def _gaps(shop: Workshop, stating: Stating) -> Iterator[Claim]:
    template, frame, fact = stating.template, stating.frame, stating.frame.fact
    if fact.retired or _PRODUCED.isdisjoint(template.forms):
        return
    otherwise = shop.reads_otherwise(template.state, fact)
    gaps = [span.gap for span in stating.sentence if span.gap]
    if sorted(gaps) != list(range(1, len(template.blank) + 1)):
        return  # each stands there once, or there is no question
    for number, field in enumerate(template.blank, start=1):
        cue: str | None = stating.varied.get(field)
        if cue is None and otherwise:
            cue = shop.cue(template.state, frame, {**frame.variables, field: HIDDEN})
        yield Claim(
            fact,
            template.id,
            _hide(stating.sentence, number) if cue is None else cue,
            frame.scope,
            stating.sentence,
            tuple(span for span in stating.sentence if span.gap == number),
            _flat(shop.answers(fact, field)),
            gap=number,
            one=template.one,
            asked=template.id not in fact.skip,
        )


def _own_gaps(question: Question, fact: Fact) -> Iterator[Claim]:
    """Give the claims of an author's own clozes; one that stands twice hides the same twice."""
    if not isinstance(question.response, Cloze):
        return
    for number in question.response.accepted:
        texts = [span.text for span in question.prompt if span.gap == number]
        answer = " / ".join(dict.fromkeys(texts))
        yield Claim(
            fact,
            question.template,
            _hide(question.prompt, number),
            question.scope,
            question.prompt,
            (Span(answer),),
            (Text(answer),),
            gap=number,
        )


def _hide(sentence: Rich, number: int) -> str:
    return "".join(HIDDEN if span.gap == number else span.text for span in sentence)


def _alike(
    claims: Iterable[Claim], key: Callable[[Claim], tuple[str, str]]
) -> Iterator[list[Claim]]:
    """Group claims by a key; a claim that stands alone contradicts nothing."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault(key(claim), []).append(claim)
    return (group for group in groups.values() if len(group) > 1)


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
            match value:
                case Amount():
                    spans[f"amount {value.unit}"].append((value.low, value.high, i))
                case Moment():
                    spans["moment"].append((Decimal(value.first), Decimal(value.last), i))
                case _:
                    pass
    return {sort: sorted(each) for sort, each in spans.items()}


def _time(fact: Fact) -> tuple[Decimal, Decimal]:
    """Give the span of days of which a claim speaks: that of `valid`, else that of `as_of`."""
    first, last = fact.valid if any(fact.valid) else (fact.as_of, fact.as_of)
    return (
        Decimal(first.first) if isinstance(first, Moment) else Decimal("-Infinity"),
        Decimal(last.last) if isinstance(last, Moment) else Decimal("Infinity"),
    )


def _disputed(one: Fact, other: Fact) -> bool:
    return one.dispute is not None and one.dispute == other.dispute
