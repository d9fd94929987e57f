"""`state` templates: a sentence that becomes gaps to fill, and statements to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, zip_longest
from typing import NamedTuple

from quizgen.ask.cues import Cues
from quizgen.ask.display import to_rich
from quizgen.ask.distractors import find_distractors
from quizgen.ask.environment import Gap
from quizgen.ask.frame import Frame
from quizgen.ask.workshop import Workshop
from quizgen.model import (
    Cloze,
    Falsehood,
    Question,
    Rich,
    StateTemplate,
    Text,
    TrueFalse,
    plain,
    say_rich,
)
from quizgen.problems import Problem

MOST_FALSEHOODS = 6
"""False versions kept of a statement: each is a sentence to render."""
HIDDEN = Text("\x1a")
"""Stands for the varied value where sentences are compared; no deck can hold it."""


class Stating(NamedTuple):
    """A `state` template rendered for a fact: with its gaps, and by varied field without it."""

    frame: Frame
    template: StateTemplate
    sentence: Rich
    varied: Mapping[str, Cues]
    scoped: bool


def render_stating(shop: Workshop, frame: Frame, template: StateTemplate) -> Stating | None:
    """Render the sentence with its gaps; None where the fact lacks what the template needs."""
    fact = frame.fact
    if any(field not in fact.fields for field in template.blank):
        shop.compile(template.state, fact.kind, f"template '{template.id}'")
        return None
    sentence = _render_with_gaps(shop, frame, template, template.blank)
    if sentence is None:
        return None
    varied: dict[str, Cues] = {}
    for field in template.vary if shop.truths.wanted else ():
        if field not in fact.fields:
            continue
        # Not a gap: filters and conditions would see through it to the value.
        cues = shop.cues(template.state, frame, {**frame.variables, field: HIDDEN})
        if cues is not None:
            varied[str(field)] = cues
            shop.truths.add(cues.told, shop.answers(fact, field))
    scoped = not shop.mentions_scope(template.state, fact.kind)
    return Stating(frame, template, sentence, varied, scoped)


def ask_cloze(shop: Workshop, stating: Stating) -> Iterator[Question]:
    """Blank the fields of `blank`, each standing exactly once in the sentence."""
    template, frame = stating.template, stating.frame
    if not template.blank:
        return
    numbers = [span.gap for span in stating.sentence if span.gap]
    for number, field in enumerate(template.blank, start=1):
        if numbers.count(number) != 1:
            shop.problems.append(
                Problem(
                    template.state.where,
                    "blank-once",
                    f"template '{template.id}' blanks '{field}', which must stand exactly once as "
                    f"{{{{ {field} }}}}, without a filter",
                    "write the field itself where the gap shall be",
                    culprit=field,
                )
            )
            return
    accepted = {
        number: shop.accepted(frame.fact, field)
        for number, field in enumerate(template.blank, start=1)
    }
    yield frame.question(
        template,
        "cloze",
        stating.sentence,
        Cloze(accepted, tuple(map(str, template.blank))),
        scoped=stating.scoped,
    )


def ask_true_false(shop: Workshop, stating: Stating) -> Iterator[Question]:
    """Make the statement false by proven wrong values of the fields in `vary`."""
    template, frame = stating.template, stating.frame
    compiled = shop.compile(template.state, frame.fact.kind, f"template '{template.id}'")
    for field in template.vary:
        if compiled is not None and field not in compiled.names:
            shop.problems.append(
                Problem(
                    field.where,
                    "blank-once",
                    f"template '{template.id}' varies '{field}', which its sentence does not say",
                    f"write {{{{ {field} }}}} into the sentence, or vary another field",
                    culprit=field,
                )
            )
            return
    by_field = [list(_falsehoods(shop, stating, field)) for field in template.vary]
    mixed = [each for each in chain.from_iterable(zip_longest(*by_field)) if each is not None]
    if not mixed:
        return
    statement = shop.render(template.state, frame, frame.variables, template)
    if statement is not None:
        response = TrueFalse(tuple(mixed[:MOST_FALSEHOODS]))
        yield frame.question(template, "true-false", statement, response, scoped=stating.scoped)


def _falsehoods(shop: Workshop, stating: Stating, field: Text) -> Iterator[Falsehood]:
    template, frame = stating.template, stating.frame
    fact = frame.fact
    automatic = template.one or shop.deck.kinds[fact.kind].complete
    if field not in stating.varied or not (automatic or field in fact.wrong):
        return
    question_id = frame.question_id(template, f"true-false/{field}")
    distractors = find_distractors(
        shop, fact, field, template, question_id=question_id, cues=stating.varied[field].asked
    )
    right = say_rich(to_rich(fact.fields[field], shop.words))
    for each in distractors[:MOST_FALSEHOODS]:
        false = shop.render(template.state, frame, {**frame.variables, field: each.value}, template)
        if false is not None:
            yield Falsehood(false, plain(each.answer.text), right, each.answer.reason)


def _render_with_gaps(
    shop: Workshop, frame: Frame, template: StateTemplate, fields: tuple[Text, ...]
) -> Rich | None:
    gaps = {
        str(field): Gap.numbered(number, to_rich(frame.fact.fields[field], shop.words))
        for number, field in enumerate(fields, start=1)
    }
    return shop.render(template.state, frame, {**frame.variables, **gaps}, template)
