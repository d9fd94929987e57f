"""Schema: what an editor must know of a deck's files, from the tables that the loader itself uses.

JSON Schema of draft 7, which language servers for YAML understand best. They read scalars as
YAML 1.2 does (`2019` is a number there), so a text may be a number, or true or false.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import assert_never

from quizgen.load import keys
from quizgen.load.json_schema import (
    Schema,
    any_of,
    closed,
    described,
    one_or_more,
    open_table,
    print_document,
    reference,
    suggested,
)
from quizgen.load.keys import Keys
from quizgen.load.kinds import built_in_kinds
from quizgen.load.media import MEDIA_TYPES
from quizgen.load.shape import ID, MAX_ID
from quizgen.load.wants import BOUND, OFFSET, PARAGRAPHS, SHARE, SPACE, OneOf, SomeOf, Wants, Whole
from quizgen.model import BUILT_IN_TYPES, GRIDS, Artifact, Deck, Field, Kind, Value, members
from quizgen.problems import QuizgenError

PARTS: Mapping[str, str] = {
    "deck": "deck.yaml",
    "kinds": "kinds.yaml",
    "names": "names.yaml",
    "sources": "sources.yaml",
    "facts": "facts/*.yaml",
    "quiz": "quizzes/*.yaml",
}
"""The sorts of files of a folder; a deck in one file has a schema of the whole instead."""
WHOLE = "whole"

MAX_SUGGESTIONS = 300
"""Members of a vocabulary that an editor is told; more would only slow it down."""

_ID = rf"^(?=.{{1,{MAX_ID}}}$){ID.pattern}$"
_STRING: Schema = {"type": "string", "pattern": r"\S"}
_TEXT = reference("text")
_TEXTS = reference("texts")
_FIELDS_GIVEN: Schema = {"type": "object"}


def print_schema(part: str = WHOLE, deck: Deck | None = None) -> str:
    """Give the schema of one part as JSON; with a deck, its own kinds and names are known.

    Kinds, fields, sources and templates must be there. Topics and members of vocabularies are
    only suggested, since a fact may bring new ones.
    """
    return _Writer(deck).document(part)


def schema_files(path: Path, deck: Deck) -> tuple[Artifact, ...]:
    """Give the schemas that a deck's editor reads, named from the folder of its files."""
    writer = _Writer(deck)
    if path.is_file():
        return (Artifact(f"{path.stem}.schema.json", writer.document(WHOLE).encode()),)
    return tuple(Artifact(f".schema/{part}.json", writer.document(part).encode()) for part in PARTS)


def stale_schemas(path: Path, deck: Deck) -> tuple[Artifact, ...]:
    """Give those schemas of a deck that are there, but say what an older deck said."""
    folder, one_file = (path.parent, True) if path.is_file() else (path, False)
    place = folder / (f"{path.stem}.schema.json" if one_file else ".schema")
    try:
        if not place.exists():
            return ()
        return tuple(
            file
            for file in schema_files(path, deck)
            if (folder / file.name).is_file() and (folder / file.name).read_bytes() != file.content
        )
    except OSError as error:
        raise QuizgenError(f"cannot read '{error.filename}': {error.strerror}") from error


