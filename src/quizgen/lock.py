"""Lock: what Anki must remember of a deck between builds; the only clock.

Anki updates a note only if it comes with a later date, so a date may move when the content
does, and only then: otherwise learners' own edits would be overwritten, or changes never seen.
The lock is a text file beside the deck, a line a note, made for version control.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from quizgen.model import Cloze, Note, NoteType, Package, Question, Span
from quizgen.problems import Problem, Severity, Where

FORMAT = 1
_HEADER = "# What Anki must remember of this deck. Written by quizgen: commit it, do not edit it.\n"
_CLOZE = re.compile(r"\{\{c\d+::(.*?)\}\}", re.DOTALL)
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
_RESTORE = "restore the file from version control, or from a copy"


@dataclass(frozen=True, slots=True)
class LockedNote:
    """A note as last built: hash of its content, dates, hash at the last release, gap numbers.

    `modified` is in seconds, `created` in milliseconds since 1970; `released` is empty for a
    note that no learner has yet.
    """

    content: str
    modified: int
    created: int
    released: str = ""
    gaps: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LockedType:
    """A note type as last built: hash of its look, and the date (seconds) it came with."""

    content: str
    modified: int


@dataclass(frozen=True, slots=True)
class Lock:
    """The memory of one deck; notes by key, which is their question's id."""

    deck_name: str = ""
    types: Mapping[str, LockedType] = field(default_factory=dict)
    notes: Mapping[str, LockedNote] = field(default_factory=dict)


def current_time() -> int:
    """Read the clock, in seconds since 1970: SOURCE_DATE_EPOCH first."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(fixed) if fixed.isdecimal() else int(time.time())


def number_gaps(questions: Iterable[Question], lock: Lock) -> tuple[Question, ...]:
    """Give each gap the number it has in the lock; new gaps are numbered after all others.

    A number stands for one card of a learner: swapped, a well-known card asks another question.
    """
    return tuple(_renumbered(question, _gap_numbers(question, lock)) for question in questions)


def date_package(package: Package, lock: Lock, now: int) -> tuple[Package, Lock, list[Problem]]:
    """Date notes and note types: unchanged ones keep their dates, changed ones get later ones.

    The deck keeps the name it had. The lock that comes back forgets notes that are gone,
    unless a release has given them to learners.
    """
    used = {note.created for note in lock.notes.values()}
    fresh = _free_moments(now * 1000, used)
    notes, entries, behind = [], dict(_released(lock)), 0
    for note in package.notes:
        known = lock.notes.get(note.key)
        content = hash_note(note)
        if known is None:
            entry = LockedNote(content, now, next(fresh), gaps=note.gaps)
        elif known.content == content:
            entry = replace(known, gaps=note.gaps)
        else:
            behind += known.modified >= now
            modified = max(now, known.modified + 1)
            entry = replace(known, content=content, modified=modified, gaps=note.gaps)
        entries[note.key] = entry
        notes.append(replace(note, modified=entry.modified, created=entry.created))
    types = {each.name: _date_type(each, lock, now) for each in package.note_types}
    dated = replace(
        package,
        name=lock.deck_name or package.name,
        notes=tuple(notes),
        note_types=tuple(
            replace(each, modified=types[each.name].modified) for each in package.note_types
        ),
    )
    new_lock = Lock(dated.name, {**lock.types, **types}, entries)
    return dated, new_lock, _clock_problems(behind, now)


def mark_release(lock: Lock) -> Lock:
    """Note that all of this is now in the hands of learners."""
    notes = {key: replace(note, released=note.content) for key, note in lock.notes.items()}
    return replace(lock, notes=notes)


def check_stale(old_text: str, lock: Lock, file: str) -> list[Problem]:
    """Report what a lock does not know yet: under `--locked`, nothing may be new."""
    if print_lock(lock) == old_text:
        return []
    old, _ = parse_lock(old_text, file) if old_text else (Lock(), [])
    new = sorted(lock.notes.keys() - old.notes.keys())
    gone = sorted(old.notes.keys() - lock.notes.keys())
    changed = sorted(
        key
        for key, note in lock.notes.items()
        if key in old.notes and old.notes[key].content != note.content
    )
    parts = [
        f"{len(keys)} {word} ({', '.join(keys[:3])}{', ...' if len(keys) > 3 else ''})"
        for keys, word in ((new, "new"), (changed, "changed"), (gone, "gone"))
        if keys
    ]
    what = "; ".join(parts) or "note types or the deck's name changed"
    return [
        Problem(
            Where(file),
            "stale-lock",
            f"the lock is not up to date: {what}",
            "run 'quizgen build' and commit the lock",
        )
    ]


def check_released(lock: Lock, questions: Sequence[Question], file: str) -> list[Problem]:
    """Report released notes that no question makes any more: Anki never deletes them."""
    there = {question.id for question in questions}
    facts = {question.fact for question in questions}
    problems = []
    lost_facts: dict[str, str] = {}
    for key, note in lock.notes.items():
        if not note.released or key in there:
            continue
        fact = key.split("/")[1]
        if fact not in facts:
            lost_facts.setdefault(fact, key)
        else:
            problems.append(
                Problem(
                    Where(file),
                    "released-note-gone",
                    f"learners have '{key}', which nothing asks any more",
                    "bring its template back, or retire the fact",
                    Severity.WARNING,
                )
            )
    problems += [
        Problem(
            Where(file),
            "released-fact-gone",
            f"learners have the fact '{fact}', which is no longer in the deck",
            "put it back with 'retired: <reason>': Anki never deletes a card",
        )
        for fact in lost_facts
    ]
    return problems


def hash_note(note: Note) -> str:
    """Hash what a learner sees, in three parts: question, answer, and the rest.

    >>> one = Note("k", "Question", {"Question": "Q", "Answer": "A", "Note": ""}, (), (0,))
    >>> two = replace(one, fields={"Question": "Q", "Answer": "B", "Note": ""})
    >>> hash_note(one).split(".")[0] == hash_note(two).split(".")[0]
    True
    """
    fields = note.fields
    if "Text" in fields:
        asked = _CLOZE.sub("[]", fields["Text"])
        answer = "\x1f".join(_CLOZE.findall(fields["Text"])) + f"\x1f{sorted(note.gaps.items())}"
    else:
        asked, answer = fields["Question"], fields["Answer"]
    shown = {"Question", "Answer", "Text", "Scope", "Key"}
    rest = [f"{name}\x1f{text}" for name, text in fields.items() if name not in shown]
    parts = (fields.get("Scope", "") + "\x1f" + asked, answer, "\x1f".join((*rest, *note.tags)))
    return ".".join(sha256(part.encode()).hexdigest()[:8] for part in parts)


def changes_since_release(lock: Lock) -> dict[str, str]:
    """Tell of each note what is new since the last release: `added`, or the part that changed."""
    changes = {}
    for key, note in lock.notes.items():
        change = what_changed(note.released, note.content) if note.released else "added"
        if change:
            changes[key] = change
    return changes


def what_changed(old: str, new: str) -> str:
    """Tell which part of a note two hashes differ in: `question`, `answer`, `rest` or nothing."""
    names = ("question", "answer", "rest")
    pairs = zip(old.split("."), new.split("."), names, strict=True)
    return next((name for one, other, name in pairs if one != other), "")


def print_lock(lock: Lock) -> str:
    """Write the lock as text, sorted, so that a change of one note is a change of one line."""
    lines = [_HEADER + f"lock {FORMAT}", f"deck {json.dumps(lock.deck_name, ensure_ascii=False)}"]
    lines += [f"type {name} {t.content} {t.modified}" for name, t in sorted(lock.types.items())]
    for key, note in sorted(lock.notes.items()):
        gaps = "".join(f" {name}={number}" for name, number in sorted(note.gaps.items()))
        dates = f"{note.modified} {note.created}"
        lines.append(f"note {key} {note.content} {dates} {note.released or '-'}{gaps}")
    return "\n".join([*lines, "end"]) + "\n"


def parse_lock(text: str, file: str) -> tuple[Lock, list[Problem]]:
    """Read a lock back; what does not fit is a problem, and then nothing is built over it."""
    lines = text.splitlines()
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


def _gap_numbers(question: Question, lock: Lock) -> dict[str, int]:
    """Number a question's gaps by field: as locked, new ones after the highest ever used."""
    if not isinstance(question.response, Cloze) or not question.response.fields:
        return {}
    known = lock.notes.get(question.id)
    numbers = dict(known.gaps) if known is not None else {}
    for name in question.response.fields:
        numbers.setdefault(name, max(numbers.values(), default=0) + 1)
    return numbers


