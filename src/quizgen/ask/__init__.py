"""Ask: questions from facts and templates, wrong answers proven wrong. Draws no lots."""

from __future__ import annotations

from quizgen.ask.gap_truths import wants_banks
from quizgen.ask.questions import ask_questions
from quizgen.ask.tell import tell_facts

__all__ = ["ask_questions", "tell_facts", "wants_banks"]
