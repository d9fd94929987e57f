"""Spelled mathematics: MathML as plain HTML, for printers that do not know MathML.

Fractions, roots, indices, accents and tables keep their shape; brackets grow in steps instead of
stretching, and operators like sums keep their bounds beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree import ElementTree

    Element = ElementTree.Element
    """A part of a formula."""

_FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
SPACED = frozenset("+−±∓×÷=≠≈≡≃≅∼<>≤≥≪≫∈∉⊂⊆∪∩→←↔⇒⇐⇔⇌∧∨∝|")
_FENCES = frozenset("()[]{}⟨⟩⌊⌋⌈⌉|‖")
COMBINING = {
    "→": "\u20d7",
    "¯": "\u0304",
    "^": "\u0302",
    "~": "\u0303",
    "˙": "\u0307",
    "¨": "\u0308",
}
BARS = frozenset("¯―‾_")
_TALL = frozenset(("mfrac", "mtable"))


def spell_math(html: str) -> str:
    """Write all formulas of a page without MathML.

    >>> spell_math("<p><math><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi></math></p>")
    '<p><span class="formula"><i>H</i><sub>2</sub><i>O</i></span></p>'
    """
    return _FORMULA.sub(lambda found: _spell_formula(found.group()), html)


@lru_cache(maxsize=4096)
def _spell_formula(mathml: str) -> str:
    return f'<span class="formula">{_row(read_formula(mathml))}</span>'


def read_formula(mathml: str) -> Element:
    """Read a formula of ours: sanitised, so well-formed and without entities that could grow."""
    from xml.etree import ElementTree  # most decks have no formula

    return ElementTree.fromstring(_name_no_entity(mathml))  # noqa: S314 - no entity in it


def _name_no_entity(mathml: str) -> str:
    """Write out the entities that HTML has and XML has not."""
    return re.sub(
        r"&(?!(?:amp|lt|gt|quot|apos);)\w+;", lambda found: unescape(found.group()), mathml
    )


def _row(parent: Element) -> str:
    """Write children side by side, operators with room around them, brackets as tall as needed."""
    children = list(parent)
    tall = any(found.tag in _TALL for child in children for found in child.iter())
    return "".join(_in_row(children, place, tall=tall) for place in range(len(children)))


def _in_row(children: Sequence[Element], place: int, *, tall: bool) -> str:
    child = children[place]
    sign = (child.text or "").strip()
    if child.tag != "mo":
        return _spell(child)
    if tall and sign in _FENCES:
        return f'<span class="tall">{escape(sign)}</span>'
    inside = 0 < place < len(children) - 1 and children[place - 1].tag != "mo"
    if inside and sign in SPACED:
        return f'<span class="between">{escape(sign)}</span>'
    return escape(sign)


def _spell(element: Element) -> str:
    """Write one element."""
    parts = list(element)
    match element.tag, parts:
        case "mi", _:
            return _identifier(element)
        case (("mn" | "mo" | "mtext"), _):
            return escape(element.text or "")
        case "mspace", _:
            return " "
        case "mfrac", [above, below]:
            return _fraction(above, below, line=element.get("linethickness") != "0")
        case "msqrt", _:
            return f'√<span class="root">{_row(element)}</span>'
        case "mroot", [radicand, degree]:
            return f'<sup>{_spell(degree)}</sup>√<span class="root">{_spell(radicand)}</span>'
        case "msub", [base, low]:
            return f"{_spell(base)}<sub>{_spell(low)}</sub>"
        case "msup", [base, high]:
            return f"{_spell(base)}<sup>{_spell(high)}</sup>"
        case "msubsup", [base, low, high]:
            return f"{_spell(base)}{_stack('indices', _spell(high), _spell(low))}"
        case "munder", [base, low]:
            return _stack("bounds", _spell(base), f"<small>{_spell(low)}</small>")
        case "mover", [base, high]:
            return _over(base, high)
        case "munderover", [base, low, high]:
            over, under = (f"<small>{_spell(bound)}</small>" for bound in (high, low))
            return _stack("bounds", over, _spell(base), under)
        case "mtable", rows:
            return f'<span class="matrix">{"".join(_table_rows(rows))}</span>'
        case "menclose", _:
            return f'<span class="enclosed">{_row(element)}</span>'
        case "mphantom", _:
            return f'<span class="phantom">{_row(element)}</span>'
        case _:
            return _row(element)


def _identifier(element: Element) -> str:
    name = element.text or ""
    slanted = len(name) == 1 and name.isascii() and element.get("mathvariant") != "normal"
    return f"<i>{escape(name)}</i>" if slanted else escape(name)


def _fraction(above: Element, below: Element, *, line: bool) -> str:
    """Stack a fraction; brackets and a stroke that nobody sees let it be read aloud as one."""
    over, under = (
        f'<span class="unseen">(</span>{_spell(each)}<span class="unseen">)</span>'
        if len(list(each)) > 1
        else _spell(each)
        for each in (above, below)
    )
    stroke = '<span class="unseen">/</span>' if line else ""
    return _stack("fraction" if line else "stacked", over, stroke + under)


def _over(base: Element, high: Element) -> str:
    written, sign = _spell(base), (high.text or "").strip()
    if sign in COMBINING and len("".join(base.itertext())) == 1:
        return written.replace("</i>", "") + COMBINING[sign] + ("</i>" if "<i>" in written else "")
    if sign in BARS:
        return f'<span class="barred">{written}</span>'
    return _stack("bounds", f"<small>{_spell(high)}</small>", written)


def _stack(role: str, *lines: str) -> str:
    return f'<span class="{role}">{"".join(f"<span>{line}</span>" for line in lines)}</span>'


def _table_rows(rows: Sequence[Element]) -> Iterator[str]:
    for row in rows:
        yield f"<span>{''.join(f'<span>{_row(cell)}</span>' for cell in row)}</span>"
