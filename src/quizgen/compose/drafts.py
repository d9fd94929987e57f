"""Drafts: papers while they are composed, with what they have too much or too little of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizgen.compose.candidates import Candidate, Traits
from quizgen.compose.company import Company
from quizgen.compose.enemies import Enemies

Bounds = Mapping[str, tuple[int, int]]
NO_LIMIT = 10**9
HARDNESS_GAP = 0.05
"""How far apart the mean difficulties of parallel versions may be."""
READING_GAP = 0.1
"""By which share of the shortest version the longest may be longer to read."""
FREE = (0, NO_LIMIT)
"""The bounds of what no plan bounds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan demands of each paper, in whole numbers; of difficulty by level."""

    topics: Bounds = field(default_factory=dict)
    levels: Bounds = field(default_factory=dict)
    template_most: int = NO_LIMIT
    subject_most: int = NO_LIMIT
    words_most: int = NO_LIMIT


@dataclass(slots=True)
class Tally:
    """What a paper holds so far, counted; `numbers` are those of its sets among enemies."""

    facts: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    templates: Counter[str] = field(default_factory=Counter)
    subjects: Counter[str] = field(default_factory=Counter)
    words: int = 0
    difficulty: int = 0
    numbers: set[int] = field(default_factory=set)

    def copy(self) -> Tally:
        """Give a tally that counts on from here."""
        return Tally(
            self.facts.copy(),
            self.topics.copy(),
            self.levels.copy(),
            self.templates.copy(),
            self.subjects.copy(),
            self.words,
            self.difficulty,
            set(self.numbers),
        )

    def count(self, traits: Traits, by: int = 1) -> None:
        """Count one more; one less if `by` is -1."""
        self.facts[traits.fact] += by
        self.topics[traits.topic] += by
        self.levels[traits.level] += by
        self.words += by * traits.words
        self.difficulty += by * traits.difficulty
        if traits.template:
            self.templates[traits.template] += by
        if traits.subject:
            self.subjects[traits.subject] += by


@dataclass(frozen=True, slots=True)
class Puzzle:
    """What composing has to solve: which candidates fill the sections of each version.

    `offers` are by section, in drawn order; a section holds at most so many as `counts` says and
    at least as `least`. `held` is by version what its matches, orders and word banks hold.
    `apart`: enemies do not meet; `even`: versions are equally hard; `alike`: they take equally
    long to read.
    """

    offers: tuple[tuple[Candidate, ...], ...]
    counts: tuple[int, ...]
    least: tuple[int, ...]
    limits: Limits
    enemies: Enemies
    held: tuple[Tally, ...]
    overlap: int = 0
    apart: bool = True
    even: bool = True
    alike: bool = True

    @property
    def versions(self) -> int:
        """How many papers of other questions are wanted."""
        return len(self.held)

    def clash(self, one: int, other: int) -> bool:
        """Tell whether two may not meet."""
        return self.apart and self.enemies.clash(one, other)


class Draft:
    """One paper: the candidates of each section, and all that is counted of them."""

    def __init__(self, puzzle: Puzzle, version: int = 0) -> None:
        self.puzzle = puzzle
        self.limits = puzzle.limits
        self.parts: list[list[Candidate]] = [[] for _ in puzzle.offers]
        self.tally = puzzle.held[version].copy()
        self._company = Company(puzzle.enemies, self.tally.numbers)

    def put(self, section: int, candidate: Candidate) -> None:
        """Add a candidate to a section."""
        self.parts[section].append(candidate)
        self.tally.count(candidate.traits)
        if self.puzzle.apart:
            self._company.add(candidate.number)

    def take(self, section: int, candidate: Candidate) -> None:
        """Remove a candidate from a section."""
        self.parts[section].remove(candidate)
        self.tally.count(candidate.traits, -1)
        if self.puzzle.apart:
            self._company.remove(candidate.number)

    def admits(self, candidate: Candidate) -> bool:
        """Tell whether a candidate breaks nothing that another would not mend."""
        traits, tally, limits = candidate.traits, self.tally, self.limits
        return (
            not tally.facts[traits.fact]
            and tally.topics[traits.topic] < limits.topics.get(traits.topic, FREE)[1]
            and tally.levels[traits.level] < limits.levels.get(traits.level, FREE)[1]
            and not (traits.template and tally.templates[traits.template] >= limits.template_most)
            and not (traits.subject and tally.subjects[traits.subject] >= limits.subject_most)
            and tally.words + traits.words <= limits.words_most
            and not self.clashes(candidate)
        )

    def clashes(self, candidate: Candidate) -> int:
        """Count what a candidate would help with, or be helped by."""
        return self._company.count_enemies(candidate.number) if self.puzzle.apart else 0

    def harm(self, candidate: Candidate) -> float:
        """Tell by how much the paper would be further from its limits with a candidate."""
        traits, tally, limits = candidate.traits, self.tally, self.limits
        if tally.facts[traits.fact]:
            return NO_LIMIT
        harm: float = _step(tally.topics[traits.topic], limits.topics.get(traits.topic, FREE))
        harm += _step(tally.levels[traits.level], limits.levels.get(traits.level, FREE))
        if traits.template:
            harm += tally.templates[traits.template] >= limits.template_most
        if traits.subject:
            harm += tally.subjects[traits.subject] >= limits.subject_most
        over = tally.words + traits.words - limits.words_most
        if over > 0:
            harm += min(over, traits.words) / 10
        return harm + self.clashes(candidate)

    def harm_of(self, candidate: Candidate) -> float:
        """Tell by how much the paper is further from its limits with one of its own."""
        self.tally.count(candidate.traits, -1)
        harm = self.harm(candidate)
        self.tally.count(candidate.traits)
        return harm

    def lacks(self) -> int:
        """Count the questions that topics, or levels, still want: one may serve both."""
        return max(
            sum(max(0, least - tally[name]) for name, (least, _) in bounds.items())
            for bounds, tally in (
                (self.limits.topics, self.tally.topics),
                (self.limits.levels, self.tally.levels),
            )
        )

    def is_sound(self) -> bool:
        """Tell whether the paper holds all it must, and nothing it must not."""
        tally, limits = self.tally, self.limits
        return (
            all(
                least <= len(part) <= most
                for part, least, most in zip(
                    self.parts, self.puzzle.least, self.puzzle.counts, strict=True
                )
            )
            and max(tally.facts.values(), default=0) <= 1
            and not self.lacks()
            and not _over(tally.topics, limits.topics)
            and not _over(tally.levels, limits.levels)
            and max(tally.templates.values(), default=0) <= limits.template_most
            and max(tally.subjects.values(), default=0) <= limits.subject_most
            and tally.words <= limits.words_most
            and not any(self.clashes(each) for part in self.parts for each in part)
        )

    def cells(self) -> Counter[tuple[int, str]]:
        """Count the questions by section and topic."""
        return Counter((i, each.traits.topic) for i, part in enumerate(self.parts) for each in part)


def are_parallel(puzzle: Puzzle, drafts: Sequence[Draft]) -> bool:
    """Tell whether versions have the same cells, are equally hard, and equally long to read."""
    return (
        all(draft.cells() == drafts[0].cells() for draft in drafts)
        and not (puzzle.even and hardness_gap(drafts) > HARDNESS_GAP)
        and not (puzzle.alike and reading_gap(drafts) > READING_GAP)
    )


def hardness_gap(drafts: Sequence[Draft]) -> float:
    """Give how far apart the mean difficulties of papers are."""
    means = [draft.tally.difficulty / (draft.tally.facts.total() or 1) for draft in drafts]
    return round(max(means) - min(means), 9)


def reading_gap(drafts: Sequence[Draft]) -> float:
    """Give by which share of the shortest paper the longest is longer to read."""
    words = [draft.tally.words for draft in drafts]
    return max(words) / min(words) - 1 if min(words) else float(max(words) > 0)


def _step(count: int, bounds: tuple[int, int]) -> int:
    """Tell what one more does: help where too few are, harm where enough are."""
    return (count >= bounds[1]) - (count < bounds[0])


def _over(counts: Counter[str], bounds: Bounds) -> bool:
    return any(counts[name] > most for name, (_, most) in bounds.items())


def shared(one: Draft, other: Draft) -> int:
    """Count the facts that two versions both ask about."""
    return len(_facts(one) & _facts(other))


def _facts(draft: Draft) -> set[str]:
    return {fact for fact, count in draft.tally.facts.items() if count}
