"""Blueprints: read what a plan demands of a paper as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from quizgen.load.fact_keys import read_scalar
from quizgen.load.field_types import read_date
from quizgen.load.keys import MIX_KEYS, PLAN_KEYS
from quizgen.load.shape import Shape
from quizgen.load.tree import Table
from quizgen.load.wants import BOUND, COUNT, SHARE, WORDS
from quizgen.model import LEVELS, Blueprint, Moment, Section, Text
from quizgen.problems import Where

_SHARE = re.compile(SHARE)
_TOLERANCE = Fraction(1, 10)


def read_blueprint(
    shape: Shape, table: Table, versions: int, sections: Sequence[Section]
) -> Blueprint:
    """Read the demands of a plan that are not those of a section."""
    shares, tolerance = _read_mix(shape, table)
    parallel = shape.flag(table, "parallel")
    overlap = shape.count(table, "overlap", 0, BOUND)
    places = {str(key): key.where for key in table if key in PLAN_KEYS}
    if parallel and versions == 1:
        slip = "'parallel' wants versions that it can part"
        shape.slip(places["parallel"], "missing-key", slip, "write 'versions: 2' beside it")
    if overlap and not parallel:
        _idle(shape, places["overlap"])
    elif overlap and overlap >= sum(section.facts for section in sections):
        slip = f"an overlap of {overlap} lets versions ask all the same questions"
        shape.slip(places["overlap"], "wrong-type", slip, "lower it, or remove 'parallel'")
    return Blueprint(
        shares=shares,
        tolerance=tolerance,
        max_per_template=shape.count(table, "max_per_template", 0, COUNT),
        max_per_subject=shape.count(table, "max_per_subject", 0, COUNT),
        reading_words_max=shape.count(table, "reading_words_max", 0, WORDS),
        parallel=parallel,
        overlap=overlap,
        allow_enemies=shape.flag(table, "allow_enemies"),
        as_of=_read_date(shape, table),
        exclude=shape.texts(table, "exclude"),
        places=places,
    )


def _idle(shape: Shape, where: Where) -> None:
    slip = "'overlap' is for parallel versions; the others ask the same questions"
    shape.slip(where, "unknown-key", slip, "write 'parallel: true' beside it, or remove the key")


def _read_date(shape: Shape, table: Table) -> Moment | None:
    node = table.find("as_of")
    value = None if node is None else read_scalar(shape, node, "as_of", read_date)
    return value if isinstance(value, Moment) else None


def _read_mix(shape: Shape, table: Table) -> tuple[dict[str, Fraction], Fraction]:
    """Read the shares of the levels, and how far off each may be."""
    inner = shape.table(
        table.find("difficulty"), "'difficulty'", "{easy: .3, medium: .5, hard: .2}"
    )
    if inner is None:
        return {}, _TOLERANCE
    shape.known_keys(inner, MIX_KEYS, "'difficulty'")
    texts = {name: shape.text(inner, name, "'difficulty'") for name in (*LEVELS, "tol")}
    read = {name: _read_share(shape, name, text) for name, text in texts.items() if text}
    shares = {name: share for name, share in read.items() if share is not None}
    tolerance = shares.pop("tol", _TOLERANCE)
    total = sum(shares.values())
    if total > 1 or (len(shares) == len(LEVELS) and total != 1):
        slip = f"the shares of difficulty sum to {float(total):g}"
        mend = "let them sum to 1, as in {easy: .3, medium: .5, hard: .2}"
        shape.slip(inner.where, "wrong-type", slip, mend)
        return {}, tolerance
    return shares, tolerance


def _read_share(shape: Shape, name: str, text: Text) -> Fraction | None:
    if not _SHARE.fullmatch(text):
        slip = f"'{name}' is a share of the questions, not '{text}'"
        shape.slip(text.where, "wrong-type", slip, "write it as .3 or 30%", culprit=text)
        return None
    return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)
