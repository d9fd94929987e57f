"""Letters: options and entries are marked as the sheet's language does, on each document."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.load import read_edition
from quizgen.model import ChoiceTask, MatchTask, Quiz
from quizgen.render import render_edition, render_quiz

DECK = """
kinds:
  city:
    complete: true
    fields: {name: text, land: text, founded: year}
    templates:
      land: {ask: "{{ name }}?", answer: land, one: true}
      pairs: {ask: "?", match: [name, land]}
      ages: {ask: "?", order: "{{ name }}", by: founded}
facts:
  city:
    a: {name: Oslo, land: Norway, founded: 1040}
    b: {name: Lima, land: Peru, founded: 1535}
    c: {name: Cairo, land: Egypt, founded: 969}
    d: {name: Quito, land: Ecuador, founded: 1534}
    e: {name: Rome, land: Italy, founded: 753}
    f: {name: Tokyo, land: Japan, founded: 1457}
    g: {name: Delhi, land: India, founded: 1052}
    h: {name: Riga, land: Latvia, founded: 1201}
    i: {name: Tunis, land: Tunisia, founded: 698}
    j: {name: Sofia, land: Bulgaria, founded: 29}
quizzes:
  q:
    versions: 2
    practice: true
    answer_sheet: true
    sections:
      - {form: choice, count: 2}
      - {form: match, count: 1, size: 4}
      - {form: order, count: 1, size: 4}
"""


def compose(language: str, folder: Path) -> Quiz:
    """Compose the quiz with our own lines in a language."""
    deck, _ = load_text(f"language: {language}\n{DECK}", folder)
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    return quiz


def texts(html: str, pattern: str) -> list[str]:
    """Give the texts that a pattern finds in a page, each as it is read."""
    return [unescape(found) for found in re.findall(pattern, html)]


@pytest.mark.parametrize(
    ("language", "option", "entry"),
    [
        ("en", "ABCD", "abcd"),
        ("ar", "أبجد", "أبجد"),
        ("he", "אבגד", "אבגד"),
        ("ja", "アイウエ", "アイウエ"),
    ],
)
def test_all_documents_mark_with_the_letters_of_the_language(
    tmp_path: Path, language: str, option: str, entry: str
) -> None:
    quiz = compose(language, tmp_path)
    pages = {page.name: page.content.decode() for page in render_quiz(quiz)}
    for name in ("q-A.html", "q-A-practice.html"):
        letters = texts(pages[name], r'<span class="letter">([^<]*)</span>(?!&)')
        assert {*letters} >= {*option, *entry}
        assert {*letters} <= {*option, *entry, *"1234"}
    chosen, _, matched, _ = (item.task for item in quiz.papers[0].items)
    assert isinstance(chosen, ChoiceTask)
    assert isinstance(matched, MatchTask)
    pairs = [f"{i}\u00a0{entry[at]}" for i, at in enumerate(matched.key, start=1)]
    marks = [option[chosen.right], quiz.words.phrases["comma"].join(pairs)]
    glance = texts(
        pages["q-A-key.html"], r'class="number">\d+</span> <span class="mark"[^>]*>([^<]*)<'
    )
    assert [glance[0], glance[2]] == marks
    strips = texts(pages["q-strips.html"], r'<span class="mark"[^>]*>([^<]*)<')
    assert [strips[0], strips[2]] == marks
    rows = texts(pages["q-marking.html"], r'<td dir="auto">([^<]*)</td>')
    assert [rows[0], rows[4]] == marks
    circles = texts(pages["q-A-sheet.html"], r"<li>([^<]*)</li>")
    assert circles[1:5] == [*option]
    assert circles[9:13] == [*entry]
    keys = [json.loads(each) for each in texts(pages["q-A-practice.html"], r'data-key="([^"]*)"')]
    assert [*keys[2]["marks"]] == [*entry]
    assert keys[2]["slots"] == [entry[at] for at in matched.key]


def test_an_edition_from_before_keeps_the_letters_it_was_printed_with(tmp_path: Path) -> None:
    quiz = compose("ar", tmp_path)
    older = {name: text for name, text in quiz.words.phrases.items() if "letters" not in name}
    for phrases, first in ((older, ("A", "a")), (quiz.words.phrases, ("أ", "أ"))):
        kept = render_edition(replace(quiz, words=replace(quiz.words, phrases=phrases)))
        (tmp_path / kept.name).write_bytes(kept.content)
        again, _ = read_edition(tmp_path / kept.name)
        assert again is not None
        assert (again.words.option_letters[0], again.words.entry_letters[0]) == first


def test_french_lines_do_not_end_before_a_double_mark(tmp_path: Path) -> None:
    facts = 'facts: {card: {a: {front: "Où est « Oslo » ; ici : là ?", back: "en Norvège !"}}}'
    plans = "quizzes: {q: {sections: [{form: recall, count: 1}]}}"
    deck, _ = load_text(f"language: fr\n{facts}\n{plans}\n", tmp_path)
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    paper, key, *_ = (page.content.decode() for page in render_quiz(quiz))
    assert "Où est «\u00a0Oslo\u00a0»\u202f; ici\u00a0: là\u202f?" in paper
    assert "en Norvège\u202f!" in key
