"""Documents: all that is printed of a quiz, one HTML file each."""

from __future__ import annotations

from quizgen.model import Artifact, Quiz
from quizgen.render.answer_sheets import render_answer_sheets
from quizgen.render.cut_cards import render_cards
from quizgen.render.handout import render_handout
from quizgen.render.marking import render_marking
from quizgen.render.study import render_study


def render_quiz(quiz: Quiz) -> tuple[Artifact, ...]:
    """Give every document of a quiz: papers and keys, and what else its plan wants.

    >>> from quizgen import ask_questions, compose_quiz, load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    >>> [artifact.name for artifact in render_quiz(quiz)][-2:]
    ['solar-system-marking.html', 'solar-system-strips.html']
    """
    return (
        *render_handout(quiz),
        *render_answer_sheets(quiz),
        *render_marking(quiz),
        *render_cards(quiz),
        *render_study(quiz),
    )
