"""Names: those of a vocabulary that seem to be one name, spelled in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from quizgen.model import BUILT_IN_TYPES, Deck, Fact, Text, fold, members, spellings
from quizgen.problems import Problem, Severity


def check_alike(deck: Deck) -> Iterator[Problem]:
    """A name of a vocabulary is spelled alike everywhere.

    Articles, accents, dots, hyphens and spaces tell no two names apart. Names
    that names.yaml lists are as its author wants them.

    Why:  `the Romans` and `Romans` count as two: a card would call the one
          right and not the other, and both would have won the same battle.
    Bad:  zama: {winner: the Romans}, and cannae: {loser: Romans}
    Good: zama: {winner: the Romans}, and cannae: {loser: the Romans}
    Mend: write it alike; or list the other spelling as `aka`, or both names,
          in names.yaml.
    Waive: where they are two names.
    Severity: warning
    """
    listed = {
        str(vocabulary): {fold(each) for name in names.values() for each in (name.name, *name.aka)}
        for vocabulary, names in deck.names.items()
    }
    for vocabulary, texts in _by_vocabulary(deck).items():
        known = listed.get(vocabulary, set())
        first: dict[str, Text] = {}
        for folded, (fact, text) in texts.items():
            likes = spellings(text, deck.words.language)
            other = next((first[like] for like in likes if like in first), None)
            for like in likes:
                first.setdefault(like, text)
            if other is not None and not {folded, fold(other)} <= known:
                yield Problem(
                    text.where,
                    "alike-names",
                    f"'{text}' and '{other}' ({other.file}:{other.line}) seem to be one name "
                    f"of the vocabulary '{vocabulary}', but count as two",
                    "write it alike; or list one as 'aka' of the other under 'names', or both",
                    Severity.WARNING,
                    culprit=text,
                    about=(fact.id.where,),
                    related=(other.where,),
                )


def _by_vocabulary(deck: Deck) -> dict[str, dict[str, tuple[Fact, Text]]]:
    """Give each name of each vocabulary once, folded, with the first fact that has it."""
    vocabularies = {
        str(kind.id): [
            (str(field.name), str(field.type))
            for field in kind.fields.values()
            if field.type not in BUILT_IN_TYPES
        ]
        for kind in deck.kinds.values()
    }
    texts: defaultdict[str, dict[str, tuple[Fact, Text]]] = defaultdict(dict)
    for fact in deck.facts:
        for name, vocabulary in vocabularies[fact.kind]:
            for member in members(fact.fields.get(name, ())):
                if isinstance(member, Text):
                    texts[vocabulary].setdefault(fold(member), (fact, member))
    return texts
