"""Plans: read what a quiz on paper shall hold."""

from __future__ import annotations

from quizgen.load.blueprints import read_blueprint
from quizgen.load.keys import PLAN_KEYS, SECTION_KEYS
from quizgen.load.language import read_words
from quizgen.load.print_plans import read_cards, read_selection, read_study
from quizgen.load.shape import Shape
from quizgen.load.tree import Items, Node, Table
from quizgen.load.wants import BOUND, COLUMNS, COUNT, POINTS, SEED, SIZE, VERSIONS
from quizgen.model import (
    FORM_NAMES,
    FORMS,
    PAPERS,
    PROFILES,
    SET_FORMS,
    SET_SIZE,
    Plan,
    Section,
    Text,
)
from quizgen.problems import meant

_OF_QUESTIONS = frozenset((
    "versions", "topics", "difficulty", "max_per_template", "max_per_subject",
    "reading_words_max", "parallel", "overlap", "allow_enemies", "as_of", "exclude",
    "answer_sheet", "practice",
))  # fmt: skip
"""Keys that mean nothing for cards and facts to study alone."""


def read_plan(shape: Shape, key: Text, node: Node, title: str = "") -> Plan | None:
    """Read one plan; its id is the name of its file, or its key in a one-file deck.

    `title` is the deck's, and the plan's too if it has none.
    """
    table = shape.table(node, f"quiz '{key}'", "{title: ..., sections: [...]}")
    if not shape.check_id(key, "quiz") or table is None:
        return None
    owner = f"quiz '{key}'"
    shape.known_keys(table, PLAN_KEYS, owner)
    sections = _read_sections(shape, table, owner)
    language = shape.text(table, "language", owner)
    versions = shape.count(table, "versions", 1, VERSIONS)
    return Plan(
        id=key,
        title=shape.text(table, "title", owner) or title or key,
        sections=sections,
        where=table.where,
        instructions=shape.text(table, "instructions", owner) or "",
        versions=versions,
        seed=shape.count(table, "seed", 1, SEED),
        paper=shape.one_of(table, "paper", PAPERS, "A4"),
        profiles=shape.some_of(table, "profile", PROFILES) or PROFILES[:1],
        topics=_read_topics(shape, table),
        cards=read_cards(shape, table.find("cards")),
        answer_sheet=shape.flag(table, "answer_sheet"),
        practice=shape.flag(table, "practice"),
        study=read_study(shape, table.find("study")),
        words=read_words(shape, language) if language is not None else None,
        blueprint=read_blueprint(shape, table, versions, sections),
    )


def _read_sections(shape: Shape, table: Table, owner: str) -> tuple[Section, ...]:
    node = table.find("sections")
    if node is None and ("cards" in table or "study" in table):
        _hold_to_sheets(shape, table, owner)
        return ()
    if not isinstance(node, Items) or not node:
        where = table.where if node is None else node.where
        if node is None and shape.is_told(table, "sections"):
            return ()
        shape.slip(
            where,
            "missing-key",
            f"{owner} wants a list of 'sections'",
            "write 'sections:' and under it '- {form: choice, count: 10}'",
        )
        return ()
    sections = []
    for item in node:
        inner = shape.table(item, "a section", "{form: choice, count: 10}")
        if inner is not None:
            section = _read_section(shape, inner)
            sections += [section] if section else []
    return tuple(sections)


def _hold_to_sheets(shape: Shape, table: Table, owner: str) -> None:
    """Hold a quiz without questions to keys that mean something there."""
    for key in table:
        if key in _OF_QUESTIONS:
            slip = f"'{key}' is about questions, and {owner} has no 'sections'"
            mend = "add 'sections', or remove the key"
            shape.slip(key.where, "unknown-key", slip, mend, culprit=key)


