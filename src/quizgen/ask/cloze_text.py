"""The built-in kind `cloze`: an author's own text in Anki's notation, `{{c1::answer::hint}}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.ask.frame import Frame
from quizgen.ask.workshop import Workshop
from quizgen.model import Cloze, Question, Span, StateTemplate, Text
from quizgen.problems import Problem

_CLOZE = re.compile(r"\{\{c(\d{1,3})::(.+?)(?:::(.*?))?\}\}", re.DOTALL)


def ask_cloze_text(shop: Workshop, frame: Frame) -> Iterator[Question]:
    """Read the clozes of a text; malformed and nested ones are problems."""
    text = frame.fact.fields.get("text")
    if not isinstance(text, Text):
        return
    spans: list[Span] = []
    position = 0
    for found in _CLOZE.finditer(text):
        number, answer, hint = int(found.group(1)), found.group(2), found.group(3) or ""
        if found.start() > position:
            spans.append(Span(text[position : found.start()]))
        spans.append(Span(answer, gap=number, hint=hint))
        position = found.end()
    if position < len(text):
        spans.append(Span(text[position:]))
    slip = _slip(spans)
    if slip:
        shop.problems.append(
            Problem(
                text.where,
                "cloze-syntax",
                f"fact '{frame.fact.id}': {slip}",
                "write {{c1::the hidden words}}, the next one {{c2::...}}",
            )
        )
        return
    template = StateTemplate(Text.at("cloze", text.where), text)
    accepted: dict[int, tuple[str, ...]] = {span.gap: () for span in spans if span.gap}
    yield frame.question(template, "cloze", tuple(spans), Cloze(accepted), scoped=True)


def uncover(text: str) -> str:
    """Give a text in Anki's notation as a reader sees it, nothing hidden."""
    return _CLOZE.sub(lambda found: found.group(2), text)


def _slip(spans: list[Span]) -> str:
    numbers = sorted({span.gap for span in spans if span.gap})
    if not numbers and not any("{{c" in span.text for span in spans):
        return "the text hides nothing"
    if any("{{c" in span.text for span in spans) or any("}}" in span.text for span in spans):
        return "a cloze is not closed, or one stands inside another"
    if numbers != list(range(1, len(numbers) + 1)):
        return f"clozes are numbered from 1 without a gap, not {', '.join(map(str, numbers))}"
    if any(not span.text.strip() for span in spans if span.gap):
        return "a cloze hides nothing"
    return ""
