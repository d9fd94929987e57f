"""What a learner keeps when the next release is imported, by Anki's own importer and defaults."""

from __future__ import annotations

import time

from anki.cards import CardId
from anki_reader import AnkiReader
from media import RED, put
from publishing import DANUBE, ODER, Publisher, edit, import_updates, schedules, study

LINE = "rivers/danube/line/cloze"


def test_changed_text_arrives_and_no_day_of_progress_is_lost(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("Black Sea", "Black Sea by a wide delta")
    done = learner.import_package(publisher.run("release"))
    assert (done.new, done.updated, done.conflicting) == (0, 1, 0)
    assert learner.note(DANUBE).fields["Answer"] == "Black Sea by a wide delta"
    assert schedules(learner) == before
    assert all(each.answers == each.logged == 1 for each in before.values())


def test_an_edit_of_the_learner_survives_where_the_release_changed_nothing(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    edit(learner, ODER, "Note", "My own mnemonic", "mine")
    publisher.change("Black Sea", "Black Sea by a wide delta")
    learner.import_package(publisher.run("release"))
    oder = learner.note(ODER)
    assert oder.fields["Note"] == "My own mnemonic"
    assert "mine" in oder.tags


def test_a_new_template_brings_new_cards_and_dates_no_old_note(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change(
        "      line:",
        '      which: {ask: "Which river is {{ length }} long?", answer: name}\n      line:',
    )
    done = learner.import_package(publisher.run("release"))
    assert (done.new, done.updated, done.conflicting) == (3, 0, 0)
    after = schedules(learner)
    assert {key: after[key] for key in before} == before


def test_a_blank_put_first_leaves_the_numbers_of_old_gaps(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("blank: [length]", "blank: [name, length]")
    done = learner.import_package(publisher.run("release"))
    assert (done.new, done.updated, done.conflicting) == (0, 3, 0)
    text = learner.note("rivers/danube/line/cloze").fields["Text"]
    assert text == "The {{c2::Danube}} is {{c1::2850 km}} long."
    after = schedules(learner)
    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 3


def test_an_edited_title_does_not_fork_the_deck(publisher: Publisher, learner: AnkiReader) -> None:
    learner.import_package(publisher.run("release"))
    publisher.change("title: Rivers", "title: Rivers of Europe")
    publisher.change("Black Sea", "the Black Sea")
    done = learner.import_package(publisher.run("release"))
    assert (done.new, done.updated) == (0, 1)
    assert {card.deck for note in learner.notes() for card in note.cards} == {"Rivers"}
    assert len(learner.note_types()) == 2


def test_drafts_between_two_releases_arrive_each_time(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.start = int(time.time())  # until 24.11, Anki dated updated notes by its own clock
    learner.import_package(publisher.run("release"))
    for old, new in (("Black", "Dark"), ("Dark", "Deep"), ("Deep", "Wide")):
        publisher.change(f"{old} Sea", f"{new} Sea")
        done = learner.import_package(publisher.run("build"))
        assert done.updated == 1
        assert learner.note(DANUBE).fields["Answer"] == f"{new} Sea"


def test_a_build_without_a_change_is_all_duplicates(
    publisher: Publisher, learner: AnkiReader
) -> None:
    first = publisher.run("release")
    learner.import_package(first)
    second = publisher.run("build")
    assert second == first
    assert learner.import_package(second).duplicate == 6


def test_an_older_release_imported_afterwards_changes_nothing(
    publisher: Publisher, learner: AnkiReader
) -> None:
    old = publisher.run("release")
    publisher.change("Black Sea", "the Black Sea")
    learner.import_package(publisher.run("release"))
    done = learner.import_package(old)
    assert (done.new, done.updated, done.conflicting) == (0, 0, 0)
    assert learner.note(DANUBE).fields["Answer"] == "the Black Sea"


def test_a_clock_that_stands_still_still_dates_changes_later(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    publisher.change("Black Sea", "the Black Sea")
    publisher.day = 0
    done = learner.import_package(publisher.run("release"))
    assert done.updated == 1


def test_a_retired_fact_leaves_the_package_and_is_marked_for_those_who_have_it(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("length: 840 km}", "length: 840 km, retired: its course was moved}")
    assert learner.import_package(publisher.run("release")).found == 4
    retired = (publisher.folder / "dist/rivers/rivers-retired.apkg").read_bytes()
    done = learner.import_package(retired)
    assert (done.new, done.updated, done.conflicting) == (0, 2, 0)
    oder = learner.note(ODER)
    assert oder.fields["Scope"] == "Retired: its course was moved"
    assert "quizgen::retired" in oder.tags
    assert schedules(learner) == before
    assert "## Retired" in publisher.output("CHANGES.md")


def test_a_fact_that_was_never_released_may_vanish(publisher: Publisher) -> None:
    publisher.run("build")
    publisher.change("    oder: {name: Oder, sea: Baltic Sea, length: 840 km}\n", "")
    publisher.run("build")


def test_updates_txt_keeps_tags_and_brings_changes_and_new_notes(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    edit(learner, DANUBE, "Spare 1", "", "mine")
    publisher.change("Black Sea", 'the "Black" Sea')
    publisher.change(
        "    oder:", "    elbe: {name: Elbe, sea: North Sea, length: 1094 km}\n    oder:"
    )
    publisher.run("release")
    log = import_updates(learner, publisher)
    assert (log.updated, log.new, log.conflicting) == (1, 2, 0)
    danube = learner.note(DANUBE)
    assert danube.fields["Answer"] == 'the "Black" Sea'
    assert "mine" in danube.tags
    after = schedules(learner)
    assert {key: after[key] for key in before} == before
    assert {card.deck for note in learner.notes() for card in note.cards} == {"Rivers"}


def test_a_release_of_pictures_alone_leaves_no_text_that_anki_refuses(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.change("length: quantity}", "length: quantity, map: image?}")
    publisher.change(
        "line:", 'map: {ask: "Which river is this? {{ map }}", answer: name}\n      line:'
    )
    publisher.change("2850 km}", "2850 km, map: {file: d.svg, alt: a bend}}")
    put(publisher.folder / "rivers.media", {"d.svg": RED})
    learner.import_package(publisher.run("release"))
    put(publisher.folder / "rivers.media", {"d.svg": RED.replace(b"red", b"blue")})
    publisher.day += 1
    done = publisher.cli("release", "rivers.yaml", SOURCE_DATE_EPOCH=str(publisher.start + 86_400))
    assert "1 change since the last release, dated 2023-11-15 22:13 UTC\n" in done.stdout
    assert "come with the package, and there is no updates.txt" in done.stdout
    assert not (publisher.folder / "dist/rivers/updates.txt").exists(), "that of the first release"
    assert "updates.txt" not in publisher.output("CHANGES.md")
    package = (publisher.folder / "dist/rivers/rivers.apkg").read_bytes()
    assert learner.import_package(package).updated == 1


def test_changes_are_told_by_their_sort(publisher: Publisher) -> None:
    publisher.run("release")
    publisher.change("Black Sea", "the Black Sea")
    publisher.change("length: 812 km}", "length: 812 km, note: Its source is a glacier.}")
    publisher.run("release")
    changes = publisher.output("CHANGES.md")
    assert (
        "## The answer changed\n\n- Into which sea does the Danube flow? → the Black Sea" in changes
    )
    assert "## Note, source or tags changed" in changes
    assert "Oder" not in changes
    publisher.run("release")
    publisher.run("build")
    assert publisher.output("CHANGES.md") == changes, "what was told stays told"


def test_a_new_answer_is_told_where_the_question_changed_too(publisher: Publisher) -> None:
    publisher.run("release")
    publisher.change("flow?", "run?")
    publisher.change("Black Sea", "the Black Sea")
    publisher.run("release")
    _, reworded, both = publisher.output("CHANGES.md").split("\n## ")
    assert reworded.startswith("Reworded")
    assert reworded.count("\n- ") == 2
    told = "Question and answer changed\n\n- Into which sea does the Danube run? → the Black Sea\n"
    assert both == told


def test_what_is_retired_is_told_once_and_when_it_is_back(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.start = int(time.time())  # until 24.11, Anki dated updated notes by its own clock
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("840 km}", "840 km, retired: moved}")
    publisher.run("release")
    retired = "## Retired\n\n- (Retired: moved) Into which sea does the Oder flow?"
    assert retired in (changes := publisher.output("CHANGES.md"))
    assert "import rivers-retired.apkg too" in changes
    learner.import_package((publisher.folder / "dist/rivers/rivers-retired.apkg").read_bytes())
    publisher.change("Black Sea", "the Black Sea")
    publisher.run("release")
    assert "Oder" not in publisher.output("CHANGES.md")
    assert ODER not in publisher.output("updates.txt")
    publisher.change(", retired: moved}", "}")
    assert learner.import_package(publisher.run("release")).updated == 3
    assert "## Back again\n\n- Into which sea does the Oder" in publisher.output("CHANGES.md")
    oder = learner.note(ODER)
    assert (oder.fields["Scope"], oder.tags) == ("", ("rivers",))
    assert schedules(learner) == before


def test_a_gap_taken_away_is_told_to_those_whose_card_it_was(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.change("blank: [length]", "blank: [name, length]")
    learner.import_package(publisher.run("release"))
    publisher.change("blank: [name, length]", "blank: [length]")
    publisher.run("build")
    publisher.run("release")
    assert "Tools > Empty Cards in Anki removes it" in publisher.output("CHANGES.md")
    publisher.change("Black Sea", "the Black Sea")
    learner.import_package(publisher.run("release"))
    assert learner.health().empty_cards == 3
    assert "Empty Cards" not in publisher.output("CHANGES.md")


def test_a_question_on_several_cards_is_told_once(publisher: Publisher) -> None:
    publisher.change("title: Rivers", "title: Rivers\nanki: {forms: [recall, choice]}")
    publisher.change("answer: sea}", "answer: sea, one: true}")
    publisher.run("release")
    publisher.change("flow?", "run?")
    publisher.run("release")
    changes = publisher.output("CHANGES.md")
    assert changes.count("Into which sea does the Oder run? → Baltic Sea") == 1


def test_what_a_learner_made_of_cards_and_deck_stays(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.start = int(time.time()) - 10 * 86_400
    learner.import_package(publisher.run("release"))
    study(learner)
    collection = learner.collection
    moved, buried, crammed = (CardId(learner.note(key).cards[0].id) for key in (DANUBE, ODER, LINE))
    collection.sched.suspend_cards([moved])
    mine, deck = collection.decks.id("Mine"), collection.decks.by_name("Rivers")
    assert mine is not None
    assert deck is not None
    collection.set_deck([moved], mine)
    collection.sched.bury_cards([buried])
    collection.set_user_flag_for_cards(3, [buried])
    preset = collection.decks.add_config("mine")
    deck["conf"] = preset["id"]
    collection.decks.save(deck)
    filtered = collection.decks.get(collection.decks.new_filtered("Cram"))
    assert filtered is not None
    filtered["terms"] = [[f"cid:{crammed}", 9, 0]]
    collection.decks.save(filtered)
    collection.sched.rebuild_filtered_deck(filtered["id"])
    before = [collection.get_card(card) for card in (moved, buried, crammed)]
    for old, new in (("Black", "Deep"), ("Baltic", "Cold"), ("2850", "2851")):
        publisher.change(old, new)
    assert learner.import_package(publisher.run("release")).updated == 3
    for card in before:
        after = collection.get_card(card.id)
        assert after._to_backend_card() == card._to_backend_card()
    deck = collection.decks.by_name("Rivers")
    assert deck is not None
    assert deck["conf"] == preset["id"]
    collection.sched.empty_filtered_deck(filtered["id"])
    assert learner.note(LINE).cards[0].deck == "Rivers"
    assert learner.health().damage == ""


def test_a_field_of_their_own_makes_packages_conflict_but_not_updates_txt(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    models = learner.collection.models
    model = models.by_name("Rivers - Question")
    assert model is not None
    models.add_field(model, models.new_field("My picture"))
    models.update_dict(model)
    publisher.change("Black Sea", "the Black Sea")
    assert learner.import_package(publisher.run("release")).conflicting == 3
    log = import_updates(learner, publisher)
    assert (log.updated, log.conflicting) == (1, 0)
    danube = learner.note(DANUBE)
    assert danube.fields["Answer"] == "the Black Sea"
    assert "My picture" in danube.fields


def test_updates_txt_finds_a_note_type_by_any_name(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    models = learner.collection.models
    model, other = models.by_name("Rivers - Question"), models.by_name("Rivers - Cloze")
    assert model is not None
    assert other is not None
    model["name"] = "Mine"
    models.update_dict(model)
    other["name"] = "Rivers - Question"
    models.update_dict(other)
    publisher.change("Black Sea", "the Black Sea")
    publisher.change("840 km}", "841 km}")
    publisher.run("release")
    log = import_updates(learner, publisher)
    assert (log.updated, log.new, log.conflicting, log.other) == (2, 0, 0, 0)
    assert learner.note(DANUBE).fields["Answer"] == "the Black Sea"


def test_what_the_learner_made_of_the_look_stays_while_ours_does_not_change(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    models = learner.collection.models
    model = models.by_name("Rivers - Question")
    assert model is not None
    model["css"] += "\n.prompt { color: green; }"
    models.update_dict(model)
    publisher.change("Black Sea", "the Black Sea")
    assert learner.import_package(publisher.run("release")).updated == 1
    assert any("color: green" in each.css for each in learner.note_types())


def test_a_change_drafted_before_a_learner_tagged_the_note_arrives(
    publisher: Publisher, learner: AnkiReader
) -> None:
    day = 86_400
    publisher.start = int(time.time()) - 2 * day
    learner.import_package(publisher.run("release"))
    publisher.start -= day
    publisher.change("Black Sea", "the Black Sea")
    publisher.run("build")
    edit(learner, DANUBE, "Hint", "", "leech")  # now, as Anki tags cards by itself
    publisher.start += 2 * day
    assert learner.import_package(publisher.run("release")).updated == 1
    assert learner.note(DANUBE).fields["Answer"] == "the Black Sea"


def test_a_wording_and_a_look_tried_and_taken_back_cost_a_learner_nothing(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.start = int(time.time()) - 2 * 86_400
    first = publisher.run("release")
    learner.import_package(first)
    lock = publisher.lock.read_bytes()
    edit(learner, ODER, "Note", "My own mnemonic", "mine")
    publisher.change("flow?", "run?")
    publisher.change("title:", "language: de\ntitle:")  # the look of both note types
    publisher.run("build")
    publisher.change("run?", "flow?")
    publisher.change("language: de\n", "")
    publisher.run("build")
    second = publisher.run("release")
    assert learner.import_package(second).updated == 0
    assert (second, publisher.lock.read_bytes()) == (first, lock)
    assert learner.note(ODER).fields["Note"] == "My own mnemonic"
