"""Mathematics: a formula in TeX notation as MathML, which browsers set on paper by themselves."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import nh3

_TAGS = {
    "math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mphantom", "mroot", "mrow", "mspace",
    "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder",
    "munderover",
}  # fmt: skip
_ATTRIBUTES = {
    "math": {"display"},
    "mi": {"mathvariant"},
    "mo": {"fence", "lspace", "maxsize", "minsize", "movablelimits", "rspace", "stretchy"},
    "mspace": {"width"},
    "mfrac": {"linethickness"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"columnalign"},
}
_NOT_UNDERSTOOD = "<mi>\\"
"""What the converter makes of a command that it does not know."""


@lru_cache(maxsize=4096)
def math_html(formula: str) -> str:
    r"""Set a formula as MathML; one that cannot be read stands there as its author wrote it.

    >>> math_html("x^2")
    '<math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
    """
    from latex2mathml.converter import convert

    as_written = f'<code class="math">{escape(formula)}</code>'
    try:
        mathml = convert(formula)
    except Exception:  # it has a dozen errors of its own without a common base
        return as_written
    if _NOT_UNDERSTOOD in mathml:
        return as_written
    return nh3.clean(mathml, tags=_TAGS, attributes=_ATTRIBUTES)  # it escapes nothing in \text
