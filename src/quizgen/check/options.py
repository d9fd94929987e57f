"""Options: each is an answer of its own, and no two can be right at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from quizgen.check.asked import Asked, Flaw
from quizgen.check.lexicon import Lexicon
from quizgen.check.offers import stands_in
from quizgen.model import fold
from quizgen.problems import Severity

SHORTEST_OVERLAP = 6
"""Letters of an option that is looked for inside another."""
_LABEL = re.compile(r"\(?(?:[A-Ea-e]|[IVX]{1,4}|[ivx]{1,4})\)?\.?")
_DIGIT = re.compile(r"\(?[1-9]\)?\.?")
_LISTED = re.compile(
    r"(?:^|[\s?:.])\(?(?:I{1,3}|i{1,3}|[12])[).]\s?\(?\S|\b(?:Statement|Scenario) [12I]\b"
)
"""Statements that the stem counts: I. ... II. ..."""
_DASHES = ("-", "–", "—")
_SIGNS = re.compile(r"[^\w\-–—]")
_YEARS = re.compile(r"\b[12]\d{3}\D+[12]\d{3}\b")
_PARTS = re.compile(r"\s+(?:and|or|but)\s+|\s*[,;/&+]\s*", re.IGNORECASE)


def check_none_of_the_above(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """No option says that none is right, or that it cannot be known.

    Why:  Options are shuffled, so nothing is "above"; and who chooses it
          has shown what is wrong, not that he knows what is right.
    Bad:  wrong: {capital: [Lyon, Nice, none of the above]}
    Good: wrong: {capital: [Lyon, Nice, Marseille]}
    Mend: give a wrong answer of the same sort; three options are enough.
    Waive: where it is the answer to a question of fact, as in "Which of the
           two ...?"
    Severity: warning
    """
    for each, option in _options_like(lexicon, asked, "none of the above"):
        yield Flaw(
            each,
            "none-of-the-above",
            f"offers '{option}', which is no answer of the same sort as the others",
            "give an answer of the same sort, or leave it out",
            option,
        )


def check_all_of_the_above(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """No option says that all, or both, are right.

    Why:  Options are shuffled, so nothing is "above"; and who knows two of
          them to be right need not know the third.
    Bad:  wrong: {gas: [oxygen, argon, all of the above]}
    Good: gas: [nitrogen, oxygen, argon], asked with `forms: [select]`
    Mend: make the answer a list, so that all members are to be ticked.
    Waive: where it is the answer to a question of fact, as in "Which of the
           two ...?"
    Severity: warning
    """
    for each, option in _options_like(lexicon, asked, "all of the above"):
        yield Flaw(
            each,
            "all-of-the-above",
            f"offers '{option}', which is true of the other options, not of the matter",
            "make the answer a list, or give an answer of the same sort",
            option,
        )


def _options_like(
    lexicon: Lexicon, asked: Sequence[Asked], name: str
) -> Iterator[tuple[Asked, str]]:
    for each in asked:
        if each.wrong:
            option = next((o for o in each.chosen_options if lexicon.is_one(name, o)), "")
            if option and not stands_in(fold(option), fold(each.stem)):  # offered by the prompt
                yield each, option


def check_k_type(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """An option is an answer, not a choice among answers.

    "A and C", "I and II only"; or all options are made of the same parts.

    Why:  It is a riddle on top of the question. And here options are
          shuffled: the letters would point at others.
    Bad:  -> both A and C / A only / B and C
    Good: oxygen and argon as a list: `gas: [oxygen, argon]`
    Mend: make the answer a list, so that its members are to be ticked.
    """
    for each in asked:
        if not each.wrong:
            continue
        option = find_combination(lexicon, each.stem, each.chosen_options)
        if option:
            yield Flaw(
                each,
                "k-type",
                f"offers '{option}', a combination of other answers",
                "make the answer a list, so that all its members are to be ticked",
                option,
                Severity.ERROR,
            )


def find_combination(lexicon: Lexicon, stem: str, options: Sequence[str]) -> str:
    """Give an option that combines others, by their letters or by their parts; else ''."""
    listed = _LISTED.search(stem) is not None
    for option in options:
        if lexicon.find("joint", option):
            left = lexicon.without("joint", re.sub(r"[,;&/+]", " ", option)).split()
            labels = [
                _LABEL.fullmatch(word) or (listed and _DIGIT.fullmatch(word)) for word in left
            ]
            if labels and all(labels) and (len(labels) > 1 or listed):
                return option
    parts = [_PARTS.split(fold(option)) for option in options]
    kinds = {part for each in parts for part in each}
    often = [sum(part in each for each in parts) for part in kinds]
    whole = len(options) > 2 and all(len(each) > 1 for each in parts)
    if whole and len(kinds) < len(options) + (len(kinds) == 2) and min(often) > 1:
        return options[0]
    return ""


def check_text_overlap(asked: Sequence[Asked]) -> Iterator[Flaw]:
    """No option stands inside another.

    Why:  If the longer is right, so is the shorter: then both, or neither,
          can be ruled out.
    Bad:  -> Microsoft / Microsoft and Nvidia / Oracle
    Good: -> Microsoft / Nvidia / Oracle
    Mend: say in each what the others do not.
    Waive: where the two are names of different things.
    Severity: warning
    """
    for each in asked:
        if not each.chosen:
            continue
        texts = sorted({option: fold(option) for option in each.options}.items(), key=_by_length)
        for (short, inner), (long, outer) in combinations(texts, 2):
            if len(inner) >= SHORTEST_OVERLAP and inner != outer and stands_in(inner, outer):
                yield Flaw(
                    each,
                    "text-overlap",
                    f"offers '{short}' beside '{long}', which holds it",
                    "say in each what the others do not",
                    short if short in each.wrong else long,
                )
                break


def _by_length(pair: tuple[str, str]) -> tuple[int, str]:
    return len(pair[1]), pair[1]


def check_range_overlap(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """No number lies in two options.

    Years from one to another may overlap: they are no numbers to hit.

    Why:  One of the two would be right wherever the other is: two right
          answers, or two that can be ruled out together.
    Bad:  -> 10-20 / 20-30 / 30-40
    Good: -> 10-19 / 20-29 / 30-39
    Mend: let each begin where the one before has ended.
    Waive: where they are no intervals: scores, verses, parts of a day.
    Severity: warning
    """
    for each in asked:
        if not each.chosen:
            continue
        found = [(range_of(lexicon, option, each.type), option) for option in each.options]
        ranges = sorted((span, option) for span, option in found if span is not None)
        if len(ranges) < len(found) or all(low == high for (low, high), _ in ranges):
            continue
        for ((_, end), one), ((begin, _), other) in pairwise(ranges):
            if begin <= end:
                yield Flaw(
                    each,
                    "range-overlap",
                    f"offers '{one}' and '{other}', which have numbers in common",
                    "let each begin where the one before has ended",
                    other if other in each.wrong else one,
                )
                break


def range_of(lexicon: Lexicon, option: str, field_type: str = "text") -> tuple[float, float] | None:
    """Read an option as the interval of numbers that it stands for; None where it is none."""
    numerals = lexicon.numerals(option, field_type)
    numbers = [numeral.value for numeral in numerals]
    if len(numbers) == 1 and lexicon.find("or more", option):
        return numbers[0], float("inf")
    if len(numbers) == 1 and lexicon.find("or less", option):
        return float("-inf"), numbers[0]
    if len(numbers) == 1:
        return numbers[0], numbers[0]
    if len(numbers) != 2 or numbers[0] > numbers[1] or _YEARS.search(option):
        return None
    between = _SIGNS.sub("", option[numerals[0].end : numerals[1].begin])
    reaches = between in _DASHES or lexicon.is_one("up to another", between)
    return (numbers[0], numbers[1]) if reaches else None


def check_opposite_pair(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """Not just two of the options say the opposite of each other.

    A guess from pairs such as more and less: it is shown on request only.

    Why:  Of two opposites one is mostly right: the others need no look.
    Bad:  -> it rises / it falls / it turns blue / it smells
    Good: -> it rises / it falls / it rises, then falls / it stays
    Mend: give each option its opposite, or none.
    Waive: where the two are what the question is about.
    Severity: info
    """
    for each in asked:
        if not each.chosen or len(each.options) < 3:
            continue
        more = [option for option in each.options if lexicon.find("increase", option)]
        less = [option for option in each.options if lexicon.find("decrease", option)]
        if len(more) == len(less) == 1 and more != less and len(each.options) > 2:
            yield Flaw(
                each,
                "opposite-pair",
                f"offers the opposites '{more[0]}' and '{less[0]}' beside unlike options",
                "give each option its opposite, or none",
                more[0],
                Severity.INFO,
            )
