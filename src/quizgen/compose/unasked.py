"""Unasked: that no template asks what a section wants, and what would make one ask it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from quizgen.compose.candidates import OWN_WORDS_KINDS
from quizgen.model import (
    AskTemplate,
    Deck,
    Fact,
    Kind,
    MatchTemplate,
    OrderTemplate,
    Section,
    StateTemplate,
    Template,
)

OFFERING = ("choice", "select", "true-false")
"""Forms that want wrong answers."""
ALLOW_WRONG = (
    "allow wrong answers ('complete: true' on a kind, 'one: true' on a template, 'wrong' on a fact)"
)
_NEEDED: Mapping[str, str] = {
    "recall": "{{ask: ..., answer: {field}}}",
    "choice": "{{ask: ..., answer: {field}}}",
    "select": "{{ask: ..., answer: {field}}} for a field that holds lists",
    "cloze": "{{state: ..., blank: [{field}]}}",
    "true-false": "{{state: ..., vary: [{field}]}}",
    "match": "{{ask: ..., match: [{first}, {field}]}}",
    "order": "{{ask: ..., order: ..., by: {field}}} for a field of numbers or dates",
}
"""By form the template that makes it, for a field of its kind."""
_RANKED = frozenset({"number", "percent", "money", "quantity", "year", "date", "duration"})


def mend_silence(deck: Deck, section: Section) -> tuple[str, ...]:
    """Say what would make a template ask what a section wants; nothing if one does, or might."""
    facts = [fact for fact in deck.facts if fact.retired is None and selects(section, fact)]
    if not facts or any(_asks(deck, section, fact) for fact in facts):
        return ()
    return tuple(_mends(deck, section, facts))


def selects(section: Section, fact: Fact) -> bool:
    """Tell whether a section takes a fact, whatever it is asked."""
    selection = section.selection
    kinds = not selection.kinds or fact.kind in selection.kinds
    return kinds and selection.has_fact(str(fact.id), str(fact.topic or ""), fact.difficulty)


def _asks(deck: Deck, section: Section, fact: Fact) -> bool:
    if section.form == "cloze" and fact.kind == "cloze":  # its text brings its own gaps
        return True
    return any(
        _is_of_form(template, section.form, fact) and _is_free(template, section.form)
        for template in _templates(deck, section, fact)
    )


def _templates(deck: Deck, section: Section, fact: Fact) -> Iterator[Template]:
    wanted = section.selection.templates
    kind = deck.kinds.get(fact.kind)
    for template in (*(kind.templates if kind else ()), *fact.templates):
        left = isinstance(template, MatchTemplate | OrderTemplate) or template.retired is None
        if left and template.id not in fact.skip and (not wanted or template.id in wanted):
            yield template


def _is_of_form(template: Template, form: str, fact: Fact) -> bool:
    """Tell whether a template could ask a fact in a form, whatever its `forms` say."""
    match template:
        case AskTemplate():
            many = isinstance(fact.fields.get(template.answer), tuple) and not template.any
            return form == "recall" or form == ("select" if many else "choice")
        case StateTemplate():
            blanks, varies = bool(template.blank), bool(template.vary)
            return (form == "cloze" and blanks) or (form == "true-false" and varies)
        case MatchTemplate():
            return form == "match"
        case OrderTemplate():
            return form == "order"
        case unreachable:
            assert_never(unreachable)


def _is_free(template: Template, form: str) -> bool:
    """Tell whether the `forms` of a template leave it a form."""
    match template:
        case AskTemplate() | StateTemplate():
            return form in template.forms
        case MatchTemplate() | OrderTemplate():
            return True
        case unreachable:
            assert_never(unreachable)


def _mends(deck: Deck, section: Section, facts: list[Fact]) -> Iterator[str]:
    form = section.form
    held = {
        template.id: fact.kind
        for fact in facts
        for template in _templates(deck, section, fact)
        if _is_of_form(template, form, fact)
    }
    kinds = dict.fromkeys(fact.kind for fact in facts if fact.kind not in OWN_WORDS_KINDS)
    if held:
        name, kind = next(iter(held.items()))
        yield f"add '{form}' to the 'forms' of template '{name}' of kind '{kind}'"
    elif kinds:
        wanting = deck.kinds[next(iter(kinds))]
        yield f"add to kind '{wanting.id}' a template {_example(form, wanting)}"
    else:
        yield f"write facts of a kind of your own, with a template {_example(form)}"
    if form in OFFERING:
        yield ALLOW_WRONG


def _example(form: str, kind: Kind | None = None) -> str:
    """Show the template that makes a form, of fields that a kind has."""
    fields = list(kind.fields.values()) if kind else []
    names = [str(each.name) for each in fields] or ["name", "year"]
    field = names[min(1, len(names) - 1)]
    if form == "order":
        ranked = [str(each.name) for each in fields if each.type in _RANKED]
        field = ranked[0] if ranked else "year"
    return _NEEDED[form].format(first=names[0], field=field)
