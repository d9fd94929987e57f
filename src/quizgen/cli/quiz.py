"""`quizgen quiz`: a handout from options, or from a plan of the deck, that can be reprinted."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen.cli.completion import (
    complete_forms,
    complete_languages,
    complete_papers,
    complete_plans,
    complete_profiles,
)
from quizgen.cli.options import Kinds, OneDeck, Out, Pdf, Quiet, Topics, Verbose

if TYPE_CHECKING:
    from quizgen.build import Checked
    from quizgen.model import Deck

PlanName = Annotated[
    str | None,
    typer.Option(
        "--plan",
        help="A quiz of the deck's own; the options below that are given change it.",
        show_default=False,
        autocompletion=complete_plans,
    ),
]
Forms = Annotated[
    list[str] | None,
    typer.Option(
        "--form",
        "-f",
        metavar="FORM[=COUNT][,KEY=VALUE]...",
        help="A section: choice, select, true-false, cloze, recall, match or order, how many "
        "questions, and what else a section of a plan can say: points, space, columns, size, "
        "bank, title, instructions, and topic, kind, template, fact, difficulty. May be repeated "
        "(default: choice).",
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
        help="Questions, where --form names none; 10, or as many as fit on one paper, if none is "
        "given; one match, one order.",
        show_default=False,
    ),
]
Size = Annotated[
    int | None,
    typer.Option(
        min=3, max=12, help="Facts in a match or an order (default: 5).", show_default=False
    ),
]
Spaces = Annotated[
    list[str] | None,
    typer.Option(
        "--space",
        metavar="ID=ROOM",
        help="Room for the answers of a template or fact: '3 lines', box or none; may be repeated.",
        show_default=False,
    ),
]
Bounds = Annotated[
    list[str] | None,
    typer.Option(
        "--bounds",
        metavar="TOPIC=LEAST-MOST",
        help="The fewest and the most questions about a topic; may be repeated.",
        show_default=False,
    ),
]
Versions = Annotated[
    int | None,
    typer.Option(
        min=1, max=26, help="How many versions, A to Z (default: one).", show_default=False
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(min=0, help="Another seed, another quiz (default: 1).", show_default=False),
]
PaperSize = Annotated[
    str | None,
    typer.Option(
        "--paper",
        help="A4 (default) or Letter.",
        show_default=False,
        autocompletion=complete_papers,
    ),
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
Language = Annotated[
    str | None,
    typer.Option(
        help="The language of our own lines on the paper; the deck's if none is given.",
        show_default=False,
        autocompletion=complete_languages,
    ),
]
Title = Annotated[
    str | None, typer.Option(help="The title; the deck's if none is given.", show_default=False)
]
Instructions = Annotated[
    str | None, typer.Option(help="Lines under the title.", show_default=False)
]
Name = Annotated[
    str | None,
    typer.Option(
        "--name", help="What the files are called (default: quiz, or the plan).", show_default=False
    ),
]
Cards = Annotated[
    str | None,
    typer.Option(
        metavar="COUNT[,KEY=VALUE]...",
        help="Cards to cut out, so many on a sheet: fold (long-edge, short-edge, fold-over), "
        "offset (0.5:-1, in mm), topic, kind. Where nothing else speaks of questions, cards alone.",
        show_default=False,
    ),
]
Study = Annotated[
    str | None,
    typer.Option(
        metavar="asked|all",
        help="A sheet to study from: what the quiz asks, or all facts of the topics and kinds.",
        show_default=False,
    ),
]
AnswerSheet = Annotated[
    bool, typer.Option("--answer-sheet", help="A sheet of circles to fill for each version.")
]
Parallel = Annotated[
    bool, typer.Option("--parallel", help="Versions ask other questions, equally hard.")
]
AllowEnemies = Annotated[
    bool, typer.Option("--allow-enemies", help="Let questions meet that help with each other.")
]
Practice = Annotated[
    bool, typer.Option("--practice", help="A page that marks itself on screen, for each version.")
]
Draft = Annotated[bool, typer.Option("--draft", help="Keep no edition: a print to look at.")]


def quiz(
    deck: OneDeck,
    plan: PlanName = None,
    form: Forms = None,
    count: Count = None,
    topic: Topics = None,
    kind: Kinds = None,
    size: Size = None,
    space: Spaces = None,
    bounds: Bounds = None,
    versions: Versions = None,
    seed: Seed = None,
    paper: PaperSize = None,
    profile: Profiles = None,
    language: Language = None,
    title: Title = None,
    instructions: Instructions = None,
    name: Name = None,
    cards: Cards = None,
    study: Study = None,
    answer_sheet: AnswerSheet = False,
    parallel: Parallel = False,
    allow_enemies: AllowEnemies = False,
    practice: Practice = False,
    pdf: Pdf = False,
    draft: Draft = False,
    out: Out = Path("dist"),
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Make one quiz and its key, ready to print, and keep its edition for 'quizgen key'.

    Examples: quizgen quiz decks/planets.yaml --form choice=5 --form "recall=2,space=3 lines";
    quizgen quiz decks/planets.yaml --plan solar-system --versions 4
    """
    from quizgen.build import print_quiz
    from quizgen.cli.plan_options import (
        PlanOptions,
        change_plan,
        find_plan,
        make_plan,
        make_shorter,
    )
    from quizgen.cli.terminal import hold_to_pdf, print_problems

    hold_to_pdf(wanted=pdf)
    wishes = PlanOptions(
        forms=form, count=count, topics=topic, kinds=kind, size=size, spaces=space,
        bounds=bounds, versions=versions, seed=seed, paper=paper, profiles=profile,
        language=language, title=title, instructions=instructions, cards=cards, study=study,
        answer_sheet=answer_sheet,
        parallel=parallel,
        allow_enemies=allow_enemies,
        practice=practice,
    )  # fmt: skip
    _hold_to_name(name)
    if plan:
        wishes.hold_to_changes()
    checked = _check(deck, plan or "", quiet=quiet, verbose=verbose)
    if plan:
        wanted = change_plan(find_plan(plan, checked.deck), wishes, checked.deck)
    else:
        wanted = make_plan(wishes, checked.deck, checked.questions)
    wanted = replace(wanted, id=name or wanted.id)
    _hold_to_free_name(wanted.id, checked.deck, plan)
    instead = () if plan else make_shorter(wanted, wishes)
    keep_in = None if draft else deck
    printed = print_quiz(checked, wanted, out, keep_in=keep_in, pdf=pdf, instead=instead)
    print_problems(printed.problems)
    for path in () if quiet else printed.files:
        typer.echo(path)
    raise typer.Exit(0 if printed.paths else 1)


