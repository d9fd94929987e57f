"""Anki: its own importer takes our packages, and shows every card as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from anki_reader import (
    AnkiNote,
    AnkiReader,
    Health,
    HtmlReading,
    Imported,
    NoteType,
    open_anki,
    text_of,
)
from conftest import ROOT, load_text
from packages import apkg

from quizgen.ask import ask_questions
from quizgen.build import build, check
from quizgen.load import load_deck
from quizgen.model import Deck, Question

DECKS = sorted(
    path.parent if path.name == "deck.yaml" else path
    for pattern in ("*.yaml", "*/deck.yaml")
    for path in (ROOT / "decks").glob(pattern)
)

TAIL = ["Note", "Source", "Hint", "Topic", "Spare 1", "Spare 2", "Spare 3", "Spare 4"]
SHAPES = {
    "Question": ["Key", "Scope", "Question", "Answer", *TAIL],
    "Cloze": ["Text", "Key", "Scope", *TAIL],
}


@dataclass(frozen=True, slots=True)
class ImportedDeck:
    """A deck of ours as Anki took it in."""

    path: Path
    deck: Deck
    questions: tuple[Question, ...]
    content: bytes
    first: Imported
    second: Imported
    notes: tuple[AnkiNote, ...]
    note_types: tuple[NoteType, ...]
    health: Health


@pytest.fixture(scope="module", params=DECKS, ids=lambda path: path.stem)
def imported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ImportedDeck]:
    """Build a deck of `decks/`, import it twice, and read all that Anki made of it."""
    path: Path = request.param
    folder = tmp_path_factory.mktemp("anki")
    checked, built = check(path), build(path, folder, locked=True)
    package = next(each for each in built.paths if each.suffix == ".apkg")
    content = package.read_bytes()
    with open_anki(folder / "collection") as anki:
        first, second = anki.import_package(content), anki.import_package(content)
        notes, note_types = anki.notes(), anki.note_types()
        yield ImportedDeck(
            path=path,
            deck=checked.deck,
            questions=checked.questions,
            content=content,
            first=first,
            second=second,
            notes=notes,
            note_types=note_types,
            health=anki.health(),
        )


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[AnkiReader]:
    """A fresh collection."""
    with open_anki(tmp_path / "collection") as reader:
        yield reader


def package(deck: Deck) -> bytes:
    """Make the package of a deck as a build does."""
    questions, problems = ask_questions(deck)
    assert problems == []
    return apkg(deck, questions)


# -- every deck of ours


def test_every_note_is_new_and_none_conflicts(imported: ImportedDeck) -> None:
    notes = len(imported.notes)
    assert imported.first == Imported(notes, notes, 0, 0, 0, 0)


def test_a_second_import_of_the_same_package_changes_nothing(imported: ImportedDeck) -> None:
    notes = len(imported.notes)
    assert imported.second == Imported(notes, 0, 0, notes, 0, 0)


def test_anki_finds_no_fault(imported: ImportedDeck) -> None:
    health = imported.health
    assert health.damage == ""
    assert health.empty_cards == 0
    assert health.missing_media == ()
    assert health.unused_media == ()


def test_all_cards_are_in_the_package_and_anki_makes_none(imported: ImportedDeck) -> None:
    assert imported.health.made == imported.health.mended
    assert len(imported.health.made) == sum(len(note.cards) for note in imported.notes)


def test_there_is_one_note_for_each_card_question(imported: ImportedDeck) -> None:
    forms = imported.deck.anki.forms
    asked = [question.id for question in imported.questions if question.form in forms]
    assert [note.fields["Key"] for note in imported.notes] == asked
    assert len({note.guid for note in imported.notes}) == len(asked)


def test_due_counts_from_1_in_the_decks_order(imported: ImportedDeck) -> None:
    dues = [{card.due for card in note.cards} for note in imported.notes]
    assert dues == [{due} for due in range(1, len(dues) + 1)]


def test_cards_lie_in_the_deck_of_that_title(imported: ImportedDeck) -> None:
    decks = {card.deck for note in imported.notes for card in note.cards}
    assert decks == {imported.deck.anki.deck_name}


def test_note_types_have_the_fields_they_keep_for_ever(imported: ImportedDeck) -> None:
    for note_type in imported.note_types:
        shape = note_type.name.rpartition(" - ")[2]
        assert [name for name, _ in note_type.fields] == SHAPES[shape]
        assert [name for name, _ in note_type.templates] == ["Card"]
        assert note_type.sort_field == "Key"
        assert note_type.cloze == (shape == "Cloze")


def test_note_types_pin_an_id_on_each_field_and_template(imported: ImportedDeck) -> None:
    for note_type in imported.note_types:
        ids = [number for _, number in (*note_type.fields, *note_type.templates)]
        assert all(number is not None and 0 < number < 2**53 for number in ids)
        assert len(set(ids)) == len(ids)


def test_question_and_answer_stand_on_their_sides(imported: ImportedDeck) -> None:
    for note in imported.notes:
        if "Answer" not in note.fields:
            continue
        (card,) = note.cards
        front, back = HtmlReading(card.front).by_class, HtmlReading(card.back).by_class
        assert front["prompt"] == back["prompt"] == [text_of(note.fields["Question"])]
        assert front["answer"] == []
        assert back["answer"] == [text_of(note.fields["Answer"])]


def test_note_and_source_stand_on_the_back_alone(imported: ImportedDeck) -> None:
    for note in imported.notes:
        for card in note.cards:
            front, back = HtmlReading(card.front).by_class, HtmlReading(card.back).by_class
            assert front["note"] == front["source"] == []
            assert back["note"] == ([text_of(note.fields["Note"])] if note.fields["Note"] else [])
            assert note.fields["Source"], note.fields["Key"]
            assert back["source"] == [f"Source {text_of(note.fields['Source'])}"]


def test_a_scope_stands_above_the_question_on_both_sides(imported: ImportedDeck) -> None:
    scopes = {question.id: question.scope for question in imported.questions}
    for note in imported.notes:
        scope = scopes[note.fields["Key"]]
        for card in note.cards:
            for side in (card.front, card.back):
                assert HtmlReading(side).by_class["scope"] == ([scope] if scope else [])


def test_no_card_plays_a_sound_or_shows_template_braces(imported: ImportedDeck) -> None:
    for note in imported.notes:
        for card in note.cards:
            assert card.sounds == 0
            assert "{{" not in card.front + card.back


def test_tags_are_the_deck_and_its_topic(imported: ImportedDeck) -> None:
    topics = {question.id: question.topic for question in imported.questions}
    for note in imported.notes:
        topic = topics[note.fields["Key"]]
        expected = f"{imported.deck.id}::{topic}" if topic else imported.deck.id
        assert expected in note.tags


def test_the_css_knows_night_mode(imported: ImportedDeck) -> None:
    for note_type in imported.note_types:
        assert ".nightMode" in note_type.css


# -- identity: golden values, which must never change


def test_planets_keep_guids_for_ever(anki: AnkiReader) -> None:
    deck, _ = load_deck(ROOT / "decks" / "planets.yaml")
    anki.import_package(package(deck))
    recall = anki.note("planets/venus/which-place/recall")
    cloze = anki.note("planets/venus/year/cloze")
    assert (recall.guid, cloze.guid) == ("oAxB>_9Aex", "+gA]}aa(qg")


def test_planets_keep_note_types_for_ever(anki: AnkiReader) -> None:
    deck, _ = load_deck(ROOT / "decks" / "planets.yaml")
    anki.import_package(package(deck))
    cloze, question = anki.note_types()
    assert (cloze.name, question.name) == ("The planets - Cloze", "The planets - Question")
    assert (cloze.id, question.id) == (3241588789658, 2652662846316)
    assert question.templates == (("Card", 2416231930129),)
    assert question.fields == (
        ("Key", 3039502164624),
        ("Scope", 2510155593410),
        ("Question", 2712526852940),
        ("Answer", 3245621802161),
        ("Note", 3224699729997),
        ("Source", 3185150564936),
        ("Hint", 2386804883431),
        ("Topic", 2769640475444),
        ("Spare 1", 2262757713123),
        ("Spare 2", 2843530911691),
        ("Spare 3", 3096501459392),
        ("Spare 4", 3215051855622),
    )
    assert cloze.templates == (("Card", 2487219390649),)
    assert cloze.fields == (
        ("Text", 3233235917259),
        ("Key", 2978921155233),
        ("Scope", 2478257463513),
        ("Note", 2737089173300),
        ("Source", 3194985879827),
        ("Hint", 3016638505585),
        ("Topic", 2948622054551),
        ("Spare 1", 3071359176707),
        ("Spare 2", 2999137422768),
        ("Spare 3", 2958219476406),
        ("Spare 4", 2425125856863),
    )


WORDED = """
kinds:
  metal:
    fields: {{name: text, symbol: text}}
    templates:
      symbol: {{ask: "{ask}", answer: symbol}}
      sentence: {{state: "{state}", blank: [symbol]}}
