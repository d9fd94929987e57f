"""A fact that comes, goes or changes touches only the questions that offer, or offered, it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import load_text
from hypothesis import given, settings
from hypothesis import strategies as st
from things import write_things

from quizgen.ask import ask_questions
from quizgen.model import Choice, plain

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = [first + last for first in ("Ada", "Bo", "Cornelius") for last in LETTERS]


def offered(values: Mapping[str, str], sort: str) -> dict[str, list[str]]:
    """Give what is offered as wrong, by fact, for a value each."""
    text = write_things(sort, ((name, f"W{name}", value) for name, value in values.items()))
    with TemporaryDirectory() as folder:
        deck, problems = load_text(text, Path(folder))
    assert problems == []
    questions, problems = ask_questions(deck)
    assert {problem.rule for problem in problems} <= {"too-few"}
    return {
        question.fact: [plain(wrong.text) for wrong in question.response.wrong]
        for question in questions
        if isinstance(question.response, Choice)
    }


@given(data=st.data(), sort=st.sampled_from(["firm", "number"]))
@settings(max_examples=40)
def test_changed_fact_changes_only_questions_that_it_concerns(
    data: st.DataObject, sort: str
) -> None:
    pool = NAMES if sort == "firm" else [str(3 * i) for i in range(1, 80)]
    values = data.draw(st.lists(st.sampled_from(pool), min_size=6, max_size=60))
    before = {f"f{i}": value for i, value in enumerate(values)}
    after = dict(before)
    changed = data.draw(st.sampled_from(sorted(before)))
    old = after.pop(changed)
    new = data.draw(st.none() | st.sampled_from(pool))
    if new is not None:
        after[changed] = new
    was, now = offered(before, sort), offered(after, sort)
    for name in before.keys() & after.keys() - {changed}:
        if was.get(name) != now.get(name):
            both = was.get(name, []) + now.get(name, [])
            assert old in both or new in both, name
