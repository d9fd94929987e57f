"""French: spaces before double marks and within guillemets are such that no line ends there."""

from __future__ import annotations

import re

_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_BEFORE = re.compile(r" (?=[;!?](?:\W|$))")
_WITHIN = re.compile(r" (?=[:»](?:\W|$))|(?<=«) ")


def bind_spaces(html: str) -> str:
    """Bind the spaces of the texts between tags: thin ones before `;`, `!` and `?`.

    >>> bind_spaces("<p>Où ? « Là » : ici</p>").replace("\\u202f", "~").replace("\\xa0", "_")
    '<p>Où~? «_Là_»_: ici</p>'
    """
    return _TEXT.sub(_bind, html)


def _bind(text: re.Match[str]) -> str:
    return _WITHIN.sub("\N{NO-BREAK SPACE}", _BEFORE.sub("\N{NARROW NO-BREAK SPACE}", text[0]))
