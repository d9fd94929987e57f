"""Duplicates: no two cards of a deck show the same and want the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.check.asked import Asked, Flaw
from quizgen.check.card_cues import CardCue
from quizgen.model import Question, Recall, exact, fold
from quizgen.problems import Severity


def check_duplicate_card(_lexicon: object, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """No two cards show the same and want the same.

    Why:  A learner meets the same question twice as often as is useful, and
          half of the reviews are wasted.
    Bad:  one: {front: Who invested?, back: Microsoft}
          two: {front: who invested, back: Microsoft}
    Good: one: {front: Who invested?, back: Microsoft}
    Mend: remove one of the two facts or templates; or let one of the facts
          skip the template (`skip`).
    """
    first: dict[tuple[str, str, str], CardCue] = {}
    told: set[tuple[str, str]] = set()
    for cue in cues:
        known = first.setdefault(_shown_and_wanted(cue), cue)
        source = (cue.question.kind, cue.question.template)
        own = known.question.fact == cue.question.fact
        name = source if own else (cue.question.fact, known.question.fact)
        if known is not cue and name not in told:
            told.add(name)
            yield Flaw(
                Asked(cue.question, frozenset((cue.question.form,)), cue.shown),
                "duplicate-card",
                f"makes the same card as {_name(known, own=own)}: '{cue.shown}'",
                "remove one of them, or let a fact skip the template",
                severity=Severity.ERROR,
            )


def _shown_and_wanted(cue: CardCue) -> tuple[str, str, str]:
    """Give what tells cards apart; pictures and sounds by their content."""
    shown, answer, question = cue.shown, cue.answer, cue.question
    if isinstance(question.response, Recall) and _has_media(question, question.response):
        shown, answer = exact(question.prompt), exact(question.response.answer)
    scope = fold(question.scope) if question.scope else ""
    return scope, fold(shown).rstrip("?.! "), fold(answer)


def _has_media(question: Question, recall: Recall) -> bool:
    spans = (*question.prompt, *recall.answer)
    return any(span.media is not None for span in spans)


def _name(cue: CardCue, *, own: bool) -> str:
    if own:
        return f"template '{cue.question.template}'"
    where = cue.question.where
    return f"fact '{cue.question.fact}' ({where.file}:{where.line})"
