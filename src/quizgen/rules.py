"""Rules: the page of every rule, gathered from where the rule is reported.

A rule of the check stage has its page in its function's docstring; every other stage keeps its
pages beside its code, in rules.txt. All are written alike: what is demanded, then these labels
at the beginning of a line.

    Why:      what goes wrong otherwise
    Bad:      an example
    Good:     the example mended
    Mend:     what to do
    Waive:    when a warning may stand; without it, the rule cannot be waived
    Severity: warning, or info (an error where nothing is said)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from inspect import cleandoc
from textwrap import dedent

from quizgen.check import EXPLAINED
from quizgen.problems import Severity

_STAGES = ("load", "ask", "compose", "lock")
_LABEL = re.compile(r"^(Why|Bad|Good|Mend|Waive|Severity):[ \t]*", re.MULTILINE)
_SUBJECT = re.compile(r"^# ", re.MULTILINE)
_RULE = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RulePage:
    """What a rule demands, and why; examples keep their lines. An empty `waive`: never."""

    id: str
    subject: str
    severity: Severity
    what: str
    why: str
    bad: str
    good: str
    mend: str
    waive: str


@cache
def rule_pages() -> Mapping[str, RulePage]:
    """Give the page of every rule by its id: by subject, the graver first, then in the alphabet."""
    pages = [*_pages_of_check(), *(page for stage in _STAGES for page in _pages_of(stage))]
    subjects = list(dict.fromkeys(page.subject for page in pages))
    grave = list(Severity)
    pages.sort(key=lambda p: (subjects.index(p.subject), grave.index(p.severity), p.id))
    return {page.id: page for page in pages}


def waivable_rules() -> Mapping[str, bool]:
    """Tell of every rule whether it may be waived."""
    return {page.id: bool(page.waive) for page in rule_pages().values()}


def hint_rules() -> frozenset[str]:
    """Name the rules that are looked at only when somebody asks."""
    return frozenset(p.id for p in rule_pages().values() if p.severity is Severity.INFO)


def _pages_of_check() -> Iterator[RulePage]:
    for subject, rules in EXPLAINED.items():
        for rule, check in rules.items():
            yield _read_page(rule, subject, cleandoc(check.__doc__ or ""))


def _pages_of(stage: str) -> Iterator[RulePage]:
    text = files("quizgen").joinpath(stage, "rules.txt").read_text(encoding="utf-8")
    for part in _SUBJECT.split(text)[1:]:
        heading, *pages = _RULE.split(part)
        for page in pages:
            rule, _, body = page.partition("\n")
            yield _read_page(rule.strip(), heading.strip(), body)


def _read_page(rule: str, subject: str, text: str) -> RulePage:
    what, *labelled = _LABEL.split(text)
    said = dict(zip(labelled[::2], labelled[1::2], strict=True))
    severity = said.get("Severity", "").strip() or "error"
    return RulePage(
        id=rule,
        subject=subject,
        severity=Severity(severity),
        what=_prose(what),
        why=_prose(said.get("Why", "")),
        bad=_example(said.get("Bad", "")),
        good=_example(said.get("Good", "")),
        mend=_sentence(said.get("Mend", "")),
        waive=_sentence(said.get("Waive", "")),
    )


def _prose(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def _sentence(text: str) -> str:
    prose = _prose(text)
    return prose[:1].upper() + prose[1:]


def _example(text: str) -> str:
    """Keep the lines of an example, whether it begins behind its label or below it."""
    first, _, rest = text.rstrip().partition("\n")
    return "\n".join(part for part in (first.strip(), dedent(rest)) if part)
