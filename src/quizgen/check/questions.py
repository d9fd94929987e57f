"""Questions: none gives its own answer away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quizgen.check.offers import Offers, stands_in
from quizgen.model import (
    OWN_WORDS,
    Choice,
    Cloze,
    Deck,
    Match,
    Order,
    Question,
    Recall,
    Rich,
    Select,
    Span,
    fold,
    plain,
)
from quizgen.problems import Problem, list_key


class _Cue(NamedTuple):
    """One thing a learner must produce: the prompt as shown, and what is right."""

    question: Question
    prompt: Rich
    answer: Rich
    accepted: tuple[str, ...]
    hint: str = ""


def check_leak(deck: Deck, questions: Sequence[Question]) -> Iterator[Problem]:
    """The answer, or another name of it, stands neither in its prompt nor in scope or hint.

    What a picture shows is read out to some, so it counts too; its file name reaches nobody.
    A question may name answers to choose from: masculine or feminine, say.

    Why:  The question could be answered by reading it again.
    Bad:  "Who wrote the Scott email?" -> Scott
    Good: "Who wrote the email of January 2018?" -> Scott
    Mend: reword the template, or let the fact skip it: `skip: [template]`.
    """
    offers = Offers(deck.words.or_words)
    leaks: dict[str, dict[str, tuple[_Cue, str]]] = {}
    for cue in _cues(questions):
        fact, template = cue.question.fact, cue.question.template
        if template in leaks.get(fact, ()):
            continue
        leak = _leak(cue, f"{cue.question.scope} {plain(cue.prompt)}", offers)
        hinted = "" if leak or not cue.hint else _leak(cue, cue.hint, offers)
        if hinted:
            yield _hint_problem(cue, hinted)
        if leak or hinted:
            leaks.setdefault(fact, {})[template] = cue, leak
    for by_template in leaks.values():
        told = [(cue, leak) for cue, leak in by_template.values() if leak]
        if told:
            yield _prompt_problem(told)


def _prompt_problem(told: Sequence[tuple[_Cue, str]]) -> Problem:
    """Word the problem of a fact that prompts give away: once, for one mend may do."""
    cue, leak = told[0]
    question = cue.question
    templates = [each.question.template for each, _ in told]
    alt = next((span.text for span in cue.prompt if _tells(span, leak)), None)
    if alt is not None:
        return Problem(
            question.where,
            "answer-leak",
            f"the words for those who cannot see a picture, '{alt}', tell the answer '{leak}' of "
            f"template '{question.template}'",
            "say in 'alt' what the picture shows, without the answer",
            culprit=question.fact,
        )
    others = " and ".join(f"'{name}'" for name in templates[1:])
    more = f"; so does the answer of {others}" if others else ""
    skip = list_key("skip", templates, question.where.file)
    return Problem(
        question.where,
        "answer-leak",
        f"the answer '{leak}' stands in the prompt of template "
        f"'{question.template}': '{plain(cue.prompt)}'{more}",
        f"reword {OWN_WORDS[question.kind]}"
        if question.kind in OWN_WORDS
        else f"reword the template{'s' if others else ''}, or let the fact skip "
        f"{'them' if others else 'it'}: {skip}",
        culprit=question.fact,
    )


def _tells(span: Span, leak: str) -> bool:
    return span.kind == "image" and stands_in(fold(leak), fold(span.text))


def _hint_problem(cue: _Cue, leak: str) -> Problem:
    return Problem(
        cue.question.where,
        "answer-leak",
        f"the answer '{leak}' stands in the hint of fact '{cue.question.fact}': '{cue.hint}'",
        "word the hint such that it leads to the answer without giving it",
        culprit=cue.question.fact,
    )


def _leak(cue: _Cue, words: str, offers: Offers) -> str:
    """Give what of the answer some words tell; empty where they tell none of it."""
    pictured = [span for span in cue.answer if span.media is not None]
    for span in pictured:
        if span.media in (other.media for other in cue.prompt):
            return span.text
    # The words of a picture are an answer only where it stands among others.
    whole = not pictured or cue.question.form in ("choice", "select")
    members = [span.text for span in cue.answer] if len(cue.answer) > 1 else []
    answers = (plain(cue.answer), *members, *cue.accepted) if whole else cue.accepted
    shown = fold(words)
    for answer in answers:
        folded = fold(answer)
        if stands_in(folded, shown) and not offers.hold(folded, shown):
            return answer
    return ""


def _cues(questions: Iterable[Question]) -> Iterator[_Cue]:
    for question in questions:
        match question.response:
            case Recall(answer, accepted):
                yield _Cue(question, question.prompt, answer, accepted, question.hint)
            case Choice(answer):
                yield _Cue(question, question.prompt, answer, ())
            case Select(right):
                for each in right:
                    yield _Cue(question, question.prompt, each.text, ())
            case Cloze(accepted):
                for number, others in accepted.items():
                    yield _gap_cue(question, number, others)
            case Match(entries) | Order(entries):
                for entry in entries:
                    if entry.asked:
                        alone = question._replace(fact=entry.fact, where=entry.where)
                        yield _Cue(alone, entry.text, entry.answer, ())
            case _:
                pass


def _gap_cue(question: Question, number: int, accepted: tuple[str, ...]) -> _Cue:
    """Show the sentence as the card of one gap does: the other gaps filled in."""
    prompt = (Span("[...]") if span.gap == number else span for span in question.prompt)
    answer: list[Span] = []
    for span in question.prompt:
        if span.gap == number:
            answer += [Span(" / "), span] if answer else [span]
    hints = (question.hint, *(span.hint for span in question.prompt if span.gap == number))
    return _Cue(question, tuple(prompt), tuple(answer), accepted, " ".join(filter(None, hints)))
