"""Hostile text: whatever an author could write, wherever an author may write freely."""

from __future__ import annotations

import re
import unicodedata

NASTY = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</div></style></title><b>",
    "\" onclick='alert(1)'", "<!--", "a < b > c", "&amp;", "&", "&#60;b&#62;", "'; alert(1); '",
    "*/ } body { display: none } /*", "{{", "}}", "{{{", "}", "{{c1::x}}", "{{c1::x", "{{Answer}}",
    "{%", "::", ":", r"\(x\)", r"\[", "\\", "[sound:x.mp3]", "[anki:play:q:0]", "[latex]x[/latex]",
    "[$]x[/$]", "[$$]x[/$$]", "[[type:x]]", "[[type:Answer]]", "$5 and $6", "*a* _b_ `c` [x](y)",
    "# x", "- x", "שלום", "\u202eabc\u202c", "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "e\u0301\u0302", "\u0338", "a\u2028b\u2029c", "a\u00a0b", "\ufeff", "\u200b", "a\nb", "\n",
    "\t", "  two  ", "x" * 10_000, "No", "~", "None", "%s", "$source", "\\2", "中文", "⟶",
)  # fmt: skip


TEMPLATE = """
id: hostile
title: {title}
description: {text}
sources: {{src: {{name: {text}}}}}
anki: {{deck: Hostile}}
kinds:
  thing:
    fields: {{text: text, reply: text}}
    templates:
      asked: {{ask: "{{{{ text }}}}", answer: reply}}
      said: {{state: "{{{{ text }}}} - {{{{ reply }}}}", blank: [reply], vary: [reply]}}
facts:
  thing:
    one: {fact}
    two: {fact}
    three: {fact}
    four: {fact}
    five: {fact}
  cloze:
    six: {{text: {cloze}}}
quizzes:
  quiz:
    title: {text}
    instructions: {text}
    allow_enemies: true
    sections:
      - {{form: choice, count: 1, title: {text}}}
      - {{form: true-false, count: 2}}
      - {{form: cloze, count: 1, from: {{kind: thing}}}}
      - {{form: recall, count: 1}}
"""
FACT = (
    "{{text: {prompt}, reply: {reply}, note: {text}, hint: {text}, scope: {text}, topic: {text}, "
    "tags: [{text}], source: {{in: src, section: {text}}}, aka: {{reply: [{other}]}}, "
    "wrong: {{reply: {{{first}: {text}, {second}: {text}, {third}: {text}}}}}}}"
)


def quoted(text: str) -> str:
    """Write a text in YAML so that not one character can be misread."""
    return (
        '"' + "".join(c if c.isascii() and c.isalnum() else f"\\U{ord(c):08x}" for c in text) + '"'
    )


def deck_text(text: str) -> str:
    """Write a deck in which the text stands wherever an author may write freely."""
    fact = FACT.format(
        prompt=quoted(f"P{text}"),
        reply=quoted(text),
        text=quoted(text),
        other=quoted(f"0 {text}"),
        first=quoted(f"1 {short(text)}"),
        second=quoted(f"2 {short(text)}"),
        third=quoted(f"3 {short(text)}"),
    )
    cloze = quoted("{{c1::six}} " + re.sub("[{}]", "", text) + " {{c2::six::a gas}}")
    return TEMPLATE.format(title=quoted(f"D{text}"), text=quoted(text), fact=fact, cloze=cloze)


def short(text: str) -> str:
    """Cut a text to what YAML takes as a key."""
    return nfc(text)[:90]


def nfc(text: str) -> str:
    """Normalise as the loader and Anki do."""
    return unicodedata.normalize("NFC", text)
