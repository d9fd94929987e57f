"""German: two files of words are all that a language needs for the rules to speak of it."""

from __future__ import annotations

import pytest
from planting import hinted, spoken, told

from quizgen.model import Deck

GAP = "{{ answer }}"


def german(prompt: str, answer: str = "Lima", *wrong: str, form: str = "") -> Deck:
    return spoken("de", prompt, answer, *wrong, form=form)


FLAWED = {
    "absolute": german("Was gilt hier?", "zwei Banken", "jede Schule", "zehn Orte"),
    "all-of-the-above": german("Was brennt?", "Holz", "Gold", "alle genannten"),
    "article-number-cue": german("Ein junges Schaf ist ein", "Lamm"),
    "clang": german("Was gab der Vertrag der Wolke?", "ein Recht an der Wolke", "ein Sitz", "Geld"),
    "cloze-ambiguous": german(f"Paris liegt dort {GAP} Frankreich.", "in", form="cloze"),
    "dangling-context": german("Wer leitet die Firma derzeit?"),
    "determiner-asymmetry": german("Was tut er?", "sinken", "immer steigen", "nie fallen"),
    "double-barrelled": german("Wer fand Penicillin, und wann wurde das bekannt?"),
    "double-negative": german("Was ist dort NICHT Regel?", "kein Essen", "Brille", "Kittel"),
    "k-type": german("Was steckt im Meer?", "Salz", "Gold", "sowohl A als auch B"),
    "mid-blank": german("In ____ regiert der König von Dänemark?"),
    "near-leak": german("Wie heißt die Hauptstadt von Tunesien?", "Tunest"),
    "negative": german("Welche Stadt liegt NICHT am Meer?"),
    "negative-unmarked": german("Welche Stadt liegt nicht am Meer?"),
    "no-question": german("Die Hauptstadt von Peru"),
    "none-of-the-above": german("Was brennt?", "Holz", "Gold", "keine der genannten"),
    "opinion": german("Welcher war der wichtigste Dichter der Zeit?"),
    "orphan": german("Wann wurde sie gegründet?", "1901"),
    "placeholder-word": german("Wer fand den Kometen?", "unbekannt"),
    "range-overlap": german("Wie viele Bäume?", "10 bis 20", "20 bis 30", "31 bis 40"),
    "set-enumeration": german("Wer gründete Rom?", "Anna, Bert und Carl"),
    "unit-precision": german("Wie lang ist die Straße?", "4,87 km", "5 km", "6 km"),
    "unsorted": german("Wie weit ist das Meer?", "1.200 Meilen", "30 Meilen", "7,5 Meilen"),
    "which-is-true": german("Welche der folgenden Aussagen über den Mars ist richtig?"),
    "yes-no": german("Ist der Rhein ein Fluss?", "ja"),
}


@pytest.mark.parametrize("rule", FLAWED)
def test_flaw_in_german_is_told(rule: str) -> None:
    assert rule in told(FLAWED[rule])


def test_hints_know_german() -> None:
    deck = german("Was geschah?", "es stieg ein wenig", "es sank ziemlich", "es wurde grün")
    assert hinted(deck).keys() >= {"opposite-pair", "vague"}


SOUND = {
    "offer": german("Ist „Hund“ männlich oder weiblich?", "männlich"),
    "question": german("Wie heißt die Hauptstadt von Peru?"),
    "polite": german("Nennen Sie die Hauptstadt von Peru."),
    "imperative": german("Nenne die Hauptstadt von Peru."),
    "reason": german("Warum ist Pluto nicht mehr unter den Planeten?", "er ist zu klein"),
    "clause": german("Welcher Vogel, der nicht fliegt, lebt im Eis?", "der Pinguin"),
    "date": german("Welches Fest wird am 3. Oktober gefeiert?", "der Tag der Einheit"),
    "then": german("Wer regierte im folgenden Jahr 1848 in Wien?", "Ferdinand"),
    "quotation": german("Wer sagte „Ich bin es nicht“?", "Petrus"),
    "names": german("Wer gewann das Rennen von 1911?", "Amundsen", "Scott", "Nansen"),
    "idioms": german("Wer kam?", "alle drei Brüder", "vor allem Gäste", "jeder zweite Bürger"),
    "gap": german(
        f"Am 3. Oktober 1990 trat die DDR der {GAP} bei.", "Bundesrepublik", form="cloze"
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_german_is_told_of_nothing(name: str) -> None:
    assert told(SOUND[name]) == {}
