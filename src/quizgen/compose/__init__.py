"""Compose: select and order for paper. The only stage that draws lots; it makes no text."""

from __future__ import annotations

from quizgen.compose.quiz import compose_quiz

__all__ = ["compose_quiz"]
