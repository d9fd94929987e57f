"""Releases: what changed for learners, as notes to read and as Anki's text import."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape

from quizgen.model import Artifact, Note, Package, Words
from quizgen.render.anki import note_guid
from quizgen.render.note_types import FIELDS, model_name

RETIRED_TAG = "quizgen::retired"
_SORTS = ("added", "question", "answer", "rest", "retired")
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PICTURE = re.compile(r'<img src="[^"]*" alt="([^"]*)">')
_SOUND = re.compile(r"\[sound:[^\]]*\]")


def render_changes(
    title: str, words: Words, package: Package, changes: Mapping[str, str]
) -> Artifact:
    """List for learners, by sort of change, which cards are new, reworded, corrected or retired.

    `changes` gives by key what changed since the last release.
    """
    phrases = words.phrases
    lines = [f"# {words.say('changes', title=title)}", ""]
    if set(changes.values()) - {"added"}:
        package_name, updates = f"{package.deck_id}.apkg", "updates.txt"
        lines += [words.say("changes how", package=package_name, updates=updates), ""]
    for sort in _SORTS:
        notes = [note for note in package.notes if changes.get(note.key) == sort]
        if notes:
            lines += [f"## {phrases[f'changes {sort}']}", ""]
            lines += [f"- {_describe(note)}" for note in notes]
            lines.append("")
    return Artifact("CHANGES.md", "\n".join(lines).encode())


def render_updates(package: Package, keys: Sequence[str]) -> Artifact:
    """Write changed notes in Anki's text format; without a tags column, so that tags stay."""
    widest = max(len(fields) for fields in FIELDS.values())
    columns = ["GUID", "Note type", *(f"Field {i}" for i in range(1, widest + 1))]
    lines = [
        "#separator:Tab",
        "#html:true",
        "#guid column:1",
        "#notetype column:2",
        f"#deck:{package.name}",
        "#columns:" + "\t".join(columns),
    ]
    wanted = set(keys)
    for note in package.notes:
        if note.key in wanted:
            fields = [text.replace("\t", "&#9;") for text in note.fields.values()]
            fields += [""] * (widest - len(fields))
            name = model_name(package.name, note.note_type)
            lines.append("\t".join(_cell(cell) for cell in (note_guid(note.key), name, *fields)))
    return Artifact("updates.txt", ("\n".join(lines) + "\n").encode())


def _cell(text: str) -> str:
    """Quote a cell where Anki's reader would take it for something else."""
    if text.startswith(("#", '"')) or "\n" in text or '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return text


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
    text = unescape(_TAG.sub(" ", seen))
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split()))