class _Writer:
    """Writes the schemas of one deck; holds what the deck itself brings to them."""

    def __init__(self, deck: Deck | None) -> None:
        self.deck = deck
        facts = deck.facts if deck is not None else ()
        self.kinds = deck.kinds if deck is not None else built_in_kinds()
        self.topics = sorted({str(fact.topic) for fact in facts if fact.topic})
        self.vocabularies = _vocabularies(deck) if deck is not None else {}
        self.definitions = self.define()

    def document(self, part: str) -> str:
        """Print the schema of a part."""
        roots = {
            WHOLE: self.table({**keys.DECK_KEYS, **keys.PART_KEYS}),
            "deck": self.table(keys.DECK_KEYS),
            "quiz": self.definitions["quiz"],
        }
        root = roots.get(part) or self.definitions[part]
        of = f"'{self.deck.title}'" if self.deck is not None else "a deck"
        return print_document(f"{PARTS.get(part, 'All')} of {of}", root, self.definitions)

    def define(self) -> dict[str, Schema]:
        """Give the parts that others refer to, by name: one for each thing a key can want."""
        return {**_of_values(), **self.of_deck(), **self.of_facts(), **self.of_quizzes()}

    def of_deck(self) -> dict[str, Schema]:
        """Define what stands beside the facts: kinds with their templates, names, sources."""
        shapes = (keys.ASK_KEYS, keys.STATE_KEYS, keys.MATCH_KEYS, keys.ORDER_KEYS)
        template = any_of(*map(self.table, shapes))
        name = reference("name")
        vocabularies = {
            vocabulary: open_table(name, dict.fromkeys(known, name))
            for vocabulary, known in self.vocabularies.items()
        }
        return {
            "anki": self.table(keys.ANKI_KEYS),
            "fields": open_table(suggested(self.types(), _TEXT), pattern=r"^[^\W\d_]\w*$"),
            "kinds": open_table(self.table(keys.KIND_KEYS), pattern=_ID),
            "left_out": open_table(reference("reasons_given"), pattern=f"^{PARAGRAPHS}$"),
            "name": any_of(self.table(keys.NAME_KEYS), {"type": "null"}),
            "names": open_table(open_table(name), vocabularies),
            "sources": open_table(self.table(keys.SOURCE_KEYS), pattern=_ID),
            "templates": open_table(template, pattern=_ID),
        }

    def of_facts(self) -> dict[str, Schema]:
        """Define facts, and what the deck lets them choose from."""
        known_sources = sorted(self.deck.sources) if self.deck is not None else []
        source: Schema = {"enum": known_sources} if known_sources else _TEXT
        templates = sorted(_template_ids(self.deck)) if self.deck is not None else []
        vocabularies = {
            f"vocabulary {name}": suggested(known, _TEXT)
            for name, known in self.vocabularies.items()
        }
        return {
            "evidence": one_or_more(any_of(source, self.table(keys.EVIDENCE_KEYS))),
            "facts": self.facts(),
            "fact_names": one_or_more(reference("id")),
            "general": self.table(keys.FACT_KEYS),
            "source": source,
            "span": self.table(keys.SPAN_KEYS),
            "template_names": one_or_more({"enum": templates}) if templates else _TEXTS,
            "topic": suggested(self.topics, _TEXT),
            **vocabularies,
        }

    def of_quizzes(self) -> dict[str, Schema]:
        """Define quizzes: their sections, and what they may ask about."""
        sections: Schema = {"type": "array", "items": self.table(keys.SECTION_KEYS), "minItems": 1}
        kind: Schema = {"enum": sorted(self.kinds)} if self.deck is not None else _TEXT
        bound = self.wanted(BOUND)
        pair: Schema = {"type": "array", "items": bound, "minItems": 2, "maxItems": 2}
        bounds = any_of(bound, pair)
        offset: Schema = {"type": ["string", "number"], "pattern": f"^({OFFSET})$"}
        return {
            "cards": self.table(keys.CARDS_KEYS),
            "offset": {"type": "array", "items": offset, "minItems": 2, "maxItems": 2},
            "per_page": {"enum": list(GRIDS)},
            "study": any_of({"enum": ["asked"]}, self.table(keys.STUDY_KEYS)),
            "bounds": open_table(bounds, dict.fromkeys(self.topics, bounds)),
            "date": _TEXT,
            "kind_names": one_or_more(kind),
            "mix": self.table(keys.MIX_KEYS),
            "quiz": self.table(keys.PLAN_KEYS),
            "quizzes": open_table(reference("quiz"), pattern=_ID),
            "sections": sections,
            "selection": self.table(keys.SELECTION_KEYS),
            "topics": one_or_more(reference("topic")),
        }

    def table(self, known: Keys) -> Schema:
        """Give a table of these keys, and no others."""
        properties = {
            name: described(self.wanted(key.wants), key.means) for name, key in known.items()
        }
        return closed(properties, [name for name, key in known.items() if key.required])

    def wanted(self, wants: Wants | Whole | OneOf | SomeOf) -> Schema:
        """Give what may stand under a key."""
        match wants:
            case Whole(least, most):
                return {"type": "integer", "minimum": least, "maximum": most}
            case OneOf(words):
                return {"enum": list(words)}
            case SomeOf(words):
                return one_or_more({"enum": list(words)})
            case Wants():
                return reference(wants.name.lower())
            case unreachable:
                assert_never(unreachable)

    def types(self) -> list[str]:
        """List the types a field can have, those of the deck's own vocabularies included."""
        names = [*keys.TYPES, *sorted(self.vocabularies)]
        return [*names, *(f"{name}?" for name in names)]

    def facts(self) -> Schema:
        """Give kind -> fact id -> fields; without a deck, any kind may have any field."""
        general = {"defaults": reference("general")}
        if self.deck is None:
            return open_table(open_table(_FIELDS_GIVEN, pattern=_ID), general)
        tables = {
            str(kind.id): open_table(self.fact(kind), pattern=_ID) for kind in self.kinds.values()
        }
        return closed({**general, **tables})

    def fact(self, kind: Kind) -> Schema:
        """Give a fact of one kind: its fields, and what any fact may carry."""
        general = {name: reference("general", "properties", name) for name in keys.FACT_KEYS}
        wrong = closed({str(name): self.wrong(field) for name, field in kind.fields.items()})
        templates = [str(template.id) for template in kind.templates]
        special = {
            "aka": closed(dict.fromkeys(map(str, kind.fields), _TEXTS)),
            "wrong": wrong,
            "not_wrong": wrong,
            "skip": one_or_more({"enum": templates}) if templates else _TEXTS,
        }
        fields = {str(name): self.field(field) for name, field in kind.fields.items()}
        required = [str(name) for name, field in kind.fields.items() if not field.optional]
        told = {
            name: described(schema, keys.FACT_KEYS[name].means) for name, schema in special.items()
        }
        return closed({**fields, **general, **told}, required)

    def field(self, field: Field) -> Schema:
        """Give what a field's type reads: one value, or a list of them."""
        name = str(field.type)
        if name == "image":
            return described(self.table(keys.IMAGE_KEYS), keys.TYPES[name])
        if name == "sound":
            return described(any_of(_TEXT, self.table(keys.SOUND_KEYS)), keys.TYPES[name])
        if name in keys.NEVER_A_BARE_NUMBER:
            return described(one_or_more(_STRING, least=1), keys.TYPES[name])
        if name in self.vocabularies:
            member = reference(f"vocabulary {name}")
            return described(one_or_more(member, least=1), f"one of the deck's own '{name}'")
        return described(reference("values"), keys.TYPES.get(name, name))

    def wrong(self, field: Field) -> Schema:
        """Give an answer, a list of them, or answer -> reason."""
        return one_or_more(self.field(field)) if field.type in MEDIA_TYPES else reference("answers")


