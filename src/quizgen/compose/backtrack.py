"""Backtracking: try every way to fill the versions, so that none is overlooked where few exist."""

from __future__ import annotations

from quizgen.compose.candidates import Candidate
from quizgen.compose.drafts import Draft, Puzzle, are_parallel, shared

STEPS = 20_000
"""Candidates tried before it is left open whether there is a way."""
DEEPEST = 300
"""Questions of all versions together; more are beyond trying every way."""


class TooManyError(Exception):
    """Too many ways to try them all."""


def search_all(puzzle: Puzzle, steps: int = STEPS) -> tuple[Draft, ...] | None:
    """Find the versions of a puzzle; None only if there is no way. Raises TooManyError."""
    if sum(puzzle.counts) * puzzle.versions > DEEPEST:
        raise TooManyError
    search = _Search(puzzle, steps)
    return search.drafts if search.fill(0, 0, 0) else None


class _Search:
    """The versions so far; sections are filled in turn, each in ascending order of candidates."""

    def __init__(self, puzzle: Puzzle, steps: int) -> None:
        self.puzzle = puzzle
        self.steps = steps
        self.drafts = tuple(Draft(puzzle, version) for version in range(puzzle.versions))
        # Sections with little choice come first: what cannot be shows early.
        self.order = sorted(
            range(len(puzzle.offers)), key=lambda i: len(puzzle.offers[i]) - puzzle.counts[i]
        )
        self.cells = self.drafts[0].cells()

    def fill(self, version: int, place: int, start: int) -> bool:
        """Fill a version from a section on, by candidates from `start` on; then the others."""
        if version == self.puzzle.versions:
            return are_parallel(self.puzzle, self.drafts)
        if place == len(self.order):
            return self._close(version)
        section, draft = self.order[place], self.drafts[version]
        offer, filled = self.puzzle.offers[section], len(draft.parts[section])
        lack = self.puzzle.least[section] - filled
        last = len(offer) - max(0, lack - 1) if filled < self.puzzle.counts[section] else 0
        for i in range(start, last):
            self.steps -= 1
            if self.steps < 0:
                raise TooManyError
            if self._admits(version, section, offer[i]):
                draft.put(section, offer[i])
                if self._can_grow(version) and self.fill(version, place, i + 1):
                    return True
                draft.take(section, offer[i])
        return lack <= 0 and self.fill(version, place + 1, 0)

    def _admits(self, version: int, section: int, candidate: Candidate) -> bool:
        draft, fact = self.drafts[version], candidate.traits.fact
        if not draft.admits(candidate):
            return False
        if version == 0:
            return True
        if not self.puzzle.overlap and any(
            other.tally.facts[fact] for other in self.drafts if other is not draft
        ):
            return False
        cell = (section, candidate.traits.topic)
        return draft.cells()[cell] < self.cells[cell]

    def _can_grow(self, version: int) -> bool:
        """Tell whether a version has room for what it lacks, and shares no more than it may."""
        draft = self.drafts[version]
        filled = sum(map(len, draft.parts))
        return draft.lacks() <= sum(self.puzzle.counts) - filled and all(
            shared(draft, other) <= self.puzzle.overlap for other in self.drafts[:version]
        )

    def _close(self, version: int) -> bool:
        """Go on with the next version where this one is whole."""
        draft = self.drafts[version]
        if not draft.is_sound():
            return False
        if version == 0:
            self.cells = draft.cells()
        elif draft.cells() != self.cells:
            return False
        return self.fill(version + 1, 0, self._start(version))

    def _start(self, version: int) -> int:
        """Give where the next version begins: behind this one, if the two could change places."""
        held = self.puzzle.held
        if any(each.facts for each in held):
            return 0
        section = self.order[0]
        part = self.drafts[version].parts[section]
        if not part:
            return 0
        return self.puzzle.offers[section].index(part[0])
