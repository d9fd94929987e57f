"""Select: which questions a quiz holds, each fact once, within the bounds of the plan.

Sections, facts and topics form a network: a section wants so many facts, a fact serves one
section and one topic, a topic has a least and a most. Augmenting paths fill it, first up to
the least of each topic, then up to the counts. So a selection is found whenever there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from quizgen.compose.lots import Lots
from quizgen.model import Choice, Plan, Question, Recall, Section
from quizgen.problems import Problem


def select_questions(
    questions: Sequence[Question], plan: Plan
) -> tuple[tuple[tuple[Question, ...], ...], list[Problem]]:
    """Select the questions of each section, in drawn order; or say what is missing."""
    lots = Lots(plan.seed)
    offers = [_offers(questions, section, lots) for section in plan.sections]
    network = _Network(plan, offers)
    shortage = _short_sections(plan, offers) or network.fill(lots)
    if shortage:
        return (), shortage
    chosen = tuple(
        tuple(question for fact, question in offer.items() if network.assigned.get(fact) == i)
        for i, offer in enumerate(offers)
    )
    return chosen, []


def _offers(questions: Sequence[Question], section: Section, lots: Lots) -> dict[str, Question]:
    """Give by fact, in drawn order, the question that it would be asked in this section."""
    fitting = [
        question
        for question in questions
        if question.form == section.form
        and not _is_heard(question)
        and section.selection.has(question)
    ]
    offers: dict[str, Question] = {}
    for question in lots.shuffle(fitting, lambda each: each.id, "select"):
        offers.setdefault(question.fact, question)
    return offers


def _is_heard(question: Question) -> bool:
    """Tell whether a question asks or answers with sound, which paper cannot play."""
    response = question.response
    answer = response.answer if isinstance(response, Recall | Choice) else ()
    return any(span.kind == "sound" for span in (*question.prompt, *answer))


def _short_sections(plan: Plan, offers: Sequence[Mapping[str, Question]]) -> list[Problem]:
    """Report each section that wants more than its form and its topics can give at all."""
    return [
        Problem(
            section.where,
            "too-few-questions",
            f"quiz '{plan.id}', section {i} wants {section.count} {section.form} questions of "
            f"different facts{_whence(section)}; there are {len(offer)}",
            "lower the count, widen 'from', or add facts",
        )
        for i, (section, offer) in enumerate(zip(plan.sections, offers, strict=True), start=1)
        if len(offer) < section.count
    ]


def _whence(section: Section) -> str:
    names = sorted(section.selection.topics | section.selection.kinds)
    return f" from {', '.join(names)}" if names else ""


class _Network:
    """The flow from sections over facts to topics, and the search for augmenting paths."""

    def __init__(self, plan: Plan, offers: Sequence[Mapping[str, Question]]) -> None:
        self.plan = plan
        self.offers = offers
        self.topic = {fact: q.topic for offer in offers for fact, q in offer.items()}
        self.assigned: dict[str, int] = {}
        self.by_topic: dict[str, dict[str, None]] = {topic: {} for topic in self.topic.values()}
        self.limit: dict[str, float] = {}
        self.facts = [list(offer) for offer in offers]
        self.next = [0] * len(offers)  # before it, all of a section's facts were taken once

    def fill(self, lots: Lots) -> list[Problem]:
        """Fill all sections; report what cannot be."""
        bounds = self.plan.topics
        slots = [
            (i, n) for i, section in enumerate(self.plan.sections) for n in range(section.count)
        ]
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
        there = sum(1 for fact in self.topic if self.topic[fact] == topic)
        least = plan.topics[topic][0]
        return Problem(
            plan.where,
            "too-few-questions",
            f"quiz '{plan.id}' wants at least {least} questions on '{topic}'; its "
            f"sections can take {len(self.by_topic.get(topic, {}))} of the {there} facts "
            "that fit",
            "lower the least number, or add facts",
            culprit=topic,
        )

    def _short_group(self, group: Sequence[int]) -> Problem:
        plan = self.plan
        wanted = sum(plan.sections[i].count for i in group)
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
            f"are {usable}{limits}",
            "lower a count, raise a topic's most, or add facts",
        )
