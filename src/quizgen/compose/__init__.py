"""Compose: select and order for paper and cards. The only stage that draws lots; makes no text."""

from __future__ import annotations

from quizgen.compose.cards import choose_cards, draw_choices
from quizgen.compose.cueing import list_cueing_pairs
from quizgen.compose.quiz import compose_quiz
from quizgen.compose.telling import Teller

__all__ = ["Teller", "choose_cards", "compose_quiz", "draw_choices", "list_cueing_pairs"]
