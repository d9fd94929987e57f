"""Problem formats: what is wrong, for programs: JSON, annotations of GitHub, and SARIF."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from urllib.parse import quote

from quizgen import __version__
from quizgen.cli.options import ProblemFormat
from quizgen.cli.rule_views import page_text
from quizgen.problems import Edit, Problem, Severity, Where, one_line
from quizgen.rules import RulePage, rule_pages

JSON_VERSION = 1
"""Counts up when a program that reads the JSON would have to change."""

SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""What severities are called by GitHub's commands, and in SARIF."""

JsonObject = dict[str, object]


def problems_json(problems: Sequence[Problem]) -> str:
    """Give problems as a JSON object; columns count characters, `end_column` is behind the last."""
    found = Counter(problem.severity for problem in problems)
    return _print_json(
        {
            "version": JSON_VERSION,
            "errors": found[Severity.ERROR],
            "warnings": found[Severity.WARNING],
            "hints": found[Severity.INFO],
            "problems": [_problem_json(problem) for problem in problems],
        }
    )


def problems_github(problems: Sequence[Problem]) -> str:
    """Give problems as workflow commands, which GitHub shows beside the lines at fault."""
    return "\n".join(_annotation(problem) for problem in problems)


def problems_sarif(problems: Sequence[Problem]) -> str:
    """Give problems as a SARIF 2.1.0 log with one run; columns count UTF-16 code units."""
    rules = sorted({problem.rule for problem in problems})
    pages = rule_pages()
    driver = {
        "name": "quizgen",
        "semanticVersion": __version__,
        "rules": [_sarif_rule(pages[rule]) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "results": [_sarif_result(problem, rules.index(problem.rule)) for problem in problems],
    }
    return _print_json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


FORMATS: Mapping[ProblemFormat, Callable[[Sequence[Problem]], str]] = {
    ProblemFormat.JSON: problems_json,
    ProblemFormat.GITHUB: problems_github,
    ProblemFormat.SARIF: problems_sarif,
}
"""What prints all problems of a run at its end; text is printed deck by deck instead."""


def _print_json(content: JsonObject) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def _problem_json(problem: Problem) -> JsonObject:
    return {
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": problem.message,
        "mend": problem.mend,
        **_place_json(problem.where),
        "end_column": problem.end_column,
        "text": problem.line,
        "related": [_place_json(where) for where in problem.related],
        "edits": [_edit_json(edit) for edit in problem.edits],
    }


def _edit_json(edit: Edit) -> JsonObject:
    """Give a change: `old`, from its place on, gives way to `new`."""
    return {**_place_json(edit.where), "old": edit.old, "new": edit.new}


def _place_json(where: Where) -> JsonObject:
    """A problem of a whole file has neither line nor column."""
    return {"path": where.file, "line": where.line or None, "column": where.column or None}


def _words(problem: Problem) -> str:
    message = one_line(problem.message)
    return f"{message}\nmend: {one_line(problem.mend)}" if problem.mend else message


def _annotation(problem: Problem) -> str:
    places = {
        "file": problem.where.file,
        "line": problem.where.line or None,
        "col": problem.where.column or None,
        "endColumn": problem.end_column,
        "title": f"quizgen {problem.rule}",
    }
    listed = ",".join(f"{key}={_property(value)}" for key, value in places.items() if value)
    return f"::{_COMMANDS[problem.severity]} {listed}::{_escape(_words(problem))}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _escape(str(value)).replace(":", "%3A").replace(",", "%2C")


def _sarif_rule(page: RulePage) -> JsonObject:
    """Give what is known of a rule: its page is the help that a viewer opens."""
    return {
        "id": page.id,
        "shortDescription": {"text": page.id.replace("-", " ")},
        "fullDescription": {"text": page.what},
        "help": {"text": page_text(page, None)},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
        "properties": {"tags": [page.subject]},
    }


def _sarif_result(problem: Problem, rule_index: int) -> JsonObject:
    result: JsonObject = {
        "ruleId": problem.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[problem.severity],
        "message": {"text": _words(problem)},
        "locations": [_sarif_location(problem.where, _region(problem), problem.line)],
    }
    if problem.related:
        result["relatedLocations"] = [
            {"id": number, **_sarif_location(where, _region_of(where))}
            for number, where in enumerate(problem.related, start=1)
        ]
    if problem.edits:
        change = {
            "artifactLocation": {"uri": _uri(problem.edits[0].where.file)},
            "replacements": [_replacement(edit, problem) for edit in problem.edits],
        }
        description = {"text": one_line(problem.mend)}
        result["fixes"] = [{"description": description, "artifactChanges": [change]}]
    return result


def _replacement(edit: Edit, problem: Problem) -> JsonObject:
    """Give an edit; what it deletes ends behind the last character of its last line."""
    *above, last = edit.old.split("\n")
    line, column = edit.where.line, edit.where.column
    if line == problem.where.line:
        column = _utf_16(problem.line, column)
    end = len(last.encode("utf-16-le")) // 2 + (1 if above else column)
    region = {"startLine": line, "startColumn": column, "endLine": line + len(above)}
    return {
        "deletedRegion": region | {"endColumn": end},
        "insertedContent": {"text": edit.new},
    }


def _sarif_location(where: Where, region: JsonObject, line: str = "") -> JsonObject:
    place: JsonObject = {"artifactLocation": {"uri": _uri(where.file)}, "region": region}
    if line:
        place["contextRegion"] = {"startLine": where.line, "snippet": {"text": line}}
    return {"physicalLocation": place}


def _region(problem: Problem) -> JsonObject:
    """Give the place at fault; editors' columns count a character beyond the BMP twice."""
    region = _region_of(problem.where)
    if problem.line and problem.where.column:
        region["startColumn"] = _utf_16(problem.line, problem.where.column)
    if problem.end_column is not None:
        region["endColumn"] = _utf_16(problem.line, problem.end_column)
    return region


def _region_of(where: Where) -> JsonObject:
    """A whole file is told at its first line: code scanning on GitHub refuses a result of none."""
    region: JsonObject = {"startLine": where.line or 1}
    return region | ({"startColumn": where.column} if where.column else {})


def _utf_16(line: str, column: int) -> int:
    before = line[: column - 1]
    return column + sum(character > "\uffff" for character in before)


def _uri(file: str) -> str:
    """Give a path as a URI: relative as it was named, so that it is found in the repository."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
