"""Cards: each asks one small thing, and can be understood when it comes up alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.check.asked import Asked, Flaw
from quizgen.check.card_cues import LIST, CardCue
from quizgen.check.lexicon import Lexicon, count_words, lead_in, unquoted
from quizgen.check.offers import stands_in
from quizgen.model import fold
from quizgen.problems import Severity

MOST_ANSWER_WORDS = 12
MOST_ANSWER_LETTERS = 80
MOST_NAME_WORDS = 6
"""A name of so few words may have more letters."""
ESSAY = 30
"""Words of an answer that nobody recalls whole."""
MOST_PROMPT_WORDS = 25
_SHORT = 3
"""Words that a member of a list has at most, where nothing joins the last one."""
_PARTED = re.compile(r"\s*;\s*|,\s+|\s*\n\s*[-*•]?\s*|\s+/\s+")
_NUMBERED = re.compile(r"(?:^|\s)\(?(?:1|a|i)[.)]\s.*\s\(?(?:2|b|ii)[.)]\s", re.DOTALL)
_SIGN_OF_LIST = re.compile(r"[;,\n/.)]")
"""Each list has one of these; most answers have none."""
_NAMED = re.compile(r"(?<!^)(?<![.?!:] )(?<![¿¡])\b[A-Z]|[0-9“\"«]|\b[A-Z]{2,}")


def check_answer_long(_lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """What a card wants is short: at most 12 words, or 80 letters.

    Names of up to six words may be as long as they are.

    Why:  A long answer is never recalled whole, so that nobody can tell
          whether it was right; short ones are learnt for good.
    Bad:  {front: What is osmosis?, back: a whole sentence of the textbook}
    Good: {front: Through what does water move in osmosis?, back: a membrane}
    Mend: ask for its parts one by one, and tell the rest in `note`.
    Waive: where the wording itself is learnt by heart.
    Severity: warning
    """
    for cue in cues:
        words = 0 if cue.gap else _length(cue)
        if 0 < words <= ESSAY:
            said = f"wants an answer of {words} words, more than {MOST_ANSWER_WORDS}"
            if words <= MOST_ANSWER_WORDS:
                said = (
                    f"wants an answer of {len(cue.answer)} letters, more than {MOST_ANSWER_LETTERS}"
                )
            mend = "ask for its parts one by one, and tell the rest in 'note'"
            yield Flaw(as_asked(cue), "answer-long", f"{said}: '{cue.answer}'", mend)


def check_answer_essay(_lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """What a card wants has at most thirty words.

    Why:  Nobody recalls a paragraph. The card comes up again and again, is
          never right, and spoils the fun of all the others.
    Bad:  {front: What is osmosis?, back: a paragraph of the textbook}
    Good: {front: Through what does water move in osmosis?, back: a membrane}
    Mend: ask for its parts one by one, and tell the rest in `note`.
    """
    for cue in cues:
        words = 0 if cue.gap else _length(cue)
        if words > ESSAY:
            yield Flaw(
                as_asked(cue),
                "answer-essay",
                f"wants an answer of {words} words, more than anybody recalls",
                "ask for its parts one by one, and tell the rest in 'note'",
                severity=Severity.ERROR,
            )


def _length(cue: CardCue) -> int:
    """Count the words of an answer that is long; 0 where it is short enough."""
    if len(cue.answer) < 2 * MOST_ANSWER_WORDS:  # as most are
        return 0
    words = count_words(cue.answer)
    if cue.type in (LIST, "math", "image", "sound", "url"):
        return 0
    is_name = cue.type not in ("text", "markdown", "quote", "") and words <= MOST_NAME_WORDS
    is_long = words > MOST_ANSWER_WORDS or (len(cue.answer) > MOST_ANSWER_LETTERS and not is_name)
    return words if is_long else 0


def check_set_enumeration(lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """A card wants one thing, not all of a list.

    Why:  Of a list some member is always forgotten, and never the same; it
          takes more reviews than all its members would alone.
    Bad:  {front: Who founded it?, back: "Ada, Bob, and Eve"}
    Good: {ask: Name one of its founders., answer: founders, any: true}
    Mend: make the field a list, and ask for one of them with `any: true`;
          or state it, with a gap for each member.
    Waive: where the list is a name or a saying of its own.
    Severity: warning
    """
    for cue in cues:
        if not cue.gap and _is_text(cue) and count_members(lexicon, cue.answer) > 2:
            yield Flaw(
                as_asked(cue),
                "set-enumeration",
                f"wants all of a list: '{cue.answer}'",
                "make it a list and ask for any one (any: true), or state it with a gap for each",
            )


def count_members(lexicon: Lexicon | None, answer: str) -> int:
    """Count the members of a list in a text; 1 where it is none."""
    if _SIGN_OF_LIST.search(answer) is None:
        return 1
    text = unquoted(answer).strip()
    if _NUMBERED.search(text):
        return 3
    parts = [part for part in _PARTED.split(text) if part]
    if len(parts) < 2:
        return 1
    last = parts[-1]
    joined = lexicon is not None and lexicon.begins("last of several", last)
    if not joined and lexicon is not None and len(parts) >= 2:
        pair = lexicon.split("last of several", last)
        if len(pair) == 2 and count_words(pair[0]) <= _SHORT:
            parts, joined = [*parts[:-1], *pair], True
    short = all(count_words(part) <= _SHORT + joined for part in parts)
    return len(parts) if short or ";" in text or "\n" in text else 1


def check_compound_answer(lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """A card wants one thing, not two joined by `and` or a semicolon.

    Two values of other facts are two things.

    Why:  Who knows one of the two cannot say whether the card was right.
    Bad:  {front: Who invested?, back: Microsoft and Nvidia}
    Good: {ask: Name one who invested., answer: investors, any: true}
    Mend: make two facts of it, or a list of which any member will do.
    Waive: where the two are one thing, as in a name.
    Severity: warning
    """
    cues = [cue for cue in cues if not cue.gap]
    known: set[str] = set()
    for cue in cues if lexicon is None else lexicon.wanting(cues, "joins two", also=";"):
        if not _is_text(cue) or count_members(lexicon, cue.answer) > 2:
            continue
        text = unquoted(cue.answer)
        parts = [part.strip() for part in text.split(";")]
        if len(parts) == 1 and lexicon is not None:
            parts = [part for part in lexicon.split("joins two", text) if part]
            known = known or {fold(each.answer) for each in cues}
            if len(parts) < 2 or not all(fold(part) in known for part in parts):
                continue
        if len(parts) > 1 and all(parts):
            yield Flaw(
                as_asked(cue),
                "compound-answer",
                f"wants two things at once: '{cue.answer}'",
                "make two facts of it, or a list of which any member will do",
            )


def _is_text(cue: CardCue) -> bool:
    return cue.type in ("text", "")


def check_yes_no(lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """A card asks for more than yes or no.

    Why:  Half of all guesses are right, and the card is remembered by its
          looks; what stands behind the yes is never recalled.
    Bad:  {front: Is Mars smaller than Earth?, back: "Yes"}
    Good: {front: Which is smaller than Earth: Mars or Neptune?, back: Mars}
    Mend: ask what, who, when, where or why; or make a true-false question
          for paper (`state` and `vary`).
    Waive: where yes or no is all there is to know.
    Severity: warning
    """
    if lexicon is None:
        return
    cues = [cue for cue in cues if not cue.gap]
    mend = "ask what, who, when, where or why; or make a true-false question of it"
    for cue in lexicon.holding(cues, "asks for yes or no", "asks for assent"):
        if _asks_yes_no(lexicon, cue.shown) and not _offers(cue):
            said = f"asks for yes or no: '{cue.shown}'"
            yield Flaw(as_asked(cue), "yes-no", said, mend)
    for cue in lexicon.wanting(cues, "yes or no"):
        wants = _is_text(cue) and lexicon.is_one("yes or no", cue.answer)
        asks = lexicon.begins("asks for a thing", lead_in(cue.shown))
        if wants and not asks and not _asks_yes_no(lexicon, cue.shown):
            said = f"wants '{cue.answer}': '{cue.shown}'"
            yield Flaw(as_asked(cue), "yes-no", said, mend)


def _offers(cue: CardCue) -> bool:
    """Tell whether a question names its answer, as one to choose: "masculine or feminine?"."""
    return stands_in(fold(cue.answer), fold(cue.shown))


def _asks_yes_no(lexicon: Lexicon, shown: str) -> bool:
    lead = lead_in(shown)
    asks = shown.rstrip().endswith("?")
    asks = asks and lexicon.begins("asks for yes or no", lead)
    return asks or bool(lexicon.find("asks for assent", lead))


def check_prompt_long(_lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """A card shows at most 25 words.

    Why:  Cards are read hundreds of times; a long one is soon known by its
          first words, and no longer read.
    Bad:  a front that tells a story before it asks
    Good: {front: What did the two companies agree on in 2019?}
    Mend: leave out what nobody needs in order to answer; tell it in `note`.
    Waive: where the text itself is what is asked about.
    Severity: warning
    """
    for cue in cues:
        words = count_words(cue.shown)
        if words > MOST_PROMPT_WORDS and not cue.optional:  # with options, `long` tells it
            yield Flaw(
                as_asked(cue),
                "prompt-long",
                f"shows {words} words, more than {MOST_PROMPT_WORDS}: '{cue.shown}'",
                "leave out what nobody needs in order to answer",
            )


def check_orphan(lexicon: Lexicon | None, cues: Sequence[CardCue]) -> Iterator[Flaw]:
    """A card says what it asks about, so that it is clear when it comes up alone.

    Why:  Cards are mixed with those of other decks. Who asks for "the
          capital" must say of which country, on the card.
    Bad:  {front: When was it founded?, back: 1976}
    Good: {front: When was Apple founded?, back: 1976}
    Mend: name what is asked about.
    Waive: where nothing else can be meant.
    Severity: warning
    """
    for cue in cues:
        if cue.gap or lexicon is None or cue.question.scope or _names_something(cue):
            continue
        shown = unquoted(cue.shown).strip()
        if lexicon.find("dangling start", shown):
            continue  # told as `dangling-context`
        relation = lexicon.find("asks for a relation", shown)
        bare = len(lexicon.matter(shown)) < 2 and lexicon.begins("asks for one of many", shown)
        stand_in = lexicon.find("stand-in", shown)
        before = re.split(rf"\b{re.escape(stand_in)}\b", shown)[0]
        adrift = stand_in and not lexicon.matter(before)
        if relation or bare or adrift:
            yield Flaw(
                as_asked(cue),
                "orphan",
                f"does not say what it asks about: '{cue.shown}'",
                "name what is asked about",
            )


def _names_something(cue: CardCue) -> bool:
    """Tell whether a prompt has a name, a number, a quotation, a picture, or a field's value."""
    if len(cue.question.prompt) > 1 or _NAMED.search(cue.shown.strip()):
        return True
    values = (str(value) for value in cue.fact.fields.values())
    own = cue.question.kind == "card"
    return not own and any(value in cue.shown for value in values if value != cue.answer)


def as_asked(cue: CardCue) -> Asked:
    """Give a card as rules about prompts have it."""
    return Asked(cue.question, frozenset((cue.question.form,)), cue.shown)
