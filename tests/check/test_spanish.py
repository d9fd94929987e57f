"""Spanish: questions that open with a mark, no pronoun for a subject, and else the same rules."""

from __future__ import annotations

import pytest
from planting import hinted, spoken, told

from quizgen.model import Deck

GAP = "{{ answer }}"


def spanish(prompt: str, answer: str = "Lima", *wrong: str, form: str = "") -> Deck:
    return spoken("es", prompt, answer, *wrong, form=form)


FLAWED = {
    "absolute": spanish("¿Qué vale aquí?", "dos bancos", "todas las escuelas", "diez lugares"),
    "all-of-the-above": spanish("¿Qué arde?", "la leña", "el oro", "todas las anteriores"),
    "article-number-cue": spanish("La cría de la oveja es un", "cordero"),
    "clang": spanish("¿Qué dio el tratado de la nube?", "un derecho a la nube", "un cargo", "oro"),
    "cloze-ambiguous": spanish(f"La torre Eiffel está {GAP} Francia.", "en", form="cloze"),
    "dangling-context": spanish("¿Quién dirige actualmente la empresa?"),
    "determiner-asymmetry": spanish("¿Qué hace?", "bajar", "siempre subir", "nunca caer"),
    "double-barrelled": spanish("¿Quién halló la penicilina y cuándo se vendió?"),
    "double-negative": spanish("¿Qué regla NO es suya?", "no comer", "leer", "ayudar"),
    "k-type": spanish("¿Qué contiene el mar?", "sal", "oro", "A y C"),
    "near-leak": spanish("¿Quién hizo la investigación del cometa?", "el investigador Ruiz"),
    "negative": spanish("¿Qué ciudad NO está a orillas del mar?"),
    "negative-unmarked": spanish("¿Qué ciudad no está a orillas del mar?"),
    "no-question": spanish("La capital de Perú"),
    "none-of-the-above": spanish("¿Qué arde?", "la leña", "el oro", "ninguna de las anteriores"),
    "opinion": spanish("¿Quién fue el mejor poeta de su tiempo?"),
    "orphan": spanish("¿Cuándo fue fundada?", "1901"),
    "placeholder-word": spanish("¿Quién descubrió el cometa?", "desconocido"),
    "range-overlap": spanish("¿Cuántos árboles hay?", "de 10 a 20", "de 20 a 30", "de 31 a 40"),
    "set-enumeration": spanish("¿Quién fundó Roma?", "Ana, Bruno y Carla"),
    "unsorted": spanish("¿Dónde está el mar?", "a 1.200 leguas", "a 30 leguas", "a 7,5 leguas"),
    "which-is-true": spanish("¿Cuál de las siguientes afirmaciones sobre Marte es correcta?"),
    "yes-no": spanish("¿Es el Rin un río?", "sí"),
}


@pytest.mark.parametrize("rule", FLAWED)
def test_flaw_in_spanish_is_told(rule: str) -> None:
    assert rule in told(FLAWED[rule])


def test_hints_know_spanish() -> None:
    deck = spanish("¿Qué pasó?", "el mar sube bastante", "el mar baja", "el mar duerme")
    assert hinted(deck).keys() >= {"opposite-pair", "vague"}


SOUND = {
    "offer": spanish("¿Es «casa» masculino o femenino?", "femenino"),
    "question": spanish("¿Cuál es la capital de Perú?"),
    "many": spanish("¿Cuántas lunas tiene Marte?", "dos"),
    "behind a clause": spanish("En 1990, ¿qué país se reunificó?", "Alemania"),
    "imperative": spanish("Nombra el río más largo de España.", "el Tajo"),
    "polite": spanish("Indique el pico más alto de los Andes.", "el Aconcagua"),
    "infinitive": spanish("Señalar el metal líquido.", "el mercurio"),
    "reason": spanish("¿Por qué Plutón ya no es un planeta?", "es demasiado pequeño"),
    "clause": spanish("¿Qué ave que no vuela vive en la Antártida?", "el pingüino"),
    "then": spanish("¿Quién fue elegido en los siguientes años de 1848?", "Bonaparte"),
    "quotation": spanish("¿Quién dijo «Yo no soy él»?", "Pedro"),
    "names": spanish("¿Quién ganó la carrera de 1911?", "Amundsen", "Scott", "Nansen"),
    "idioms": spanish("¿Quién vino?", "los tres hermanos", "todo el mundo", "medio pueblo"),
    "called": spanish("¿Cómo se llama la cría de la oveja?", "el cordero"),
    "not only": spanish(
        "¿Quién pintó no solo Las Meninas sino también Las Hilanderas?", "Velázquez"
    ),
    "gap": spanish(f"En 1492 Colón zarpó de {GAP} con tres naves.", "Palos", form="cloze"),
    "quoted gap": spanish("¿Qué palabra completa la frase «Ella ___ a casa»?", "va"),
    "title": spanish("¿Qué novela de Cervantes se publicó en 1605?", "Don Quijote"),
    "element": spanish("¿Qué elemento químico tiene el símbolo Fe?", "el hierro"),
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_spanish_is_told_of_nothing(name: str) -> None:
    assert told(SOUND[name]) == {}
