"""Handouts: a quiz becomes, for each version, a paper and its answer key, one HTML file each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from markupsafe import Markup as SafeHtml

from quizgen.model import Artifact, Paper, Part, Quiz, RecallTask, Words
from quizgen.render.check_views import view_check
from quizgen.render.key_views import KeyView, view_key
from quizgen.render.markup import page_html
from quizgen.render.page import Frame, join_heading, name_file, name_version, render_page
from quizgen.render.paper_views import ItemView, count_lines, safe, view_item

_LAYOUTS = {"select": "choice", "typed": "recall"}
"""Forms that are answered like another."""
SHORT_LINES = 2
"""Lines that a few words may take; who has more room, is asked for more."""


class _PartView(NamedTuple):
    """A section as the layouts walk it; `bank` are the words for its gaps.

    `rows` are those of the key, on a page that holds it.
    """

    form: str
    layout: str
    title: str
    how: str
    points: str
    bank: tuple[SafeHtml, ...]
    items: tuple[ItemView, ...]
    rows: tuple[KeyView, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[ItemView, KeyView | None], ...]:
        """Each item with its row of the key, on pages that hold one."""
        return tuple(zip_longest(self.items, self.rows))


class _SolutionsView(NamedTuple):
    """A section of a key, as the layouts walk it."""

    title: str
    points: str
    rows: tuple[KeyView, ...]


def render_handout(quiz: Quiz) -> Iterator[Artifact]:
    """Give each version's paper, once for each profile, and its key as self-contained HTML.

    And, where it is wanted, a page to practise with, which holds the answers and marks itself on
    screen; printed, it is the paper.

    >>> from quizgen import ask_questions, compose_quiz, load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    >>> [artifact.name for artifact in render_handout(quiz)][:2]
    ['solar-system-A.html', 'solar-system-A-key.html']
    """
    view = _view_part_of_sheet if quiz.answer_sheet else _view_part
    for paper in quiz.papers:
        parts = tuple(view(part, quiz) for part in paper.parts)
        for profile in quiz.profiles:
            yield _render_paper(quiz, paper, parts, profile)
        solutions = tuple(_view_solutions(part, quiz) for part in paper.parts)
        yield _render_key(quiz, paper, solutions, quiz.profiles[0])
        if quiz.practice:
            solved = [
                _view_part(part, quiz)._replace(rows=solution.rows)
                for part, solution in zip(paper.parts, solutions, strict=True)
            ]
            for profile in quiz.profiles:
                yield _render_practice(quiz, paper, solved, profile)


def count_points(count: int, words: Words) -> str:
    """Give a number of points in words."""
    return words.count("points", count)


def _render_paper(quiz: Quiz, paper: Paper, parts: tuple[_PartView, ...], profile: str) -> Artifact:
    version = name_version(quiz, paper)
    name = name_file(quiz, paper.letter, profile=profile)
    views = {
        "version": version,
        "total": count_points(paper.points, quiz.words),
        "parts": parts,
        "on_sheet": quiz.answer_sheet,
    }
    frame = Frame(quiz, join_heading(quiz.title, version), profile=profile)
    return render_page(name, "paper.html.j2", frame, views)


def _render_key(
    quiz: Quiz, paper: Paper, parts: tuple[_SolutionsView, ...], profile: str
) -> Artifact:
    version = name_version(quiz, paper)
    heading = join_heading(quiz.title, version, quiz.words.phrases["answer key"])
    whence = quiz.words.say("whence", deck=quiz.deck_id)
    views = {"version": version, "parts": parts, "whence": whence}
    frame = Frame(quiz, heading, profile=profile)
    return render_page(name_file(quiz, paper.letter, "key"), "key.html.j2", frame, views)


def _render_practice(
    quiz: Quiz, paper: Paper, parts: Sequence[_PartView], profile: str
) -> Artifact:
    version = name_version(quiz, paper)
    views = {
        "version": version,
        "total": count_points(paper.points, quiz.words),
        "parts": parts,
        "on_sheet": False,
        "checks": {
            item.number: view_check(item, part, quiz.words)
            for part in paper.parts
            for item in part.items
        },
    }
    styles = ("paper.css.j2", "practice.css.j2")
    heading = join_heading(quiz.title, version)
    frame = Frame(quiz, heading, styles, profile, script="practice.js.j2")
    return render_page(
        name_file(quiz, paper.letter, "practice", profile), "practice.html.j2", frame, views
    )


def _view_part(part: Part, quiz: Quiz) -> _PartView:
    words = quiz.words
    return _lay_out(part, quiz, _name_part(part, words), _say_how(part, words))


def _view_part_of_sheet(part: Part, quiz: Quiz) -> _PartView:
    """View a section whose answers stand on a sheet of their own: it gives them no room."""
    words = quiz.words
    roomless = part._replace(items=tuple(item._replace(space="none") for item in part.items))
    return _lay_out(roomless, quiz, _name_part(part, words), _say_how_on_sheet(part, words))


def _lay_out(part: Part, quiz: Quiz, title: str, how: str) -> _PartView:
    """View a section under a title of its own or ours, with what its author says how, or we do."""
    words, how = quiz.words, part.instructions or how
    return _PartView(
        form=part.form,
        layout=_LAYOUTS.get(part.form, part.form),
        title=title,
        how="" if how.rstrip(".") == title.rstrip(".") else how,  # an author's title may say it
        points=_points_each(part, words),
        bank=tuple(safe(page_html(word)) for word in part.bank),
        items=tuple(view_item(item, part, words, quiz.paper) for item in part.items),
    )


def _view_solutions(part: Part, quiz: Quiz) -> _SolutionsView:
    words = quiz.words
    return _SolutionsView(
        title=_name_part(part, words),
        points=_points_each(part, words),
        rows=tuple(view_key(item, words, quiz.paper) for item in part.items),
    )


def _name_part(part: Part, words: Words) -> str:
    return part.title or words.phrases["written" if _is_long(part) else part.form]


def _say_how(part: Part, words: Words) -> str:
    if _is_long(part):
        return ""
    return words.phrases["bank how" if part.bank else f"{part.form} how"]


def _say_how_on_sheet(part: Part, words: Words) -> str:
    """Say it for an answer sheet; what is written there in words is asked for as on paper."""
    phrase = "bank there" if part.bank else f"{part.form} there"
    if phrase not in words.phrases:
        return _say_how(part, words)
    right, wrong = (words.phrases[verdict][0] for verdict in ("true", "false"))
    return words.say(phrase, right=right, wrong=wrong)


def _is_long(part: Part) -> bool:
    """Tell whether an answer has so much room that it is not a short one."""
    written = (item for item in part.items if isinstance(item.task, RecallTask))
    return any(count_lines(item.space) > SHORT_LINES for item in written)


def _points_each(part: Part, words: Words) -> str:
    if part.points == 0:
        return ""
    if len(part.items) == 1:
        return count_points(part.points, words)
    return words.count("points each", part.points)
