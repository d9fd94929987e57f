"""Load: read a deck, every value with its place, and every slip as a problem."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from quizgen.load.anki_settings import is_harmless, read_anki
from quizgen.load.csv_table import parse_csv
from quizgen.load.edits import Lines
from quizgen.load.evidence import read_names, read_sources
from quizgen.load.excluded import read_excluded
from quizgen.load.facts import read_facts
from quizgen.load.files import SourceFile, read_files
from quizgen.load.keys import DECK_KEYS, EVERY_KEY, FACT_KEYS, PART_KEYS
from quizgen.load.kinds import hold_names_apart, read_kinds
from quizgen.load.language import DEFAULT, read_language, read_words
from quizgen.load.media import MediaReader, media_folder
from quizgen.load.mends import add_edits, leave_cut_values
from quizgen.load.naming import Nameless, name_facts, name_rows
from quizgen.load.plans import read_plan
from quizgen.load.shape import Shape
from quizgen.load.tidying import find_misread, find_unsorted, kind_tables
from quizgen.load.tree import Duplicate, Node, Table, Tree
from quizgen.load.wording_file import read_wording
from quizgen.load.yaml_dashes import lost_members
from quizgen.load.yaml_tree import parse_yaml
from quizgen.model import Deck, Fact, Kind, Plan, Text, Words
from quizgen.problems import Edit, Problem, QuizgenError, Severity, Where, sort_problems


def load_deck(
    path: Path | str,
    *,
    drafts: Mapping[str, str] = MappingProxyType({}),
    least: Severity = Severity.WARNING,
    plan: str | None = None,
) -> tuple[Deck, list[Problem]]:
    """Load the deck at `path`: one YAML file, or a folder with a deck.yaml.

    All problems come back at once, sorted by place; with errors among them the deck holds what
    could be read; those less severe than `least` are not looked for. `drafts` are texts by file
    name that stand for what is in these files. With a `plan`, no other is read than that of this
    name, and a slip in another is none. Raises QuizgenError where there is no deck at all.

    >>> deck, problems = load_deck("decks/planets.yaml")
    >>> deck.id, deck.title, len(deck.facts), problems
    ('planets', 'The planets', 8, [])
    """
    path = Path(path)
    files, problems = _read(path, drafts)
    with _collector_paused():
        # Without a name, so that the trees are gone when the collector is back.
        return _Loader(path, files, problems, plan).load(least)


def _read(path: Path, drafts: Mapping[str, str]) -> tuple[tuple[SourceFile, ...], list[Problem]]:
    try:
        return read_files(path, drafts)
    except OSError as error:
        what = error.filename or path  # none, where the folder that we stand in is gone
        raise QuizgenError(f"cannot read '{what}': {error.strerror}") from error


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector: it would walk the growing deck again and again.

    What was made meanwhile counts as old afterwards, or the deck would be walked as soon as the
    collector is back.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if not gc.get_freeze_count():  # or what the caller froze would thaw
                gc.freeze()
                gc.unfreeze()
            gc.enable()


class _Loader:
    """Puts the files of one deck together; holds what they share while they are read."""

    def __init__(
        self,
        path: Path,
        files: tuple[SourceFile, ...],
        problems: list[Problem],
        plan: str | None,
    ) -> None:
        self.path = path
        self.unread: tuple[str, ...] = ()
        if plan is not None:
            others = {file for file in files if file.part == "quizzes" and file.path.stem != plan}
            self.unread = tuple(file.path.stem for file in files if file in others)
            files = tuple(file for file in files if file not in others)
        self.plan = plan
        self.shape = Shape()
        self.shape.problems += problems
        self.media = MediaReader(self.shape, media_folder(path))
        self.files = files
        self.nameless: list[Nameless] = []
        self.trees = [(file, self.parse(file)) for file in files if file.part != "style"]
        self.broken = {
            file.part for file, tree in self.trees if tree.root is None and tree.problems
        }
        if problems:
            self.broken |= {"kinds", "sources"}  # an unreadable file may be any part

    def parse(self, file: SourceFile) -> Tree:
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

    def load(self, least: Severity) -> tuple[Deck, list[Problem]]:
        """Read the parts in the order in which they need each other."""
        shape = self.shape
        settings = self.settings()
        kinds = read_kinds(shape, self.part(settings, "kinds"))
        sources = read_sources(shape, self.part(settings, "sources"))
        names = read_names(shape, self.part(settings, "names"))
        deck_id = self.deck_id(settings)
        title = shape.text(settings, "title", "the deck", required=True)
        title = title or Text.at(deck_id, settings.where)
        plans = read_excluded(shape, self.path, tuple(self.plans(settings, title)))
        defaults = self.defaults(settings)
        unreadable = self.broken & {"kinds", "sources"}  # every fact would seem wrong
        facts = () if unreadable else tuple(self.facts(settings, kinds, defaults))
        self.check_fact_ids(facts)
        media = self.media.finish()
        words = self.words(settings)
        deck = Deck(
            id=deck_id,
            title=title,
            words=words,
            kinds=kinds,
            facts=facts,
            anki=read_anki(shape, settings.find("anki"), title, self.style()),
            where=settings.where,
            description=shape.text(settings, "description", "") or "",
            licence=shape.text(settings, "licence", "") or "",
            sources=sources,
            names=names,
            plans=plans,
            unread_plans=self.unread,
            media=media,
            waive=shape.waivers(settings.find("waive")),
            wording=read_wording(words.language),
            whole=not self.broken and not shape.torn,
        )
        problems = [*self.mended(deck), *(self.hints(deck) if least is Severity.INFO else ())]
        return deck, sort_problems(problems)

    def mended(self, deck: Deck) -> list[Problem]:
        """Give all problems met, with the edits that mend them where these are certain."""
        sources = {file.name: file.text for file in self.files}
        ids = [str(name) for fact in deck.facts for name in (fact.id, fact.was) if name]
        ids += [str(key) for _, tree in self.trees for key, _ in tree.nameless if key]
        problems = [*self.shape.problems, *name_facts(self.nameless, ids, sources)]
        fields = {str(name) for kind in deck.kinds.values() for name in kind.fields}
        problems = add_edits(leave_cut_values(problems), sources, EVERY_KEY | fields)
        rows: dict[Where, tuple[Edit, ...]] = {}
        for file, tree in self.trees:
            if tree.nameless and file.path.stem in deck.kinds:
                rows |= name_rows(tree.nameless, deck.kinds[file.path.stem], ids, file.text)
        return [replace(p, edits=rows.get(p.where, p.edits)) if rows else p for p in problems]

    def hints(self, deck: Deck) -> Iterator[Problem]:
        """Give what could be written better, file by file; all can be mended."""
        for file, tree in self.trees:
            if file.path.suffix != ".yaml" or not isinstance(tree.root, Table):
                continue
            lines = Lines(file.text)
            root = tree.root.find("facts") if file.part == "deck" else tree.root
            if file.part in ("deck", "facts") and isinstance(root, Table):
                yield from find_misread(root, lines)
                yield from find_unsorted(kind_tables(root, deck.kinds), file.name, lines)

    def settings(self) -> Table:
        """Give the keys of deck.yaml, or of the whole one-file deck."""
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

    def part(self, settings: Table, name: str) -> Node | None:
        """Give kinds, names or sources: a file of its own, or a key of the one-file deck."""
        if self.path.is_file():
            return settings.find(name)
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

    def facts(
        self, settings: Table, kinds: dict[str, Kind], defaults: Table | None
    ) -> Iterator[Fact]:
        """Read the facts of all files, in the order of the files and their lines."""
        for root in self.fact_tables(settings):
            yield from read_facts(self.shape, root, kinds, defaults, self.media, self.nameless)

    def fact_tables(self, settings: Table) -> Iterator[Table]:
        """Give each file's kind -> facts; a CSV file's kind is its name."""
        if self.path.is_file():
            table = self.shape.table(settings.find("facts"), "'facts'", "kind: {fact-id: {...}}")
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

    def defaults(self, settings: Table) -> Table | None:
        """Give the deck's own `defaults` and `source`, which lie under every fact."""
        table = self.shape.table(settings.find("defaults"), "'defaults'", "defaults: {topic: ...}")
        self.shape.known_keys(table or Table(), FACT_KEYS, "'defaults'")
        source = settings.find("source")
        if source is None:
            return table
        merged = Table((table or Table()).items(), settings.where)
        merged.add(settings.key("source"), source)
        return merged

    def plans(self, settings: Table, title: str) -> Iterator[Plan]:
        """Read the plans: quizzes/*.yaml, or the key `quizzes` of a one-file deck."""
        pairs: list[tuple[Text, Node]] = []
        if self.path.is_file():
            table = self.shape.table(settings.find("quizzes"), "'quizzes'", "quiz-id: {...}")
            pairs = list((table or Table()).items())
            if self.plan is not None:
                self.unread = tuple(str(key) for key, _ in pairs if key != self.plan)
                pairs = [pair for pair in pairs if pair[0] == self.plan]
        for file, tree in self.trees:
            if file.part == "quizzes" and tree.root is not None:
                pairs.append((Text.at(file.path.stem, Where(file.name, 1, 1)), tree.root))
        for key, node in pairs:
            plan = read_plan(self.shape, key, node, title)
            if plan is not None:
                yield plan

    def check_fact_ids(self, facts: tuple[Fact, ...]) -> None:
        """Hold fact ids unique in the whole deck: guids are made of them."""
        first: dict[str, Text] = {}
        for fact in facts:
            known = first.setdefault(fact.id, fact.id)
            if known is not fact.id:
                place = f"{known.file}:{known.line}"
                self.shape.slip(
                    fact.id.where,
                    "duplicate-id",
                    f"fact '{fact.id}' stands in {place} too",
                    "rename one of them: ids are unique in the deck",
                    culprit=fact.id,
                    related=(known.where,),
                )
        if any(fact.was for fact in facts):
            hold_names_apart(self.shape, facts)

    def deck_id(self, settings: Table) -> str:
        """Give the deck's id, or a stand-in where it cannot be used."""
        text = self.shape.text(settings, "id", "the deck", required=True)
        if text is not None and self.shape.check_id(text, "deck"):
            return text
        return "unnamed"

    def words(self, settings: Table) -> Words:
        """Read the words of the deck's language; English where we have no file for it."""
        language = self.shape.text(settings, "language", "")
        return read_words(self.shape, language) if language else read_language(DEFAULT)

    def style(self) -> str:
        """Give the deck's own CSS, if it can do no harm."""
        return "".join(
            file.text
            for file in self.files
            if file.part == "style" and is_harmless(self.shape, file)
        )


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
