"""Views of a comparison of two packages: as text for the terminal, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape

from quizgen.diff import (
    Change,
    Comparison,
    FileChange,
    Fork,
    NoteChange,
    Outcome,
    TypeChange,
    count_outcomes,
)
from quizgen.problems import inflect, plural

JSON_VERSION = 1
"""Counts up when a program that reads the JSON would have to change."""

_WIDTH = 72
_MEANING = {
    Outcome.NEW: "",
    Outcome.UPDATED: "",
    Outcome.UNCHANGED: "",
    Outcome.IGNORED: "changed, but not dated later: the change would not arrive",
    Outcome.CONFLICTING: "of another note type or shape: frozen as the learner has them",
    Outcome.LEFT_OUT: "absent from the new package: they stay with the learner",
}


def comparison_text(comparison: Comparison) -> str:
    """Give counts, note types, decks, and then each note that does not stay as it is."""
    lines = [
        f"{count:>7,}  {outcome.value}{_aside(_MEANING[outcome]) if count else ''}"
        for outcome, count in count_outcomes(comparison).items()
    ]
    details = [line for each in comparison.note_types for line in _type_lines(each)]
    details += [_fork_line(fork) for fork in comparison.forks]
    details += [_file_line(file) for file in comparison.files]
    for name, change in comparison.descriptions.items():
        details += [_visible(f"description of deck '{name}'"), *_change_lines(change)]
    details += [line for note in comparison.notes for line in _note_lines(note)]
    return "\n".join([*lines, *([""] if details else []), *details])


def comparison_json(comparison: Comparison) -> str:
    """Give the comparison as a JSON object; fields hold Anki's HTML in full."""
    return json.dumps(
        {
            "version": JSON_VERSION,
            "counts": {key.value: count for key, count in count_outcomes(comparison).items()},
            "notes": [
                {
                    "key": note.key,
                    "guid": note.guid,
                    "outcome": note.outcome.value,
                    "changes": {
                        name: {"old": change.old, "new": change.new}
                        for name, change in note.changes.items()
                    },
                    "appearing": list(note.appearing),
                    "emptied": list(note.emptied),
                }
                for note in comparison.notes
            ],
            "note_types": [
                {"name": each.name, "outcome": each.outcome.value, "parts": list(each.parts)}
                for each in comparison.note_types
            ],
            "files": [
                {"name": each.name, "outcome": each.outcome.value} for each in comparison.files
            ],
            "descriptions": {
                name: {"old": change.old, "new": change.new}
                for name, change in comparison.descriptions.items()
            },
            "decks": [
                {"old": fork.old, "new": fork.new, "notes": fork.notes} for fork in comparison.forks
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _aside(text: str) -> str:
    return f" ({text})" if text else ""


def _type_lines(change: TypeChange) -> Iterator[str]:
    what = {
        Outcome.UPDATED: "changes",
        Outcome.IGNORED: "changed, but is not dated later: the old look stays",
        Outcome.CONFLICTING: "has another shape: its old notes are frozen, new ones get a copy",
    }
    if change.outcome in what:
        parts = ", ".join(change.parts)
        yield _visible(f"note type '{change.name}' {what[change.outcome]}: {parts}")


def _fork_line(fork: Fork) -> str:
    return _visible(
        f"deck '{fork.old}' is now '{fork.new}': the cards of {plural(fork.notes, 'note')} stay "
        "in the old one, new cards go to the new one"
    )


def _file_line(file: FileChange) -> str:
    what = {
        Outcome.NEW: "is new",
        Outcome.UPDATED: "has other content: the import stores it under another name",
        Outcome.IGNORED: "differs, but comes with no note that is new or updated: it stays away",
    }
    return _visible(f"file '{file.name}' {what[file.outcome]}")


def _change_lines(change: Change) -> Iterator[str]:
    old, new = _shorten(change)
    yield f"      - {old}"
    yield f"      + {new}"


def _note_lines(note: NoteChange) -> Iterator[str]:
    if note.outcome is Outcome.UNCHANGED and not note.appearing:
        return
    yield _visible(f"{note.outcome.value} {note.key}")
    for name, change in note.changes.items():
        yield _visible(f"    {name}")
        yield from _change_lines(change)
    if note.outcome is Outcome.UPDATED and not note.changes:
        yield "    dated later, though nothing changed: a learner's own edits would be overwritten"
    if note.appearing and note.outcome is not Outcome.NEW:
        yield f"    {_cards(note.appearing)} would appear"
    if note.emptied:
        yield f"    {_cards(note.emptied)} would stay behind, empty"


def _cards(ordinals: tuple[int, ...]) -> str:
    numbers = ", ".join(str(ordinal + 1) for ordinal in ordinals)
    return f"{inflect('card', len(ordinals))} {numbers}"


def _shorten(change: Change) -> tuple[str, str]:
    """Show both texts from a little before the first difference, as far as a line holds."""
    old, new = _readable(change.old), _readable(change.new)
    if old == new:  # they differ in how they are escaped: then that is to be seen
        old, new = change.old, change.new
    pairs = enumerate(zip(old, new, strict=False))
    differ = next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = max(0, differ - _WIDTH // 3)
    return _excerpt(old, start), _excerpt(new, start)


def _readable(html: str) -> str:
    """Write a field as its author did: without entities, and without what parts MathJax."""
    return unescape(html.replace("<span></span>", ""))


def _excerpt(text: str, start: int) -> str:
    start = start if start > 3 else 0
    head, tail = "..." if start else "", "..." if len(text) > start + _WIDTH else ""
    return _visible(head + text[start : start + _WIDTH] + tail)


def _visible(text: str) -> str:
    """Write what no terminal shows, or what would command it, as an escape."""
    return "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}" for character in text
    )
