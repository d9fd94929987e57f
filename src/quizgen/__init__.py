"""quizgen: curated facts in, Anki decks and printed quizzes out.

Everything the command line does is here too, imported when first used. The stages are functions
from values to values; an author's mistakes come back as problems, and nothing is written:

>>> import quizgen
>>> deck, problems = quizgen.load_deck("decks/planets.yaml")
>>> questions, slips = quizgen.ask_questions(deck)
>>> quizgen.has_errors([*problems, *slips, *quizgen.check_questions(deck, questions)])
False

`quizgen.build` has them all in their order, with `check`, `build` and `release` of a path.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.ask import ask_questions, tell_facts
    from quizgen.check import check_deck, check_questions
    from quizgen.compose import choose_cards, compose_quiz
    from quizgen.load import find_editions, load_deck, read_edition, read_lock
    from quizgen.lock import Lock, date_package, number_gaps, print_lock
    from quizgen.problems import Problem, QuizgenError, format_problem, has_errors
    from quizgen.render import (
        make_package,
        render_apkg,
        render_edition,
        render_handout,
        render_quiz,
    )
    from quizgen.write import write_artifacts

__version__ = "0.1.0"

__all__ = [
    "Lock",
    "Problem",
    "QuizgenError",
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
    "render_handout",
    "render_quiz",
    "tell_facts",
    "write_artifacts",
]

_ROOMS = {
    "Lock": "lock",
    "Problem": "problems",
    "QuizgenError": "problems",
    "ask_questions": "ask",
    "check_deck": "check",
    "check_questions": "check",
    "choose_cards": "compose",
    "compose_quiz": "compose",
    "date_package": "lock",
    "find_editions": "load",
    "format_problem": "problems",
    "has_errors": "problems",
    "load_deck": "load",
    "make_package": "render",
    "number_gaps": "lock",
    "print_lock": "lock",
    "read_edition": "load",
    "read_lock": "load",
    "render_apkg": "render",
    "render_edition": "render",
    "render_handout": "render",
    "render_quiz": "render",
    "tell_facts": "ask",
    "write_artifacts": "write",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'quizgen' has no attribute '{name}'")
    return getattr(import_module(f"quizgen.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    """List the public names, for those who explore them."""
    return sorted([*globals(), *__all__])
