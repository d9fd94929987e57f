"""Numbers in prose: `$1bn`, `2.5 per cent` and `a dozen` as the numbers they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

_TOKEN = re.compile(
    r"(?<!\d)\d{1,3}(?:[ ,.'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[a-z]+|[,;:.!?()]"
)
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {
    **{word: Decimal(i) for i, word in enumerate(_UNITS)},
    **{word: Decimal(i) for i, word in enumerate(_ORDINALS, start=1)},
    **{word: Decimal(10 * i) for i, word in enumerate(_TENS, start=2)},
    **dict.fromkeys(("both", "couple", "pair", "twice"), Decimal(2)),
    "half": Decimal("0.5"),
}
_FACTORS = {"dozen": Decimal(12), "hundred": Decimal(100)}
_SCALES = {
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "k": 3,
    "m": 6,
    "mn": 6,
    "b": 9,
    "bn": 9,
    "t": 12,
    "tn": 12,
}
_SILENT = frozenset(("a", "an", "and", "of"))
_INSIDE = _SILENT | {*_FACTORS, "half"}
"""What goes on with any number before it: `two hundred and ...`, `one and a half`."""


def numbers_in(text: str) -> set[Decimal]:
    """Give every number that an English text says, in digits or in words.

    What is parted by commas and points is read in every way it may be meant.

    >>> sorted(map(int, numbers_in("half a billion, or two hundred and fifty at $1.5bn")))
    [1, 250, 500000000, 1500000000]
    """
    found: set[Decimal] = set()
    phrase: list[str] = []
    for token in (*_TOKEN.findall(text.lower()), "."):
        if token[0].isdigit():
            found.update(_readings(token))
        if _goes_on(phrase, token):
            phrase.append(token)
        else:
            found.update(_worths(phrase))
            phrase = [token] if _begins(token) else []
    return found


def _begins(token: str) -> bool:
    return token[0].isdigit() or token in _SMALL or token in _FACTORS or _is_scale_word(token)


def _is_scale_word(token: str) -> bool:
    """Tell `million` from `m`, which means a million only behind digits."""
    return token in _SCALES and len(token) > 2


def _goes_on(phrase: Sequence[str], token: str) -> bool:
    """Tell whether a token belongs to the number that the phrase before it says."""
    if not phrase:
        return False
    if token in _SCALES:
        return _is_scale_word(token) or phrase[-1][0].isdigit()
    if token in _INSIDE:
        return True
    last = next(word for word in reversed(phrase) if word not in _SILENT)
    if token in _SMALL or token[0].isdigit():
        return last in _SCALES or last == "hundred" or (last in _TENS and token in _UNITS[1:10])
    return False


def _worths(phrase: Sequence[str]) -> Iterator[Decimal]:
    """Give what a phrase says, and each of its scaled parts: `$1 billion 2019` says three."""
    total, group = Decimal(0), None
    for token in phrase:
        if token in _SCALES:
            part = (Decimal(1) if group is None else group).scaleb(_SCALES[token])
            total, group = total + part, None
            yield from (part, total)
        elif token in _FACTORS:
            group = (Decimal(1) if group is None else group) * _FACTORS[token]
        elif token not in _SILENT:
            value = _SMALL[token] if token in _SMALL else _readings(token)[0]
            group = value if group is None else group + value
    if group is not None:
        yield total + group


def _readings(digits: str) -> tuple[Decimal, ...]:
    """Read digits with what parts them: `1,000` and `1.000` may mean a thousand, or one."""
    bare = re.sub(r"[ '’]", "", digits)
    *parts, last = re.split(r"[.,]", bare)
    if not parts:
        return (Decimal(bare),)
    as_decimal, as_whole = Decimal(f"{''.join(parts)}.{last}"), Decimal("".join((*parts, last)))
    if len(last) != 3:
        return (as_decimal,)
    return (as_whole, as_decimal) if "," in bare or len(parts) > 1 else (as_decimal, as_whole)
