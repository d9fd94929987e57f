"""Quizzes: what the questions of one paper tell about each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from quizgen.model import ChoiceTask, Deck, Paper, Quiz, exact, find_key_runs, fold
from quizgen.problems import Problem, Severity

OFTEN = 3
ENOUGH = 10
"""Choice questions on a paper: among fewer, a name comes up three times by mere chance."""


def check_never_key(deck: Deck, quizzes: Sequence[Quiz]) -> Iterator[Problem]:
    """What ten or more choice questions offer as wrong three times is right in one of them.

    Nor does the same set of wrong answers stand there three times.

    Why:  A learner who sees a name for the third time knows that it is never right.
    Bad:  three questions that offer Mars as wrong, and none that it answers
    Good: the same with a question that Mars answers
    Mend: add questions that it answers, take another seed, or give the facts other wrong answers.
    Waive: in the deck, where the pool is small.
    Severity: warning
    """
    places = {plan.id: plan.where for plan in deck.plans}
    for quiz in quizzes:
        told: set[str] = set()
        for paper in quiz.papers:
            for words in _tells(paper):
                if words not in told:
                    told.add(words)
                    yield Problem(
                        places[quiz.id],
                        "never-key",
                        f"quiz '{quiz.id}' offers {words}",
                        "add questions that it answers, or take another seed",
                        Severity.WARNING,
                    )


def check_key_runs(deck: Deck, quizzes: Sequence[Quiz]) -> Iterator[Problem]:
    """No letter is right six times in a row, nor for most of ten or more choice questions.

    Such papers are drawn again; what is left has options in their natural order.

    Why:  Who notices that A is right again and again need not know the answers.
    Bad:  twelve questions about numbers, of which the smallest is right in nine
    Good: the same with wrong answers on both sides of the right one
    Mend: give the facts wrong answers on the other side, or take other questions.
    Waive: in the deck, where the numbers are what they are.
    Severity: warning
    """
    places = {plan.id: plan.where for plan in deck.plans}
    for quiz in quizzes:
        for paper in quiz.papers:
            version = f", version {paper.letter}" if paper.letter else ""
            for words in find_key_runs(paper):
                yield Problem(
                    places[quiz.id],
                    "key-runs",
                    f"quiz '{quiz.id}'{version}: {words}",
                    "give the facts wrong answers on the other side of the right one",
                    Severity.WARNING,
                )


def _tells(paper: Paper) -> Iterator[str]:
    """Say what the options of a paper give away."""
    tasks = [item.task for item in paper.items]
    choices = [task for task in tasks if isinstance(task, ChoiceTask)]
    right = {fold(exact(o.text)) for task in choices for o in task.options if o.right}
    wrong: Counter[str] = Counter()
    sets: Counter[tuple[str, ...]] = Counter()
    for task in choices:
        texts = sorted(exact(option.text) for option in task.options if not option.right)
        wrong.update(texts)
        sets[tuple(texts)] += 1
    for text, count in sorted(wrong.items()) if len(choices) >= ENOUGH else ():
        if count >= OFTEN and fold(text) not in right:
            yield f"'{text}' as wrong in {count} questions, and never as right"
    for together, count in sorted(sets.items()):
        if count >= OFTEN:
            yield f"the same wrong answers ({', '.join(together)}) in {count} questions"
