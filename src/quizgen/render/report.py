"""Report pages: a deck's state as one self-contained page, for curators."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import jinja2
from markupsafe import Markup as SafeHtml

from quizgen.model import Artifact, Attack, Chart, Coverage, FactLine, Finding, Paragraph, Report
from quizgen.problems import Severity, plural
from quizgen.render.layout_files import LayoutFiles

REPORT_NAME, SHEET_NAME = "report.html", "report-cards.html"
_SHOWN = 25
"""Problems of one rule, and pairs, that the page lists; it counts the others."""
_LISTED = 2000
"""Facts that the page lists; of more only those with a problem."""
_LIFT, _LUCK = 0.03, 0.01
"""An attack wins that gains more than this, and that luck alone would not let gain as much."""
_WIDE = 100
"""Units across a bar's drawing."""


class _BarView(NamedTuple):
    """A bar as the layout draws it: the lengths are units of its drawing."""

    label: str
    number: str
    length: float
    expected: float | None
    expected_text: str


class _ChartView(NamedTuple):
    title: str
    counted: str
    says: str
    bars: tuple[_BarView, ...]
    expects: bool


class _AttackView(NamedTuple):
    name: str
    questions: str
    share: str
    chance: str
    lift: str
    luck: str
    wins: bool


class _CellView(NamedTuple):
    """A paragraph: its square in the strip, and what stands behind it."""

    number: int
    state: str
    left: int
    facts: tuple[str, ...]
    reasons: tuple[str, ...]


class _CoverageView(NamedTuple):
    name: str
    source: str
    says: str
    width: int
    cells: tuple[_CellView, ...]


class _RuleView(NamedTuple):
    """A rule that is broken: how often, and by what; `more` are not listed."""

    rule: str
    severity: str
    often: int
    findings: tuple[Finding, ...]
    more: int


def render_report(report: Report) -> Artifact:
    """Give the report as one HTML page: offline, printable, light and dark."""
    listed = _listed_facts(report.facts)
    html = fill_page(
        "report.html.j2",
        "report.css",
        title=f"{report.title}: report",
        report=report,
        totals=[(bar.label, f"{bar.count:,}") for bar in report.totals],
        rules=tuple(_view_rules(report.findings)),
        errors=sum(each.problem.severity is Severity.ERROR for each in report.findings),
        charts=tuple(_view_chart(chart) for chart in report.charts),
        fairness=tuple(_view_chart(chart) for chart in report.fairness),
        attacks=tuple(_view_attack(attack) for attack in report.attacks),
        cueing=report.cueing[:_SHOWN],
        pairs=plural(len(report.cueing), "pair"),
        coverage=tuple(_view_coverage(each) for each in report.coverage),
        facts=listed,
        linked=frozenset(fact.id for fact in listed),
        sheet=SHEET_NAME,
    )
    return Artifact(REPORT_NAME, html.encode())


def fill_page(layout: str, style_name: str, *, own_style: str = "", **views: object) -> str:
    """Fill a page of the report's, whose policy lets in nothing but its own style."""
    style = environment().get_template(style_name).render() + own_style
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    return (
        environment()
        .get_template(layout)
        .render(
            style=SafeHtml(style),  # noqa: S704 - our own, and a deck's, which load has sifted
            style_hash=digest,
            **views,
        )
    )


@cache
def environment() -> jinja2.Environment:
    """Give the layouts of the report's pages."""
    return jinja2.Environment(
        loader=LayoutFiles(Path(__file__).parent / "layouts" / "report"),
        autoescape=jinja2.select_autoescape(["html.j2"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _view_rules(findings: Sequence[Finding]) -> Iterator[_RuleView]:
    """Group findings by rule; they come in the order in which they matter."""
    by_rule = groupby(findings, key=lambda each: (each.problem.rule, each.problem.severity))
    for (rule, severity), group in by_rule:
        found = tuple(group)
        yield _RuleView(
            rule, severity.value, len(found), found[:_SHOWN], max(0, len(found) - _SHOWN)
        )


def _view_chart(chart: Chart) -> _ChartView:
    most = max((max(bar.count, bar.expected or 0) for bar in chart.bars), default=0) or 1
    return _ChartView(
        title=chart.title,
        counted=chart.counted,
        says=chart.says,
        bars=tuple(
            _BarView(
                label=bar.label,
                number=f"{bar.count:,}",
                length=round(_WIDE * bar.count / most, 2),
                expected=None if bar.expected is None else round(_WIDE * bar.expected / most, 2),
                expected_text="" if bar.expected is None else f"{bar.expected:,.1f}",
            )
            for bar in chart.bars
        ),
        expects=any(bar.expected is not None for bar in chart.bars),
    )


def _view_attack(attack: Attack) -> _AttackView:
    return _AttackView(
        name=attack.name,
        questions=f"{attack.questions:,}",
        share=f"{attack.found / attack.questions:.1%}",
        chance=f"{attack.chance / attack.questions:.1%}",
        lift=f"{attack.lift:+.3f}".replace("-", "\N{MINUS SIGN}"),
        luck="under 0.001" if attack.luck < 0.001 else f"{attack.luck:.3f}",
        wins=attack.lift > _LIFT and attack.luck < _LUCK,
    )


def _view_coverage(coverage: Coverage) -> _CoverageView:
    total = len(coverage.paragraphs)
    stated = (
        (coverage.cited, "cited"),
        (coverage.left_out, "left out with a reason"),
        (coverage.untold, "not mentioned"),
    )
    says = ", ".join(f"{len(numbers):,} {words}" for numbers, words in stated if numbers)
    return _CoverageView(
        name=str(coverage.source.name),
        source=str(coverage.source.id),
        says=f"{says} of {plural(total, 'paragraph')}",
        width=12 * total,
        cells=tuple(_view_cell(paragraph) for paragraph in coverage.paragraphs),
    )


def _view_cell(paragraph: Paragraph) -> _CellView:
    state = "cited" if paragraph.facts else "left-out" if paragraph.reasons else "untold"
    parts = (f"“{words}”: {reason}" for words, reason in paragraph.parts)
    return _CellView(
        number=paragraph.number,
        state=state,
        left=12 * (paragraph.number - 1),
        facts=tuple(map(str, paragraph.facts)),
        reasons=(*map(str, paragraph.reasons), *parts),
    )


def _listed_facts(facts: Sequence[FactLine]) -> tuple[FactLine, ...]:
    if len(facts) <= _LISTED:
        return tuple(facts)
    return tuple(fact for fact in facts if fact.problems)
