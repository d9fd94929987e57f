"""Templates: what an author wants asked of a fact, or of several at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from quizgen.model.value import Text

FORMS = ("recall", "typed", "choice", "select", "cloze", "true-false", "match", "order")
"""The shapes of a question, in the order in which a deck's questions are listed."""

FORM_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "fill-in": "cloze",
        "fill-in-the-blank": "cloze",
        "gap": "cloze",
        "gaps": "cloze",
        "matching": "match",
        "mc": "choice",
        "multiple-answer": "select",
        "multiple-choice": "choice",
        "multiple-response": "select",
        "open": "recall",
        "ordering": "order",
        "short": "recall",
        "short-answer": "recall",
        "single-choice": "choice",
        "tf": "true-false",
        "truefalse": "true-false",
        "yes-no": "true-false",
    }
)
"""What teachers call a form elsewhere."""

SET_FORMS = ("match", "order")
"""Forms that ask about several facts at once; they are for paper only."""

CURLY: Mapping[str, str] = MappingProxyType(
    {"“": "”", "„": "“", "”": "”", "«": "»", "»": "«", "‘": "’"}
)
"""Quotation marks as they are printed, opening -> closing; to YAML they are letters."""
OWN_WORDS: Mapping[str, str] = MappingProxyType(
    {"card": "the fact's 'front'", "cloze": "the fact's 'text'"}
)
"""What an author rewords of the built-in kinds, which have no template of the author's."""


@dataclass(frozen=True, slots=True)
class AskTemplate:
    """Asks for the value of one field: recall, and choice where wrong answers are allowed.

    Of a list all members are wanted, so its choice is a select; `any`: any member will do.
    `one`: the prompt has one right answer in the world, or one such list.
    `was`: the id that learners' cards hang on, where the template has got another since.
    `space`: the room that an answer wants on paper.
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
    space: str = ""

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
