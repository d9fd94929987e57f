"""Sound: which questions paper cannot ask."""

from __future__ import annotations

from quizgen.model import Choice, Entry, Question, Recall, Rich, Select


def is_heard(question: Question) -> bool:
    """Tell whether a question asks or answers with sound, which paper cannot play."""
    response = question.response
    match response:
        case Recall(answer) | Choice(answer):
            answers = [answer]
        case Select(right):
            answers = [each.text for each in right]
        case _:
            answers = []
    return _has_sound(question.prompt, *answers)


def is_entry_heard(entry: Entry) -> bool:
    """Tell whether a side of an entry holds sound."""
    return _has_sound(entry.text, entry.answer)


def _has_sound(*texts: Rich) -> bool:
    return "sound" in [span.kind for text in texts for span in text]
