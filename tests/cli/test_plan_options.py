"""Plan options: what single options of `quizgen quiz` make of a section."""

from __future__ import annotations

import re

import pytest

from quizgen.cli.plan_options import PlanOptions
from quizgen.cli.plan_texts import read_cards, read_section
from quizgen.load.keys import CARDS_KEYS, SECTION_KEYS, SELECTION_KEYS
from quizgen.problems import QuizgenError


def test_a_section_may_say_all_that_a_plan_says_under_from() -> None:
    text = ",".join(["recall", *(f"{key}=x" for key in SELECTION_KEYS)])
    assert read_section(text) == {"form": "recall", "from": {key: ["x"] for key in SELECTION_KEYS}}


def test_a_section_and_cards_may_say_the_keys_of_a_plan() -> None:
    named = {"form", "from", "spaces"}
    text = ",".join(["recall", *(f"{key}=x" for key in SECTION_KEYS if key not in named)])
    assert set(read_section(text)) == {"form", *SECTION_KEYS} - {"from", "spaces"}
    text = ",".join(["8", *(f"{key}=x" for key in CARDS_KEYS if key not in ("from", "per_page"))])
    assert set(read_cards(text)) == set(CARDS_KEYS) - {"from"}


def test_what_a_section_says_adds_to_what_was_said_for_all() -> None:
    forms = ("recall,template=role", "choice,topic=lakes", "cloze")
    sections = PlanOptions(forms=forms, topics=("seas",)).sections()
    assert [each["from"] for each in sections] == [
        {"topic": ("seas",), "template": ["role"]},
        {"topic": ["lakes"]},
        {"topic": ("seas",)},
    ]


KNOWN = sorted({*SECTION_KEYS, *SELECTION_KEYS} - {"form", "from", "spaces"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("recall=2,templte=why", "no key 'templte'; did you mean 'template'? known are: bank,"),
        ("choice=8,topci=seas", "no key 'topci'; did you mean 'topic'? known are: bank,"),
        ("choice=8,Topic=seas", "no key 'Topic'; did you mean 'topic'? known are: bank,"),
        ("choice=8,xyzzy=3", f"no key 'xyzzy'; known are: {', '.join(KNOWN)}"),
        ("choice=8;topic=seas", "'choice=8;topic=seas' has a semicolon; write it as in --form"),
        ("choice=8,", "nothing after a comma; write it as in --form"),
        ("choice=8,points", "'points' has no value; write it as in --form"),
        ("choice=8,count=9", "'count' is said twice"),
        ("choice,points=1,points=2", "'points' is said twice"),
    ],
)
def test_a_slip_in_a_section_is_named_with_what_was_meant(text: str, told: str) -> None:
    with pytest.raises(QuizgenError, match=f"^--form: .*{re.escape(told)}"):
        read_section(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("8,fld=fold-over", "no key 'fld'; did you mean 'fold'? known are: difficulty,"),
        ("8,per_page=4", "'per_page' is said twice"),
        ("8,offset", "'offset' has no value; write it as in --cards"),
    ],
)
def test_a_slip_about_cards_is_named_with_what_was_meant(text: str, told: str) -> None:
    with pytest.raises(QuizgenError, match=f"^--cards: .*{re.escape(told)}"):
        read_cards(text)
