"""Ask: questions from facts and templates, wrong answers proven wrong. Draws no lots."""

from __future__ import annotations

from quizgen.ask.questions import ask_questions

__all__ = ["ask_questions"]
