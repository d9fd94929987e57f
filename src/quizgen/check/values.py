"""Values: what a fact gives as an answer is one answer, and can be one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from quizgen.check.lexicon import lexicon_of
from quizgen.model import (
    BUILT_IN_TYPES,
    OWN_WORDS,
    Amount,
    AskTemplate,
    Deck,
    Fact,
    MatchTemplate,
    OrderTemplate,
    StateTemplate,
    Template,
    Text,
    Words,
    fold,
    members,
    place_of,
)
from quizgen.problems import Problem, Severity

_LONGEST_PLACEHOLDER = 20
"""Letters of a word that stands for a missing answer; longer texts are not looked at."""
_PLACEHOLDERS = frozenset(("tbd", "tba", "tbc", "fixme", "n/a", "???", "??", "xxx"))
_NO_NAMES = frozenset(("-", "--", "?", ".", "/", "*"))
"""Marks that may be the answer where a text is asked for, but are no names."""
_PRINTED = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_WORD = re.compile(r"\w+")


def check_placeholder(deck: Deck) -> Iterator[Problem]:
    """An answer is one: no `TBD` or `???`, and no `unknown` or `-` among names.

    Nor does a prompt show one. A name that names.yaml lists is one, whatever it is.

    Why:  A learner would have to know that nobody knows.
    Bad:  water: {name: Water, discoverer: unknown}
    Good: water: {name: Water}, with the field `discoverer: person?`
    Mend: leave the field out, and mark it as optional in the kind.
    """
    for fact, field, member, is_word in _find_placeholders(deck):
        if not is_word or deck.kinds[fact.kind].fields[field].type not in BUILT_IN_TYPES:
            yield Problem(
                member.where,
                "placeholder",
                _no_answer(fact, field, member),
                _left_out(fact, field),
                culprit=member,
            )


def check_placeholder_word(deck: Deck) -> Iterator[Problem]:
    """An answer is one: no `unknown` or `various` in a text.

    Among names, and for `TBD` and the like, it is an error (`placeholder`).

    Why:  A learner would have to know that nobody knows.
    Bad:  {front: Who found the comet?, back: unknown}
    Good: the card left out, or: Who was the first to see the comet?
    Mend: leave the field out, and mark it as optional in the kind.
    Waive: where the word itself is the answer, as in a vocabulary.
    Severity: warning
    """
    for fact, field, member, is_word in _find_placeholders(deck):
        if is_word and deck.kinds[fact.kind].fields[field].type in BUILT_IN_TYPES:
            yield Problem(
                member.where,
                "placeholder-word",
                _no_answer(fact, field, member),
                _left_out(fact, field),
                Severity.WARNING,
                culprit=member,
                about=(fact.id.where,),
            )


def _no_answer(fact: Fact, field: str, member: Text) -> str:
    if fact.kind in OWN_WORDS:
        return f"'{member}' is no answer, but fact '{fact.id}' is asked for its {field}"
    return f"'{member}' is no {field}, but questions about fact '{fact.id}' ask for it or show it"


def _left_out(fact: Fact, field: str) -> str:
    if fact.kind in OWN_WORDS:
        return "give the answer, or leave the fact out"
    return f"leave '{field}' out, and mark it in the kind: '{field}: ...?'"


def _find_placeholders(deck: Deck) -> Iterator[tuple[Fact, str, Text, bool]]:
    """Find what stands for an answer, with its field, and whether it is a word of the language."""
    lexicon = lexicon_of(deck)
    listed = {str(name): set(map(fold, names)) for name, names in deck.names.items()}
    used = {str(kind.id): _fields_used(kind.templates) for kind in deck.kinds.values()}
    for fact in deck.facts:
        own = fact.skip or fact.templates
        for field in _fields_used(asked_templates(deck, fact)) if own else used[fact.kind]:
            for member in members(fact.fields.get(field, ())):
                if not isinstance(member, Text) or len(member) > _LONGEST_PLACEHOLDER:
                    continue
                folded, field_type = fold(member), deck.kinds[fact.kind].fields[field].type
                mark = folded in _PLACEHOLDERS or member == "TODO"  # "todo" is Spanish
                mark |= folded in _NO_NAMES and field_type not in BUILT_IN_TYPES
                is_word = not mark and lexicon is not None and lexicon.is_one("missing", member)
                if (mark or is_word) and folded not in listed.get(field_type, ()):
                    yield fact, field, member, is_word


def check_list_in_scalar(deck: Deck) -> Iterator[Problem]:
    """Several members of a vocabulary are a list, not one text with commas.

    It is told where a part of the text is a member itself, and the whole is none of names.yaml.

    Why:  A text is one answer: each of its members would be offered as a wrong one.
    Bad:  deal: {partners: "Arm, Nvidia"}
    Good: deal: {partners: [Arm, Nvidia]}
    Mend: write a list; or, if the whole is one name, list it in names.yaml.
    Waive: where the whole is one name.
    Severity: warning
    """
    known = {vocabulary: set(map(fold, names)) for vocabulary, names in deck.names.items()}
    texts: defaultdict[str, list[tuple[Fact, Text]]] = defaultdict(list)
    vocabularies = {
        str(kind.id): [
            (str(f.name), str(f.type)) for f in kind.fields.values() if f.type not in BUILT_IN_TYPES
        ]
        for kind in deck.kinds.values()
    }
    for fact in deck.facts:
        for name, vocabulary in vocabularies[fact.kind]:
            given = members(fact.fields.get(name, ()))
            texts[vocabulary] += [(fact, m) for m in given if isinstance(m, Text)]
    joint = _joint_of(deck.words)
    for vocabulary, found in texts.items():
        listed = known.get(vocabulary, set())
        single = listed | {fold(text) for _, text in found if not joint.search(text)}
        for fact, text in found:
            parts = [fold(part) for part in joint.split(text)]
            if len(parts) > 1 and fold(text) not in listed and not single.isdisjoint(parts):
                yield Problem(
                    text.where,
                    "list-in-scalar",
                    f"'{text}' seems to hold several answers of the vocabulary '{vocabulary}'",
                    _mend_joint(text, joint.split(text)),
                    Severity.WARNING,
                    culprit=text,
                    about=(fact.id.where,),
                )


def _joint_of(words: Words) -> re.Pattern[str]:
    """Give what stands between the members of a list in a language: marks, and its `and`."""
    wordings = (words.phrases["and"], *(wording for _, wording in words.cases.get("and", ())))
    ands = {each.format(first="", last="").strip() for each in wordings}
    either = "|".join(sorted(map(re.escape, ands)))
    return re.compile(rf",\s+(?:(?:{either})\s+)?|\s*;\s*|\s+(?:{either}|&)\s+")


def _mend_joint(text: Text, members: Sequence[str]) -> str:
    if text.file.endswith(".csv"):
        return f"part them by semicolons, as a list: '{';'.join(members)}'"
    return f"write a list: [{', '.join(members)}]"


def check_impossible(deck: Deck) -> Iterator[Problem]:
    """A wrong answer of your own could be right: no negative number where none can be.

    That none can be is taken from the facts: their own values of the field are all 0 or more.

    Why:  What cannot be is no wrong answer, but one the less to choose from.
    Bad:  venus: {moons: 0, wrong: {moons: [-1, 1, 2]}}
    Good: venus: {moons: 0, wrong: {moons: [1, 2, 3]}}
    Mend: give a value that there could be.
    Waive: where the field can be negative.
    Severity: warning
    """
    kinds = {fact.kind for fact in deck.facts if fact.wrong}
    negative = {
        (fact.kind, name)
        for fact in deck.facts
        if fact.kind in kinds
        for name, value in fact.fields.items()
        if any(isinstance(member, Amount) and member.middle < 0 for member in members(value))
    }
    for fact in deck.facts:
        for name, wrong in fact.wrong.items():
            for value, _ in wrong:
                if (fact.kind, name) not in negative and any(
                    isinstance(member, Amount) and member.high < 0 for member in members(value)
                ):
                    yield Problem(
                        place_of(value, fact.id.where),
                        "impossible",
                        f"'{value}' cannot be: no {name} of the kind '{fact.kind}' is negative",
                        "give a value that there could be",
                        Severity.WARNING,
                        culprit=str(value),
                        about=(fact.id.where,),
                    )


def asked_fields(deck: Deck, fact: Fact) -> Iterator[str]:
    """Name the fields of which a fact is asked, each once; skipped templates ask nothing."""
    return (name for name in _fields_of(asked_templates(deck, fact)) if name in fact.fields)


def asked_templates(deck: Deck, fact: Fact) -> list[Template]:
    """List the templates that are asked of a fact: its kind's and its own, none that it skips."""
    templates = (*deck.kinds[fact.kind].templates, *fact.templates)
    return [template for template in templates if template.id not in fact.skip]


