"""Markup: rich text to HTML. Literal text is escaped, Markdown is rendered and sanitised."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from typing import TYPE_CHECKING

import nh3

from quizgen.model import Media, Span
from quizgen.render.mathematics import math_html

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "hr", "i",
    "kbd", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
_LONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>\s*", re.DOTALL)

_SPECIAL = re.compile(r"[&<>\n\\{}\[\u0338]")
"""All characters that are anything but themselves in a field of Anki."""

# What Anki would take for its own: sounds, answers to type, old LaTeX, MathJax, cloze braces.
_ANKI_BRACKET = re.compile(r"\[(?=sound:|anki:|\[type:|/?latex\]|/?\$\$?\])", re.IGNORECASE)
_ANKI_MATH = re.compile(r"\\(?=[()\[\]])")
_DOUBLE_BRACE = re.compile(r"(\{(?=\{)|\}(?=\}))")
_CLOSING = re.compile(r"[.,;:!?)\]»”’…]+")
_MARKS = re.compile(r"[&<>\n]")
_TAG = re.compile(r"(<[^>]*>)")

_SORTS = {"jpg": "jpeg", "svg": "svg+xml"}
"""What a browser calls a sort of picture, where it is not the ending of the file's name."""

# Anki brings fields to NFC, and would make one character of this one and the `>` of a tag.
_SOLIDUS, _SOLIDUS_ENTITY = "\u0338", "&#824;"


def page_html(rich: Iterable[Span], gap: Callable[[Span], str] | None = None) -> str:
    """Give rich text as HTML for a page; `gap` draws each blank, which keeps what closes it."""
    if isinstance(rich, tuple) and len(rich) == 1:
        (span,) = rich
        if span.kind == "text" and not span.gap:  # as most are
            return text_html(span.text)
    parts: list[str] = []
    drawn = ""  # a blank that waits for the punctuation after it
    for span in rich:
        html = gap(span) if gap is not None and span.gap else _page_span(span)
        if drawn:
            mark = _CLOSING.match(html) if span.kind == "text" and not span.gap else None
            closing = mark.group() if mark else ""
            parts.append(f'<span class="kept">{drawn}{closing}</span>' if closing else drawn)
            html, drawn = html[len(closing) :], ""
        if gap is not None and span.gap:
            drawn = html
        else:
            parts.append(html)
    return "".join([*parts, drawn])


def anki_html(rich: Iterable[Span]) -> str:
    """Give rich text as HTML for a field of Anki; gaps become clozes."""
    pieces = [_cloze(span) if span.gap else _anki_span(span) for span in rich]
    return pieces[0] if len(pieces) == 1 else "".join(pieces)


def text_html(text: str) -> str:
    """Escape literal text; its line breaks stay."""
    if text.isascii() and not _MARKS.search(text):  # as most are
        return str(text)
    html = escape(text, quote=False).replace("\n", "<br>")
    return html if html.isascii() else html.replace(_SOLIDUS, _SOLIDUS_ENTITY)


def anki_text(text: str) -> str:
    """Escape literal text for Anki, and what Anki would take for commands of its own."""
    if not (text and _SPECIAL.search(text)):  # as most are
        return str(text)
    return _disarm(_break_math(text_html(text)))


def markdown_html(text: str) -> str:
    """Render Markdown to clean HTML; a lone paragraph loses its tags, so that it fits a line."""
    html = nh3.clean(_markdown().render(text), tags=_TAGS, attributes=_ATTRIBUTES).strip()
    html = html.replace(_SOLIDUS, _SOLIDUS_ENTITY)
    lone = _LONE_PARAGRAPH.fullmatch(html)
    return lone.group(1) if lone else html


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # most decks have no Markdown

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _page_span(span: Span) -> str:
    match span.kind:
        case "markdown":
            return markdown_html(span.text)
        case "math":
            return math_html(span.text)
        case "image" if span.media is not None:
            return _picture(data_address(span.media), span.text)
        case "sound":
            return ""  # paper cannot play it
        case _:
            return text_html(span.text)


def _anki_span(span: Span) -> str:
    match span.kind:
        case "text":
            return anki_text(span.text)
        case "markdown":
            parts = _TAG.split(markdown_html(span.text))
            return _disarm("".join(p if p.startswith("<") else _break_math(p) for p in parts))
        case "math":
            return rf"\({escape(span.text, quote=False)}\)"
        case "image" if span.media is not None:
            return _disarm(_picture(span.media.name, span.text))
        case "sound" if span.media is not None:
            return f"[sound:{span.media.name}]"
        case _:
            return anki_text(span.text)


def _picture(address: str, alt: str) -> str:
    """Show a picture as an image and nothing else: in an SVG of a stranger no script runs."""
    said = escape(" ".join(alt.split())).replace(_SOLIDUS, _SOLIDUS_ENTITY)
    return f'<img src="{address}" alt="{said}">'


def data_address(media: Media) -> str:
    """Give a picture as an address that holds it, so that a page needs no other file."""
    sort = media.name.rpartition(".")[2]
    content = base64.b64encode(media.content).decode()
    return f"data:image/{_SORTS.get(sort, sort)};base64,{content}"


def _break_math(html: str) -> str:
    """Part the delimiters of MathJax, which reads the page's text, not its source."""
    return _ANKI_MATH.sub(r"\\<span></span>", html) if "\\" in html else html


def _disarm(html: str) -> str:
    """Write as entities what Anki looks for in a field's source."""
    if "{" in html or "}" in html:
        html = html.replace("{{", "&#123;&#123;").replace("}}", "&#125;&#125;")
    return _ANKI_BRACKET.sub("&#91;", html) if "[" in html else html


def _cloze(span: Span) -> str:
    guard = _guard_math if span.kind == "math" else _guard_cloze
    hint = f"::{_guard_cloze(anki_text(span.hint))}" if span.hint else ""
    return f"{{{{c{span.gap}::{guard(_anki_span(span))}{hint}}}}}"


def _guard_cloze(html: str) -> str:
    """Keep braces and `::` of a value from ending its cloze early."""
    return html.replace("{", "&#123;").replace("}", "&#125;").replace("::", ":&#58;")


def _guard_math(html: str) -> str:
    """Part the braces of TeX by spaces, which mean nothing there and outlive Anki's editor."""
    return _DOUBLE_BRACE.sub(r"\1 ", html).replace("::", ":&#58;")
