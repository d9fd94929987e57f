"""Text: the lock as lines, one a note, sorted, made for version control."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from quizgen.lock.memory import Lock, LockedNote, LockedType
from quizgen.problems import Problem, Where

FORMAT = 1
_HEADER = "# What Anki must remember of this deck. Written by quizgen: commit it, do not edit it.\n"
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
_RESTORE = "restore the file from version control, or from a copy"


def print_lock(lock: Lock) -> str:
    """Write the lock as text, sorted, so that a change of one note is a change of one line.

    >>> print(print_lock(Lock("The planets")).splitlines()[-2])
    deck "The planets"
    """
    lines = [_HEADER + f"lock {FORMAT}", f"deck {json.dumps(lock.deck_name, ensure_ascii=False)}"]
    lines += [f"type {name} {t.content} {t.modified}" for name, t in sorted(lock.types.items())]
    for key, note in sorted(lock.notes.items()):
        gaps = "".join(f" {name}={number}" for name, number in sorted(note.gaps.items()))
        dates = f"{note.modified} {note.created}"
        lines.append(f"note {key} {note.content} {dates} {note.released or '-'}{gaps}")
    return "\n".join([*lines, "end"]) + "\n"


def parse_lock(text: str, file: str) -> tuple[Lock, list[Problem]]:
    """Read a lock back; what does not fit is a problem, and then nothing is built over it."""
    lines = re.split(r"\r?\n", text.rstrip("\r\n"))
    problems = list(_file_problems(lines, file))
    if problems:
        return Lock(), problems
    name, types, notes = "", {}, {}
    for number, line in enumerate(lines, start=1):
        words = line.split(" ")
        try:
            match words[0]:
                case "deck":
                    name = str(json.loads(line.removeprefix("deck ")))
                case "type":
                    types[words[1]] = LockedType(words[2], int(words[3]))
                case "note":
                    key, note = _read_note(words)
                    if key in notes:
                        raise ValueError(f"a second line for '{key}'")
                    notes[key] = note
                case "lock" | "end" | "":
                    pass
                case first if not first.startswith("#"):
                    raise ValueError(f"'{first}' begins no line of a lock")
        except (ValueError, IndexError) as error:
            problems.append(
                Problem(
                    Where(file, number, 1),
                    "lock-line",
                    f"this line of the lock cannot be read: {error}",
                    _RESTORE,
                )
            )
    return Lock(name, types, notes), problems


def _file_problems(lines: Sequence[str], file: str) -> Iterator[Problem]:
    for number, line in enumerate(lines, start=1):
        if line.startswith(_CONFLICT):
            yield Problem(
                Where(file, number, 1),
                "lock-conflict",
                "a merge left a conflict in the lock",
                "remove the lines of <, = and >, and keep every note's line; where one "
                "note has two, keep the one with the later date (the first large number)",
            )
            return
    header = next((line for line in lines if not line.startswith("#")), "")
    if not re.fullmatch(r"lock \d+", header):
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


def _read_note(words: Sequence[str]) -> tuple[str, LockedNote]:
    key, content, modified, created, released, *gaps = words[1:]
    if not re.fullmatch(r"[0-9a-f]{8}(\.[0-9a-f]{8}){2}", content):
        raise ValueError(f"'{content}' is no hash of a note")
    numbers = {name: int(number) for name, number in (gap.split("=") for gap in gaps)}
    was = "" if released == "-" else released
    return key, LockedNote(content, int(modified), int(created), was, numbers)
