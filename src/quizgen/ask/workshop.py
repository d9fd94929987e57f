"""The workshop: what asking about one deck needs at hand, and the problems met on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import chain

from quizgen.ask.cues import Cues, Reader, Readings, combine
from quizgen.ask.display import references
from quizgen.ask.environment import CompiledTemplate, TemplateFailure, Templates, Variables
from quizgen.ask.frame import SCOPE_NAMES, SPECIAL_NAMES, Frame, make_frame
from quizgen.ask.meaning import Meanings, Rivals, Truths
from quizgen.ask.pools import Pools
from quizgen.ask.reasons import Reasons
from quizgen.ask.wrong_answers import Distractor
from quizgen.model import (
    AskTemplate,
    Deck,
    Evidence,
    Fact,
    Moment,
    Reference,
    Rich,
    StateTemplate,
    Template,
    Text,
    Tier,
    Value,
    fold,
    plain,
)
from quizgen.problems import Problem, Where, plural

Offered = defaultdict[tuple[str, str, str, Tier], dict[tuple[str, Decimal, int], Distractor]]
"""Wrong answers by kind, field, template, tier; by name, place, weight: each is made once."""


class Workshop:
    """Compiles templates, knows truths and pools; collects problems, each once a place."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.words = deck.words
        self.meanings = Meanings(deck)
        self._reader = Reader(deck, self.meanings)
        self.pools = Pools(deck, self.meanings)
        self.truths = Truths(self.meanings, wanted=needs_proofs(deck))
        self.rivals = Rivals(deck, self.meanings)
        self.reasons = Reasons(deck.words)
        self.offered: Offered = defaultdict(dict)
        self.problems: list[Problem] = []
        self._failed: defaultdict[tuple[Where, str], dict[str, str]] = defaultdict(dict)
        self._templates = Templates(deck.words)
        self._known: dict[str, frozenset[str]] = {
            kind.id: frozenset(kind.fields) | SPECIAL_NAMES for kind in deck.kinds.values()
        }
        self._literal: dict[tuple[str, Text], bool] = {}
        self._compiled: dict[tuple[str, Text], CompiledTemplate | None] = {}
        self._cited: tuple[tuple[Evidence, ...], tuple[Reference, ...]] = ((), ())

    def frame(self, fact: Fact) -> Frame:
        """Frame a fact. Most facts in a row share their evidence: it is put into words once."""
        evidence, sources = self._cited
        if evidence is not fact.sources:
            sources = references(fact.sources, self.deck)
            self._cited = (fact.sources, sources)
        return make_frame(fact, self.deck, sources)

    @cached_property
    def latest(self) -> int:
        """The last day that any fact knows of: what lies beyond is the future."""
        values = (
            value
            for fact in self.deck.facts
            for value in (*fact.fields.values(), fact.as_of, *fact.valid)
        )
        return max((value.last for value in values if isinstance(value, Moment)), default=0)

    def compile(self, text: Text, kind: str, owner: str) -> CompiledTemplate | None:
        """Compile a template of a kind, once; None where it has a slip, which is noted."""
        key = (kind, text)
        if key not in self._compiled:
            compiled, problems = self._templates.compile(text, self._known[kind], owner)
            self.problems += problems
            self._compiled[key] = compiled
        return self._compiled[key]

    def render(
        self, text: Text, frame: Frame, variables: Variables, template: Template
    ) -> Rich | None:
        """Render an author's text for a fact; None where the fact lacks what it needs."""
        owner = f"template '{template.id}'"
        compiled = self.compile(text, frame.fact.kind, owner)
        if compiled is None:
            return None
        try:
            return compiled.render(variables)
        except TemplateFailure as failure:
            if not (failure.missing and compiled.names - frame.variables.keys()):
                self._failed[text.where, owner].setdefault(frame.fact.id, str(failure))
            return None

    def failures(self) -> Iterator[Problem]:
        """Report templates that fail: each once, with the first fact that it fails with."""
        for (where, owner), facts in self._failed.items():
            first, why = next(iter(facts.items()))
            others = len(facts) - 1
            more = f" and {plural(others, 'other')}" if others else ""
            yield Problem(
                where,
                "template-error",
                f"{owner} fails with fact '{first}'{more}: {why}",
                "look at the filters and fields it uses",
            )

    def cue(self, text: Text, frame: Frame, variables: Variables) -> str | None:
        """Render a prompt without its scope, each value as what it means."""
        compiled = self.compile(text, frame.fact.kind, "")
        if compiled is None:
            return None
        read = self._read(compiled, frame, variables)
        return self._cue(compiled, {**variables, **{name: each.own for name, each in read.items()}})

    def cues(self, text: Text, frame: Frame, variables: Variables) -> Cues | None:
        """Render all that truths are compared by.

        None are asked where there would be too many: then nothing can be proven wrong.
        """
        compiled = self.compile(text, frame.fact.kind, "")
        own = self.cue(text, frame, variables)
        if compiled is None or own is None:
            return None
        read = self._read(compiled, frame, variables)
        told = combine({name: readings.told for name, readings in read.items()})
        asked = combine({name: readings.asked for name, readings in read.items()})
        if told is None or asked is None:
            return Cues(own)
        return Cues(
            own,
            self._render_cues(compiled, variables, told),
            self._render_cues(compiled, variables, asked),
        )

    def _read(
        self, compiled: CompiledTemplate, frame: Frame, variables: Variables
    ) -> dict[str, Readings]:
        """Read the values that a template shows, but for those hidden or blanked."""
        fields = self.deck.kinds[frame.fact.kind].fields
        return {
            name: self._reader.read(frame.fact, name, fields[name].type)
            for name, value in frame.fact.fields.items()
            if name in compiled.names and variables.get(name) is value
        }

    def _render_cues(
        self, compiled: CompiledTemplate, variables: Variables, read: list[dict[str, Value]]
    ) -> tuple[str, ...]:
        cues = (self._cue(compiled, {**variables, **values}) for values in read)
        return tuple(dict.fromkeys(cue for cue in cues if cue is not None))

    def _cue(self, compiled: CompiledTemplate, variables: Variables) -> str | None:
        bare = {name: value for name, value in variables.items() if name not in SCOPE_NAMES}
        blank = dict.fromkeys(SCOPE_NAMES & variables.keys(), "")
        for given in (bare, {**bare, **blank}):
            try:
                return fold(plain(compiled.render(given)))
            except TemplateFailure:
                continue  # it prints its scope without asking whether there is one
        return None

    def reads_otherwise(self, text: Text, fact: Fact) -> bool:
        """Tell whether a prompt may differ from its cue: by its scope, or what a value means."""
        compiled = self.compile(text, fact.kind, "")
        if compiled is None or self.is_literal(text, fact.kind):
            return False
        if not compiled.names.isdisjoint(SCOPE_NAMES):
            return True
        fields = self.deck.kinds[fact.kind].fields
        shown = (name for name in compiled.names if name in fact.fields)
        return any(
            self._reader.read(fact, name, fields[name].type).told != (fact.fields[name],)
            for name in shown
        )

    def is_literal(self, text: Text, kind: str) -> bool:
        """Tell whether all that a template names means what it says, whatever the fact."""
        key = (kind, text)
        if key not in self._literal:
            compiled = self.compile(text, kind, "")
            self._literal[key] = compiled is None or self._are_literal(compiled.names, kind)
        return self._literal[key]

    def _are_literal(self, names: frozenset[str], kind: str) -> bool:
        fields = self.deck.kinds[kind].fields
        return names.isdisjoint(SCOPE_NAMES) and all(
            self._reader.is_literal(kind, name, fields[name].type)
            for name in names
            if name in fields
        )

    def mentions_scope(self, text: Text, kind: str) -> bool:
        """Tell whether a template prints the scope itself, so that no line above it must."""
        compiled = self.compile(text, kind, "")
        return compiled is not None and "scope" in compiled.names

    def fields_shown(self, text: Text, fact: Fact) -> list[str]:
        """List the fields of a fact that a template names."""
        compiled = self.compile(text, fact.kind, "")
        names = frozenset() if compiled is None else compiled.names
        return [str(name) for name in fact.fields if name in names]

    def answers(self, fact: Fact, field: str) -> list[Value]:
        """List what is right for a field of a fact: its value and its other names."""
        value = fact.fields[field]
        field_type = self.deck.kinds[fact.kind].fields[field].type
        held = (value, *fact.aka.get(field, ()))
        return [self.meanings.canonical(each, field_type) for each in held]

    def doubts(self, fact: Fact, field: str) -> list[Value]:
        """List what the author of a fact will not have called wrong for a field."""
        field_type = self.deck.kinds[fact.kind].fields[field].type
        doubted = fact.not_wrong.get(field, ())
        return [self.meanings.canonical(each, field_type) for each in doubted]

    def accepted(self, fact: Fact, field: str) -> tuple[str, ...]:
        """List other wordings of the answer, from names.yaml and the fact's `aka`."""
        field_type = self.deck.kinds[fact.kind].fields[field].type
        if field_type not in self.deck.names and field not in fact.aka:
            return ()  # as most have
        value = fact.fields[field]
        names = self.meanings.other_names(value, field_type)
        if isinstance(value, tuple):
            names = tuple(n for m in value for n in self.meanings.other_names(m, field_type))
        if field not in fact.aka:
            return names
        own = (str(other) for other in fact.aka[field])
        return tuple(dict.fromkeys((*names, *own)))

    def account(self, fact: Fact) -> Text | None:
        """Give the name of the fact's account, placed where the fact names it."""
        if fact.according_to is None:
            return None
        source = self.deck.sources.get(fact.according_to)
        return source.name if source is not None else fact.according_to


def needs_proofs(deck: Deck) -> bool:
    """Tell whether any question of a deck offers or judges wrong values, its author's or ours."""
    templates = chain(
        chain.from_iterable(kind.templates for kind in deck.kinds.values()),
        chain.from_iterable(fact.templates for fact in deck.facts),
    )
    return (
        any(kind.complete for kind in deck.kinds.values())
        or any(isinstance(t, AskTemplate | StateTemplate) and t.one for t in templates)
        or any(fact.wrong for fact in deck.facts)
    )
