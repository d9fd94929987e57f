"""Templates: what they print is free of traces that a template went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.check.values import texts_of
from quizgen.model import (
    Deck,
    Fact,
    Match,
    Order,
    Question,
    Rich,
    StateTemplate,
    Template,
    members,
    plain,
)
from quizgen.problems import Problem, Severity

_TRACES = ("{{", "}}", "{%", "%}", "[]", "()", "  ", " ,", " .", ",,")
_CODE = ("()", "[]")
_LONE_MARKS = (" ?", " !", " ;")
"""Traces too, but in French: there a space belongs before them."""
_TWO_POINTS = re.compile(r"(?<!\.)\.\.(?!\.)")
_PAIRS = (("(", ")"), ("[", "]"))
_QUOTES = re.compile(r"[“”„]")
"""Which of them opens depends on the language: “so”, „so“, „so”, ”so”."""
_ARTICLE = re.compile(r"\b(an?)\s+\{\{-?\s*(\w+)\s*-?\}\}", re.IGNORECASE)
_WORDS = ("None", "nan", "undefined")
_SUSPECT = re.compile(r"[{}\[\]()“”„]|  | [,.?!;]|,,|\.\.|None|nan|undefined")
"""Whatever is a trace has one of these; most prompts have none."""


def check_residue(deck: Deck, questions: Sequence[Question]) -> Iterator[Problem]:
    """A rendered prompt holds no trace of its template: braces, `None`, doubled spaces or points.

    Brackets and quotation marks are closed, too.

    What a fact's own values hold is theirs, and never reported.

    Why:  Learners would take the trace for a part of the question.
    Bad:  "Who  led {{ '{{' }}company?"
    Good: "Who led {{ company }}?"
    Mend: look at conditions and spaces in the template.
    """
    facts: dict[str, Fact] = {fact.id: fact for fact in deck.facts}
    french = deck.words.language.startswith("fr")
    traces = _TRACES if french else (*_TRACES, *_LONE_MARKS)
    reported: set[tuple[str, str]] = set()
    for question in questions:
        if question.kind in ("card", "cloze"):
            continue
        for fact_id, rich in _printed(question):
            text = plain(rich)
            if not _SUSPECT.search(text):
                continue
            fact = facts[fact_id]
            template = _template(deck, fact, question.template)
            trace = _trace(text, fact, template, traces)
            if trace and (question.kind, question.template) not in reported:
                reported.add((question.kind, question.template))
                name = "two spaces in a row" if trace == "  " else f"'{trace}'"
                yield Problem(
                    texts_of(template)[0].where,
                    "residue",
                    f"template '{question.template}' prints {name} for fact '{fact_id}': {text!r}",
                    "mend the template",
                )


def _printed(question: Question) -> Iterator[tuple[str, Rich]]:
    """Give what a template printed, with the fact it printed it for."""
    match question.response:
        case Match(entries) | Order(entries):
            for entry in entries:
                yield entry.fact, entry.text
                yield entry.fact, entry.answer
        case _:
            yield question.fact, question.prompt


def _trace(text: str, fact: Fact, template: Template, traces: Sequence[str]) -> str:
    text = text.replace("...", "…")  # three points are one mark, with or without a space
    found = [t for t in traces if t in text and not (t in _CODE and _is_meant(t, template))]
    found += [word for word in _WORDS if word in text and _is_stray(word, text, template)]
    found += [".."] if ".." in text and _TWO_POINTS.search(text) else []
    is_open = bool(_left_open(text))
    if not found and not is_open:
        return ""
    said = [member for value in fact.fields.values() for member in members(value)]
    said += [each for each in (fact.scope, fact.hedge, fact.topic) if each]
    values = [str(each).replace("...", "…") for each in said]
    masked = text
    for value in sorted(values, key=len, reverse=True):
        masked = masked.replace(value, "x")  # a value "?" after a space is no trace
    left_open = _left_open(masked) if is_open else ""
    if left_open:
        return left_open
    return next((t for t in found if t in masked and not any(t in value for value in values)), "")


def _left_open(text: str) -> str:
    """Give a bracket or a quotation mark that lacks its other half; '' where none does."""
    for begin, end in _PAIRS:
        if text.count(begin) != text.count(end):
            return begin if text.count(begin) > text.count(end) else end
    quotes = _QUOTES.findall(text)
    return quotes[-1] if len(quotes) % 2 else ""


def _is_meant(trace: str, template: Template) -> bool:
    """Tell whether the template itself says so: `f()` is what some ask about."""
    return any(trace in each for each in texts_of(template))


def _is_stray(word: str, text: str, template: Template) -> bool:
    stands = re.search(rf"\b{word}\b", text) is not None
    return stands and not any(word in each for each in texts_of(template))


def check_article(deck: Deck) -> Iterator[Problem]:
    """An article before a field is written by the filter `a_an`, in English.

    Why:  Some facts want `a` and others `an`; and where the field is a gap, or varied, the article
          tells which answers can be right.
    Bad:  "Which planet has a {{ colour }} sky?"
    Good: "Which planet has {{ colour | a_an }} sky?"
    Mend: use the filter; where the field is a gap, word the sentence without an article.
    Waive: where every value fits, and none is a gap.
    Severity: warning
    """
    if not deck.words.language.startswith("en"):
        return
    of_facts = (template for fact in deck.facts for template in fact.templates)
    of_kinds = (template for kind in deck.kinds.values() for template in kind.templates)
    together = (*of_kinds, *of_facts)
    for template, text in ((each, text) for each in together for text in texts_of(each)):
        found = _ARTICLE.search(text)
        if found:
            yield Problem(
                text.where,
                "literal-article",
                f"template '{template.id}' writes '{found[1]}' before {{{{ {found[2]} }}}}, "
                "whatever it begins with",
                f"write {{{{ {found[2]} | a_an }}}}, or no article before a gap",
                Severity.WARNING,
                culprit=found[0],
                about=(template.id.where,),
            )


def _template(deck: Deck, fact: Fact, name: str) -> Template:
    templates = (*deck.kinds[fact.kind].templates, *fact.templates)
    return next(template for template in templates if template.id == name)


def check_never_false(deck: Deck) -> Iterator[Problem]:
    """A statement that shall vary is said to be false with other values.

    Why:  What other facts have is wrong only if something says so. Without it no false statement
          can be made, and the template is never asked as true or false.
    Bad:  {state: "{{ name }} was born in {{ year }}.", vary: [year]}
    Good: {state: "{{ name }} was born in {{ year }}.", vary: [year], one: true}
    Mend: `one: true` on the template if one value is right in the world, `complete: true` on the
          kind if all there is is listed, or wrong answers under `wrong` of its facts.
    Waive: where wrong answers are still to come.
    Severity: warning
    """
    wrong: dict[str, set[str]] = {}
    for fact in deck.facts:
        if fact.wrong:
            wrong.setdefault(fact.kind, set()).update(fact.wrong)
    for kind in deck.kinds.values():
        for template in kind.templates if not kind.complete else ():
            if not isinstance(template, StateTemplate) or "true-false" not in template.forms:
                continue
            varied = [field for field in template.vary if field in kind.fields]
            if varied and not template.one and wrong.get(kind.id, set()).isdisjoint(varied):
                yield Problem(
                    varied[0].where,
                    "never-false",
                    f"template '{template.id}' varies '{varied[0]}', but nothing says that other "
                    "values are wrong: it makes no false statement",
                    "say 'one: true' on the template, if one value is right in the world, or give "
                    "facts 'wrong' answers",
                    Severity.WARNING,
                    about=(template.id.where,),
                )