def _read_section(shape: Shape, table: Table) -> Section | None:
    named = next((key for key in table if key in FORMS and "form" not in table), None)
    if named is not None:
        mend = f"write '{{form: {named}, count: {_count_of(table[named])}}}'"
        shape.slip(
            named.where, "unknown-key", f"a section has no key '{named}'", mend, culprit=named
        )
        return None
    shape.known_keys(table, SECTION_KEYS, "a section")
    form = shape.text(table, "form", "a section", required=True)
    if form is not None and form not in FORMS:
        slip = f"'{form}' is no form of a question"
        shape.slip(form.where, "unknown-form", slip, meant(form, FORMS, FORM_NAMES), culprit=form)
        form = None
    space, spaces = shape.space(table.find("space")), _read_spaces(shape, table)
    count = shape.count(table, "count", 1, COUNT)
    size = _read_size(shape, table, form)
    # A match gives a point for each pair; the other forms one for the item.
    points = shape.count(table, "points", size if form == "match" else 1, POINTS)
    bank, columns = _read_bank(shape, table, form), _read_columns(shape, table, form)
    title, selection = shape.text(table, "title", "") or "", read_selection(shape, table)
    if form is None:
        return None
    return Section(
        form=form,
        count=count,
        where=table.where,
        points=points,
        space=space,
        title=title,
        selection=selection,
        size=size,
        bank=bank,
        spaces=spaces,
        columns=columns,
        instructions=shape.text(table, "instructions", "") or "",
    )


def _count_of(node: Node) -> str:
    return node if isinstance(node, Text) and node.isdigit() else "10"


def _read_size(shape: Shape, table: Table, form: Text | None) -> int:
    """Read how many facts a match or an order holds; other forms hold one."""
    if "size" in table and form is not None and form not in SET_FORMS:
        slip = f"'size' is for {' and '.join(SET_FORMS)}; a {form} question asks about one fact"
        _misplaced(shape, table, "size", slip)
    return shape.count(table, "size", SET_SIZE, SIZE)


def _read_bank(shape: Shape, table: Table, form: Text | None) -> bool:
    if "bank" in table and form is not None and form != "cloze":
        slip = f"'bank' is for cloze; a {form} question has no gaps"
        _misplaced(shape, table, "bank", slip)
    return shape.flag(table, "bank")


def _read_columns(shape: Shape, table: Table, form: Text | None) -> int:
    if "columns" in table and form is not None and form not in ("choice", "select"):
        slip = f"'columns' is for choice and select; a {form} question has no options"
        _misplaced(shape, table, "columns", slip)
    return shape.count(table, "columns", 0, COLUMNS)


def _read_spaces(shape: Shape, table: Table) -> dict[str, str]:
    """Read the room for the answers of single templates and facts."""
    inner = shape.table(table.find("spaces"), "'spaces'", "spaces: {why: 4 lines}")
    return {str(name): shape.space(each) for name, each in (inner or Table()).items()}


def _misplaced(shape: Shape, table: Table, name: str, slip: str) -> None:
    key = next(key for key in table if key == name)
    shape.slip(key.where, "unknown-key", slip, "remove the key", culprit=key)


def _read_topics(shape: Shape, table: Table) -> dict[str, tuple[int, int]]:
    """Read topic -> bounds; each topic keeps its place."""
    inner = shape.table(table.find("topics"), "'topics'", "topics: {money: [4, 8]}")
    topics: dict[str, tuple[int, int]] = {}
    for topic, node in (inner or Table()).items():
        ends = list(node) if isinstance(node, Items) else [node, node]
        texts = [shape.one_text(end, f"topic '{topic}'") for end in ends]
        bounds = [
            shape.whole(text, f"topic '{topic}'", BOUND) for text in texts if text is not None
        ]
        slip, mend = f"topic '{topic}' wants the fewest and the most", f"write '{topic}: [4, 8]'"
        match bounds:
            case [int(least), int(most)] if least <= most:
                topics[topic] = (least, most)
                continue
            case [int(most), int(least)]:
                slip += f", but {most} is more than {least}"
                mend = f"write '{topic}: [{least}, {most}]'"
        shape.slip(topic.where, "wrong-shape", slip, mend)
    return topics
