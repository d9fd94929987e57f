"""Languages: how lists, dates and claims read in each; what an author wrote stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.model import Question, Recall, plain

DECK = """
language: {language}
sources: {{post: {{name: Post}}}}
kinds:
  thing:
    fields: {{who: text, day: date}}
    templates:
      when: {{ask: "{ask}", answer: day}}
facts: {{thing: {{a: {{who: {who}, day: {day}{keys}}}}}}}
"""


def ask(
    folder: Path,
    language: str,
    *,
    prompt: str = "?",
    who: str = "x",
    day: str = "2024",
    keys: str = "",
) -> Question:
    """Ask the one question of a deck in a language."""
    text = DECK.format(language=language, ask=prompt, who=who, day=day, keys=keys and f", {keys}")
    deck, problems = load_text(text, folder)
    assert problems == []
    (question,), problems = ask_questions(deck)
    assert problems == []
    return question


@pytest.mark.parametrize(
    ("language", "day", "shown"),
    [
        ("de", "2024-05-01", "1. Mai 2024"),
        ("fr", "2024-05-01", "1er mai 2024"),
        ("fr", "2024-05-02", "2 mai 2024"),
        ("es", "2024-05-02", "2 de mayo de 2024"),
        ("pt", "2024-05", "maio de 2024"),
        ("pl", "2024-05-03", "3 maja 2024"),
        ("pl", "2024-05", "maj 2024"),
        ("he", "2024-05-03", "3 במאי 2024"),
        ("ja", "2024-05-03", "2024年5月3日"),
        ("zh", "2024-05", "2024年5月"),
        ("de", "about 2019", "about 2019"),
    ],
)
def test_date_is_written_as_its_language_does(
    tmp_path: Path, language: str, day: str, shown: str
) -> None:
    response = ask(tmp_path, language, day=day).response
    assert isinstance(response, Recall)
    assert plain(response.answer) == shown


@pytest.mark.parametrize(
    ("language", "who", "shown"),
    [
        ("de", "[Ulm, Köln, Bonn]", "Ulm, Köln und Bonn"),
        ("es", "[Francia, Italia]", "Francia e Italia"),
        ("es", "[Francia, Perú, Hierro]", "Francia, Perú y Hierro"),
        ("it", "[Svezia, Estonia]", "Svezia ed Estonia"),
        ("he", "[אילת, IBM]", "אילת ו־IBM"),
        ("he", "[אילת, לוד, עכו]", "אילת, לוד ועכו"),
        ("ar", "[مصر, لبنان, تونس]", "مصر، لبنان وتونس"),
        ("zh", "[北京, 上海, 广州]", "北京、上海和广州"),
    ],
)
def test_list_is_joined_as_its_language_does(
    tmp_path: Path, language: str, who: str, shown: str
) -> None:
    question = ask(tmp_path, language, prompt="{{ who | join_and }}", who=who)
    assert plain(question.prompt) == shown


ACCOUNT = "according_to: post"


@pytest.mark.parametrize(
    ("language", "keys", "line"),
    [
        ("de", f"{ACCOUNT}, as_of: 2024-05", "Laut Post, Stand Mai 2024"),
        (
            "de",
            "valid: {from: 2019-01-05, to: 2021-02-07}",
            "Vom 5. Januar 2019 bis zum 7. Februar 2021",
        ),
        ("fr", f"{ACCOUNT}, as_of: 2024-08-01", "Selon Post, au 1er août 2024"),
        ("fr", "as_of: 2024", "En 2024"),
        ("fr", "valid: {from: 2019-04, to: 2021}", "Entre avril 2019 et 2021"),
        ("it", "valid: {from: 2019, to: 2021-02}", "Dal 2019 a febbraio 2021"),
        ("pl", f"{ACCOUNT}, as_of: 2024-05", "Według źródła: Post, stan z maja 2024 roku"),
        ("pl", "valid: {from: 2019-05}", "Od maja 2019"),
        ("tr", f"{ACCOUNT}, as_of: 2024-05", "Post kaynağına göre, Mayıs 2024 itibarıyla"),
        ("ja", f"{ACCOUNT}, as_of: 2024", "Postによると、2024年時点"),
        ("zh", f"{ACCOUNT}, as_of: 2024-05", "据Post，截至2024年5月"),
        ("zh", "as_of: about 2024", "截至about 2024"),
    ],
)
def test_claim_is_told_as_its_language_does(
    tmp_path: Path, language: str, keys: str, line: str
) -> None:
    assert ask(tmp_path, language, keys=keys).scope == line


@pytest.mark.parametrize(
    ("language", "shown"),
    [("de", "3."), ("fr", "3e"), ("es", "3.º"), ("ja", "3番目"), ("zh", "第3"), ("nl", "3e")],
)
def test_rank_is_written_as_its_language_does(tmp_path: Path, language: str, shown: str) -> None:
    question = ask(tmp_path, language, prompt="{{ who | ordinal }}", who="3")
    assert plain(question.prompt) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["15 March 44 BC", "753 BC", "44 BCE", "19 August AD 14"]),
        ("de", ["15. März 44 v. Chr.", "753 v. Chr.", "44 BCE", "19. August 14 n. Chr."]),
        ("fr", ["15 mars 44 av. J.-C.", "753 av. J.-C.", "44 BCE", "19 août 14 apr. J.-C."]),
        ("ja", ["紀元前44年3月15日", "紀元前753", "44 BCE", "西暦14年8月19日"]),
    ],
)
def test_dates_before_christ_are_shown_in_the_deck_s_language(
    language: str, shown: list[str], tmp_path: Path
) -> None:
    text = f"""
language: {language}
kinds: {{event: {{fields: {{on: date}}, templates: {{when: {{ask: "When?", answer: on}}}}}}}}
facts:
  event:
    ides: {{on: 44-03-15 BC}}
    rome: {{on: 753 BC}}
    other: {{on: 44 BCE}}
    augustus: {{on: 0014-08-19}}
"""
    deck, problems = load_text(text, tmp_path)
    assert problems == []
    questions, _ = ask_questions(deck)
    answers = [plain(q.response.answer) for q in questions if isinstance(q.response, Recall)]
    assert answers == shown
