"""Check views: by what a page that marks itself knows a right answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple, assert_never

from quizgen.model import (
    ChoiceTask,
    GapTask,
    Item,
    MatchTask,
    OrderTask,
    Part,
    RecallTask,
    SelectTask,
    TrueFalseTask,
    Words,
    plain,
)

_Key = Mapping[str, bool | str | Sequence[int] | Sequence[str]]


class CheckView(NamedTuple):
    """What is right, as JSON, and the points for it.

    `ticks` are the boxes to tick, from 0; `words` what may stand in the gap; `slots` what each
    slot takes of the `marks`. `each`: every slot counts by itself. Nothing of these, as
    where a formula is wanted: the learner compares an answer with the key, and marks it.
    """

    key: str
    points: int


def view_check(item: Item, part: Part, words: Words) -> CheckView:
    """Give what a page must know to mark an item."""
    return CheckView(json.dumps(_key(item, words), ensure_ascii=False), part.points)


def _key(item: Item, words: Words) -> _Key:
    match item.task:
        case ChoiceTask() as task:
            return {"ticks": [task.right]}
        case SelectTask() as task:
            return {"ticks": task.right, "many": True}
        case TrueFalseTask(true=true):
            return {"ticks": [0 if true else 1]}
        case GapTask(answer, accepted) if not any(span.kind == "math" for span in answer):
            return {"words": [plain(answer), *accepted]}
        case MatchTask(left) as task:
            marks = words.entry_letters[: len(left)]
            return {"slots": [marks[place] for place in task.key], "marks": marks, "each": True}
        case OrderTask(entries, ranks):
            places = [str(place) for place in range(1, len(entries) + 1)]
            return {"slots": [str(rank) for rank in ranks], "marks": places}
        case RecallTask() | GapTask():
            return {}
        case unreachable:
            assert_never(unreachable)
