"""Changes: hashes of what learners see, and what differs from the last build or release."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import sha256
from operator import itemgetter

from quizgen.lock.memory import Lock
from quizgen.lock.text import parse_lock, print_lock
from quizgen.model import Note
from quizgen.problems import Problem, Where

Texts = tuple[str, ...]

_CLOZE = re.compile(r"\{\{c\d+::(.*?)\}\}", re.DOTALL)
_MAIN = frozenset({"Question", "Answer", "Text", "Scope", "Key"})


def hash_note(note: Note) -> str:
    """Hash what a learner sees, in three parts: question, answer, and the rest.

    >>> one = Note("k", "Question", {"Question": "Q", "Answer": "A", "Note": ""}, (), (0,))
    >>> two = one._replace(fields={"Question": "Q", "Answer": "B", "Note": ""})
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
    names, take = _lesser_fields(tuple(fields))
    rest = _digest_rest(names, take(fields), note.tags)
    question = _digest("\x1f".join((fields.get("Scope", ""), asked)))
    return f"{question}.{_digest(answer)}.{rest}"


def changes_since_release(
    lock: Lock, retired: Set[str] = frozenset(), lost: Set[str] = frozenset()
) -> dict[str, str]:
    """Tell of each note what is new since the last release.

    It was `added`, is now `retired` or `lost` (nothing asks it any more, nor says why), or is
    `back` after it was; or a part of it changed.
    """
    changes = {}
    for key, note in lock.notes.items():
        change = what_changed(note.released, note.content) if note.released else "added"
        if key in lost:
            change = "" if key in lock.retired else "lost"
        elif key in retired:
            change = change and "retired"
        elif key in lock.retired:
            change = "back"
        if change:
            changes[key] = change
    return changes


def what_changed(old: str, new: str) -> str:
    """Tell what two hashes differ in: `question`, `answer`, `both`, only the `rest`, or nothing."""
    question, answer, rest = (
        one != other for one, other in zip(old.split("."), new.split("."), strict=True)
    )
    if question and answer:
        return "both"
    return "question" if question else "answer" if answer else "rest" if rest else ""


def mark_release(lock: Lock, media: Iterable[str] = (), retired: Iterable[str] = ()) -> Lock:
    """Note that all of this is now in the hands of learners, these files and retired notes too."""
    notes = {key: note._replace(released=note.content) for key, note in lock.notes.items()}
    return replace(lock, notes=notes, media=frozenset(media), retired=frozenset(retired))


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


def _digest(part: str) -> str:
    return sha256(part.encode()).hexdigest()[:8]


@lru_cache(maxsize=64)
def _digest_rest(names: Texts, texts: Texts, tags: Texts) -> str:
    """Hash the lesser fields and the tags; neighbours often share them."""
    parts = (f"{name}\x1f{text}" for name, text in zip(names, texts, strict=True))
    return _digest("\x1f".join((*parts, *tags)))


@cache
def _lesser_fields(names: Texts) -> tuple[Texts, Callable[[Mapping[str, str]], Texts]]:
    """Give the names of a note type's lesser fields, and what takes them out of a note."""
    lesser = tuple(name for name in names if name not in _MAIN)
    if len(lesser) > 1:
        return lesser, itemgetter(*lesser)
    return lesser, lambda fields: tuple(fields[name] for name in lesser)
