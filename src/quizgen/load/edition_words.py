"""Edition words: what our own lines said when an edition was printed."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter, ascii_lowercase, ascii_uppercase

from quizgen.load.json_tree import Knot
from quizgen.load.language import nearest_words
from quizgen.model import Words

_UNTOLD = {
    "option letters": " ".join(ascii_uppercase),
    "entry letters": " ".join(ascii_lowercase),
}
"""What was printed, in every language, before editions kept it."""


def read_kept_words(root: Knot) -> Words:
    """Read our own words as they were printed.

    What a later quizgen says besides, or decides or fills otherwise, is said as it does now.
    """
    kept, now = root.at("words"), nearest_words(root.at("sheet_language").text())
    phrases, cases = {**now.phrases, **_UNTOLD}, dict(now.cases)
    for name, each in kept.at("phrases").table().items():
        if name not in phrases or _blanks(each.text()) == _blanks(phrases[name]):
            phrases[name] = each.text()
    for name, each in kept.at("cases").table().items():
        pairs = tuple((pair[0].text(), pair[1].text()) for pair in _pairs_of(each))
        if [_decide(pair) for pair in pairs] == [_decide(pair) for pair in cases.get(name, ())]:
            cases[name] = pairs
    return Words(
        language=now.language,
        direction=kept.at("direction").one_of(("ltr", "rtl")),
        phrases=phrases,
        months=tuple(each.text() for each in kept.at("months").items()),
        inflected_months=tuple(each.text() for each in kept.at("inflected_months").items()),
        cases=cases,
        decimal=now.decimal,
    )


def _pairs_of(knot: Knot) -> Iterator[list[Knot]]:
    for each in knot.items():
        pair = each.items()
        yield pair if len(pair) == 2 else each.refuse("a pattern and a wording")


def _decide(case: tuple[str, str]) -> tuple[str, object]:
    """Give what decides for a wording, and what is filled into it."""
    pattern, wording = case
    return pattern, _blanks(wording)


def _blanks(phrase: str) -> set[tuple[str | None, str | None, str | None]] | None:
    """Give what is filled into a phrase, and how; None where it cannot be filled."""
    try:
        return {(name, how, conversion) for _, name, how, conversion in Formatter().parse(phrase)}
    except ValueError:
        return None
