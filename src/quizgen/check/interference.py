"""Interference: answers of one question that learners will take for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from quizgen.check.card_cues import CardCue, card_cues
from quizgen.model import Deck, Question, fold
from quizgen.problems import Problem, Severity

CLOSE = 2
"""Letters to add, drop or change at most between two answers that are alike."""
SHORTEST = 4
"""Of fewer letters, most are near one another."""
_HEAD = 8
"""Letters from which letters are dropped: that finds all, as two that are alike begin alike."""
_CROWD = 8
"""Answers remembered that share a trait: it keeps the search from growing with the crowd."""


class _Answer(NamedTuple):
    """An answer as it is compared, and the cue that wants it."""

    folded: str
    cue: CardCue


def check_interference(deck: Deck, questions: Sequence[Question]) -> Iterator[Problem]:
    """Answers to one question that are hard to tell apart are named as such, or have hints.

    Names of the same initial that at most two letters tell apart, or one word of several.

    Why:  Two memories so alike disturb each other; learners mix them up for years.
    Bad:  {capital: Dakar} and {capital: Dhaka}
    Good: the same, and in names.yaml
          city: {Dakar: {near: [Dhaka]}, Dhaka: {near: [Dakar]}}
    Mend: list each as `near` the other, so that they are offered together; or add a `hint`.
    Waive: where nobody would mix them up.
    Severity: info
    """
    told_apart = _pairs_named(deck)
    known: defaultdict[tuple[str, ...], list[_Answer]] = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    for cue in card_cues(deck, questions):
        folded = fold(cue.answer)
        relation = (cue.question.kind, cue.question.template, str(cue.gap))
        if not _can_be_mixed_up(folded) or (*relation, folded) in seen:
            continue
        seen.add((*relation, folded))
        answer = _Answer(folded, cue)
        traits = [(*relation, trait) for trait in _traits(folded)]
        near = (other for trait in traits for other in known[trait])
        for other in near:
            hinted = cue.fact.hint is not None or other.cue.fact.hint is not None
            named = frozenset((folded, other.folded)) in told_apart
            if not hinted and not named and _are_alike(folded, other.folded):
                yield _confused(cue, other.cue)
                break
        for trait in traits:
            if len(known[trait]) < _CROWD:
                known[trait].append(answer)


def _confused(cue: CardCue, other: CardCue) -> Problem:
    return Problem(
        cue.fact.id.where,
        "interference",
        f"'{cue.answer}', the answer of fact '{cue.fact.id}', is easily mixed up with "
        f"'{other.answer}' of fact '{other.fact.id}'",
        "list each as 'near' the other in the names, or add a 'hint' to one of the facts",
        Severity.INFO,
        culprit=cue.fact.id,
        about=(cue.fact.id.where,),
        related=(other.fact.id.where,),
    )


def _pairs_named(deck: Deck) -> set[frozenset[str]]:
    return {
        frozenset((fold(name.name), fold(near)))
        for names in deck.names.values()
        for name in names.values()
        for near in name.near
    }


def _can_be_mixed_up(folded: str) -> bool:
    """Numbers are near one another by nature."""
    return len(folded) >= SHORTEST and not any(letter.isdigit() for letter in folded)


def _traits(folded: str) -> Iterator[str]:
    """Give what any two answers that are alike share: few for each, however many answers."""
    head = folded[:_HEAD]
    for count in range(CLOSE + 1):
        for dropped in combinations(range(1, len(head)), count):
            yield "".join(letter for i, letter in enumerate(head) if i not in dropped)
    words = folded.split()
    if len(words) > 1:
        for i in range(len(words)):
            yield "\n".join((*words[:i], "", *words[i + 1 :]))


def _are_alike(one: str, other: str) -> bool:
    words, others = one.split(), other.split()
    if len(words) == len(others) > 1:
        shared = [word for word, against in zip(words, others, strict=True) if word == against]
        if len(shared) == len(words) - 1 and max(map(len, shared)) > SHORTEST:
            return True
    return one[0] == other[0] and _within(one, other, CLOSE)


def _within(one: str, other: str, limit: int) -> bool:
    """Tell whether a few letters to add, drop or change make one word of the other."""
    if abs(len(one) - len(other)) > limit:
        return False
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, row = row, [i]
        for j, against in enumerate(other, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != against)))
        if min(row) > limit:
            return False
    return row[-1] <= limit
