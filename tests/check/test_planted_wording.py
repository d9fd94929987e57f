"""Planted flaws of wording: each spoils one clean item, and exactly its rule must tell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from planting import Item, clean_items, deck_of, hinted, hold_to_rule

from quizgen.check.wording import explained_rules

VERB = re.compile(
    r"(?<!that )\b(is|was|were|are|did|does|do|had|has|have|could|can|might|would|brought|let|made"
    r"|tells)\b"
)
Flawed = Iterator[Item]


def choices(*types: str) -> list[Item]:
    """Give the clean items with options, of answers of some types (of any, if none is named)."""
    found = [item for item in clean_items() if item.form == "choice" and len(item.wrong) > 1]
    return [item for item in found if not types or item.type in types]


def small(text: str) -> str:
    return text[:1].lower() + text[1:]


def negated(word: str) -> Flawed:
    for item in choices():
        if not item.prompt.startswith(("Why", "How", "When")):
            asked = VERB.sub(lambda verb: f"{verb[0]} {word}", item.prompt, count=1)
            if asked != item.prompt:
                yield replace(item, prompt=asked)


def negative() -> Flawed:
    for item, other in zip(negated("NOT"), choices(), strict=False):
        yield item
        yield replace(other, prompt=f"All of these are right EXCEPT one: {small(other.prompt)}")


def negative_unmarked() -> Flawed:
    yield from negated("not")


def double_negative() -> Flawed:
    for item in negated("NOT"):
        yield replace(item, wrong=(*item.wrong[1:], f"no {item.wrong[0]}"), type="text")


def no_question() -> Flawed:
    for item in clean_items():
        if item.form in ("choice", "recall"):
            fragment = re.sub(r"^(What|Who|Which \w+) (is|was|were) ", "", item.prompt)
            yield replace(item, prompt=fragment.rstrip("?"))


def which_is_true() -> Flawed:
    for item in choices("text", "name"):
        about = " ".join(item.id.split("/")[1].split("-"))
        if item.answer.lower() not in about:
            yield replace(item, prompt=f"Which of these statements about the {about} is true?")
        yield replace(item, prompt="Which of the following is correct?")
        yield replace(item, wrong=("true", *item.wrong[1:]), type="text")


def mid_blank() -> Flawed:
    for item in choices():
        words = item.prompt.split()
        place = len(words) // 2
        yield replace(item, prompt=" ".join((*words[:place], "____", *words[place + 1 :])))
        yield replace(item, prompt="The answer to this question is what kind of name or thing?")


def long() -> Flawed:
    before = (
        "At a time when hardly anybody in the whole trade had so much as heard of the matter, and "
        "when those who had heard of it still doubted that it would ever come to much,"
    )
    for item in choices():
        yield replace(item, prompt=f"{before} {small(item.prompt)}")
        yield replace(item, prompt=f"This was long ago. It was a new time. {item.prompt}")


def double_barrelled() -> Flawed:
    for item in choices():
        yield replace(item, prompt=f"{item.prompt[:-1]}, and when was that known?")
        yield replace(item, prompt=f"{item.prompt} Why?")


def dangling_context() -> Flawed:
    for item in clean_items():
        if item.form in ("choice", "recall"):
            yield replace(item, prompt=f"It is told in the papers. {item.prompt}")
            yield replace(item, prompt=f"According to the text above, {small(item.prompt)}")
            if not item.scope and not re.search(r"\d{3}", item.prompt):
                yield replace(item, prompt=f"{item.prompt[:-1]} nowadays?")
        if item.form == "recall":
            yield replace(item, prompt=f"Which of the following fits? {item.prompt}")


def opinion() -> Flawed:
    for item in choices():
        if item.prompt.startswith("Which "):
            asked = item.prompt.replace("Which ", "Which most important ", 1)
            yield replace(item, scope="", prompt=asked)
            asked = item.prompt.replace("Which ", "Which one is the best, and which ", 1)
            yield replace(item, scope="", prompt=asked)


def near_leak() -> Flawed:
    for item in clean_items():
        word = max(re.findall(r"[^\W\d_]+", item.answer), key=len, default="")
        short = len(item.answer.split()) <= 3 and item.form in ("choice", "recall")
        if len(word) > 5 and short and not any(word[:5] in wrong for wrong in item.wrong):
            yield replace(item, prompt=f"In the {word[:-1]}ian world, {small(item.prompt)}")


def clang() -> Flawed:
    for item in choices("text"):
        said = " ".join(item.wrong).lower()
        words = re.findall(r"\b[a-z]{6,}\b", item.prompt.lower())
        if words and not any(word[:5] in said for word in words):
            word = max(words, key=len)
            yield replace(item, answer=f"{item.answer} for the {word}")
            yield replace(item, answer=f"for the {word}, {item.answer}")


def absolute() -> Flawed:
    for item in choices("text", "name"):
        for word in ("every", "always", "never", "all"):
            yield replace(item, type="text", wrong=(f"{word} {item.wrong[0]}", *item.wrong[1:]))


def determiner_asymmetry() -> Flawed:
    for item in choices("text", "name"):
        first, second, *others = item.wrong
        sure = (f"always {first}", f"never {second}", *others)
        yield replace(item, type="text", wrong=sure)
        yield replace(item, type="text", answer=f"usually {item.answer}")


def none_of_the_above() -> Flawed:
    for item in choices("text", "name"):
        for words in ("none of the above", "None of these", "It cannot be determined"):
            yield replace(item, type="text", wrong=(*item.wrong[1:], words))


def all_of_the_above() -> Flawed:
    for item in choices("text", "name"):
        for words in ("all of the above", "All of these", "both of them"):
            yield replace(item, type="text", wrong=(*item.wrong[1:], words))


def k_type() -> Flawed:
    for item in choices("text", "name"):
        for words in ("both A and B", "A and C only", "B, C and D"):
            yield replace(item, type="text", wrong=(*item.wrong[1:], words))


def key_longest() -> Flawed:
    for item in choices("text"):
        longest = max(map(len, item.wrong))
        more = " as it was said in the papers of the time by those who knew it well"
        key = f"{item.answer}{more}"[: max(int(1.4 * longest), len(item.answer) + 20)].rstrip()
        yield replace(item, answer=key)


def length_outlier() -> Flawed:
    for item in choices("text"):
        first, *others = item.wrong
        yield replace(item, wrong=(f"{first} and whatever belongs to it in any way", *others))


def non_parallel() -> Flawed:
    for item in choices("number", "year"):
        yield replace(item, type="text", wrong=(*item.wrong[1:], "a great many"))
    for item in choices("text"):
        first, second, *others = item.wrong
        pair = (f"It was, in a way, {first}.", f"It was, in a way, {second}.")
        yield replace(item, wrong=(*pair, *others))


def format_cue() -> Flawed:
    for item in choices("text"):
        yield replace(item, answer=f"“{item.answer}”")
        yield replace(item, wrong=(f"**{item.wrong[0]}**", *item.wrong[1:]))
        if len(item.answer.split()) > 3:
            yield replace(item, answer=f"{item.answer}.")


def unsorted() -> Flawed:
    for item in choices("quantity", "money"):
        yield replace(item, type="text")
    for item in choices("number", "year"):
        for unit in ("kg", "days", "miles", "pages"):
            options = [f"{each} {unit}" for each in (item.answer, *item.wrong)]
            yield replace(item, type="text", answer=options[0], wrong=tuple(options[1:]))


def unit_precision() -> Flawed:
    for item in choices("number", "quantity"):
        number, _, unit = item.answer.partition(" ")
        yield replace(item, answer=f"{number}{'' if '.' in number else '.'}25 {unit}".strip())
        for large, little in (("kg", "g"), ("km", "m")):
            small_ones = tuple(f"{wrong.split()[0]} {little}" for wrong in item.wrong)
            yield replace(item, type="quantity", answer=f"{number} {large}", wrong=small_ones)
        whole = tuple(f"{wrong.split('.')[0].split()[0]}.5 {unit}".strip() for wrong in item.wrong)
        yield replace(item, answer=f"{number.split('.')[0]} {unit}".strip(), wrong=whole)


def text_overlap() -> Flawed:
    for item in choices("text", "name"):
        if len(item.answer) > 5:
            longer = f"{item.answer} and no more"
            yield replace(item, type="text", wrong=(longer, *item.wrong[1:]))


def range_overlap() -> Flawed:
    for n in range(10, 26):
        item = choices("number")[0]
        wrong = (f"{n + 10}-{n + 20}", f"{n + 21}-{n + 30}")
        yield replace(item, type="text", answer=f"{n}-{n + 10}", wrong=wrong)
        wrong = (f"over {n}", f"under {n - 3}")
        yield replace(item, type="text", answer=f"{n + 2} to {n + 5}", wrong=wrong)


def article_number_cue() -> Flawed:
    for item in choices("text", "name"):
        yield replace(item, prompt=f"{item.prompt} It is a:")
        yield replace(item, prompt=f"{item.prompt} It was an ____")


def convergence() -> Flawed:
    for item in choices("text"):
        one, other, third = "early morning", "northern harbour", "double payment"
        wrong = (f"{one} {other} quarrel", f"{one} silence {third}", f"famine {other} {third}")
        yield replace(item, answer=f"{one} {other} {third}", wrong=wrong)


def gratuitous() -> Flawed:
    for item in choices():
        yield replace(item, prompt=f"Many people love the seaside in summer. {item.prompt}")


def opposite_pair() -> Flawed:
    for item in choices("text"):
        yield replace(item, answer="it rose", wrong=("it fell", "it turned green", item.wrong[0]))


def readability() -> Flawed:
    for item in choices():
        asked = (
            f"In those days, as it is told, by all who were there, in short, {small(item.prompt)}"
        )
        yield replace(item, prompt=asked)


def vague() -> Flawed:
    for item in choices("text", "name"):
        yield replace(item, type="text", wrong=(f"several {item.wrong[0]}", *item.wrong[1:]))


PLANTED: dict[str, Callable[[], Flawed]] = {
    "absolute": absolute,
    "all-of-the-above": all_of_the_above,
    "article-number-cue": article_number_cue,
    "clang": clang,
    "dangling-context": dangling_context,
    "determiner-asymmetry": determiner_asymmetry,
    "double-barrelled": double_barrelled,
    "double-negative": double_negative,
    "format-cue": format_cue,
    "k-type": k_type,
    "key-longest": key_longest,
    "length-outlier": length_outlier,
    "long": long,
    "mid-blank": mid_blank,
    "near-leak": near_leak,
    "negative": negative,
    "negative-unmarked": negative_unmarked,
    "no-question": no_question,
    "non-parallel": non_parallel,
    "none-of-the-above": none_of_the_above,
    "opinion": opinion,
    "range-overlap": range_overlap,
    "text-overlap": text_overlap,
    "unit-precision": unit_precision,
    "unsorted": unsorted,
    "which-is-true": which_is_true,
}


HINTED: dict[str, Callable[[], Flawed]] = {
    "convergence": convergence,
    "gratuitous": gratuitous,
    "opposite-pair": opposite_pair,
    "readability": readability,
    "vague": vague,
}


@pytest.mark.parametrize("rule", PLANTED)
def test_planted_flaw_of_wording_is_told_and_no_other_error(rule: str) -> None:
    hold_to_rule(rule, map(deck_of, PLANTED[rule]()))


@pytest.mark.parametrize("rule", HINTED)
def test_planted_flaw_of_wording_is_hinted_at(rule: str) -> None:
    hold_to_rule(rule, map(deck_of, HINTED[rule]()), least=0.9, tell=hinted)


def test_every_rule_about_wording_has_flaws_planted() -> None:
    subjects = explained_rules()
    assert {rule for rules in subjects.values() for rule in rules} == PLANTED.keys() | HINTED.keys()
