"""`quizgen key`: an edition that was handed out, printed again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen.cli.completion import (
    EDITION_PLACES,
    complete_codes,
    complete_decks,
    complete_papers,
    complete_profiles,
)
from quizgen.cli.options import Out, Pdf, Quiet

if TYPE_CHECKING:
    from quizgen.model import Quiz

Code = Annotated[
    str | None,
    typer.Argument(
        metavar="[CODE]",
        help="The code on each page, or the file of the edition; all are listed if none is named.",
        show_default=False,
        autocompletion=complete_codes,
    ),
]
Deck = Annotated[
    Path | None,
    typer.Option(
        help="The deck that keeps it; else all decks here, and in decks/, are looked through.",
        show_default=False,
        autocompletion=complete_decks,
    ),
]
Letter = Annotated[
    str, typer.Option("--version", metavar="LETTER", help="Only this version.", show_default=False)
]
PaperSize = Annotated[
    str | None,
    typer.Option(
        "--paper",
        help="A4 or Letter, if not as it was printed first.",
        show_default=False,
        autocompletion=complete_papers,
    ),
]
Profiles = Annotated[
    list[str] | None,
    typer.Option(
        "--profile",
        help="For which eyes, if not as first: regular, large, dyslexia; may be repeated.",
        show_default=False,
        autocompletion=complete_profiles,
    ),
]

_WHO_KEEPS = (
    "'quizgen quiz' and 'quizgen release' keep them, 'quizgen build' and 'quizgen quiz --draft' "
    "do not"
)


def key(
    code: Code = None,
    deck: Deck = None,
    version: Letter = "",
    paper: PaperSize = None,
    profile: Profiles = None,
    pdf: Pdf = False,
    out: Out = Path("dist"),
    quiet: Quiet = False,
) -> None:
    """Print paper and key of an edition again, byte for byte, whatever became of its facts.

    Another version of quizgen prints the same words, but may set them anew.

    Examples: quizgen key KN6RLH; quizgen key KN6RLH --version B --profile large; quizgen key
    """
    from quizgen.build import reprint
    from quizgen.cli.terminal import hold_to_pdf, hold_to_words, print_problems
    from quizgen.model import PAPERS, PROFILES

    if code is None:
        _list_editions(_known(deck))
        return
    hold_to_pdf(wanted=pdf)
    hold_to_words("paper", [paper] if paper else [], PAPERS)
    hold_to_words("profile", profile or [], PROFILES)
    path = _find(code, deck)
    profiles = tuple(dict.fromkeys(profile or ()))
    printed = reprint(
        path, out, letter=version.upper(), paper=paper or "", profiles=profiles, pdf=pdf
    )
    print_problems(printed.problems)
    for each in () if quiet else printed.paths:
        typer.echo(each)
    raise typer.Exit(0 if printed.paths else 1)


def _known(deck: Path | None) -> tuple[Path, ...]:
    """List the files of the editions that a deck keeps, or all decks hereabouts."""
    from quizgen.load import edition_folder, find_editions

    if deck is not None:
        return tuple(sorted(edition_folder(deck).glob("*.json")))
    return find_editions(EDITION_PLACES)


def _find(code: str, deck: Path | None) -> Path:
    """Find the file of an edition by its code, or by its own name. Raises QuizgenError."""
    from quizgen.problems import QuizgenError, nearest

    if code.endswith(".json"):
        return Path(code)
    known = _known(deck)
    found = [path for path in known if path.stem == code.upper()]
    if len(found) > 1:
        places = ", ".join(path.as_posix() for path in found)
        raise QuizgenError(f"edition '{code.upper()}' is kept twice: name one of {places}")
    if found:
        return found[0]
    place = "here" if deck is None else f"of '{deck}'"
    if not known:
        raise QuizgenError(f"no edition is kept {place}; {_WHO_KEEPS}")
    guess = nearest(code.upper(), {path.stem for path in known})
    lists = f"'quizgen key' lists those that are; {_WHO_KEEPS}"
    mend = f"did you mean '{guess}'?" if guess else lists
    raise QuizgenError(f"no edition '{code.upper()}' is kept {place}; {mend}")


def _list_editions(paths: tuple[Path, ...]) -> None:
    """List editions: code, title, and where they are kept."""
    from quizgen.cli.terminal import print_problems
    from quizgen.load import read_edition
    from quizgen.problems import plural

    for path in paths:
        quiz, problems = read_edition(path)
        print_problems(problems)
        if quiz is not None:
            typer.echo(f"{quiz.code}  {quiz.title} ({_describe(quiz)})  {path}")
    typer.echo(plural(len(paths), "edition"), err=True)


def _describe(quiz: Quiz) -> str:
    """Say how much there is in an edition: `8 questions, A to C`."""
    from quizgen.problems import plural

    if not quiz.papers:
        return plural(len(quiz.cut_out.cards), "card") if quiz.cut_out else "to study"
    first, last = quiz.papers[0], quiz.papers[-1]
    count = plural(len(first.items), "question")
    return count if first is last else f"{count}, {first.letter} to {last.letter}"
