"""An editor: reads YAML as language servers do, and holds it against a schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import yaml


class Yaml12(yaml.CSafeLoader):
    """Reads scalars by the core schema of YAML 1.2: `No` is a text, `2019` a number."""


Yaml12.yaml_implicit_resolvers = {}

for tag, pattern, first in (
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)
Yaml12.add_constructor(
    "tag:yaml.org,2002:int", lambda _, node: int(re.sub(r"^([-+]?)0+(?=\d)", r"\1", node.value), 0)
)


def read_as_editors(text: str) -> object:
    """Give a document as JSON would: keys are texts. Raises yaml.YAMLError."""
    return with_text_keys(yaml.load(text, Yaml12))  # noqa: S506 - a safe loader


def with_text_keys(value: object) -> object:
    """Turn numbers and truth values that are keys into the texts they were."""
    if isinstance(value, dict):
        return {str(key): with_text_keys(inner) for key, inner in value.items()}
    return [with_text_keys(each) for each in value] if isinstance(value, list) else value


def squiggles(text: str, schema: dict[str, object]) -> list[str]:
    """List what an editor would underline: path and message of each fault."""
    validator = jsonschema.Draft7Validator(schema)
    return [
        f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}"
        for fault in validator.iter_errors(read_as_editors(text))
    ]


def yaml_files(deck: Path) -> Iterator[tuple[str, Path]]:
    """Give the YAML files of a deck with the part of the schema that each names."""
    if deck.is_file():
        yield "whole", deck
        return
    folders = {"facts": "facts", "quizzes": "quiz"}
    for path in sorted(deck.rglob("*.yaml")):
        place = path.relative_to(deck)
        yield folders[place.parts[0]] if len(place.parts) > 1 else place.stem, path
