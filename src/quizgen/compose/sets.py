"""Sets: draw the facts of each match and order so that it has one solution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.compose.bank import draw_bank
from quizgen.compose.companions import count_distinct, find_companions, tell_apart
from quizgen.compose.lots import Lots
from quizgen.compose.sound import is_entry_heard, is_heard
from quizgen.model import MIN_SIZE, SET_FORMS, Entry, Match, Order, Plan, Question, Section
from quizgen.problems import Problem

AT_MOST = "a topic at its most"


def is_drawn_first(section: Section) -> bool:
    """Tell whether a section's facts depend on each other, so that it draws before others."""
    return section.form in SET_FORMS or section.bank


@dataclass(slots=True)
class Taken:
    """What was taken for sets so far: facts, and how many of them by topic."""

    facts: set[str] = field(default_factory=set)
    topics: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Shortage:
    """How many facts of a pool fit together, and why the others do not."""

    fit: int = -1
    there: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Source:
    """A set question with all its entries, and what says why two of them cannot stand together."""

    question: Question
    response: Match | Order
    tell: Callable[[Entry, Entry], str]


@dataclass(frozen=True, slots=True)
class SetDraw:
    """Draws the set questions of a plan.

    `attempt` counts draws that left too little to other sections; after the first, facts that
    fewer of those want (by `wanted`) come first.
    """

    plan: Plan
    lots: Lots
    attempt: int
    wanted: Mapping[str, int]

    def draw_section(
        self, questions: Sequence[Question], number: int, taken: Taken
    ) -> tuple[tuple[Question, ...], list[Problem]]:
        """Draw the questions of a section, which counts from 1; no fact is taken twice."""
        section = self.plan.sections[number - 1]
        if section.bank:
            return self._draw_bank(questions, number, taken)
        sources = [
            _Source(question, question.response, tell_apart(question.response))
            for question in questions
            if question.form == section.form
            and section.selection.has_kind(question.kind)
            and isinstance(question.response, Match | Order)
        ]
        drawn: list[Question] = []
        for _ in range(section.count):
            found = self._draw_one(sources, section, drawn, taken)
            if isinstance(found, _Shortage):
                return (), [_too_few(self.plan, number, taken, found)]
            drawn.append(found)
        return tuple(drawn), []

    def _draw_bank(
        self, questions: Sequence[Question], number: int, taken: Taken
    ) -> tuple[tuple[Question, ...], list[Problem]]:
        section = self.plan.sections[number - 1]
        drawn = draw_bank(
            [question for question in questions if not is_heard(question)],
            section,
            self.lots,
            attempt=self.attempt,
            taken=frozenset(taken.facts),
            wanted=self.wanted,
            room=self._room(taken),
        )
        if len(drawn) < section.count:
            return (), [_too_few_gaps(self.plan, number, len(drawn))]
        taken.facts.update(question.fact for question in drawn)
        taken.topics.update(question.topic for question in drawn)
        return tuple(drawn), []

    def _room(self, taken: Taken) -> dict[str, int]:
        """Tell how many facts of each bounded topic may still be taken."""
        return {topic: most - taken.topics[topic] for topic, (_, most) in self.plan.topics.items()}

    def _draw_one(
        self,
        sources: Sequence[_Source],
        section: Section,
        drawn: Sequence[Question],
        taken: Taken,
    ) -> Question | _Shortage:
        """Draw one question, of the template that was used least; or say what came nearest."""
        used = Counter(question.id for question in drawn)
        order = self.lots.shuffle(
            sources, lambda each: each.question.id, "set", self.attempt, len(drawn)
        )
        nearest = _Shortage()
        for source in sorted(order, key=lambda each: used[each.question.id]):
            pool = self._pool(source, section, taken)
            chosen = self._choose(source, pool, section.size, taken)
            if len(chosen) == section.size:
                taken.facts.update(entry.fact for entry in chosen)
                taken.topics.update(entry.topic for entry in chosen)
                response = replace(source.response, entries=tuple(chosen))
                scope = chosen[0].scope if response.scoped else ""
                return source.question._replace(response=response, scope=scope)
            if len(chosen) > nearest.fit:
                nearest = _explain(source, pool, chosen)
        return nearest

    def _pool(self, source: _Source, section: Section, taken: Taken) -> list[Entry]:
        """Give the entries that may be drawn, in drawn order."""
        allowed = [
            entry
            for entry in source.response.entries
            if entry.asked
            and entry.fact not in taken.facts
            and section.selection.has_topic(entry.topic)
            and not is_entry_heard(entry)
        ]
        drawn = self.lots.shuffle(
            allowed, lambda entry: entry.fact, "entry", self.attempt, source.question.id
        )
        if self.attempt:
            drawn.sort(key=lambda entry: self.wanted.get(entry.fact, 0))
        return drawn

    def _choose(
        self, source: _Source, pool: Sequence[Entry], size: int, taken: Taken
    ) -> list[Entry]:
        """Choose entries of one scope that have one solution, within the topics' bounds."""
        room = self._room(taken)

        def may_join(chosen: Sequence[Entry], entry: Entry) -> bool:
            alike = sum(each.topic == entry.topic for each in chosen)
            if alike >= room.get(entry.topic, size):
                return False
            return not any(source.tell(each, entry) for each in chosen)

        best: list[Entry] = []
        for scope in dict.fromkeys(entry.scope for entry in pool):
            same = [entry for entry in pool if entry.scope == scope]
            if len(same) > len(best):
                most = min(size, count_distinct(same))
                best = max(best, find_companions(same, most, may_join), key=len)
            if len(best) == size:
                break
        return best


