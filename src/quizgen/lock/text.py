"""Text: the lock as lines, one a note, sorted, made for version control."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from quizgen.lock.memory import NO_GAPS, Lock, LockedNote, LockedType
from quizgen.lock.merge import clashing_gaps, merge_locks
from quizgen.problems import Problem, Severity, Where

FORMAT = 2
"""The newest format; 1 knew no subdecks and media, nothing retired, no drafts of what is out."""

_HEADER = "# What Anki must remember of this deck. Written by quizgen: commit it, do not edit it.\n"
_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_TURNS = {
    ("both", "<<<<<<<"): "ours",
    ("ours", "|||||||"): "before",
    ("ours", "======="): "theirs",
    ("before", "======="): "theirs",
    ("theirs", ">>>>>>>"): "both",
}
"""What follows a mark of a conflict, by what stood before it."""
_CONFLICT = re.compile(f"^(?:{'|'.join(map(re.escape, _MARKS))})", re.MULTILINE)
_NO_EXTRAS = (NO_GAPS, "")
_RESTORE = "restore the file from version control, or from a copy"
_KEY = r"[^\s/]+(?:/[^\s/]+){3}"
_HASH = r"[0-9a-f]{8}\.[0-9a-f]{8}\.[0-9a-f]{8}"
_NOTE = re.compile(
    rf'note ({_KEY}) ({_HASH}) (\d+) (\d+) (-|{_HASH})(?:@(\d+))?((?: [^\s"=]+=\d+)*)(?: (".*"))?',
    re.ASCII,
)


def print_lock(lock: Lock) -> str:
    """Write the lock as text, sorted, so that a change of one note is a change of one line.

    A lock that needs no more is written in the first format, as it always was.

    >>> print(print_lock(Lock("The planets")).splitlines()[-2])
    deck "The planets"
    """
    newer = bool(lock.media or lock.retired) or any(
        note.subdeck or note.shipped for note in lock.notes.values()
    )
    newer = newer or any(each.shipped for each in lock.types.values())
    head = [_HEADER + f"lock {FORMAT if newer else 1}", f"deck {_quote(lock.deck_name)}"]
    types = [
        f"type {name} {t.content} {t.modified}"
        + (f" {t.released}@{t.shipped}" if t.shipped else "")
        for name, t in sorted(lock.types.items())
    ]
    entries = sorted(lock.notes.items())
    notes = [
        f"note {key} {content} {modified} {created} {released or '-'}"
        f"{_extras(gaps, subdeck, shipped)}"
        for key, (content, modified, created, released, gaps, subdeck, shipped) in entries
    ]
    media = [f"media {name}" for name in sorted(lock.media)]
    retired = [f"retired {key}" for key in sorted(lock.retired)]
    return "\n".join([*head, *types, *media, *retired, *notes, "end"]) + "\n"


def parse_lock(text: str, file: str) -> tuple[Lock, list[Problem]]:
    """Read a lock back; what does not fit is a problem, and then nothing is built over it.

    Where a merge left a conflict, both sides are taken together.
    """
    text = text.replace("\r\n", "\n").rstrip("\n")
    lines = text.split("\n")
    if any(mark in text for mark in _MARKS) and _CONFLICT.search(text):
        return _parse_sides(lines, file)
    return _parse_lines(lines, file)


def _parse_sides(lines: Sequence[str], file: str) -> tuple[Lock, list[Problem]]:
    number = next(i for i, line in enumerate(lines, start=1) if line.startswith(_MARKS))
    sides = _part_sides(lines)
    if sides is None:
        problem = Problem(
            Where(file, number, 1),
            "lock-conflict",
            "a merge left a conflict in the lock, and some of its marks are gone",
            f"bring them back, as by 'git checkout --merge {file}', and build: it joins both sides",
        )
        return Lock(), [problem]
    (ours, slips), (theirs, others) = (_parse_lines(side, file) for side in sides)
    if slips or others:
        return Lock(), list(dict.fromkeys([*slips, *others]))
    return merge_locks(ours, theirs), list(_merge_problems(ours, theirs, Where(file, number, 1)))


def _part_sides(lines: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Part what two branches wrote, each line at its number; None where marks are missing."""
    ours, theirs, side = [], [], "both"
    for line in lines:
        marked = line.startswith(_MARKS)
        if marked and (side, line[:7]) not in _TURNS:
            return None
        ours.append(line if not marked and side in ("both", "ours") else "")
        theirs.append(line if not marked and side in ("both", "theirs") else "")
        side = _TURNS[side, line[:7]] if marked else side
    return (ours, theirs) if side == "both" else None


