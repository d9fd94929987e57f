"""Key runs: patterns of right answers on a paper that somebody would notice, and use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from string import ascii_uppercase

from quizgen.model.quiz import ChoiceTask, Paper

LONGEST = 6
"""Choice questions in a row whose right answer is the same letter: chance brings fewer to a paper
of up to `LONG` questions, and one more to each paper of four times as many."""
LONG = 500
MOST = 0.6
"""The share of choice questions that one letter may be right for, of `ENOUGH` or more."""
ENOUGH = 10


def find_key_runs(paper: Paper) -> tuple[str, ...]:
    """Say in words which letters are right too often, or too often in a row.

    Anything less is left to chance: a key that is balanced by force can be guessed as well.
    """
    tasks = (item.task for item in paper.items)
    return name_key_runs([task.right for task in tasks if isinstance(task, ChoiceTask)])


def name_key_runs(places: Sequence[int]) -> tuple[str, ...]:
    """Say what is odd in a row of right answers, which count from 0.

    >>> name_key_runs([1, 0, 0, 0, 0, 0, 0, 2])
    ('A is right 6 times in a row',)
    """
    longest = LONGEST
    while len(places) > LONG * 4 ** (longest - LONGEST):
        longest += 1
    runs = Counter[int]()
    for place, group in groupby(places):
        runs[place] = max(runs[place], len(list(group)))
    counts = Counter(places)
    return tuple(
        f"{ascii_uppercase[place]} is right {runs[place]} times in a row"
        for place in sorted(runs)
        if runs[place] >= longest
    ) + tuple(
        f"{ascii_uppercase[place]} is right in {counts[place]} of {len(places)} questions"
        for place in sorted(counts)
        if len(places) >= ENOUGH and counts[place] > MOST * len(places)
    )
