"""`ask` templates: a prompt and the field that answers it; recall, choice and select."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import NamedTuple

from quizgen.ask.cues import Cues
from quizgen.ask.display import natural_order, to_rich
from quizgen.ask.distractors import find_distractors
from quizgen.ask.frame import Frame
from quizgen.ask.meaning import Answers
from quizgen.ask.workshop import Workshop
from quizgen.ask.wrong_answers import MOST, Distractor
from quizgen.model import (
    ACCOUNT,
    EVERYWHERE,
    AskTemplate,
    Choice,
    Question,
    Recall,
    Rich,
    RightAnswer,
    Select,
    Span,
    Text,
    fold,
    identity,
    members,
    place_of,
    plain,
)
from quizgen.model.value import Scalar
from quizgen.problems import Problem, Severity

FEWEST_WRONG = 2
"""With fewer wrong answers a choice is no choice."""
MOST_RIGHT = 4
"""With more right answers too few wrong ones fit beside them; the list can still be recalled."""


class Asking(NamedTuple):
    """An `ask` template rendered for a fact, before wrong answers are sought.

    `field` is empty where no field of the fact is the answer: an account, or a text of its own.
    `cues` are what truths are compared by.
    """

    frame: Frame
    template: AskTemplate
    prompt: Rich
    cues: Cues
    answer: Rich
    field: str
    scoped: bool

    @property
    def members(self) -> tuple[Scalar, ...]:
        """The members of the answer where it is a list; else none."""
        value = self.frame.fact.fields.get(self.field)
        return value if isinstance(value, tuple) else ()


def render_asking(shop: Workshop, frame: Frame, template: AskTemplate) -> Asking | None:
    """Render prompt and answer; None where the fact lacks something the template needs."""
    fact, answer = frame.fact, str(template.answer)
    prompt = shop.render(template.ask, frame, frame.variables, template)
    if prompt is None:
        return None
    cues: Cues | None
    if shop.reads_otherwise(template.ask, fact):
        cues = shop.cues(template.ask, frame, frame.variables)
    else:
        own = fold(plain(prompt))
        cues = Cues(own, (own,), (own,))
    if cues is None:
        return None
    scoped = answer != ACCOUNT and not shop.mentions_scope(template.ask, fact.kind)
    if answer in fact.fields:
        if shop.truths.wanted:
            shop.truths.add(cues.told, shop.answers(fact, answer))
        rich = to_rich(fact.fields[answer], shop.words)
        return Asking(frame, template, prompt, cues, rich, answer, scoped)
    text: Rich | None = None
    account = shop.account(fact)
    if answer == ACCOUNT and account is not None:
        text = to_rich(account, shop.words)
    elif "{{" in answer:
        text = shop.render(template.answer, frame, frame.variables, template)
    if text is None:
        return None
    if shop.truths.wanted:
        shop.truths.add(cues.told, [Text(plain(text))])
    return Asking(frame, template, prompt, cues, text, "", scoped)


def ask_recall(shop: Workshop, asking: Asking) -> Question:
    """Ask for the answer itself, to be said in one's mind; of a list all, or any one of them."""
    listed = bool(asking.members)
    accepted, answer = _accepted(shop, asking), asking.answer
    if listed and asking.template.any:
        answer = (Span(f"{shop.words.phrases['any of']} "), *answer)
    response = Recall(answer, accepted, listed=listed and not asking.template.any)
    return asking.frame.question(
        asking.template, "recall", asking.prompt, response, scoped=asking.scoped
    )


def ask_typed(shop: Workshop, asking: Asking) -> Question | None:
    """Ask to type the answer, or any member of a list: nobody types a whole list as we do."""
    accepted, answer = _accepted(shop, asking), asking.answer
    if asking.members:
        if not asking.template.any:
            return None
        first, *others = (to_rich(member, shop.words) for member in asking.members)
        accepted = tuple(dict.fromkeys((*map(plain, others), *accepted)))
        answer = first
    response = Recall(answer, accepted)
    return asking.frame.question(
        asking.template, "typed", asking.prompt, response, scoped=asking.scoped
    )


def _accepted(shop: Workshop, asking: Asking) -> tuple[str, ...]:
    return shop.accepted(asking.frame.fact, asking.field) if asking.field else ()


