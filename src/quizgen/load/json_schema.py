"""JSON Schema: the few shapes that the schemas of a deck are made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

Schema = Mapping[str, object]


def reference(name: str, *inside: str) -> Schema:
    """Refer to a definition, or to a place inside it."""
    steps = (step.replace("~", "~0").replace("/", "~1") for step in (name, *inside))
    return {"$ref": "#/definitions/" + "/".join(quote(step) for step in steps)}


def described(schema: Schema, means: str) -> Schema:
    """Say what a part means; editors show it."""
    return {**schema, "description": means}


def one_or_more(one: Schema, *, least: int = 0) -> Schema:
    """Allow one, or a list of at least so many."""
    several: Schema = {"type": "array", "items": one}
    return any_of(one, {**several, "minItems": least} if least else several)


def any_of(*schemas: Schema) -> Schema:
    """Allow what one of them allows."""
    return {"anyOf": list(schemas)}


def suggested(words: Iterable[str], otherwise: Schema) -> Schema:
    """Suggest words, but allow what else there may be."""
    known = list(words)
    return any_of({"enum": known}, otherwise) if known else otherwise


def closed(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """Allow these keys and no others."""
    schema: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    names = list(required)
    return {**schema, "required": names} if names else schema


def open_table(
    value: Schema, properties: Mapping[str, Schema] | None = None, *, pattern: str = ""
) -> Schema:
    """Allow any keys with such values; `properties` are suggested, `pattern` holds all keys."""
    schema: dict[str, object] = {"type": "object", "additionalProperties": value}
    if properties:
        schema["properties"] = dict(properties)
    if pattern:
        schema["propertyNames"] = {"pattern": pattern}
    return schema


def print_document(title: str, root: Schema, definitions: Mapping[str, Schema]) -> str:
    """Print a schema of draft 7 with those definitions that it needs."""
    document = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Written by quizgen.",
        "title": title,
        **root,
        "definitions": {name: definitions[name] for name in _needed(root, definitions)},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _needed(root: Schema, definitions: Mapping[str, Schema]) -> list[str]:
    """List the definitions that a schema refers to, and those that they refer to."""
    found: set[str] = set()
    waiting = list(_references(root))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _references(definitions[name])
    return sorted(found)


def _references(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                step = unquote(str(value).split("/")[2])
                yield step.replace("~1", "/").replace("~0", "~")
            else:
                yield from _references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _references(value)