facts:
  metal:
    gold: {{name: Gold, symbol: Au}}
    iron: {{name: Iron, symbol: Fe}}
"""


def test_a_reworded_question_is_the_same_note(anki: AnkiReader, tmp_path: Path) -> None:
    old = WORDED.format(ask="Symbol of {{ name }}?", state="{{ name }} is {{ symbol }}.")
    new = WORDED.format(ask="How is {{ name }} written?", state="We write {{ symbol }}: {{ name }}")
    before, _ = load_text(old, tmp_path)
    after, _ = load_text(new, tmp_path)
    assert anki.import_package(package(before)) == Imported(4, 4, 0, 0, 0, 0)
    guids = {note.guid for note in anki.notes()}
    # Every note has one date until anki.lock stands, so the new wording is not taken yet.
    assert anki.import_package(package(after)) == Imported(4, 0, 0, 4, 0, 0)
    assert {note.guid for note in anki.notes()} == guids


def test_another_answer_is_the_same_note(anki: AnkiReader, tmp_path: Path) -> None:
    text = WORDED.format(ask="Symbol of {{ name }}?", state="{{ name }} is {{ symbol }}.")
    before, _ = load_text(text, tmp_path)
    after, _ = load_text(text.replace("Fe", "Fe (from ferrum)"), tmp_path)
    anki.import_package(package(before))
    assert anki.import_package(package(after)).new == 0


def test_a_new_fact_in_front_keeps_all_other_ids(anki: AnkiReader, tmp_path: Path) -> None:
    text = WORDED.format(ask="Symbol of {{ name }}?", state="{{ name }} is {{ symbol }}.")
    before, _ = load_text(text, tmp_path)
    more = text.replace("    gold:", "    tin: {name: Tin, symbol: Sn}\n    gold:")
    after, _ = load_text(more, tmp_path)
    anki.import_package(package(before))
    old = {note.fields["Key"]: (note.id, note.guid) for note in anki.notes()}
    assert anki.import_package(package(after)).new == 2
    new = {note.fields["Key"]: (note.id, note.guid) for note in anki.notes()}
    assert old.items() <= new.items()


# -- what a card holds


def test_a_cloze_numbers_its_blanks_and_makes_a_card_of_each(anki: AnkiReader, deck: Deck) -> None:
    """
    kinds:
      investment:
        fields: {who: text, much: text, year: year}
        templates:
          told: {state: "{{ who }} gave {{ much }} in {{ year }}.", blank: [year, much, who]}
    facts: {investment: {first: {who: Microsoft, much: $1 billion, year: 2019}}}
    """
    anki.import_package(package(deck))
    (note,) = anki.notes()
    expected = "{{c3::Microsoft}} gave {{c2::$1 billion}} in {{c1::2019}}."
    assert note.fields["Text"] == expected
    assert [card.ordinal for card in note.cards] == [0, 1, 2]
    fronts = [HtmlReading(card.front).by_class["prompt"] for card in note.cards]
    assert fronts == [
        ["Microsoft gave $1 billion in [...]."],
        ["Microsoft gave [...] in 2019."],
        ["[...] gave $1 billion in 2019."],
    ]
    for card in note.cards:
        back = HtmlReading(card.back).by_class["prompt"]
        assert back == ["Microsoft gave $1 billion in 2019."]


def test_an_authors_own_clozes_keep_numbers_and_hints(anki: AnkiReader, deck: Deck) -> None:
    """
    facts:
      cloze:
        water: {text: "{{c1::Two}} parts {{c2::hydrogen::a gas}}, {{c1::one}} part oxygen"}
    """
    anki.import_package(package(deck))
    (note,) = anki.notes()
    fronts = [HtmlReading(card.front).by_class["prompt"] for card in note.cards]
    assert fronts == [
        ["[...] parts hydrogen, [...] part oxygen"],
        ["Two parts [a gas], one part oxygen"],
    ]


def test_a_value_that_stands_twice_is_hidden_only_in_its_gap(anki: AnkiReader, deck: Deck) -> None:
    """
    kinds:
      thing:
        fields: {number: text, year: year}
        templates: {t: {state: "{{ number }} items in {{ year }}", blank: [year]}}
    facts: {thing: {one: {number: 2019, year: 2019}}}
    """
    anki.import_package(package(deck))
    (note,) = anki.notes()
    assert note.fields["Text"] == "2019 items in {{c1::2019}}"


def test_tags_hold_deck_topic_and_the_authors_own(anki: AnkiReader, deck: Deck) -> None:
    """
    facts:
      card:
        gold: {front: Au, back: gold, topic: old metals, tags: [noble, "exam  2026", noble]}
        neon: {front: Ne, back: neon}
    """
    anki.import_package(package(deck))
    gold, neon = anki.notes()
    assert gold.tags == ("exam_2026", "noble", "test::old_metals")
    assert neon.tags == ("test",)


def test_the_hint_waits_on_the_front(anki: AnkiReader, deck: Deck) -> None:
    """
    facts: {card: {gold: {front: Au, back: gold, hint: a noble metal}}}
    """
    anki.import_package(package(deck))
    (card,) = anki.notes()[0].cards
    hints = HtmlReading(card.front).by_class["hint"]
    assert any("a noble metal" in hint for hint in hints)
    assert "display: none" in card.front
    assert "a noble metal" not in card.back


def test_a_source_shows_its_name_its_place_and_its_link(anki: AnkiReader, deck: Deck) -> None:
    """
    sources: {book: {name: The Book, url: "https://example.org/?a=1&b=2"}}
    facts: {card: {gold: {front: Au, back: gold, source: {in: book, page: 7, at: 3}}}}
    """
    anki.import_package(package(deck))
    (note,) = anki.notes()
    reading = HtmlReading(note.fields["Source"])
    assert reading.text == "The Book, page 7, paragraph 3"
    assert reading.elements == [("a", {"href": "https://example.org/?a=1&b=2"})]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,<b>x", " javascript:x"])
def test_only_web_addresses_become_links(anki: AnkiReader, tmp_path: Path, url: str) -> None:
    text = f'sources: {{book: {{name: The Book, url: "{url}"}}}}\n'
    text += "facts: {card: {gold: {front: Au, back: gold, source: book}}}\n"
    deck, _ = load_text(text, tmp_path)
    anki.import_package(package(deck))
    (note,) = anki.notes()
    assert HtmlReading(note.fields["Source"]).elements == []


def test_choice_and_true_false_make_no_cards(anki: AnkiReader) -> None:
    deck, _ = load_deck(ROOT / "decks" / "planets.yaml")
    anki.import_package(package(deck))
    forms = {note.fields["Key"].rpartition("/")[2] for note in anki.notes()}
    assert forms == {"recall", "cloze"}


def test_the_deck_says_what_it_rests_on(anki: AnkiReader) -> None:
    deck, _ = load_deck(ROOT / "decks" / "planets.yaml")
    anki.import_package(package(deck))
    found = anki.collection.decks.by_name("The planets")
    assert found is not None
    assert "Sources: NASA's Planetary Fact Sheets" in found["desc"]
    assert found["desc"].endswith("Licence: CC0-1.0")
