"""Questions: one right answer each, and none that gives it away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizgen.model import Choice, Cloze, Deck, Question, Recall, fold, plain
from quizgen.problems import Problem

SHORTEST_LEAK = 3
"""An answer of fewer characters stands in many prompts by chance."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """One thing a learner must produce: the prompt as shown, and what is right."""

    question: Question
    prompt: str
    answer: str
    accepted: tuple[str, ...]

    @property
    def right(self) -> frozenset[str]:
        return frozenset(fold(each) for each in (self.answer, *self.accepted))


def check_ambiguous(_deck: Deck, questions: Sequence[Question]) -> Iterator[Problem]:
    """Two questions with the same prompt and scope have the same answer.

    Bad:  "Who invested in OpenAI?" -> Microsoft; "Who invested in OpenAI?" -> Nvidia
    Good: "Who invested in OpenAI in 2019?" -> Microsoft
    """
    first: dict[tuple[str, str], _Cue] = {}
    for cue in _cues(questions):
        if cue.question.form == "choice":
            continue
        known = first.setdefault((fold(cue.question.scope), fold(cue.prompt)), cue)
        if not known.right & cue.right:
            other = known.question
            place = f"{other.where.file}:{other.where.line}"
            yield Problem(
                cue.question.where,
                "ambiguous-prompt",
                f"'{cue.prompt}' is answered by '{cue.answer}' here and by "
                f"'{known.answer}' in fact '{other.fact}' ({place})",
                "add to the template what tells the two facts apart, or a scope",
                culprit=cue.question.fact,
            )


def check_leak(_deck: Deck, questions: Sequence[Question]) -> Iterator[Problem]:
    """The answer, or another name of it, does not stand in its own prompt or scope.

    Bad:  "Who wrote the Scott email?" -> Scott
    Good: "Who wrote the email of January 2018?" -> Scott
    """
    reported: set[tuple[str, str]] = set()
    for cue in _cues(questions):
        shown = f"{cue.question.scope}\n{cue.prompt}"
        place = (cue.question.fact, cue.question.template)
        leak = next((each for each in (cue.answer, *cue.accepted) if _stands_in(each, shown)), "")
        if leak and place not in reported:
            reported.add(place)
            yield Problem(
                cue.question.where,
                "answer-leak",
                f"the answer '{leak}' stands in the prompt of template "
                f"'{cue.question.template}': '{cue.prompt}'",
                f"reword the template, or add 'skip: [{cue.question.template}]' to the fact",
                culprit=cue.question.fact,
            )


def _cues(questions: Iterable[Question]) -> Iterator[_Cue]:
    for question in questions:
        match question.response:
            case Recall(answer, accepted):
                yield _Cue(question, plain(question.prompt), plain(answer), accepted)
            case Choice(answer):
                yield _Cue(question, plain(question.prompt), plain(answer), ())
            case Cloze(accepted):
                for number, others in accepted.items():
                    yield _gap_cue(question, number, others)
            case _:
                pass


def _gap_cue(question: Question, number: int, accepted: tuple[str, ...]) -> _Cue:
    """Show the sentence as the card of one gap does: the other gaps filled in."""
    prompt = "".join("[...]" if span.gap == number else span.text for span in question.prompt)
    answer = " / ".join(span.text for span in question.prompt if span.gap == number)
    return _Cue(question, prompt, answer, accepted)


def _stands_in(answer: str, text: str) -> bool:
    needle = fold(answer)
    if len(needle) < SHORTEST_LEAK:
        return False
    haystack = fold(text)
    if needle not in haystack:
        return False
    return re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", haystack) is not None
