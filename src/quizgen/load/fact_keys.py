"""Fact keys: what every fact may carry beside the fields of its kind, each key with its reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypedDict

from quizgen.load.amounts import Slip
from quizgen.load.evidence import read_evidence
from quizgen.load.field_types import read_date
from quizgen.load.keys import SPAN_KEYS
from quizgen.load.kinds import hold_names_apart, read_templates
from quizgen.load.media import MEDIA_TYPES
from quizgen.load.shape import Shape, is_cut_by_comma
from quizgen.load.tree import Items, Node, Table
from quizgen.load.wants import DIFFICULTY
from quizgen.model import (
    Evidence,
    Kind,
    MatchTemplate,
    Moment,
    OrderTemplate,
    Template,
    Text,
    Value,
)
from quizgen.model.value import Scalar
from quizgen.problems import Edit, Problem, meant


class Extras(TypedDict, total=False):
    """What a fact says beside its fields, as keyword arguments of `Fact`."""

    sources: tuple[Evidence, ...]
    topic: Text
    tags: tuple[Text, ...]
    note: Text
    hint: Text
    as_of: Value
    valid: tuple[Value | None, Value | None]
    according_to: Text
    hedge: Text
    scope: Text
    dispute: Text
    aka: Mapping[str, tuple[Text, ...]]
    wrong: Mapping[str, tuple[tuple[Value, str], ...]]
    not_wrong: Mapping[str, tuple[Value, ...]]
    difficulty: int
    skip: tuple[Text, ...]
    enemies: tuple[Text, ...]
    templates: tuple[Template, ...]
    waive: Mapping[Text, Text]
    retired: Text
    was: Text


ValueReader = Callable[[str, Node], Value | None]
"""Reads a value of a kind's field, by the field's name."""


class KeyReader:
    """Reads the keys that facts of one kind may carry, each by the reader of its name."""

    def __init__(self, shape: Shape, kind: Kind, read_value: ValueReader) -> None:
        self.shape = shape
        self.kind = kind
        self.read_value = read_value

    def read(self, name: Text, node: Node) -> Extras | None:
        """Read one key; None where there is no such key."""
        reader = _READERS.get(name)
        return None if reader is None else reader(self, name, node)

    def source(self, _name: Text, node: Node) -> Extras:
        """Read where the fact stands."""
        return {"sources": read_evidence(self.shape, node)}

    def text(self, name: Text, node: Node) -> Extras:
        """Read a key that is one text."""
        extras: Extras = {}
        text = self.shape.one_text(node, f"'{name}'")
        if text is not None and name == "retired":
            text = self.shape.reason_to_retire(text)
        elif text is not None and name in _WORDED:
            text = self._words(name, text)
        if text is not None:
            extras[_TEXTS[name]] = text
        return extras

    def _words(self, name: Text, text: Text) -> Text | None:
        """Hold what learners read to words: `hedge: true` would be shown as it is written."""
        if text.lower() not in ("true", "false", "yes", "no"):
            return text
        self.shape.slip(
            text.where,
            "wrong-type",
            f"learners read '{name}' as it is written, but '{text}' tells them nothing",
            f"write {_WORDED[name]}, or remove the key",
        )
        return None

    def tags(self, name: Text, node: Node) -> Extras:
        """Read the author's tags."""
        return {"tags": self._texts(name, node)}

    def skip(self, name: Text, node: Node) -> Extras:
        """Read the ids of templates that are not asked."""
        return {"skip": self._texts(name, node)}

    def enemies(self, name: Text, node: Node) -> Extras:
        """Read the ids of facts that no paper asks about beside this one."""
        return {"enemies": self._texts(name, node)}

    def was(self, name: Text, node: Node) -> Extras:
        """Read the id that the fact had when it was released."""
        was = self.shape.former_id(Table([(name, node)], node.where))
        return {} if was is None else {"was": was}

    def as_of(self, name: Text, node: Node) -> Extras:
        """Read the time at which the claim was true."""
        value = read_scalar(self.shape, node, name, read_date)
        return {} if value is None else {"as_of": value}

    def valid(self, _name: Text, node: Node) -> Extras:
        """Read `valid: {from, to}`."""
        table = self.shape.table(node, "'valid'", "valid: {from: 2019, to: 2025-01}")
        if table is None:
            return {}
        self.shape.known_keys(table, SPAN_KEYS, "'valid'")
        ends = [table.find(end) for end in ("from", "to")]
        first, last = (
            None if end is None else read_scalar(self.shape, end, "valid", read_date)
            for end in ends
        )
        if isinstance(first, Moment) and isinstance(last, Moment) and first.first > last.last:
            self.shape.slip(
                last.text.where,
                "wrong-type",
                f"'valid' ends in {last}, before it begins in {first}",
                "swap the two",
                culprit=last.text,
            )
        return {"valid": (first, last)}

    def difficulty(self, _name: Text, node: Node) -> Extras:
        """Read a level from 1 to 5."""
        text = self.shape.one_text(node, "'difficulty'")
        mend = "1 and 2 are easy, 3 is medium, 4 and 5 are hard"
        level = text and self.shape.whole(text, "'difficulty'", DIFFICULTY, mend)
        return {"difficulty": level} if level else {}

    def templates(self, _name: Text, node: Node) -> Extras:
        """Read a fact's own templates; their ids must not be the kind's."""
        taken = {str(template.id): template.id for template in self.kind.templates}
        own = read_templates(self.shape, node, self.kind.fields, "this fact")
        for template in own:
            if template.id in taken:
                self.shape.slip(
                    template.id.where,
                    "duplicate-id",
                    f"kind '{self.kind.id}' has a template '{template.id}' already",
                    "choose another id",
                    culprit=template.id,
                    related=(taken[template.id].where,),
                )
            elif isinstance(template, MatchTemplate | OrderTemplate):
                self.shape.slip(
                    template.id.where,
                    "wrong-shape",
                    f"template '{template.id}' asks about several facts, so no single one has it",
                    f"move it to the templates of kind '{self.kind.id}'",
                    culprit=template.id,
                )
                taken[str(template.id)] = template.id
        kept = tuple(template for template in own if template.id not in taken)
        hold_names_apart(self.shape, (*self.kind.templates, *kept))
        return {"templates": kept}

    def waive(self, _name: Text, node: Node) -> Extras:
        """Read the rules that are waived, with the reasons."""
        return {"waive": self.shape.waivers(node)}

    def aka(self, name: Text, node: Node) -> Extras:
        """Read field -> other wordings: texts, whatever the field's type."""
        fields = self._by_field(name, node)
        return {"aka": {str(field): self._texts(field, body) for field, body in fields}}

    def wrong(self, name: Text, node: Node) -> Extras:
        """Read field -> wrong answers, with their reasons."""
        fields = self._by_field(name, node)
        return {"wrong": {str(field): tuple(self._answers(field, body)) for field, body in fields}}

    def not_wrong(self, name: Text, node: Node) -> Extras:
        """Read field -> values that are never offered as wrong."""
        fields = self._by_field(name, node)
        found = {str(field): self._answers(field, body) for field, body in fields}
        return {
            "not_wrong": {
                field: tuple(value for value, _ in answers) for field, answers in found.items()
            }
        }

    def _by_field(self, name: Text, node: Node) -> Iterator[tuple[Text, Node]]:
        """Give the fields that a key names; those which the kind lacks are problems."""
        table = self.shape.table(node, f"'{name}'", f"{name}: {{field: [value, ...]}}")
        before: list[str] = []
        for field, body in (table or Table()).items():
            if table is not None and is_cut_by_comma(table, field, body) and before:
                before.append(field)
                self.shape.slip(
                    field.where,
                    "yaml-comma",
                    f"the comma ends the value of '{before[0]}', so '{field}' is a key of its own",
                    f"write a list: '{before[0]}: [{', '.join(before[1:])}]'",
                    culprit=field,
                )
                continue
            before = [field, body] if isinstance(body, Text) else []
            if field in self.kind.fields:
                yield field, body
                continue
            self.shape.slip(
                field.where,
                "unknown-field",
                f"'{name}' names the field '{field}', which kind '{self.kind.id}' does not have",
                meant(field, self.kind.fields),
                culprit=field,
            )

    def _answers(self, field: Text, body: Node) -> Iterator[tuple[Value, str]]:
        """Read one answer, a list of them, or answer -> reason."""
        if isinstance(body, Table) and self.kind.fields[field].type not in MEDIA_TYPES:
            for key, node in body.items():
                reason = self.shape.one_text(node, f"the reason of '{key}'")
                value = self.read_value(field, key)
                if value is not None:
                    yield value, reason or ""
            return
        for node in body if isinstance(body, Items) else [body]:
            value = self.read_value(field, node)
            if value is not None:
                yield value, ""

    def _texts(self, name: Text, node: Node) -> tuple[Text, ...]:
        return self.shape.texts(Table([(name, node)], node.where), name)


