"""Schemas: what the loader takes an editor takes too, and slips of shape are seen by both."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, load_text
from editor import squiggles, yaml_files

from quizgen.load import PARTS, load_deck, print_schema
from quizgen.load import keys as key_tables
from quizgen.load.amounts import Slip
from quizgen.load.field_types import READERS
from quizgen.load.keys import NEVER_A_BARE_NUMBER, TYPES, Key
from quizgen.load.media import MEDIA_TYPES
from quizgen.load.wants import Wants, Whole
from quizgen.model import BUILT_IN_TYPES, Text
from quizgen.problems import Where

DECKS = sorted(path.parent if path.name == "deck.yaml" else path
               for path in [*(ROOT / "decks").glob("*.yaml"), *(ROOT / "decks").glob("*/deck.yaml")]
               )  # fmt: skip
BAD = sorted((ROOT / "tests/bad").glob("*.yaml"))
SHAPE = frozenset(
    {"bad-id", "missing-field", "missing-key", "unknown-file", "unknown-form", "unknown-key",
     "unknown-kind", "unknown-source", "unknown-template", "wrong-shape", "empty-file",
     "alt-missing"}
)  # fmt: skip
"""Rules that a schema can know; of `wrong-type`, `empty-value` and `unknown-field` only part."""


@cache
def schema_of(deck: Path | None, part: str) -> dict[str, object]:
    """Give a schema as an editor reads it."""
    loaded = load_deck(deck)[0] if deck is not None else None
    schema: dict[str, object] = json.loads(print_schema(part, loaded))
    return schema


@pytest.mark.parametrize("deck", DECKS, ids=lambda path: path.stem)
def test_shipped_decks_have_no_squiggle(deck: Path) -> None:
    for part, path in yaml_files(deck):
        text = path.read_text("utf-8")
        assert squiggles(text, schema_of(deck, part)) == [], path.name
        assert squiggles(text, schema_of(None, part)) == [], path.name


def rules_of(path: Path) -> set[str]:
    """Read which rules a broken deck breaks."""
    return set(re.findall(r"^# expect: \d+:\d+ (\S+)$", path.read_text("utf-8", "replace"), re.M))


@pytest.mark.parametrize(
    "path", [path for path in BAD if rules_of(path) & SHAPE], ids=lambda path: path.stem
)
def test_slips_of_shape_are_underlined(path: Path) -> None:
    assert squiggles(path.read_text("utf-8"), schema_of(path, "whole"))


@pytest.mark.parametrize(
    "path",
    [path for path in BAD if not load_deck(path)[1] and not rules_of(path) & SHAPE],
    ids=lambda path: path.stem,
)
def test_slips_of_meaning_are_not_underlined(path: Path) -> None:
    assert squiggles(path.read_text("utf-8"), schema_of(path, "whole")) == []


@pytest.mark.parametrize("part", ["whole", *PARTS])
def test_every_key_of_the_loader_is_known_and_explained(part: str) -> None:
    schema = schema_of(None, part)
    told = {name: each for table in tables(schema) for name, each in table.items()}
    wanted = {
        "deck": key_tables.DECK_KEYS,
        "kinds": {**key_tables.KIND_KEYS, **key_tables.ASK_KEYS, **key_tables.STATE_KEYS},
        "names": key_tables.NAME_KEYS,
        "sources": key_tables.SOURCE_KEYS,
        "facts": {**key_tables.FACT_KEYS, **key_tables.EVIDENCE_KEYS, **key_tables.SPAN_KEYS},
        "quiz": {**key_tables.PLAN_KEYS, **key_tables.SECTION_KEYS, **key_tables.SELECTION_KEYS},
        "whole": {**key_tables.PART_KEYS, **key_tables.ANKI_KEYS},
    }[part]
    assert wanted.keys() - told.keys() == set()
    assert [name for name in wanted if not told[name].get("description")] == []


def tables(schema: object) -> list[dict[str, dict[str, object]]]:
    """Find the `properties` of all tables in a schema."""
    found = []
    if isinstance(schema, dict):
        found += [schema["properties"]] if isinstance(schema.get("properties"), dict) else []
        for value in schema.values():
            found += tables(value)
    elif isinstance(schema, list):
        for value in schema:
            found += tables(value)
    return found


def test_every_wish_has_a_definition() -> None:
    definitions = schema_of(None, "whole")["definitions"]
    assert isinstance(definitions, dict)
    wishes = {
        key.wants.name.lower()
        for name, table in vars(key_tables).items()
        if name.endswith("_KEYS")
        for key in table.values()
        if isinstance(key, Key) and isinstance(key.wants, Wants)
    }
    assert wishes == {wish.name.lower() for wish in Wants}
    assert wishes - definitions.keys() == set()


DECK = """\
id: rocks
title: Rocks
sources: {book: {}}
kinds:
  rock:
    fields: {name: rock, found: date?, price: money?, picture: image?}
    templates: {when: {ask: "When was {{ name }} found?", answer: found}}
names:
  rock: {Opal: {near: [Jade]}, Jade: }
facts:
  rock:
    opal: {name: Opal, found: 1901, topic: gems, source: book}
quizzes:
  first: {sections: [{form: recall, from: {topic: gems}}], topics: {gems: [0, 1]}}
