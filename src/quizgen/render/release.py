"""Releases: what changed for learners, as notes to read and as Anki's text import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from html import unescape

from quizgen.model import Artifact, Note, Package, Words, media_names
from quizgen.render.anki import note_guid
from quizgen.render.linear_math import linear_math
from quizgen.render.note_types import FIELDS, deck_name, model_id

UPDATES = "updates.txt"
RETIRED_TAG = "quizgen::retired"
_FIND = "Key:"
"""Before a note's key, what Anki's browser finds it by."""
_SORTS = ("added", "question", "answer", "both", "rest", "back", "retired")
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PICTURE = re.compile(r'<img src="[^"]*" alt="([^"]*)">')
_FORMULA = re.compile(r"\\\((.*?)\\\)", re.DOTALL)
_SOUND = re.compile(r"\[sound:[^\]]*\]")


def render_changes(
    title: str,
    words: Words,
    package: Package,
    changes: Mapping[str, str],
    package_only: Set[str] = frozenset(),
) -> Artifact:
    """List for learners, by sort of change, which cards are new, reworded, corrected or retired.

    `changes` gives by key what changed since the last release; of `package_only` it is said that
    the text does not bring them. Of what nothing asks any more, the key alone is known.
    """
    phrases = words.phrases
    lines = [f"# {words.say('changes', title=title)}", ""]
    coming = {key: change for key, change in changes.items() if change != "lost"}
    if set(coming.values()) - {"added"}:
        for line in _explain(words, package, coming, package_only):
            lines += [line, ""]
    for sort in _SORTS:
        notes = [note for note in package.notes if changes.get(note.key) == sort]
        if notes:
            # A question on several cards is told once.
            told = dict.fromkeys(f"- {_describe(note)}" for note in notes)
            lines += [f"## {phrases[f'changes {sort}']}", "", *told, ""]
    lost = sorted(changes.keys() - coming.keys())
    if lost:
        lines += [f"## {phrases['changes lost']}", "", *(f"- `{_FIND}{key}`" for key in lost), ""]
    return Artifact("CHANGES.md", "\n".join(lines).encode())


def needs_package(package: Package, keys: Iterable[str], known: Set[str]) -> frozenset[str]:
    """Give the keys of notes with files that learners may not have: no text brings these."""
    if not package.media:
        return frozenset()
    wanted = set(keys)
    notes = (note for note in package.notes if note.key in wanted)
    return frozenset(note.key for note in notes if media_names(note.fields) - known)


def render_updates(package: Package, keys: Iterable[str]) -> Artifact:
    """Write changed notes in Anki's text format; without a tags column, so that tags stay."""
    wanted = set(keys)
    notes = [note for note in package.notes if note.key in wanted]
    # New cards go to their deck; Anki leaves the others where they are.
    decked = any(note.subdeck for note in notes)
    widest = max(len(fields) for fields in FIELDS.values())
    columns = ["GUID", "Note type", *(["Deck"] if decked else [])]
    columns += [f"Field {i}" for i in range(1, widest + 1)]
    lines = [
        "#separator:Tab",
        "#html:true",
        "#guid column:1",
        "#notetype column:2",
        "#deck column:3" if decked else f"#deck:{package.name}",
        "#columns:" + "\t".join(columns),
    ]
    for note in notes:
        # Learners may rename a note type, or have one of that name; its id is ours alone.
        cells = [note_guid(note.key), str(model_id(package.deck_id, note.note_type))]
        cells += [deck_name(package.name, note.subdeck)] if decked else []
        cells += [text.replace("\t", "&#9;") for text in note.fields.values()]
        cells += [""] * (len(columns) - len(cells))
        lines.append("\t".join(map(_cell, cells)))
    return Artifact(UPDATES, ("\n".join(lines) + "\n").encode())


def _explain(
    words: Words, package: Package, changes: Mapping[str, str], package_only: Set[str]
) -> Iterator[str]:
    """Say how learners get what changed, and what they find then."""
    whole, texts = f"{package.deck_id}.apkg", changes.keys() - package_only
    yield words.say("changes how", package=whole)
    if texts:
        yield words.say("changes text", updates=UPDATES)
    if "retired" in changes.values():
        yield words.say("changes gone", retired=f"{package.deck_id}-retired.apkg")
    known = [note for note in package.notes if changes.get(note.key, "added") != "added"]
    if any(map(_has_lost_gaps, known)):
        yield words.phrases["changes empty"]
    if texts and package_only:
        yield words.say("changes media", package=whole, updates=UPDATES)


def _cell(text: str) -> str:
    """Quote a cell where Anki's reader would take it for something else."""
    if text.startswith("#") or any(mark in text for mark in '\n\t"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _has_lost_gaps(note: Note) -> bool:
    """Tell whether a number once given to a gap stands for none any more: its card is blank."""
    return len(note.gaps) > len(note.cards)


def _describe(note: Note) -> str:
    if "Text" in note.fields:
        shown = _CLOZE.sub(r"[\1]", note.fields["Text"])
    elif "Right" in note.fields:
        right = (note.fields[f"Option {each}"] for each in note.fields["Right"].split(","))
        shown = f"{note.fields['Question']} → {', '.join(right)}"
    else:
        shown = f"{note.fields['Question']} → {note.fields['Answer']}"
    scope = f"({note.fields['Scope']}) " if note.fields["Scope"] else ""
    seen = _SOUND.sub("♪", _PICTURE.sub(r"[\1]", scope + shown))
    text = unescape(_TAG.sub(" ", seen))  # what is no formula has a tag behind its backslash
    text = _FORMULA.sub(lambda found: linear_math(found[1]), text)
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split()))
