"""Completion: what a shell offers where a deck, or something in one, or a rule is wanted.

Silent about everything that is wrong: a shell asks at every press of the tab key.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from quizgen.model import Deck

EDITION_PLACES = (Path("decks"), Path())
"""Where decks that keep editions are looked for when none is named."""
MOST = 500
"""Facts offered at once; a shell asks again when more letters are typed."""


def complete_decks(incomplete: str) -> list[str]:
    """Offer the decks of `decks/`, or of the folder whose name is begun."""
    from quizgen.load import is_deck

    begun = Path(incomplete)
    folder = begun if incomplete.endswith("/") else begun.parent
    places = [Path("decks"), folder] if not incomplete else [folder]
    return _beginning(
        incomplete,
        (
            path.as_posix()
            for place in places
            for path in _inside(place)
            if is_deck(path) or (incomplete and path.is_dir() and any(map(is_deck, _inside(path))))
        ),
    )


def complete_facts(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the facts of the deck that is named."""
    deck = _named_deck(context)
    return _beginning(incomplete, (fact.id for fact in deck.facts) if deck else ())[:MOST]


def complete_kinds(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the kinds that facts of the named deck have."""
    deck = _named_deck(context)
    return _beginning(incomplete, (fact.kind for fact in deck.facts) if deck else ())


def complete_topics(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the topics of the deck that is named."""
    deck = _named_deck(context)
    return _beginning(incomplete, (fact.topic or "" for fact in deck.facts) if deck else ())


def complete_forms(incomplete: str) -> list[str]:
    """Offer the forms of question."""
    from quizgen.model import FORMS

    return _beginning(incomplete, FORMS)


def complete_papers(incomplete: str) -> list[str]:
    """Offer the sizes of paper."""
    from quizgen.model import PAPERS

    return _beginning(incomplete, PAPERS)


def complete_profiles(incomplete: str) -> list[str]:
    """Offer the profiles of a paper."""
    from quizgen.model import PROFILES

    return _beginning(incomplete, PROFILES)


def complete_languages(incomplete: str) -> list[str]:
    """Offer the languages that have words of ours."""
    from quizgen.load import known_languages

    return _beginning(incomplete, known_languages())


def complete_plans(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the quizzes of the deck that is named, each with its title."""
    deck = _named_deck(context)
    plans = deck.plans if deck else ()
    return [(plan.id, plan.title) for plan in plans if plan.id.startswith(incomplete)]


def complete_codes(incomplete: str) -> list[str]:
    """Offer the codes of all editions that decks hereabouts keep."""
    from quizgen.load import find_editions

    return _beginning(incomplete, sorted(path.stem for path in find_editions(EDITION_PLACES)))


def complete_rules(incomplete: str) -> list[tuple[str, str]]:
    """Offer the rules, each with what it demands."""
    from quizgen.rules import rule_pages

    return [
        (page.id, page.what.split("\n")[0])
        for page in rule_pages().values()
        if page.id.startswith(incomplete)
    ]


def _named_deck(context: typer.Context) -> Deck | None:
    """Load the deck that the command line names; None where there is none to be read.

    Before a value, an option is a slip to the parser, and what stands before it is left over.
    """
    from quizgen.load import load_deck
    from quizgen.problems import QuizgenError

    named = context.params.get("deck") or next(iter(context.args), None)
    try:
        return load_deck(Path(str(named)))[0] if named else None
    except QuizgenError:
        return None


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name[0] != ".")
    except OSError:
        return []


def _beginning(incomplete: str, words: Iterable[str]) -> list[str]:
    """Give each word that begins so, once, in order."""
    return list(dict.fromkeys(str(word) for word in words if word and word.startswith(incomplete)))
