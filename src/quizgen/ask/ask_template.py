"""`ask` templates: a prompt and the field that answers it; recall, and choice where allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.ask.display import natural_order, to_rich
from quizgen.ask.distractors import find_distractors
from quizgen.ask.frame import Frame
from quizgen.ask.workshop import Workshop
from quizgen.model import (
    ACCOUNT,
    AskTemplate,
    Choice,
    Question,
    Recall,
    Rich,
    Span,
    Text,
    Value,
    WrongAnswer,
    members,
    plain,
)

FEWEST_WRONG = 2
"""With fewer wrong answers a choice is no choice."""


@dataclass(frozen=True, slots=True)
class Asking:
    """An `ask` template rendered for a fact, before wrong answers are sought.

    `field` is empty where no field of the fact is the answer: an account, or a text of its own.
    `cue` is the prompt without its scope: what truths are compared by.
    """

    frame: Frame
    template: AskTemplate
    prompt: Rich
    cue: str
    answer: Rich
    field: str
    scoped: bool


def render_asking(shop: Workshop, frame: Frame, template: AskTemplate) -> Asking | None:
    """Render prompt and answer; None where the fact lacks something the template needs."""
    fact, answer = frame.fact, str(template.answer)
    prompt = shop.render(template.ask, frame, frame.variables, template)
    if prompt is None:
        return None
    cue: str | None = plain(prompt)
    if shop.reads_otherwise(template.ask, fact):
        cue = shop.cue(template.ask, frame, frame.variables)
    if cue is None:
        return None
    scoped = answer != ACCOUNT and not shop.mentions_scope(template.ask, fact.kind)
    if answer in fact.fields:
        if shop.truths.wanted:
            shop.truths.add(cue, shop.answers(fact, answer))
        rich = to_rich(fact.fields[answer], shop.words)
        if template.any and len(members(fact.fields[answer])) > 1:
            rich = (Span(f"{shop.words.phrases['any of']} "), *rich)
        return Asking(frame, template, prompt, cue, rich, answer, scoped)
    text: Rich | None = None
    account = shop.account(fact)
    if answer == ACCOUNT and account is not None:
        text = to_rich(account, shop.words)
    elif "{{" in answer:
        text = shop.render(template.answer, frame, frame.variables, template)
    if text is None:
        return None
    if shop.truths.wanted:
        shop.truths.add(cue, [Text(plain(text))])
    return Asking(frame, template, prompt, cue, text, "", scoped)


def ask_recall(shop: Workshop, asking: Asking, form: str) -> Question:
    """Ask for the answer itself: said in one's mind (`recall`), or typed."""
    accepted = shop.accepted(asking.frame.fact, asking.field) if asking.field else ()
    return asking.frame.question(
        asking.template, form, asking.prompt, Recall(asking.answer, accepted),
        scoped=asking.scoped,
    )  # fmt: skip


def ask_choice(shop: Workshop, asking: Asking, prompts: Mapping[str, str]) -> Question | None:
    """Offer wrong answers, if the author allows them and enough can be proven."""
    if not asking.field:
        return None
    frame, template = asking.frame, asking.template
    key = frame.fact.fields[asking.field]
    automatic = template.one or shop.deck.kinds[frame.fact.kind].complete
    if isinstance(key, tuple) or not (automatic or asking.field in frame.fact.wrong):
        return None
    distractors = find_distractors(
        shop,
        frame.fact,
        asking.field,
        question_id=frame.question_id(template.id, "choice"),
        cue=asking.cue,
        automatic=automatic,
        prompts=prompts,
    )
    if len(distractors) < FEWEST_WRONG:
        return None
    wrong = tuple(_wrong_answer(shop, key, each.value, each.reason) for each in distractors)
    response = Choice(asking.answer, wrong, natural_order(key, shop.words))
    return frame.question(template, "choice", asking.prompt, response, scoped=asking.scoped)


def _wrong_answer(shop: Workshop, key: Value, value: Value, reason: str) -> WrongAnswer:
    place, order = natural_order(key, shop.words), natural_order(value, shop.words)
    side = 0 if place is None or order is None else (order > place) - (order < place)
    return WrongAnswer(to_rich(value, shop.words), reason, order, side)
