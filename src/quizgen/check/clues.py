"""Clues: words that tell the right answer to one who does not know it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from quizgen.check.asked import Asked, Flaw
from quizgen.check.lexicon import Lexicon, without_quotes
from quizgen.check.offers import stands_in
from quizgen.model import fold
from quizgen.problems import Severity, list_key

SHARED = 5
"""Letters at the beginning of two words that make them look alike."""
NAME = 3
"""Words of an answer that is a name; longer ones share words with any prompt."""
COMMON = 3
"""Answers of one template in which a word stands: it tells none of them from another."""
_WORD = re.compile(r"[^\W\d_]{3,}")


def check_near_leak(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """No word of a short answer stands in its prompt, in whatever form.

    A word that several answers of the template have tells none of them from
    the others, and is not reported; nor is one that wrong answers have too.

    Why:  The question could be answered by its sound.
    Bad:  What is the capital of Tunisia? -> Tunis
    Good: Let the fact skip it: `skip: [capital]`.
    Mend: reword it, let the fact skip the template, or give wrong answers
          that sound as alike.
    Waive: where the likeness misleads more than it helps.
    Severity: warning
    """
    common = _CommonWords(lexicon, asked)
    for each in asked:
        if len(each.right) != 1 or len(each.right[0].split()) > NAME:
            continue
        found = _sound_alike(lexicon, each, common)
        if found and not _is_leaking(each):
            in_prompt, in_answer = found
            skip = list_key("skip", [each.question.template], each.question.where.file)
            yield Flaw(
                each,
                "near-leak",
                f"half tells its answer, '{each.right[0]}': '{in_prompt}' in the prompt "
                f"{_likeness(in_prompt, in_answer)}: '{each.stem}'",
                f"reword it, or let the fact skip it: {skip}",
                in_prompt,
            )


def _likeness(in_prompt: str, in_answer: str) -> str:
    same = in_prompt.lower() == in_answer.lower()
    return "stands in it too" if same else f"sounds like '{in_answer}'"


def _is_leaking(each: Asked) -> bool:
    """Tell whether the whole answer stands in the prompt: told already, as `answer-leak`."""
    return stands_in(fold(each.right[0]), fold(each.stem))


class _CommonWords:
    """In how many answers of a template a word stands: counted once somebody asks."""

    def __init__(self, lexicon: Lexicon, asked: Sequence[Asked]) -> None:
        self._lexicon = lexicon
        self._asked = asked

    def tell_nothing(self, each: Asked, word: str) -> bool:
        """Tell whether a word stands in too many answers to tell one from another."""
        template = each.question.kind, each.question.template
        return self._often[template][self._lexicon.stem(word)] >= COMMON

    @cached_property
    def _often(self) -> dict[tuple[str, str], Counter[str]]:
        often: dict[tuple[str, str], Counter[str]] = {}
        for each in self._asked:
            counts = often.setdefault((each.question.kind, each.question.template), Counter())
            for answer in each.right:
                words = _WORD.findall(answer)
                counts.update({self._lexicon.stem(word.lower()) for word in words})
        return often


def _sound_alike(lexicon: Lexicon, each: Asked, common: _CommonWords) -> tuple[str, str] | None:
    """Give a word of the prompt and one of the answer that begin alike.

    What one word asks of another in quotation marks is a form of it: "the plural of “house”".
    """
    words = _WORD.findall(each.right[0])
    said = without_quotes(each.stem) if len(words) == 1 else each.stem
    stem = said.lower()
    for word in words:
        low = word.lower()
        begins = low[:SHARED]
        if len(low) < SHARED or begins not in stem or not lexicon.stems(low):
            continue
        if any(begins in wrong.lower() for wrong in each.wrong) or common.tell_nothing(each, low):
            continue
        for found in _WORD.finditer(said):
            other = found[0]
            is_near = other.lower().startswith(begins) and _is_near(low, other.lower())
            if is_near and not _is_asked_for(lexicon, said[: found.start()]):
                return other, word
    return None


def _is_asked_for(lexicon: Lexicon, before: str) -> bool:
    """Tell whether a word says of what sort the answer is: "Which amendment ...?"."""
    last = before.split()[-1:]
    return bool(last) and lexicon.is_one("question word", last[0])


def _is_near(one: str, other: str) -> bool:
    """Tell whether two words share more than a beginning such as `inter`."""
    shorter = min(len(one), len(other))
    shared = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    return shared >= SHARED and shared * 3 >= 2 * shorter


def check_clang(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """The right answer does not repeat words of its prompt that no wrong one has.

    Why:  Who knows nothing takes what sounds like the question.
    Bad:  What did the cloud agreement give? -> rights in the cloud / a seat
    Good: What did the cloud agreement give? -> rights to sell it / a seat
    Mend: reword the answer, or let a wrong one have the word too.
    Waive: where there is no other word for it.
    Severity: warning
    """
    for each in asked:
        if not each.wrong or len(each.right) != 1 or len(each.right[0].split()) <= NAME:
            continue  # names are looked at by near-leak
        if _is_leaking(each):
            continue
        words = find_clang(lexicon, each.stem, each.right[0], each.wrong)
        if words:
            yield Flaw(
                each,
                "clang",
                f"repeats {_listed(words)} of its prompt in the right answer only: "
                f"'{each.stem}' -> '{each.right[0]}'",
                "reword the answer, or let a wrong one have the word too",
                each.right[0],
            )


def find_clang(lexicon: Lexicon, stem: str, right: str, wrong: Sequence[str]) -> list[str]:
    """Give the stems of words that the prompt shares with the right answer alone."""
    prompt = lexicon.stems(stem)
    shared = prompt & lexicon.stems(right)
    if not shared:
        return []
    others = [prompt & lexicon.stems(each) for each in wrong]
    alone = shared.difference(*others)
    most = max(map(len, others), default=0)
    return sorted(alone) if alone and len(shared) >= 2 * most else []


def _listed(words: Sequence[str]) -> str:
    return " and ".join(f"'{word}...'" for word in words)


def check_absolute(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """No option says always, never, all or only.

    Where all options do, or only wrong ones (`determiner-asymmetry`), it is
    not reported. Nor are idioms such as "all but" or "at all".

    Why:  Hardly anything is always so: pupils know that such options are
          wrong.
    Bad:  every company / some banks / two schools
    Good: five companies / three banks / two schools
    Mend: say how many, when or where.
    Waive: where it is the law of the matter ("all sides are equal").
    Severity: warning
    """
    for each in asked:
        if not each.chosen or _differ(lexicon, each) is not None:
            continue
        found = [(option, lexicon.find("absolute", option)) for option in each.options]
        words = [(option, word) for option, word in found if word]
        if 0 < len(words) < len(found):
            option, word = words[0]
            yield Flaw(
                each,
                "absolute",
                f"offers '{option}', and '{word}' is hardly ever so",
                "say how many, when or where",
                option,
            )


def check_determiner_asymmetry(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """Wrong answers do not say always and never where the right one does not.

    Nor does the right one alone say usually, often, may or some.

    Why:  The cautious option is right more often: pupils take it unread.
    Bad:  -> it may rise / it always falls / it never changes
    Good: -> it rises / it falls / it stays
    Mend: speak with the same certainty in all options.
    Waive: where the difference is what is asked about.
    Severity: warning
    """
    for each in asked:
        found = _differ(lexicon, each) if each.chosen else None
        if found is not None:
            option, word, who = found
            yield Flaw(
                each,
                "determiner-asymmetry",
                f"says '{word}' in {who} only: '{option}'",
                "speak with the same certainty in all options",
                option,
            )


def _differ(lexicon: Lexicon, each: Asked) -> tuple[str, str, str] | None:
    """Give an option that is surer, or less sure, than those on the other side; and its word."""
    if len(each.right) != 1 or len(each.wrong) < 2:
        return None
    right = each.right[0]
    sure = [(option, lexicon.find("absolute", option)) for option in each.wrong]
    sure = [(option, word) for option, word in sure if word]
    if len(sure) >= 2 and not lexicon.find("absolute", right):
        return *sure[0], "wrong answers"
    hedge = lexicon.find("hedge", right)
    if hedge and not any(lexicon.find("hedge", option) for option in each.wrong):
        return right, hedge, "the right answer"
    return None


def check_vague(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """Options do not say often, several or rather.

    Readers do not agree on which such words hurt: it is shown on request only.

    Why:  How often is often? Each reader answers another question.
    Bad:  several years
    Good: three years
    Mend: say how many, how much or when.
    Waive: where the word is the one that the field uses.
    Severity: info
    """
    for each in asked:
        for option in each.options if each.chosen else ():
            word = lexicon.find("vague", option)
            if word:
                yield Flaw(
                    each,
                    "vague",
                    f"offers '{option}', and '{word}' means something else to each reader",
                    "say how many, how much or when",
                    option,
                    Severity.INFO,
                )


def check_convergence(lexicon: Lexicon, asked: Sequence[Asked]) -> Iterator[Flaw]:
    """The right answer is not the one that has most in common with the others.

    In human hands it is right two times in five: it is shown on request
    only. For printed quizzes lots see to it.

    Why:  Who writes wrong answers changes the right one a little each time;
          what is shared by most then points at it.
    Bad:  -> red circle / red square / blue circle
    Good: -> red circle / red square / blue circle / blue square
    Mend: let each part stand in as many options.
    Waive: where the parts are all there is to choose from.
    Severity: info
    """
    for each in asked:
        if each.chosen and len(each.right) == 1 and _converges(lexicon, each):
            yield Flaw(
                each,
                "convergence",
                f"has a right answer that shares most words with the wrong ones: '{each.right[0]}'",
                "let each part stand in as many options",
                each.right[0],
                Severity.INFO,
            )


def _converges(lexicon: Lexicon, each: Asked) -> bool:
    """Tell whether the right answer alone shares most with the others."""
    parts = [lexicon.stems(option) for option in each.options]
    common = parts[0].intersection(*parts[1:])
    own = [part - common for part in parts]
    if len(own) < 3 or len(own[0]) < 2:
        return False
    counts = Counter(word for part in own for word in part)
    shared = [sum(counts[word] - 1 for word in part) for part in own]
    return shared[0] > max(shared[1:]) and shared[0] >= 2
