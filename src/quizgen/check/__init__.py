"""Check: rules over a deck, its questions and its evidence; each explains itself.

Rules are functions in the lists below, by what they look at: the deck (`facts`, `values`,
`plans`, `templates`), its questions (`questions`, `options`), how these read (`wording`: `stems`,
`clarity`, `negation`, `clues`, `option_shapes`), its cards (`cards`, `clozes`, `duplicates`,
`interference`), a composed quiz (`quizzes`), and the documents (`evidence`, `anchors`,
`coverage`). A `lexicon` holds what is known of a language; `waivers` drops what an author lets
stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from quizgen.check.anchors import (
    check_anchor,
    check_answer,
    check_locator,
    check_quote,
    check_single_place,
)
from quizgen.check.asked import Flaw
from quizgen.check.card_rules import CARD_RULES, check_cards
from quizgen.check.coverage import check_cited, check_left_out, check_untold, cover_documents
from quizgen.check.evidence import (
    EvidenceCount,
    check_changed,
    check_evidence,
    check_unread,
    needs_documents,
)
from quizgen.check.facts import (
    check_alias,
    check_dispute,
    check_inferred,
    check_lonely_dispute,
    check_long_anchor,
    check_source,
    check_source_name,
    check_undated,
    check_vocabulary,
)
from quizgen.check.interference import check_interference
from quizgen.check.lexicon import Lexicon, lexicon_of
from quizgen.check.names import check_alike
from quizgen.check.number_marks import check_number_marks
from quizgen.check.plans import (
    check_file_names,
    check_kinds,
    check_named_facts,
    check_spaces,
    check_templates,
    check_topics,
)
from quizgen.check.questions import check_leak
from quizgen.check.quizzes import check_eliminating_key, check_key_runs, check_never_key
from quizgen.check.rendered import check_date_word, check_lower_start
from quizgen.check.stray_marks import check_stray_mark
from quizgen.check.templates import check_article, check_never_false, check_residue
from quizgen.check.values import (
    check_impossible,
    check_list_in_scalar,
    check_placeholder,
    check_placeholder_word,
)
from quizgen.check.waivers import (
    Waiver,
    check_unused,
    check_waivable,
    check_waived_rule,
    honour_waivers,
)
from quizgen.check.wording import check_wording, explained_rules, hint_at_wording
from quizgen.model import Deck, Question, Quiz
from quizgen.problems import Problem, sort_problems

DECK_CHECKS: tuple[Callable[[Deck], Iterator[Problem]], ...] = (
    check_source,
    check_source_name,
    check_long_anchor,
    check_inferred,
    check_dispute,
    check_lonely_dispute,
    check_undated,
    check_alias,
    check_alike,
    check_vocabulary,
    check_placeholder,
    check_placeholder_word,
    check_list_in_scalar,
    check_impossible,
    check_number_marks,
    check_article,
    check_never_false,
    check_stray_mark,
    check_topics,
    check_file_names,
    check_kinds,
    check_spaces,
    check_templates,
    check_named_facts,
)
"""Rules over the deck alone."""

QUESTION_CHECKS: tuple[Callable[[Deck, Sequence[Question]], Iterator[Problem]], ...] = (
    check_leak,
    check_residue,
    check_lower_start,
    check_date_word,
)
"""Rules over the questions asked of it."""

WORD_CHECKS: tuple[Callable[[Deck, Sequence[Question], Lexicon | None], Iterator[Problem]], ...] = (
    check_wording,
    check_cards,
)
"""Rules over how they read, in a language of which something may be known."""

HINT_CHECKS: tuple[Callable[[Deck, Sequence[Question]], Iterator[Problem]], ...] = (
    check_interference,
    hint_at_wording,
)
"""Rules that only hint at what could be better: looked at when somebody asks."""

EXPLAINED: Mapping[str, Mapping[str, Callable[..., Iterator[Problem | Flaw]]]] = {
    "Facts": {
        "alias-collision": check_alias,
        "alike-names": check_alike,
        "ambiguous-number": check_number_marks,
        "dispute-alone": check_lonely_dispute,
        "dispute-unscoped": check_dispute,
        "list-in-scalar": check_list_in_scalar,
        "placeholder": check_placeholder,
        "placeholder-word": check_placeholder_word,
        "no-source": check_source,
        "undated": check_undated,
        "unused-vocabulary": check_vocabulary,
        "unknown-source": check_source_name,
    },
    "Evidence": {
        "anchor-ambiguous": check_single_place,
        "anchor-elsewhere": check_locator,
        "anchor-long": check_long_anchor,
        "anchor-missing": check_anchor,
        "answer-not-in-evidence": check_answer,
        "inferred-without-note": check_inferred,
        "left-out-cited": check_cited,
        "left-out-missing": check_left_out,
        "paragraph-untold": check_untold,
        "quote-missing": check_quote,
        "source-changed": check_changed,
        "source-unread": check_unread,
    },
    "Questions": {
        "answer-leak": check_leak,
        "date-word": check_date_word,
        "literal-article": check_article,
        "lower-case-start": check_lower_start,
        "never-false": check_never_false,
        "residue": check_residue,
        "stray-mark": check_stray_mark,
    },
    "Cards": {**CARD_RULES, "interference": check_interference},
    **explained_rules(),
    "Wrong answers": {"impossible": check_impossible},
    "Quizzes": {
        "eliminating-key": check_eliminating_key,
        "key-runs": check_key_runs,
        "never-key": check_never_key,
        "unknown-fact": check_named_facts,
        "quiz-name-taken": check_file_names,
        "unknown-topic": check_topics,
        "unknown-space": check_spaces,
    },
    "Waivers": {
        "unknown-rule": check_waived_rule,
        "unused-waiver": check_unused,
        "unwaivable-rule": check_waivable,
    },
}
"""Subject -> rule -> the function whose docstring is the rule's page."""