def _fields_of(templates: Iterable[Template]) -> tuple[str, ...]:
    """Name what templates ask for, each once."""
    return tuple({str(field): None for each in templates for field in _fields_asked(each)})


def _fields_used(templates: Sequence[Template]) -> tuple[str, ...]:
    """Name what templates ask for and what their texts print, each once; more may be no fields."""
    texts = " ".join(text for each in templates for text in texts_of(each))
    printed = _WORD.findall(" ".join(_PRINTED.findall(texts)))
    return tuple(dict.fromkeys((*_fields_of(templates), *printed)))


def texts_of(template: Template) -> tuple[Text, ...]:
    """Give the texts of a template that facts fill in."""
    match template:
        case AskTemplate(ask=text) | StateTemplate(state=text):
            return (text,)
        case MatchTemplate(left=left, right=right):
            return (left, right)
        case OrderTemplate(entry=entry):
            return (entry,)
        case unreachable:
            assert_never(unreachable)


def _fields_asked(template: Template) -> tuple[Text, ...]:
    match template:
        case AskTemplate(answer=answer):
            return (answer,)
        case StateTemplate(blank=blank, vary=vary):
            return (*blank, *vary)
        case MatchTemplate(left=left, right=right):
            return (left, right)
        case OrderTemplate(by=by):
            return (by,)
        case unreachable:
            assert_never(unreachable)
