"""Clarity: a prompt can be understood on its own, and does not ask for a taste."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.check.asked import BLANK, Asked, Flaw
from quizgen.check.clozes import FEWEST_WORDS
from quizgen.check.lexicon import Lexicon, count_words, lead_in, split_sentences, unquoted
from quizgen.check.stems import WITH_OPTIONS
from quizgen.problems import Severity

MOST_CLAUSES = 3
LONG_WORD = 16
_CLAUSE = re.compile(r"[,;]|\b(?:that|which)\b")
_DANGLING = ("dangling start", "unshown text", "unshown options", "unanchored time")
_LISTED = re.compile(r":\s*\S")
"""What a prompt lists itself."""
_DIGITS = re.compile(r"\b\d{3,4}\b")


def check_dangling_context(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """A prompt can be understood alone, and in a year's time.

    It points to no text that is not there, to no options on a card that
    shows none, and to no "today" without a date.

    Why:  Cards come up singly, for years. What was clear beside the text
          it was taken from is a riddle then.
    Bad:  What does this show?   Who leads the company now?
    Good: Who led the company in 2024?
    Mend: name what is meant; give the date in the prompt, or in `as_of`.
    Waive: where it is clear from the rest of the prompt.
    Severity: warning
    """
    for each in lexicon.holding(asked, *_DANGLING):
        if any(span.media is not None for span in each.question.prompt):
            continue  # what "this" is can be seen
        if not each.is_asking and count_words(each.stem.replace(BLANK, " ")) < FEWEST_WORDS:
            continue  # told as `cloze-no-context`
        found = _find_dangling(lexicon, each)
        if found is not None:
            words, why, mend = found
            said = f"says '{words}', {why}: '{each.stem}'"
            yield Flaw(each, "dangling-context", said, mend, words)


def _find_dangling(lexicon: Lexicon, each: Asked) -> tuple[str, str, str] | None:
    """Give the words that point to nothing, what they point to, and how to mend that."""
    stem = unquoted(each.stem).strip()
    words = lexicon.find("dangling start", stem)
    if words:
        return words, "and nothing before it tells what that is", "name what is meant"
    words = lexicon.find("unshown text", stem)
    if words:
        return words, "which is not shown", "quote what is meant, or name it"
    words = lexicon.find("unshown options", stem) if each.is_asking else ""
    listed = words and (
        _LISTED.search(stem) or not each.question.fact or each.forms <= WITH_OPTIONS
    )
    if words and not listed:
        mend = "ask without them, or as a choice alone: 'forms: [choice]'"
        return words, "but a card shows no options", mend
    words = lexicon.find("unanchored time", stem)
    if not words or each.question.scope or _DIGITS.search(stem):
        return None
    return words, "and nobody knows when that is", "give the date in the prompt, or in 'as_of'"


def check_opinion(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """What is asked for can be known: no best, no greatest, no most important.

    It may be asked whose opinion it is, or by what measure.

    Why:  Taste has no right answer; who thinks for himself is marked down.
    Bad:  Who was the greatest physicist?
    Good: Which physicist won two Nobel prizes?
    Mend: ask by what can be measured; or say whose opinion it is
          (`according_to`, `scope`).
    Waive: where the word is part of a name, or the judgement is common
           knowledge of the field.
    Severity: warning
    """
    for each in lexicon.holding(asked, "opinion"):
        words = lexicon.find("opinion", unquoted(each.stem)) if each.is_asking else ""
        if words and not each.question.scope and not lexicon.find("by what measure", each.stem):
            yield Flaw(
                each,
                "opinion",
                f"asks for an opinion ('{words}'): '{each.stem}'",
                "ask by what can be measured, or say whose opinion it is",
                words,
            )


def check_readability(_lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """A prompt has few clauses, and no very long words.

    A guess from commas and letters: it is shown on request only.

    Why:  Who stumbles over the sentence never comes to the question.
    Bad:  "Which company, which in 2017, when ..., had ..., that ...?"
    Good: "Which company had ... in 2017?"
    Mend: say one thing at a time.
    Waive: where the long word is what is asked about.
    Severity: info
    """
    for each in asked:
        clauses = max(len(_CLAUSE.findall(sentence)) for sentence in split_sentences(each.stem))
        long = next((w for w in re.findall(r"[^\W\d_]+", each.stem) if len(w) >= LONG_WORD), "")
        if clauses > MOST_CLAUSES or long:
            said = f"has a long word ('{long}')" if long else f"is made of {clauses + 1} clauses"
            yield Flaw(
                each,
                "readability",
                f"{said}: '{each.stem}'",
                "say one thing at a time, in common words",
                long,
                Severity.INFO,
            )


def check_gratuitous(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """Each sentence before the question is needed to answer it.

    A guess from shared words: it is shown on request only.

    Why:  What is not needed is read all the same, and hides the question.
    Bad:  Many people love the sea. How deep is the Mariana Trench?
    Good: How deep is the Mariana Trench?
    Mend: leave it out, or tell it in `note`.
    Waive: where it sets the scene that the question needs.
    Severity: info
    """
    for each in asked:
        *before, last = split_sentences(each.stem)
        lead = lead_in(each.stem)
        needed = lexicon.stems(" ".join((last, lead, *each.options, *each.right)))
        for sentence in before:
            if sentence != lead and not lexicon.stems(sentence) & needed:
                yield Flaw(
                    each,
                    "gratuitous",
                    f"begins with what has no word in common with the question: '{sentence}'",
                    "leave it out, or tell it in 'note'",
                    sentence,
                    Severity.INFO,
                )
