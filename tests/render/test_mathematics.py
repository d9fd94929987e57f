"""Mathematics: formulas on paper, and what becomes of those that nobody can read."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from browser import visit
from conftest import CommandLine
from hypothesis import given
from hypothesis import strategies as st

from quizgen.render.mathematics import math_html

HOSTILE = (
    r"\text{<script>document.title='run'</script>}",
    r"\text{</math><img src=x onerror=document.title='run'>}",
    r"\href{javascript:document.title='run'}{x}",
    "<script>document.title='run'</script>",
)
PIECES = (
    *("\\frac", "\\sqrt", "\\left", "\\begin{matrix}", "\\text", "\\"),
    *("{", "}", "^", "_", "x", "1", "(", "&", "<", "é"),
)


def page_of(formula: str, folder: Path) -> Path:
    """Write a page with one formula."""
    file = folder / "page.html"
    html = f"<!DOCTYPE html><meta charset='utf-8'><title>quiet</title>{math_html(formula)}"
    file.write_text(html, encoding="utf-8")
    return file


def test_a_browser_sets_a_formula(chromium: str, tmp_path: Path) -> None:
    with visit(chromium, page_of(r"\frac{12}{34}", tmp_path)) as seen:
        numbers = seen.page.locator("mn")
        upper, lower = (numbers.nth(i).bounding_box() for i in (0, 1))
    assert upper is not None
    assert lower is not None
    assert lower["y"] > upper["y"] + 5, "the denominator stands below the numerator"


@pytest.mark.parametrize("formula", ["", r"a^b^c", r"\left(x", "{" * 3000, r"\unheard x"])
def test_a_formula_that_cannot_be_read_stands_as_written(formula: str) -> None:
    shown = re.fullmatch(r'<code class="math">(.*)</code>', math_html(formula))
    assert shown is not None
    assert unescape(shown.group(1)) == formula


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40))
def test_no_formula_fails_or_brings_a_tag_of_its_own(formula: str) -> None:
    html = math_html(formula)
    assert html.startswith(("<math", "<code"))
    assert not re.search(r"<(?!/?(?:m[a-z]+|code)\b)", html)


@pytest.mark.parametrize("formula", HOSTILE)
def test_a_hostile_formula_runs_nothing(chromium: str, tmp_path: Path, formula: str) -> None:
    with visit(chromium, page_of(formula, tmp_path)) as seen:
        assert seen.page.title() == "quiet"
        assert seen.page.locator("a, img, body script").count() == 0


KEYED = """
id: rules
title: Rules
language: en
source: table
sources: {table: {name: A table}}
kinds:
  rule:
    complete: true
    fields: {of: math, is: math}
    templates:
      which: {ask: "What is the derivative of {{ of }}?", answer: is, forms: [recall, choice]}
      says: {state: "{{ of }} leads to {{ is }}.", blank: [is], vary: [is]}
facts:
  rule:
    sine: {of: '\\sin x', is: '\\cos x'}
    log: {of: '\\ln x', is: '\\frac{1}{x}'}
    root: {of: '\\sqrt{x}', is: '\\frac{1}{2\\sqrt{x}}'}
    power: {of: 'x^2', is: '2x'}
quizzes:
  q:
    allow_enemies: true
    sections:
      - {form: choice, count: 1}
      - {form: cloze, count: 1}
      - {form: recall, count: 1}
      - {form: true-false, count: 1}
"""


@pytest.mark.parametrize("seed", range(4))
def test_what_a_key_quotes_is_set_as_on_the_paper(
    cli: CommandLine, tmp_path: Path, seed: int
) -> None:
    """Reasons, corrections, gaps and the answers at a glance: nowhere stands TeX."""
    (tmp_path / "rules.yaml").write_text(KEYED, encoding="utf-8")
    run = cli("quiz", tmp_path / "rules.yaml", "--plan", "q", "--seed", str(seed), "--practice")
    assert run.returncode == 0, run.stderr
    for name in ("q-key", "q-strips", "q-practice"):
        page = (tmp_path / "dist" / "rules" / f"{name}.html").read_text("utf-8")
        body = page.partition("<body")[2]
        assert "<math" in body
        assert not re.search(r"\\[a-z]+|x\^2", body.partition("<script")[0]), name
