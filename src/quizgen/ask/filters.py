"""Filters: what a template may do to a value, or to each member of a list, before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jinja2.filters import do_title

from quizgen.ask import english
from quizgen.ask.display import format_moment, join_and
from quizgen.model import Amount, Markup, Moment, Picture, Sound, Text, Words

Filter = Callable[..., object]

MARK = "\x02"
"""Begins what is no plain text in a rendered template; no deck can hold this character."""
_WORDLESS = "formulas, pictures and sounds have no words that a filter could change"

# Not `replace` and `join`: chained, each multiplies a text by its own length.
_WORDINGS: Mapping[str, Callable[[str], str]] = {
    "a_an": english.a_an,
    "capitalize": str.capitalize,
    "lower": str.lower,
    "title": do_title,
    "trim": str.strip,
    "upper": str.upper,
}
"""Filters of one text: of a list, they word each member."""


def make_filters(words: Words, mark: Callable[[object], object]) -> dict[str, Filter]:
    """Make the filters of a deck: dates and lists are shown in its language.

    A value is a list of one to those for lists, since one fact may hold one where others hold
    several. `mark` shows markup, pictures and sounds, so that rendering knows them again. A
    filter raises TypeError for what it cannot word.
    """

    def show(value: object) -> str:
        match value:
            case Moment():
                return format_moment(value, words)
            case tuple() | list():
                return words.phrases["comma"].join(map(show, value))
            case Markup() | Picture() | Sound():
                return str(mark(value))
            case _:
                return str(value)

    def plural(value: object, singular: str, many: str = "") -> str:
        one = value.middle == 1 if isinstance(value, Amount) else show(value) == "1"
        return f"{show(value)} {singular if one else many or english.plural(singular)}"

    def upper_first(value: object) -> object:
        first, *others = _members(value)
        return (_reword(first, _raise_first, show), *others)

    def join_members(value: object) -> str:
        return join_and([show(member) for member in _members(value)], words)

    def ordinal(text: str) -> str:
        return words.say_for(text, "ordinal", number=text) if text.isdigit() else text

    wordings = {**_WORDINGS, "ordinal": ordinal}
    return {
        **{name: _wording_filter(change, show) for name, change in wordings.items()},
        "date": show,
        "first": lambda value: _members(value)[0],
        "join_and": join_members,
        "last": lambda value: _members(value)[-1],
        "length": lambda value: len(_members(value)),
        "plural": plural,
        "upper_first": upper_first,
    }


def _wording_filter(change: Callable[[str], str], show: Callable[[object], str]) -> Filter:
    def word(value: object) -> object:
        if isinstance(value, tuple | list):
            return tuple(_reword(member, change, show) for member in value)
        return _reword(value, change, show)

    return word


def _reword(value: object, change: Callable[[str], str], show: Callable[[object], str]) -> object:
    match value:
        case Markup(text=written, language="markdown"):
            return Markup(Text.at(change(written), written.where), "markdown")
        case _:
            shown = show(value)
            if MARK in shown:
                raise TypeError(_WORDLESS)
            return change(shown)


def _raise_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _members(value: object) -> Sequence[object]:
    return value if isinstance(value, tuple | list) else (value,)
