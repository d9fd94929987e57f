"""Plan options: a plan from what stands on a command line, held to what a plan file is held to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.load.plans import read_plan
from quizgen.load.shape import Shape
from quizgen.load.tree import Items, Node, Table
from quizgen.model import Plan, Text
from quizgen.problems import Problem, Where

Said = str | Sequence["Said"] | Mapping[str, "Said"]
"""What a key of a plan is told: a text, a list, or keys with values."""


def read_plan_options(
    name: str, options: Mapping[str, Said], where: Where, places: Mapping[str, Where] | None = None
) -> tuple[Plan | None, list[Problem]]:
    """Read a plan from its keys, as a plan file would say them.

    All stands at one place, but for the keys that have another in `places`.

    >>> plan, problems = read_plan_options(
    ...     "quick", {"sections": [{"form": "choice", "count": "5"}]}, Where("options"))
    >>> plan.sections[0].count, problems
    (5, [])
    """
    shape = Shape()
    at = dict.fromkeys(options, where) | dict(places or {})
    keys = ((Text.at(key, at[key]), _plant(said, at[key])) for key, said in options.items())
    plan = read_plan(shape, Text.at(name, where), Table(keys, where))
    return plan, shape.problems


def _plant(told: Said, where: Where) -> Node:
    """Give what was told as the tree that a file would be parsed into."""
    match told:
        case str():
            return Text.at(told, where)
        case Mapping():
            pairs = ((Text.at(key, where), _plant(each, where)) for key, each in told.items())
            return Table(pairs, where)
        case _:
            items = Items(_plant(each, where) for each in told)
            items.where = where
            return items