def _renumbered(question: Question, numbers: Mapping[str, int]) -> Question:
    response = question.response
    if not numbers or not isinstance(response, Cloze):
        return question
    new = {i: numbers[name] for i, name in enumerate(response.fields, start=1)}
    prompt = tuple(
        Span(span.text, span.kind, new[span.gap], span.hint) if span.gap else span
        for span in question.prompt
    )
    accepted = {new[gap]: others for gap, others in response.accepted.items()}
    return replace(
        question, prompt=prompt, response=replace(response, accepted=accepted, numbers=numbers)
    )


def _released(lock: Lock) -> Iterator[tuple[str, LockedNote]]:
    return ((key, note) for key, note in lock.notes.items() if note.released)


def _date_type(note_type: NoteType, lock: Lock, now: int) -> LockedType:
    look = "\x1f".join((note_type.front, note_type.back, note_type.style))
    content = sha256(look.encode()).hexdigest()[:16]
    known = lock.types.get(note_type.name)
    if known is None:
        return LockedType(content, now)
    if known.content == content:
        return known
    return LockedType(content, max(now, known.modified + 1))


def _free_moments(start: int, used: set[int]) -> Iterator[int]:
    """Count milliseconds up from `start`, leaving out those in use."""
    moment = max([start, *(each + 1 for each in used)]) if used else start
    while True:
        yield moment
        moment += 1


def _clock_problems(behind: int, now: int) -> list[Problem]:
    if not behind:
        return []
    return [
        Problem(
            Where("anki.lock"),
            "clock-behind",
            f"this machine's clock ({now}) is behind the lock; {behind} changed notes are "
            "dated one second after their last change instead",
            "set the clock",
            Severity.WARNING,
        )
    ]
