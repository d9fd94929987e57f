"""Linear mathematics: a formula as one line of plain text, for notes that no browser sets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from quizgen.render.mathematics import math_html
from quizgen.render.spelled_math import BARS, COMBINING, SPACED, read_formula

if TYPE_CHECKING:
    from quizgen.render.spelled_math import Element

_HIGH = dict(
    zip(
        "0123456789+−-=()inabcdefghjklmoprstuvwxyz∘",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱⁿᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ°",
        strict=True,
    )
)
_LOW = dict(
    zip("0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
_PRIMES = frozenset("′″‴⁗")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_OVERLINE = "\u0305"
_BRACES = frozenset("⏟⏞")
_OPENING = frozenset("([{⟨⌊⌈|")
_SIGNS = frozenset("+−±∓")
_BEFORE_UNARY = SPACED | _OPENING | frozenset("·⋅∘∗*/,;:")
"""After these a sign belongs to what follows it."""
_NUMBER = re.compile(r"\d[\d.,]*|[.,]\d+")
_WIDE = ("mfrac", "msqrt", "mroot")
_WORDS = ("mi", "mo", "mn", "mtext")


@lru_cache(maxsize=4096)
def linear_math(formula: str) -> str:
    r"""Write a formula in TeX notation as people type it; one that cannot be read stays TeX.

    >>> linear_math(r"x_1 = \frac{-b + \sqrt{b^2 - 4ac}}{2a}")
    'x₁ = (−b + √(b² − 4ac))/(2a)'
    """
    html = math_html(formula)
    if not html.startswith("<math"):
        return formula
    return " ".join(_row(read_formula(html)).split())


def _row(parent: Element) -> str:
    """Write children side by side, with room around operators, fractions and names."""
    children = list(parent)
    text, leads = "", False
    for place, child in enumerate(children):
        before = children[place - 1] if place else None
        inside = before is not None and place < len(children) - 1
        sign, written = _sign(child), _spell(child)
        unary = _sign(before) in _BEFORE_UNARY or (sign in _SIGNS and _is_function(before))
        if inside and sign in SPACED and not unary:
            written = f" {sign} "
        elif inside and sign == ",":
            written = ", "
        elif before is not None and not leads and (_stands_apart(before) or _stands_apart(child)):
            apart = written[:1].isalnum() or child.tag in _WIDE or sign in _SIGNS
            written = f" {written}" if apart and text[-1:] not in _OPENING else written
        leads = sign in _SIGNS and (unary or not place)
        text += written
    return text


def _sign(element: Element | None) -> str:
    if element is None:
        return ""
    return (element.text or "").strip() if element.tag in ("mo", "mi") else ""


def _stands_apart(element: Element) -> bool:
    """Tell whether this is a fraction or a function."""
    return element.tag == "mfrac" or _is_function(element)


def _is_function(element: Element | None) -> bool:
    """Tell whether this is a function such as `sin`, or `lim` with its bound."""
    if element is None:
        return False
    first = next(iter(element), element) if element.tag.startswith(("msu", "mun")) else element
    name = _sign(first)
    return len(name) > 1 and name.isalpha()


def _spell(element: Element) -> str:
    """Write one element."""
    parts = list(element)
    match element.tag, parts:
        case tag, _ if tag in _WORDS:
            return element.text or ""
        case "mspace", _:
            return " "
        case "mphantom", _:
            return ""
        case "mfrac", [above, below]:
            stroke = "/" if element.get("linethickness") != "0" else " over "
            return f"{_held(above)}{stroke}{_held(below)}"
        case "msqrt", _:
            return _root("", _row(element))
        case "mroot", [radicand, degree]:
            return _root(_spell(degree), _spell(radicand))
        case (("msub" | "munder"), [base, low]):
            return _spell(base) + _low(low)
        case "msup", [base, high]:
            return _spell(base) + _high(high)
        case "mover", [base, high]:
            return _over(_spell(base), _spell(high))
        case (("msubsup" | "munderover"), [base, low, high]):
            return _spell(base) + _low(low) + _high(high)
        case "mtable", rows:
            return "; ".join(_cells(list(row)) for row in rows)
        case _:
            return _row(element)


def _held(element: Element) -> str:
    """Write a part of a fraction, in brackets where it is more than one thing."""
    return _in_brackets(_spell(element))


def _in_brackets(text: str) -> str:
    """Hold a text together, if it is more than a number, or a letter with marks and indices."""
    letters = [each for each in text if unicodedata.category(each) not in ("Mn", "Lm", "No")]
    return text if _NUMBER.fullmatch(text) or len(letters) <= 1 else f"({text})"


def _root(degree: str, radicand: str) -> str:
    sign = _ROOTS.get(degree) or f"{_translate(degree, _HIGH) or degree}√"
    return sign + _in_brackets(radicand)


def _low(element: Element) -> str:
    text = _spell(element)
    if text in _BRACES:
        return ""
    return _translate(text.replace(" ", ""), _LOW) or f"_{_in_index(text)}"


def _high(element: Element) -> str:
    text = _spell(element)
    if set(text) <= _PRIMES:
        return text
    return _translate(text.replace(" ", ""), _HIGH) or f"^{_in_index(text)}"


def _in_index(text: str) -> str:
    return text if len(text) == 1 else f"({text})"


def _translate(text: str, letters: dict[str, str]) -> str:
    """Raise or lower a text; nothing if a letter of it has no such form."""
    return "".join(letters[each] for each in text) if set(text) <= letters.keys() else ""


def _over(base: str, sign: str) -> str:
    if sign in _BRACES:
        return base
    if sign in BARS and len(base) > 1:
        return "".join(letter + _OVERLINE for letter in base)
    if sign in COMBINING and len(base) == 1:
        return unicodedata.normalize("NFC", base + COMBINING[sign])
    return base + _OVERLINE if sign in BARS else f"{base}^{_in_brackets(sign)}"


def _cells(cells: Sequence[Element]) -> str:
    return ", ".join(_row(cell) for cell in cells)
