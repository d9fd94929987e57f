"""Facts: read each record by the types of its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from quizgen.load.amounts import Reader, Slip
from quizgen.load.fact_keys import Extras, KeyReader, read_scalar
from quizgen.load.field_types import READERS
from quizgen.load.keys import FACT_KEYS
from quizgen.load.media import MEDIA_TYPES, MediaReader
from quizgen.load.naming import Nameless
from quizgen.load.shape import Shape, is_cut_by_comma, mend_key
from quizgen.load.tree import Items, Node, Table
from quizgen.load.yaml_traps import comma_in_braces
from quizgen.model import Fact, Field, Kind, Text, Value
from quizgen.problems import meant, nearest


def read_facts(
    shape: Shape,
    root: Table,
    kinds: Mapping[str, Kind],
    deck_defaults: Table | None,
    media: MediaReader,
    nameless: list[Nameless],
) -> Iterator[Fact]:
    """Read kind -> fact id -> fields; `defaults` of the table lie under each of its facts.

    Facts in a list, which have no ids, are put aside as `nameless`.
    """
    own = shape.table(root.find("defaults"), "'defaults'", "defaults: {topic: money}")
    shape.known_keys(own or Table(), FACT_KEYS, "'defaults'")
    defaults = dict((deck_defaults or Table()).items()) | dict((own or Table()).items())
    for name, body in root.items():
        if name == "defaults":
            continue
        if name not in kinds:
            shape.slip(
                name.where,
                "unknown-kind",
                f"no kind is named '{name}'",
                f"what lies under every fact stands in 'defaults: {{{name}: ...}}'"
                if name in FACT_KEYS
                else meant(name, kinds),
                culprit=name,
            )
            continue
        if isinstance(body, Items) and body:
            nameless.append(Nameless(kinds[name], name, body))
            continue
        facts = shape.table(body, f"kind '{name}'", "fact-id: {field: value}")
        if facts:
            yield from _FactReader(shape, kinds[name], defaults, media).read(facts)


class _Strange(NamedTuple):
    """A key that means nothing, the fact that has it, and the field that it may stand for."""

    fact: Text
    key: Text
    table: Table
    lacking: str


class _FactReader:
    """Reads the facts of one kind: what is the same for all of them is worked out once."""

    def __init__(
        self, shape: Shape, kind: Kind, defaults: Mapping[Text, Node], media: MediaReader
    ) -> None:
        self.shape = shape
        self.kind = kind
        self.media = media
        self.required = frozenset(str(f.name) for f in kind.fields.values() if not f.optional)
        self.readers: dict[str, Reader] = {
            str(name): READERS.get(field.type, READERS["text"])
            for name, field in kind.fields.items()
            if field.type not in MEDIA_TYPES
        }
        self.keys = KeyReader(shape, kind, self.value)
        self.strange: defaultdict[str, list[_Strange]] = defaultdict(list)
        self.with_files: set[str] = set()
        self.instead: dict[tuple[str, str], str] = {}
        read = {str(name): self.keys.read(name, node) for name, node in defaults.items()}
        self.defaults = {name: extras for name, extras in read.items() if extras is not None}
        # A million facts may say nothing but their fields: by position, they are made fast.
        _, _, _, *self.unsaid = Fact(kind.id, kind.id, {}, **_merge(self.defaults.values()))

    def read(self, facts: Table) -> Iterator[Fact]:
        """Read the facts of a table, in order: the loop that every value of a deck passes through.

        Most values are one text that its type's reader takes; all others go to `value`.
        """
        kind, readers, literal = self.kind, self.readers, READERS["text"]
        for key, record in facts.pairs():
            self.shape.check_id(key, "fact")
            table = record
            if type(table) is not Table:
                if "{" not in key:  # told as a key that lacks its colon
                    self.shape.table(record, f"fact '{key}'", "{field: value}")
                continue
            fields: dict[str, Value] = {}
            known = True
            for name, node in table.nodes.items():
                reader = readers.get(name)
                if reader is not None and type(node) is Text and node and not node.isspace():
                    value = node if reader is literal else reader(node)
                    if not isinstance(value, Slip):
                        fields[name] = value
                        continue
                if name not in kind.fields:
                    known = False
                    continue
                read = self.value(name, node)
                if read is not None:
                    fields[name] = read
            if len(fields) < len(kind.fields) and not self.required <= fields.keys():
                self.report_missing(key, table)
            if known:
                yield Fact._make((key, kind.id, fields, *self.unsaid))
            else:
                yield Fact(key, kind.id, fields, **self.extras(key, table))
        self.report_strange(len(facts))

    def value(self, name: str, node: Node) -> Value | None:
        """Read the text, the list of texts, or the file of a field by its type."""
        field = self.kind.fields[name]
        if field.type in MEDIA_TYPES:
            return self.media.read(field, node)
        if isinstance(node, Table) and "file" in node:
            self.report_file(field)
            return None
        if not isinstance(node, Items):
            return read_scalar(self.shape, node, field.name, self.readers[name])
        if not node:
            self.shape.slip(
                node.where,
                "empty-value",
                f"the list '{field.name}' is empty",
                "name its members, or remove the key",
            )
        found = [read_scalar(self.shape, item, field.name, self.readers[name]) for item in node]
        read = tuple(value for value in found if value is not None)
        return read[0] if len(read) == 1 else read or None

    def report_file(self, field: Field) -> None:
        """Report a field whose values are files, but not its type: once, where the type stands."""
        if field.name not in self.with_files:
            self.with_files.add(field.name)
            self.shape.slip(
                field.type.where,
                "wrong-type",
                f"facts give files for '{field.name}', but its type '{field.type}' takes none",
                "write 'image', or 'sound'",
                culprit=field.type,
            )

    def extras(self, key: Text, table: Table) -> Extras:
        """Read what a fact says beside its fields, over the defaults."""
        read = [each for name, each in self.defaults.items() if name not in table]
        for name, node in table.items():
            if name not in self.kind.fields:
                extras = self.keys.read(name, node)
                if extras is None:
                    self.note_unknown(key, table, name)
                else:
                    read.append(extras)
        return _merge(read)

    def note_unknown(self, key: Text, table: Table, name: Text) -> None:
        """Note a key that is neither a field nor known for every fact."""
        if is_cut_by_comma(table, name, table[name]):
            self.shape.problems.append(comma_in_braces(name))
            return
        self.strange[name].append(_Strange(key, name, table, self.instead.get((key, name), "")))

    def report_strange(self, count: int) -> None:
        """Report unknown keys: once, where all of `count` facts have it, since then the kind errs.

        In a table all have each column.
        """
        for name, found in self.strange.items():
            every = len(found) == count > 1 and len({each.lacking for each in found}) == 1
            for fact, key, table, lacking in found[:1] if every else found:
                who = f"all {count:,} facts here have" if every else f"fact '{fact}' has"
                no = f", and no field '{lacking}'" if lacking else ""
                mend = f"did you mean '{lacking}'?" if lacking else ""
                if table[key] == "" and not table.flow:
                    mend = f"if it is a fact of its own, indent it as far as '{fact}'"
                self.shape.slip(
                    key.where,
                    "unknown-key",
                    f"{who} a key '{name}', which kind '{self.kind.id}' lacks{no}",
                    mend or mend_key(table, key, self._known_keys()),
                    culprit=name,
                )

    def report_missing(self, key: Text, table: Table) -> None:
        """Report the fields that a fact lacks, but for one that is told of with an unknown key.

        That key is a misspelt name of it, or the only one that it can stand under.
        """
        known = self._known_keys()
        guesses = {name: nearest(name, known) for name in table if name not in known}
        given = {*table.nodes, *guesses.values()}
        strange = [name for name, guess in guesses.items() if not guess]
        fields = self.kind.fields.values()
        lacking = [each for each in fields if not each.optional and each.name not in given]
        if len(lacking) == len(strange) == 1 and " " not in strange[0]:
            self.instead[key, strange[0]] = lacking[0].name
            return
        for field in lacking:
            self.shape.slip(
                key.where,
                "missing-field",
                f"fact '{key}' lacks the field '{field.name}'",
                f"{_add(field.name, key)}, or mark the field as optional: "
                f"'{field.name}: {field.type}?'",
                culprit=key,
            )

    def _known_keys(self) -> list[str]:
        return [*self.kind.fields, *FACT_KEYS]


def _add(name: Text, fact: Text) -> str:
    """Say where a value is to be added: in a table every fact has the column, if any has."""
    return f"fill the column '{name}'" if fact.file.endswith(".csv") else f"add '{name}: ...'"


def _merge(pieces: Iterable[Extras]) -> Extras:
    merged: Extras = {}
    for piece in pieces:
        merged.update(piece)
    return merged
