"""Coverage: what no fact tells of a document is listed with its reason, or told of."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text

from quizgen.check import check_evidence, cover_documents
from quizgen.load import quote_lines, read_documents
from quizgen.model import Coverage
from quizgen.problems import Problem

STORY = """The Alliance

Microsoft invested $1 billion in 2019.
The board met. Nobody else knew.

Subscribe!
Follow us!
"""
DECK = """
kinds: {{claim: {{fields: {{what: text}}}}}}
sources:
  story: {{file: story.txt, {left_out}}}
facts:
  claim:
    sum: {{what: x, source: [{{in: story, at: 2, words: $1 billion}}, {{in: story}}]}}
    board: {{what: y, source: {{in: story, words: the board met}}}}
    gone: {{what: z, retired: told elsewhere, source: {{in: story, at: 1}}}}
"""


def cover(folder: Path, left_out: str = "") -> tuple[Coverage, list[Problem]]:
    """Cover STORY by a deck that cites its paragraphs 2 and 3."""
    deck, slips = load_text(DECK.format(left_out=left_out), folder)
    assert slips == []
    documents = folder / "sources"
    documents.mkdir()
    (documents / "story.txt").write_text(STORY, encoding="utf-8")
    read, _ = read_documents(documents, deck.sources)
    (coverage,) = cover_documents(deck, read)
    return coverage, list(quote_lines(check_evidence(deck, read)[1]))


def test_a_source_without_the_key_is_held_to_nothing(tmp_path: Path) -> None:
    coverage, problems = cover(tmp_path)
    assert problems == []
    assert (coverage.cited, coverage.left_out, coverage.untold) == ((2, 3), (), (1, 4, 5))


def test_paragraphs_cited_or_listed_are_all_that_is_wanted(tmp_path: Path) -> None:
    coverage, problems = cover(tmp_path, "left_out: {1: the title, 4-5: [signing up, links]}")
    assert problems == []
    assert (coverage.cited, coverage.left_out, coverage.untold) == ((2, 3), (1, 4, 5), ())
    title, told, *_, link = coverage.paragraphs
    assert (title.reasons, title.facts) == (("the title",), ())
    assert told.facts == ("sum",)
    assert link.reasons == ("signing up", "links")


def test_words_left_out_leave_their_paragraph_to_its_facts(tmp_path: Path) -> None:
    coverage, problems = cover(
        tmp_path, "left_out: {1: the title, 3: {nobody else: says little}, 4-5: links}"
    )
    assert problems == []
    assert coverage.paragraphs[2].parts == (("nobody else", "says little"),)
    assert coverage.cited == (2, 3)


@pytest.mark.parametrize(
    ("left_out", "rule", "message"),
    [
        ("{}", "paragraph-untold", "no fact cites paragraphs 1, 4, 5 of 'story'"),
        ("{1: title, 4: link}", "paragraph-untold", "no fact cites paragraph 5 of 'story'"),
        ("{1: {alliance: no}, 4-5: x}", "paragraph-untold", "no fact cites paragraph 1 of 'story'"),
        ("{1: title, 4-6: links}", "left-out-missing", "has 5 paragraphs, not 6"),
        ("{1: a, 3: {no one else: x}, 4-5: b}", "left-out-missing", "do not stand in paragraph 3"),
        (
            "{1-2: a, 4-5: b}",
            "left-out-cited",
            "paragraph 2 of 'story' is left out, but fact 'sum'",
        ),
    ],
)
def test_a_list_that_is_not_true_is_told(
    tmp_path: Path, left_out: str, rule: str, message: str
) -> None:
    _, (problem,) = cover(tmp_path, f"left_out: {left_out}")
    assert problem.rule == rule
    assert message in problem.message
    assert problem.mend


def test_words_that_stand_elsewhere_come_with_their_paragraph(tmp_path: Path) -> None:
    _, (problem,) = cover(tmp_path, "left_out: {1: a, 2: {the board: x}, 4-5: b}")
    assert problem.mend == "they stand in paragraph 3"


@pytest.mark.parametrize(
    ("left_out", "rule"),
    [
        ("{zero: a}", "wrong-type"),
        ("{0: a}", "wrong-type"),
        ("{9-3: a}", "wrong-type"),
        ("{1-4: a, 3: b}", "duplicate-key"),
        ("{1: [[a]]}", "wrong-shape"),
        ("[1, 2]", "wrong-shape"),
        ("{1: {a word: ''}}", "empty-value"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(tmp_path: Path, left_out: str, rule: str) -> None:
    _, problems = load_text(DECK.format(left_out=f"left_out: {left_out}"), tmp_path)
    assert [problem.rule for problem in problems] == [rule]
