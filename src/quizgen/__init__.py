"""quizgen: curated facts in, Anki decks and printed quizzes out.

Everything the command line does is here too, imported when first used:

>>> import quizgen
>>> deck, problems = quizgen.load_deck("decks/planets.yaml")
>>> questions, slips = quizgen.ask_questions(deck)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.ask import ask_questions
    from quizgen.compose import compose_quiz
    from quizgen.load import load_deck
    from quizgen.lock import date_package
    from quizgen.render import make_package, render_apkg, render_handout

__version__ = "0.1.0"

__all__ = [
    "ask_questions",
    "compose_quiz",
    "date_package",
    "load_deck",
    "make_package",
    "render_apkg",
    "render_handout",
]

_ROOMS = {
    "ask_questions": "quizgen.ask",
    "compose_quiz": "quizgen.compose",
    "date_package": "quizgen.lock",
    "load_deck": "quizgen.load",
    "make_package": "quizgen.render",
    "render_apkg": "quizgen.render",
    "render_handout": "quizgen.render",
}


def __getattr__(name: str) -> object:
    """Import a public function when it is first asked for (PEP 562)."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'quizgen' has no attribute '{name}'")
    return getattr(import_module(_ROOMS[name]), name)