"""


@pytest.fixture
def rocks(tmp_path: Path) -> dict[str, object]:
    """The schema of a small deck."""
    deck, problems = load_text(DECK, tmp_path)
    assert problems == []
    schema: dict[str, object] = json.loads(print_schema(deck=deck))
    return schema


@pytest.mark.parametrize(
    ("good", "better"),
    [
        ("found: 1901", "found: [1901, 1902-05]"),
        ("found: 1901", "found: '1901'"),
        ("name: Opal, found", "name: No, found"),
        ("topic: gems, ", "topic: new, "),
        ("name: Opal", "name: Onyx"),
        ("topic: gems", "aka: {name: [a, 2]}, wrong: {name: {Ruby: red}, found: [1900]}"),
        ("topic: gems", "skip: when, waive: {no-source: none}, difficulty: 5"),
        ("source: book", "source: {in: book, at: 3, words: 1901}"),
        ("source: book", "source: [book, {in: book, support: inferred}]"),
        ("topic: gems", "price: [$5, about €7]"),
        ("topic: gems", "templates: {own: {state: It is old., vary: [found]}}"),
        ("[0, 1]", "1"),
    ],
)
def test_sound_values_are_not_underlined(good: str, better: str, rocks: dict[str, object]) -> None:
    assert squiggles(DECK, rocks) == []
    assert squiggles(DECK.replace(good, better, 1), rocks) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("title: Rocks\n", ""),
        ("found: 1901", "fuond: 1901"),
        ("name: Opal, ", ""),
        ("name: Opal", "name: ''"),
        ("name: Opal", "name: {}"),
        ("name: Opal", "name: []"),
        ("    opal:", "    Opal Stone:"),
        ("    opal: {name", "    'opal-': {name"),
        ("topic: gems", "price: 5"),
        ("topic: gems", "picture: opal.png"),
        ("topic: gems", "picture: {file: opal.png}"),
        ("topic: gems", "difficulty: 6"),
        ("topic: gems", "skip: [where]"),
        ("topic: gems", "aka: {nmae: [a]}"),
        ("topic: gems", "according_to: boook"),
        ("source: book", "source: boook"),
        ("source: book", "source: {at: 3}"),
        ("source: book", "source: {in: book, at: third}"),
        ("  rock:\n    opal", "  rook:\n    opal"),
        ("answer: found}", "answer: found, on: true}"),
        ("answer: found}", "forms: [recall]}"),
        ("answer: found}", "answer: found, forms: [cloze]}"),
        ("answer: found}", "answer: found, one: yes}"),
        ("form: recall", "form: recal"),
        ("form: recall", "form: recall, space: 3 rows"),
        ("form: recall", "form: recall, count: 0"),
        ("{topic: gems}", "{kind: rook}"),
        ("sections: [{form: recall, from: {topic: gems}}]", "sections: []"),
        ("[0, 1]", "[0, 1, 2]"),
        ("near: [Jade]", "nigh: [Jade]"),
    ],
)
def test_slips_are_underlined(good: str, bad: str, rocks: dict[str, object]) -> None:
    assert good in DECK
    assert squiggles(DECK.replace(good, bad, 1), rocks)


def test_editors_suggest_what_the_deck_has(rocks: dict[str, object]) -> None:
    text = json.dumps(rocks)
    assert '{"enum": ["Opal", "Jade"]}' in text
    assert '{"enum": ["gems"]}' in text
    assert '{"enum": ["when"]}' in text
    assert '"rock?"' in text


def test_names_that_a_pointer_must_escape_are_found_again(tmp_path: Path) -> None:
    text = DECK.replace("name: rock,", "name: ro~c/k %,").replace("  rock: {Opal", "  x: {Opal")
    deck, _ = load_text(text, tmp_path)
    assert squiggles(text, json.loads(print_schema(deck=deck))) == []


@pytest.mark.parametrize("name", sorted(BUILT_IN_TYPES - MEDIA_TYPES.keys()))
def test_examples_of_a_type_are_of_that_type(name: str) -> None:
    _, colon, examples = TYPES[name].partition(": ")
    for example in examples.split(", ") if colon else ["a text"]:
        value = Text.at(example, Where("deck.yaml", 1, 1))
        assert not isinstance(READERS[name](value), Slip), example


@pytest.mark.parametrize("name", READERS)
def test_types_that_no_bare_number_can_be_of(name: str) -> None:
    refused = isinstance(READERS[name](Text.at("1901", Where("deck.yaml", 1, 1))), Slip)
    assert refused == (name in NEVER_A_BARE_NUMBER)


def test_every_built_in_type_is_explained() -> None:
    assert TYPES.keys() == BUILT_IN_TYPES


def test_bounds_are_the_loaders(tmp_path: Path) -> None:
    for key, bounds in ((name, key.wants) for name, key in key_tables.SECTION_KEYS.items()):
        if not isinstance(bounds, Whole):
            continue
        for number in (bounds.least - 1, bounds.least, bounds.most, bounds.most + 1):
            form = {"size": "match", "columns": "choice"}.get(key, "recall")
            text = DECK.replace("form: recall", f"form: {form}, {key}: {number}")
            deck, problems = load_text(text, tmp_path)
            schema = json.loads(print_schema(deck=deck))
            assert bool(problems) == bool(squiggles(text, schema)), (key, number)


def test_a_file_that_is_no_yaml_is_the_parsers_business() -> None:
    with pytest.raises(yaml.YAMLError):
        squiggles("a: [", schema_of(None, "whole"))
