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

from quizgen.render.linear_math import linear_math
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
LETTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
FORMULAS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.text(LETTERS, max_size=40)
)
"""What a deck may hold: characters that no page can show are refused when it is read."""


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


@given(FORMULAS)
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
    sine: {of: '\\sin x', is: '\\cos x', aka: {is: ['\\sin(x + \\pi/2)']}}
    log: {of: '\\ln x', is: '\\frac{1}{x}', aka: {is: ['x^{-1}']}}
    root: {of: '\\sqrt{x}', is: '\\frac{1}{2\\sqrt{x}}', aka: {is: ['\\frac{\\sqrt{x}}{2x}']}}
    power: {of: 'x^2', is: '2x', aka: {is: ['x \\cdot 2']}}
quizzes:
  q:
    allow_enemies: true
    cards: {per_page: 4}
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
    """Reasons, corrections, gaps, what else is right, the answers at a glance: nowhere is TeX."""
    (tmp_path / "rules.yaml").write_text(KEYED, encoding="utf-8")
    run = cli("quiz", tmp_path / "rules.yaml", "--plan", "q", "--seed", str(seed), "--practice")
    assert run.returncode == 0, run.stderr
    for name in ("q-key", "q-strips", "q-practice", "q-cards"):
        page = (tmp_path / "dist" / "rules" / f"{name}.html").read_text("utf-8")
        body = page.partition("<body")[2]
        assert "<math" in body
        assert not re.search(r"\\[a-z]+|x\^2", body.partition("<script")[0]), name


def test_what_changed_is_told_without_tex(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(KEYED, encoding="utf-8")
    run = cli("release", "rules.yaml", "--quiet")
    assert run.returncode == 0, run.stderr
    changes = (tmp_path / "dist/rules/CHANGES.md").read_text("utf-8")
    assert "- What is the derivative of √x? → 1/(2√x)" in changes
    assert r"- x² leads to \[2x\]." in changes
    assert r"\(" not in changes


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (r"E = mc^2", "E = mc²"),
        (r"2\frac{1}{3} + \frac{a+b}{2}c", "2 1/3 + (a + b)/2 c"),
        (r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", "x = (−b ± √(b² − 4ac))/(2a)"),
        (r"\sum_{i=1}^n i = 2^{2^n}", "∑ᵢ₌₁ⁿi = 2^(2ⁿ)"),
        (r"\lim_{x \to 0} \frac{\sin x}{x}", "lim_(x → 0) (sin x)/x"),
        (r"[\mathrm{Ar}]\,4s^2 3d^{10}", "[Ar] 4s²3d¹⁰"),
        (r"\mathrm{SO_4^{2-}}", "SO₄²⁻"),
        (r"f''(x,y), \vec{v}, \overline{AB}, 90^\circ", "f″(x, y), v⃗, A̅B̅, 90°"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}\binom{n}{k}", "(1, 2; 3, 4)(n over k)"),
        (r"-3 \cdot -2 = -3 \times -2 = 6", "−3·−2 = −3 × −2 = 6"),
        (r"\sin -x + \sin^2 -y, -z - 1", "sin −x + sin² −y, −z − 1"),
        (r"\frac{1}{2.5} = -\frac{x}{-2} - \sqrt{2.5}", "1/2.5 = −x/(−2) − √2.5"),
        (r"\frac{1{,}000}{3}, \sqrt{a.b}", "1,000/3, √(a.b)"),
        (r"\unheard x", r"\unheard x"),
    ],
)
def test_a_formula_fits_a_line_of_text(formula: str, line: str) -> None:
    assert linear_math(formula) == line


@given(FORMULAS)
def test_no_formula_is_too_much_for_a_line(formula: str) -> None:
    assert "\n" not in linear_math(formula.replace("\n", " "))
