"""Plan options: what the options of `quizgen quiz` say a plan shall hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizgen.cli.plan_texts import read_bounds, read_cards, read_section, read_spaces

if TYPE_CHECKING:
    from quizgen.load import Said
    from quizgen.model import Deck, Plan, Question, Section
    from quizgen.problems import Problem

HERE = "quizgen quiz"
"""Where a plan stands that no file holds."""
NAME = "quiz"
"""What such a plan is called where nothing else is said."""

_FIELDS = {"profile": "profiles", "language": "words"}
"""Keys of a plan that its model calls otherwise."""
_OF_BLUEPRINT = ("parallel", "allow_enemies")
"""Keys of a plan that its blueprint holds."""
_WRITTEN = {
    "topics": "--bounds money=4-8",
    "sections": '--form "recall=4,space=3 lines"',
    "cards": "--cards 8,fold=fold-over,offset=0.5:-1",
    "study": "--study asked, or --study all",
    "paper": "--paper A4",
    "profile": "--profile large",
    "language": "--language de",
}
"""How an option says what a plan has under a key."""
_AS_IN_A_FILE = re.compile(r"(?:'|as )\w+: |the value|the line|calibration")
"""A mend that speaks of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions:
    """What was said on the command line; None or nothing where an option was not given."""

    forms: Sequence[str] | None = None
    count: int | None = None
    topics: Sequence[str] | None = None
    kinds: Sequence[str] | None = None
    size: int | None = None
    spaces: Sequence[str] | None = None
    bounds: Sequence[str] | None = None
    versions: int | None = None
    seed: int | None = None
    paper: str | None = None
    profiles: Sequence[str] | None = None
    language: str | None = None
    title: str | None = None
    instructions: str | None = None
    cards: str | None = None
    study: str | None = None
    answer_sheet: bool = False
    parallel: bool = False
    allow_enemies: bool = False
    practice: bool = False

    def hold_to_changes(self) -> None:
        """Hold options to those that change a deck's own plan. Raises QuizgenError."""
        from quizgen.problems import QuizgenError

        given = {
            "--form": self.forms, "--count": self.count, "--topic": self.topics,
            "--kind": self.kinds, "--size": self.size, "--space": self.spaces,
        }  # fmt: skip
        for option, value in given.items():
            if value:
                raise QuizgenError(f"with --plan the plan has the sections: leave out {option}")

    def keys(self) -> dict[str, Said]:
        """Give the keys of a plan that were said, but for its sections."""
        return _said(
            title=self.title,
            instructions=self.instructions,
            versions=self.versions,
            seed=self.seed,
            paper=self.paper,
            profile=self.profiles,
            language=self.language,
            topics=read_bounds(self.bounds or ()),
            answer_sheet="true" if self.answer_sheet else None,
            parallel="true" if self.parallel else None,
            allow_enemies="true" if self.allow_enemies else None,
            practice="true" if self.practice else None,
            cards=self._cards(self.cards) if self.cards else None,
        ) | ({} if self.study is None else {"study": self._study()})

    def _from(self, own: Mapping[str, Said] | None = None) -> dict[str, Said]:
        """Say what may be taken: what was said for all, and over it what was said here."""
        every, here = _said(topic=self.topics, kind=self.kinds), (own or {}).get("from")
        return _said(**{"from": {**every, **here} if isinstance(here, Mapping) else every})

    def _cards(self, text: str) -> dict[str, Said]:
        own = read_cards(text)
        return {**own, **self._from(own)}

    def _study(self) -> Said:
        """Say which facts are told: `asked`, or with `all` those of the topics and kinds."""
        return self._from() if self.study == "all" else self.study or ""

    def _wants_paper(self) -> bool:
        """Tell whether anything was said that only questions can bring about."""
        asked = self.study == "asked"
        marked = self.answer_sheet or self.practice
        return bool(self.count or self.versions or self.parallel or asked or marked)

    def sections(self) -> list[dict[str, Said]]:
        """Give the keys of each section: its own, and what was said for all.

        Without any there is one of choice questions, unless cards or all facts are wanted alone.
        """
        found: list[dict[str, Said]] = []
        alone = (self.cards or self.study) and not self._wants_paper()
        for text in self.forms or ([] if alone else ["choice"]):
            own = read_section(text)
            form = own["form"]
            every = _said(
                count=self.count,
                size=self.size if form in ("match", "order") else None,
                spaces=read_spaces(self.spaces or ()) if form in ("recall", "typed") else None,
            )
            found.append({**every, **own, **self._from(own)})
        self._hold_to_forms({str(section["form"]) for section in found})
        return found

    def _hold_to_forms(self, forms: Set[str]) -> None:
        """Hold options to forms that they mean something for. Raises QuizgenError."""
        from quizgen.problems import QuizgenError

        if self.size and not forms & {"match", "order"}:
            raise QuizgenError("--size is for a match or an order: add --form match")
        if self.spaces and not forms & {"recall", "typed"}:
            raise QuizgenError("--space is for short answers: add --form recall")


