"""Quizzes: what the questions of one paper tell about each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from quizgen.model import ChoiceTask, Deck, Item, Paper, Quiz, exact, find_key_runs, fold
from quizgen.problems import Problem, Severity

OFTEN = 3
ENOUGH = 10
"""Choice questions on a paper: among fewer, a name comes up three times by mere chance."""
FEW = 3
"""Choice questions of one template, from which on answers can be struck out as in a match."""


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
    Papers of over 500 questions may have longer rows, as chance makes them.

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


def check_eliminating_key(deck: Deck, quizzes: Sequence[Quiz]) -> Iterator[Problem]:
    """Choice questions of one paper are not answered by striking out each other's answers.

    Told where each answer of a template is right once, and half of its
    questions offer as wrong only what is right in others.

    Why:  Who sees that each answer serves once strikes out those that are
          used up, and gets the last questions for nothing.
    Bad:  eight choice questions for the eight planets in their order
    Good: three of them; or one question that matches the eight (`match`)
    Mend: make them a match, which says that each serves once; ask fewer, or
          give the facts wrong answers that no question asks for.
    Waive: in the deck, where the pool is small.
    Severity: info
    """
    places = {plan.id: plan.where for plan in deck.plans}
    kinds = {str(fact.id): str(fact.kind) for fact in deck.facts}
    for quiz in quizzes:
        told: set[tuple[str, str]] = set()
        for paper in quiz.papers:
            version = f", version {paper.letter}" if paper.letter else ""
            for template, numbers in _used_up(paper, kinds).items():
                if template not in told:
                    told.add(template)
                    kind, name = template
                    yield Problem(
                        places[quiz.id],
                        "eliminating-key",
                        f"quiz '{quiz.id}'{version}: of template '{name}' of '{kind}' each answer "
                        f"is right once, and {_listed(numbers)} as wrong only what is right in "
                        "others",
                        "make them a match, ask fewer, or add wrong answers that none asks for",
                        Severity.INFO,
                    )


def _used_up(paper: Paper, kinds: Mapping[str, str]) -> dict[tuple[str, str], Sequence[int]]:
    """Give the numbers of questions whose wrong answers others use up, by kind and template.

    `kinds` are those of facts; templates of which few questions are such are left out.
    """
    by_template: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in paper.items:
        question = item.question
        by_template[kinds.get(question.fact, ""), question.template].append(item)
    found: dict[tuple[str, str], Sequence[int]] = {}
    for template, items in by_template.items():
        sides = {
            item.number: _sides(item.task) for item in items if isinstance(item.task, ChoiceTask)
        }
        rights = Counter(right for right, _ in sides.values())
        if len(sides) < FEW or max(rights.values()) > 1:
            continue
        numbers = [number for number, (_, wrong) in sides.items() if wrong <= rights.keys()]
        if 2 * len(numbers) >= len(sides):
            found[template] = numbers
    return found


def _sides(task: ChoiceTask) -> tuple[str, frozenset[str]]:
    """Give what is right, and what is wrong, as they are compared."""
    texts = [fold(exact(option.text)) for option in task.options]
    return texts[task.right], frozenset(texts[: task.right] + texts[task.right + 1 :])


def _listed(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"question {numbers[0]} offers"
    *first, last = map(str, sorted(numbers))
    return f"questions {', '.join(first)} and {last} offer"


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
