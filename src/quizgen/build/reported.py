"""Reported: a deck's state and all its cards as pages; the deck need not be without fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizgen.build.checked import Checked, check
from quizgen.build.stages import Announce, unheard
from quizgen.compose import choose_cards, draw_choices, list_cueing_pairs
from quizgen.model import Deck, WaiverLine
from quizgen.problems import Where
from quizgen.write import write_beside


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported of, and the pages."""

    checked: Checked
    paths: tuple[Path, ...]


def report(
    path: Path | str,
    out: Path | str,
    sources: Path | str | None = None,
    *,
    announce: Announce = unheard,
) -> Reported:
    """Write the report of a deck and the sheet of its cards into `out`/<deck id>."""
    from quizgen.render import make_package, render_contact_sheet, render_report
    from quizgen.report import make_report

    checked = check(path, sources, announce=announce)
    deck, questions = checked.deck, checked.questions
    made = make_report(
        deck,
        questions,
        checked.quizzes,
        problems=checked.problems,
        evidence=checked.evidence.stated,
        coverage=checked.coverage,
        waivers=tuple(_list_waivers(checked)),
        bank=draw_choices(questions),
        cueing=list_cueing_pairs(deck, questions),
    )
    announce("render")
    package = make_package(deck, choose_cards(deck, questions))
    pages = (render_report(made), render_contact_sheet(package, deck.title))
    announce("write")
    return Reported(checked, write_beside(pages, Path(out) / deck.id))


def _list_waivers(checked: Checked) -> Iterator[WaiverLine]:
    owners = dict(_owners(checked.deck))
    for waiver in checked.waivers:
        owner = "the deck" if waiver.owner is None else owners.get(waiver.owner, "several facts")
        place = f"{waiver.rule.file}:{waiver.rule.line}"
        yield WaiverLine(str(waiver.rule), str(waiver.reason), owner, place, waiver.used)


def _owners(deck: Deck) -> Iterator[tuple[Where, str]]:
    """Name what can waive a rule by its place."""
    for kind in deck.kinds.values():
        yield from ((each.id.where, f"template {each.id}") for each in kind.templates)
    for fact in deck.facts:
        yield from ((each.id.where, f"template {each.id}") for each in fact.templates)
        yield fact.id.where, f"fact {fact.id}"
