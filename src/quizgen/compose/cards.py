"""Cards: which questions become cards in Anki, and the options of those that offer a choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from quizgen.compose.lots import Lots
from quizgen.compose.tasks import draw_task
from quizgen.model import (
    Card,
    Choice,
    ChoiceTask,
    Deck,
    Offered,
    Question,
    Recall,
    Select,
    SelectTask,
    plain,
)

_LOTS = Lots(0)
"""Cards have no seed of their own: the same deck makes the same cards."""


def choose_cards(
    deck: Deck, questions: Sequence[Question], kept: Set[str] = frozenset()
) -> tuple[Card, ...]:
    """Give the cards that the deck's settings want; a typed question replaces its recall.

    To recall a whole list makes a bad card, so that is asked on paper only.
    In the order of the questions: `deck.anki.forms` says which forms become cards; those whose
    ids are `kept` do in any case.

    >>> from quizgen import ask_questions, load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> cards = choose_cards(deck, ask_questions(deck)[0])
    >>> cards[0].question.id
    'planets/mercury/which-place/recall'
    """
    typed = {(each.fact, each.template) for each in questions if each.form == "typed"}
    typed = typed if "typed" in deck.anki.forms else set()
    return tuple(_make_cards(deck, questions, typed, kept))


def draw_choices(questions: Iterable[Question]) -> tuple[Offered, ...]:
    """Draw every choice question as its card would be: the bank in which tells are looked for."""
    bank = []
    for question in questions:
        if isinstance(question.response, Choice):
            prompt, task = draw_task(question, _LOTS, true=True, version="card")
            if isinstance(task, ChoiceTask):
                options = tuple(plain(option.text) for option in task.options)
                bank.append(Offered(plain(prompt), options, task.right))
    return tuple(bank)


def _make_cards(
    deck: Deck, questions: Iterable[Question], typed: set[tuple[str, str]], kept: Set[str]
) -> Iterable[Card]:
    for question in questions:
        wanted = question.form in deck.anki.forms
        if question.form == "recall" and (question.fact, question.template) in typed:
            wanted = False
        if not wanted and question.id not in kept:
            continue
        match question.response:
            case Choice() | Select():
                _, task = draw_task(question, _LOTS, true=True, version="card")
                if isinstance(task, ChoiceTask | SelectTask):
                    yield Card(question, task.options)
            case Recall(listed=True):
                pass
            case _:
                yield Card(question)
