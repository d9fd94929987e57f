"""Wording files: what rules about wording look for in a language, a file a language."""

from __future__ import annotations

from importlib.resources import files

from quizgen.load.tree import Items, Node, Table
from quizgen.load.yaml_tree import parse_yaml
from quizgen.model import Phrases, Text, Wording


def read_wording(language: str) -> Wording | None:
    """Read what rules about wording look for in a language; None where no file tells."""
    base = language.partition("-")[0].lower()
    file = files("quizgen.load") / "wording" / f"{base}.yaml"
    if not file.is_file():
        return None
    root = _table(parse_yaml(file.read_text(encoding="utf-8"), str(file)).root)
    endings = (ending.partition(">") for ending in _strings(root.find("endings")))
    return Wording(
        phrases={
            str(name): Phrases(
                _strings(_table(each)["find"]), _strings(_table(each).find("unless"))
            )
            for name, each in _table(root.find("phrases")).items()
        },
        function_words=frozenset(_strings(root.find("function words"))),
        endings=tuple((ending, stem) for ending, _, stem in endings),
        scales={str(word): int(str(by)) for word, by in _table(root.find("scales")).items()},
        elisions=_strings(root.find("elisions")),
    )


def _table(node: Node | None) -> Table:
    if not isinstance(node, Table):
        raise TypeError(f"a wording file has {node!r} where a mapping belongs")
    return node


def _strings(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    if isinstance(node, Items) and all(isinstance(each, Text) for each in node):
        return tuple(map(str, node))
    raise TypeError(f"a wording file has {node!r} where a list of texts belongs")
