"""Mends: write them, or show them as a diff, and say what was mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import TYPE_CHECKING

import typer

from quizgen.cli.options import ProblemFormat

if TYPE_CHECKING:
    from quizgen.build import Mended


def carry_out(mended: Mended, style: ProblemFormat, *, dry_run: bool) -> Iterator[str]:
    """Write the mended files, or in a dry run print a diff; give lines that say what was done.

    A program that reads problems on stdout finds their edits there, and gets no diff.
    """
    from quizgen.build import write_mended

    if not dry_run:
        write_mended(mended)
    elif style is ProblemFormat.TEXT:
        for file, text in mended.new.items():
            typer.echo("".join(diff_lines(file, mended.old[file], text)), nl=False)
    for file, rules in mended.mends.items():
        counted = (f"{rule} ({count:,})" for rule, count in sorted(rules.items()))
        yield f"{file}: {'would mend' if dry_run else 'mended'} {', '.join(counted)}"


def diff_lines(file: str, old: str, new: str) -> Iterator[str]:
    """Give a unified diff of a file, as `patch -p0` takes it."""
    before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (old, new))
    for line in unified_diff(before, after, file, file):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
