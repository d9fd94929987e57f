"""Papers: lay out the versions: what each prints of its questions, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, cycle
from string import ascii_uppercase

from quizgen.compose.bank import lay_out_bank
from quizgen.compose.lots import Lots
from quizgen.compose.places import find_order
from quizgen.compose.tasks import Options, draw_options, draw_task, item_name
from quizgen.model import (
    Asked,
    Item,
    Paper,
    Part,
    Plan,
    Question,
    find_key_runs,
)

REDRAWS = 20
"""Draws of a paper's order; what natural orders force is told by a rule."""

Selection = Sequence[Sequence[Question]]
"""The questions of each section."""


def lay_out_papers(plan: Plan, selections: Sequence[Selection]) -> tuple[Paper, ...]:
    """Lay out the versions; selections take turns where there are fewer of them."""
    letters = ascii_uppercase[: plan.versions] if plan.versions > 1 else ("",)
    draw = _Draw(plan)
    by_letter = zip(letters, cycle(selections), strict=False)
    return tuple(draw.draw_paper(selected, letter) for letter, selected in by_letter if selected)


class _Draw:
    """Draws one version after the other, in which a question has another number, if it can be.

    Else what is right under a number could be copied from one version to the other.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan, self._lots = plan, Lots(plan.seed)
        self._options: dict[str, Options] = {}
        self._before: Counter[tuple[int, object]] = Counter()

    def draw_paper(self, selected: Selection, letter: str) -> Paper:
        """Lay a version out, anew where right answers show a pattern that chance seldom makes."""
        first = self._lay_out(selected, letter, letter)
        again = (self._lay_out(selected, letter, f"{letter}~{i}") for i in range(1, REDRAWS))
        sound = (paper for paper in chain([first], again) if not find_key_runs(paper))
        paper = next(sound, first)
        self._before.update((item.number, _name(item)) for item in paper.items)
        return paper

    def _lay_out(self, selected: Selection, letter: str, version: str) -> Paper:
        """Draw the order of questions and options; `version` tells this draw from others."""
        parts: list[Part] = []
        number = 1
        for i, (section, questions) in enumerate(zip(self._plan.sections, selected, strict=True)):
            true = _true_ones(questions, self._lots)
            items = []
            for question in self._lots.shuffle(questions, item_name, "paper", version, i):
                prompt, task = draw_task(
                    question,
                    self._lots,
                    true=question.id in true,
                    version=version,
                    options=self._options_of(question),
                )
                items.append(Item(0, _asked(question), prompt, task, section.space_of(question)))
            items = self._number(items, number)
            number += len(items)
            bank = lay_out_bank(questions, self._lots, version, i) if section.bank else ()
            parts.append(
                Part(
                    form=section.form,
                    title=section.title,
                    points=section.points,
                    items=tuple(items),
                    bank=bank,
                    columns=section.columns,
                    instructions=section.instructions,
                )
            )
        return Paper(letter, tuple(parts))

    def _options_of(self, question: Question) -> Options:
        if question.id not in self._options:
            self._options[question.id] = draw_options(question, self._lots)
        return self._options[question.id]

    def _number(self, items: Sequence[Item], start: int) -> list[Item]:
        """Number items from `start` on, each as it was in as few versions before as can be."""
        names = [_name(item) for item in items]
        order = find_order(len(items), lambda i, which: self._before[start + i, names[which]])
        return [items[which]._replace(number=start + i) for i, which in enumerate(order)]


def _name(item: Item) -> object:
    return item.question.id, tuple(sorted(item.facts))


def _asked(question: Question) -> Asked:
    """Keep of a question what paper and key say of it."""
    return Asked(
        id=question.id,
        fact=question.fact,
        template=question.template,
        form=question.form,
        scope=question.scope,
        topic=question.topic,
        note=question.note,
        sources=question.sources,
    )


def _true_ones(questions: Sequence[Question], lots: Lots) -> set[str]:
    """Draw the half of a section's statements that stay true, one more or less if odd."""
    order = lots.shuffle((question.id for question in questions), str, "true")
    half = (len(order) + lots.pick(2, "true", *order[:1])) // 2
    return set(order[:half])
