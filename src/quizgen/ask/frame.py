"""Frames: what is the same for every question about one fact, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.ask.display import account_name, scope_line
from quizgen.model import (
    ACCOUNT,
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


@dataclass(frozen=True, slots=True)
class Frame:
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
        """Put a question together; `scoped`: the scope stands on a line of its own."""
        fact = self.fact
        return Question(
            id=self.question_id(template, form),
            deck=self.deck_id,
            fact=fact.id,
            kind=fact.kind,
            template=template.id,
            form=form,
            prompt=prompt,
            response=response,
            where=fact.id.where,
            scope=self.scope if scoped else "",
            topic=fact.topic or "",
            tags=tuple(str(tag) for tag in fact.tags),
            note=fact.note or "",
            hint=fact.hint or "",
            sources=self.sources,
            difficulty=fact.difficulty,
            retired=fact.retired or template.retired or "",
        )


def make_frame(fact: Fact, deck: Deck, sources: tuple[Reference, ...]) -> Frame:
    """Work out what all questions about a fact share; `sources` is its evidence, in words."""
    scope = scope_line(fact, deck)
    special: dict[str, object] = {"scope": scope} if scope else {}
    if fact.according_to is not None:
        special[ACCOUNT] = account_name(fact.according_to, deck.sources)
    for name, value in (("as_of", fact.as_of), ("hedge", fact.hedge), ("topic", fact.topic)):
        if value is not None:
            special[name] = value
    variables = {**fact.fields, **special} if special else fact.fields
    return Frame(fact, deck.id, scope, variables, sources)
