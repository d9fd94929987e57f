"""Shapes of options: nothing but their matter tells the right answer from the wrong ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import fmean, median, pstdev

from quizgen.check.asked import Asked, Flaw
from quizgen.check.lexicon import Lexicon
from quizgen.model import OWN_WORDS
from quizgen.problems import Severity

LONGEST = 1.5
"""Times the median beyond which an option stands out, if it is also ..."""
NEXT = 1.35
"""... this many times as long as the next one, and ..."""
LETTERS = 12
"""... this many letters longer."""
KEY_WORDS = 4
KEY_LONGEST = 1.25
SENTENCE = 5
"""Words from which on an option with a full stop is a sentence."""
_MARKED = re.compile(r"(?<!\w)(\*\*?)\w[^*]*\1(?!\w)|</?[a-z]+>|\[\d+\]|[†‡]")
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\betc)\.$")
_WRAPPED = re.compile(r"[\"“«].*[\"”»]")
_WORDED = frozenset(("text", "markdown", "quote"))
_DIGITS = re.compile(r"\d")


def check_key_longest(asked: Sequence[Asked]) -> Iterator[Flaw]:
    """The right answer is not the longest by far.

    Why:  Writers take care to make it exact, so pupils take the longest.
    Bad:  -> the right to be asked first / money / a seat
    Good: -> the right to be asked first / a share of the profit / a seat on
          the board
    Mend: shorten it, or say as much in the wrong ones.
    Waive: where the words are fixed, as in a definition.
    Severity: warning
    """
    for each in asked:
        if not _is_worded(each) or len(each.right) != 1:
            continue
        right, longest = each.right[0], max(each.wrong, key=len)
        if len(right.split()) >= KEY_WORDS and len(right) > KEY_LONGEST * len(longest):
            yield Flaw(
                each,
                "key-longest",
                f"has a right answer longer by far than all wrong ones: '{right}' "
                f"({len(right)} letters, the next {len(longest)})",
                "shorten it, or say as much in the wrong ones",
                right,
            )


def check_length_outlier(asked: Sequence[Asked]) -> Iterator[Flaw]:
    """No option is much longer, or much shorter, than all the others.

    Why:  What stands out is taken, or ruled out, for its looks.
    Bad:  -> Rome / Oslo / the former capital of the Ottoman Empire
    Good: -> Rome / Oslo / Istanbul
    Mend: say as much in each.
    Waive: where the words are fixed, as in names.
    Severity: warning
    """
    for each in asked:
        if _is_worded(each) and len(each.right) == 1 and not _is_key_longest(each):
            option = find_outlier(each.options)
            if option:
                how = "longer" if option == max(each.options, key=len) else "shorter"
                yield Flaw(
                    each,
                    "length-outlier",
                    f"offers '{option}', which is much {how} than the others",
                    "say as much in each",
                    option,
                )


def _is_worded(each: Asked) -> bool:
    """Tell whether an author chose the words of all options: a name is as long as it is."""
    return each.chosen and each.type in _WORDED


def _is_key_longest(each: Asked) -> bool:
    return next(check_key_longest((each,)), None) is not None


def find_outlier(options: Sequence[str]) -> str:
    """Give an option that stands out by its length; else ''."""
    if len(options) < 3:
        return ""
    lengths = sorted(map(len, options))
    middle = median(lengths)
    if lengths[-1] > LONGEST * middle and _leads(lengths[-2], lengths[-1]):
        return max(options, key=len)
    if lengths[0] * LONGEST < middle and _leads(lengths[0], lengths[1]):
        return min(options, key=len)
    return ""


def _leads(short: int, long: int) -> bool:
    return long > NEXT * short and long >= short + LETTERS


def check_non_parallel(asked: Sequence[Asked]) -> Iterator[Flaw]:
    """All options are built alike: all numbers, all sentences, or all parts of one.

    Why:  The odd one is mostly the right one, or mostly made up.
    Bad:  -> 1919 / after the war / 1921
    Good: -> 1919 / 1920 / 1921
    Mend: give all the same form.
    Waive: where the forms are fixed, as in quotations.
    Severity: warning
    """
    for each in asked:
        if not _is_worded(each) or len(each.options) < 3:
            continue
        why, option = find_odd(each.options)
        if option:
            yield Flaw(
                each,
                "non-parallel",
                f"offers '{option}', {why}",
                "give all options the same form",
                option,
            )


def find_odd(options: Sequence[str]) -> tuple[str, str]:
    """Give what is odd about an option, and the option; empty where all are built alike."""
    sentences = [len(o.split()) >= SENTENCE and _STOP.search(o) is not None for o in options]
    if 1 < sum(sentences) < len(sentences):  # a single full stop is format-cue's
        return "while only some are whole sentences", options[sentences.index(True)]
    if any(map(_DIGITS.search, options)):
        pure = [re.fullmatch(r"\W*\d[\d,.:/]*\W*", option) is not None for option in options]
        none = [_DIGITS.search(option) is None for option in options]
        if any(pure) and any(none):
            return "while others are numbers", options[none.index(True)]
    counts = [len(option.split()) for option in options]
    if fmean(counts) >= 3 and pstdev(counts) > 0.6 * fmean(counts):
        far = max(range(len(counts)), key=lambda i: abs(counts[i] - fmean(counts)))
        return "while the others are of another length", options[far]
    return "", ""


def check_format_cue(asked: Sequence[Asked]) -> Iterator[Flaw]:
    """No option differs in its dress: a full stop, quotation marks, bold letters.

    Why:  A stop that was copied along with the right answer gives it away.
    Bad:  -> It fell by half. / It rose by half / It stayed the same
    Good: -> It fell by half / It rose by half / It stayed the same
    Mend: write all options alike.
    """
    for each in asked:
        if not each.chosen or len(each.options) < 3:
            continue
        for what, has in _DRESS.items():
            dressed = [option for option in each.options if has(option)]
            if len(dressed) == 1:
                yield Flaw(
                    each,
                    "format-cue",
                    f"has {what} in one option only: '{dressed[0]}'",
                    "write all options alike",
                    dressed[0],
                    Severity.ERROR,
                )


def _ends_in_stop(option: str) -> bool:
    # "Apple Inc." ends in no full stop of its own
    return len(option.split()) >= KEY_WORDS and _STOP.search(option) is not None


def _is_marked(option: str) -> bool:
    return _MARKED.search(option) is not None


def _is_quoted(option: str) -> bool:
    return _WRAPPED.fullmatch(option) is not None


_DRESS = {
    "a full stop": _ends_in_stop,
    "marks of bold or italic letters, or of a footnote,": _is_marked,
    "quotation marks": _is_quoted,
}


def check_unsorted(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """Options that are numbers are known as such, so that they stand in order.

    With a unit, in a field of the type `text`, they are shuffled like words.

    Why:  A reader must sort them first; and what is out of order stands out.
    Bad:  fields: {name: planet, width: text}       # 4,879 km
    Good: fields: {name: planet, width: quantity}
    Mend: give the field the type number, money, percent, quantity, year,
          date or duration.
    Waive: where they are names, not numbers: routes, rooms, models.
    Severity: warning
    """
    for each in asked:
        if each.wrong and not each.ordered and len(each.right) == 1:
            numbers = numbers_of(lexicon, each.options, each.type)
            if numbers is not None:
                yield Flaw(
                    each,
                    "unsorted",
                    f"offers numbers that nothing puts in order: {', '.join(each.options[:4])}",
                    _TYPED[each.question.kind in OWN_WORDS],
                )


_TYPED = (
    "give their field a type such as number, quantity, money or date",
    "ask it by a kind of your own, whose field has a type such as quantity or money",
)
"""The mend for a kind of the author's, and for a built-in one, whose fields are all texts."""


