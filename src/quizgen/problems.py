"""Problems: what is wrong in a deck, where, by which rule, and how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import NamedTuple

Style = Callable[[str, str], str]
"""Paints a piece of text as a `place`, `error`, `warning`, `info`, `rule`, `caret` or `mend`."""

LINE_WIDTH = 72
"""Columns of an excerpt; a longer line is shown around the place at fault."""

_ALIKE = 2 / 3
"""How much of two words agrees if one is a slip for the other."""


class QuizgenError(Exception):
    """What stops a command that no author's deck is to blame for: a missing folder, a full disk."""


class Where(NamedTuple):
    """A place in a file; line and column count from 1, line 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0


class Severity(Enum):
    """An error stops the build; a warning does not, unless the user asks for strictness.

    An info never does: it is a hint, looked for only when somebody asks.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Edit(NamedTuple):
    """A change of a file: what stands at a place gives way to another text.

    Both may hold several lines; `old` says what must stand there, letter for letter.
    """

    where: Where
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One slip of an author.

    `message` names the thing and says what is wrong; `mend` says what to do. `culprit` is the
    piece of the value at fault where that is less than the whole (one name in a template): it
    lets the place be found exactly; `mention` tells which of its mentions is meant, from 1.
    `line` is the offending line, for the excerpt. `about` are the places of the fact and the
    template it concerns, whose waivers count; `related` are other places that have a part in
    it, such as where the same id stands first. `edits` mend it, where only one mend can be meant;
    they belong together.
    """

    where: Where
    rule: str
    message: str
    mend: str = ""
    severity: Severity = Severity.ERROR
    culprit: str = ""
    line: str = ""
    mention: int = 1
    about: tuple[Where, ...] = ()
    related: tuple[Where, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def end_column(self) -> int | None:
        """The column behind the culprit; None where the line does not show it."""
        rest = self.line[self.where.column - 1 :] if self.where.column else ""
        shown = self.culprit and rest.startswith(self.culprit)
        return self.where.column + len(self.culprit) if shown else None


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Order by place, and name each problem once."""
    return sorted(set(problems), key=lambda problem: (problem.where, problem.rule, problem.message))


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Tell whether a build must stop: at an error, or under `strict` at a warning too.

    >>> warning = Problem(Where("deck.yaml"), "no-source", "none", severity=Severity.WARNING)
    >>> has_errors([warning]), has_errors([warning], strict=True)
    (False, True)
    """
    grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(problem.severity in grave for problem in problems)


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that was probably meant, or an empty string.

    Two letters in three must agree, in their order: fewer do by chance, in short words above all.
    """
    names = list(known)
    same = [name for name in names if name.casefold() == word.casefold()]
    matches = same or get_close_matches(word, names, n=1, cutoff=_ALIKE)
    return matches[0] if matches else ""


def meant(word: str, known: Iterable[str], other_names: Mapping[str, str] | None = None) -> str:
    """Word a mend for an unknown name: the one that another name stands for, the nearest, or all.

    >>> meant("gap", ["cloze", "recall"], {"gap": "cloze"})
    "did you mean 'cloze'?"
    """
    names = sorted(known)
    other = (other_names or {}).get(word.casefold().replace(" ", "-").replace("_", "-"), "")
    guess = other if other in names else nearest(word, names)
    if guess:
        return f"did you mean '{guess}'?"
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"known are: {shown}" if names else ""


def list_key(key: str, members: Iterable[str], file: str) -> str:
    """Say how a fact writes a list under a key: in brackets, or in a cell of a table.

    >>> list_key("skip", ["who", "when"], "f.yaml"), list_key("skip", ["who", "when"], "f.csv")
    ("'skip: [who, when]'", "'who;when' in the column 'skip'")
    """
    if file.endswith(".csv"):
        return f"'{';'.join(members)}' in the column '{key}'"
    return f"'{key}: [{', '.join(members)}]'"


def _unpainted(text: str, _role: str) -> str:
    return text


def format_problem(problem: Problem, paint: Style = _unpainted, width: int = LINE_WIDTH) -> str:
    """Give the problem as text: a line that editors jump to, the excerpt, and the mend.

    `width` are the columns of the excerpt; its place at fault always shows.

    >>> where = Where("deck.yaml", 3, 8)
    >>> problem = Problem(where, "unknown-key", "no key 'nmae'", "did you mean 'name'?",
    ...                   culprit="nmae", line="gold: {nmae: Gold}")
    >>> print(format_problem(problem))
    deck.yaml:3:8: error: no key 'nmae' [unknown-key]
        gold: {nmae: Gold}
               ^^^^
        mend: did you mean 'name'?
    """
    file, line, column = problem.where
    place = one_line(f"{file}:{line}:{column}" if line else file)
    kind = problem.severity.value
    lines = [
        f"{paint(place, 'place')}: {paint(kind + ':', kind)} {one_line(problem.message)} "
        f"{paint(f'[{problem.rule}]', 'rule')}"
    ]
    if problem.line.strip():
        excerpt, start = _excerpt(problem.line, column - 1, width)
        lines.append("    " + excerpt)
        pad = _blank_like(excerpt[:start])
        lines.append("    " + pad + paint("^" * _caret_width(problem, excerpt[start:]), "caret"))
    if problem.mend:
        lines.append(paint("    mend: ", "mend") + one_line(problem.mend))
    return "\n".join(lines)


def plural(count: int, noun: str) -> str:
    """Count a noun.

    >>> plural(1, "fact"), plural(1200, "fact"), plural(2, "quiz")
    ('1 fact', '1,200 facts', '2 quizzes')
    """
    return f"{count:,} {inflect(noun, count)}"


def inflect(noun: str, count: int) -> str:
    """Give a noun as it stands behind a count."""
    return noun if count == 1 else f"{noun}zes" if noun.endswith("z") else f"{noun}s"


def one_line(text: str) -> str:
    """Give a text as one line in which nothing controls a terminal."""
    return "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}"
        for character in text.replace("\n", " ")
    )


def _excerpt(line: str, index: int, width: int) -> tuple[str, int]:
    """Cut a long line around `index`; give the piece and where `index` falls in it."""
    clean = "".join(
        c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in line
    )
    index = min(max(index, 0), len(clean))
    if len(clean) <= width:
        return clean.rstrip(), index
    start = max(0, min(index - width // 3, len(clean) - width))
    head = "..." if start else ""
    tail = "..." if start + width < len(clean) else ""
    piece = clean[start : start + width].rstrip()
    return head + piece + tail, index - start + len(head)


def _blank_like(text: str) -> str:
    """Blanks as wide as the text on a terminal: tabs stay, wide characters count twice."""
    return "".join(
        "\t"
        if character == "\t"
        else " " * (0 if unicodedata.combining(character) else 1 + _is_wide(character))
        for character in text
    )


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _caret_width(problem: Problem, rest: str) -> int:
    culprit = problem.culprit
    return max(1, len(_blank_like(culprit))) if rest.startswith(culprit) else 1
