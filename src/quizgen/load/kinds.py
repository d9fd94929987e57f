"""Kinds: read fields and templates, and hold their names and types to what is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from quizgen.load.keys import ASK_KEYS, FACT_KEYS, KIND_KEYS, STATE_KEYS
from quizgen.load.media import MEDIA_TYPES
from quizgen.load.set_templates import known_field, read_match, read_order
from quizgen.load.shape import Shape, is_cut_by_comma, slug
from quizgen.load.tree import Node, Table
from quizgen.model import (
    ACCOUNT,
    BUILT_IN_TYPES,
    FORM_NAMES,
    FORMS,
    AskTemplate,
    CardTemplate,
    Fact,
    Field,
    Kind,
    MatchTemplate,
    OrderTemplate,
    StateTemplate,
    Template,
    Text,
)
from quizgen.problems import Where, meant, nearest


def built_in_kinds() -> dict[str, Kind]:
    """Give the kinds every deck has: `card` (front, back) and `cloze` (text)."""
    nowhere = Where("")

    def text(word: str) -> Text:
        return Text.at(word, nowhere)

    def fields(*names: str) -> dict[str, Field]:
        return {name: Field(text(name), text("text")) for name in names}

    ask = AskTemplate(text("card"), text("{{ front }}"), text("back"))
    return {
        "card": Kind(text("card"), fields("front", "back"), (ask,)),
        "cloze": Kind(text("cloze"), fields("text"), ()),
    }


def read_kinds(shape: Shape, node: Node | None) -> dict[str, Kind]:
    """Read kind -> {fields, templates, complete}."""
    kinds = built_in_kinds()
    table = shape.table(node, "'kinds'", "planet: {fields: {...}, templates: {...}}")
    for key, body in (table or Table()).items():
        inner = shape.table(body, f"kind '{key}'", "{fields: {...}, templates: {...}}")
        if key in ("card", "cloze"):
            shape.slip(
                key.where, "duplicate-id", f"kind '{key}' is built in", "choose another name"
            )
        elif not shape.check_id(key, "kind"):
            if inner is not None:  # known by both names, so that its facts are told nothing
                name = Text.at(slug(key) or "unnamed", key.where)
                kinds[key] = kinds[name] = _read_kind(shape, name, inner)
        elif inner is not None:
            kinds[key] = _read_kind(shape, key, inner)
    _check_vocabularies(shape, kinds)
    return kinds


def read_templates(
    shape: Shape, node: Node | None, fields: Mapping[str, Field], owner: str
) -> tuple[Template, ...]:
    """Read template id -> {ask, answer}, {state, blank, vary}, {ask, match} or {ask, order, by}."""
    table = shape.table(node, f"'templates' of {owner}", "capital: {ask: ..., answer: ...}")
    templates = []
    for key, body in (table or Table()).items():
        inner = shape.table(body, f"template '{key}'", "{ask: ..., answer: ...}")
        if not shape.check_id(key, "template") or inner is None:
            continue
        template = _read_template(shape, key, inner, fields)
        if template is not None:
            templates.append(template)
    hold_names_apart(shape, templates)
    return tuple(templates)


def hold_names_apart(shape: Shape, named: Iterable[Template | Fact]) -> None:
    """Report a former id (`was`) that another thing has: whose would the cards be?"""
    first: dict[str, CardTemplate | Fact] = {}
    for each in named:
        if isinstance(each, MatchTemplate | OrderTemplate):
            continue  # for paper alone: no learner's cards hang on them
        if each.was is not None and each.was == each.id:
            shape.slip(
                each.was.where,
                "duplicate-id",
                f"'{each.id}' was '{each.was}', which is its id still",
                "remove 'was', or write the id it was released under",
                culprit=each.was,
            )
            continue
        known = first.setdefault(each.lasting_id, each)
        claim, other = (each, known) if each.was else (known, each)
        if known is each or claim.was is None:  # an id twice was told where ids are read
            continue
        place = f" in {other.id.file}:{other.id.line}" if other.id.line else ""
        fault = f"so was '{other.id}'{place}" if other.was else f"'{other.id}' still stands{place}"
        shape.slip(
            claim.was.where,
            "duplicate-id",
            f"'{claim.id}' was '{claim.was}', but {fault}",
            "remove 'was' here: an id has one successor, and none while it is in use",
            culprit=claim.was,
        )


def _read_kind(shape: Shape, key: Text, table: Table) -> Kind:
    shape.part_keys(table, KIND_KEYS, f"kind '{key}'")
    fields = _read_fields(shape, key, table)
    templates = read_templates(shape, table.find("templates"), fields, f"kind '{key}'")
    complete, volatile = shape.flag(table, "complete"), shape.flag(table, "volatile")
    return Kind(key, fields, templates, complete, volatile)


def _read_fields(shape: Shape, key: Text, table: Table) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    if "fields" not in table:
        shape.slip(
            key.where,
            "missing-key",
            f"kind '{key}' lacks the key 'fields'",
            "add 'fields: {name: text}'",
        )
    inner = shape.table(table.find("fields"), f"'fields' of kind '{key}'", "{name: text}")
    for name, body in (inner or Table()).items():
        if name in KIND_KEYS and (isinstance(body, Table) or body == ""):
            shape.torn = True
            shape.slip(
                name.where,
                "wrong-shape",
                f"'{name}' of kind '{key}' is indented too deep: it stands among the fields",
                f"indent it as far as 'fields' (line {table.key('fields').line}), and what lies "
                "under it by as much less",
                culprit=name,
            )
            break
        if inner is not None and is_cut_by_comma(inner, name, body) and " " in name:
            first, _, rest = name.partition(" ")
            slip = f"'{first}' has no colon, so it is no key"
            shape.slip(name.where, "yaml-key", slip, f"write '{first}: {rest}'", culprit=first)
            named = Text.at(first, name.where)
            fields[named] = _field(named, Text.at(rest, name.where))
            continue
        type_name = shape.one_text(body, f"the type of field '{name}'")
        if name.endswith("?") and name[:-1].isidentifier() and type_name is not None:
            slip, mend = (
                f"the ? of field '{name}' stands behind its name",
                f"{name[:-1]}: {type_name}?",
            )
            shape.slip(name.where, "bad-id", slip, f"write '{mend}'", culprit=name)
            named = Text.at(name[:-1], name.where)
            fields[named] = Field(named, type_name, optional=True)
        elif _can_name_field(shape, name) and type_name is not None:
            fields[name] = _field(name, type_name)
    return fields


def _can_name_field(shape: Shape, name: Text) -> bool:
    """Hold names of fields to what templates can use, and to what no fact has anyhow."""
    if not name.isidentifier() or name.startswith("_"):
        plain = re.sub(r"\W+", "_", name).strip("_")
        shape.slip(
            name.where,
            "bad-id",
            f"field '{name}' cannot be used in a template",
            "use letters, digits and _, not beginning with a digit or _"
            + (f": '{plain}'" if plain.isidentifier() else ""),
            culprit=name,
        )
        return False
    if name in _RESERVED:
        shape.slip(
            name.where,
            "bad-id",
            f"every fact has a key '{name}' already",
            "give the field another name",
        )
        return False
    return True


def _field(name: Text, type_name: Text) -> Field:
    bare = type_name.removesuffix("?")
    return Field(name, Text.at(bare.rstrip(), type_name.where), optional=bare != type_name)


_RESERVED = frozenset({"id", *FACT_KEYS})


def _read_template(
    shape: Shape, key: Text, table: Table, fields: Mapping[str, Field]
) -> Template | None:
    if "match" in table:
        return read_match(shape, key, table, fields)
    if "order" in table or "by" in table:
        return read_order(shape, key, table, fields)
    if ("ask" in table) == ("state" in table):
        shape.slip(
            key.where,
            "missing-key",
            f"template '{key}' wants either 'ask' or 'state'",
            "write {ask: ..., answer: ...} or {state: ..., blank: [...]}",
        )
        return None
    read = _read_ask if "ask" in table else _read_state
    return read(shape, key, table, fields)


def _read_ask(
    shape: Shape, key: Text, table: Table, fields: Mapping[str, Field]
) -> AskTemplate | None:
    owner = f"template '{key}'"
    shape.known_keys(table, ASK_KEYS, owner)
    ask = shape.text(table, "ask", owner)
    answer = shape.text(table, "answer", owner, required=True)
    if ask is None or answer is None:
        return None
    if "{{" not in answer and answer != ACCOUNT:
        known_field(shape, answer, fields, f"'answer' of {owner}")
    one, any_member = shape.flag(table, "one"), shape.flag(table, "any")
    possible = _ask_forms(answer, fields, any_member=any_member)
    forms = _forms(shape, table, possible, tuple(form for form in possible if form != "typed"))
    waive = shape.waivers(table.find("waive"))
    was, retired = shape.former_id(table), shape.retired(table, owner)
    space = shape.space(table.find("space"))
    return AskTemplate(key, ask, answer, one, any_member, forms, waive, was, retired, space)


def _read_state(
    shape: Shape, key: Text, table: Table, fields: Mapping[str, Field]
) -> StateTemplate | None:
    owner = f"template '{key}'"
    shape.known_keys(table, STATE_KEYS, owner)
    state = shape.text(table, "state", owner)
    blank, vary = shape.texts(table, "blank"), shape.texts(table, "vary")
    for name in (*blank, *vary):
        known_field(shape, name, fields, f"'blank' or 'vary' of {owner}")
    _hold_once(shape, blank, f"'blank' of {owner}")
    _hold_once(shape, vary, f"'vary' of {owner}")
    if not blank and not vary:
        shape.slip(
            key.where,
            "missing-key",
            f"{owner} wants 'blank', 'vary' or both",
            "name the fields that become gaps: 'blank: [year]'",
        )
    if state is None:
        return None
    forms = _forms(shape, table, ("cloze", "true-false"))
    waive = shape.waivers(table.find("waive"))
    one, was = shape.flag(table, "one"), shape.former_id(table)
    retired = shape.retired(table, owner)
    return StateTemplate(key, state, blank, vary, one, forms, waive, was, retired)


def _hold_once(shape: Shape, names: tuple[Text, ...], owner: str) -> None:
    for i, name in enumerate(names):
        if name in names[:i]:
            shape.slip(
                name.where,
                "duplicate-key",
                f"{owner} names '{name}' twice",
                "name each field once",
                culprit=name,
            )


def _ask_forms(answer: Text, fields: Mapping[str, Field], *, any_member: bool) -> tuple[str, ...]:
    """Give the forms that an answer can take.

    Pictures and sounds cannot be typed; who wants any one member cannot want all of them.
    """
    never = {"typed"} if answer in fields and fields[answer].type in MEDIA_TYPES else set()
    never |= {"select"} if any_member else set()
    return tuple(form for form in ("recall", "typed", "choice", "select") if form not in never)


def _forms(
    shape: Shape, table: Table, possible: tuple[str, ...], default: tuple[str, ...] = ()
) -> tuple[str, ...]:
    forms = shape.texts(table, "forms")
    for form in forms:
        if form not in possible:
            known = "is no form of this template" if form in FORMS else "is no form"
            mend = meant(form, possible, FORM_NAMES)
            shape.slip(form.where, "unknown-form", f"'{form}' {known}", mend, culprit=form)
    return tuple(form for form in possible if form in forms) or default or possible


def _check_vocabularies(shape: Shape, kinds: Mapping[str, Kind]) -> None:
    """Find vocabularies one letter from a type or from each other: most likely a slip."""
    seen: dict[str, Text] = {}
    for kind in kinds.values():
        for field in kind.fields.values():
            name = field.type
            if name in _PROGRAMMERS:
                shape.slip(
                    name.where,
                    "unknown-type",
                    f"'{name}' is no type here, but would be a vocabulary",
                    f"write '{_PROGRAMMERS[name]}'",
                )
                continue
            if name in BUILT_IN_TYPES or name in seen:
                continue
            others = [*BUILT_IN_TYPES, *seen]
            guess = nearest(name, others)
            if guess and _one_letter_apart(name, guess):
                shape.slip(
                    name.where,
                    "unknown-type",
                    f"type '{name}' is one letter from '{guess}'",
                    f"write '{guess}', or choose a name that cannot be confused with it",
                )
            seen[name] = name


_PROGRAMMERS = {
    **dict.fromkeys(("str", "string", "String", "bool", "boolean", "char", "varchar"), "text"),
    **dict.fromkeys(("int", "integer", "Integer", "float", "double", "decimal", "num"), "number"),
    **dict.fromkeys(("datetime", "timestamp"), "date"),
    **dict.fromkeys(("img", "jpg", "png"), "image"),
    **dict.fromkeys(("latex", "tex", "mathjax"), "math"),
}
"""Types of other programs, which no vocabulary is called."""


def _one_letter_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    if sorted(one) == sorted(other):
        return True  # two letters swapped
    i = 0
    while i < min(len(one), len(other)) and one[i] == other[i]:
        i += 1
    return one[i + 1 :] == other[i + 1 :] or one[i:] == other[i + 1 :] or one[i + 1 :] == other[i:]
