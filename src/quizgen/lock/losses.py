"""Losses: what the deck says and learners would not get, or would get a second time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from quizgen.lock.changes import hash_note
from quizgen.lock.memory import Lock
from quizgen.model import CardTemplate, Deck, Fact, Package, Text
from quizgen.problems import Problem, Severity, Where, meant


def check_released(lock: Lock, deck: Deck, package: Package, file: str) -> list[Problem]:
    """Report released notes that the package lacks: Anki never deletes them.

    Where a new note says the same, only its name is new: then learners would have it twice.
    """
    there = {note.key for note in package.notes}
    gone = [key for key, note in lock.notes.items() if note.released and key not in there]
    problems = [*_unknown_names(lock, deck), *_kept_name(lock, deck.anki.deck_name, file)]
    if gone:
        twins = _find_twins(lock, package, gone)
        lost = [key for key in gone if key not in twins]
        problems += _renamed(deck, twins)
        problems += _facts_gone(deck, lost, file)
        problems += _notes_gone(deck, lost, file)
    return problems


def _kept_name(lock: Lock, name: Text, file: str) -> Iterator[Problem]:
    """Warn of a new name that the deck in Anki does not get."""
    if lock.deck_name in ("", name):
        return
    learners = "if nobody has imported the deck yet, remove the lock and build again"
    if any(note.released for note in lock.notes.values()):
        learners = "learners who want the new one rename their deck in Anki"
    yield Problem(
        name.where,
        "deck-name-kept",
        f"in Anki the deck stays '{lock.deck_name}', as {file} has it: no import renames a deck",
        f"write 'anki: {{deck: {lock.deck_name}}}'; {learners}",
        Severity.WARNING,
        culprit=name,
    )


def _find_twins(lock: Lock, package: Package, gone: Iterable[str]) -> dict[str, str]:
    """Find, for notes that are gone, those new to learners that say the same."""
    new = {
        hash_note(note): note.key
        for note in package.notes
        if note.key not in lock.notes or not lock.notes[note.key].released
    }
    contents = {key: lock.notes[key].content for key in gone}
    return {key: new[content] for key, content in contents.items() if content in new}


def _renamed(deck: Deck, twins: Mapping[str, str]) -> Iterator[Problem]:
    """Report each new name once, where it stands."""
    facts = {fact.lasting_id: fact for fact in deck.facts}
    told: set[tuple[str, str]] = set()
    for old, new in twins.items():
        (_, was, template_was, _), (_, fact_id, template_id, _) = old.split("/"), new.split("/")
        thing, name, taken = "fact", facts[fact_id].id, facts[fact_id].was
        if was == fact_id:
            thing, was = "template", template_was
            name, taken = _template_names(deck, facts[fact_id], template_id)
        if (was, name) in told:
            continue
        told.add((was, name))
        mend = f"write 'was: {was}' on the {thing} '{name}', and its cards carry on"
        yield Problem(
            name.where,
            "released-note-renamed",
            f"learners have '{old}', and would get it again under the {thing}'s other name "
            f"'{taken or name}'",
            f"remove 'was: {taken}': they know it as '{name}'" if was == name else mend,
            culprit=name,
        )


def _template_names(deck: Deck, fact: Fact, lasting_id: str) -> tuple[Text, Text | None]:
    """Give the name of a fact's template today, and the former one that it claims."""
    templates = (*deck.kinds[fact.kind].templates, *fact.templates)
    own = (each for each in templates if isinstance(each, CardTemplate))
    names = ((each.id, each.was) for each in own if each.lasting_id == lasting_id)
    return next(names, (fact.id, None))


def _facts_gone(deck: Deck, lost: Iterable[str], file: str) -> Iterator[Problem]:
    claims = {str(fact.id): fact.was for fact in deck.facts if fact.was}
    known = {fact.lasting_id for fact in deck.facts}
    for fact in sorted({fact_of(key) for key in lost} - known):
        if fact in claims:
            yield Problem(
                claims[fact].where,
                "released-fact-gone",
                f"learners have the fact '{fact}' under this name, not under '{claims[fact]}'",
                "remove 'was': it came too late",
            )
            continue
        yield Problem(
            Where(file),
            "released-fact-gone",
            f"learners have the fact '{fact}', which is no longer in the deck",
            "put it back with 'retired: <reason>', for Anki never deletes a card; if it only has "
            f"a new id, write 'was: {fact}' on it",
        )


def _notes_gone(deck: Deck, lost: Iterable[str], file: str) -> Iterator[Problem]:
    """Warn of templates that ask learners' facts no more, once each."""
    known = {fact.lasting_id for fact in deck.facts}
    by_template: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key in lost:
        _, fact, template, form = key.split("/")
        if fact in known:
            by_template[template, form].append(key)
    for (template, _), keys in sorted(by_template.items()):
        more = f" and {len(keys) - 1:,} more of this template" if len(keys) > 1 else ""
        yield Problem(
            Where(file),
            "released-note-gone",
            f"learners have '{min(keys)}'{more}, which nothing asks any more",
            f"if the template has a new id, write 'was: {template}' on it; to withdraw it, keep it "
            "and the values that it shows, and write 'retired: <reason>' on the template or the "
            "fact, or let the fact 'skip' it: else those who have its cards find no word on them",
            Severity.WARNING,
        )


def _unknown_names(lock: Lock, deck: Deck) -> Iterator[Problem]:
    """Warn of former names under which no learner can have a card."""
    templates = {
        str(template.was): template.was
        for template in chain(
            *(kind.templates for kind in deck.kinds.values()),
            *(fact.templates for fact in deck.facts if fact.templates),
        )
        if isinstance(template, CardTemplate) and template.was
    }
    facts = {str(fact.was): fact.was for fact in deck.facts if fact.was}
    if not lock.notes or not (templates or facts):
        return
    keys = [key.split("/") for key in lock.notes]
    for named, known in ((facts, {key[1] for key in keys}), (templates, {key[2] for key in keys})):
        for name in named.keys() - known:
            yield Problem(
                named[name].where,
                "unknown-was",
                f"the lock knows no card by the name of '{name}'",
                meant(name, known - named.keys()) or "remove 'was'",
                Severity.WARNING,
                culprit=name,
            )


def fact_of(key: str) -> str:
    """Give the fact of a note's key, deck/fact/template/form."""
    return key.split("/")[1]
