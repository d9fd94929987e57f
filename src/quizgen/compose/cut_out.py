"""Cut-out: which questions become cards of paper, and whether each fits on one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.compose.gaps import keep_gap
from quizgen.compose.sound import is_heard
from quizgen.model import (
    CARD_TYPES,
    CardPlan,
    Cloze,
    CutCard,
    CutOut,
    Plan,
    Question,
    Recall,
    Words,
    fits_card,
    lay_out_cards,
)
from quizgen.problems import Problem, Severity


def cut_cards(
    questions: Sequence[Question], plan: Plan, words: Words
) -> tuple[CutOut | None, list[Problem]]:
    """Make the cards that a plan wants, in the order of the questions; None if it wants none.

    A card that its text does not fit on, in some profile of the plan, is left out, and told.
    """
    wanted = plan.cards
    if wanted is None:
        return None, []
    cards: list[CutCard] = []
    problems: list[Problem] = []
    for question in _choose(questions, wanted):
        for card in _make_cards(question):
            profile = _find_unfit(card, len(questions), plan, wanted, words)
            if profile is None:
                cards.append(card)
            else:
                problems.append(_too_long(question, card, plan, wanted, profile))
    if not cards and not problems:
        problems.append(_none(plan, wanted))
    cut = CutOut(tuple(cards), wanted.per_page, wanted.fold, wanted.offset)
    return (cut if cards else None), problems


def _find_unfit(
    card: CutCard, number: int, plan: Plan, wanted: CardPlan, words: Words
) -> str | None:
    """Name the profile in which a card does not fit: other types may have a whole sheet."""
    sheets = {"regular": wanted.per_page} | {name: 1 for name in plan.profiles if name != "regular"}
    for profile, per_page in sheets.items():
        grid = lay_out_cards(plan.paper, per_page, wanted.fold)
        if not fits_card(card, number, grid, CARD_TYPES[profile], words):
            return profile
    return None


def _choose(questions: Sequence[Question], wanted: CardPlan) -> Iterator[Question]:
    """Give the questions that a card can ask; what is typed elsewhere is recalled here."""
    recalled = {(each.fact, each.template) for each in questions if each.form == "recall"}
    for question in questions:
        typed = question.form == "typed"
        form = "recall" if typed else question.form
        if form not in wanted.forms or not wanted.selection.has(question) or is_heard(question):
            continue
        if not typed or (question.fact, question.template) not in recalled:
            yield question


def _make_cards(question: Question) -> Iterator[CutCard]:
    """Give the card of a question, or one for each of its gaps; a whole list makes no card."""
    match question.response:
        case Recall(answer, accepted, listed=False):
            yield _card(question)._replace(back=answer, accepted=accepted)
        case Cloze(accepted=by_gap):
            for gap, accepted in sorted(by_gap.items()):
                prompt = keep_gap(question.prompt, gap)
                name = question.id if len(by_gap) == 1 else f"{question.id} {gap}"
                yield _card(question)._replace(
                    id=name, front=prompt, back=prompt, accepted=tuple(accepted)
                )
        case _:
            pass


def _card(question: Question) -> CutCard:
    return CutCard(
        question.id,
        question.prompt,
        (),
        scope=question.scope,
        note=question.note,
        sources=question.sources,
    )


def _too_long(
    question: Question, card: CutCard, plan: Plan, wanted: CardPlan, profile: str
) -> Problem:
    regular = profile == "regular"
    how = f"{wanted.per_page} on a sheet" if regular else f"alone on a sheet in '{profile}' print"
    shorter = "shorten its prompt, answer or note"
    return Problem(
        question.where,
        "card-too-long",
        f"the text of '{card.id}' does not fit on a card of quiz '{plan.id}', "
        f"{how}, so there is none of it",
        f"put fewer cards on a sheet ('per_page'), or {shorter}"
        if regular
        else f"{shorter}, or print the quiz without this profile",
        Severity.WARNING,
        about=(question.where,),
    )


def _none(plan: Plan, wanted: CardPlan) -> Problem:
    names = wanted.selection.names
    whence = f" from {', '.join(names)}" if names else ""
    return Problem(
        wanted.where,
        "too-few-questions",
        f"quiz '{plan.id}' wants cards{whence} of the forms {', '.join(wanted.forms)}; "
        "there are no such questions",
        "widen 'from' or 'forms', or add templates",
    )