def make_plan(options: PlanOptions, deck: Deck, questions: Sequence[Question]) -> Plan:
    """Make a plan of options alone. Raises QuizgenError at the first slip."""
    sections = options.sections()
    plan = _read_plan({"title": deck.title, **options.keys()}, sections)
    _hold_to_questions(plan, deck)
    return replace(plan, sections=tuple(_count_sections(plan.sections, sections, questions)))


def make_shorter(plan: Plan, options: PlanOptions) -> Iterator[Plan]:
    """Give the plan with ever fewer questions in the sections for which no count was said.

    What helps with another question, or lacks a topic, may leave fewer than there are.
    """
    loose = [
        "count" not in keys and not section.is_set
        for section, keys in zip(plan.sections, options.sections(), strict=True)
    ]
    counts = [each.count for each, may in zip(plan.sections, loose, strict=True) if may]
    for most in range(max(counts, default=1) - 1, 0, -1):
        sections = (
            replace(each, count=min(each.count, most)) if may else each
            for each, may in zip(plan.sections, loose, strict=True)
        )
        yield replace(plan, sections=tuple(sections))


def find_plan(name: str, deck: Deck) -> Plan:
    """Find a plan of the deck's own. Raises QuizgenError where it has none of the name."""
    from quizgen.cli.terminal import hold_to

    hold_to("quiz", [name], (*(plan.id for plan in deck.plans), *deck.unread_plans))
    return next(plan for plan in deck.plans if plan.id == name)


def change_plan(plan: Plan, options: PlanOptions, deck: Deck) -> Plan:
    """Change what options say of a deck's own plan, and leave the rest to it."""
    keys = options.keys()
    said = _read_plan({"versions": str(plan.versions), **keys}, [{"form": "choice"}])
    _hold_to_questions(said, deck)
    fields = (_FIELDS.get(key, key) for key in keys if key not in _OF_BLUEPRINT)
    demands = {key: getattr(said.blueprint, key) for key in keys if key in _OF_BLUEPRINT}
    return replace(
        plan,
        **{field: getattr(said, field) for field in fields},
        blueprint=replace(plan.blueprint, **demands),
    )


def _said(**parts: Said | int | None) -> dict[str, Said]:
    """Keep what was said, numbers as texts."""
    return {
        name: str(part) if isinstance(part, int) else part
        for name, part in parts.items()
        if part is not None and (part or isinstance(part, int))
    }


def _read_plan(keys: Mapping[str, Said], sections: Sequence[Mapping[str, Said]]) -> Plan:
    """Read a plan as from a file, and tell its warnings."""
    from quizgen.cli.terminal import print_problems
    from quizgen.load import read_plan_options
    from quizgen.problems import QuizgenError, Where, has_errors

    parts: Mapping[str, Said] = {"sections": sections} if sections else {}
    places = {key: Where(_WRITTEN[key].split()[0]) for key in (*keys, *parts) if key in _WRITTEN}
    plan, problems = read_plan_options(NAME, {**keys, **parts}, Where(HERE), places)
    for problem in problems:
        if has_errors([problem]):
            raise QuizgenError(_word(problem))
    print_problems(problems)
    if plan is None:
        raise AssertionError("a plan that cannot be read has an error")
    return plan


def _word(problem: Problem) -> str:
    """Say what is wrong with an option, and how it is written."""
    option, mend = problem.where.file, problem.mend.replace("remove the key", "leave it out")
    if option != HERE and _AS_IN_A_FILE.search(mend):
        example = next(each for each in _WRITTEN.values() if each.startswith(f"{option} "))
        mend = f"write it as in {example}"
    place = "" if option == HERE else f"{option}: "
    return place + "; ".join(part for part in (problem.message, mend) if part)


def _count_sections(
    sections: Iterable[Section], told: Iterable[Mapping[str, Said]], there: Sequence[Question]
) -> Iterator[Section]:
    """Give sections that name no count ten questions, or as many as there are; one of a set."""
    from quizgen.model import SET_FORMS

    for section, keys in zip(sections, told, strict=True):
        has = section.selection.has
        facts = {each.fact for each in there if each.form == section.form and has(each)}
        many = 1 if section.form in SET_FORMS else min(10, max(1, len(facts)))
        yield section if "count" in keys else replace(section, count=many)


def _hold_to_questions(plan: Plan, deck: Deck) -> None:
    """Hold topics, kinds, templates and facts to those the deck has. Raises QuizgenError."""
    from quizgen.cli.terminal import hold_to, hold_to_deck

    made = [template for kind in deck.kinds.values() for template in kind.templates]
    made += [template for fact in deck.facts for template in fact.templates]
    templates = {str(each.id) for each in made}
    facts = {str(each.id) for each in deck.facts}
    hold_to_deck(deck, plan.topics, None)
    for section in plan.sections:
        hold_to("template or fact", section.spaces, templates | facts)
    for part in (*plan.sections, plan.cards, plan.study):
        if part is not None:
            taken = part.selection
            hold_to_deck(deck, sorted(taken.topics), sorted(taken.kinds))
            hold_to("template", sorted(taken.templates), templates)
            hold_to("fact", sorted(taken.facts), facts)
