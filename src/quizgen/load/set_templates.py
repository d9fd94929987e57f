"""Set templates: read `match` and `order`, which ask about several facts of a kind at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from quizgen.load.keys import MATCH_KEYS, ORDER_KEYS
from quizgen.load.shape import Shape, is_cut_by_comma
from quizgen.load.tree import Items, Table
from quizgen.model import Field, MatchTemplate, OrderTemplate, Text
from quizgen.problems import meant

ORDERED_TYPES = ("number", "percent", "money", "quantity", "year", "date", "duration")
_TAG = re.compile(r"\{\{|\{%")


def read_match(
    shape: Shape, key: Text, table: Table, fields: Mapping[str, Field]
) -> MatchTemplate | None:
    """Read `{ask, match: [left, right]}`; a side is a field, or a text with fields."""
    owner = f"template '{key}'"
    node = table.find("match")
    cut_off = [name for name, body in table.items() if is_cut_by_comma(table, name, body)]
    if isinstance(node, Text) and len(cut_off) == 1:
        slip = f"the comma ends 'match', so '{cut_off[0]}' became a key of its own"
        mend = f"write a list: 'match: [{node}, {cut_off[0]}]'"
        shape.slip(cut_off[0].where, "yaml-comma", slip, mend, culprit=cut_off[0])
        return None
    _known_keys(shape, table, MATCH_KEYS, owner)
    ask = _read_ask(shape, table, owner)
    sides = shape.texts(table, "match")
    parts = [part.strip() for part in sides[0].split(",")] if len(sides) == 1 else []
    if len(parts) == 2 and all(part in fields for part in parts):
        slip = f"'match' of {owner} wants a list of two fields"
        shape.slip(sides[0].where, "wrong-shape", slip, f"write 'match: [{', '.join(parts)}]'")
        return None
    for side in sides:
        _check_side(shape, side, fields, owner)
    if not isinstance(node, Items) or len(node) != 2 or len(set(sides)) != len(sides):
        shape.slip(
            table.where if node is None else node.where,
            "wrong-shape",
            f"'match' of {owner} wants two different fields: what is given, what belongs to it",
            "write 'match: [investor, amount]'",
        )
        return None
    if ask is None or len(sides) != 2:
        return None
    left, right = sides
    return MatchTemplate(key, ask, left, right, shape.waivers(table.find("waive")))


def read_order(
    shape: Shape, key: Text, table: Table, fields: Mapping[str, Field]
) -> OrderTemplate | None:
    """Read `{ask, order: text, by: field}`; the field is of a type that has an order."""
    owner = f"template '{key}'"
    _known_keys(shape, table, ORDER_KEYS, owner)
    ask = _read_ask(shape, table, owner)
    entry = shape.text(table, "order", owner, required=True)
    by = shape.text(table, "by", owner, required=True)
    if entry is not None and not _TAG.search(entry):
        shape.slip(
            entry.where,
            "template-syntax",
            f"'order' of {owner} names no field, so all its entries would read alike",
            "write '{{ name }}', or a text with fields",
        )
    if by is not None and not _has_order(shape, by, fields, owner):
        return None
    if ask is None or entry is None or by is None:
        return None
    return OrderTemplate(key, ask, entry, by, shape.waivers(table.find("waive")))


def _known_keys(shape: Shape, table: Table, known: Collection[str], owner: str) -> None:
    """Report unknown keys; what only cards have, with the reason why nothing here has it."""
    cards_only = [key for key, _ in table.items() if key in ("was", "retired")]
    for key in cards_only:
        shape.slip(
            key.where,
            "unknown-key",
            f"{owner} has no key '{key}': it is asked on paper alone, and no cards hang on it",
            "remove the key; to ask it no more, remove the template",
            culprit=key,
        )
    shape.known_keys(table, (*known, *cards_only), owner)


def _has_order(shape: Shape, by: Text, fields: Mapping[str, Field], owner: str) -> bool:
    known_field(shape, by, fields, f"'by' of {owner}")
    if by not in fields or fields[by].type in ORDERED_TYPES:
        return by in fields
    ordered = [name for name, field in fields.items() if field.type in ORDERED_TYPES]
    shape.slip(
        by.where,
        "wrong-type",
        f"'by' of {owner} names '{by}', whose values ({fields[by].type}) have no order",
        f"fields that have one: {', '.join(ordered)}" if ordered else "add a number or a date",
        culprit=by,
    )
    return False


def _read_ask(shape: Shape, table: Table, owner: str) -> Text | None:
    ask = shape.text(table, "ask", owner, required=True)
    if ask is not None and _TAG.search(ask):
        shape.slip(
            ask.where,
            "template-syntax",
            f"'ask' of {owner} speaks of several facts at once, so it can name no field",
            "say it in words that fit all of them",
        )
    return ask


def _check_side(shape: Shape, side: Text, fields: Mapping[str, Field], owner: str) -> None:
    if _TAG.search(side):
        return
    known_field(shape, side, fields, f"'match' of {owner}")
    if side in fields and fields[side].type == "sound":
        shape.slip(
            side.where,
            "wrong-type",
            f"'match' of {owner} names '{side}', a sound: paper cannot play it",
            "match another field",
            culprit=side,
        )


def known_field(shape: Shape, name: Text, fields: Mapping[str, Field], owner: str) -> None:
    """Report a name that is no field of the kind."""
    if name not in fields:
        shape.slip(
            name.where,
            "unknown-field",
            f"{owner} names the field '{name}', which this kind does not have",
            meant(name, fields),
            culprit=name,
        )
