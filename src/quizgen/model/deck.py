"""The deck: facts and their kinds, sources, names and plans, as the author meant them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Never

from quizgen.model.question import Question
from quizgen.model.value import Media, Text, Value
from quizgen.problems import Where

BUILT_IN_TYPES = frozenset(
    ("text", "markdown", "math", "quote", "number", "percent", "money", "quantity", "year", "date",
     "duration", "url", "image", "sound")
)  # fmt: skip
"""Field types with a reading of their own; any other type name is a vocabulary of the deck."""

FORMS = ("recall", "typed", "choice", "select", "cloze", "true-false", "match", "order")
"""The shapes of a question, in the order in which a deck's questions are listed."""

SET_FORMS = ("match", "order")
"""Forms that ask about several facts at once; they are for paper only."""

SET_SIZE, MIN_SIZE, MAX_SIZE = 5, 3, 12
"""Facts in a match or an order: where a section does not say how many, at least, at most.

Two are guessed too easily, and more than twelve fill a page.
"""

PAPERS = ("A4", "Letter")

ACCOUNT = "according_to"
"""The key that attributes a claim to a source; as an `answer`, it asks which source says so."""


_NOTHING: Mapping[str, Never] = MappingProxyType({})


def _nothing() -> Mapping[str, Never]:
    """Give the one empty mapping that most facts share."""
    return _NOTHING


@dataclass(frozen=True, slots=True)
class Words:
    """A language: what our own lines say (`According to {account}`), by name."""

    language: str
    direction: str
    phrases: Mapping[str, str]
    months: tuple[str, ...]

    def say(self, phrase: str, **parts: object) -> str:
        """Fill a phrase; a missing phrase is a bug that a test of the language files finds."""
        return self.phrases[phrase].format(**parts)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: a document, a place in it (paragraphs from 1) and a few words."""

    source: Text
    where: Where
    at: int | None = None
    page: str = ""
    section: str = ""
    words: Text | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document the deck cites; `name` is what a prompt may call it.

    `rests_on` names the original that it retells: documents of one original confirm nothing twice.
    """

    id: Text
    name: Text
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    file: str = ""
    sha256: str = ""
    rests_on: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A cited document as text: its paragraphs are its non-empty lines, counted from 1.

    `pages` gives the page of each, counted from 1; it is empty where the text has no pages.
    """

    file: str
    sha256: str
    paragraphs: tuple[str, ...]
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A member of a vocabulary: its other names, and those it is easily confused with."""

    name: Text
    aka: tuple[Text, ...] = ()
    near: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A field that facts of a kind have: its type, and whether a fact may leave it out."""

    name: Text
    type: Text
    optional: bool = False


@dataclass(frozen=True, slots=True)
class AskTemplate:
    """Asks for the value of one field: recall, and choice where wrong answers are allowed.

    Of a list all members are wanted, so its choice is a select; `any`: any member will do.
    `one`: the prompt has one right answer in the world, or one such list.
    `was`: the id that learners' cards hang on, where the template has got another since.
    """

    id: Text
    ask: Text
    answer: Text
    one: bool = False
    any: bool = False
    forms: tuple[str, ...] = ("recall", "choice", "select")
    waive: Mapping[Text, Text] = field(default_factory=dict)
    was: Text | None = None
    retired: Text | None = None

    @property
    def lasting_id(self) -> str:
        """The id that outlives a new name: questions are known by it."""
        return self.was or self.id


@dataclass(frozen=True, slots=True)
class StateTemplate:
    """States the fact: `blank` fields become gaps, `vary` says what a false statement changes.

    `was`: the id that learners' cards hang on, where the template has got another since.
    """

    id: Text
    state: Text
    blank: tuple[Text, ...] = ()
    vary: tuple[Text, ...] = ()
    one: bool = False
    forms: tuple[str, ...] = ("cloze", "true-false")
    waive: Mapping[Text, Text] = field(default_factory=dict)
    was: Text | None = None
    retired: Text | None = None

    @property
    def lasting_id(self) -> str:
        """The id that outlives a new name: questions are known by it."""
        return self.was or self.id


@dataclass(frozen=True, slots=True)
class MatchTemplate:
    """Asks of several facts at once which left side belongs to which right side.

    A side is a field, or a text with fields.
    """

    id: Text
    ask: Text
    left: Text
    right: Text
    waive: Mapping[Text, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderTemplate:
    """Asks to put several facts, each told by the text `entry`, in the order of the field `by`."""

    id: Text
    ask: Text
    entry: Text
    by: Text
    waive: Mapping[Text, Text] = field(default_factory=dict)


CardTemplate = AskTemplate | StateTemplate
"""A template that asks about one fact, and so can become cards."""

Template = CardTemplate | MatchTemplate | OrderTemplate


@dataclass(frozen=True, slots=True)
class Kind:
    """What facts of one sort have in common. `complete`: what the deck lacks is false."""

    id: Text
    fields: Mapping[str, Field]
    templates: tuple[Template, ...]
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One curated record: its fields, and what an author may say about any fact.

    `aka`, `wrong` and `not_wrong` are by field; `wrong` gives each wrong answer its reason.
    `was`: the id that learners' cards hang on, where the fact has got another since.
    """

    id: Text
    kind: str
    fields: Mapping[str, Value]
    sources: tuple[Evidence, ...] = ()
    topic: Text | None = None
    tags: tuple[Text, ...] = ()
    note: Text | None = None
    hint: Text | None = None
    as_of: Value | None = None
    valid: tuple[Value | None, Value | None] = (None, None)
    according_to: Text | None = None
    hedge: Text | None = None
    scope: Text | None = None
    dispute: Text | None = None
    aka: Mapping[str, tuple[Text, ...]] = field(default_factory=_nothing)
    wrong: Mapping[str, tuple[tuple[Value, str], ...]] = field(default_factory=_nothing)
    not_wrong: Mapping[str, tuple[Value, ...]] = field(default_factory=_nothing)
    difficulty: int | None = None
    skip: tuple[Text, ...] = ()
    templates: tuple[Template, ...] = ()
    retired: Text | None = None
    was: Text | None = None
    waive: Mapping[Text, Text] = field(default_factory=dict)

    @property
    def lasting_id(self) -> str:
        """The id that outlives a new name: questions are known by it."""
        return self.was or self.id


