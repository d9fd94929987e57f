"""Build: the pipeline on one screen; the only module that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from quizgen.ask import ask_questions
from quizgen.check import EvidenceCount, check_deck, check_evidence, check_questions
from quizgen.compose import compose_quiz
from quizgen.load import load_deck, quote_lines, read_documents
from quizgen.lock import date_notes
from quizgen.model import Artifact, Deck, Plan, Question, Quiz
from quizgen.problems import Problem, has_errors
from quizgen.write import write_artifacts, write_beside

NO_DECKS: Mapping[str, Path] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Checked:
    """A deck with its questions, its quizzes, and all that is wrong with them, by place."""

    deck: Deck
    questions: tuple[Question, ...]
    quizzes: tuple[Quiz, ...]
    problems: tuple[Problem, ...]
    evidence: EvidenceCount


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: files, and how many cards and papers are in them."""

    checked: Checked
    paths: tuple[Path, ...] = ()
    notes: int = 0


def check(path: Path, sources: Path | None = None) -> Checked:
    """Load, ask, compose and check a deck; `sources` is the folder of the cited documents."""
    deck, slips = load_deck(path)
    questions, misasked = ask_questions(deck)
    quizzes, shortages = _compose_all(deck, questions)
    documents, unreadable = read_documents(sources, deck.sources) if sources else ({}, [])
    evidence, unproven = (
        check_evidence(deck, documents) if sources else (check_evidence(deck, {})[0], [])
    )
    problems = [*slips, *misasked, *unreadable, *unproven]
    problems += [*check_deck(deck), *check_questions(deck, questions)]
    if not has_errors(problems):
        problems += shortages
    return Checked(deck, questions, quizzes, tuple(quote_lines(problems)), evidence)


def build(
    path: Path, out: Path, *, strict: bool = False, taken: Mapping[str, Path] = NO_DECKS
) -> Built:
    """Build all that a deck declares into `out`/<deck id>; nothing is written after an error.

    `taken` are the decks built before into the same folder, by id: no deck overwrites another.
    """
    checked = check(path)
    deck = checked.deck
    if deck.id in taken:
        clash = Problem(
            deck.where,
            "duplicate-id",
            f"the deck's id '{deck.id}' is that of {taken[deck.id]} too",
            "give one of them another id",
            culprit=deck.id,
        )
        problems = (*checked.problems, *quote_lines([clash]))
        return Built(replace(checked, problems=problems))
    if has_errors(checked.problems, strict=strict):
        return Built(checked)
    artifacts, notes = _render(checked)
    if not artifacts:
        return Built(checked)
    return Built(checked, write_artifacts(artifacts, out / checked.deck.id), notes)


def build_quiz(checked: Checked, plan: Plan, out: Path) -> tuple[tuple[Path, ...], list[Problem]]:
    """Compose, render and write one quiz that no plan file declares, beside what was built."""
    from quizgen.render import render_handout

    quiz, problems = compose_quiz(checked.deck, checked.questions, plan)
    if quiz is None:
        return (), problems
    return write_beside(tuple(render_handout(quiz)), out / checked.deck.id), []


def _render(checked: Checked) -> tuple[tuple[Artifact, ...], int]:
    from quizgen.render import render_apkg, render_handout

    deck = checked.deck
    cards = [question for question in checked.questions if question.form in deck.anki.forms]
    notes = date_notes(cards)
    artifacts = [render_apkg(deck, notes)] if notes else []
    for quiz in checked.quizzes:
        artifacts += render_handout(quiz)
    return tuple(artifacts), len(notes)


def _compose_all(
    deck: Deck, questions: Sequence[Question]
) -> tuple[tuple[Quiz, ...], list[Problem]]:
    quizzes, problems = [], []
    for plan in deck.plans:
        quiz, shortages = compose_quiz(deck, questions, plan)
        quizzes += [quiz] if quiz is not None else []
        problems += shortages
    return tuple(quizzes), problems