def read_scalar(
    shape: Shape, node: Node, name: str, reader: Callable[[Text], Scalar | Slip]
) -> Scalar | None:
    """Read one text by a type's reader."""
    text = shape.one_text(node, f"'{name}'")
    if text is None:
        return None
    value = reader(text)
    if isinstance(value, Slip):
        edits = (Edit(text.where, text, value.meant),) if value.meant else ()
        mend = _mend_list(text, reader) or value.mend
        shape.problems.append(
            Problem(text.where, "wrong-type", value.message, mend, culprit=text, edits=edits)
        )
        return None
    return value


def _mend_list(text: Text, reader: Callable[[Text], Scalar | Slip]) -> str:
    """Word the mend of several values in one text; nothing where it holds no more than one."""
    parts = [Text.at(part.strip(), text.where) for part in _BETWEEN.split(text)]
    if len(parts) < 2 or any(not part or isinstance(reader(part), Slip) for part in parts):
        return ""
    members = ", ".join(f'"{part}"' if "," in part else part for part in parts)
    return f"write one value; where there are several, they are a list: [{members}]"


_BETWEEN = re.compile(r",\s+|;|\s(?:and|und|et|y|e|or|&)\s|\s/\s")
_WORDED = {
    "hedge": "what the source says, such as 'reportedly'",
    "scope": "where or when it holds, such as 'in the Julian calendar'",
    "note": "the note",
    "hint": "the hint",
}
"""Keys that learners read as they are written -> what to write there."""
_TextKey = Literal["topic", "note", "hint", "according_to", "hedge", "scope", "dispute", "retired"]
_TEXTS: Mapping[str, _TextKey] = {
    "topic": "topic",
    "note": "note",
    "hint": "hint",
    "according_to": "according_to",
    "hedge": "hedge",
    "scope": "scope",
    "dispute": "dispute",
    "retired": "retired",
}
_READERS: Mapping[str, Callable[[KeyReader, Text, Node], Extras]] = {
    **dict.fromkeys(_TEXTS, KeyReader.text),
    "source": KeyReader.source,
    "tags": KeyReader.tags,
    "skip": KeyReader.skip,
    "enemies": KeyReader.enemies,
    "was": KeyReader.was,
    "as_of": KeyReader.as_of,
    "valid": KeyReader.valid,
    "difficulty": KeyReader.difficulty,
    "templates": KeyReader.templates,
    "waive": KeyReader.waive,
    "aka": KeyReader.aka,
    "wrong": KeyReader.wrong,
    "not_wrong": KeyReader.not_wrong,
}
