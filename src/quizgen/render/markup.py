"""Markup: rich text to HTML. Literal text is escaped, Markdown is rendered and sanitised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from html import escape

import nh3
from markdown_it import MarkdownIt

from quizgen.model import Span

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "hr", "i",
    "kbd", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
_LONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>\s*", re.DOTALL)

# What Anki would take for its own in literal text: sounds, old LaTeX, MathJax, cloze braces.
_ANKI_BRACKET = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$\$?\])", re.IGNORECASE)
_ANKI_MATH = re.compile(r"\\(?=[()\[\]])")


def page_html(rich: Iterable[Span], gap: Callable[[Span], str] | None = None) -> str:
    """Give rich text as HTML for a page; `gap` draws each blank."""
    return "".join(gap(span) if gap is not None and span.gap else _page_span(span) for span in rich)


def anki_html(rich: Iterable[Span]) -> str:
    """Give rich text as HTML for a field of Anki; gaps become clozes."""
    return "".join(_cloze(span) if span.gap else _anki_span(span) for span in rich)


def text_html(text: str) -> str:
    """Escape literal text; its line breaks stay."""
    return escape(text, quote=False).replace("\n", "<br>")


def anki_text(text: str) -> str:
    """Escape literal text for Anki, and what Anki would take for commands of its own."""
    html = text_html(text)
    if "{" in html or "}" in html:
        html = html.replace("{{", "&#123;&#123;").replace("}}", "&#125;&#125;")
    if "[" in html:
        html = _ANKI_BRACKET.sub("&#91;", html)
    if "\\" in html:
        html = _ANKI_MATH.sub(r"\\<span></span>", html)
    return html


def markdown_html(text: str) -> str:
    """Render Markdown to clean HTML; a lone paragraph loses its tags, so that it fits a line."""
    html = nh3.clean(_markdown().render(text), tags=_TAGS, attributes=_ATTRIBUTES).strip()
    lone = _LONE_PARAGRAPH.fullmatch(html)
    return lone.group(1) if lone else html


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _page_span(span: Span) -> str:
    match span.kind:
        case "markdown":
            return markdown_html(span.text)
        case "math":
            return f'<code class="math">{escape(span.text)}</code>'
        case _:
            return text_html(span.text)


def _anki_span(span: Span) -> str:
    match span.kind:
        case "markdown":
            return markdown_html(span.text)
        case "math":
            return rf"\({escape(span.text, quote=False)}\)"
        case _:
            return anki_text(span.text)


def _cloze(span: Span) -> str:
    inside = _guard_cloze(_anki_span(span))
    hint = f"::{_guard_cloze(anki_text(span.hint))}" if span.hint else ""
    return f"{{{{c{span.gap}::{inside}{hint}}}}}"


def _guard_cloze(html: str) -> str:
    """Keep `::` and `}}` of a value from ending its cloze early; TeX gets a space instead."""
    return html.replace("}}", "} }").replace("{{", "{ {").replace("::", ":&#58;")
