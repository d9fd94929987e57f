"""Negation: questions that ask for what is not so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.check.asked import Asked, Flaw
from quizgen.check.lexicon import Lexicon, lead_in, unquoted
from quizgen.problems import Severity


def find_negation(lexicon: Lexicon, stem: str) -> str:
    """Give the word that turns a question into a search for the exception; '' where none does.

    A negation in a clause of its own, in a quotation, or behind `why` is the matter itself.
    """
    found = lexicon.find("negation", stem)
    if not found:  # as in most
        return ""
    lead = unquoted(lead_in(stem)).strip()
    exception = lexicon.find("exception", lead)
    if exception:
        return exception
    lead = lead[max(0, lexicon.place("question word", lead)) :]
    if lexicon.begins("asks for reasons", lead):
        return ""
    return lexicon.find("negation", lexicon.without("aside", lead))


def check_negative(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """A question asks for what is so, not for what is not.

    A negation inside a clause ("the planet that has no moon"), a quotation
    or a question for reasons is the matter, and never reported. One that
    is not written in capitals is told as `negative-unmarked` first.

    Why:  Many read over the word; and who finds the exception has shown
          what he does not know.
    Bad:  Which of these is NOT a planet?
    Good: Which of these is a moon?
    Mend: ask for what is so; or select all that are.
    Waive: where the exception itself must be known, as in safety.
    Severity: warning
    """
    for each in lexicon.holding(asked, "negation"):
        words = find_negation(lexicon, each.stem) if each.is_asking else ""
        graver = words and (_is_overlooked(lexicon, words, each.stem) or _denied(lexicon, each))
        if words and not graver:
            yield Flaw(
                each,
                "negative",
                f"asks for what is not so ('{words}'): '{each.stem}'",
                "ask for what is so, or for all that are",
                words,
            )


def check_negative_unmarked(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """A question that must ask for what is not so says it in capitals.

    Why:  One small word turns the question round; who reads over it
          answers wrongly what he knows.
    Bad:  Which of these is not a planet?
    Good: Which of these is NOT a planet?
    Mend: write the word in capitals (in Markdown, bold will do); better,
          ask for what is so.
    """
    for each in lexicon.holding(asked, "negation"):
        words = find_negation(lexicon, each.stem) if each.is_asking else ""
        if words and _is_overlooked(lexicon, words, each.stem):
            yield Flaw(
                each,
                "negative-unmarked",
                f"asks for what is not so, and '{words}' is easily read over: '{each.stem}'",
                f"write '{words.upper()}', or ask for what is so",
                words,
                Severity.ERROR,
            )


def _is_overlooked(lexicon: Lexicon, words: str, stem: str) -> bool:
    """Tell whether nothing marks the word that turns the question round."""
    marked = words.isupper() or "NOT" in words or words in lexicon.find("negative marked", stem)
    return not marked


def _denied(lexicon: Lexicon, each: Asked) -> str:
    """Give an option that says no; '' where there is none."""
    return next((o for o in each.options if lexicon.begins("negative option", o)), "")


def check_double_negative(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """A question that asks for what is not so has no option that says no.

    Why:  Two negations say yes, and nobody reads them so at once.
    Bad:  Which is NOT a rule of the lab? -> no food / no gloves / ...
    Good: What does the lab forbid? -> food / gloves / ...
    Mend: ask for what is so.
    """
    for each in lexicon.holding(asked, "negation"):
        words = find_negation(lexicon, each.stem) if each.is_asking and each.wrong else ""
        if not words:
            continue
        negative = _denied(lexicon, each)
        if negative:
            yield Flaw(
                each,
                "double-negative",
                f"asks for what is not so ('{words}'), and the answer '{negative}' "
                f"says no once more: '{each.stem}'",
                "ask for what is so",
                words,
                Severity.ERROR,
            )
