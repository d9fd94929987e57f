"""Things: decks of facts that have one value each, to ask for the value by choice."""

from __future__ import annotations

from collections.abc import Iterable


def write_things(sort: str, values: Iterable[tuple[str, str, str]], more: str = "") -> str:
    """Write a deck of a field type, from ids, what each is called, and values; `more` goes on."""
    facts = "".join(
        f'    {name}: {{what: {what}, value: "{value}"}}\n' for name, what, value in values
    )
    return f"""
kinds:
  thing:
    complete: true
    fields: {{what: text, value: {sort}}}
    templates: {{t: {{ask: "Which of {{{{ what }}}}?", answer: value, forms: [choice]}}}}
facts:
  thing:
{facts}{more}"""
