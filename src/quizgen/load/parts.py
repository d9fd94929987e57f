"""Parts: what stands in which file of a deck, be it one file or a folder of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.load.anki_settings import is_harmless
from quizgen.load.csv_table import parse_csv
from quizgen.load.files import SourceFile
from quizgen.load.keys import DECK_KEYS, PART_KEYS
from quizgen.load.shape import Shape
from quizgen.load.tree import Duplicate, Node, Table, Tree
from quizgen.load.yaml_dashes import lost_members
from quizgen.load.yaml_tree import parse_yaml
from quizgen.model import Text
from quizgen.problems import Where


class Parts:
    """The trees of a deck's files, and where in them each part of the deck is.

    `settings` are the keys of deck.yaml, or of the whole one-file deck; `broken` names the parts
    of which a file could not be read. With a `plan`, all others are `unread_plans`, by name.
    """

    def __init__(
        self, path: Path, files: tuple[SourceFile, ...], shape: Shape, plan: str | None = None
    ) -> None:
        self.path = path
        self.shape = shape
        self.plan = plan
        self.files = tuple(file for file in files if not self._is_of_other_plan(file))
        unread = bool(shape.problems)
        self.trees = [(file, self._parse(file)) for file in self.files if file.part != "style"]
        self.broken = {
            file.part for file, tree in self.trees if tree.root is None and tree.problems
        }
        if unread:
            self.broken |= {"kinds", "sources"}  # an unreadable file may be any part
        self.settings = self._settings()
        own = self.settings.find("quizzes") if path.is_file() else None
        named = [str(key) for key, _ in own.items()] if isinstance(own, Table) else []
        named += [file.path.stem for file in files if file.part == "quizzes"]
        self.unread_plans = tuple(name for name in named if self._is_other(name))

    def find(self, name: str) -> Node | None:
        """Give kinds, names or sources: a file of its own, or a key of the one-file deck."""
        if self.path.is_file():
            return self.settings.find(name)
        root = next((tree.root for file, tree in self.trees if file.part == name), None)
        if isinstance(root, Table) and list(root) == [name] and isinstance(root.find(name), Table):
            self.shape.slip(
                root.where,
                "wrong-shape",
                f"{name}.yaml holds the {name} themselves, without the key '{name}:'",
                f"remove the line '{name}:' and indent the rest one level less",
            )
            return root.find(name)
        return root

    def fact_tables(self) -> Iterator[Table]:
        """Give each file's kind -> facts; a CSV file's kind is its name."""
        if self.path.is_file():
            table = self.shape.table(
                self.settings.find("facts"), "'facts'", "kind: {fact-id: {...}}"
            )
            if table is not None:
                yield table
            return
        for file, tree in self.trees:
            if file.part != "facts" or tree.root is None:
                continue
            if file.path.suffix == ".csv":
                kind = Text.at(file.path.stem, Where(file.name, 1, 1))
                yield Table([(kind, tree.root)], kind.where)
            else:
                found = self.shape.table(tree.root, "a file of facts", "kind: {fact-id: {...}}")
                if found is not None:
                    yield found

    def plans(self) -> Iterator[tuple[Text, Node]]:
        """Give each plan by its id: quizzes/*.yaml, or the key `quizzes` of a one-file deck."""
        if self.path.is_file():
            table = self.shape.table(self.settings.find("quizzes"), "'quizzes'", "quiz-id: {...}")
            yield from (pair for pair in (table or Table()).items() if not self._is_other(pair[0]))
        for file, tree in self.trees:
            if file.part == "quizzes" and tree.root is not None:
                yield Text.at(file.path.stem, Where(file.name, 1, 1)), tree.root

    def style(self) -> str:
        """Give the deck's own CSS, if it can do no harm."""
        return "".join(
            file.text
            for file in self.files
            if file.part == "style" and is_harmless(self.shape, file)
        )

    def _is_other(self, plan: str) -> bool:
        return self.plan is not None and plan != self.plan

    def _is_of_other_plan(self, file: SourceFile) -> bool:
        return file.part == "quizzes" and self._is_other(file.path.stem)

    def _settings(self) -> Table:
        tree = next((tree for file, tree in self.trees if file.part == "deck"), None)
        where = Where(self.files[0].name if self.files else self.path.as_posix(), 1, 1)
        unread = Text.at("unread", where)  # what cannot be read lacks nothing
        empty = Table(((Text.at(key, where), unread) for key in ("id", "title")), where)
        if tree is None or tree.root is None:
            if "deck" not in self.broken and tree is not None:
                self.shape.slip(
                    where,
                    "empty-file",
                    "the deck is empty",
                    "begin with 'id: my-deck' and 'title: My deck'",
                )
            return empty
        table = self.shape.table(tree.root, "a deck", "id: my-deck")
        if table is None:
            return empty
        known = (*DECK_KEYS, *PART_KEYS) if self.path.is_file() else DECK_KEYS
        self.shape.part_keys(table, known, "a deck" if self.path.is_file() else "deck.yaml")
        return table

    def _parse(self, file: SourceFile) -> Tree:
        """Parse one file and note its slips."""
        parse = parse_csv if file.path.suffix == ".csv" else parse_yaml
        tree = parse(file.text, file.name)
        self.shape.problems += tree.problems
        if parse is parse_yaml and tree.root is not None:
            self.shape.problems += lost_members(file.text, file.name)
        depth = {"facts": 1, "deck": 2}.get(file.part, 99)
        for duplicate in tree.duplicates:
            if _is_told_by_key_above(tree.root, duplicate):
                continue
            is_fact = len(duplicate.path) == depth and (
                file.part == "facts" or duplicate.path[0] == "facts"
            )
            is_fact = is_fact and duplicate.path[-1] != "defaults"
            is_fact = is_fact or file.path.suffix == ".csv"
            name, rule = ("fact", "duplicate-id") if is_fact else ("key", "duplicate-key")
            self.shape.slip(
                duplicate.key.where,
                rule,
                f"{name} '{duplicate.key}' stands on line {duplicate.first.line} too",
                "remove or rename one of them",
                culprit=duplicate.key,
                related=(duplicate.first.where,),
            )
        return tree


def _is_told_by_key_above(root: Node | None, duplicate: Duplicate) -> bool:
    """Tell whether a key without a value stands between both: a fact that is indented too deep.

    What belongs to that fact is told by its own slip then.
    """
    for name in duplicate.path:
        root = root.find(name) if isinstance(root, Table) else None
    if not isinstance(root, Table) or root.flow:
        return False
    first, again = duplicate.first.line, duplicate.key.line
    return any(node == "" and first < key.line < again for key, node in root.items())
