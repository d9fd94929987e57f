"""Select: which questions each version of a quiz holds, as its plan demands; or why none can.

Matches, orders and word banks bind facts to each other, so they draw before the other sections.
These are filled by lots and exchanges. Where that fails, numbers are counted and, of few, all
ways are tried: so what exists is found, and what does not is explained by the demands that
contradict each other. No demand is ever relaxed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.compose.backtrack import TooManyError, search_all
from quizgen.compose.barred import find_bar
from quizgen.compose.candidates import Curator, find_candidates, fits
from quizgen.compose.contradiction import Make, explain, find_contradictions
from quizgen.compose.counting import contradicts_itself
from quizgen.compose.demands import Demand, Sort, list_demands, make_puzzle
from quizgen.compose.drafts import Draft, Puzzle, Tally
from quizgen.compose.enemies import Enemies
from quizgen.compose.helps import find_helps
from quizgen.compose.lots import Lots
from quizgen.compose.room import Room
from quizgen.compose.sets import SetDraw, entry_name
from quizgen.compose.telling import Teller, Telling
from quizgen.compose.unasked import mend_silence
from quizgen.compose.versions import draw_versions
from quizgen.model import Deck, Match, Order, Plan, Question, Section
from quizgen.problems import Problem

ATTEMPTS = 20
"""Draws of the sets before a plan is given up; the first two nearly always do."""
DRAWS = 10
"""Draws of the other questions beside the same sets."""

Selection = tuple[tuple[Question, ...], ...]
"""The questions of each section, in drawn order."""


def select_questions(
    deck: Deck, questions: Sequence[Question], plan: Plan, teller: Teller | None = None
) -> tuple[tuple[Selection, ...], list[Problem]]:
    """Select the questions of each section, for one paper or for each parallel version.

    A match or an order comes back with the entries drawn for it, a gap with a word bank with
    that gap alone.
    """
    return Selector(deck, questions, plan, teller).select()


@dataclass(frozen=True, slots=True)
class Held:
    """What the sets of each version hold: their questions by section, and all that is counted."""

    drawn: tuple[dict[int, tuple[Question, ...]], ...]
    tallies: tuple[Tally, ...]

    @property
    def facts(self) -> int:
        """How many facts the sets of a version hold."""
        return self.tallies[0].facts.total()


class Selector:
    """One plan being filled: its candidates, found once, and who is whose enemy."""

    def __init__(
        self,
        deck: Deck,
        questions: Sequence[Question],
        plan: Plan,
        teller: Teller | None = None,
    ) -> None:
        self.deck, self.questions, self.plan = deck, questions, plan
        self.lots = Lots(plan.seed)
        self.curator, self.bar = Curator(deck), find_bar(deck, plan)
        self.demands = list_demands(plan)
        self.numbers, self.enemies = _find_enemies(teller or Teller(deck), questions, plan)
        blueprint = plan.blueprint
        self.offers = [
            ()
            if section.is_set
            else find_candidates(
                questions,
                section,
                self.curator,
                lots=self.lots,
                number=self.numbers,
                bar=self.bar,
                weigh=blueprint.parallel or bool(blueprint.reading_words_max),
            )
            for section in plan.sections
        ]

    def select(self) -> tuple[tuple[Selection, ...], list[Problem]]:
        """Draw until a selection meets all demands; or explain why none does."""
        silent = list(self._find_silent())
        if silent:
            return (), silent
        first: list[Problem] = []
        for attempt in range(ATTEMPTS):
            held, problems = self.draw_sets(attempt)
            if held is not None:
                drafts, problems = self._fill(held, patient=not first)
                if drafts:
                    return self._selections(held, drafts), []
            first = first or problems
            if held is not None and not held.facts:
                break  # nothing was drawn that could be drawn otherwise
        return (), first

    def _find_silent(self) -> Iterator[Problem]:
        """Find the sections whose questions no template asks at all."""
        for demand in self.demands:
            section = self.plan.sections[int(demand.name)] if demand.sort is Sort.SECTION else None
            if section is None or any(_is_like(section, each) for each in self.questions):
                continue
            mends = mend_silence(self.deck, section)
            if mends:
                wants = f"quiz '{self.plan.id}' wants {demand.says}; no template asks for one"
                yield Problem(demand.where, "too-few-questions", wants, ", and ".join(mends))

    def draw_sets(self, attempt: int) -> tuple[Held | None, list[Problem]]:
        """Draw the matches, orders and word banks of each version, no fact twice."""
        wanted = Counter(
            fact for offer in self.offers for fact in {each.traits.fact for each in offer}
        )
        whole = make_puzzle(self.plan, self.offers, self.enemies, (), self.demands)
        drawn: list[dict[int, tuple[Question, ...]]] = []
        tallies: list[Tally] = []
        patterns: dict[int, Counter[str]] = {}
        for version in range(self.plan.versions if self.plan.blueprint.parallel else 1):
            tally = Tally()
            taken = frozenset(fact for each in tallies for fact in each.facts)
            draw = SetDraw(
                self.plan, self.lots, attempt, wanted, self.curator, self.numbers, self.bar, version
            )
            of_version: dict[int, tuple[Question, ...]] = {}
            for i, section in enumerate(self.plan.sections):
                if section.is_set:
                    before = tally.topics.copy()
                    room = Room(whole, tally, self.curator, taken, patterns.get(i))
                    of_version[i], problems = draw.draw_section(self.questions, i + 1, room)
                    if problems:
                        return None, problems
                    patterns.setdefault(i, tally.topics - before)
            drawn.append(of_version)
            tallies.append(tally)
        return Held(tuple(drawn), tuple(tallies)), []

    def _fill(self, held: Held, *, patient: bool) -> tuple[tuple[Draft, ...], list[Problem]]:
        """Fill the sections beside the sets; explain what cannot be, if patience allows."""
        make = self._maker(held)
        puzzle = make(self.demands)
        for draw in range(DRAWS):
            drafts = draw_versions(puzzle, self.lots, draw, self.enemies.degree)
            if drafts is not None:
                return drafts, []
            if draw == 0 and contradicts_itself(puzzle):
                break
        if not patient:
            return (), []
        try:
            found = search_all(puzzle)
        except TooManyError:
            found = None
        if found is not None:
            return found, []
        return (), self._explain(held, make)

    def _maker(self, held: Held) -> Make:
        def make(demands: Sequence[Demand]) -> Puzzle:
            return make_puzzle(self.plan, self.offers, self.enemies, held.tallies, demands)

        return make

    def contradictions(self, held: Held) -> list[list[Demand]]:
        """Find the demands that contradict each other beside what sets hold."""
        return find_contradictions(self.demands, self._maker(held))

    def _explain(self, held: Held, make: Make) -> list[Problem]:
        cores = self.contradictions(held)
        if not cores:
            return [_give_up(self.plan, self.demands)]
        return [
            explain(
                self.plan,
                core,
                make,
                beside=held.facts,
                helps=find_helps(self.deck, self.questions, self.plan, core),
            )
            for core in cores
        ]

    def _selections(self, held: Held, drafts: Sequence[Draft]) -> tuple[Selection, ...]:
        return tuple(
            tuple(
                of_version.get(i) or tuple(each.question for each in part)
                for i, part in enumerate(draft.parts)
            )
            for of_version, draft in zip(held.drawn, drafts, strict=True)
        )


def _find_enemies(
    teller: Teller, questions: Sequence[Question], plan: Plan
) -> tuple[dict[str, int], Enemies]:
    """Number all that a paper may hold, by name, and find who is whose enemy."""
    names: dict[str, int] = {}
    tellings: list[Telling] = []
    forms = {section.form for section in plan.sections}
    for question in questions:
        if question.form not in forms:
            continue
        match question.response:
            case Match(entries) | Order(entries):
                for entry in entries:
                    names[entry_name(question, entry)] = len(tellings)
                    tellings.append(teller.of_entry(entry))
            case _ if any(fits(question, section) for section in plan.sections):
                names[question.id] = len(tellings)
                tellings.append(teller.of_question(question))
    return names, Enemies(tellings)


def _is_like(section: Section, question: Question) -> bool:
    """Tell whether a question is such as a section wants, whatever its fact."""
    return question.form == section.form and section.selection.has_template(question)


def _give_up(plan: Plan, demands: Sequence[Demand]) -> Problem:
    says = "; ".join(each.says for each in reversed(demands))
    return Problem(
        plan.where,
        "blueprint",
        f"quiz '{plan.id}': no paper was found that meets all demands, though none was proven to "
        f"contradict the others: {says}",
        "lower those that leave little choice, add facts, or take another seed",
    )
