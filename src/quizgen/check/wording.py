"""Wording: all rules about how prompts and options read, over each prompt once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from quizgen.check.asked import Asked, Flaw, place_flaws, view_prompts
from quizgen.check.clarity import (
    check_dangling_context,
    check_gratuitous,
    check_opinion,
    check_readability,
)
from quizgen.check.clues import (
    check_absolute,
    check_clang,
    check_convergence,
    check_determiner_asymmetry,
    check_near_leak,
    check_vague,
)
from quizgen.check.lexicon import Lexicon, lexicon_of
from quizgen.check.negation import check_double_negative, check_negative, check_negative_unmarked
from quizgen.check.option_shapes import (
    check_article_number_cue,
    check_format_cue,
    check_key_longest,
    check_length_outlier,
    check_non_parallel,
    check_unit_precision,
    check_unsorted,
)
from quizgen.check.options import (
    check_all_of_the_above,
    check_k_type,
    check_none_of_the_above,
    check_opposite_pair,
    check_range_overlap,
    check_text_overlap,
)
from quizgen.check.stems import (
    check_double_barrelled,
    check_long,
    check_mid_blank,
    check_no_question,
    check_which_is_true,
)
from quizgen.model import Deck, Question
from quizgen.problems import Problem

ShapeRule = Callable[[Sequence[Asked]], Iterator[Flaw]]
WordingRule = Callable[[Lexicon, Sequence[Asked]], Iterator[Flaw]]

SHAPE_RULES: Mapping[str, ShapeRule] = {
    "format-cue": check_format_cue,
    "key-longest": check_key_longest,
    "length-outlier": check_length_outlier,
    "long": check_long,
    "non-parallel": check_non_parallel,
    "text-overlap": check_text_overlap,
}
"""Rules that hold in any language."""

WORDING_RULES: Mapping[str, WordingRule] = {
    "absolute": check_absolute,
    "all-of-the-above": check_all_of_the_above,
    "article-number-cue": check_article_number_cue,
    "clang": check_clang,
    "dangling-context": check_dangling_context,
    "determiner-asymmetry": check_determiner_asymmetry,
    "double-barrelled": check_double_barrelled,
    "double-negative": check_double_negative,
    "k-type": check_k_type,
    "mid-blank": check_mid_blank,
    "near-leak": check_near_leak,
    "negative": check_negative,
    "negative-unmarked": check_negative_unmarked,
    "no-question": check_no_question,
    "none-of-the-above": check_none_of_the_above,
    "opinion": check_opinion,
    "range-overlap": check_range_overlap,
    "unit-precision": check_unit_precision,
    "unsorted": check_unsorted,
    "which-is-true": check_which_is_true,
}
"""Rules that need to know words; silent in a language of which nothing is known."""

WORDING_HINTS: Mapping[str, WordingRule] = {
    "convergence": check_convergence,
    "gratuitous": check_gratuitous,
    "opposite-pair": check_opposite_pair,
    "readability": check_readability,
    "vague": check_vague,
}
"""Rules that are wrong too often to warn."""

PROMPT_RULES = (
    "article-number-cue", "dangling-context", "double-barrelled", "double-negative", "gratuitous",
    "long", "mid-blank", "near-leak", "negative", "negative-unmarked", "no-question", "opinion",
    "readability", "which-is-true",
)  # fmt: skip
"""Those about prompts; the others are about options."""


_TOLD_BY: Mapping[str, frozenset[str]] = {
    "absolute": frozenset({"k-type"}),
    "length-outlier": frozenset(
        {"all-of-the-above", "k-type", "none-of-the-above", "text-overlap"},
    ),
    "non-parallel": frozenset({"key-longest", "length-outlier", "text-overlap"}),
}
"""Rule -> those that say more of the same option: beside one of these it is not told."""


def check_wording(
    deck: Deck, questions: Sequence[Question], lexicon: Lexicon | None
) -> Iterator[Problem]:
    """Report what is wrong with how prompts and options read."""
    asked = view_prompts(deck, questions)
    flaws = [flaw for check in SHAPE_RULES.values() for flaw in check(asked)]
    flaws += _flaws(lexicon, asked, WORDING_RULES)
    yield from place_flaws(deck, asked, _tell_once(flaws))


def hint_at_wording(deck: Deck, questions: Sequence[Question]) -> Iterator[Problem]:
    """Report what may be wrong with it, for those who ask."""
    asked = view_prompts(deck, questions)
    yield from place_flaws(deck, asked, _flaws(lexicon_of(deck), asked, WORDING_HINTS))


def explained_rules() -> Mapping[str, Mapping[str, Callable[..., Iterator[Flaw]]]]:
    """Give by subject each rule with the function whose docstring is its page."""
    rules: Mapping[str, Callable[..., Iterator[Flaw]]]
    rules = {**SHAPE_RULES, **WORDING_RULES, **WORDING_HINTS}
    return {
        "Prompts": {rule: check for rule, check in rules.items() if rule in PROMPT_RULES},
        "Options": {rule: check for rule, check in rules.items() if rule not in PROMPT_RULES},
    }


def _tell_once(flaws: Sequence[Flaw]) -> Iterator[Flaw]:
    """Leave out what another rule says better of the same words."""
    found: defaultdict[tuple[str, str, str], list[Flaw]] = defaultdict(list)
    for flaw in flaws:
        found[_prompt_of(flaw)].append(flaw)
    for flaw in flaws:
        better = _TOLD_BY.get(flaw.rule, ())
        if not any(
            other.rule in better and (other.words in flaw.words or flaw.words in other.words)
            for other in found[_prompt_of(flaw)]
        ):
            yield flaw


def _prompt_of(flaw: Flaw) -> tuple[str, str, str]:
    question = flaw.asked.question
    return question.kind, question.fact, question.template


def _flaws(
    lexicon: Lexicon | None, asked: Sequence[Asked], rules: Mapping[str, WordingRule]
) -> list[Flaw]:
    if lexicon is None:
        return []
    return [flaw for check in rules.values() for flaw in check(lexicon, asked)]
