"""Plan texts: what single options of `quizgen quiz` are given, as the keys of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.load import Said

_OF_SELECTION = ("topic", "kind", "template", "fact", "difficulty")
"""Keys that say what may be taken: a plan file has them under `from`."""
_SAY_FROM = "topic=seas, kind=lake, template=depth, fact=lake-como or difficulty=hard"


def read_section(text: str) -> dict[str, Said]:
    """Read `recall=4,points=2,space=3 lines` as the keys of a section.

    >>> read_section("recall=4,space=3 lines")
    {'form': 'recall', 'count': '4', 'space': '3 lines'}
    >>> read_section("cloze,bank,topic=seas,topic=lakes")
    {'form': 'cloze', 'bank': 'true', 'from': {'topic': ['seas', 'lakes']}}
    >>> read_section("recall=2,template=role")
    {'form': 'recall', 'count': '2', 'from': {'template': ['role']}}
    """
    first, *others = text.split(",")
    form, equals, count = first.partition("=")
    section: dict[str, Said] = {"form": form.strip()}
    if equals:
        section["count"] = count.strip()
    return {**section, **_read_keys(others)}


def read_cards(text: str) -> dict[str, Said]:
    """Read `8,fold=fold-over` as what cards to cut out shall be.

    >>> read_cards("8,fold=fold-over,offset=0.5:-1")
    {'per_page': '8', 'fold': 'fold-over', 'offset': ['0.5', '-1']}
    """
    first, *others = text.split(",")
    keys = _read_keys(others)
    offset = keys.get("offset")
    if isinstance(offset, str):
        keys["offset"] = offset.split(":")
    return {"per_page": first.strip(), **keys}


def _read_keys(texts: Iterable[str]) -> dict[str, Said]:
    """Read `key=value`; a key alone is true, and what may be taken is gathered.

    Raises QuizgenError at a `from`, which a plan file writes over what may be taken.
    """
    from quizgen.problems import QuizgenError

    keys: dict[str, Said] = {}
    chosen: dict[str, list[str]] = {}
    for text in texts:
        key, equals, value = (part.strip() for part in text.partition("="))
        if key in _OF_SELECTION:
            chosen.setdefault(key, []).append(value)
        elif key == "from":
            raise QuizgenError(f"'from={value}': name what it is, as in {_SAY_FROM}")
        else:
            keys[key] = value if equals else "true"
    return {**keys, "from": chosen} if chosen else keys


def read_bounds(texts: Iterable[str]) -> dict[str, Said]:
    """Read `money=4-8` as the fewest and the most questions about a topic.

    >>> read_bounds(["money=4-8", "people=3"])
    {'money': ['4', '8'], 'people': ['3', '3']}
    """
    bounds: dict[str, Said] = {}
    for text in texts:
        topic, _, span = text.rpartition("=")
        least, _, most = span.partition("-")
        bounds[topic or span] = [least, most or least]
    return bounds


def read_spaces(texts: Iterable[str]) -> dict[str, Said]:
    """Read `why=4 lines` as the room for the answers of a template or fact.

    >>> read_spaces(["why=4 lines"])
    {'why': '4 lines'}
    """
    pairs = (text.partition("=") for text in texts)
    return {name.strip(): room.strip() for name, _, room in pairs}
