"""Network: give each section so many facts, each fact once, within the bounds of topics.

Sections, facts and topics form a flow: a section wants so many facts, a fact serves one section
and one topic, a topic has a least and a most. Augmenting paths fill it, first up to the least of
each topic, then up to the counts. So facts are found whenever these demands alone allow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.compose.lots import Lots


class Network:
    """The flow from sections over facts to topics, and the search for augmenting paths.

    `offers` are by section the facts it may take, in drawn order, each with its topic.
    """

    def __init__(
        self,
        offers: Sequence[Mapping[str, str]],
        counts: Sequence[int],
        bounds: Mapping[str, tuple[int, int]],
    ) -> None:
        self.counts = counts
        self.bounds = bounds
        self.topic = {fact: topic for offer in offers for fact, topic in offer.items()}
        self.assigned: dict[str, int] = {}
        self.by_topic: dict[str, dict[str, None]] = {topic: {} for topic in self.topic.values()}
        self.limit: dict[str, float] = {}
        self.facts = [list(offer) for offer in offers]
        self.next = [0] * len(offers)  # before it, all of a section's facts were taken once

    def fill(self, lots: Lots, attempt: int) -> bool:
        """Fill all sections; tell whether that can be."""
        slots = [(i, n) for i, count in enumerate(self.counts) for n in range(count)]
        about = ("slots", attempt) if attempt else ("slots",)
        open_slots = lots.shuffle(slots, lambda slot: slot, *about)
        self.limit = {topic: self.bounds.get(topic, (0, 0))[0] for topic in self.by_topic}
        exhausted: set[int] = set()  # a section that finds no fact once never will
        open_slots = [slot for slot in open_slots if not self._augment_once(slot[0], exhausted)]
        for topic, (least, _) in self.bounds.items():
            if len(self.by_topic.get(topic, {})) < least:
                return False
        most = {topic: float(most) for topic, (_, most) in self.bounds.items()}
        self.limit = {topic: most.get(topic, float("inf")) for topic in self.by_topic}
        return all(self.augment(section, set(), set()) for section, _ in open_slots)

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
