"""`quizgen rule`: what a rule demands and why, or a list of them all."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated

import typer

from quizgen.cli.completion import complete_rules
from quizgen.cli.options import Format

Rule = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID]",
        help="The rule, as problems name it in [...]; all are listed if none is named.",
        show_default=False,
        autocompletion=complete_rules,
    ),
]
_NEAR = 3
"""Rules that are named in place of one that there is not."""
Style = Annotated[Format, typer.Option("--format", help="How to show it.")]


def rule(rule: Rule = None, style: Style = Format.TEXT) -> None:
    """Explain a rule: what it demands and why, a bad and a good example, how to waive it.

    Examples: quizgen rule answer-leak; quizgen rule
    """
    from quizgen.cli.rule_views import page_text, pages_json, pages_text
    from quizgen.cli.terminal import text_width
    from quizgen.problems import QuizgenError
    from quizgen.rules import rule_pages

    pages = rule_pages()
    if rule is not None and rule not in pages:
        raise QuizgenError(
            f"there is no rule '{rule}'; {_near(rule, list(pages))}'quizgen rule' lists them all"
        )
    chosen = [pages[rule]] if rule is not None else list(pages.values())
    if style is Format.JSON:
        typer.echo(pages_json(chosen))
    elif rule is not None:
        typer.echo(page_text(pages[rule], text_width()))
    else:
        typer.echo(pages_text(chosen, text_width()))


def _near(word: str, rules: Sequence[str]) -> str:
    """Ask whether one of the rules was meant whose names hold the word, or are like it."""
    holding = [rule for rule in rules if word.lower() in rule][:_NEAR] if word else []
    near = holding or get_close_matches(word.lower(), rules, n=_NEAR)
    named = " or ".join(f"'{rule}'" for rule in near)
    return f"did you mean {named}? " if near else ""
