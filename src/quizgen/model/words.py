"""Words: what our own lines say in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """A language: what our own lines say (`According to {account}`), by name.

    `cases` are by phrase the wordings that some counts, words or dates want instead, each after
    the pattern of all that decides. `inflected_months` stand after a day, and in a line of ours.
    `decimal` is the mark before decimals in running text.
    """

    language: str
    direction: str
    phrases: Mapping[str, str]
    months: tuple[str, ...]
    inflected_months: tuple[str, ...]
    cases: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    decimal: str = "."

    @property
    def option_letters(self) -> tuple[str, ...]:
        """The marks of options, in their order."""
        return tuple(self.phrases["option letters"].split())

    @property
    def entry_letters(self) -> tuple[str, ...]:
        """The marks of what is matched or put in order, in their order."""
        return tuple(self.phrases["entry letters"].split())

    @property
    def or_words(self) -> tuple[str, ...]:
        """What stands between the answers that a question names itself, to choose from."""
        return tuple(self.phrases["or words"].split())

    def say(self, phrase: str, **parts: object) -> str:
        """Fill a phrase; a missing phrase is a bug that a test of the language files finds."""
        return self.phrases[phrase].format(**parts)

    def say_for(self, decisive: str, phrase: str, **parts: object) -> str:
        """Fill a phrase in the wording that the decisive text wants: the first that fits it."""
        for pattern, wording in self.cases.get(phrase, ()):
            if re.fullmatch(pattern, decisive):
                return wording.format(**parts)
        return self.say(phrase, **parts)

    def count(self, phrase: str, number: int) -> str:
        """Fill a phrase that counts, in the plural that its language has for the number."""
        return self.say_for(str(number), phrase, count=number)
