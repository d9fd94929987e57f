"""Mathematics: formulas on paper, and what becomes of those that nobody can read."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from browser import visit
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
