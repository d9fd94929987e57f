"""Plan options: what single options of `quizgen quiz` make of a section."""

from __future__ import annotations

from quizgen.cli.plan_options import PlanOptions
from quizgen.cli.plan_texts import read_section
from quizgen.load.keys import SELECTION_KEYS


def test_a_section_may_say_all_that_a_plan_says_under_from() -> None:
    text = ",".join(["recall", *(f"{key}=x" for key in SELECTION_KEYS)])
    assert read_section(text) == {"form": "recall", "from": {key: ["x"] for key in SELECTION_KEYS}}


def test_what_a_section_says_adds_to_what_was_said_for_all() -> None:
    forms = ("recall,template=role", "choice,topic=lakes", "cloze")
    sections = PlanOptions(forms=forms, topics=("seas",)).sections()
    assert [each["from"] for each in sections] == [
        {"topic": ("seas",), "template": ["role"]},
        {"topic": ["lakes"]},
        {"topic": ("seas",)},
    ]
