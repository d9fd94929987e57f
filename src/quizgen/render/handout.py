"""Handouts: a quiz becomes, for each version, a paper and its answer key, one HTML file each."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

import jinja2
from markupsafe import Markup as SafeHtml

from quizgen.model import Artifact, Paper, Part, Quiz, Words
from quizgen.render.key_views import KeyView, view_key
from quizgen.render.markup import page_html
from quizgen.render.paper_views import ItemView, safe, view_item


@dataclass(frozen=True, slots=True)
class _PartView:
    """A section as the layouts walk it; `bank` are the words for its gaps."""

    form: str
    title: str
    how: str
    points: str
    space: str
    bank: tuple[SafeHtml, ...]
    items: tuple[ItemView, ...]
    keys: tuple[KeyView, ...]


def render_handout(quiz: Quiz) -> Iterator[Artifact]:
    """Give each version's paper and key as self-contained HTML.

    >>> from quizgen import ask_questions, compose_quiz, load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    >>> [artifact.name for artifact in render_handout(quiz)][:2]
    ['solar-system-A.html', 'solar-system-A-key.html']
    """
    for paper in quiz.papers:
        name = f"{quiz.id}-{paper.letter}" if paper.letter else quiz.id
        parts = tuple(_part_view(part, quiz.words) for part in paper.parts)
        yield _page(f"{name}.html", "paper.html.j2", quiz, paper, parts)
        yield _page(f"{name}-key.html", "key.html.j2", quiz, paper, parts)


def _page(
    name: str, layout: str, quiz: Quiz, paper: Paper, parts: tuple[_PartView, ...]
) -> Artifact:
    words = quiz.words
    version = words.say("version", letter=paper.letter) if paper.letter else ""
    key = words.phrases["answer key"] if layout == "key.html.j2" else ""
    foot = " · ".join(part for part in (quiz.title, version, key) if part)
    edition = words.say("edition", code=quiz.code)
    style = _style(quiz, foot, edition)
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    html = (
        _environment()
        .get_template(layout)
        .render(
            quiz=quiz,
            words=words.phrases,
            language=words.language,
            direction=words.direction,
            version=version,
            heading=foot,
            total=_points(paper.points, words),
            edition=edition,
            parts=parts,
            style=SafeHtml(style),  # noqa: S704 - our own layout, with strings escaped for CSS
            style_hash=digest,
        )
    )
    return Artifact(name, html.encode())


def _style(quiz: Quiz, foot: str, edition: str) -> str:
    """Fill the style sheet: paper size, and the lines that stand on every page."""
    words = quiz.words.phrases
    first, middle = _css_string(words["page"] + " "), _css_string(f" {words['of']} ")
    page = f"{first} counter(page) {middle} counter(pages)"
    return str(
        _environment()
        .get_template("style.css.j2")
        .render(size=quiz.paper, foot=_css_string(foot), edition=_css_string(edition), page=page)
    )


def _css_string(text: str) -> str:
    """Quote a text for CSS inside HTML: all but letters and digits as escapes."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


def _part_view(part: Part, words: Words) -> _PartView:
    return _PartView(
        form=part.form,
        title=part.title or words.phrases[part.form],
        how=words.phrases["bank how" if part.bank else f"{part.form} how"],
        points=_points_each(part, words),
        space=part.space,
        bank=tuple(safe(page_html(word)) for word in part.bank),
        items=tuple(view_item(item, part, words) for item in part.items),
        keys=tuple(view_key(item, words) for item in part.items),
    )


def _points(count: int, words: Words) -> str:
    return words.say("points one" if count == 1 else "points many", count=count)


def _points_each(part: Part, words: Words) -> str:
    if part.points == 0:
        return ""
    if len(part.items) == 1:
        return _points(part.points, words)
    if part.points == 1:
        return words.phrases["points each one"]
    return words.say("points each", count=part.points)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("quizgen.render", "layouts/handout"),
        autoescape=jinja2.select_autoescape(["html.j2"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
