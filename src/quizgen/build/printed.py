"""Printed: one quiz with its edition kept, or an edition printed again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from quizgen.ask import ask_questions, tell_facts, wants_banks
from quizgen.build.checked import Checked
from quizgen.check import check_quizzes
from quizgen.compose import Teller, compose_quiz
from quizgen.load import edition_folder, quote_lines, read_edition, read_kept
from quizgen.model import Artifact, Plan, Question, Quiz
from quizgen.problems import Problem, QuizgenError, has_errors
from quizgen.write import write_beside


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed: its files, and the one that its edition is kept in, if it is."""

    paths: tuple[Path, ...] = ()
    kept: Path | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All files, the edition's last."""
        return (*self.paths, *([self.kept] if self.kept is not None else []))


def print_quiz(
    checked: Checked,
    plan: Plan,
    out: Path,
    *,
    keep_in: Path | None,
    pdf: bool = False,
    instead: Iterable[Plan] = (),
) -> Printed:
    """Compose, render and write one quiz, beside what was built.

    `keep_in` is the deck that keeps its edition; without one, nothing is kept. `pdf`: each page
    comes as PDF too. Where the plan makes no quiz, the first of `instead` that makes one is taken.
    """
    plan, quiz, problems = _compose(checked, plan, instead)
    if quiz is None:
        return Printed(problems=tuple(problems))
    problems += [
        problem
        for problem in check_quizzes(replace(checked.deck, plans=(plan,)), [quiz])
        if problem.rule not in checked.deck.waive
    ]
    folder = None
    if keep_in is not None and not has_errors(problems):
        (quiz,), clashes = keep_editions([quiz], keep_in)
        problems += clashes
        folder = edition_folder(keep_in)
    if has_errors(problems):
        return Printed(problems=tuple(quote_lines(problems)))
    paths = write_beside(_render(quiz, pdf=pdf), out / checked.deck.id)
    return Printed(paths, folder and folder / f"{quiz.code}.json", tuple(problems))


def _compose(
    checked: Checked, plan: Plan, instead: Iterable[Plan]
) -> tuple[Plan, Quiz | None, list[Problem]]:
    """Compose the first plan that makes a quiz; where none does, tell what is wrong with `plan`."""
    told = tell_facts(checked.deck) if plan.study else ()
    questions, teller = _ask_for(plan, checked), Teller(checked.deck)
    slips: list[Problem] | None = None
    for each in chain([plan], instead):
        quiz, problems = compose_quiz(checked.deck, questions, each, told, teller=teller)
        if quiz is not None:
            return each, quiz, problems
        slips = problems if slips is None else slips
    return plan, None, slips or []


def _ask_for(plan: Plan, checked: Checked) -> Sequence[Question]:
    """Give the questions; asked anew for a word bank, if no plan of the deck has one."""
    if wants_banks(checked.deck) or not any(section.bank for section in plan.sections):
        return checked.questions
    asked, _ = ask_questions(replace(checked.deck, plans=(plan,)))
    return [question for question in asked if not question.retired]


def keep_editions(quizzes: Sequence[Quiz], deck: Path) -> tuple[tuple[Quiz, ...], list[Problem]]:
    """Keep editions that are not kept yet; give the quizzes in the words of those that are.

    Of two quizzes that say the same, the first is kept. With a problem in any, none is written.
    """
    from quizgen.render import render_edition

    found = [(quiz, *read_kept(deck, quiz)) for quiz in quizzes]
    problems = [problem for _, _, slips in found for problem in slips]
    new = {quiz.code: quiz for quiz, kept, _ in reversed(found) if kept is None}
    if new and not problems:
        write_beside([render_edition(quiz) for quiz in new.values()], edition_folder(deck))
    alike = tuple(replace(quiz, words=kept.words) if kept else quiz for quiz, kept, _ in found)
    return alike, problems


def reprint(
    path: Path,
    out: Path,
    *,
    letter: str = "",
    paper: str = "",
    profiles: tuple[str, ...] = (),
    pdf: bool = False,
) -> Printed:
    """Print an edition again, byte for byte, into a folder named by its code.

    `letter` is the only version wanted; `paper` and `profiles` differ from the first print where
    they are given. Raises QuizgenError where there is no such version.
    """
    quiz, problems = read_edition(path)
    if quiz is None:
        return Printed(problems=tuple(quote_lines(problems)))
    again = replace(quiz, paper=paper or quiz.paper, profiles=profiles or quiz.profiles)
    if letter:
        again = _only_version(again, letter)
    return Printed(write_beside(_render(again, pdf=pdf), out / quiz.deck_id / quiz.code), path)


def _render(quiz: Quiz, *, pdf: bool) -> tuple[Artifact, ...]:
    from quizgen.render import add_pdfs, render_quiz

    pages = render_quiz(quiz)
    return tuple(add_pdfs(pages) if pdf else pages)


def _only_version(quiz: Quiz, letter: str) -> Quiz:
    """Leave of a quiz one version, and what is printed for it alone."""
    papers = tuple(paper for paper in quiz.papers if paper.letter == letter)
    if not papers:
        letters = ", ".join(paper.letter for paper in quiz.papers if paper.letter)
        there = f"its versions are {letters}" if letters else "it has no versions"
        raise QuizgenError(f"edition '{quiz.code}' has no version '{letter}'; {there}")
    return replace(quiz, papers=papers, cut_out=None, study=())
