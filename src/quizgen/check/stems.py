"""Stems: a prompt asks one clear thing, in few words, and ends where it asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.check.asked import Asked, Flaw
from quizgen.check.lexicon import (
    Lexicon,
    count_words,
    lead_in,
    split_sentences,
    unquoted,
    without_quotes,
)
from quizgen.model import OWN_WORDS

MOST_WORDS = 30
MOST_WORDS_OF_ONE = 25
"""Words of a sentence."""
MOST_SENTENCES = 2
WITH_OPTIONS = frozenset({"choice", "select"})
_GAP = re.compile(
    r"_{2,}|(?<!\w)_(?=-|\s|$)|\[(?:\.\.\.|…)\]|\((?:\?|\.\.\.|…)\)|\?(?=\s*[×*/+=])|(?<=\s)(?:\.{3,}|…)"
)
_SIGN_OF_GAP = re.compile(r"[_\[(…×*/+=]")
"""Each gap has one of these, or one behind it, or is of points; most prompts have none."""
_TAIL = re.compile(r"[\s.?!:”\"')]*")
_QUESTION_MARK = re.compile(r"[？؟;՞]")
"""Those of other scripts."""


def check_no_question(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """A prompt is a question, or says what to do.

    Cards of the kind `card` are free to show a bare word.

    Why:  Of a bare word or half a sentence a learner must guess what is
          wanted; with options, each must be read to find out.
    Bad:  {ask: "The capital of {{ country }}", answer: city}
    Good: {ask: "What is the capital of {{ country }}?", answer: city}
    Mend: ask with a question mark, or begin with what to do: `Name ...`.
    Waive: where the title says what to do with each word, as in a
           vocabulary.
    Severity: warning
    """
    for each in asked:
        if not each.is_asking or each.question.kind in OWN_WORDS:
            continue
        if asks_nothing(lexicon, each.stem) and not _shows_more(each):
            yield Flaw(
                each,
                "no-question",
                f"asks nothing: '{each.stem}'",
                "make it a question, or begin with what to do: 'Name ...'",
            )


def asks_nothing(lexicon: Lexicon, stem: str) -> bool:
    """Tell whether a prompt neither asks nor says what to do."""
    if not lexicon.knows("imperative") or _has_question_mark(stem) or _find_gaps(stem):
        return False
    parts = (part for each in split_sentences(stem) for part in each.split(", "))
    return not any(lexicon.begins("imperative", part) for part in parts)


def _has_question_mark(stem: str) -> bool:
    return "?" in stem or _QUESTION_MARK.search(stem) is not None


def _shows_more(each: Asked) -> bool:
    """Tell whether a picture, a sound or a formula asks too."""
    return any(span.kind != "text" for span in each.question.prompt)


def check_which_is_true(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """A question asks for one thing, not which of some statements is true.

    Why:  It is as many questions as there are options, about as many
          matters, and nobody can answer it before reading them all.
    Bad:  Which of these statements about Mars is true?
    Good: How many moons does Mars have?
    Mend: ask about the matter itself; or make true-false questions of the
          statements (`state` and `vary`).
    Waive: where the statements are about one matter, which the prompt
           names.
    Severity: warning
    """
    for each in asked:
        words = lexicon.find("which is true", each.stem) if each.is_asking else ""
        if not words and each.wrong:
            truths = [o for o in each.options if lexicon.is_one("true or false", o)]
            words = truths[0] if 0 < len(truths) < len(each.options) else ""
        if words:
            yield Flaw(
                each,
                "which-is-true",
                f"asks which statement is true ('{words}') instead of asking about "
                f"its matter: '{each.stem}'",
                "ask about the matter itself, or state it in a true-false question",
                words,
            )


def check_mid_blank(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """What a question asks for stands at its end, not in a hole in the middle.

    Sentences with gaps (`state` and `blank`) are made for holes.

    Why:  A reader must keep the beginning in mind, pass the hole, and come
          back; and each option must be tried in it.
    Bad:  {ask: "The ____ is the largest planet.", answer: name}
    Good: {ask: "Which planet is the largest?", answer: name}
    Mend: make it a question; or a sentence with `state` and `blank`.
    Waive: where the place in the sentence is the point, as in grammar.
    Severity: warning
    """
    for each in asked:
        words = find_hole(lexicon, each.stem) if each.is_asking else ""
        if words:
            yield Flaw(
                each,
                "mid-blank",
                f"has {_hole_named(words)} in the middle: '{each.stem}'",
                "make it a question, or a sentence with 'state' and 'blank'",
                words,
            )


def _hole_named(words: str) -> str:
    return f"what it asks ('{words}')" if words[0].isalpha() else f"a hole ('{words}')"


def find_hole(lexicon: Lexicon, stem: str) -> str:
    """Give the hole before the end of a prompt, or a `what` that stands in for one; else ''."""
    if _find_gaps(stem):
        spoken = without_quotes(stem)  # in a sentence that it quotes, a prompt may have its hole
        holes = _find_gaps(spoken)
        for hole in holes:
            if len(holes) > 1 or _TAIL.fullmatch(spoken, hole.end()) is None:
                return hole[0].strip()
    if not lexicon.may_hold("inline question", stem):
        return ""
    return lexicon.find("inline question", unquoted(lead_in(stem)))


def _find_gaps(stem: str) -> list[re.Match[str]]:
    may_have = "..." in stem or _SIGN_OF_GAP.search(stem)
    return list(_GAP.finditer(stem)) if may_have else []


def check_long(asked: Sequence[Asked]) -> Iterator[Flaw]:
    """A question with options has 30 words at most, in two sentences of 25.

    Why:  It shall measure what is known of its matter, not who reads fast.
    Bad:  "In 2019, when the two companies, which had by then ..., what ...?"
    Good: "What did the two companies agree on in 2019?"
    Mend: leave out what nobody needs to answer; tell the rest in `scope` or
          `note`.
    Waive: where the text itself is what is asked about.
    Severity: warning
    """
    for each in asked:
        if each.forms & WITH_OPTIONS:
            said = _length(each.stem)
            if said:
                yield Flaw(
                    each,
                    "long",
                    f"{said}: '{each.stem}'",
                    "leave out what nobody needs in order to answer",
                )


def _length(stem: str) -> str:
    if stem.count(" ") < MOST_WORDS_OF_ONE and stem.count(".") + stem.count("?") <= MOST_SENTENCES:
        return ""
    sentences = split_sentences(stem)
    longest = max(map(count_words, sentences))
    if count_words(stem) > MOST_WORDS:
        return f"asks in {count_words(stem)} words, more than {MOST_WORDS}"
    if longest > MOST_WORDS_OF_ONE:
        return f"asks in a sentence of {longest} words, more than {MOST_WORDS_OF_ONE}"
    if len(sentences) > MOST_SENTENCES:
        return f"asks in {len(sentences)} sentences, more than {MOST_SENTENCES}"
    return ""


def check_double_barrelled(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """A question asks for one thing.

    Why:  Of two answers one may be right and one wrong; and on a card both
          must be known, or none is learnt.
    Bad:  Who found penicillin, and when was it found?
    Good: Who found penicillin?  When was penicillin found?
    Mend: write a template for each.
    Waive: where the two make one answer.
    Severity: warning
    """
    for each in asked:
        may_ask_twice = each.stem.count("?") > 1 or lexicon.may_hold("second question", each.stem)
        if not may_ask_twice or not each.is_asking:
            continue
        stem = unquoted(each.stem)
        words = "?" if stem.count("?") > 1 else lexicon.find("second question", stem)
        if words:
            said = "two questions at once" if words == "?" else f"a second thing ('{words}')"
            yield Flaw(
                each,
                "double-barrelled",
                f"asks {said}: '{each.stem}'",
                "write a template for each",
                words,
            )
