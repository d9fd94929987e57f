"""Charts: what of a deck and its quizzes can be counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.model import (
    FORMS,
    Bar,
    Chart,
    ChoiceTask,
    Deck,
    Offered,
    Option,
    Question,
    Quiz,
    TrueFalseTask,
)
from quizgen.report.attacks import numbers_of

NONE = "none"
"""The label of what has no topic, no source, no difficulty."""
_LETTERS = "ABCDEFGH"
_RANKS = ("smallest", "second", "third", "largest")


def chart_deck(deck: Deck, questions: Sequence[Question]) -> Iterator[Chart]:
    """Count what a deck holds: its facts by topic, kind and source, its questions by form."""
    facts = [fact for fact in deck.facts if not fact.retired]
    yield Chart(
        "Facts by topic",
        "facts",
        "A plan can ask only about topics that have facts enough.",
        _most_first(fact.topic or NONE for fact in facts),
    )
    yield Chart(
        "Facts by kind",
        "facts",
        "A kind of few facts makes few wrong answers.",
        _most_first(fact.kind for fact in facts),
    )
    cited = ({str(piece.source) for piece in fact.sources} or {NONE} for fact in facts)
    yield Chart(
        "Facts by source",
        "facts",
        "A fact that rests on several sources counts for each.",
        _most_first(source for sources in cited for source in sorted(sources)),
    )
    by_form = Counter(question.form for question in questions)
    yield Chart(
        "Questions by form",
        "questions",
        "Each fact makes questions of several forms.",
        tuple(Bar(form, by_form[form]) for form in FORMS if by_form[form]),
    )
    marks = Counter(fact.difficulty for fact in facts)
    if set(marks) != {None}:
        levels = tuple(Bar(str(level), marks[level]) for level in range(1, 6))
        rest = (Bar(NONE, marks[None]),) if marks[None] else ()
        yield Chart(
            "Difficulty",
            "facts",
            "From 1, easy, to 5, hard, as their author says.",
            levels + rest,
        )


def chart_evidence(counts: Mapping[str, int]) -> Chart:
    """Show how many facts stand in their documents."""
    return Chart(
        "Evidence",
        "facts",
        "Verified: the cited words stand in the document, word for word.",
        tuple(Bar(label, count) for label, count in counts.items()),
    )


def chart_papers(quizzes: Sequence[Quiz], bank: Sequence[Offered]) -> Iterator[Chart]:
    """Count where right answers stand: on the printed papers, and among numbers."""
    right: Counter[int] = Counter()
    chance: defaultdict[int, float] = defaultdict(float)
    for options in _printed_choices(quizzes):
        right[next(i for i, option in enumerate(options) if option.right)] += 1
        for i in range(len(options)):
            chance[i] += 1 / len(options)
    if right:
        yield Chart(
            "Where the right option stands",
            "printed questions",
            "In all versions of all quizzes. Lots decide, so no letter need be as frequent as "
            "another; a letter far beyond its share is a reason for another seed.",
            tuple(Bar(_LETTERS[i], right[i], expected) for i, expected in chance.items()),
        )
    yield from _chart_ranks(bank)
    true = Counter(
        item.task.true
        for quiz in quizzes
        for paper in quiz.papers
        for item in paper.items
        if isinstance(item.task, TrueFalseTask)
    )
    if true:
        half = true.total() / 2
        yield Chart(
            "True and false",
            "printed statements",
            "Half of each section, or one more or less where it is odd.",
            (Bar("true", true[True], half), Bar("false", true[False], half)),
        )


def _chart_ranks(bank: Sequence[Offered]) -> Iterator[Chart]:
    """Count which number is right, smallest first, where four are offered."""
    ranks: Counter[int] = Counter()
    for offered in bank:
        values = numbers_of(offered)
        if values is not None and len(set(values)) == len(values) == len(_RANKS):
            ranks[sorted(values).index(values[offered.right])] += 1
    if ranks:
        expected = ranks.total() / len(_RANKS)
        yield Chart(
            "Which of four numbers is right",
            "choice questions",
            "A right answer that is often the second or third is found without knowing it.",
            tuple(Bar(label, ranks[i], expected) for i, label in enumerate(_RANKS)),
        )


def _printed_choices(quizzes: Sequence[Quiz]) -> Iterator[tuple[Option, ...]]:
    for quiz in quizzes:
        for paper in quiz.papers:
            for item in paper.items:
                if isinstance(item.task, ChoiceTask):
                    yield item.task.options


def _most_first(labels: Iterable[str]) -> tuple[Bar, ...]:
    counts = Counter(str(label) for label in labels)
    return tuple(
        Bar(label, count) for label, count in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    )
