"""Card rules: all rules about what cards show and want, over each card once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from quizgen.check.asked import Flaw, place_flaws
from quizgen.check.card_cues import CardCue, card_cues
from quizgen.check.cards import (
    as_asked,
    check_answer_essay,
    check_answer_long,
    check_compound_answer,
    check_orphan,
    check_prompt_long,
    check_set_enumeration,
    check_yes_no,
)
from quizgen.check.clozes import (
    check_cloze_ambiguous,
    check_cloze_long,
    check_cloze_many,
    check_cloze_no_context,
)
from quizgen.check.duplicates import check_duplicate_card
from quizgen.check.lexicon import Lexicon
from quizgen.model import Deck, Question
from quizgen.problems import Problem

CardRule = Callable[[Lexicon | None, Sequence[CardCue]], Iterator[Flaw]]

CARD_RULES: Mapping[str, CardRule] = {
    "answer-essay": check_answer_essay,
    "answer-long": check_answer_long,
    "cloze-ambiguous": check_cloze_ambiguous,
    "cloze-long": check_cloze_long,
    "cloze-many": check_cloze_many,
    "cloze-no-context": check_cloze_no_context,
    "compound-answer": check_compound_answer,
    "duplicate-card": check_duplicate_card,
    "orphan": check_orphan,
    "prompt-long": check_prompt_long,
    "set-enumeration": check_set_enumeration,
    "yes-no": check_yes_no,
}
"""Rules that need to know words get a lexicon, and are silent without one."""


def check_cards(
    deck: Deck, questions: Sequence[Question], lexicon: Lexicon | None
) -> Iterator[Problem]:
    """Report what is wrong with cards: of each fact and template once a rule."""
    cues = list(card_cues(deck, questions))
    once: dict[tuple[str, str, str], Flaw] = {}
    for check in CARD_RULES.values():
        for flaw in check(lexicon, cues):
            question = flaw.asked.question
            once.setdefault((flaw.rule, question.fact, question.template), flaw)
    if once:
        asked = {(cue.question.fact, cue.question.template): as_asked(cue) for cue in cues}
        yield from place_flaws(deck, asked.values(), once.values())
