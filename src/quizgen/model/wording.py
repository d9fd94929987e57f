"""Wording: what is known of a language's words, for the rules about how a question reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Phrases(NamedTuple):
    """Words that a rule looks for, as regular expressions; `unless`: where they mean no harm."""

    find: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Wording(NamedTuple):
    """A language's words, as rules about wording know them.

    `function_words` tell nothing of a text's matter. `endings` lead a word back to its stem:
    pairs of an ending and what stands for it, the first that fits. `scales` multiply a number.
    `elisions` are what is left of words that lean on the next, before an apostrophe.
    """

    phrases: Mapping[str, Phrases]
    function_words: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    scales: Mapping[str, int]
    elisions: tuple[str, ...] = ()
