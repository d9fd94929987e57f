"""Handouts: a quiz becomes, for each version, a paper and its answer key, one HTML file each."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from html import escape
from typing import assert_never

import jinja2
from markupsafe import Markup as SafeHtml

from quizgen.model import (
    Artifact,
    ChoiceTask,
    GapTask,
    Item,
    Paper,
    Part,
    Quiz,
    RecallTask,
    Rich,
    Span,
    TrueFalseTask,
    Words,
    plain,
)
from quizgen.render.markup import page_html, text_html

LETTERS = "ABCDEFGH"
_DEFAULT_LINES = 1
_BOX_LINES = 5
_NARROW, _MEDIUM = 13, 36
"""Longest option, in characters, that still fits four or two columns."""


@dataclass(frozen=True, slots=True)
class _OptionView:
    letter: str
    html: SafeHtml


@dataclass(frozen=True, slots=True)
class _ItemView:
    """An item as the layouts walk it; `columns` is how many options stand in a row."""

    number: int
    scope: str
    prompt: SafeHtml
    options: tuple[_OptionView, ...] = ()
    columns: int = 1
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _ReasonView:
    """Why a wrong option, or the statement, is wrong; a statement has no letter."""

    letter: str
    option: SafeHtml
    text: str


@dataclass(frozen=True, slots=True)
class _KeyView:
    """A row of the key: the short mark, the answer in full, and what explains it."""

    number: int
    mark: SafeHtml
    answer: SafeHtml
    prompt: SafeHtml
    scope: str
    accepted: str
    reasons: tuple[_ReasonView, ...]
    note: SafeHtml
    sources: tuple[str, ...]
    id: str


@dataclass(frozen=True, slots=True)
class _PartView:
    form: str
    title: str
    how: str
    points: str
    space: str
    items: tuple[_ItemView, ...]
    keys: tuple[_KeyView, ...]


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
        how=words.phrases[f"{part.form} how"],
        points=_points_each(part, words),
        space=part.space,
        items=tuple(_item_view(item, part, words) for item in part.items),
        keys=tuple(_key_view(item, words) for item in part.items),
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


def _item_view(item: Item, part: Part, words: Words) -> _ItemView:
    scope = item.question.scope
    match item.task:
        case ChoiceTask(options):
            views = tuple(
                _OptionView(letter, _html(page_html(option.text)))
                for letter, option in zip(LETTERS, options, strict=False)
            )
            columns = _columns([option.text for option in options])
            prompt = _html(page_html(item.prompt))
            return _ItemView(item.number, scope, prompt, options=views, columns=columns)
        case TrueFalseTask():
            return _ItemView(item.number, scope, _html(page_html(item.prompt)))
        case GapTask():
            return _ItemView(
                item.number, scope, _html(page_html(item.prompt, partial(_gap, words)))
            )
        case RecallTask():
            lines = tuple(range(_line_count(part.space)))
            return _ItemView(item.number, scope, _html(page_html(item.prompt)), lines=lines)
        case unreachable:
            assert_never(unreachable)


def _columns(options: Sequence[Rich]) -> int:
    """Tell how many options fit in a row: pictures two by two, texts by the longest."""
    if any(span.kind == "image" for option in options for span in option):
        return 2
    longest = max(len(plain(option)) for option in options)
    return 4 if longest <= _NARROW else 2 if longest <= _MEDIUM else 1


def _line_count(space: str) -> int:
    if not space:
        return _DEFAULT_LINES
    return {"none": 0, "box": _BOX_LINES}.get(space) or int(space.split(maxsplit=1)[0])


def _gap(words: Words, span: Span) -> str:
    """Draw a blank; its width is the same whatever it hides."""
    hint = f' <span class="gap-hint">({text_html(span.hint)})</span>' if span.hint else ""
    label = escape(words.phrases["blank"])
    return f'<span class="gap" role="img" aria-label="{label}"></span>{hint}'


def _key_view(item: Item, words: Words) -> _KeyView:
    question = item.question
    mark, answer, accepted, reasons = _solution(item, words)
    return _KeyView(
        number=item.number,
        mark=_html(text_html(mark)),
        answer=_html(answer),
        prompt=_html(page_html(item.prompt, partial(_gap, words))),
        scope=question.scope,
        accepted="; ".join(accepted),
        reasons=tuple(reasons),
        note=_html(text_html(question.note)),
        sources=tuple(
            ", ".join(part for part in (each.name, each.locator) if part)
            for each in question.sources
        ),
        id=question.id,
    )


def _solution(item: Item, words: Words) -> tuple[str, str, tuple[str, ...], list[_ReasonView]]:
    """Give the short mark, the answer, other right wordings, and why wrong ones are wrong."""
    match item.task:
        case ChoiceTask(options) as task:
            letter = LETTERS[task.right]
            reasons = [
                _ReasonView(LETTERS[i], _html(page_html(option.text)), option.reason)
                for i, option in enumerate(options)
                if not option.right and option.reason
            ]
            return letter, page_html(options[task.right].text), (), reasons
        case TrueFalseTask(true, correction, reason):
            if true:
                return words.phrases["true"], words.phrases["true"], (), []
            right = words.say("correct would be", answer=correction)
            wrong = [_ReasonView("", _html(""), reason)] if reason else []
            return words.phrases["false"], text_html(right), (), wrong
        case GapTask(answer, accepted):
            return answer, text_html(answer), accepted, []
        case RecallTask(answer, accepted):
            return plain(answer), page_html(answer), accepted, []
        case unreachable:
            assert_never(unreachable)


def _html(html: str) -> SafeHtml:
    return SafeHtml(html)  # noqa: S704 - made by markup.py, which escapes and sanitises


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("quizgen.render", "layouts/handout"),
        autoescape=jinja2.select_autoescape(["html.j2"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
