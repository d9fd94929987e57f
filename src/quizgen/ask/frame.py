"""Frames: what is the same for every question about one fact, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quizgen.ask.display import account_name, scope_line
from quizgen.model import (
    ACCOUNT,
    AskTemplate,
    CardTemplate,
    Deck,
    Fact,
    Question,
    Reference,
    Response,
    Rich,
)

SCOPE_NAMES = frozenset({"scope", ACCOUNT, "as_of", "hedge"})
"""What of a claim's scope a template may name: left out where prompts are compared."""

SPECIAL_NAMES = SCOPE_NAMES | {"topic"}
"""What a template may name beside the fields of its kind."""


class Frame(NamedTuple):
    """A fact ready to be asked about: its variables, scope, references and tags."""

    fact: Fact
    deck_id: str
    scope: str
    variables: Mapping[str, object]
    sources: tuple[Reference, ...]

    def question_id(self, template: CardTemplate, form: str) -> str:
        """Give the identity of a question, for ever: deck/fact/template/form, by first names."""
        return f"{self.deck_id}/{self.fact.lasting_id}/{template.lasting_id}/{form}"

    def question(
        self, template: CardTemplate, form: str, prompt: Rich, response: Response, *, scoped: bool
    ) -> Question:
        """Put a question together; `scoped`: the scope stands on a line of its own.

        Its parts go by position, not by name, which would take five times as long.
        """
        fact = self.fact
        return Question(
            self.question_id(template, form),
            self.deck_id,
            fact.id,
            fact.kind,
            template.id,
            form,
            prompt,
            response,
            fact.id.where,
            self.scope if scoped else "",
            fact.topic or "",
            tuple(map(str, fact.tags)) if fact.tags else (),
            fact.note or "",
            fact.hint or "",
            self.sources,
            fact.difficulty,
            fact.retired or template.retired or "",
            template.space if isinstance(template, AskTemplate) else "",
        )


def make_frame(fact: Fact, deck: Deck, sources: tuple[Reference, ...]) -> Frame:
    """Work out what all questions about a fact share; `sources` is its evidence, in words."""
    scope = scope_line(fact, deck)
    special: dict[str, object] = {"scope": scope} if scope else {}
    if fact.according_to is not None:
        special[ACCOUNT] = account_name(fact.according_to, deck.sources)
    if fact.as_of is not None:
        special["as_of"] = fact.as_of
    if fact.hedge is not None:
        special["hedge"] = fact.hedge
    if fact.topic is not None:
        special["topic"] = fact.topic
    variables = {**fact.fields, **special} if special else fact.fields
    return Frame(fact, deck.id, scope, variables, sources)
