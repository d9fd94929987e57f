"""Clozes: a gap is small, stands in a sentence that tells what belongs there, and hides a thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quizgen.check.asked import Flaw
from quizgen.check.card_cues import GAP, CardCue
from quizgen.check.cards import as_asked
from quizgen.check.lexicon import Lexicon, count_words
from quizgen.model import fold

FEWEST_WORDS = 4
MOST_HIDDEN = 6
LONGEST_NAME = 10
MOST_SHARE = 0.4
MOST_GAPS = 3
MOST_PLACES = 2
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
"""Letters of scripts that put no blanks between words."""
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")


def check_cloze_no_context(lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """What stands around a gap tells what belongs there: at least four words.

    Three will do in a language of which no words are known: articles may be part of its words.

    Nor is the one thing it tells of hidden, with nothing left to know it by.

    Why:  Too much could stand there, and a learner guesses.
    Bad:  "{{c1::Apple}} is a company."
    Good: "{{c1::Apple}} is the company that first sold the Macintosh."
    Mend: say more about what is hidden.
    Waive: where the sentence is all there is, as a proverb.
    Severity: warning
    """
    fewest = FEWEST_WORDS if lexicon is not None else FEWEST_WORDS - 1
    for cue in cues:
        if not cue.gap or _UNSPACED.search(cue.shown):
            continue
        around = cue.shown.replace(GAP, " ")
        words = len(_WORD.findall(around))
        if words < fewest or _hides_its_subject(lexicon, cue.shown, around):
            yield Flaw(
                as_asked(cue),
                "cloze-no-context",
                f"tells too little of what is hidden: '{cue.shown}'",
                "say more about what is hidden",
            )


def _hides_its_subject(lexicon: Lexicon | None, shown: str, around: str) -> bool:
    """Tell whether a sentence begins with its gap, and has but one word of matter behind it."""
    if lexicon is None or re.search(r"[A-Z0-9]", around):
        return False
    return shown.startswith(GAP) and len(lexicon.matter(around)) < 2


def check_cloze_long(_lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """A gap hides at most six words, and not the better part of its sentence.

    A name counts as one word.

    Why:  Nobody recalls half a sentence word for word, so nobody can tell
          whether it was right.
    Bad:  "Osmosis {{c1::moves water through a membrane that holds salt}}."
    Good: "Osmosis moves {{c1::water}} through a membrane."
    Mend: hide the one or two words that matter.
    Waive: where the wording itself is learnt by heart.
    Severity: warning
    """
    for cue in cues:
        if not cue.gap:
            continue
        hidden = max(map(count_words, cue.answer.split(" / ")))
        if cue.type not in ("text", "markdown") and hidden <= LONGEST_NAME:
            continue  # a name is one thing, of however many words
        around = count_words(cue.shown.replace(GAP, " "))
        share = hidden / (hidden + around) if hidden > 2 else 0
        if hidden > MOST_HIDDEN or (share > MOST_SHARE and around >= FEWEST_WORDS):
            yield Flaw(
                as_asked(cue),
                "cloze-long",
                f"hides {hidden} of {hidden + around} words: '{cue.answer}'",
                "hide the one or two words that matter",
            )


def check_cloze_ambiguous(lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """A gap hides something worth knowing, no word of grammar.

    Why:  Words like `of` and `the` could be others as well, and to recall
          them teaches nothing.
    Bad:  "Paris is the capital {{c1::of}} France."
    Good: "{{c1::Paris}} is the capital of France."
    Mend: hide another word.
    Waive: where grammar is what is learnt.
    Severity: warning
    """
    for cue in cues:
        if not cue.gap or lexicon is None:
            continue
        words = _WORD.findall(cue.answer)
        if all(lexicon.is_one("grammar word", word) for word in words) and cue.type == "text":
            said = "words of grammar" if words else "nothing but marks"
            yield Flaw(
                as_asked(cue),
                "cloze-ambiguous",
                f"hides {said} ('{cue.answer}'): '{cue.shown}'",
                "hide a word that matters",
            )


def check_cloze_many(_lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """A sentence has at most three gaps, and one number hides at most two pieces.

    Why:  Each gap is a card that shows all the others: with many, it is the
          same card over and over. What one number hides has to be recalled
          at one stroke.
    Bad:  {state: ..., blank: [who, what, whom, when]}
    Good: {state: ..., blank: [who, when]}
    Mend: hide less, or make two sentences of it.
    Waive: where the order of the pieces is what is learnt.
    Severity: warning
    """
    gaps = Counter(cue.question.id for cue in cues if cue.gap)
    for cue in cues:
        if not cue.gap:
            continue
        pieces = {fold(piece) for piece in cue.answer.split(" / ")}
        if cue.gap == 1 and gaps[cue.question.id] > MOST_GAPS:
            said = f"has {gaps[cue.question.id]} gaps, more than {MOST_GAPS}"
        elif cue.question.kind == "cloze" and len(pieces) > MOST_PLACES:
            said = f"hides {len(pieces)} pieces under one number, more than {MOST_PLACES}"
        else:
            continue
        mend = "hide less, or make two sentences of it"
        yield Flaw(as_asked(cue), "cloze-many", said, mend)