def numbers_of(
    lexicon: Lexicon, options: Sequence[str], field_type: str = "text"
) -> list[float] | None:
    """Read options as numbers that differ in nothing else; None where they are not."""
    if not all(map(_DIGITS.search, options)):
        return None
    values, units = [], set()
    for option in options:
        measure = lexicon.measure(option, field_type)
        if measure is None:
            return None
        values.append(measure[0].value)
        units.add(measure[1])
    return values if len(units) == 1 and len(set(values)) > 1 else None


_Precision = tuple[str, int, bool]
"""Of a number: the unit, the decimals, and whether it is round."""


def check_unit_precision(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """The right number has as many decimals, and the unit, that the wrong ones have.

    Why:  The exact one was looked up; the round ones were made up.
    Bad:  -> 4,879 km / 5,000 km / 6,000 km
    Good: -> 4,879 km / 5,126 km / 6,792 km
    Mend: round it too, or give the wrong ones as exactly.
    Waive: where the number is known by heart as it is.
    Severity: warning
    """
    for each in asked:
        if not each.chosen or len(each.right) != 1 or len(each.wrong) < 2:
            continue
        right, *wrong = [_precision(lexicon, option, each.type) for option in each.options]
        if right and wrong[0] and right not in wrong and len(set(wrong)) == 1:
            yield Flaw(
                each,
                "unit-precision",
                f"gives the right number, '{each.right[0]}', {_unlike(right, wrong[0])} the wrong "
                f"ones: {', '.join(each.wrong)}",
                "give all as exactly, and in one unit",
                each.right[0],
            )


def _precision(lexicon: Lexicon, option: str, field_type: str) -> _Precision | None:
    """Give the unit of a number, its decimals, and whether it is round; None where it is none."""
    measure = lexicon.measure(option, field_type)
    if measure is None:
        return None
    whole, _, decimals = measure[0].digits.replace(",", "").partition(".")
    is_round = not decimals and len(whole) > 2 and whole.endswith("00")
    return measure[1], len(decimals), is_round


def _unlike(right: _Precision, wrong: _Precision) -> str:
    if right[0] != wrong[0]:
        return "in another unit than"
    exact = right[1] > wrong[1] or right[1:] == (wrong[1], False)
    return "more exactly than" if exact else "less exactly than"


def check_article_number_cue(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """A prompt does not end in `a` or `an`.

    Why:  The article tells whether the answer begins with a vowel.
    Bad:  {ask: "A young sheep is called a ____", answer: name}
    Good: {ask: "What is a young sheep called?", answer: name}
    Mend: make it a question; or let the answers bring their article.
    """
    for each in lexicon.holding(asked, "article at the end"):
        words = lexicon.find("article at the end", each.stem.rstrip()) if each.is_asking else ""
        if words:
            yield Flaw(
                each,
                "article-number-cue",
                f"ends in '{words}', which tells how the answer begins: '{each.stem}'",
                "make it a question, or let the answers bring their article",
                words,
                Severity.ERROR,
            )
