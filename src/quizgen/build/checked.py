"""Checked: a deck loaded, asked, composed and checked; nothing of it is written yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from quizgen.ask import ask_questions, tell_facts
from quizgen.build.consequences import leave_consequences
from quizgen.build.stages import Announce, unheard
from quizgen.check import (
    EvidenceCount,
    Waiver,
    check_deck,
    check_evidence,
    check_hints,
    check_questions,
    check_quizzes,
    cover_documents,
    honour_waivers,
    needs_documents,
)
from quizgen.compose import Teller, compose_quiz
from quizgen.load import load_deck, quote_lines, read_documents
from quizgen.model import Coverage, Deck, Question, Quiz
from quizgen.problems import Problem, Severity, has_errors
from quizgen.rules import hint_rules, waivable_rules

_MISSED = frozenset(
    f"unknown-{name}" for name in ("fact", "kind", "source", "space", "template", "topic")
)
"""Rules that miss what stands somewhere else."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A deck with its questions, its quizzes, and all that is wrong with them, by place."""

    deck: Deck
    questions: tuple[Question, ...]
    quizzes: tuple[Quiz, ...]
    problems: tuple[Problem, ...]
    evidence: EvidenceCount
    retired: tuple[Question, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    coverage: tuple[Coverage, ...] = ()

    def without_facts(self) -> Checked:
        """Leave out what nothing needs that only writes: of a large deck it fills the memory."""
        deck = replace(self.deck, facts=())
        return replace(self, deck=deck, questions=(), retired=())


def check(
    path: Path | str,
    sources: Path | str | None = None,
    *,
    least: Severity = Severity.WARNING,
    drafts: Mapping[str, str] = MappingProxyType({}),
    announce: Announce = unheard,
) -> Checked:
    """Load, ask, compose and check a deck; `sources` is the folder of the cited documents.

    `least`: what is less severe is not looked for. `drafts` are texts by file name that stand for
    what is in these files.
    """
    announce("load")
    deck, slips = load_deck(path, drafts=drafts, least=least)
    announce("ask")
    questions, retired, misasked = _ask(deck)
    announce("compose")
    quizzes, shortages = _compose_all(deck, questions)
    announce("check")
    documents, unreadable = read_documents(Path(sources), deck.sources) if sources else ({}, [])
    evidence, unproven = check_evidence(deck, documents)
    found = [*misasked, *unreadable, *(unproven if sources else ())]
    found += [*check_deck(deck), *check_questions(deck, questions)]
    problems = [*slips, *leave_consequences(deck, slips, found)]
    if not has_errors(problems):
        problems += [*shortages, *check_quizzes(deck, quizzes)]
    idle = needs_documents(deck, documents)
    if least is Severity.INFO:
        problems += check_hints(deck, questions, quizzes)
    else:
        idle |= hint_rules()
    problems, waivers = honour_waivers(deck, problems, waivable_rules(), idle)
    if not deck.whole:
        problems = [problem for problem in problems if _is_certain(problem)]
    quoted = tuple(quote_lines(problems, drafts))
    coverage = cover_documents(deck, documents)
    return Checked(deck, questions, quizzes, quoted, evidence, retired, waivers, coverage)


def check_for_quiz(path: Path, plan: str, *, announce: Announce = unheard) -> Checked:
    """Check a deck for the sake of one quiz, which is not composed yet: options may change it.

    `plan` names it, or is empty where it has none. What is wrong with other plans is not told, nor
    which waivers nobody needs: another quiz may.
    """
    announce("load")
    deck, slips = load_deck(path, plan=plan)
    announce("ask")
    questions, retired, misasked = _ask(deck)
    announce("check")
    problems = [*slips, *misasked, *check_deck(deck), *check_questions(deck, questions)]
    rules = waivable_rules()
    problems, waivers = honour_waivers(deck, problems, rules, rules)
    if not deck.whole:
        problems = [problem for problem in problems if _is_certain(problem)]
    evidence, _ = check_evidence(deck, {})
    quoted = tuple(quote_lines(problems))
    return Checked(deck, questions, (), quoted, evidence, retired, waivers)


def _ask(deck: Deck) -> tuple[tuple[Question, ...], tuple[Question, ...], list[Problem]]:
    """Ask a deck's questions; those retired stand apart."""
    asked, problems = ask_questions(deck)
    questions = tuple(question for question in asked if not question.retired)
    return questions, tuple(question for question in asked if question.retired), problems


def _is_certain(problem: Problem) -> bool:
    """Tell whether a problem stays one, whatever stands in a file that cannot be read."""
    return problem.severity is Severity.ERROR and problem.rule not in _MISSED


def add_problems(checked: Checked, problems: Sequence[Problem]) -> Checked:
    """Tell of what a later stage found too."""
    return replace(checked, problems=tuple(quote_lines((*checked.problems, *problems))))


def _compose_all(
    deck: Deck, questions: Sequence[Question]
) -> tuple[tuple[Quiz, ...], list[Problem]]:
    quizzes, problems, teller = [], [], Teller(deck)
    told = tell_facts(deck) if any(plan.study for plan in deck.plans) else ()
    for plan in deck.plans:
        quiz, shortages = compose_quiz(deck, questions, plan, told, teller=teller)
        quizzes += [quiz] if quiz is not None else []
        problems += shortages
    return tuple(quizzes), problems