def _hold_to_name(name: str | None) -> None:
    """Hold a name to what files can have. Raises QuizgenError."""
    from quizgen.problems import QuizgenError

    if name is not None and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        raise QuizgenError(f"'{name}' cannot name a file: use letters, digits, '.', '_' and '-'")


def _check(deck: Path, plan: str, *, quiet: bool, verbose: bool) -> Checked:
    """Check a deck for one quiz and tell its problems; an error ends the command."""
    from quizgen.build import CHECK_STAGES, check_for_quiz
    from quizgen.cli.progress import following
    from quizgen.cli.terminal import count_problems, print_problems
    from quizgen.problems import has_errors

    task = f"making a quiz of {deck}"
    with following(task, CHECK_STAGES, quiet=quiet, verbose=verbose) as announce:
        checked = check_for_quiz(deck, plan, announce=announce)
    print_problems(checked.problems)
    if has_errors(checked.problems):
        typer.echo(f"{deck}: no quiz made: {count_problems(checked.problems)}", err=True)
        raise typer.Exit(1)
    return checked


def _hold_to_free_name(name: str, deck: Deck, plan: str | None) -> None:
    """Keep a quiz of options from overwriting one that the deck declares. Raises QuizgenError."""
    from quizgen.problems import QuizgenError

    if name != plan and name in deck.unread_plans:
        raise QuizgenError(
            f"the deck's own quiz is named '{name}': give another --name, or print it by --plan"
        )
