"""Evidence: cited words are sought in the documents themselves, and facts are counted."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from conftest import load_text

from quizgen.check import EvidenceCount, check_evidence
from quizgen.load import quote_lines, read_documents
from quizgen.model import Deck
from quizgen.problems import Problem, Severity

STORY = """The Alliance

Microsoft invested “over $1 billion” in OpenAI – in 2019.
The deal’s terms were not disclosed.

The board met. The board voted. Nobody else knew.
"""

DECK = """
kinds: {{claim: {{fields: {{what: text, said: quote?}}}}}}
sources:
  story: {{name: the story, file: story.txt{sha}}}
  other: {{name: other, file: gone.txt}}
facts:
  claim:
    a: {{what: x, {fact}}}
"""

Verdict = tuple[EvidenceCount, list[Problem]]


def verify(deck: Deck, folder: Path, story: str = STORY) -> Verdict:
    sources = folder / "sources"
    sources.mkdir()
    (sources / "story.txt").write_text(story, encoding="utf-8")
    documents, unreadable = read_documents(sources, deck.sources)
    assert unreadable == []
    count, problems = check_evidence(deck, documents)
    return count, [p for p in quote_lines(problems) if p.rule != "source-unread"]


def cite(folder: Path, fact: str, *, sha: str = "", story: str = STORY) -> Verdict:
    """Verify a deck of one fact, which says `fact`."""
    deck, problems = load_text(DECK.format(fact=fact, sha=sha), folder)
    assert problems == []
    return verify(deck, folder, story)


@pytest.mark.parametrize(
    "words",
    [
        "at: 2, words: 'invested “over $1 billion” in'",
        "at: 2, words: 'INVESTED \"over $1 billion\" in'",
        "at: 2, words: 'OpenAI - in 2019'",
        "at: 2, words: 'OpenAI — in 2019'",
        "at: 2, words: \"OpenAI\u00a0–\u00a0in  2019\"",
        "at: 3, words: \"deal's terms\"",
        "words: 'deal’s terms'",
        "words: \"the de\u00adal's\u200b terms\"",
        "at: 4, words: the board voted",
    ],
)  # fmt: skip
def test_words_are_found_whatever_quotes_dashes_and_spaces(tmp_path: Path, words: str) -> None:
    count, problems = cite(tmp_path, f"source: {{in: story, {words}}}")
    assert problems == []
    assert count == EvidenceCount(verified=1)


def test_nbsp_of_the_document_is_a_space(tmp_path: Path) -> None:
    story = "It cost $1\u00a0billion\u202fin\u2009all.\n"
    count, problems = cite(
        tmp_path, "source: {in: story, at: 1, words: $1 billion in all}", story=story
    )
    assert problems == []
    assert count.verified == 1


def test_missing_words_come_with_the_nearest_passage(tmp_path: Path) -> None:
    count, (problem,) = cite(tmp_path, "source: {in: story, at: 3, words: the deal's term was not}")
    assert (problem.rule, problem.where.line, problem.where.column) == ("anchor-missing", 8, 52)
    assert problem.severity is Severity.ERROR
    assert "in paragraph 3 of" in problem.message
    assert "paragraph 3 has 'The deal’s terms were not'" in problem.mend
    assert count == EvidenceCount(wrong=1)


def test_words_far_from_any_passage_get_no_guess(tmp_path: Path) -> None:
    _, (problem,) = cite(tmp_path, "source: {in: story, words: zebra xylophone quagga}")
    assert problem.rule == "anchor-missing"
    assert problem.mend == "cite words as they stand in the document"


def test_wrong_paragraph_names_the_right_one(tmp_path: Path) -> None:
    _, (problem,) = cite(tmp_path, "source: {in: story, at: 4, words: terms were not disclosed}")
    assert problem.rule == "anchor-missing"
    assert problem.mend == "they stand in paragraph 3"


def test_paragraph_beyond_the_end_says_how_many_there_are(tmp_path: Path) -> None:
    _, (problem,) = cite(tmp_path, "source: {in: story, at: 9, words: the board met}")
    assert problem.rule == "anchor-missing"
    assert "has 4 paragraphs, not 9" in problem.message
    assert problem.where.column == 42


def test_words_do_not_reach_over_paragraphs(tmp_path: Path) -> None:
    _, (problem,) = cite(tmp_path, "source: {in: story, words: in 2019. The deal’s}")
    assert problem.rule == "anchor-missing"


def test_ambiguous_words_warn_and_still_count_as_verified(tmp_path: Path) -> None:
    count, (problem,) = cite(tmp_path, "source: {in: story, words: the board}")
    assert (problem.rule, problem.severity) == ("anchor-ambiguous", Severity.WARNING)
    assert "2 times" in problem.message
    assert count == EvidenceCount(verified=1)


def test_changed_document_is_a_problem_of_its_source(tmp_path: Path) -> None:
    now = sha256(STORY.encode()).hexdigest()
    fact = "source: {in: story, words: the board met}"
    count, (problem,) = cite(tmp_path, fact, sha=f", sha256: {'0' * 64}")
    assert (problem.rule, problem.where.line, problem.culprit) == ("source-changed", 4, "story")
    assert now in problem.mend
    assert "1 of 1 passages cited stand in it" in problem.message
    assert count == EvidenceCount(verified=1)


def test_unchanged_document_is_clean(tmp_path: Path) -> None:
    now = sha256(STORY.encode()).hexdigest()
    _, problems = cite(
        tmp_path, "source: {in: story, words: the board met}", sha=f", sha256: {now}"
    )
    assert problems == []


def test_document_that_is_not_there_is_a_warning(deck: Deck, tmp_path: Path) -> None:
    """
    sources: {gone: {name: the lost paper, file: gone.txt}, book: {name: a book}}
    """
    documents, _ = read_documents(tmp_path, deck.sources)
    _, (problem,) = check_evidence(deck, documents)
    assert (problem.rule, problem.severity) == ("source-unread", Severity.WARNING)
    assert "'gone.txt'" in problem.message


def test_document_outside_its_folder_is_not_read(deck: Deck, tmp_path: Path) -> None:
    """
    sources: {up: {name: up, file: ../secret.txt}, far: {name: far, file: /etc/hostname}}
    """
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "in").mkdir()
    documents, problems = read_documents(tmp_path / "in", deck.sources)
    assert (documents, problems) == ({}, [])


@pytest.mark.parametrize("quote", ["over $1 billion", "Nobody else knew", "the DEAL'S terms"])
def test_quotation_stands_in_its_source(tmp_path: Path, quote: str) -> None:
    _, problems = cite(tmp_path, f'said: "{quote}", source: {{in: story, words: the board met}}')
    assert problems == []


def test_quotation_that_stands_nowhere_is_a_problem(tmp_path: Path) -> None:
    count, (problem,) = cite(
        tmp_path, "said: everybody knew, source: {in: story, words: the board met}"
    )
    assert (problem.rule, problem.where.line, problem.where.column) == ("quote-missing", 8, 24)
    assert count == EvidenceCount(wrong=1)


def test_quotation_is_not_judged_without_all_its_documents(tmp_path: Path) -> None:
    _, problems = cite(tmp_path, "said: everybody knew, source: [story, other]")
    assert problems == []


def test_text_field_may_say_what_no_source_says(tmp_path: Path) -> None:
    _, problems = cite(tmp_path, "source: {in: story, words: the board met}")
    assert problems == []


def test_facts_are_counted_by_what_was_found(deck: Deck, tmp_path: Path) -> None:
    """
    kinds: {claim: {fields: {what: text}}}
    sources:
      story: {name: the story, file: story.txt}
      other: {name: the other, file: gone.txt}
    facts:
      claim:
        none: {what: x}
        by-hand: {what: x, source: {in: other, page: 4}}
        unread: {what: x, source: {in: other, words: the board met}}
        verified: {what: x, source: {in: story, words: the board met}}
        both: {what: x, source: [{in: story, words: the board met}, {in: other, words: so}]}
        inferred: {what: x, source: {in: story, words: the board met, support: inferred}}
        wrong: {what: x, source: {in: story, words: the board slept}}
    """
    count, _ = verify(deck, tmp_path)
    assert count == EvidenceCount(verified=1, by_hand=1, inferred=1, unread=2, missing=1, wrong=1)
    bare, problems = check_evidence(deck, {})
    assert bare == EvidenceCount(unread=4, by_hand=1, inferred=1, missing=1)
    assert {problem.rule for problem in problems} == {"source-unread"}


def test_documents_of_one_original_are_named(deck: Deck) -> None:
    """
    sources:
      paper: {name: the paper}
      one: {name: one, rests_on: paper}
      two: {name: two, rests_on: the agency}
      three: {name: three, rests_on: the agency}
      four: {name: four, rests_on: somebody else}
    """
    count, _ = check_evidence(deck, {})
    assert count.origins == (("paper", ("paper", "one")), ("the agency", ("two", "three")))


def test_nearest_passage_is_found_among_thousands(tmp_path: Path) -> None:
    lines = [
        f"In year {i} the guild of town {i * 7} built tower {i * 3} at last." for i in range(3000)
    ]
    fact = "source: {in: story, words: the guild of town 7000 builds tower 3000}"
    _, (problem,) = cite(tmp_path, fact, story="\n".join(lines))
    assert (
        problem.mend == "paragraph 1001 has 'the guild of town 7000 built tower 3000': look there"
    )


def test_nearest_passage_is_found_where_a_word_is_left_out(tmp_path: Path) -> None:
    _, (problem,) = cite(tmp_path, "source: {in: story, words: the terms were not disclosed}")
    assert problem.mend == "paragraph 3 has 'terms were not disclosed.': look there"
