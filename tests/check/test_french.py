"""French: elided words and inverted questions, and else the same rules."""

from __future__ import annotations

import pytest
from planting import hinted, spoken, told

from quizgen.model import Deck

GAP = "{{ answer }}"


def french(prompt: str, answer: str = "Lima", *wrong: str, form: str = "") -> Deck:
    return spoken("fr", prompt, answer, *wrong, form=form)


FLAWED = {
    "absolute": french(
        "Qu’est-ce qui vaut ici ?", "deux banques", "toutes les écoles", "dix lieux"
    ),
    "all-of-the-above": french("Que brûle-t-on ?", "du bois", "de l’or", "toutes ces réponses"),
    "article-number-cue": french("Le petit de la brebis est un", "agneau"),
    "clang": french("Que donna le traité du nuage ?", "un droit au nuage", "un siège", "rien"),
    "cloze-ambiguous": french(f"La tour Eiffel se trouve {GAP} France.", "en", form="cloze"),
    "dangling-context": french("Qui dirige actuellement l’entreprise ?"),
    "determiner-asymmetry": french(
        "Que fait-il ?", "descendre", "toujours monter", "jamais tomber"
    ),
    "double-barrelled": french("Qui découvrit la pénicilline, et quand fut-elle vendue ?"),
    "double-negative": french(
        "Quelle règle n’est PAS la leur ?", "ne rien manger", "lire", "aider"
    ),
    "k-type": french("Que contient la mer ?", "sel", "or", "A et C"),
    "near-leak": french("Qui vit la navigation des Phéniciens ?", "le navigateur Hannon"),
    "negative": french("Quelle ville n’est PAS au bord de la mer ?"),
    "negative-unmarked": french("Quelle ville n’est pas au bord de la mer ?"),
    "no-question": french("La capitale du Pérou"),
    "none-of-the-above": french("Que brûle-t-on ?", "du bois", "de l’or", "aucune de ces réponses"),
    "opinion": french("Quel est le plus grand poète de son temps ?"),
    "orphan": french("Quand a-t-elle été fondée ?", "1901"),
    "placeholder-word": french("Qui découvrit la comète ?", "inconnu"),
    "range-overlap": french("Combien d’arbres ?", "10 à 20", "20 à 30", "31 à 40"),
    "set-enumeration": french("Qui fonda Rome ?", "Anne, Bruno et Carla"),
    "unsorted": french("Où est la mer ?", "à 1.200 lieues", "à 30 lieues", "à 7,5 lieues"),
    "which-is-true": french("Laquelle de ces affirmations sur Mars est exacte ?"),
    "yes-no": french("Le Rhin est-il plus long que le Rhône ?", "oui"),
}


@pytest.mark.parametrize("rule", FLAWED)
def test_flaw_in_french_is_told(rule: str) -> None:
    assert rule in told(FLAWED[rule])


def test_hints_know_french() -> None:
    deck = french("Que se passa-t-il ?", "la mer monte assez", "la mer baisse", "la mer dort")
    assert hinted(deck).keys() >= {"opposite-pair", "vague"}


SOUND = {
    "offer": french("« Maison » est-il masculin ou féminin ?", "féminin"),
    "question": french("Quelle est la capitale du Pérou ?"),
    "inversion": french("Combien de lunes la planète Mars a-t-elle ?", "deux"),
    "year": french("En quelle année l’Allemagne a-t-elle été réunifiée ?", "1990"),
    "subject": french("Dans quelle ville Mozart est-il mort ?", "Vienne"),
    "imperative": french("Citez le plus long fleuve de France.", "la Loire"),
    "infinitive": french("Nommer le plus haut sommet des Alpes.", "le mont Blanc"),
    "reason": french("Pourquoi Pluton n’est-elle plus une planète ?", "elle est trop petite"),
    "clause": french("Quel oiseau qui ne vole pas vit en Antarctique ?", "le manchot"),
    "which": french("Laquelle des lunes de Jupiter est couverte de glace ?", "Europe"),
    "step": french("Quel astronaute fit un premier pas sur la Lune ?", "Armstrong"),
    "place": french("Quelle est la préfecture du Pas-de-Calais ?", "Arras"),
    "then": french("Qui fut élu l’année suivante, en 1849 ?", "Bonaparte"),
    "quotation": french("Qui a dit « Je ne suis pas d’accord » ?", "Voltaire"),
    "names": french("Qui gagna la course de 1911 ?", "Amundsen", "Scott", "Nansen"),
    "idioms": french("Qui vint ?", "les trois frères", "tout le monde", "la moitié du village"),
    "impersonal": french("Combien de régions y a-t-il en France ?", "18"),
    "called": french("Comment appelle-t-on le petit de la brebis ?", "l’agneau"),
    "what": french("Qu’est-ce que la photosynthèse produit ?", "de l’oxygène"),
    "gap": french(f"En 1789, le peuple prit la {GAP} à Paris.", "Bastille", form="cloze"),
    "comma": french("Selon Le Monde, combien l’entreprise a-t-elle payé ?", "un million"),
    "title": french("Quel roman de Victor Hugo parut en 1862 ?", "Les Misérables"),
    "number": french("Combien d’os le corps humain adulte compte-t-il ?", "206"),
    "element": french("Quel élément chimique porte le symbole Fe ?", "le fer"),
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_french_is_told_of_nothing(name: str) -> None:
    assert told(SOUND[name]) == {}
