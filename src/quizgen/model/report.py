"""Reports: what a curator wants to see of a deck at a glance, all of it counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from quizgen.model.source import Coverage
from quizgen.problems import Problem


class Offered(NamedTuple):
    """A choice as a pupil sees it: the prompt, the options, and which is right (from 0)."""

    prompt: str
    options: tuple[str, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A count under a label; `expected` is what chance alone would give, where that is known."""

    label: str
    count: int
    expected: float | None = None


class Chart(NamedTuple):
    """Counts side by side: what they count, and in a sentence what to look for."""

    title: str
    counted: str
    says: str
    bars: tuple[Bar, ...]


class Attack(NamedTuple):
    """What a strategy finds that looks at the options alone.

    Of so many questions it found `found` right ones, and guessing would find `chance`; `luck` is
    the probability of as many by luck alone, corrected (Holm) for the number of attacks.
    """

    name: str
    questions: int
    found: float
    chance: float
    luck: float

    @property
    def lift(self) -> float:
        """What it gains over guessing, as a share of the questions."""
        return (self.found - self.chance) / self.questions


class CueingPair(NamedTuple):
    """Two facts that no paper asks about at once, by which rule, and two prompts that clash."""

    rule: str
    facts: tuple[str, str]
    prompts: tuple[str, str]


class WaiverLine(NamedTuple):
    """A waived rule: why, whose it is, and how many warnings it dropped."""

    rule: str
    reason: str
    owner: str
    place: str
    used: int


class FactLine(NamedTuple):
    """A fact as the report lists it: where it stands, its sources, how many questions it gets."""

    id: str
    kind: str
    topic: str
    place: str
    sources: tuple[str, ...]
    questions: int
    problems: int


class Finding(NamedTuple):
    """A problem, and the fact that it concerns, where it is one's."""

    problem: Problem
    fact: str


@dataclass(frozen=True, slots=True)
class Report:
    """A deck's state: what is wrong first, then what it holds, and how fair its questions are."""

    deck_id: str
    title: str
    totals: tuple[Bar, ...]
    findings: tuple[Finding, ...]
    charts: tuple[Chart, ...]
    fairness: tuple[Chart, ...]
    attacks: tuple[Attack, ...]
    cueing: tuple[CueingPair, ...]
    coverage: tuple[Coverage, ...]
    waivers: tuple[WaiverLine, ...]
    facts: tuple[FactLine, ...]
