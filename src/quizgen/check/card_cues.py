"""Card cues: what each card shows and wants; and flaws that a template causes are told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quizgen.model import (
    OWN_WORDS,
    AskTemplate,
    Cloze,
    Deck,
    Fact,
    Kind,
    Question,
    Recall,
    StateTemplate,
    Template,
    Text,
    plain,
)
from quizgen.problems import Problem, Severity, Where

GAP = "[...]"
"""What a card shows in place of what is asked for."""


class CardCue(NamedTuple):
    """One card: what it shows, and what the learner has to produce.

    `gap` is the number of the gap asked for, 0 where there is none; `hint` stands in it. `sort` is
    the type of the field asked for, empty where the answer is a text of its own. `fact` and
    `template` are what the card is made of; the built-in kinds have no template of their author's.
    """

    question: Question
    fact: Fact
    template: AskTemplate | StateTemplate | None
    shown: str
    answer: str
    gap: int
    hint: str
    sort: str

    @property
    def about(self) -> tuple[Where, ...]:
        """The places of the fact and the template, whose waivers count."""
        places = (self.fact.id.where,)
        return places if self.template is None else (*places, self.template.id.where)


def card_cues(deck: Deck, questions: Sequence[Question]) -> Iterator[CardCue]:
    """Give the cues of all questions that become cards without options, in their order.

    A typed question replaces its recall, so that each card is looked at once.
    """
    facts: dict[str, Fact] = {fact.id: fact for fact in deck.facts}
    typed = {(q.fact, q.template) for q in questions if q.form == "typed"}
    typed = typed if "typed" in deck.anki.forms else set()
    templates = _Templates(deck.kinds)
    for question in questions:
        if question.form not in deck.anki.forms:
            continue
        fact = facts.get(question.fact)
        if fact is None:  # asked of several facts at once
            continue
        match question.response:
            case Recall(answer, listed=False):
                if question.form == "recall" and (question.fact, question.template) in typed:
                    continue
                template = templates.find(fact, question.template)
                sort = templates.sort(fact, template)
                yield CardCue(
                    question, fact, template, plain(question.prompt), plain(answer), 0, "", sort
                )
            case Cloze() as cloze:
                yield from _gap_cues(question, fact, cloze, templates)
            case _:
                pass


def _gap_cues(
    question: Question, fact: Fact, cloze: Cloze, templates: _Templates
) -> Iterator[CardCue]:
    """Give a card a gap, as it is shown: the other gaps filled in."""
    template = templates.find(fact, question.template)
    for number in cloze.accepted:
        spans = [span for span in question.prompt if span.gap == number]
        shown = "".join([GAP if s.gap == number else s.text for s in question.prompt])
        answer = " / ".join([span.text for span in spans])
        sort = templates.sort_of(fact, cloze.fields[number - 1]) if cloze.fields else ""
        hint = " / ".join([span.hint for span in spans if span.hint])
        yield CardCue(question, fact, template, shown, answer, number, hint, sort)


class _Templates:
    """Finds templates by name; remembers those of kinds."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = kinds
        self._found: dict[tuple[str, str], Template | None] = {}

    def find(self, fact: Fact, name: str) -> AskTemplate | StateTemplate | None:
        """Give the author's template of this name; none of the built-in kinds is one."""
        own = next((each for each in fact.templates if each.id == name), None)
        key = (fact.kind, name)
        if own is None and key not in self._found:
            of_kind = () if fact.kind in OWN_WORDS else self._kinds[fact.kind].templates
            self._found[key] = next((each for each in of_kind if each.id == name), None)
        template = own or self._found.get(key)
        return template if isinstance(template, AskTemplate | StateTemplate) else None

    def sort(self, fact: Fact, template: AskTemplate | StateTemplate | None) -> str:
        """Give the type of the field that an `ask` template wants."""
        if template is None:
            return "text"
        return self.sort_of(fact, template.answer) if isinstance(template, AskTemplate) else ""

    def sort_of(self, fact: Fact, field: str) -> str:
        """Give the type of a field."""
        known = self._kinds[fact.kind].fields.get(field)
        return "" if known is None else str(known.type)


FlawOf = Callable[[CardCue], str]
"""Says what is wrong with a card, as a clause; nothing where nothing is."""


def tell_once(
    rule: str,
    cues: Iterable[CardCue],
    flaw_of: FlawOf,
    *,
    mends: tuple[str, str],
    severity: Severity = Severity.WARNING,
) -> Iterator[Problem]:
    """Report the flaw of a template at the template if all its facts have it, else fact by fact.

    `mends` say how to mend the fact, and the template. A fact that waives the rule is told by
    itself, so that its waiver counts.
    """
    flawed: defaultdict[tuple[str, str], dict[str, tuple[CardCue, str]]] = defaultdict(dict)
    asked: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for cue in cues:
        source = (cue.fact.kind, cue.question.template)
        if rule not in cue.fact.waive:
            asked[source].add(cue.fact.id)
        flaw = flaw_of(cue)
        if flaw:
            flawed[source].setdefault(cue.fact.id, (cue, flaw))
    for source, found in flawed.items():
        told = [each for name, each in found.items() if name in asked[source]]
        first, template = next(iter(found.values()))[0], None
        if len(told) > 1 and len(told) == len(asked[source]):
            first, flaw = told[0]
            template = first.template
        if template is not None:
            yield _of_template(rule, template, first, flaw, len(told), mends[1], severity)
        for name, (cue, flaw) in found.items():
            if template is None or name not in asked[source]:
                yield _of_fact(rule, cue, flaw, mends[0], severity)


def _of_template(
    rule: str,
    template: AskTemplate | StateTemplate,
    first: CardCue,
    flaw: str,
    count: int,
    mend: str,
    severity: Severity,
) -> Problem:
    return Problem(
        words_of(template).where,
        rule,
        f"template '{template.id}': with all its {count:,} facts, first '{first.fact.id}', {flaw}",
        mend,
        severity,
        about=(template.id.where,),
    )


def _of_fact(rule: str, cue: CardCue, flaw: str, mend: str, severity: Severity) -> Problem:
    by = f", template '{cue.template.id}'" if cue.template is not None else ""
    return Problem(
        cue.fact.id.where,
        rule,
        f"fact '{cue.fact.id}'{by}: {flaw}",
        mend,
        severity,
        culprit=cue.fact.id,
        about=cue.about,
    )


def words_of(template: AskTemplate | StateTemplate) -> Text:
    """Give what a template asks or states."""
    return template.ask if isinstance(template, AskTemplate) else template.state
