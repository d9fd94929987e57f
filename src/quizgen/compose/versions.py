"""Versions: parallel papers, of other questions in the same cells, dealt so that none is harder.

A cell is what a section holds of a topic. One paper is drawn first, for what each cell holds; then
questions are dealt, scarce cells first, in each the ones with most enemies; and exchanged until
papers are as hard, and as long to read, as each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quizgen.compose.candidates import Candidate
from quizgen.compose.drafts import (
    HARDNESS_GAP,
    Draft,
    Puzzle,
    are_parallel,
    hardness_gap,
)
from quizgen.compose.lots import Lots
from quizgen.compose.one_paper import draw_paper

EXCHANGES = 500
"""Exchanges between versions before a deal is given up."""

Cell = tuple[int, str, int]
"""A section, a topic and a difficulty."""
Degree = Callable[[int], int]


def draw_versions(
    puzzle: Puzzle, lots: Lots, attempt: int, degree: Degree
) -> tuple[Draft, ...] | None:
    """Draw all versions; None if this draw leads to none. `degree` counts enemies."""
    if puzzle.versions == 1:
        draft = draw_paper(puzzle, lots, attempt)
        return None if draft is None else (draft,)
    shares = 0 if attempt % 2 == 0 else puzzle.overlap
    pattern = draw_paper(puzzle, lots, attempt, None if shares else _one_of_each(puzzle))
    if pattern is None:
        return None
    drafts = tuple(Draft(puzzle, version) for version in range(puzzle.versions))
    pools = _pools(puzzle)
    common = _scarcest(pattern, pools, shares)
    for i, each in common:
        for draft in drafts:
            draft.put(i, each)
    wanted = Counter(_cells(pattern))
    wanted.subtract((i, each.traits.topic, each.traits.difficulty) for i, each in common)
    dealt = _Deal(puzzle, drafts, pools, {each.traits.fact for _, each in common})
    if not dealt.deal(wanted, degree):
        return None
    dealt.level_out()
    sound = all(draft.is_sound() for draft in drafts) and are_parallel(puzzle, drafts)
    return drafts if sound else None


def _one_of_each(puzzle: Puzzle) -> Callable[[Candidate], bool]:
    """Leave so many facts of each sort that all versions can have as many as the first."""
    sections: defaultdict[str, set[int]] = defaultdict(set)
    first: dict[str, Candidate] = {}
    for i, offer in enumerate(puzzle.offers):
        for each in offer:
            if not any(held.facts[each.traits.fact] for held in puzzle.held):
                sections[each.traits.fact].add(i)
                first.setdefault(each.traits.fact, each)
    sorts: defaultdict[tuple[frozenset[int], str, int], list[str]] = defaultdict(list)
    for fact, each in first.items():
        sort = (frozenset(sections[fact]), each.traits.topic, each.traits.difficulty)
        sorts[sort].append(fact)
    kept = {fact for facts in sorts.values() for fact in facts[: len(facts) // puzzle.versions]}
    return lambda each: each.traits.fact in kept


Pools = dict[Cell, list[Candidate]]


def _pools(puzzle: Puzzle) -> Pools:
    pools: Pools = defaultdict(list)
    for i, offer in enumerate(puzzle.offers):
        for each in offer:
            pools[(i, each.traits.topic, each.traits.difficulty)].append(each)
    return pools


def _cells(draft: Draft) -> Iterator[Cell]:
    for i, part in enumerate(draft.parts):
        yield from ((i, each.traits.topic, each.traits.difficulty) for each in part)


def _scarcest(pattern: Draft, pools: Pools, count: int) -> list[tuple[int, Candidate]]:
    """Choose what all versions share: questions of cells that have few others."""
    placed = [(i, each) for i, part in enumerate(pattern.parts) for each in part]
    placed.sort(
        key=lambda pair: len(pools[(pair[0], pair[1].traits.topic, pair[1].traits.difficulty)])
    )
    return placed[:count]


@dataclass(frozen=True, slots=True)
class _Swap:
    """Two candidates of a section that two versions may give each other."""

    section: int
    high: Draft
    low: Draft
    mine: Candidate
    theirs: Candidate

    def make(self) -> None:
        """Give each version the other's candidate."""
        self._give(self.mine, self.theirs)

    def undo(self) -> None:
        """Give each version its own candidate again."""
        self._give(self.theirs, self.mine)

    def _give(self, away: Candidate, back: Candidate) -> None:
        for draft, old, new in ((self.high, away, back), (self.low, back, away)):
            draft.take(self.section, old)
            draft.put(self.section, new)


