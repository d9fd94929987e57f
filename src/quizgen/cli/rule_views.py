"""Views of rules: a page, the list of all, and both as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from textwrap import fill, indent

from quizgen.problems import Severity
from quizgen.rules import RulePage

_WITHOUT_WAIVER = {
    Severity.ERROR: "It is an error, and errors cannot be waived.",
    Severity.WARNING: "It cannot be waived.",
    Severity.INFO: "It cannot be waived; it is told with --info alone.",
}


def page_text(page: RulePage, width: int | None) -> str:
    """Give a page; lines of prose end before `width`, or run on where there is none."""
    lines = [f"{page.id} ({page.severity.value}; {page.subject})", ""]
    for paragraph in page.what.split("\n\n"):
        lines += [_wrapped(paragraph, width), ""]
    lines.append(_labelled("why", page.why, width))
    lines += ["", "  bad", indent(page.bad, "      "), "  good", indent(page.good, "      "), ""]
    lines.append(_labelled("mend", page.mend, width))
    lines.append(_labelled("waive", _waiver(page), width))
    return "\n".join(lines)


def pages_text(pages: Sequence[RulePage], width: int | None) -> str:
    """Give all rules by subject: id, severity, and what is demanded."""
    return "\n".join(_table(pages, width))


def pages_json(pages: Sequence[RulePage]) -> str:
    """Give pages as a JSON list of objects, in order."""
    rows = [
        asdict(page) | {"severity": page.severity.value, "waivable": bool(page.waive)}
        for page in pages
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _table(pages: Sequence[RulePage], width: int | None) -> Iterator[str]:
    space = max(len(page.id) for page in pages)
    for i, (subject, group) in enumerate(groupby(pages, key=lambda page: page.subject)):
        yield from ([""] if i else [])
        yield subject
        for page in group:
            head = f"  {page.id:<{space}}  {page.severity.value:<7}  "
            what = page.what.partition("\n\n")[0]
            yield head + what if width is None else _hanging(head, what, width)


def _waiver(page: RulePage) -> str:
    if not page.waive:
        return _WITHOUT_WAIVER[page.severity]
    return f"{page.waive} Write 'waive: {{{page.id}: your reason}}'."


def _labelled(label: str, text: str, width: int | None) -> str:
    return _hanging(f"  {label:<5}  ", text, width)


def _wrapped(text: str, width: int | None) -> str:
    return _hanging("  ", text, width)


def _hanging(head: str, text: str, width: int | None) -> str:
    """Write `text` behind `head`, its further lines below its first."""
    if width is None:
        return head + text
    return fill(
        text, width, initial_indent=head, subsequent_indent=" " * len(head),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