def _explain(source: _Source, pool: Sequence[Entry], chosen: Sequence[Entry]) -> _Shortage:
    """Say why each entry that was not chosen does not fit in."""
    taken = {entry.fact for entry in chosen}
    reasons = Counter(
        next((why for each in chosen if (why := source.tell(each, entry))), AT_MOST)
        for entry in pool
        if entry.fact not in taken
    )
    return _Shortage(len(chosen), len(pool), reasons, source.question.kind)


def _too_few(plan: Plan, number: int, taken: Taken, shortage: _Shortage) -> Problem:
    section = plan.sections[number - 1]
    names = sorted(section.selection.topics | section.selection.kinds)
    wants = (
        f"quiz '{plan.id}', section {number} wants {section.count} {section.form} "
        f"question{'s' if section.count > 1 else ''} of {section.size} facts"
        + (f" from {', '.join(names)}" if names else "")
    )
    if not shortage.kind:
        example = "match: [name, year]" if section.form == "match" else "order: ..., by: year"
        message = f"{wants}; no template asks for one"
        mend = f"add a template {{ask: ..., {example}}} to a kind"
        return Problem(section.where, "too-few-questions", message, mend)
    free = " that no other question holds" if taken.facts else ""
    there = f"{shortage.there} facts of kind '{shortage.kind}'{free}"
    if shortage.fit == shortage.there:
        message = f"{wants}; there are {there}"
    else:
        why = ", ".join(f"{reason} ({count})" for reason, count in sorted(shortage.reasons.items()))
        message = f"{wants}; of {there} at most {shortage.fit} fit together; left out: {why}"
    mend = "lower the count or the size, widen 'from', or add facts"
    if not taken.facts and shortage.fit >= MIN_SIZE:
        mend = f"write 'size: {shortage.fit}', widen 'from', or add facts"
    return Problem(section.where, "too-few-questions", message, mend)


def _too_few_gaps(plan: Plan, number: int, fit: int) -> Problem:
    section = plan.sections[number - 1]
    names = sorted(section.selection.topics | section.selection.kinds)
    return Problem(
        section.where,
        "too-few-questions",
        f"quiz '{plan.id}', section {number} wants a word bank for {section.count} gaps"
        + (f" from {', '.join(names)}" if names else "")
        + f"; at most {fit} gaps were found of which each takes one word of the bank only",
        "lower the count, remove 'bank', widen 'from', or add facts",
    )
