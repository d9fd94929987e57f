"""Attacks: strategies that look at the options alone, each measured against guessing.

Each gives every option a score and takes the highest; of options that share it, it takes each
equally often. What no attack finds gives nothing away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import exp, lgamma, log
from statistics import fmean, median

from quizgen.model import Attack, Offered

Strategy = Callable[[Offered], Sequence[float] | None]
"""Scores of a question's options; None where the strategy has nothing to go by."""

_NUMBER = re.compile(r"\D{0,3}(\d[\d,]*(?:\.\d+)?)\s*(million|billion|trillion)?\D*")
_SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12}


def attack_options(bank: Sequence[Offered]) -> tuple[Attack, ...]:
    """Try every strategy on a bank, in the order of what it gains.

    Some count how often all questions offer an option: the one that is attacked counts as much for
    each of its own, so they learn from the others alone.
    """
    tried = [(name, *_hits(strategy, bank)) for name, strategy in _strategies(bank).items()]
    found = [
        Attack(name, count, hits, chance, _luck(hits, chance, count))
        for name, hits, chance, count in tried
        if count
    ]
    found.sort(key=lambda attack: (attack.luck, attack.name))
    corrected, least = [], 0.0
    for i, attack in enumerate(found):
        least = max(least, min(1.0, attack.luck * (len(found) - i)))
        corrected.append(attack._replace(luck=least))
    return tuple(sorted(corrected, key=lambda attack: (-attack.lift, attack.name)))


def numbers_of(offered: Offered) -> list[float] | None:
    """Read all options as numbers, years and amounts alike; None if one is none."""
    read = [_number(option) for option in offered.options]
    known = [each for each in read if each is not None]
    return known if len(known) == len(read) else None


def _strategies(bank: Sequence[Offered]) -> Mapping[str, Strategy]:
    """List the strategies by name."""
    offered = Counter(option for each in bank for option in each.options)
    return {
        "longest": lambda each: [len(option) for option in each.options],
        "shortest": lambda each: [-len(option) for option in each.options],
        "middle length": _middle_length,
        "most words": lambda each: [len(option.split()) for option in each.options],
        "most shared words": _likest(_words),
        "most like the others": _likest(_pieces),
        "least like the others": lambda each: [-score for score in _likest(_pieces)(each) or ()],
        "most like the prompt": lambda each: [
            len(_words(option) & _words(each.prompt)) for option in each.options
        ],
        "odd one out": _oddest,
        "first": _placed(0),
        "second (always B)": _placed(1),
        "third": _placed(2),
        "last": lambda each: list(range(len(each.options))),
        "first of the alphabet": lambda each: [
            -sorted(each.options).index(option) for option in each.options
        ],
        "most often offered": lambda each: [offered[option] for option in each.options],
        "least often offered": lambda each: [-offered[option] for option in each.options],
        "smallest number": _by_number(lambda value, _: -value),
        "second smallest number": _ranked(1),
        "second largest of four": _ranked(2),
        "largest number": _by_number(lambda value, _: value),
        "nearest to the mean": _by_number(lambda value, all_: -abs(value - fmean(all_))),
        "farthest from the mean": _by_number(lambda value, all_: abs(value - fmean(all_))),
        "nearest to another": _by_number(lambda value, all_: -_distance(value, all_)),
        "farthest from all": _by_number(_distance),
        "roundest number": _by_digits(-1),
        "most exact number": _by_digits(1),
    }


def _middle_length(offered: Offered) -> list[float]:
    middle = median(len(option) for option in offered.options)
    return [-abs(len(option) - middle) for option in offered.options]


def _placed(place: int) -> Strategy:
    return lambda each: [-abs(i - place) for i in range(len(each.options))]


def _likest(cut: Callable[[str], set[str]]) -> Strategy:
    """Score options by what they share with the others."""

    def score(offered: Offered) -> list[float]:
        parts = [cut(option) for option in offered.options]
        return [sum(_likeness(a, b) for b in parts if b is not a) for a in parts]

    return score


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _pieces(text: str) -> set[str]:
    """Give the letter triples of a text: what looks alike shares them."""
    padded = f"  {text.lower()} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def _oddest(offered: Offered) -> list[float]:
    """Score options by how few others have their shape."""
    count = Counter(_shape(option) for option in offered.options)
    return [-count[_shape(option)] for option in offered.options]


def _shape(option: str) -> str:
    """Give what an option looks like: kinds of characters, runs of them as one."""
    kinds = re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]", "A", re.sub(r"\d+", "9", option)))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^aA9 ,.]", "?", kinds))


def _number(option: str) -> float | None:
    found = _NUMBER.fullmatch(option)
    if found is None:
        return None
    return float(found[1].replace(",", "")) * _SCALES.get(found[2] or "", 1)


def _by_number(score: Callable[[float, Sequence[float]], float]) -> Strategy:
    """Score numbers among all of their question."""

    def by_number(offered: Offered) -> list[float] | None:
        values = numbers_of(offered)
        return None if values is None else [score(value, values) for value in values]

    return by_number


def _ranked(place: int) -> Strategy:
    """Take the number of this place, smallest first."""

    def by_rank(offered: Offered) -> list[float] | None:
        values = numbers_of(offered)
        if values is None or len(values) <= place:
            return None
        return [-abs(sorted(values).index(value) - place) for value in values]

    return by_rank


def _distance(value: float, values: Sequence[float]) -> float:
    """Give the distance to the nearest other number."""
    return min((abs(value - other) for other in values if other != value), default=0.0)


def _by_digits(sign: int) -> Strategy:
    """Score numbers by how many significant digits they have."""

    def by_digits(offered: Offered) -> list[float] | None:
        if numbers_of(offered) is None:
            return None
        return [sign * len(re.sub(r"\D", "", option).strip("0")) for option in offered.options]

    return by_digits


def _hits(strategy: Strategy, bank: Sequence[Offered]) -> tuple[float, float, int]:
    """Give how often a strategy finds the key, how often guessing would, of how many questions."""
    found, chance, count = 0.0, 0.0, 0
    for offered in bank:
        scores = strategy(offered)
        if scores is None:
            continue
        best = [i for i, score in enumerate(scores) if score == max(scores)]
        found += (offered.right in best) / len(best)
        chance += 1 / len(offered.options)
        count += 1
    return found, chance, count


def _luck(found: float, chance: float, count: int) -> float:
    """Give the probability of so many hits or more by luck: a binomial tail."""
    share = chance / count
    if share >= 1:
        return 1.0
    terms = (
        lgamma(count + 1) - lgamma(k + 1) - lgamma(count - k + 1)
        + k * log(share) + (count - k) * log(1 - share)
        for k in range(round(found), count + 1)
    )  # fmt: skip
    return min(1.0, sum(exp(term) for term in terms))
