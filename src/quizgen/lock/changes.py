"""Changes: hashes of what learners see, and what differs from the last build or release."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

from quizgen.lock.memory import Lock
from quizgen.lock.text import parse_lock, print_lock
from quizgen.model import Deck, Note, Package
from quizgen.problems import Problem, Severity, Where

_CLOZE = re.compile(r"\{\{c\d+::(.*?)\}\}", re.DOTALL)


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
    elif "Right" in fields:
        asked = fields["Question"]
        answer = "\x1f".join(fields[f"Option {number}"] for number in fields["Right"].split(","))
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


def check_released(lock: Lock, deck: Deck, package: Package, file: str) -> list[Problem]:
    """Report released notes that the package lacks: Anki never deletes them."""
    there = {note.key for note in package.notes}
    facts = {str(fact.id) for fact in deck.facts}
    gone = [key for key, note in lock.notes.items() if note.released and key not in there]
    lost = {fact_of(key) for key in gone} - facts
    problems = [
        Problem(
            Where(file),
            "released-fact-gone",
            f"learners have the fact '{fact}', which is no longer in the deck",
            "put it back with 'retired: <reason>': Anki never deletes a card",
        )
        for fact in sorted(lost)
    ]
    problems += [
        Problem(
            Where(file),
            "released-note-gone",
            f"learners have '{key}', which nothing asks any more",
            "bring its template back, or retire the fact",
            Severity.WARNING,
        )
        for key in gone
        if fact_of(key) not in lost
    ]
    return problems


def fact_of(key: str) -> str:
    """Give the fact of a note's key, deck/fact/template/form."""
    return key.split("/")[1]
