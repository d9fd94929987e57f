"""Contradictions: the fewest demands of a plan that nothing can meet together, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from quizgen.compose.backtrack import TooManyError, search_all
from quizgen.compose.counting import contradicts_itself
from quizgen.compose.demands import AT_LEAST, Demand, Sort
from quizgen.compose.drafts import Puzzle
from quizgen.model import Plan
from quizgen.problems import Problem

_BY_TOPIC = frozenset({Sort.TOPIC_LEAST, Sort.TOPIC_MOST})
_OF_VERSIONS = frozenset({Sort.PARALLEL, Sort.EVEN, Sort.ALIKE})

Make = Callable[[Sequence[Demand]], Puzzle]
"""Makes the puzzle of some demands."""


def find_contradictions(demands: Sequence[Demand], make: Make) -> list[list[Demand]]:
    """Find contradictions that have no demand in common; none where all may be met together."""
    found = []
    left = list(demands)
    while core := _find_contradiction(left, make):
        found.append(core)
        left = [each for each in left if each not in core]
    return found


def _find_contradiction(demands: Sequence[Demand], make: Make) -> list[Demand]:
    """Find demands that contradict each other, such that those left without any one do not."""
    if not is_impossible(make(demands)):
        return []
    core = list(demands)
    for demand in demands:
        fewer = [each for each in core if each != demand]
        if is_impossible(make(fewer)):
            core = fewer
    return core


def is_impossible(puzzle: Puzzle) -> bool:
    """Tell whether it is proven that a puzzle has no solution: by counting, or by trying all."""
    if contradicts_itself(puzzle):
        return True
    try:
        return search_all(puzzle) is None
    except TooManyError:
        return False


def explain(
    plan: Plan, core: Sequence[Demand], make: Make, *, beside: int, helps: Sequence[str]
) -> Problem:
    """Word a contradiction: each demand, and how much of it can be had beside the others.

    `beside` facts are held by matches, orders and word banks; `helps` says what else would mend it.
    """
    counted = [each for each in core if each.sort is Sort.PARALLEL] or [
        each for each in core if each.sort in AT_LEAST
    ]
    can = {each: _most_possible(core, each, make) for each in counted}
    parts = sorted(core, key=lambda each: (-each.sort.value, each.name))
    first = parts[0]
    held = f" beside the {beside} that other sections hold" if beside else ""

    def problem(rule: str, message: str) -> Problem:
        return Problem(
            first.where,
            rule,
            f"quiz '{plan.id}' {message}{held}",
            ", ".join((*helps, *_remedies(core))),
            culprit=first.name if first.sort in _BY_TOPIC else "",
            related=tuple(dict.fromkeys(e.where for e in parts if e.where != first.where)),
        )

    if len(core) == 1:
        return problem("too-few-questions", f"wants {_alone(first, can)}")
    listed = "; ".join(_in_company(each, can) for each in parts)
    questions = sum(section.facts for section in plan.sections)
    apart = ", each about another fact" if questions > 1 else ""
    message = f"cannot have all of this in {questions} question{_s(questions)}{apart}: {listed}"
    if _OF_VERSIONS.isdisjoint(each.sort for each in core):
        return problem("blueprint", message)
    return problem("parallelism", message)


def _remedies(core: Sequence[Demand]) -> tuple[str, ...]:
    sorts = {each.sort for each in core}
    if Sort.SECTION in sorts:
        meet = ("say 'allow_enemies: true'",) if Sort.ENEMIES in sorts else ()
        return ("lower a demand", *meet, "or add facts")
    return ("give sections more questions", "lower a demand", "or add facts")


def _most_possible(core: Sequence[Demand], demand: Demand, make: Make) -> int:
    """Tell how many of the questions or versions that a demand wants can be had."""
    low, high = int(demand.sort is Sort.PARALLEL), demand.number - 1
    while low < high:
        middle = (low + high + 1) // 2
        less = [each._replace(number=middle) if each == demand else each for each in core]
        low, high = (low, middle - 1) if is_impossible(make(less)) else (middle, high)
    return low


def _alone(demand: Demand, can: Mapping[Demand, int]) -> str:
    """Word a demand that nothing stands against but the facts there are."""
    if demand.sort is Sort.SECTION:
        there = can[demand]
        are = "is" if there == 1 else "are"
        return f"{demand.says}, each of another fact; there {are} {there}"
    if demand in can:
        return f"{demand.says}; its sections can take {can[demand]}"
    return f"{demand.says}, which leaves no question"


def _in_company(demand: Demand, can: Mapping[Demand, int]) -> str:
    return f"{demand.says} ({can[demand]} can be had)" if demand in can else demand.says


def _s(count: int) -> str:
    return "" if count == 1 else "s"
