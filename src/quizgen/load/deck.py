"""Load: read a deck, every value with its place, and every slip as a problem."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from quizgen.load.anki_settings import read_anki
from quizgen.load.edits import Lines
from quizgen.load.evidence import read_names, read_sources
from quizgen.load.excluded import read_excluded
from quizgen.load.facts import read_facts
from quizgen.load.files import SourceFile, read_files
from quizgen.load.keys import EVERY_KEY, FACT_KEYS
from quizgen.load.kinds import hold_names_apart, read_kinds
from quizgen.load.language import DEFAULT, read_language, read_words
from quizgen.load.media import MediaReader, media_folder
from quizgen.load.mends import add_edits, leave_cut_values
from quizgen.load.naming import Nameless, name_facts, name_rows
from quizgen.load.parts import Parts
from quizgen.load.plans import read_plan
from quizgen.load.shape import Shape
from quizgen.load.tidying import find_misread, find_unsorted, kind_tables
from quizgen.load.tree import Table
from quizgen.load.wording_file import read_wording
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
    """Reads the parts of one deck; holds what they share meanwhile."""

    def __init__(
        self,
        path: Path,
        files: tuple[SourceFile, ...],
        problems: list[Problem],
        plan: str | None,
    ) -> None:
        self.path = path
        self.shape = Shape()
        self.shape.problems += problems
        self.media = MediaReader(self.shape, media_folder(path))
        self.nameless: list[Nameless] = []
        self.parts = Parts(path, files, self.shape, plan)

    def load(self, least: Severity) -> tuple[Deck, list[Problem]]:
        """Read the parts in the order in which they need each other."""
        shape, parts, settings = self.shape, self.parts, self.parts.settings
        kinds = read_kinds(shape, parts.find("kinds"))
        sources = read_sources(shape, parts.find("sources"))
        names = read_names(shape, parts.find("names"))
        deck_id = self.deck_id(settings)
        title = shape.text(settings, "title", "the deck", required=True)
        title = title or Text.at(deck_id, settings.where)
        plans = read_excluded(shape, self.path, tuple(self.plans(title)))
        defaults = self.defaults(settings)
        unreadable = parts.broken & {"kinds", "sources"}  # every fact would seem wrong
        facts = () if unreadable else tuple(self.facts(kinds, defaults))
        self.check_fact_ids(facts)
        media = self.media.finish()
        words = self.words(settings)
        deck = Deck(
            id=deck_id,
            title=title,
            words=words,
            kinds=kinds,
            facts=facts,
            anki=read_anki(shape, settings.find("anki"), title, parts.style()),
            where=settings.where,
            description=shape.text(settings, "description", "") or "",
            licence=shape.text(settings, "licence", "") or "",
            sources=sources,
            names=names,
            plans=plans,
            unread_plans=parts.unread_plans,
            media=media,
            waive=shape.waivers(settings.find("waive")),
            wording=read_wording(words.language),
            whole=not parts.broken and not shape.torn,
        )
        problems = [*self.mended(deck), *(self.hints(deck) if least is Severity.INFO else ())]
        return deck, sort_problems(problems)

    def mended(self, deck: Deck) -> list[Problem]:
        """Give all problems met, with the edits that mend them where these are certain."""
        sources = {file.name: file.text for file in self.parts.files}
        ids = [str(name) for fact in deck.facts for name in (fact.id, fact.was) if name]
        ids += [str(key) for _, tree in self.parts.trees for key, _ in tree.nameless if key]
        problems = [*self.shape.problems, *name_facts(self.nameless, ids, sources)]
        fields = {str(name) for kind in deck.kinds.values() for name in kind.fields}
        problems = add_edits(leave_cut_values(problems), sources, EVERY_KEY | fields)
        rows: dict[Where, tuple[Edit, ...]] = {}
        for file, tree in self.parts.trees:
            if tree.nameless and file.path.stem in deck.kinds:
                rows |= name_rows(tree.nameless, deck.kinds[file.path.stem], ids, file.text)
        return [replace(p, edits=rows.get(p.where, p.edits)) if rows else p for p in problems]

    def hints(self, deck: Deck) -> Iterator[Problem]:
        """Give what could be written better, file by file; all can be mended."""
        for file, tree in self.parts.trees:
            if file.path.suffix != ".yaml" or not isinstance(tree.root, Table):
                continue
            lines = Lines(file.text)
            root = tree.root.find("facts") if file.part == "deck" else tree.root
            if file.part in ("deck", "facts") and isinstance(root, Table):
                yield from find_misread(root, lines)
                yield from find_unsorted(kind_tables(root, deck.kinds), file.name, lines)

    def facts(self, kinds: dict[str, Kind], defaults: Table | None) -> Iterator[Fact]:
        """Read the facts of all files, in the order of the files and their lines."""
        for root in self.parts.fact_tables():
            yield from read_facts(self.shape, root, kinds, defaults, self.media, self.nameless)

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

    def plans(self, title: str) -> Iterator[Plan]:
        """Read the plans, in the order of their files."""
        found = (read_plan(self.shape, key, node, title) for key, node in self.parts.plans())
        return (plan for plan in found if plan is not None)

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