@dataclass(frozen=True, slots=True)
class AnkiSettings:
    """What the deck wants of Anki: the deck's name there, and which forms become cards.

    `forgive`: what a typed answer may get wrong, `case` or `accents`; `subdecks`: what decks
    below the deck are made by, `topic` or nothing; `style`: the deck's own CSS, which follows ours.
    """

    deck_name: str
    forms: tuple[str, ...] = ("recall", "typed", "cloze")
    forgive: tuple[str, ...] = ()
    subdecks: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which facts may be asked about; an empty set allows all."""

    topics: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def has(self, question: Question) -> bool:
        """Tell whether a question about one fact may be taken."""
        return self.has_topic(question.topic) and self.has_kind(question.kind)

    def has_topic(self, topic: str) -> bool:
        """Tell whether facts of a topic may be asked about."""
        return not self.topics or topic in self.topics

    def has_kind(self, kind: str) -> bool:
        """Tell whether facts of a kind may be asked about."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a quiz: so many questions of one form, worth `points` each.

    `space` is the room for an answer: `2 lines`, `box` or `none`. `size` is how many facts a
    match or an order holds. `bank`: the words for the gaps stand above them.
    """

    form: str
    count: int
    where: Where
    points: int = 1
    space: str = ""
    title: str = ""
    selection: Selection = Selection()
    size: int = SET_SIZE
    bank: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A quiz as its author wants it: sections, bounds by topic, versions and a seed."""

    id: str
    title: str
    sections: tuple[Section, ...]
    where: Where
    instructions: str = ""
    versions: int = 1
    seed: int = 1
    paper: str = "A4"
    topics: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deck:
    """All that one deck says, facts in the order of their files and lines.

    `media` are the pictures and sounds that its facts use, by the names they travel under.
    """

    id: str
    title: str
    words: Words
    kinds: Mapping[str, Kind]
    facts: tuple[Fact, ...]
    anki: AnkiSettings
    where: Where
    description: str = ""
    licence: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, Name]] = field(default_factory=dict)
    plans: tuple[Plan, ...] = ()
    media: Mapping[str, Media] = field(default_factory=dict)
    waive: Mapping[Text, Text] = field(default_factory=dict)
