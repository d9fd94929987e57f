"""`quizgen quiz`: a handout from options, without a plan file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen.cli.completion import complete_forms, complete_papers, complete_profiles
from quizgen.cli.options import Kinds, OneDeck, Out, Quiet, Topics, Verbose

if TYPE_CHECKING:
    from quizgen.build import Checked
    from quizgen.model import Deck, Question, Section, Selection

Forms = Annotated[
    list[str] | None,
    typer.Option(
        "--form",
        "-f",
        metavar="FORM[=COUNT]",
        help="A section: choice, select, true-false, cloze, recall, match or order, and how many "
        "questions; may be repeated (default: choice).",
        show_default=False,
        autocompletion=complete_forms,
    ),
]
Count = Annotated[
    int | None,
    typer.Option(
        "--count",
        "-n",
        min=1,
        max=10_000,
        help="Questions, where --form names none; 10, or all there are, if none is given; one "
        "match, one order.",
        show_default=False,
    ),
]
Size = Annotated[int, typer.Option(min=3, max=12, help="Facts in a match or an order.")]
Versions = Annotated[int, typer.Option(min=1, max=26, help="How many versions, A to Z.")]
Seed = Annotated[int, typer.Option(min=0, help="Another seed, another quiz.")]
PaperSize = Annotated[
    str, typer.Option("--paper", help="A4 or Letter.", autocompletion=complete_papers)
]
Profiles = Annotated[
    list[str] | None,
    typer.Option(
        "--profile",
        help="For which eyes it is set: regular (default), large, dyslexia; may be repeated.",
        show_default=False,
        autocompletion=complete_profiles,
    ),
]
Title = Annotated[str, typer.Option(help="The title; the deck's if none is given.")]
Instructions = Annotated[str, typer.Option(help="A line under the title.")]
Name = Annotated[str, typer.Option("--name", help="What the files are called.")]


def quiz(
    deck: OneDeck,
    form: Forms = None,
    count: Count = None,
    topic: Topics = None,
    kind: Kinds = None,
    size: Size = 5,
    versions: Versions = 1,
    seed: Seed = 1,
    paper: PaperSize = "A4",
    profile: Profiles = None,
    title: Title = "",
    instructions: Instructions = "",
    name: Name = "quiz",
    out: Out = Path("dist"),
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Make one quiz and its key, ready to print, from options alone.

    Example: quizgen quiz decks/planets.yaml --form choice=5 --form recall=2 --versions 2
    """
    from quizgen.build import build_quiz
    from quizgen.cli.terminal import hold_to_deck, print_problems
    from quizgen.model import Plan, Selection
    from quizgen.problems import Where

    profiles = tuple(dict.fromkeys(profile or ["regular"]))
    _hold_to_files(paper, profiles, name)
    checked = _check(deck, quiet=quiet, verbose=verbose)
    _hold_to_free_name(name, checked.deck)
    hold_to_deck(checked.deck, topic, kind)
    selection = Selection(frozenset(topic or ()), frozenset(kind or ()))
    plan = Plan(
        id=name,
        title=title or checked.deck.title,
        sections=tuple(_sections(form or ["choice"], count, size, selection, checked.questions)),
        where=Where("quizgen quiz"),
        instructions=instructions,
        versions=versions,
        seed=seed,
        paper=paper,
        profiles=profiles,
    )
    paths, problems = build_quiz(checked, plan, out)
    print_problems(problems)
    for path in () if quiet else paths:
        typer.echo(path)
    raise typer.Exit(1 if problems else 0)


def _hold_to_files(paper: str, profiles: Sequence[str], name: str) -> None:
    """Hold options to what there is, and to names that files can have. Raises QuizgenError."""
    from quizgen.model import PAPERS, PROFILES
    from quizgen.problems import QuizgenError, meant

    if paper not in PAPERS:
        raise QuizgenError(f"'{paper}' is no paper: {meant(paper, PAPERS)}")
    for profile in profiles:
        if profile not in PROFILES:
            raise QuizgenError(f"'{profile}' is no profile: {meant(profile, PROFILES)}")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        raise QuizgenError(f"'{name}' cannot name a file: use letters, digits, '.', '_' and '-'")


def _check(deck: Path, *, quiet: bool, verbose: bool) -> Checked:
    """Check a deck and tell its problems; an error ends the command."""
    from quizgen.build import CHECK_STAGES, check
    from quizgen.cli.progress import following
    from quizgen.cli.terminal import count_problems, print_problems
    from quizgen.problems import has_errors

    task = f"making a quiz of {deck}"
    with following(task, CHECK_STAGES, quiet=quiet, verbose=verbose) as announce:
        checked = check(deck, announce=announce)
    print_problems(checked.problems)
    if has_errors(checked.problems):
        typer.echo(f"{deck}: no quiz made: {count_problems(checked.problems)}", err=True)
        raise typer.Exit(1)
    return checked


def _hold_to_free_name(name: str, deck: Deck) -> None:
    from quizgen.problems import QuizgenError

    if any(plan.id == name for plan in deck.plans):
        raise QuizgenError(f"the deck's own quiz is named '{name}': give another --name")


def _sections(
    forms: Sequence[str],
    count: int | None,
    size: int,
    selection: Selection,
    questions: Sequence[Question],
) -> Iterator[Section]:
    """Read `choice` or `choice=10` as a section. Raises QuizgenError."""
    from quizgen.model import FORMS, SET_FORMS, Section
    from quizgen.problems import QuizgenError, Where, meant

    for text in forms:
        form, equals, number = text.partition("=")
        if form not in FORMS:
            raise QuizgenError(f"'{form}' is no form: {meant(form, FORMS)}")
        if equals and not (number.isdecimal() and 0 < int(number) <= 10_000):
            raise QuizgenError(f"'{text}' wants a count, as in '{form}=5'")
        there = len({each.fact for each in questions if each.form == form and selection.has(each)})
        many = min(10, max(1, there)) if form not in SET_FORMS else 1
        yield Section(
            form,
            int(number) if equals else count or many,
            Where("quizgen quiz"),
            points=size if form == "match" else 1,
            selection=selection,
            size=size,
        )
