"""Asked: each prompt once, as learners read it, and the place where its author mends it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, assert_never

from quizgen.model import (
    OWN_WORDS,
    AskTemplate,
    Choice,
    Cloze,
    Deck,
    Fact,
    Match,
    MatchTemplate,
    Order,
    OrderTemplate,
    Question,
    Recall,
    Select,
    StateTemplate,
    Template,
    Text,
    Tier,
    TrueFalse,
    WrongAnswer,
    members,
    place_of,
    plain,
)
from quizgen.problems import Problem, Severity, Where

BLANK = "____"
"""Stands for a gap."""
ENOUGH = 3
"""Wrong answers that are printed beside the right one."""
_FILLED_IN = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)


class Asked(NamedTuple):
    """A prompt with its answers: one for all the forms that share it.

    `right` are the answers it takes as they are shown, `wrong` those that may be printed beside
    them: an author's own; or if these are too few, all among which lots decide.
    """

    question: Question
    forms: frozenset[str]
    stem: str
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    chosen: bool = False
    """All of `wrong` were chosen by an author."""
    ordered: bool = False
    """The options have an order of their own, in which they are printed."""
    type: str = ""
    """The type of the field that answers: a built-in one, or a vocabulary."""

    @property
    def is_asking(self) -> bool:
        """Whether it asks; else it states."""
        return not self.forms & {"cloze", "true-false"}

    @property
    def options(self) -> tuple[str, ...]:
        """All options, where it has any."""
        return (*self.right, *self.wrong) if self.wrong else ()

    @property
    def chosen_options(self) -> tuple[str, ...]:
        """The options that the author chose for it; others are answers elsewhere, told there."""
        return self.options if self.chosen else self.right


class Flaw(NamedTuple):
    """What a rule says of a prompt: `said` completes "template 'which' ...".

    `words` are those at fault, as they stand in the prompt or in an answer.
    """

    asked: Asked
    rule: str
    said: str
    mend: str
    words: str = ""
    severity: Severity = Severity.WARNING


def view_prompts(deck: Deck, questions: Sequence[Question]) -> list[Asked]:
    """Give each prompt once, in the order of the questions."""
    types = _answer_types(deck)
    seen: dict[tuple[str, str, str], Asked] = {}
    for question in questions:
        asked = _view(question, types.get((question.kind, question.template), ""))
        name = question.kind, question.fact, question.template
        known = seen.get(name)
        if known is not None:
            best = max(known, asked, key=lambda each: len(each.wrong))
            asked = best._replace(forms=known.forms | asked.forms)
        seen[name] = asked
    return list(seen.values())


def _answer_types(deck: Deck) -> dict[tuple[str, str], str]:
    """Give the type of the field that answers each template; a fact's own are of its kind."""
    own = ((fact.kind, template) for fact in deck.facts for template in fact.templates)
    of_kinds = ((kind.id, each) for kind in deck.kinds.values() for each in kind.templates)
    return {
        (str(kind), str(template.id)): str(deck.kinds[kind].fields[template.answer].type)
        for kind, template in (*own, *of_kinds)
        if isinstance(template, AskTemplate) and template.answer in deck.kinds[kind].fields
    }


def _view(question: Question, answer_type: str) -> Asked:
    prompt, form, response = question.prompt, frozenset((question.form,)), question.response
    if type(response) is Recall:  # as most are
        return Asked(
            question, form, plain(prompt), (plain(response.answer),), (), False, False, answer_type
        )
    stem = plain(prompt, gap=BLANK if isinstance(response, Cloze) else None)
    right = _right_answers(question)
    drawn: tuple[str, ...] = ()
    chosen = ordered = False
    match response:
        case Choice(_, wrong, order):
            drawn, chosen = _drawn(wrong)
            ordered = order is not None and all(each.order is not None for each in wrong)
        case Select(_, wrong):
            drawn, chosen = _drawn(wrong)
        case _:
            pass
    return Asked(question, form, stem, right, drawn, chosen, ordered, answer_type)


def _right_answers(question: Question) -> tuple[str, ...]:
    match question.response:
        case Recall(answer) | Choice(answer):
            return (plain(answer),)
        case Select(right):
            return tuple(plain(each.text) for each in right)
        case Cloze():
            return tuple(dict.fromkeys(span.text for span in question.prompt if span.gap))
        case TrueFalse() | Match() | Order():
            return ()
        case unreachable:
            assert_never(unreachable)


def _drawn(wrong: Sequence[WrongAnswer]) -> tuple[tuple[str, ...], bool]:
    """Give the wrong answers that may be printed, and whether an author chose them all."""
    chosen = [each for each in wrong if each.tier is Tier.CHOSEN]
    few = len(chosen) < min(ENOUGH, len(wrong))
    return tuple([plain(each.text) for each in (wrong if few else chosen)]), not few


