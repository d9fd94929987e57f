"""Lock: dates move with content, never with the clock; the file reads back as it was written."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, pairwise
from pathlib import Path

import pytest
from conftest import load_text
from hypothesis import given
from hypothesis import strategies as st
from packages import NOW, dated

from quizgen.ask import ask_questions
from quizgen.compose import choose_cards
from quizgen.lock import (
    Lock,
    LockedNote,
    LockedType,
    changes_since_release,
    current_time,
    date_package,
    mark_release,
    parse_lock,
    print_lock,
)
from quizgen.lock.dates import ROOM
from quizgen.lock.merge import merge_locks
from quizgen.model import Deck, Question
from quizgen.render import make_package

Asked = tuple[Deck, tuple[Question, ...]]
FACTS = "".join(f"    f{i}: {{front: front {i}, back: back {i}}}\n" for i in range(300))


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    """A deck of 300 cards, and its questions."""
    return ask("facts:\n  card:\n" + FACTS, tmp_path)


def ask(text: str, folder: Path) -> Asked:
    deck, _ = load_text(text, folder)
    return deck, ask_questions(deck)[0]


def test_notes_stand_in_the_order_of_their_questions(asked: Asked) -> None:
    package, _ = dated(*asked)
    assert [note.key for note in package.notes] == [question.id for question in asked[1]]


def test_creation_times_are_past_apart_and_in_the_order_of_notes(asked: Asked) -> None:
    package, _ = dated(*asked)
    created = [note.created for note in package.notes]
    assert created == sorted(created)
    assert created[-1] < NOW * 1000
    assert all(later - earlier >= ROOM for earlier, later in pairwise(created))


def test_two_decks_of_one_moment_share_no_creation_time(asked: Asked) -> None:
    deck, questions = asked
    one, _ = dated(deck, questions)
    other, _ = dated(replace(deck, id="other"), questions)
    assert not {note.created for note in one.notes} & {note.created for note in other.notes}


def test_a_clock_that_ran_ahead_once_dates_no_new_note_ahead(asked: Asked) -> None:
    deck, questions = asked
    _, lock = dated(deck, questions[1:], now=NOW + 10**8)
    package, _ = dated(deck, questions, lock)
    assert package.notes[0].created < NOW * 1000 < package.notes[1].created


def test_what_did_not_change_keeps_its_dates_on_any_clock(asked: Asked) -> None:
    first, lock = dated(*asked)
    second, same = dated(*asked, lock, NOW + 9999)
    assert second == first
    assert same == lock


def test_a_changed_note_is_dated_later_and_alone(asked: Asked, tmp_path: Path) -> None:
    _, lock = dated(*asked)
    changed = ask("facts:\n  card:\n" + FACTS.replace("back 7}", "back seven}"), tmp_path)
    package, _ = dated(*changed, lock, NOW + 60)
    later = [note.key for note in package.notes if note.modified != NOW]
    assert later == ["test/f7/card/recall"]
    assert package.notes[7].modified == NOW + 60


def test_a_clock_that_is_behind_still_dates_a_change_later(asked: Asked, tmp_path: Path) -> None:
    _, lock = dated(*asked)
    changed = ask("facts:\n  card:\n" + FACTS.replace("back 7}", "back seven}"), tmp_path)
    deck, questions = changed
    late, _, problems = date_package(
        make_package(deck, choose_cards(deck, questions)), lock, NOW - 86_400
    )
    assert late.notes[7].modified == NOW + 1
    assert [problem.rule for problem in problems] == ["clock-behind"]
    assert "1 changed note had a later date" in problems[0].message
    assert "clock, 2023-11-13 22:13 UTC, and now" in problems[0].message
    assert "the next second: 2023-11-14 22:13 UTC" in problems[0].message
    package = make_package(deck, choose_cards(deck, questions))
    assert date_package(package, lock, NOW)[2] == [], "a clock that stands still is not behind"


def test_a_note_left_out_moves_no_other(asked: Asked) -> None:
    deck, questions = asked
    _, lock = dated(deck, questions)
    before = {note.key: note for note in dated(deck, questions, lock)[0].notes}
    rest, shorter = dated(deck, questions[1:], lock, NOW + 60)
    assert all(before[note.key] == note for note in rest.notes)
    assert questions[0].id not in shorter.notes


def test_a_released_note_stays_in_the_lock(asked: Asked) -> None:
    deck, questions = asked
    _, lock = dated(deck, questions)
    _, later = dated(deck, questions[1:], mark_release(lock), NOW + 60)
    assert questions[0].id in later.notes


def test_changes_count_from_the_last_release(asked: Asked, tmp_path: Path) -> None:
    _, lock = dated(*asked)
    assert set(changes_since_release(lock).values()) == {"added"}
    released = mark_release(lock)
    assert changes_since_release(released) == {}
    text = FACTS.replace("back 7}", "back seven}").replace("front: front 8,", "front: before 8,")
    _, draft = dated(*ask("facts:\n  card:\n" + text, tmp_path), released, NOW + 60)
    assert changes_since_release(draft) == {
        "test/f7/card/recall": "answer",
        "test/f8/card/recall": "question",
    }


def test_a_changed_look_dates_its_note_type_and_no_note(asked: Asked) -> None:
    package, lock = dated(*asked)
    look = replace(lock, types={"Question": LockedType("another look", NOW)})
    later, _ = dated(*asked, look, NOW + 60)
    assert later.notes == package.notes
    assert [each.modified for each in later.note_types] == [NOW + 60]


def test_the_clock_is_source_date_epoch_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    assert current_time() == 12345
    for senseless in ("yesterday", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", senseless)
        assert NOW < current_time() < 10**11


HASHES = st.lists(st.integers(0, 2**32 - 1), min_size=3, max_size=3).map(
    lambda parts: ".".join(f"{part:08x}" for part in parts)
)
MOMENTS = st.integers(0, 2**53)
NAMES = st.text("az09-", min_size=1, max_size=5)
NOTES = st.builds(
    LockedNote,
    HASHES,
    MOMENTS,
    MOMENTS,
    st.just("") | HASHES,
    st.lists(NAMES, unique=True, max_size=3).map(lambda names: dict(zip(names, count(1)))),
    st.text(),
    MOMENTS,
)
KEYS = st.lists(NAMES, min_size=4, max_size=4).map("/".join)


@given(st.text(), st.dictionaries(KEYS, NOTES, max_size=5))
def test_a_lock_reads_back_as_it_was_written(name: str, notes: dict[str, LockedNote]) -> None:
    drafted = LockedType("0123456789abcdef", 9, "fedcba9876543210", 8)
    types = {"Question": LockedType("0123456789abcdef", 7), "Cloze": drafted}
    lock = Lock(name, types, notes, frozenset({"a.svg"}), frozenset(notes))
    assert parse_lock(print_lock(lock), "anki.lock") == (lock, [])


@given(NOTES, NOTES)
def test_a_merge_leaves_no_learner_behind(one: LockedNote, other: LockedNote) -> None:
    merged = merge_locks(Lock(notes={"key": one}), Lock(notes={"key": other})).notes["key"]
    for side in (one, other):
        assert merged.modified >= side.modified
        assert merged.content == side.content or merged.modified > side.modified
        assert merged.released or not side.released


@given(st.text())
def test_any_text_as_a_lock_gives_problems_and_no_traceback(text: str) -> None:
    _, problems = parse_lock(text, "anki.lock")
    assert problems
