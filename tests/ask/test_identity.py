"""Identity: ids outlive every rewrite, and the same deck gives the same questions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.model import Question

TEMPLATES = {
    "who": '{ask: "Who led {{ what }}?", answer: who}',
    "what": '{ask: "What did {{ who }} lead?", answer: what, one: true}',
    "said": '{state: "{{ who }} led {{ what }}.", blank: [who], vary: [who]}',
}
FACTS = {
    f"f{i}": f"{{who: Person {i}, what: Team {i}, source: [a, b], according_to: a}}"
    for i in range(30)
}


def deck_text(templates: dict[str, str], facts: dict[str, str]) -> str:
    kinds = "".join(f"      {name}: {body}\n" for name, body in templates.items())
    rows = "".join(f"    {name}: {body}\n" for name, body in facts.items())
    return (
        "sources: {a: {name: A}, b: {name: B}}\n"
        "kinds:\n  led:\n    complete: true\n    fields: {who: person, what: text}\n"
        f"    templates:\n{kinds}facts:\n  led:\n{rows}"
    )


def ask(text: str, folder: Path) -> tuple[Question, ...]:
    deck, problems = load_text(text, folder)
    assert problems == []
    questions, problems = ask_questions(deck)
    assert problems == []
    return questions


def test_ids_are_deck_fact_template_and_form(tmp_path: Path) -> None:
    ids = [q.id for q in ask(deck_text(TEMPLATES, FACTS), tmp_path)]
    assert ids[:6] == [
        "test/f0/who/recall", "test/f0/who/choice", "test/f0/what/recall", "test/f0/what/choice",
        "test/f0/said/cloze", "test/f0/said/true-false",
    ]  # fmt: skip
    assert len(set(ids)) == len(ids) == 180


def test_ids_and_wrong_answers_outlive_another_order(tmp_path: Path) -> None:
    questions = ask(deck_text(TEMPLATES, FACTS), tmp_path)
    turned = ask(
        deck_text(dict(reversed(TEMPLATES.items())), dict(reversed(FACTS.items()))), tmp_path
    )
    assert {q.id: q.response for q in questions} == {q.id: q.response for q in turned}


def test_ids_outlive_another_wording(tmp_path: Path) -> None:
    text = deck_text(TEMPLATES, FACTS)
    reworded = text.replace("Who led", "Who was at the head of").replace("Person 1", "Pat 1")
    assert [q.id for q in ask(text, tmp_path)] == [q.id for q in ask(reworded, tmp_path)]


def test_wrong_answers_hang_on_no_wording_of_the_prompt(tmp_path: Path) -> None:
    text = deck_text(TEMPLATES, FACTS)
    before = {q.id: q.response for q in ask(text, tmp_path) if q.form == "recall"}
    after = {q.id: q.response for q in ask(text.replace("Who led", "Who ran"), tmp_path)}
    assert before.items() <= after.items()


def test_same_deck_gives_the_same_questions_under_any_hash_seed(tmp_path: Path) -> None:
    ask(deck_text(TEMPLATES, FACTS), tmp_path)
    program = (
        "import sys; from quizgen.load import load_deck; from quizgen.ask import ask_questions;"
        "print(repr(ask_questions(load_deck(sys.argv[1])[0])))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program, "test.yaml"],
            cwd=tmp_path, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True,
            check=True, timeout=60,
        ).stdout
        for seed in ("0", "1", "4711")
    }  # fmt: skip
    assert len(printed) == 1
    assert b"test/f29/said/true-false" in printed.pop()
