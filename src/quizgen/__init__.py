"""quizgen: curated facts in, Anki decks and printed quizzes out.

Everything the command line does is here too, imported when first used. The stages are functions
from values to values; an author's mistakes come back as problems, and nothing is written:

>>> import quizgen
>>> deck, problems = quizgen.load_deck("decks/planets.yaml")
>>> questions, slips = quizgen.ask_questions(deck)
>>> quizgen.has_errors([*problems, *slips, *quizgen.check_questions(deck, questions)])
False

`quizgen.build` has them all in their order, with `check`, `build` and `release` of a path. What the
functions take and give is in `quizgen.model`; the types that their signatures name are here too.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.ask import ask_questions, tell_facts
    from quizgen.check import check_deck, check_questions
    from quizgen.compose import Teller, choose_cards, compose_quiz
    from quizgen.load import find_editions, load_deck, read_edition, read_lock
    from quizgen.lock import Lock, date_package, number_gaps, print_lock
    from quizgen.model import Artifact, Card, Deck, Package, Plan, Question, Quiz, Told
    from quizgen.problems import (
        Problem,
        QuizgenError,
        Severity,
        Where,
        format_problem,
        has_errors,
    )
    from quizgen.render import make_package, render_apkg, render_edition, render_quiz
    from quizgen.write import write_artifacts

__version__ = "0.1.0"

__all__ = [
    "Artifact",
    "Card",
    "Deck",
    "Lock",
    "Package",
    "Plan",
    "Problem",
    "Question",
    "Quiz",
    "QuizgenError",
    "Severity",
    "Teller",
    "Told",
    "Where",
    "ask_questions",
    "check_deck",
    "check_questions",
    "choose_cards",
    "compose_quiz",
    "date_package",
    "find_editions",
    "format_problem",
    "has_errors",
    "load_deck",
    "make_package",
    "number_gaps",
    "print_lock",
    "read_edition",
    "read_lock",
    "render_apkg",
    "render_edition",
    "render_quiz",
    "tell_facts",
    "write_artifacts",
]

_NAMES = {
    "ask": "ask_questions tell_facts",
    "check": "check_deck check_questions",
    "compose": "Teller choose_cards compose_quiz",
    "load": "find_editions load_deck read_edition read_lock",
    "lock": "Lock date_package number_gaps print_lock",
    "model": "Artifact Card Deck Package Plan Question Quiz Told",
    "problems": "Problem QuizgenError Severity Where format_problem has_errors",
    "render": "make_package render_apkg render_edition render_quiz",
    "write": "write_artifacts",
}
_ROOMS = {name: room for room, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'quizgen' has no attribute '{name}'")
    return getattr(import_module(f"quizgen.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    """List the public names, for those who explore them."""
    return sorted([*globals(), *__all__])