class _Deal:
    """Deals candidates to versions, and exchanges them afterwards."""

    def __init__(
        self, puzzle: Puzzle, drafts: Sequence[Draft], pools: Pools, common: set[str]
    ) -> None:
        self.puzzle = puzzle
        self.drafts = drafts
        self.pools = pools
        self.common = common
        self.used = set(common)
        for held in puzzle.held:
            self.used.update(held.facts)

    def deal(self, wanted: Counter[Cell], degree: Degree) -> bool:
        """Deal to each version what each cell wants; tell whether there was enough."""
        cells = [cell for cell, count in wanted.items() if count > 0]
        cells.sort(key=lambda cell: (len(self.pools[cell]) / wanted[cell], cell))
        for cell in cells:
            order = sorted(self.pools[cell], key=lambda each: -degree(each.number))
            for _ in range(wanted[cell]):
                if not self._deal_round(cell, order):
                    return False
        return True

    def _deal_round(self, cell: Cell, order: list[Candidate]) -> bool:
        """Give each version one: the longest to read to the one that has least to read."""
        free = [each for each in order if each.traits.fact not in self.used]
        hand = list({each.traits.fact: each for each in reversed(free)}.values())[::-1]
        hand = sorted(hand[: len(self.drafts)], key=lambda each: -each.traits.words)
        for draft in sorted(self.drafts, key=lambda draft: draft.tally.words):
            own = (each for each in (*hand, *order) if each.traits.fact not in self.used)
            found = next((each for each in own if draft.admits(each)), None)
            if found is None:
                found = self._from_elsewhere(draft, cell)
            if found is None:
                return False
            draft.put(cell[0], found)
            self.used.add(found.traits.fact)
        return True

    def _from_elsewhere(self, draft: Draft, cell: Cell) -> Candidate | None:
        """Take one of another difficulty, the nearest first, where its own has none that fits."""
        section, topic, difficulty = cell
        others = sorted(range(1, 6), key=lambda other: abs(other - difficulty))
        return next(
            (
                each
                for other in others
                for each in self.pools.get((section, topic, other), ())
                if each.traits.fact not in self.used and draft.admits(each)
            ),
            None,
        )

    def level_out(self) -> None:
        """Exchange questions of a cell until versions are as hard, and as long, as each other."""
        for _ in range(EXCHANGES):
            if self.puzzle.even and hardness_gap(self.drafts) > HARDNESS_GAP:
                step = self._exchange(lambda draft: draft.tally.difficulty)
            elif self.puzzle.alike and not are_parallel(self.puzzle, self.drafts):
                step = self._exchange(lambda draft: draft.tally.words)
            else:
                return
            if not step:
                return

    def _exchange(self, measure: Callable[[Draft], int]) -> bool:
        """Lessen what parts the highest version from the lowest, without parting them otherwise."""
        ranked = sorted(self.drafts, key=measure)
        low, high = ranked[0], ranked[-1]
        for i, part in enumerate(high.parts):
            for mine in [each for each in part if each.traits.fact not in self.common]:
                for theirs in [each for each in low.parts[i] if _alike(mine, each)]:
                    swap = _Swap(i, high, low, mine, theirs)
                    if theirs.traits.fact not in self.common and self._try(swap, measure):
                        return True
        return self._replace(high, measure, -1) or self._replace(low, measure, 1)

    def _try(self, swap: _Swap, measure: Callable[[Draft], int]) -> bool:
        """Make a swap if it brings its two versions nearer to each other."""
        high, low = swap.high, swap.low
        gap = measure(high) - measure(low)
        hardness = hardness_gap(self.drafts)
        swap.make()
        better = abs(measure(high) - measure(low)) < gap
        sound = high.is_sound() and low.is_sound()
        if better and sound and self._stays_even(hardness):
            return True
        swap.undo()
        return False

    def _stays_even(self, before: float) -> bool:
        """Tell whether versions are as hard as each other, or no further apart than before."""
        return not self.puzzle.even or hardness_gap(self.drafts) <= max(before, HARDNESS_GAP)

    def _replace(self, draft: Draft, measure: Callable[[Draft], int], sign: int) -> bool:
        """Put a candidate that no version has in the place of one, to move a version up or down."""
        before = measure(draft)
        hardness = hardness_gap(self.drafts)
        for i, part in enumerate(draft.parts):
            for mine in [each for each in part if each.traits.fact not in self.common]:
                draft.take(i, mine)
                for other in self._unused(i, mine):
                    if draft.admits(other):
                        draft.put(i, other)
                        moved = (measure(draft) - before) * sign > 0
                        if moved and draft.is_sound() and self._stays_even(hardness):
                            self.used.discard(mine.traits.fact)
                            self.used.add(other.traits.fact)
                            return True
                        draft.take(i, other)
                draft.put(i, mine)
        return False

    def _unused(self, section: int, mine: Candidate) -> list[Candidate]:
        return [
            each
            for difficulty in range(1, 6)
            for each in self.pools.get((section, mine.traits.topic, difficulty), ())
            if each.traits.fact not in self.used or each.traits.fact == mine.traits.fact
        ]


def _alike(one: Candidate, other: Candidate) -> bool:
    return one.traits.topic == other.traits.topic