def _of_values() -> dict[str, Schema]:
    """Define what any deck says alike: texts, lists and tables of them."""
    return {
        "text": {"type": ["string", "number", "boolean"], "pattern": r"\S"},
        "texts": one_or_more(_TEXT),
        "values": one_or_more(_TEXT, least=1),
        "answers": any_of(reference("values"), reference("reasons")),
        "answers_by_field": _FIELDS_GIVEN,
        "by_field": open_table(_TEXTS),
        "field_names": _TEXTS,
        "flag": {"type": "boolean"},
        "id": {"type": "string", "pattern": _ID},
        "reasons": open_table(_TEXT),
        "reasons_given": any_of(_TEXTS, reference("reasons")),
        "share": any_of(
            {"type": "number", "minimum": 0, "maximum": 1},
            {"type": "string", "pattern": f"^({SHARE})$"},
        ),
        "space": {"type": "string", "pattern": f"^({SPACE})$"},
        "spaces": open_table(reference("space")),
    }


def _template_ids(deck: Deck) -> set[str]:
    """List the templates of all kinds, and those that single facts bring."""
    of_kinds = chain.from_iterable(kind.templates for kind in deck.kinds.values())
    own = chain.from_iterable(fact.templates for fact in deck.facts)
    return {str(template.id) for template in chain(of_kinds, own)}


def _vocabularies(deck: Deck) -> dict[str, list[str]]:
    """List the members of each vocabulary: those with other names, and those in facts."""
    found: dict[str, dict[str, None]] = {}
    for vocabulary, names in deck.names.items():
        found.setdefault(str(vocabulary), {}).update(dict.fromkeys(map(str, names)))
    for fact in deck.facts:
        fields = deck.kinds[fact.kind].fields
        for name, value in fact.fields.items():
            vocabulary = str(fields[name].type)
            if vocabulary not in BUILT_IN_TYPES:
                found.setdefault(vocabulary, {}).update(dict.fromkeys(_texts(value)))
    return {vocabulary: list(known)[:MAX_SUGGESTIONS] for vocabulary, known in found.items()}


def _texts(value: Value) -> Iterable[str]:
    return (str(member) for member in members(value))
