"""Rules: each has one page, complete and true to what is reported."""

from __future__ import annotations

import pytest
from test_bad import DECKS, rules_in_source

from quizgen.build import check
from quizgen.problems import Severity
from quizgen.rules import RulePage, rule_pages

PAGES = rule_pages()


def test_every_rule_has_one_page_and_every_page_a_rule() -> None:
    assert set(PAGES) == rules_in_source()


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.id)
def test_a_page_is_complete(page: RulePage) -> None:
    assert all((page.subject, page.what, page.why, page.bad, page.good, page.mend))
    assert page.bad != page.good
    assert all(text.endswith((".", "`")) for text in (page.what, page.why, page.mend))


def test_only_warnings_may_be_waived() -> None:
    waivable = [page for page in PAGES.values() if page.waive]
    assert waivable
    assert all(page.severity is not Severity.ERROR for page in waivable)


def test_a_page_says_the_severity_that_is_reported() -> None:
    problems = {problem for path in DECKS for problem in check(path).problems}
    assert {(p.rule, p.severity) for p in problems} <= {
        (page.id, page.severity) for page in PAGES.values()
    }
