"""Page: the frame of every printed document: its style, its policy, and what each page repeats."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import NamedTuple

import jinja2
from markupsafe import Markup as SafeHtml

from quizgen.model import MAX_SIZE, Artifact, Paper, Quiz
from quizgen.render.fonts import font_faces
from quizgen.render.french import bind_spaces
from quizgen.render.layout_files import LayoutFiles
from quizgen.render.measures import SHARES
from quizgen.render.profiles import SETTINGS


class Frame(NamedTuple):
    """What frames a document: the quiz it belongs to, and what it is called.

    `heading` stands in the foot of each page and in the title; `styles` are the layouts of its
    style sheet after the one that all share, and `measures` what these fill in; `profile` says
    for which eyes it is set. `script` is the layout of what it runs on screen, if anything.
    """

    quiz: Quiz
    heading: str
    styles: tuple[str, ...] = ("paper.css.j2",)
    profile: str = "regular"
    script: str = ""
    measures: Mapping[str, object] = MappingProxyType({})


class _Known(NamedTuple):
    """A style sheet or a script, and the digest by which the page's policy knows it."""

    text: SafeHtml
    digest: str


def render_page(name: str, layout: str, frame: Frame, views: Mapping[str, object]) -> Artifact:
    """Give a self-contained HTML page: a layout, filled with views, in its frame."""
    words = frame.quiz.words
    html = (
        _environment()
        .get_template(layout)
        .render(
            quiz=frame.quiz,
            words=words.phrases,
            language=words.language,
            direction=words.direction,
            foreign=_foreign(frame.quiz),
            heading=frame.heading,
            edition=words.say("edition", code=frame.quiz.code),
            profile=frame.profile,
            style_for=partial(_style, frame),
            tidy=_tidy_for(frame.quiz.language),
            script=_known(_environment().get_template(frame.script).render())
            if frame.script
            else None,
            **views,
        )
    )
    return Artifact(name, html.encode())


def name_version(quiz: Quiz, paper: Paper) -> str:
    """Name a version in words; it has no name where it is the only one."""
    return quiz.words.say("version", letter=paper.letter) if paper.letter else ""


def name_file(quiz: Quiz, letter: str, document: str = "", profile: str = "regular") -> str:
    """Name the file of a document: `quiz-A-key.html`, `quiz-study-large.html`.

    `letter` is that of its version, if it belongs to one.
    """
    eyes = "" if profile == "regular" else profile
    return "-".join(part for part in (quiz.id, letter, document, eyes) if part) + ".html"


def join_heading(*parts: str) -> str:
    """Join what a document is called: the quiz's title, its version, what it is."""
    return " · ".join(part for part in parts if part)


def _tidy_for(language: str) -> Callable[[SafeHtml], SafeHtml]:
    """Give what is done to a page for the language of its questions."""
    if language.partition("-")[0].lower() != "fr":
        return lambda content: content
    return lambda content: SafeHtml(bind_spaces(content))  # noqa: S704 - only spaces differ


def _foreign(quiz: Quiz) -> str:
    """Give the language of the questions where our own lines are in another."""
    return quiz.language if quiz.language != quiz.words.language else ""


def _style(frame: Frame, content: str) -> _Known:
    """Fill the style sheets: paper size, fonts for the content, what stands on every page."""
    words = frame.quiz.words
    edition, page = words.say("edition", code=frame.quiz.code), words.phrases["page of pages"]
    setting = SETTINGS[frame.profile]
    views = {
        "size": frame.quiz.paper,
        "setting": setting,
        "foot": _css_string(frame.heading),
        "edition": _css_string(edition),
        "page": _counters(page),
        "start": "right" if words.direction == "rtl" else "left",
        "end": "left" if words.direction == "rtl" else "right",
        "shares": SHARES,
        "most_pairs": range(1, MAX_SIZE + 1),
        **frame.measures,
    }
    sheets = ("page.css.j2", *frame.styles)
    rules = [_environment().get_template(sheet).render(views) for sheet in sheets]
    text = "\n".join(
        [font_faces("".join((frame.heading, edition, page, content)), setting), *rules]
    )
    return _known(text)


def _known(text: str) -> _Known:
    return _Known(
        text=SafeHtml(text),  # noqa: S704 - our own layouts, with strings escaped for CSS
        digest=base64.b64encode(sha256(text.encode()).digest()).decode(),
    )


def _counters(phrase: str) -> str:
    """Write a phrase with `{page}` and `{pages}` for CSS, which counts them."""
    return " ".join(
        f"{_css_string(text)} counter({counter})" if counter else _css_string(text)
        for text, counter, _, _ in Formatter().parse(phrase)
    )


def _css_string(text: str) -> str:
    """Quote a text for CSS inside HTML: all but letters and digits as escapes."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=LayoutFiles(Path(__file__).parent / "layouts" / "handout"),
        autoescape=jinja2.select_autoescape(["html.j2"]),
        undefined=jinja2.StrictUndefined,
        auto_reload=False,  # else each part of a page asks the disk whether it has changed
        trim_blocks=True,
        lstrip_blocks=True,
    )
