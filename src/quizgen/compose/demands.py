"""Demands: what a plan wants of its papers, piece by piece, each with its place and in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from quizgen.compose.candidates import Candidate, allowed
from quizgen.compose.drafts import NO_LIMIT, Limits, Puzzle, Tally
from quizgen.compose.enemies import Enemies
from quizgen.model import Plan, Section
from quizgen.problems import Where


class Sort(Enum):
    """What a demand is about, in the order in which an explanation does without it."""

    EVEN = auto()
    ALIKE = auto()
    PARALLEL = auto()
    ENEMIES = auto()
    WORDS = auto()
    SUBJECT = auto()
    TEMPLATE = auto()
    EXCLUDE = auto()
    DATE = auto()
    LEVEL_MOST = auto()
    TOPIC_MOST = auto()
    LEVEL_LEAST = auto()
    TOPIC_LEAST = auto()
    SECTION = auto()


AT_LEAST = frozenset({Sort.LEVEL_LEAST, Sort.TOPIC_LEAST, Sort.SECTION, Sort.PARALLEL})
"""Demands for so many questions or versions; of the others, less is more."""
BARS: Mapping[Sort, str] = {Sort.EXCLUDE: "exclude", Sort.DATE: "as_of"}
"""Demands that keep questions out, with what candidates call it."""


class Demand(NamedTuple):
    """One thing that a plan wants; `name` is the section's index, or a topic or level."""

    sort: Sort
    name: str
    number: int
    says: str
    where: Where


def list_demands(plan: Plan) -> list[Demand]:
    """List what a plan demands, what an explanation first does without coming first."""
    return sorted(_demands(plan), key=lambda demand: demand.sort.value)


def _demands(plan: Plan) -> Iterator[Demand]:
    blueprint = plan.blueprint

    def of(sort: Sort, key: str, number: int, says: str, name: str = "") -> Demand:
        return Demand(sort, name, number, says, blueprint.places.get(key, plan.where))

    for i, section in enumerate(plan.sections):
        yield Demand(Sort.SECTION, str(i), section.count, _wants(section, i + 1), section.where)
    for topic, (least, most) in plan.topics.items():
        if least:
            says = f"at least {least} about '{topic}'"
            yield of(Sort.TOPIC_LEAST, "topics", least, says, topic)
        yield of(Sort.TOPIC_MOST, "topics", most, f"at most {most} about '{topic}'", topic)
    facts = sum(section.facts for section in plan.sections)
    for level in blueprint.shares:
        least, most = blueprint.bounds(level, facts)
        if least:
            says = f"at least {least} of {facts} {level}"
            yield of(Sort.LEVEL_LEAST, "difficulty", least, says, level)
        if most < facts:
            says = f"at most {most} of {facts} {level}"
            yield of(Sort.LEVEL_MOST, "difficulty", most, says, level)
    if not blueprint.allow_enemies:
        yield Demand(Sort.ENEMIES, "", 0, "no question helps with another", plan.where)
    if blueprint.max_per_template:
        most = blueprint.max_per_template
        yield of(Sort.TEMPLATE, "max_per_template", most, f"at most {most} of one template")
    if blueprint.max_per_subject:
        most = blueprint.max_per_subject
        yield of(Sort.SUBJECT, "max_per_subject", most, f"at most {most} about one subject")
    if blueprint.reading_words_max:
        most = blueprint.reading_words_max
        yield of(Sort.WORDS, "reading_words_max", most, f"at most {most:,} words to read")
    if blueprint.exclude:
        codes = ", ".join(blueprint.exclude)
        yield of(Sort.EXCLUDE, "exclude", 0, f"nothing that edition {codes} asked")
    if blueprint.as_of is not None:
        yield of(Sort.DATE, "as_of", 0, f"nothing that ended before {blueprint.as_of}")
    if blueprint.parallel:
        versions = plan.versions
        apart = f", two of which share at most {blueprint.overlap}" if blueprint.overlap else ""
        says = f"{versions} versions of other questions{apart}, as many on each topic"
        yield of(Sort.PARALLEL, "parallel", versions, says)
        yield of(Sort.EVEN, "parallel", 0, "versions as hard as each other")
        yield of(Sort.ALIKE, "parallel", 0, "versions as long to read as each other")


def _wants(section: Section, number: int) -> str:
    plural = "" if section.count == 1 else "s"
    return f"{section.count} {section.form} question{plural}{whence(section)} in section {number}"


def whence(section: Section) -> str:
    """Say which facts a section takes."""
    names = section.selection.names
    return f" from {', '.join(names)}" if names else ""


def make_puzzle(
    plan: Plan,
    offers: Sequence[Sequence[Candidate]],
    enemies: Enemies,
    held: Sequence[Tally],
    demands: Collection[Demand],
) -> Puzzle:
    """Make the puzzle of some of a plan's demands; the others are left aside.

    A section holds no more than its count in any case.
    """
    by_sort: dict[Sort, dict[str, int]] = {sort: {} for sort in Sort}
    for demand in demands:
        by_sort[demand.sort][demand.name] = demand.number
    bars = frozenset(BARS[sort] for sort in BARS if by_sort[sort])
    counts = tuple(0 if section.is_set else section.count for section in plan.sections)
    least = tuple(min(most, by_sort[Sort.SECTION].get(str(i), 0)) for i, most in enumerate(counts))
    return Puzzle(
        offers=tuple(allowed(offer, bars) for offer in offers),
        counts=counts,
        least=least,
        limits=Limits(
            topics=_bounds(by_sort[Sort.TOPIC_LEAST], by_sort[Sort.TOPIC_MOST]),
            levels=_bounds(by_sort[Sort.LEVEL_LEAST], by_sort[Sort.LEVEL_MOST]),
            template_most=by_sort[Sort.TEMPLATE].get("", NO_LIMIT),
            subject_most=by_sort[Sort.SUBJECT].get("", NO_LIMIT),
            words_most=by_sort[Sort.WORDS].get("", NO_LIMIT),
        ),
        enemies=enemies,
        held=tuple(held[: by_sort[Sort.PARALLEL].get("", 1)]),
        overlap=plan.blueprint.overlap,
        apart=bool(by_sort[Sort.ENEMIES]),
        even=bool(by_sort[Sort.EVEN]),
        alike=bool(by_sort[Sort.ALIKE]),
    )


def _bounds(least: Mapping[str, int], most: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    return {
        name: (least.get(name, 0), most.get(name, NO_LIMIT)) for name in sorted({*least, *most})
    }
