"""Print plans: read what is printed beside the papers of a quiz: cards and facts to study."""

from __future__ import annotations

import re
from decimal import Decimal

from quizgen.load.keys import CARDS_KEYS, SELECTION_KEYS, STUDY_KEYS
from quizgen.load.shape import Shape
from quizgen.load.tree import Items, Node, Table
from quizgen.load.wants import OFFSET, PER_PAGE_WORDS
from quizgen.model import FOLDS, GRIDS, LEVELS, MAX_OFFSET, CardPlan, Selection, StudyPlan, Text

_ASKED = "asked"
_OFFSET = re.compile(OFFSET)


def read_cards(shape: Shape, node: Node | None) -> CardPlan | None:
    """Read which cards to cut out, and how they are printed."""
    table = shape.table(node, "'cards'", "cards: {from: {kind: planet}, per_page: 8}")
    if table is None:
        return None
    shape.known_keys(table, CARDS_KEYS, "'cards'")
    plan = CardPlan(table.where)
    return CardPlan(
        where=table.where,
        selection=read_selection(shape, table),
        forms=shape.some_of(table, "forms", plan.forms) or plan.forms,
        per_page=_read_per_page(shape, table, plan.per_page),
        fold=shape.one_of(table, "fold", FOLDS, plan.fold),
        offset=_read_offset(shape, table),
    )


def read_study(shape: Shape, node: Node | None) -> StudyPlan | None:
    """Read which facts a study sheet tells: those asked, or those of some topics and kinds."""
    if isinstance(node, Text) and node == _ASKED:
        return StudyPlan(node.where, asked=True)
    table = shape.table(node, "'study'", "study: asked, or study: {from: {topic: [money]}}")
    if table is None:
        return None
    shape.known_keys(table, STUDY_KEYS, "'study'")
    return StudyPlan(table.where, read_selection(shape, table))


def read_selection(shape: Shape, table: Table) -> Selection:
    """Read `from`: which facts may be taken."""
    inner = shape.table(table.find("from"), "'from'", "from: {topic: [money, people]}")
    if inner is None:
        return Selection()
    shape.known_keys(inner, SELECTION_KEYS, "'from'")
    topics, kinds, templates, facts = (
        frozenset(shape.texts(inner, key)) for key in ("topic", "kind", "template", "fact")
    )
    levels = frozenset(shape.some_of(inner, "difficulty", LEVELS))
    return Selection(topics, kinds, templates, facts, levels)


def _read_per_page(shape: Shape, table: Table, default: int) -> int:
    text = shape.text(table, "per_page", "")
    if text is None:
        return default
    if text in map(str, GRIDS):
        return int(text)
    shape.slip(
        text.where,
        "wrong-type",
        f"'per_page' cannot be '{text}'",
        f"choose how many cards stand on a sheet: {PER_PAGE_WORDS}",
    )
    return default


def _read_offset(shape: Shape, table: Table) -> tuple[float, float]:
    node = table.find("offset")
    if node is None:
        return 0.0, 0.0
    texts = [each for each in node if isinstance(each, Text)] if isinstance(node, Items) else []
    lengths = [float(Decimal(t.removesuffix("mm").strip())) for t in texts if _OFFSET.fullmatch(t)]
    if len(lengths) == 2 == len(texts) and all(abs(each) <= MAX_OFFSET for each in lengths):
        return lengths[0], lengths[1]
    shape.slip(
        node.where,
        "wrong-type",
        f"'offset' wants two lengths of at most {MAX_OFFSET} mm: to the right, and down",
        "print the calibration sheet, and write what it shows, as in 'offset: [0.5 mm, -1 mm]'",
    )
    return 0.0, 0.0
