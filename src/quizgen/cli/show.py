"""`quizgen show`: every question of a deck, in the terminal or as JSON."""

from __future__ import annotations

from typing import Annotated

import typer

from quizgen.cli.completion import complete_facts, complete_forms
from quizgen.cli.options import Format, Kinds, OneDeck, Topics

Facts = Annotated[
    list[str] | None,
    typer.Option(
        "--fact",
        help="Only this fact; may be repeated.",
        show_default=False,
        autocompletion=complete_facts,
    ),
]
Forms = Annotated[
    list[str] | None,
    typer.Option(
        "--form",
        "-f",
        help="Only recall, typed, choice, select, cloze, true-false, match or order; may be "
        "repeated.",
        show_default=False,
        autocompletion=complete_forms,
    ),
]
Style = Annotated[Format, typer.Option("--format", help="How to show them.")]


def show(
    deck: OneDeck,
    fact: Facts = None,
    kind: Kinds = None,
    topic: Topics = None,
    form: Forms = None,
    style: Style = Format.TEXT,
) -> None:
    """Show each question: scope, prompt, answer, wrong answers with reasons, source.

    Example: quizgen show decks/planets.yaml --fact venus --form choice
    """
    from quizgen.build import CHECK_STAGES, check
    from quizgen.cli.progress import following
    from quizgen.cli.terminal import hold_to, hold_to_deck, print_problems, text_width
    from quizgen.cli.views import facts_of, question_text, questions_json, topics_of
    from quizgen.model import FORMS, Question
    from quizgen.problems import has_errors, plural

    with following(f"asking {deck}", CHECK_STAGES) as announce:
        checked = check(deck, announce=announce)
    print_problems(checked.problems)
    hold_to("fact", fact, (each.id for each in checked.deck.facts))
    hold_to_deck(checked.deck, topic, kind)
    hold_to("form", form, FORMS)

    def is_wanted(question: Question) -> bool:
        return (
            (not fact or not facts_of(question).isdisjoint(fact))
            and (not kind or question.kind in kind)
            and (not topic or not topics_of(question).isdisjoint(topic))
            and (not form or question.form in form)
        )

    chosen = [question for question in checked.questions if is_wanted(question)]
    if style is Format.JSON:
        typer.echo(questions_json(checked.deck.id, chosen))
    else:
        width = text_width()
        for question in chosen:
            typer.echo(question_text(question, width))
        typer.echo(plural(len(chosen), "question"), err=True)
    raise typer.Exit(1 if has_errors(checked.problems) else 0)