def _merge_problems(ours: Lock, theirs: Lock, where: Where) -> Iterator[Problem]:
    yield Problem(
        where,
        "lock-merged",
        "a merge left a conflict in the lock: both sides are joined, each note by its later date",
        "merge the deck's own files too, and commit the lock as the build writes it",
        Severity.WARNING,
    )
    for key in clashing_gaps(ours, theirs):
        yield Problem(
            where,
            "lock-gaps-clash",
            f"two releases numbered the gaps of '{key}' in two ways: those who have the earlier "
            "one will be asked for another gap on the same card",
            "if many have it, retire the template, and give its sentence to one with a new id",
            Severity.WARNING,
        )


def _parse_lines(lines: Sequence[str], file: str) -> tuple[Lock, list[Problem]]:
    problems = list(_file_problems(lines, file))
    if problems:
        return Lock(), problems
    name = ""
    types: dict[str, LockedType] = {}
    notes: dict[str, LockedNote] = {}
    media: set[str] = set()
    retired: set[str] = set()
    for number, line in enumerate(lines, start=1):
        try:
            note = _NOTE.fullmatch(line)
            if note is not None:
                key, content, modified, created, released, shipped, gaps, subdeck = note.groups()
                if key in notes:
                    raise ValueError(f"a second line for '{key}'")
                was = "" if released == "-" else released
                numbers, way = (_read_extras(gaps, subdeck)) if gaps or subdeck else _NO_EXTRAS
                dates = int(modified), int(created)
                notes[key] = LockedNote(content, *dates, was, numbers, way, int(shipped or 0))
            elif line.startswith("deck "):
                name = str(json.loads(line.removeprefix("deck ")))
            elif line.startswith("media "):
                media.add(line.removeprefix("media "))
            elif line.startswith("retired "):
                retired.add(line.removeprefix("retired "))
            else:
                _add_type(types, line)
        except ValueError as error:
            problems.append(
                Problem(
                    Where(file, number, 1),
                    "lock-line",
                    f"this line of the lock cannot be read: {error}",
                    _RESTORE,
                )
            )
    return Lock(name, types, notes, frozenset(media), frozenset(retired)), problems


def _extras(gaps: Mapping[str, int], subdeck: str, shipped: int) -> str:
    """Write what few notes have: their date at the release, numbers of gaps, a quoted subdeck."""
    if not gaps and not subdeck and not shipped:
        return ""
    numbers = "".join(f" {name}={number}" for name, number in sorted(gaps.items()))
    return (f"@{shipped}" if shipped else "") + numbers + (f" {_quote(subdeck)}" if subdeck else "")


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _file_problems(lines: Sequence[str], file: str) -> Iterator[Problem]:
    header = next((line for line in lines if line and not line.startswith("#")), "")
    if not re.fullmatch(r"lock [0-9]{1,9}", header):
        yield Problem(Where(file, 1, 1), "lock-format", "this is no lock of quizgen's", _RESTORE)
    elif int(header.split()[1]) > FORMAT:
        yield Problem(
            Where(file, 1, 1),
            "lock-format",
            f"this lock has the format {header.split()[1]}, of a newer quizgen",
            "bring quizgen up to date",
        )
    elif lines[-1] != "end":
        yield Problem(
            Where(file, len(lines), 1), "lock-truncated", "the end of the lock is missing", _RESTORE
        )


def _read_extras(gaps: str, subdeck: str | None) -> tuple[dict[str, int], str]:
    pairs = (gap.split("=") for gap in gaps.split())
    numbers = {name: int(number) for name, number in pairs}
    if len(set(numbers.values())) < len(numbers):
        raise ValueError(f"two of its gaps have one number:{gaps}")
    return numbers, json.loads(subdeck) if subdeck else ""


def _add_type(types: dict[str, LockedType], line: str) -> None:
    match line.split(" "):
        case ["type", name, _, _, *_] if name in types:
            raise ValueError(f"a second line for the note type '{name}'")
        case ["type", name, content, modified]:
            types[name] = LockedType(content, int(modified))
        case ["type", name, content, modified, was]:
            released, _, shipped = was.partition("@")
            types[name] = LockedType(content, int(modified), released, int(shipped))
        case ["lock", _] | ["end"] | [""]:
            pass
        case [("note" | "type" | "lock" | "end") as first, *_]:
            raise ValueError(f"what follows '{first}' is not what a lock has there")
        case [first, *_] if not first.startswith("#"):
            raise ValueError(f"'{first}' begins no line of a lock")
