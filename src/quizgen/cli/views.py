"""Views: a question as lines for the terminal, and as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import assert_never

from quizgen.model import (
    Choice,
    Cloze,
    Entry,
    Falsehood,
    Match,
    Order,
    Question,
    Recall,
    Select,
    TrueFalse,
    WrongAnswer,
    plain,
)

JSON_VERSION = 1
"""Counts up when a program that reads the JSON would have to change."""


def facts_of(question: Question) -> set[str]:
    """Name the facts that a question may be about: one, or those of a match or an order."""
    match question.response:
        case Match(entries) | Order(entries):
            return {entry.fact for entry in entries if entry.asked}
        case _:
            return {question.fact}


def topics_of(question: Question) -> set[str]:
    """Name the topics of those facts."""
    match question.response:
        case Match(entries) | Order(entries):
            return {entry.topic for entry in entries if entry.asked}
        case _:
            return {question.topic}


def question_text(question: Question, width: int | None = None) -> str:
    """Give a question as an indented block, its id first, in lines of at most `width` columns."""
    rows = [("scope", question.scope)] if question.scope else []
    rows += [("prompt", _prompt(question)), *_response_lines(question)]
    rows += [("note", question.note)] if question.note else []
    rows += [
        ("source", ", ".join(part for part in (source.name, source.locator) if part))
        for source in question.sources
    ]
    lines = [line for label, text in rows for line in _wrapped(label, text, width)]
    return "\n".join([question.id, *lines]) + "\n"


def _wrapped(label: str, text: str, width: int | None) -> list[str]:
    first = f"  {label:<7} "
    if width is None:
        return [first + text]
    later = " " * len(first)
    return wrap(text, width, initial_indent=first, subsequent_indent=later) or [first]


def questions_json(deck: str, questions: Sequence[Question]) -> str:
    """Give a deck's questions as a JSON object, in order."""
    rows = []
    for question in questions:
        row: dict[str, object] = {
            "id": question.id,
            "fact": question.fact,
            "kind": question.kind,
            "template": question.template,
            "form": question.form,
            "topic": question.topic,
            "scope": question.scope,
            "prompt": _prompt(question),
        }
        row |= _response_json(question)
        row["note"] = question.note
        row["sources"] = [
            {"name": source.name, "locator": source.locator} for source in question.sources
        ]
        rows.append(row)
    content = {"version": JSON_VERSION, "deck": deck, "questions": rows}
    return json.dumps(content, ensure_ascii=False, indent=2)


def _prompt(question: Question) -> str:
    return "".join(
        f"[{span.gap}: {span.text}]" if span.gap else span.text for span in question.prompt
    )


def _response_lines(question: Question) -> Iterator[tuple[str, str]]:
    match question.response:
        case Recall(answer, accepted):
            yield "answer", plain(answer)
            for other in accepted:
                yield "also", other
        case Choice(answer, wrong):
            yield "answer", plain(answer)
            yield from _wrong_lines(wrong)
        case Select(right, wrong):
            for one in right:
                yield "right", plain(one.text)
            yield from _wrong_lines(wrong)
        case Cloze(accepted):
            for number, others in sorted(accepted.items()):
                for other in others:
                    yield "also", f"[{number}] {other}"
        case TrueFalse(falsehoods):
            for falsehood in falsehoods:
                yield "false", plain(falsehood.statement)
        case Match(entries) | Order(entries):
            for entry in entries:
                if entry.asked:
                    scope = f" ({entry.scope})" if entry.scope else ""
                    yield "entry", f"{plain(entry.text)} - {plain(entry.answer)}{scope}"
        case unreachable:
            assert_never(unreachable)


def _wrong_lines(answers: Sequence[WrongAnswer]) -> Iterator[tuple[str, str]]:
    for answer in answers:
        reason = f" - {plain(answer.reason)}" if answer.reason else ""
        yield "wrong", plain(answer.text) + reason


def _response_json(question: Question) -> dict[str, object]:
    match question.response:
        case Recall(answer, accepted):
            return {"answer": plain(answer), "accepted": list(accepted)}
        case Choice(answer, wrong):
            return {"answer": plain(answer), "wrong": [_wrong_json(each) for each in wrong]}
        case Select(right, wrong):
            texts = [plain(each.text) for each in right]
            return {"right": texts, "wrong": [_wrong_json(each) for each in wrong]}
        case Cloze(accepted):
            answers = {span.gap: span.text for span in question.prompt if span.gap}
            numbers = sorted(accepted)
            return {"gaps": [_gap_json(n, answers[n], accepted[n]) for n in numbers]}
        case TrueFalse(falsehoods):
            return {"false": [_falsehood_json(each) for each in falsehoods]}
        case Match(entries) | Order(entries):
            return {"entries": [_entry_json(each) for each in entries if each.asked]}
        case unreachable:
            assert_never(unreachable)


def _wrong_json(answer: WrongAnswer) -> dict[str, object]:
    return {"text": plain(answer.text), "reason": plain(answer.reason)}


def _gap_json(number: int, answer: str, accepted: Sequence[str]) -> dict[str, object]:
    return {"number": number, "answer": answer, "accepted": list(accepted)}


def _falsehood_json(falsehood: Falsehood) -> dict[str, object]:
    return {
        "statement": plain(falsehood.statement),
        "right": plain(falsehood.right),
        "reason": plain(falsehood.reason),
    }


def _entry_json(entry: Entry) -> dict[str, object]:
    return {
        "fact": entry.fact,
        "text": plain(entry.text),
        "answer": plain(entry.answer),
        "scope": entry.scope,
        "topic": entry.topic,
    }
