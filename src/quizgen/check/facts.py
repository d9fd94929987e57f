"""Facts: sources that exist, disputes that are scoped, names that name one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from quizgen.model import BUILT_IN_TYPES, Deck, Fact, Source, Text, fold
from quizgen.problems import Problem, Severity, meant

MAX_ANCHOR_WORDS = 10
_FEW_FACTS = 3
"""Facts of a file that are told one by one to have no source; more are told at once."""


def check_source(deck: Deck) -> Iterator[Problem]:
    """A fact names the source it comes from.

    Why:  An answer that nobody can trace, nobody can correct. The deck or a file's `defaults` may
          name a source for all their facts.
    Bad:  gold: {symbol: Au}
    Good: gold: {symbol: Au, source: {in: handbook, page: 12}}
    Mend: add `source: {in: ..., at: ..., words: ...}`.
    Waive: where the answer is common knowledge, or the author's own.
    Severity: warning
    """
    cited = {fact.id.file for fact in deck.facts if fact.sources}
    lacking: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in deck.facts:
        if fact.sources:
            continue
        if fact.id.file in cited or "no-source" in fact.waive:
            yield _without_source([fact])
        else:
            lacking[fact.id.file].append(fact)
    for facts in lacking.values():
        if len(facts) > _FEW_FACTS:
            yield _without_source(facts)
        else:
            yield from (_without_source([fact]) for fact in facts)


def _without_source(facts: Sequence[Fact]) -> Problem:
    """Word the problem of one fact, or of all facts of a file: that lacks one line then."""
    first, others = facts[0], len(facts) - 1
    more = f", nor has any of the {others:,} facts below it" if others else ""
    mend = "add 'source: {in: ..., at: ..., words: ...}', here or under 'defaults'"
    if others:
        mend = "add 'source: <id>' under 'defaults' for all of them, or to each its own"
    return Problem(
        first.id.where,
        "no-source",
        f"fact '{first.id}' has no source{more}",
        mend,
        Severity.WARNING,
        culprit=first.id,
        about=(first.id.where,),
    )


def check_source_name(deck: Deck) -> Iterator[Problem]:
    """A source that a fact cites, or follows, is listed in the deck's sources.

    Why:  Cards and keys show the name of the source; an id that nobody explains helps no reader.
    Bad:  gold: {symbol: Au, source: {in: hanbdook, page: 12}}
    Good: gold: {symbol: Au, source: {in: handbook, page: 12}}
    Mend: write the id as it stands under `sources`, or list the source there.
    """
    for fact in deck.facts:
        named = [piece.source for piece in fact.sources]
        for name in (*named, *([fact.according_to] if fact.according_to else [])):
            if name not in deck.sources:
                yield Problem(
                    name.where,
                    "unknown-source",
                    f"no source is named '{name}'",
                    _mend_source(name, deck.sources) or "list it under 'sources'",
                    culprit=name,
                )


def _mend_source(name: str, sources: Mapping[str, Source]) -> str:
    """Find the id of a source that is called by its name, or by a place in it."""
    words = set(re.findall(r"[\w-]+", name.lower()))
    for source in sources.values():
        if fold(name) in (fold(source.name), fold(source.title or source.name)):
            return f"did you mean '{source.id}'?"
        if len(words) > 1 and source.id.lower() in words:
            return f"write '{source.id}', or with a place in it {{in: {source.id}, page: 40}}"
    return meant(name, sources)


def check_long_anchor(deck: Deck) -> Iterator[Problem]:
    """The words of a source that a fact cites are at most ten: an anchor, not a copy.

    Why:  A few words are enough to find the place; a copied sentence is somebody's text.
    Bad:  words: a whole sentence of the document, copied from first to last
    Good: words: a $1 billion investment
    Mend: keep the words that hold the answer.
    Waive: where the document may be copied and fewer words would be ambiguous.
    Severity: warning
    """
    for fact in deck.facts:
        for piece in fact.sources:
            count = len(piece.words.split()) if piece.words else 0
            if piece.words and count > MAX_ANCHOR_WORDS:
                yield Problem(
                    piece.words.where,
                    "anchor-long",
                    f"these words of the source are {count}; at most "
                    f"{MAX_ANCHOR_WORDS} may be cited",
                    "keep those that hold the answer",
                    Severity.WARNING,
                    culprit=piece.words,
                    about=(fact.id.where,),
                )


def check_inferred(deck: Deck) -> Iterator[Problem]:
    """A fact whose evidence is inferred says in a note how it follows.

    Why:  What a document does not say, a reader can only judge by how you came to it.
    Bad:  source: {in: story, words: employee demands, support: inferred}
    Good: {note: Whose employees they were follows from the context., source: {...}}
    Mend: add a `note`, or cite words that say it.
    Severity: warning
    """
    for fact in deck.facts:
        inferred = next((piece for piece in fact.sources if piece.inferred), None)
        if inferred is not None and fact.note is None:
            yield Problem(
                inferred.where,
                "inferred-without-note",
                f"fact '{fact.id}' is inferred, but has no note that says how",
                "add 'note: ...'",
                Severity.WARNING,
                about=(fact.id.where,),
            )


def check_dispute(deck: Deck) -> Iterator[Problem]:
    """A disputed claim says whose it is, and every question about it shows that.

    A line above the question shows the scope. A template that names {{ scope }} shows it itself,
    and then has to, for every fact that has one. A dispute is about the whole of a fact:
    what nobody disputes goes into another.

    Why:  Who learned the other account would be marked down for knowing it.
    Bad:  start: {year: 2017, dispute: beginning}
    Good: start: {year: 2017, dispute: beginning, according_to: court-papers}
    Mend: add `according_to: <source>`, or `scope:` with words of your own; print {{ scope }}
          wherever it is defined.
    """
    for fact in deck.facts:
        if fact.dispute is not None and not (fact.according_to or fact.scope):
            cited = fact.sources[0].source if fact.sources else "<source>"
            yield Problem(
                fact.dispute.where,
                "dispute-unscoped",
                f"fact '{fact.id}' is disputed, but does not say who claims it",
                f"add 'according_to: {cited}', or a 'scope' in words of your own",
                culprit=fact.dispute,
            )


def check_lonely_dispute(deck: Deck) -> Iterator[Problem]:
    """A dispute has two sides at least: two facts bear its label.

    Why:  A slip in the label parts the rivals: each would be offered as a
          wrong answer to the other, and taught as the truth.
    Bad:  one: {dispute: beginning, ...}, and two: {dispute: begining, ...}
    Good: one: {dispute: beginning, ...}, and two: {dispute: beginning, ...}
    Mend: write the label as its rival has it; or remove it.
    Waive: where the other side is still to be written.
    Severity: warning
    """
    bearers: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in deck.facts:
        if fact.dispute is not None:
            bearers[fact.dispute].append(fact)
    for label, facts in bearers.items():
        if len(facts) == 1 and facts[0].dispute is not None:
            yield Problem(
                facts[0].dispute.where,
                "dispute-alone",
                f"fact '{facts[0].id}' alone bears the label '{label}', so nobody disputes it",
                meant(label, bearers.keys() - {label}) or "give its rivals the label, or remove it",
                Severity.WARNING,
                culprit=label,
                about=(facts[0].id.where,),
            )


def check_undated(deck: Deck) -> Iterator[Problem]:
    """A fact of a kind that changes with time says of when it is.

    Why:  Who leads a company, or how many live in a town, was true once; a card asks it for years.
    Bad:  town: {volatile: true, ...}, and ghent: {name: Ghent, people: 265,086}
    Good: the same, and ghent: {name: Ghent, people: 265,086, as_of: 2023-01-01}
    Mend: add `as_of: <date>`, or `valid: {from: ..., to: ...}`; a line above the question says so.
    """
    for fact in deck.facts:
        if deck.kinds[fact.kind].volatile and fact.as_of is None and not any(fact.valid):
            yield Problem(
                fact.id.where,
                "undated",
                f"fact '{fact.id}' changes with time (kind '{fact.kind}' is volatile), "
                "but does not say of when it is",
                "add 'as_of: <date>' or 'valid: {from: ..., to: ...}'",
                culprit=fact.id,
            )


def check_alias(deck: Deck) -> Iterator[Problem]:
    """Two names of a vocabulary share no alias: an answer must mean one thing.

    Nor is a name listed as `near` itself.

    Why:  With `GA` for both, no wrong answer could be proven wrong, and no typed one marked.
    Bad:  {Georgia: {aka: [GA]}, Gabon: {aka: [GA]}}
    Good: {Georgia: {aka: [GE]}, Gabon: {aka: [GA]}}
    Mend: remove the name from one of the two.
    """
    for vocabulary, names in deck.names.items():
        owner: dict[str, Text] = {}
        for name in names.values():
            own = {fold(each) for each in (name.name, *name.aka)}
            for other in name.near:
                if fold(other) in own:
                    yield Problem(
                        other.where,
                        "alias-collision",
                        f"'{other}' is '{name.name}' itself, not easily confused with it",
                        "remove it from 'near'",
                        culprit=other,
                    )
            for other in (name.name, *name.aka):
                first = owner.setdefault(fold(other), name.name)
                if first != name.name:
                    yield Problem(
                        other.where,
                        "alias-collision",
                        f"'{other}' names both '{first}' and '{name.name}' among '{vocabulary}'",
                        "remove it from one of them",
                        culprit=other,
                        related=(first.where,),
                    )


def check_vocabulary(deck: Deck) -> Iterator[Problem]:
    """A vocabulary whose names are listed is the type of a field.

    Why:  A slip in its name would leave its other names unknown, and who gives one of them would
          be marked down.
    Bad:  names: {contry: {Czechia: {aka: [the Czech Republic]}}}
    Good: names: {country: {Czechia: {aka: [the Czech Republic]}}}
    Mend: write the type as the fields have it, or remove what no field needs.
    Waive: where several decks share a list of names.
    Severity: warning
    """
    types = {str(field.type) for kind in deck.kinds.values() for field in kind.fields.values()}
    for vocabulary in deck.names:
        if isinstance(vocabulary, Text) and vocabulary not in types:
            yield Problem(
                vocabulary.where,
                "unused-vocabulary",
                f"no field is of the type '{vocabulary}', so its names mean nothing",
                meant(vocabulary, types - BUILT_IN_TYPES) or "give a field this type, or remove it",
                Severity.WARNING,
                culprit=vocabulary,
            )
