"""Room: what of a paper is left for a match, an order or a word bank, fact by fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quizgen.compose.candidates import Curator, Traits
from quizgen.compose.drafts import FREE, NO_LIMIT, Limits, Puzzle, Tally


class Seat(NamedTuple):
    """A fact as it would be on the paper; `number` is its own among enemies."""

    traits: Traits
    number: int


@dataclass(frozen=True, slots=True)
class Room:
    """What a plan demands, what the paper holds of it, and facts that it must not hold.

    `pattern` is by topic how many facts the same set of the first version holds.
    """

    puzzle: Puzzle
    tally: Tally
    curator: Curator
    taken: frozenset[str] = frozenset()
    pattern: Mapping[str, int] | None = None

    @property
    def limits(self) -> Limits:
        """The limits of the paper."""
        return self.puzzle.limits

    def is_free(self, fact: str) -> bool:
        """Tell whether no question asks about a fact yet, in any version."""
        return fact not in self.taken and not self.tally.facts[fact]

    def suits(self, seat: Seat) -> bool:
        """Tell whether a fact helps with no other question of the paper, nor is helped by one."""
        return not any(self.puzzle.clash(seat.number, other) for other in self.tally.numbers)

    def holds(self, chosen: Iterable[Traits], one: Traits) -> bool:
        """Tell whether there is room for one more beside those chosen."""
        tally, limits = self.tally, self.limits
        together = list(chosen)
        of_topic = sum(each.topic == one.topic for each in together)
        of_level = sum(each.level == one.level for each in together) + tally.levels[one.level]
        of_subject = sum(each.subject == one.subject for each in together)
        subject_most = limits.subject_most if one.subject else NO_LIMIT
        return (
            of_topic + tally.topics[one.topic] < limits.topics.get(one.topic, FREE)[1]
            and (self.pattern is None or of_topic < self.pattern.get(one.topic, 0))
            and of_level < limits.levels.get(one.level, FREE)[1]
            and of_subject + tally.subjects[one.subject] < subject_most
        )

    def are_declared(self, one: str, other: str) -> bool:
        """Tell whether an author called two facts enemies, and the plan lets none meet."""
        facts = self.curator.facts if self.puzzle.apart else {}
        return any(b in facts[a].enemies for a, b in ((one, other), (other, one)) if a in facts)

    def has_template(self, template: str, by: int = 1) -> bool:
        """Tell whether so many more questions of a template may be asked."""
        return not template or self.tally.templates[template] + by <= self.limits.template_most

    def has_words(self, words: int) -> bool:
        """Tell whether so many more words may be read."""
        return self.tally.words + words <= self.limits.words_most

    def take(self, seats: Sequence[Seat]) -> None:
        """Count what was drawn."""
        for traits, number in seats:
            self.tally.count(traits)
            self.tally.numbers.add(number)
