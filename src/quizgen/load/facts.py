"""Facts: read each record by the types of its kind, with the keys that any fact may carry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypedDict

from quizgen.load.evidence import read_evidence
from quizgen.load.field_types import READERS, Slip, read_date
from quizgen.load.keys import DIFFICULTY, FACT_KEYS, SPAN_KEYS
from quizgen.load.kinds import read_templates
from quizgen.load.media import MEDIA_TYPES, MediaReader
from quizgen.load.shape import Shape, is_cut_by_comma
from quizgen.load.yaml_traps import comma_in_braces
from quizgen.load.yaml_tree import Items, Node, Table
from quizgen.model import Evidence, Fact, Field, Kind, Moment, Template, Text, Value
from quizgen.model.value import Scalar
from quizgen.problems import Problem, meant, nearest


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
    templates: tuple[Template, ...]
    waive: Mapping[Text, Text]
    retired: Text


def read_facts(
    shape: Shape,
    root: Table,
    kinds: Mapping[str, Kind],
    deck_defaults: Table | None,
    media: MediaReader,
) -> Iterator[Fact]:
    """Read kind -> fact id -> fields; `defaults` of the table lie under each of its facts."""
    defaults = Table(deck_defaults or {})
    own = shape.table(root.find("defaults"), "'defaults'", "defaults: {topic: money}")
    shape.known_keys(own or Table(), FACT_KEYS, "'defaults'")
    defaults.update(own or {})
    for name, body in root.items():
        if name == "defaults":
            continue
        if name not in kinds:
            shape.slip(
                name.where,
                "unknown-kind",
                f"no kind is named '{name}'",
                meant(name, kinds),
                culprit=name,
            )
            continue
        facts = shape.table(body, f"kind '{name}'", "fact-id: {field: value}")
        reader = _FactReader(shape, kinds[name], defaults, media)
        for key, record in (facts or Table()).items():
            fact = reader.read(key, record)
            if fact is not None:
                yield fact


class _FactReader:
    """Reads the facts of one kind: what is the same for all of them is worked out once."""

    def __init__(self, shape: Shape, kind: Kind, defaults: Table, media: MediaReader) -> None:
        self.shape = shape
        self.kind = kind
        self.defaults = defaults
        self.media = media
        self.required = tuple(f for f in kind.fields.values() if not f.optional)
        self.readers = {
            name: READERS.get(field.type, READERS["text"]) for name, field in kind.fields.items()
        }

    def read(self, key: Text, record: Node) -> Fact | None:
        """Read one fact; None where it is no table at all."""
        shape, kind = self.shape, self.kind
        table = shape.table(record, f"fact '{key}'", "{field: value}")
        shape.check_id(key, "fact")
        if table is None:
            return None
        fields: dict[str, Value] = {}
        extras: Extras = {}
        given: set[str] = set()
        for name, node in table.items():
            if name in self.readers:
                given.add(name)
                value = self.value(name, node)
                if value is not None:
                    fields[name] = value
            elif not self.read_extra(extras, name, node):
                given.add(self.unknown(table, key, name, node))
        for name, node in self.defaults.items():
            if name not in table:
                self.read_extra(extras, name, node)
        for field in self.required:
            if field.name not in given:
                shape.slip(
                    key.where,
                    "missing-field",
                    f"fact '{key}' lacks the field '{field.name}'",
                    f"add '{field.name}: ...', or mark the field as optional: "
                    f"'{field.name}: {field.type}?'",
                    culprit=key,
                )
        return Fact(key, kind.id, fields, **extras)

    def unknown(self, table: Table, key: Text, name: Text, node: Node) -> str:
        """Report a key that is neither a field nor known for every fact; give what was meant."""
        if is_cut_by_comma(table, name, node):
            self.shape.problems.append(comma_in_braces(name))
            return ""
        known = [*self.kind.fields, *FACT_KEYS]
        self.shape.slip(
            name.where,
            "unknown-key",
            f"fact '{key}' has a key '{name}', which kind '{self.kind.id}' lacks",
            meant(name, known),
            culprit=name,
        )
        return nearest(name, known)  # one slip is told once: that field is not missing too

    def value(self, name: str, node: Node) -> Value | None:
        """Read the text, the list of texts, or the file of a field by its type."""
        field = self.kind.fields[name]
        if field.type in MEDIA_TYPES:
            return self.media.read(field, node)
        return read_value(self.shape, field, self.readers[name], node)

    def read_extra(self, extras: Extras, name: Text, node: Node) -> bool:
        """Read a key that any fact may carry; False where there is no such key."""
        shape = self.shape
        if name == "source":
            extras["sources"] = read_evidence(shape, node)
        elif name in _TEXTS:
            text = shape.one_text(node, f"'{name}'")
            if text is not None:
                extras[_TEXTS[name]] = text
        elif name in ("tags", "skip"):
            texts = shape.texts(_alone(name, node), name)
            extras["tags" if name == "tags" else "skip"] = texts
        elif name in ("aka", "wrong", "not_wrong"):
            self.by_field(extras, name, node)
        elif name == "as_of":
            value = _read_scalar(shape, node, name, read_date)
            if value is not None:
                extras["as_of"] = value
        elif name == "valid":
            self.valid(extras, node)
        elif name == "difficulty":
            text = shape.one_text(node, "'difficulty'")
            level = text and shape.whole(text, "'difficulty'", DIFFICULTY)
            if level:
                extras["difficulty"] = level
        elif name == "templates":
            extras["templates"] = self.own_templates(node)
        elif name == "waive":
            extras["waive"] = shape.waivers(node)
        else:
            return False
        return True

    def own_templates(self, node: Node) -> tuple[Template, ...]:
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
        return tuple(template for template in own if template.id not in taken)

    def by_field(self, extras: Extras, name: Text, node: Node) -> None:
        """Read `aka`, `wrong` or `not_wrong`: field -> values, wrong ones with their reasons."""
        table = self.shape.table(node, f"'{name}'", f"{name}: {{field: [value, ...]}}")
        found: dict[str, tuple[tuple[Value, str], ...]] = {}
        aka: dict[str, tuple[Text, ...]] = {}
        for field, body in (table or Table()).items():
            if field not in self.kind.fields:
                self.shape.slip(
                    field.where,
                    "unknown-field",
                    f"'{name}' names the field '{field}', which kind '{self.kind.id}' "
                    "does not have",
                    meant(field, self.kind.fields),
                    culprit=field,
                )
                continue
            if name == "aka":  # other wordings, so texts whatever the field's type
                aka[field] = self.shape.texts(_alone(field, body), field)
            else:
                found[field] = tuple(self.answers(field, body))
        if name == "aka":
            extras["aka"] = aka
        elif name == "not_wrong":
            extras["not_wrong"] = {
                field: tuple(value for value, _ in pairs) for field, pairs in found.items()
            }
        else:
            extras["wrong"] = found

    def answers(self, field: Text, body: Node) -> Iterator[tuple[Value, str]]:
        """Read one answer, a list of them, or answer -> reason."""
        if isinstance(body, Table) and self.kind.fields[field].type not in MEDIA_TYPES:
            for key, node in body.items():
                reason = self.shape.one_text(node, f"the reason of '{key}'")
                value = self.value(field, key)
                if value is not None:
                    yield value, reason or ""
            return
        for node in body if isinstance(body, Items) else [body]:
            value = self.value(field, node)
            if value is not None:
                yield value, ""

    def valid(self, extras: Extras, node: Node) -> None:
        """Read `valid: {from, to}`."""
        table = self.shape.table(node, "'valid'", "valid: {from: 2019, to: 2025-01}")
        if table is None:
            return
        self.shape.known_keys(table, SPAN_KEYS, "'valid'")
        ends = [table.find(end) for end in ("from", "to")]
        first, last = (
            None if end is None else _read_scalar(self.shape, end, "valid", read_date)
            for end in ends
        )
        extras["valid"] = (first, last)
        if isinstance(first, Moment) and isinstance(last, Moment) and first.first > last.last:
            self.shape.slip(
                last.text.where,
                "wrong-type",
                f"'valid' ends in {last}, before it begins in {first}",
                "swap the two",
                culprit=last.text,
            )


def read_value(
    shape: Shape, field: Field, reader: Callable[[Text], Scalar | Slip], node: Node
) -> Value | None:
    """Read one text, or a list of them, by a field's type."""
    if isinstance(node, Items):
        found = [_read_scalar(shape, item, field.name, reader) for item in node]
        if not found:
            shape.slip(
                node.where,
                "empty-value",
                f"the list '{field.name}' is empty",
                "name its members, or remove the key",
            )
        read = tuple(value for value in found if value is not None)
        return read or None
    return _read_scalar(shape, node, field.name, reader)


def _read_scalar(
    shape: Shape, node: Node, name: str, reader: Callable[[Text], Scalar | Slip]
) -> Scalar | None:
    text = shape.one_text(node, f"'{name}'")
    if text is None:
        return None
    value = reader(text)
    if isinstance(value, Slip):
        shape.problems.append(
            Problem(text.where, "wrong-type", value.message, value.mend, culprit=text)
        )
        return None
    return value


def _alone(name: Text, node: Node) -> Table:
    table = Table({name: node})
    table.where = node.where
    return table


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