def ask_choice(shop: Workshop, asking: Asking) -> Question | None:
    """Offer wrong answers, if the author allows them and enough can be proven.

    Where any member of a list will do, its first stands for them.
    """
    if not asking.field or (asking.members and not asking.template.any):
        return None
    key = members(asking.frame.fact.fields[asking.field])[0]
    distractors = _wrong_beside(shop, asking, key, "choice")
    if len(distractors) < FEWEST_WRONG:
        if asking.template.forms == ("choice",):
            _report_too_few(shop, asking, len(distractors))
        return None
    stretch = EVERYWHERE
    if _may_prove(shop, asking):
        stretch = shop.pools.find_stretch(asking.frame.fact, asking.field, key)
    wrong = tuple(each.answer for each in distractors)
    order = natural_order(key, shop.words)
    response = Choice(to_rich(key, shop.words), wrong, order, stretch)
    return asking.frame.question(
        asking.template, "choice", asking.prompt, response, scoped=asking.scoped
    )


def _may_prove(shop: Workshop, asking: Asking) -> bool:
    """Tell whether what other facts have may be proven wrong, for a set is known to be whole."""
    return asking.template.one or shop.deck.kinds[asking.frame.fact.kind].complete


def _report_too_few(shop: Workshop, asking: Asking, count: int) -> None:
    """Tell of a fact that a template asks in no form, since it wants options and lacks them."""
    template, fact = asking.template, asking.frame.fact
    if fact.retired is not None:
        return
    mend = "add wrong answers under 'wrong', or let the fact skip it"
    if not _may_prove(shop, asking):
        mend += f"; or say 'one: true' on '{template.id}', if it has one right answer in the world"
    shop.problems.append(
        Problem(
            fact.id.where,
            "too-few",
            f"template '{template.id}' asks by options only, but fact '{fact.id}' has "
            f"{count or 'no'} wrong answer{'' if count == 1 else 's'} for them, of two at least",
            mend,
            Severity.WARNING,
            culprit=fact.id,
        )
    )


def ask_select(shop: Workshop, asking: Asking) -> Question | None:
    """Ask to pick all members of a list among wrong answers; a long list is no question."""
    right = asking.members
    if asking.template.any or not right or _repeats(shop, asking):
        return None
    if len(right) > MOST_RIGHT:
        return None
    beside = (_wrong_beside(shop, asking, member, "select") for member in right)
    mixed = (each for each in chain.from_iterable(zip_longest(*beside)) if each is not None)
    distinct, kept = Answers((), shop.words.language), []
    for each in mixed:
        if not distinct.rule_out(each.value) and not distinct.has_spelling_of(each.value):
            distinct.add((each.value,))
            kept.append(each)
    if len(kept) < FEWEST_WRONG:
        return None
    wrong = tuple(each.answer for each in kept[:MOST])
    response = Select(
        tuple(RightAnswer(to_rich(m, shop.words), natural_order(m, shop.words)) for m in right),
        wrong,
    )
    return asking.frame.question(
        asking.template, "select", asking.prompt, response, scoped=asking.scoped
    )


def _wrong_beside(shop: Workshop, asking: Asking, key: Scalar, form: str) -> list[Distractor]:
    """Find wrong answers of the sort of one member, as if the fact had no other."""
    frame, template = asking.frame, asking.template
    if not (_may_prove(shop, asking) or asking.field in frame.fact.wrong):
        return []
    alone = frame.fact._replace(fields={**frame.fact.fields, asking.field: key})
    return find_distractors(
        shop,
        alone if asking.members else frame.fact,
        asking.field,
        template,
        question_id=frame.question_id(template, form),
        cues=asking.cues.asked,
    )


def _repeats(shop: Workshop, asking: Asking) -> bool:
    """Report members of a list that mean the same: an option would stand there twice."""
    fact = asking.frame.fact
    field_type = shop.deck.kinds[fact.kind].fields[asking.field].type
    seen: set[str] = set()
    for member in asking.members:
        meant = shop.meanings.canonical(member, field_type)
        name = "".join(identity(each) for each in members(meant))
        if name in seen:
            shop.problems.append(
                Problem(
                    place_of(member, fact.id.where),
                    "duplicate-option",
                    f"fact '{fact.id}' lists '{member}' twice, or another name of it",
                    "remove one of them",
                    culprit=str(member),
                )
            )
            return True
        seen.add(name)
    return False
