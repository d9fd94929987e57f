"""A deck's own style sheet: taken as it is, unless it could do harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from packages import apkg

from quizgen.ask import ask_questions
from quizgen.load import load_deck, quote_lines


def load_with_style(folder: Path, style: str) -> tuple[str, list[str]]:
    """Load a deck with a style sheet; give the style it has, and the problems' rules."""
    (folder / "deck.yaml").write_text("id: styled\ntitle: Styled\n", encoding="utf-8")
    (folder / "style.css").write_text(style, encoding="utf-8")
    deck, problems = load_deck(folder)
    quoted = quote_lines(problems)
    return deck.anki.style, [f"{p.where.line}:{p.where.column} {p.rule}" for p in quoted]


def test_style_is_taken_as_it_is(tmp_path: Path) -> None:
    style = ".prompt { color: teal; }\n"
    assert load_with_style(tmp_path, style) == (style, [])


@pytest.mark.parametrize(
    "harmful",
    [
        "</style><script>alert(1)</script>",
        "@import 'https://example.org/x.css';",
        ".a { background: url(https://example.org/x.png) }",
        '.a { background: URL( "//example.org/x.png") }',
        ".a { width: expression(alert(1)) }",
        r".a { background: \75rl(https://example.org/x.png) }",
        ".a { background: image-set('https://example.org/x.png' 1x) }",
    ],
)
def test_harmful_style_is_refused(tmp_path: Path, harmful: str) -> None:
    style, problems = load_with_style(tmp_path, f".a {{}}\n{harmful}\n")
    assert style == ""
    assert problems
    assert all(problem.startswith("2:") for problem in problems)
    assert all(problem.endswith("unsafe-style") for problem in problems)


def test_picture_within_the_style_is_no_harm(tmp_path: Path) -> None:
    style = ".a { background: url('data:image/png;base64,AAAA') }"
    assert load_with_style(tmp_path, style) == (style, [])


def test_style_follows_ours_in_the_package(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    facts = "card: {one: {front: a, back: b}}\n"
    (tmp_path / "facts" / "all.yaml").write_text(facts, encoding="utf-8")
    load_with_style(tmp_path, ".prompt { color: rebeccapurple; }")
    deck, _ = load_deck(tmp_path)
    assert b"rebeccapurple" in apkg(deck, ask_questions(deck)[0])
