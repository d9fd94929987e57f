"""Select: which questions a quiz holds, each fact once, within the bounds of the plan.

Sections, facts and topics form a network: a section wants so many facts, a fact serves one
section and one topic, a topic has a least and a most. Augmenting paths fill it, first up to
the least of each topic, then up to the counts. So a selection is found whenever there is one.
Matches, orders and word banks bind facts to each other, which no flow can: they draw before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from quizgen.compose.lots import Lots
from quizgen.compose.sets import SetDraw, Taken, is_drawn_first
from quizgen.compose.sound import is_heard
from quizgen.model import Plan, Question, Section
from quizgen.problems import Problem

ATTEMPTS = 20
"""Draws of the sets before a plan is given up; the first two nearly always do."""


def select_questions(
    questions: Sequence[Question], plan: Plan
) -> tuple[tuple[tuple[Question, ...], ...], list[Problem]]:
    """Select the questions of each section, in drawn order; or say what is missing.

    A match or an order comes back with the entries drawn for it, a gap with a word bank with
    that gap alone. Those sections draw first; where they leave too little to the others, they
    draw again.
    """
    lots = Lots(plan.seed)
    offers = [
        {} if is_drawn_first(section) else _offers(questions, section, lots)
        for section in plan.sections
    ]
    wanted = Counter(fact for offer in offers for fact in offer)
    first: list[Problem] = []
    for attempt in range(ATTEMPTS):
        draw, taken = SetDraw(plan, lots, attempt, wanted), Taken()
        chosen, problems = _select(questions, draw, offers, taken)
        if not problems:
            return chosen, []
        first = first or problems
        if not taken.facts:
            break  # nothing was drawn that could be drawn otherwise
    return (), first


def _select(
    questions: Sequence[Question],
    draw: SetDraw,
    offers: Sequence[Mapping[str, Question]],
    taken: Taken,
) -> tuple[tuple[tuple[Question, ...], ...], list[Problem]]:
    plan = draw.plan
    drawn: dict[int, tuple[Question, ...]] = {}
    for i, section in enumerate(plan.sections):
        if is_drawn_first(section):
            drawn[i], problems = draw.draw_section(questions, i + 1, taken)
            if problems:
                return (), problems
    free = [
        {fact: question for fact, question in offer.items() if fact not in taken.facts}
        for offer in offers
    ]
    network = _Network(plan, free, taken)
    shortage = _short_sections(plan, free, taken) or network.fill(draw.lots)
    if shortage:
        return (), shortage
    chosen = tuple(
        drawn.get(i)
        or tuple(question for fact, question in offer.items() if network.assigned.get(fact) == i)
        for i, offer in enumerate(free)
    )
    return chosen, []


def _offers(questions: Sequence[Question], section: Section, lots: Lots) -> dict[str, Question]:
    """Give by fact, in drawn order, the question that it would be asked in this section."""
    fitting = [
        question
        for question in questions
        if question.form == section.form
        and not is_heard(question)
        and section.selection.has(question)
    ]
    offers: dict[str, Question] = {}
    for question in lots.shuffle(fitting, lambda each: each.id, "select"):
        offers.setdefault(question.fact, question)
    return offers


def _short_sections(
    plan: Plan, offers: Sequence[Mapping[str, Question]], taken: Taken
) -> list[Problem]:
    """Report each section that wants more than its form and its topics can give at all."""
    return [
        Problem(
            section.where,
            "too-few-questions",
            f"quiz '{plan.id}', section {i} wants {section.count} {section.form} questions of "
            f"different facts{_whence(section)}; there are {len(offer)}{_beside(taken)}",
            "lower the count, widen 'from', or add facts",
        )
        for i, (section, offer) in enumerate(zip(plan.sections, offers, strict=True), start=1)
        if not is_drawn_first(section) and len(offer) < section.count
    ]


def _beside(taken: Taken) -> str:
    return f" beside the {len(taken.facts)} that other sections hold" if taken.facts else ""


def _whence(section: Section) -> str:
    names = sorted(section.selection.topics | section.selection.kinds)
    return f" from {', '.join(names)}" if names else ""


class _Network:
    """The flow from sections over facts to topics, and the search for augmenting paths."""

    def __init__(self, plan: Plan, offers: Sequence[Mapping[str, Question]], taken: Taken) -> None:
        self.plan = plan
        self.offers = offers
        self.taken = taken
        self.counts = [0 if is_drawn_first(each) else each.count for each in plan.sections]
        self.topic = {fact: q.topic for offer in offers for fact, q in offer.items()}
        self.assigned: dict[str, int] = {}
        self.by_topic: dict[str, dict[str, None]] = {topic: {} for topic in self.topic.values()}
        self.limit: dict[str, float] = {}
        self.facts = [list(offer) for offer in offers]
        self.next = [0] * len(offers)  # before it, all of a section's facts were taken once

    def fill(self, lots: Lots) -> list[Problem]:
        """Fill all sections; report what cannot be."""
        spent = self.taken.topics
        bounds = {
            topic: (least - spent[topic], most - spent[topic])
            for topic, (least, most) in self.plan.topics.items()
        }
        slots = [(i, n) for i, count in enumerate(self.counts) for n in range(count)]
        open_slots = lots.shuffle(slots, lambda slot: slot, "slots")
        self.limit = {topic: float(bounds.get(topic, (0, 0))[0]) for topic in self.by_topic}
        exhausted: set[int] = set()  # a section that finds no fact once never will
        open_slots = [slot for slot in open_slots if not self._augment_once(slot[0], exhausted)]
        short = [
            topic
            for topic, (least, _) in bounds.items()
            if len(self.by_topic.get(topic, {})) < least
        ]
        if short:
            return [self._short_topic(topic) for topic in short]
        most = {topic: float(most) for topic, (_, most) in bounds.items()}
        self.limit = {topic: most.get(topic, float("inf")) for topic in self.by_topic}
        for section, _ in open_slots:
            seen: set[int] = set()
            if not self.augment(section, seen, set()):
                return [self._short_group(sorted(seen))]
        return []

    def _augment_once(self, section: int, exhausted: set[int]) -> bool:
        if section not in exhausted and self.augment(section, set(), set()):
            return True
        exhausted.add(section)
        return False

    def augment(self, section: int, seen: set[int], full: set[str]) -> bool:
        """Find the section one more fact, moving others where that helps.

        `seen` are the sections the search has reached, `full` the topics at their limit.
        """
        seen.add(section)
        if self._take_next(section):
            return True
        for fact in self.facts[section]:
            topic = self.topic[fact]
            holder = self.assigned.get(fact)
            if holder is not None:
                if holder not in seen and self.augment(holder, seen, full):
                    self.assigned[fact] = section
                    return True
            elif len(self.by_topic[topic]) < self.limit[topic]:
                self._assign(fact, section)
                return True
            elif topic not in full:
                full.add(topic)
                if self._swap(fact, section, seen, full):
                    return True
        return False

    def _take_next(self, section: int) -> bool:
        """Take the next free fact if its topic has room: mostly there is no need to search."""
        facts = self.facts[section]
        i = self.next[section]
        while i < len(facts) and facts[i] in self.assigned:
            i += 1
        self.next[section] = i
        if i == len(facts):
            return False
        topic = self.topic[facts[i]]
        if len(self.by_topic[topic]) >= self.limit[topic]:
            return False
        self._assign(facts[i], section)
        return True

    def _swap(self, fact: str, section: int, seen: set[int], full: set[str]) -> bool:
        """Take the place of a fact of the same topic whose section finds another one."""
        for other in list(self.by_topic[self.topic[fact]]):
            holder = self.assigned[other]
            if holder not in seen and self.augment(holder, seen, full):
                del self.assigned[other]
                del self.by_topic[self.topic[fact]][other]
                self._assign(fact, section)
                return True
        return False

    def _assign(self, fact: str, section: int) -> None:
        self.assigned[fact] = section
        self.by_topic[self.topic[fact]][fact] = None

    def _short_topic(self, topic: str) -> Problem:
        plan = self.plan
        spent = self.taken.topics[topic]
        there = spent + sum(1 for fact in self.topic if self.topic[fact] == topic)
        least = plan.topics[topic][0]
        return Problem(
            plan.where,
            "too-few-questions",
            f"quiz '{plan.id}' wants at least {least} questions on '{topic}'; its "
            f"sections can take {spent + len(self.by_topic.get(topic, {}))} of the {there} facts "
            "that fit",
            "lower the least number, or add facts",
            culprit=topic,
        )

    def _short_group(self, group: Sequence[int]) -> Problem:
        plan = self.plan
        wanted = sum(self.counts[i] for i in group)
        facts = {fact for i in group for fact in self.offers[i]}
        by_topic = Counter(self.topic[fact] for fact in facts)
        usable = sum(int(min(count, self.limit[topic])) for topic, count in by_topic.items())
        names = ", ".join(str(i + 1) for i in group)
        bound = [topic for topic, count in by_topic.items() if count > self.limit[topic]]
        limits = f" (the topics {', '.join(sorted(bound))} are at their most)" if bound else ""
        which = f"section {names} wants" if len(group) == 1 else f"sections {names} together want"
        return Problem(
            plan.sections[group[0]].where,
            "too-few-questions",
            f"quiz '{plan.id}': {which} {wanted} questions of different facts; there "
            f"are {usable}{_beside(self.taken)}{limits}",
            "lower a count, raise a topic's most, or add facts",
        )