def place_flaws(deck: Deck, asked: Iterable[Asked], flaws: Iterable[Flaw]) -> Iterator[Problem]:
    """Report each flaw where it is mended: at the template, or at the fact that causes it.

    What stands in a template's own words, or befalls most of its facts, is told once.
    """
    flaws = list(flaws)
    if not flaws:  # as in a sound deck
        return
    places = _Places(deck)
    often = Counter((each.question.kind, each.question.template) for each in asked)
    groups: defaultdict[tuple[str, str, str], list[Flaw]] = defaultdict(list)
    for flaw in flaws:
        question = flaw.asked.question
        groups[flaw.rule, question.kind, question.template].append(flaw)
    for (_, kind, template), group in groups.items():
        shared = [each for each in group if places.is_shared(each)]
        alone = [each for each in group if not places.is_shared(each)]
        if not group[0].words and places.is_to_blame(group[0], len(group), often[kind, template]):
            shared, alone = group, []
        yield from (places.at_template(each) for each in shared[:1])
        yield from (places.at_fact(each) for each in alone)


class _Places:
    """The facts and templates of a deck, by their names."""

    def __init__(self, deck: Deck) -> None:
        self.facts: Mapping[str, Fact] = {str(fact.id): fact for fact in deck.facts}
        self.of_kinds: Mapping[tuple[str, str], Template] = {
            (str(kind.id), str(template.id)): template
            for kind in deck.kinds.values()
            for template in kind.templates
        }
        self.of_facts: Mapping[tuple[str, str], Template] = {
            (str(fact.id), str(template.id)): template
            for fact in deck.facts
            for template in fact.templates
        }

    def is_to_blame(self, flaw: Flaw, count: int, of: int) -> bool:
        """Tell whether a template causes what `count` of the `of` facts it asks suffer from.

        One of which a single fact is asked must at least have words of its own.
        """
        if flaw.asked.question.kind in OWN_WORDS or 2 * count <= of:
            return False
        written = _FILLED_IN.sub("", _text_of(self._template(flaw.asked.question)))
        return count > 1 or any(map(str.isalpha, written))

    def is_shared(self, flaw: Flaw) -> bool:
        """Tell whether the words at fault are the template's own."""
        question = flaw.asked.question
        if question.kind in OWN_WORDS:
            return False
        return not question.fact or self._own_words(flaw) != ""

    def at_template(self, flaw: Flaw) -> Problem:
        """Report a flaw at the text of its template."""
        question = flaw.asked.question
        template = self._template(question)
        return Problem(
            _text_of(template).where,
            flaw.rule,
            f"template '{question.template}' {flaw.said}",
            flaw.mend,
            flaw.severity,
            culprit=self._own_words(flaw),
            about=(template.id.where,),
        )

    def at_fact(self, flaw: Flaw) -> Problem:
        """Report a flaw at the value that holds the words at fault, or at the fact's id."""
        question = flaw.asked.question
        fact = self.facts[question.fact]
        own = question.kind in OWN_WORDS
        where, culprit = _place_in(fact, flaw.words)
        by = "" if own else f", asked by template '{question.template}',"
        return Problem(
            where,
            flaw.rule,
            f"fact '{question.fact}'{by} {flaw.said}",
            flaw.mend,
            flaw.severity,
            culprit=culprit,
            about=(fact.id.where, *(() if own else (self._template(question).id.where,))),
        )

    def _own_words(self, flaw: Flaw) -> str:
        """Give what the template itself says of the words at fault; '' where it fills them in."""
        question, words = flaw.asked.question, flaw.words
        written = _FILLED_IN.sub("\0", _text_of(self._template(question)))
        if words and words in written:
            return words
        if question.fact:
            for value in self.facts[question.fact].fields.values():
                words = words.replace(str(value), "\0")
        begins = words.partition("\0")[0].strip()
        return begins if begins and words in written else ""

    def _template(self, question: Question) -> Template:
        own = self.of_facts.get((question.fact, question.template))
        return own or self.of_kinds[question.kind, question.template]


def _place_in(fact: Fact, words: str) -> tuple[Where, str]:
    """Find the value of a fact that holds some words, and give what to point at."""
    if words:
        wrong = (value for values in fact.wrong.values() for value, _ in values)
        for value in (*fact.fields.values(), *wrong):
            for member in members(value):
                begin = str(member).lower().find(words.lower())
                if begin >= 0:
                    shown = str(member)[begin : begin + len(words)]
                    return place_of(member, fact.id.where), shown
    return fact.id.where, fact.id


def _text_of(template: Template) -> Text:
    match template:
        case StateTemplate(state=state):
            return state
        case AskTemplate(ask=ask) | MatchTemplate(ask=ask) | OrderTemplate(ask=ask):
            return ask
        case unreachable:
            assert_never(unreachable)
