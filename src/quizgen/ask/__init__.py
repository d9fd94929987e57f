"""Ask: questions from facts and templates, wrong answers proven wrong. Draws no lots.

`questions` puts every template to every fact: `ask_template`, `state_template` and `set_template`
know the shapes, `environment` fills templates in a sandbox, `workshop` holds what all need at
hand. Then `wrong_answers` are sought in `pools` of values, and refused where `meaning` and
`claims` say that they could be right; `contradictions` and `overlaps` tell prompts with two right
answers.
"""

from __future__ import annotations

from quizgen.ask.gap_truths import wants_banks
from quizgen.ask.questions import ask_questions
from quizgen.ask.tell import tell_facts

__all__ = ["ask_questions", "tell_facts", "wants_banks"]
