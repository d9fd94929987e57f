"""Sets: draw the facts of each match, order and word bank so that it has one solution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.compose.bank import draw_bank
from quizgen.compose.barred import Bar
from quizgen.compose.candidates import Curator, template_of
from quizgen.compose.companions import count_distinct, find_companions, tell_apart
from quizgen.compose.demands import whence
from quizgen.compose.lots import Lots
from quizgen.compose.room import Room, Seat
from quizgen.compose.sound import is_entry_heard, is_heard
from quizgen.compose.tasks import count_words
from quizgen.model import MIN_SIZE, Entry, Match, Order, Plan, Question, Section, plain
from quizgen.problems import Problem, plural

FULL = "a topic, level or subject at its most"
DECLARED = "an enemy of another"


@dataclass(frozen=True, slots=True)
class _Shortage:
    """How many facts of a pool fit together, and why the others do not."""

    fit: int = -1
    there: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Source:
    """A set question with all its entries, and what says why two of them cannot stand together."""

    question: Question
    response: Match | Order
    tell: Callable[[Entry, Entry], str]


@dataclass(frozen=True, slots=True)
class SetDraw:
    """Draws the set questions of a plan.

    `attempt` counts draws that left too little to other sections; after the first, facts that
    fewer of those want (by `wanted`) come first. `numbers` are those of questions and entries
    among enemies, by name.
    """

    plan: Plan
    lots: Lots
    attempt: int
    wanted: Mapping[str, int]
    curator: Curator
    numbers: Mapping[str, int]
    bar: Bar
    version: int = 0

    def draw_section(
        self, questions: Sequence[Question], number: int, room: Room
    ) -> tuple[tuple[Question, ...], list[Problem]]:
        """Draw the questions of a section, which counts from 1, and count them on the paper."""
        section = self.plan.sections[number - 1]
        if section.bank:
            return self._draw_bank(questions, number, room)
        sources = [
            _Source(question, question.response, tell_apart(question.response))
            for question in questions
            if question.form == section.form
            and section.selection.has_template(question)
            and isinstance(question.response, Match | Order)
        ]
        drawn: list[Question] = []
        for _ in range(section.count):
            found = self._draw_one(sources, section, drawn, room)
            if isinstance(found, _Shortage):
                return (), [_too_few(self.plan, number, room, found)]
            drawn.append(found)
        return tuple(drawn), []

    def _draw_bank(
        self, questions: Sequence[Question], number: int, room: Room
    ) -> tuple[tuple[Question, ...], list[Problem]]:
        section = self.plan.sections[number - 1]
        drawn = draw_bank(
            [
                question
                for question in questions
                if not is_heard(question) and not self.bar(question.fact, question.prompt)
            ],
            section,
            self.lots,
            about=self._about(),
            wanted=self.wanted if self.attempt else None,
            seat_of=self._gap_seat,
            room=room,
        )
        if len(drawn) < section.count:
            return (), [_too_few_gaps(self.plan, number, len(drawn))]
        room.take([self._gap_seat(question) for question in drawn])
        return tuple(drawn), []

    def _about(self) -> tuple[int, ...]:
        """Tell this draw from those of other attempts and versions."""
        return (self.attempt, self.version) if self.version else (self.attempt,)

    def _gap_seat(self, question: Question) -> Seat:
        traits = self.curator.traits(
            question.fact,
            question.topic,
            question.difficulty,
            template=template_of(question),
            words=count_words(question, self.lots),
        )
        return Seat(traits, self.numbers[question.id])

    def _draw_one(
        self, sources: Sequence[_Source], section: Section, drawn: Sequence[Question], room: Room
    ) -> Question | _Shortage:
        """Draw one question, of the template that was used least; or say what came nearest."""
        used = Counter(question.id for question in drawn)
        order = self.lots.shuffle(
            [each for each in sources if room.has_template(template_of(each.question))],
            lambda each: each.question.id,
            "set",
            *self._about(),
            len(drawn),
        )
        nearest = _Shortage()
        for source in sorted(order, key=lambda each: used[each.question.id]):
            pool = self._pool(source, section, room)
            chosen = self._choose(source, pool, section.size, room)
            if len(chosen) == section.size:
                return self._take(source, chosen, room)
            if len(chosen) > nearest.fit:
                nearest = _explain(source, pool, chosen, room)
        return nearest

    def _take(self, source: _Source, chosen: Sequence[Entry], room: Room) -> Question:
        """Make the question of the chosen entries, and count it."""
        room.take([self._seat(source, entry) for entry in chosen])
        template = template_of(source.question)
        room.tally.templates[template] += 1
        room.tally.words += _words_before(source.question)
        scope = chosen[0].scope if source.response.scoped else ""
        response = replace(source.response, entries=tuple(chosen))
        return source.question._replace(response=response, scope=scope)

    def _seat(self, source: _Source, entry: Entry) -> Seat:
        words = len(f"{plain(entry.text)} {plain(entry.answer)}".split())
        difficulty = self.curator.difficulty(entry.fact)
        traits = self.curator.traits(entry.fact, entry.topic, difficulty, words=words)
        return Seat(traits, self.numbers[entry_name(source.question, entry)])

    def _pool(self, source: _Source, section: Section, room: Room) -> list[Entry]:
        """Give the entries that may be drawn, in drawn order."""
        allowed = [
            entry
            for entry in source.response.entries
            if entry.asked
            and room.is_free(entry.fact)
            and section.selection.has_fact(
                entry.fact, entry.topic, self.curator.difficulty(entry.fact)
            )
            and not is_entry_heard(entry)
            and not self.bar(entry.fact, source.question.prompt)
            and room.suits(self._seat(source, entry))
        ]
        drawn = self.lots.shuffle(
            allowed, lambda entry: entry.fact, "entry", *self._about(), source.question.id
        )
        if self.attempt:
            drawn.sort(key=lambda entry: self.wanted.get(entry.fact, 0))
        return drawn

    def _choose(self, source: _Source, pool: Sequence[Entry], size: int, room: Room) -> list[Entry]:
        """Choose entries of one scope that have one solution, and for which there is room."""
        seats = {entry.fact: self._seat(source, entry).traits for entry in pool}
        before = _words_before(source.question)

        def may_join(chosen: Sequence[Entry], entry: Entry) -> bool:
            theirs, mine = [seats[each.fact] for each in chosen], seats[entry.fact]
            return (
                room.holds(theirs, mine)
                and room.has_words(before + sum(each.words for each in (*theirs, mine)))
                and not any(
                    source.tell(each, entry) or room.are_declared(each.fact, entry.fact)
                    for each in chosen
                )
            )

        best: list[Entry] = []
        for scope in dict.fromkeys(entry.scope for entry in pool):
            same = [entry for entry in pool if entry.scope == scope]
            if len(same) > len(best):
                most = min(size, count_distinct(same))
                best = max(best, find_companions(same, most, may_join), key=len)
            if len(best) == size:
                break
        return best


def entry_name(question: Question, entry: Entry) -> str:
    """Name an entry among enemies."""
    return f"{question.id}\0{entry.fact}"


def _words_before(question: Question) -> int:
    """Count the words above the entries."""
    return len(f"{question.scope} {plain(question.prompt)}".split())


def _explain(
    source: _Source, pool: Sequence[Entry], chosen: Sequence[Entry], room: Room
) -> _Shortage:
    """Say why each entry that was not chosen does not fit in."""
    taken = {entry.fact for entry in chosen}
    reasons: Counter[str] = Counter()
    for entry in pool:
        if entry.fact not in taken:
            whys = (source.tell(each, entry) for each in chosen)
            declared = any(room.are_declared(each.fact, entry.fact) for each in chosen)
            reasons[next(filter(None, whys), DECLARED if declared else FULL)] += 1
    return _Shortage(len(chosen), len(pool), reasons, source.question.kind)


def _too_few(plan: Plan, number: int, room: Room, shortage: _Shortage) -> Problem:
    section = plan.sections[number - 1]
    items = plural(section.count, f"{section.form} question")
    wants = (
        f"quiz '{plan.id}', section {number} wants {items} of {section.size} facts{whence(section)}"
    )
    if not shortage.kind:
        more = "raise 'max_per_template', " if plan.blueprint.max_per_template else ""
        mend = f"lower the count, {more}widen 'from', or add facts"
        return Problem(section.where, "too-few-questions", f"{wants}; there is none", mend)
    others = bool(room.tally.facts or room.taken)
    free = " that no other question holds" if others else ""
    there = f"{plural(shortage.there, 'fact')} of kind '{shortage.kind}'{free}"
    if shortage.fit == shortage.there:
        message = f"{wants}; there {'is' if shortage.there == 1 else 'are'} {there}"
    else:
        why = ", ".join(f"{reason} ({count})" for reason, count in sorted(shortage.reasons.items()))
        message = f"{wants}; of {there} at most {shortage.fit} fit together; left out: {why}"
    mend = "lower the count or the size, widen 'from', or add facts"
    if not others and shortage.fit >= MIN_SIZE:
        mend = f"write 'size: {shortage.fit}', widen 'from', or add facts"
    return Problem(section.where, "too-few-questions", message, mend)


def _too_few_gaps(plan: Plan, number: int, fit: int) -> Problem:
    section = plan.sections[number - 1]
    return Problem(
        section.where,
        "too-few-questions",
        f"quiz '{plan.id}', section {number} wants a word bank for {section.count} "
        f"gaps{whence(section)}; at most {fit} gaps were found of which each takes one word of "
        "the bank only",
        "lower the count, remove 'bank', widen 'from', or add facts",
    )
