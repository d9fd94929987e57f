"""Ask: put every template to every fact. Draws no lots: same deck, same questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.ask.ask_template import (
    Asking,
    ask_choice,
    ask_recall,
    ask_select,
    ask_typed,
    render_asking,
)
from quizgen.ask.claims import group_claims
from quizgen.ask.cloze_text import ask_cloze_text
from quizgen.ask.contradictions import (
    report_contradictions,
    report_overlaps,
    report_unshown_scope,
)
from quizgen.ask.frame import Frame
from quizgen.ask.gap_truths import GapTruths, wants_banks
from quizgen.ask.overlaps import find_overlaps
from quizgen.ask.set_template import ask_sets
from quizgen.ask.state_template import Stating, ask_cloze, ask_true_false, render_stating
from quizgen.ask.workshop import Workshop
from quizgen.model import AskTemplate, Deck, Question, Span, StateTemplate, Template, say_rich
from quizgen.problems import Problem, meant, sort_problems


def ask_questions(deck: Deck) -> tuple[tuple[Question, ...], list[Problem]]:
    """Ask all questions of a deck, in the order of its facts, their templates and forms.

    Those about several facts at once come last.

    First every template is rendered for every fact, then wrong answers are sought: only when
    all true answers are known can another be proven wrong. Those of retired facts are among
    them, marked as `retired`: leave them out of quizzes.

    >>> from quizgen import load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> questions, problems = ask_questions(deck)
    >>> question = next(each for each in questions if each.form == "choice")
    >>> question.id, question.response.answer[0].text, len(question.response.wrong)
    ('planets/mercury/which-place/choice', 'Mercury', 7)
    """
    shop = Workshop(deck)
    renderings = list(_render_all(shop, deck))
    if shop.truths.wanted:
        _note_reasons(shop, renderings)
    questions = [question for rendering in renderings for question in _ask(shop, rendering)]
    clozes = (question for question in questions if question.kind == "cloze")
    shop.problems += report_contradictions(group_claims(shop, renderings, clozes))
    shop.problems += report_overlaps(find_overlaps(shop, renderings))
    shop.problems += report_unshown_scope(renderings)
    questions += ask_sets(shop, deck)
    if wants_banks(deck):
        truths = GapTruths(shop, deck)
        questions = [truths.fill(question) for question in questions]
    return tuple(questions), sort_problems([*shop.problems, *shop.failures()])


Rendering = Asking | Stating | Frame
"""A frame alone stands for a fact of the built-in kind `cloze`."""


def _render_all(shop: Workshop, deck: Deck) -> Iterator[Rendering]:
    for fact in deck.facts:
        frame = shop.frame(fact)
        templates = (*deck.kinds[fact.kind].templates, *fact.templates)
        if fact.skip:
            shop.problems += _unknown_skips(frame, templates)
        if fact.kind == "cloze":
            yield frame
        for template in templates:
            rendering = _render(shop, frame, template)
            if rendering is not None:
                yield rendering


def _render(shop: Workshop, frame: Frame, template: Template) -> Rendering | None:
    match template:
        case AskTemplate():
            return render_asking(shop, frame, template)
        case StateTemplate():
            return render_stating(shop, frame, template)
        case _:
            return None  # asked of several facts at once


def _unknown_skips(frame: Frame, templates: tuple[Template, ...]) -> Iterator[Problem]:
    known = [str(template.id) for template in templates]
    for name in frame.fact.skip:
        if name not in known:
            yield Problem(
                name.where,
                "unknown-template",
                f"fact '{frame.fact.id}' skips the template '{name}', which is not there",
                meant(name, known),
                culprit=name,
            )


def _note_reasons(shop: Workshop, renderings: Iterable[Rendering]) -> None:
    """Note what each fact's templates say: the reason why its values are wrong elsewhere."""
    fields: tuple[str, ...]
    for rendering in renderings:
        match rendering:
            case Asking(frame=frame, template=template, prompt=prompt, field=field) if field:
                phrase, fields, text = "right for", (field,), say_rich(prompt)
            case Stating(frame=frame, template=template, sentence=sentence, varied=varied):
                phrase, fields, text = "true is", tuple(varied), say_rich(sentence)
            case _:
                continue
        if rendering.scoped and frame.scope:
            # The claim stays with the one who claims it.
            text = say_rich((Span(f"{frame.scope}: "), *text))
        for field in fields:
            shop.reasons.add(phrase, (frame.fact.kind, field), template.id, frame.fact.id, text)


def _ask_forms(shop: Workshop, asking: Asking) -> Iterator[Question]:
    """Ask in each form of the template that the answer allows."""
    question: Question | None
    for form in asking.template.forms:
        match form:
            case "recall":
                question = ask_recall(shop, asking)
            case "typed":
                question = ask_typed(shop, asking)
            case "choice":
                question = ask_choice(shop, asking)
            case _:
                question = ask_select(shop, asking)
        if question is not None:
            yield question


def _ask(shop: Workshop, rendering: Rendering) -> Iterator[Question]:
    match rendering:
        case Asking(frame=frame, template=template):
            if template.id in frame.fact.skip:
                return
            yield from _ask_forms(shop, rendering)
        case Stating(frame=frame, template=template):
            if template.id in frame.fact.skip:
                return
            if "cloze" in template.forms:
                yield from ask_cloze(shop, rendering)
            if "true-false" in template.forms:
                yield from ask_true_false(shop, rendering)
        case Frame():
            yield from ask_cloze_text(shop, rendering)
