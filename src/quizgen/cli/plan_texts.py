"""Plan texts: what single options of `quizgen quiz` are given, as the keys of a plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.load import Said

_OF_SELECTION = ("topic", "kind", "template", "fact", "difficulty")
"""Keys that say what may be taken: a plan file has them under `from`."""
_OF_SECTION = ("bank", "columns", "count", "instructions", "points", "size", "space", "title")
_OF_CARDS = ("fold", "forms", "offset")
_SAY_FROM = "topic=seas, kind=lake, template=depth, fact=lake-como or difficulty=hard"
_EXAMPLES = {
    "--form": 'write it as in --form "recall=4,space=3 lines,topic=seas"',
    "--cards": "write it as in --cards 8,fold=fold-over,offset=0.5:-1",
}


def read_section(text: str) -> dict[str, Said]:
    """Read `recall=4,points=2,space=3 lines` as the keys of a section.

    >>> read_section("recall=4,space=3 lines")
    {'form': 'recall', 'count': '4', 'space': '3 lines'}
    >>> read_section("cloze,bank,topic=seas,topic=lakes")
    {'form': 'cloze', 'bank': 'true', 'from': {'topic': ['seas', 'lakes']}}
    >>> read_section("recall=2,template=role")
    {'form': 'recall', 'count': '2', 'from': {'template': ['role']}}
    """
    from quizgen.problems import QuizgenError

    first, *others = text.split(",")
    form, equals, count = (part.strip() for part in first.partition("="))
    if ";" in first:
        raise QuizgenError(f"--form: '{text}' has a semicolon; {_EXAMPLES['--form']}")
    section = {"form": form, **({"count": count} if equals else {})}
    return _read_keys("--form", section, others, _OF_SECTION)


def read_cards(text: str) -> dict[str, Said]:
    """Read `8,fold=fold-over` as what cards to cut out shall be.

    >>> read_cards("8,fold=fold-over,offset=0.5:-1")
    {'per_page': '8', 'fold': 'fold-over', 'offset': ['0.5', '-1']}
    """
    first, *others = text.split(",")
    keys = _read_keys("--cards", {"per_page": first.strip()}, others, _OF_CARDS)
    offset = keys.get("offset")
    if isinstance(offset, str):
        keys["offset"] = offset.split(":")
    return keys


def _read_keys(
    option: str, said: Mapping[str, str], texts: Iterable[str], known: Collection[str]
) -> dict[str, Said]:
    """Read `key=value` beside what is said; `bank` alone is true; what may be taken is gathered.

    Raises QuizgenError at a key that is not known, or said twice, and at a `from`, which a plan
    file writes over what may be taken.
    """
    from quizgen.problems import QuizgenError

    keys: dict[str, Said] = dict(said)
    chosen: dict[str, list[str]] = {}
    for text in texts:
        key, equals, value = (part.strip() for part in text.partition("="))
        if key == "from":
            raise QuizgenError(f"'from={value}': name what it is, as in {_SAY_FROM}")
        if key in keys:
            raise QuizgenError(f"{option}: '{key}' is said twice; leave one out")
        if key in _OF_SELECTION:
            chosen.setdefault(key, []).append(value)
        elif key not in known:
            raise QuizgenError(f"{option}: {_say_unknown(option, key, known)}")
        elif equals or key == "bank":
            keys[key] = value if equals else "true"
        else:
            raise QuizgenError(f"{option}: '{key}' has no value; {_EXAMPLES[option]}")
    return {**keys, "from": chosen} if chosen else keys


def _say_unknown(option: str, key: str, known: Collection[str]) -> str:
    """Say that a key is unknown, which comes nearest, and which are known."""
    from quizgen.problems import nearest

    if not key:
        return f"there is nothing after a comma; {_EXAMPLES[option]}"
    names = sorted((*known, *_OF_SELECTION))
    guess = nearest(key, names)
    meant = f"did you mean '{guess}'? " if guess else ""
    return f"there is no key '{key}'; {meant}known are: {', '.join(names)}"


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
