"""Mended: a deck with all mends made that are certain, until none is left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.build.checked import Checked, check
from quizgen.build.stages import Announce, unheard
from quizgen.load import apply_edits, encode_like, load_deck, read_texts
from quizgen.problems import Problem, Severity
from quizgen.write import rewrite_files

MOST_ROUNDS = 10_000
"""Each round makes an edit; more would be a rule that is never satisfied."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A deck as it will be: what is still wrong with it, and its files that change.

    `old` and `new` are texts by file name; `mends` says by file how often which rule was mended.
    """

    checked: Checked
    old: Mapping[str, str]
    new: Mapping[str, str]
    mends: Mapping[str, Counter[str]]


def mend(
    path: Path,
    sources: Path | None = None,
    *,
    least: Severity = Severity.WARNING,
    announce: Announce = unheard,
) -> Mended:
    """Make the edits that a deck's problems carry, look again, and go on until there are none.

    What stops a file from being read hides the rest of it, so the files are read again and again;
    the whole deck is checked when all of them can be read. Problems less severe than `least` are
    mended too, but not told.
    """
    texts = read_texts(path)
    work = _Work(texts)
    for _ in range(MOST_ROUNDS):
        if work.mend(load_deck(path, drafts=work.new)[1]):
            continue
        checked = check(path, sources, least=Severity.INFO, drafts=work.new, announce=announce)
        if not work.mend(checked.problems):
            break
    if least is not Severity.INFO:
        told = (each for each in checked.problems if each.severity is not Severity.INFO)
        checked = replace(checked, problems=tuple(told))
    return Mended(checked, {file: texts[file] for file in work.new}, work.new, work.mends)


def write_mended(mended: Mended) -> None:
    """Write the files of a mended deck: all of them, or none."""
    rewrite_files({Path(file): encode_like(Path(file), text) for file, text in mended.new.items()})


class _Work:
    """The texts of a deck while they are mended, and what was done."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.new: dict[str, str] = {}
        self.mends: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def mend(self, problems: Iterable[Problem]) -> bool:
        """Make the edits of all problems that do not get in each other's way; tell if any."""
        by_file: defaultdict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            if problem.edits:
                by_file[problem.edits[0].where.file].append(problem)
        changed = False
        for file, found in by_file.items():
            before = self.new.get(file, self.texts[file])
            after, made = apply_edits(before, [problem.edits for problem in found])
            if after != before:
                changed, self.new[file] = True, after
                self.mends[file].update(problem.rule for problem in map(found.__getitem__, made))
        return changed
