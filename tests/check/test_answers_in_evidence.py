"""Answers in evidence: what is asked for stands near the cited words, in whatever wording."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text

from quizgen.check import check_evidence
from quizgen.load import quote_lines, read_documents
from quizgen.problems import Problem, Severity

PADDING = "and so on, " * 12
STORY = f"""Microsoft first met OpenAI. {PADDING}
In July 2019, on the 22nd, it invested $1bn, two per cent of its cash, in a dozen days.
AWS gave nothing. {PADDING}
\fChapter Two
Half a year later Sam Altman asked for 1,500 million dollars more.
"""
DECK = """
names: {{company: {{Amazon Web Services: {{aka: [AWS]}}}}}}
kinds:
  claim:
    fields: {{value: {type}, what: text}}
    templates: {{t: {{ask: "How much was {{{{ what }}}}?", answer: value}}}}
sources: {{story: {{name: the story, file: story.txt}}}}
facts:
  claim:
    a: {{what: it, value: {value}, source: {{in: story, {source}}}{more}}}
"""


def problems_of(
    folder: Path, *, sort: str, value: str, source: str = "words: it invested", more: str = ""
) -> list[Problem]:
    deck, slips = load_text(DECK.format(type=sort, value=value, source=source, more=more), folder)
    assert slips == []
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    documents, _ = read_documents(folder, deck.sources)
    return quote_lines(check_evidence(deck, documents)[1])


def rules(folder: Path, **fact: str) -> list[str]:
    return [problem.rule for problem in problems_of(folder, **fact)]


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        ("money", "$1 billion"),
        ("money", '"$1,000 million"'),
        ("money", "about $1 billion"),
        ("percent", "2%"),
        ("number", "12"),
        ("duration", "12 days"),
        ("year", "2019"),
        ("date", "2019-07"),
        ("date", "2019-07-22"),
        ("company", "AWS"),
        ("company", "Amazon Web Services"),
        ("text", "anything at all"),
    ],
)
def test_answer_near_its_words_is_evidence(tmp_path: Path, sort: str, value: str) -> None:
    assert rules(tmp_path, sort=sort, value=value) == []


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        ("money", "$2 billion"),
        ("percent", "3%"),
        ("year", "2018"),
        ("date", "2019-08"),
        ("date", "2019-07-21"),
        ("company", "Google"),
        ("company", "Sam Altman"),  # further away
    ],
)
def test_answer_elsewhere_is_none(tmp_path: Path, sort: str, value: str) -> None:
    assert rules(tmp_path, sort=sort, value=value) == ["answer-not-in-evidence"]


def test_it_is_a_warning_at_the_value(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, sort="money", value="$2 billion")
    assert problem.severity is Severity.WARNING
    assert (problem.where.line, problem.culprit) == (10, "$2 billion")


@pytest.mark.parametrize(
    ("source", "more"),
    [
        ("words: it invested, support: inferred", ""),
        ("words: it invested", ", aka: {value: [AWS]}"),
        ("words: it invested", ", skip: [t]"),
        ("page: 7", ""),
    ],
)
def test_inferred_reworded_unasked_and_unread_are_left_alone(
    tmp_path: Path, source: str, more: str
) -> None:
    assert rules(tmp_path, sort="company", value="Google", source=source, more=more) == []


def test_name_of_the_document_is_said_by_the_document(tmp_path: Path) -> None:
    assert rules(tmp_path, sort="paper", value="The Story") == []


def test_paragraph_without_words_is_evidence_as_a_whole(tmp_path: Path) -> None:
    assert rules(tmp_path, sort="year", value="2019", source="at: 2") == []
    assert rules(tmp_path, sort="year", value="2019", source="at: 3") == ["answer-not-in-evidence"]


@pytest.mark.parametrize(
    ("place", "elsewhere"),
    [
        ("page: 2", False),
        ("page: ii", False),
        ("page: 1", True),
        ("section: Chapter Two", False),
        ("section: chapter  TWO", False),
        ("section: a part without a heading", False),
    ],
)
def test_page_and_section_are_verified_where_the_text_has_them(
    tmp_path: Path, place: str, elsewhere: bool
) -> None:
    found = rules(tmp_path, sort="text", value="x", source=f"{place}, words: half a year later")
    assert found == (["anchor-elsewhere"] if elsewhere else [])


def test_words_before_their_section_are_elsewhere(tmp_path: Path) -> None:
    source = "section: Chapter Two, words: it invested"
    assert rules(tmp_path, sort="text", value="x", source=source) == ["anchor-elsewhere"]
