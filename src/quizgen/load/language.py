"""Languages: the words our own lines use, one data file a language."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

from quizgen.load.shape import Shape
from quizgen.load.tree import Items, Table
from quizgen.load.yaml_tree import parse_yaml
from quizgen.model import Text, Words
from quizgen.problems import Severity, meant

DEFAULT = "en"
_CODES = {
    **dict.fromkeys(("arabic", "ara"), "ar"),
    **dict.fromkeys(("german", "deutsch", "deu", "ger"), "de"),
    **dict.fromkeys(("english", "eng"), "en"),
    **dict.fromkeys(("spanish", "español", "spa"), "es"),
    **dict.fromkeys(("french", "français", "fra", "fre"), "fr"),
    **dict.fromkeys(("hebrew", "heb", "iw"), "he"),
    **dict.fromkeys(("italian", "italiano", "ita"), "it"),
    **dict.fromkeys(("japanese", "jpn", "jp"), "ja"),
    **dict.fromkeys(("dutch", "nederlands", "nld", "dut"), "nl"),
    **dict.fromkeys(("polish", "polski", "pol"), "pl"),
    **dict.fromkeys(("portuguese", "português", "por"), "pt"),
    **dict.fromkeys(("turkish", "türkçe", "tur"), "tr"),
    **dict.fromkeys(("chinese", "zho", "chi", "cn"), "zh"),
}
"""How languages are called otherwise -> their code."""
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "ur", "yi"})


def known_languages() -> tuple[str, ...]:
    """List the languages that have a file, sorted."""
    folder = files("quizgen.load") / "languages"
    return tuple(
        sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml"))
    )


def read_language(language: str) -> Words:
    """Read the words of a language that `known_languages` lists."""
    file = files("quizgen.load") / "languages" / f"{language}.yaml"
    root = parse_yaml(file.read_text(encoding="utf-8"), str(file)).root
    if not isinstance(root, Table):
        raise TypeError(f"the words of '{language}' cannot be read")
    months, inflected = _months(root, "months"), _months(root, "inflected months")
    phrases, cases = {}, {}
    for key, value in root.items():
        if isinstance(value, Table):
            *some, (_, rest) = value.items()
            phrases[str(key)] = str(rest)
            cases[str(key)] = tuple((str(pattern), str(wording)) for pattern, wording in some)
        elif isinstance(value, str):
            phrases[str(key)] = str(value)
    direction, decimal = phrases.pop("direction"), phrases.pop("decimal")
    return Words(language, direction, phrases, months, inflected or months, cases, decimal)


def _months(root: Table, key: str) -> tuple[str, ...]:
    months = root.find(key)
    return tuple(str(month) for month in months) if isinstance(months, Items) else ()


def nearest_words(language: str) -> Words:
    """Give the words of a language, of the one that it is a sort of, or else English ones."""
    for known in (language, language.partition("-")[0].lower()):
        if known in known_languages():
            return replace(read_language(known), language=str(language))
    base = language.partition("-")[0].lower()
    direction = "rtl" if base in RIGHT_TO_LEFT else "ltr"
    return replace(read_language(DEFAULT), language=str(language), direction=direction)


def read_words(shape: Shape, language: Text) -> Words:
    """Read the words of a language that an author names; where we have none, that is a warning."""
    if not {str(language), language.partition("-")[0].lower()} & set(known_languages()):
        shape.slip(
            language.where,
            "unknown-language",
            f"there are no words for the language '{language}' yet, so English is used",
            meant(language, known_languages(), _CODES),
            severity=Severity.WARNING,
        )
    return nearest_words(language)