QUIZ_CHECKS: tuple[Callable[[Deck, Sequence[Quiz]], Iterator[Problem]], ...] = (
    check_never_key,
    check_key_runs,
)
"""Rules over the quizzes composed of them."""

QUIZ_HINT_CHECKS: tuple[Callable[[Deck, Sequence[Quiz]], Iterator[Problem]], ...] = (
    check_eliminating_key,
)
"""Rules over quizzes that only hint."""


def check_deck(deck: Deck) -> list[Problem]:
    """Run all rules that need no questions; problems come sorted by place.

    What the deck waives is among them: `quizgen.build.check` honours waivers.

    >>> from quizgen import load_deck
    >>> check_deck(load_deck("decks/planets.yaml")[0])
    []
    """
    return sort_problems(problem for check in DECK_CHECKS for problem in check(deck))


def check_questions(deck: Deck, questions: Sequence[Question]) -> list[Problem]:
    """Run all rules over the questions of a deck; problems come sorted by place.

    What the deck waives is among them: `quizgen.build.check` honours waivers.

    >>> from quizgen import ask_questions, load_deck
    >>> deck, _ = load_deck("decks/planets.yaml")
    >>> check_questions(deck, ask_questions(deck)[0])
    []
    """
    lexicon = lexicon_of(deck)
    plain = (problem for check in QUESTION_CHECKS for problem in check(deck, questions))
    worded = (problem for check in WORD_CHECKS for problem in check(deck, questions, lexicon))
    return sort_problems(chain(plain, worded))


def check_hints(
    deck: Deck, questions: Sequence[Question], quizzes: Sequence[Quiz] = ()
) -> list[Problem]:
    """Run the rules that hint at what could be better; problems come sorted by place."""
    about_questions = (each for check in HINT_CHECKS for each in check(deck, questions))
    about_quizzes = (each for check in QUIZ_HINT_CHECKS for each in check(deck, quizzes))
    return sort_problems(chain(about_questions, about_quizzes))


def check_quizzes(deck: Deck, quizzes: Sequence[Quiz]) -> list[Problem]:
    """Run all rules over the quizzes that a deck's plans made."""
    return sort_problems(problem for check in QUIZ_CHECKS for problem in check(deck, quizzes))


__all__ = [
    "EXPLAINED",
    "EvidenceCount",
    "Waiver",
    "check_deck",
    "check_evidence",
    "check_hints",
    "check_questions",
    "check_quizzes",
    "cover_documents",
    "honour_waivers",
    "needs_documents",
]
