"""Names: facts and templates that are renamed, withdrawn or lost after a release."""

from __future__ import annotations

import time

import pytest
from anki_reader import AnkiReader
from conftest import CommandLine
from publishing import DANUBE, DECK, ODER, Publisher, import_updates, schedules, study

TEMPLATE = '      sea: {ask: "Into which sea does the {{ name }} flow?", answer: sea}\n'
GONE = "    oder: {name: Oder, sea: Baltic Sea, length: 840 km}\n"
RENAMES = {
    "a template": (("sea: {ask:", "into: {was: sea, ask:"),),
    "a fact": (("oder: {name", "odra: {was: oder, name"),),
    "a kind": (
        ("  river:\n    fields", "  stream:\n    fields"), ("facts:\n  river", "facts:\n  stream"),
    ),
    "all of them": (
        ("sea: {ask:", "into: {was: sea, ask:"), ("line: {state:", "long: {was: line, state:"),
        ("danube: {name", "donau: {was: danube, name"), ("oder: {name", "odra: {was: oder, name"),
        ("  river:\n    fields", "  stream:\n    fields"), ("facts:\n  river", "facts:\n  stream"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", RENAMES)
def test_a_rename_touches_no_note(what: str, publisher: Publisher, learner: AnkiReader) -> None:
    first = publisher.run("release")
    learner.import_package(first)
    before = study(learner)
    for old, new in RENAMES[what]:
        publisher.change(old, new)
    assert publisher.run("release") == first
    publisher.change("Baltic Sea", "the Baltic Sea")
    done = learner.import_package(publisher.run("release"))
    assert (done.new, done.updated, done.conflicting) == (0, 1, 0)
    assert learner.note(ODER).fields["Answer"] == "the Baltic Sea"
    assert schedules(learner) == before


def test_gaps_keep_their_numbers_under_another_name(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("line: {state:", "long: {was: line, state:")
    publisher.change("blank: [length]", "blank: [name, length]")
    publisher.run("release")
    done = import_updates(learner, publisher)
    assert (done.new, done.updated, done.conflicting) == (0, 3, 0)
    text = learner.note("rivers/danube/line/cloze").fields["Text"]
    assert text == "The {{c2::Danube}} is {{c1::2850 km}} long."
    after = schedules(learner)
    assert {key: after[key] for key in before} == before


def test_a_fact_moved_to_another_kind_keeps_its_cards(publisher: Publisher) -> None:
    stream = DECK[DECK.index("  river:") : DECK.index("facts:")].replace("river:", "stream:")
    publisher.change("facts:\n", stream + "facts:\n")
    first = publisher.run("release")
    publisher.change(GONE, "  stream:\n" + GONE)
    assert publisher.run("release") == first


def test_a_second_new_name_keeps_the_first_old_one(publisher: Publisher) -> None:
    first = publisher.run("release")
    publisher.change("sea: {ask:", "into: {was: sea, ask:")
    publisher.run("release")
    publisher.change("into: {was: sea, ask:", "whither: {was: sea, ask:")
    assert publisher.run("release") == first


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ("sea: {ask:", "into: {ask:", "write 'was: sea' on the template 'into'"),
        ("oder: {name", "odra: {name", "write 'was: oder' on the fact 'odra'"),
    ],
)
def test_a_rename_that_would_double_cards_is_refused(
    old: str, new: str, mend: str, publisher: Publisher, cli: CommandLine
) -> None:
    publisher.run("release")
    publisher.change(old, new)
    done = cli("build", "rivers.yaml")
    assert done.returncode == 1
    assert done.stderr.count("[released-note-renamed]") == 1
    assert mend in done.stderr
    line, column = place_of(publisher, new.partition(":")[0] + ": {")
    assert f"rivers.yaml:{line}:{column}: error:" in done.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [("sea: {ask:", "sea: {was: into, ask:"), ("oder: {name", "oder: {was: odra, name")],
)
def test_a_former_name_that_comes_too_late_is_refused(
    old: str, new: str, publisher: Publisher, cli: CommandLine
) -> None:
    publisher.run("release")
    publisher.change(old, new)
    done = cli("build", "rivers.yaml")
    assert done.returncode == 1
    assert "[released-note-renamed]" in done.stderr
    assert f"mend: remove 'was: {'into' if 'into' in new else 'odra'}'" in done.stderr
    publisher.change("Baltic Sea", "the Baltic Sea")  # nor when its text is another too
    assert cli("build", "rivers.yaml").returncode == 1


def test_a_former_name_that_nobody_knows_is_told(publisher: Publisher, cli: CommandLine) -> None:
    elbe = "    elbe: {name: Elbe, sea: North Sea, length: 1 km, was: elb}\n"
    publisher.change("    oder:", elbe + "    oder:")
    assert cli("build", "rivers.yaml").stderr == ""  # there is no lock to know it
    publisher.change("was: elb}", "was: odder}")
    publisher.change("sea: {ask:", "into: {was: seas, ask:")
    done = cli("build", "rivers.yaml")
    assert done.returncode == 0
    assert done.stderr.count("[unknown-was]") == 2
    assert "the lock knows no card by the name of 'odder'" in done.stderr
    assert "did you mean 'oder'?" in done.stderr


def test_a_deck_that_keeps_its_name_in_anki_says_so(publisher: Publisher, cli: CommandLine) -> None:
    publisher.run("build")
    publisher.change("title: Rivers", "title: Rivers of Europe")
    done = cli("build", "rivers.yaml")
    assert "rivers.yaml:2:8: warning: in Anki the deck stays 'Rivers'" in done.stderr
    assert "mend: write 'anki: {deck: Rivers}'; if nobody has imported the deck yet" in done.stderr
    publisher.change("title:", "anki: {deck: Streams}\ntitle:")
    done = cli("release", "rivers.yaml")
    assert "rivers.yaml:2:14: warning: in Anki the deck stays 'Rivers'" in done.stderr
    assert "learners who want the new one rename" in cli("build", "rivers.yaml").stderr
    publisher.change("{deck: Streams}", "{deck: Rivers}")
    assert cli("build", "rivers.yaml", "--locked").stderr == ""


def test_a_template_taken_from_released_facts_is_told_once(
    publisher: Publisher, cli: CommandLine, learner: AnkiReader
) -> None:
    publisher.change("length: quantity}", "length: quantity?}")
    learner.import_package(publisher.run("release"))
    publisher.change(", length: 840 km}", "}")
    publisher.change(", length: 812 km}", "}")
    done = cli("build", "rivers.yaml")
    assert done.returncode == 0
    assert done.stderr.count("[released-note-gone]") == 1
    assert "learners have 'rivers/oder/line/cloze' and 1 more of this template" in done.stderr
    assert "was: line" in done.stderr
    assert "retired: <reason>" in done.stderr
    assert "2 changes" in cli("release", "rivers.yaml").stdout
    changes = publisher.output("CHANGES.md")
    assert "apkg" not in changes
    searches = [line.strip("- `") for line in changes.splitlines() if line.startswith("- `")]
    assert [learner.search(each) for each in searches] == [
        {"rivers/oder/line/cloze"},
        {"rivers/rhone/line/cloze"},
    ]
    assert "nothing has changed" in cli("release", "rivers.yaml").stdout
    publisher.change("sea: Baltic Sea}", "sea: Baltic Sea, length: 840 km}")
    publisher.run("release")
    assert "## Back again\n\n- The Oder is" in publisher.output("CHANGES.md")


def test_what_only_seems_gone_for_an_error_is_not_told(
    publisher: Publisher, cli: CommandLine
) -> None:
    publisher.run("release")
    publisher.change("blank: [length]", "blank: [lenght]")
    done = cli("build", "rivers.yaml")
    assert done.returncode == 1
    assert "released-note-gone" not in done.stderr
    publisher.change("blank: [lenght]", "blank: [length]")
    publisher.change("sea: Baltic Sea", "see: Baltic Sea")
    assert "released-fact-gone" not in cli("build", "rivers.yaml").stderr


def test_what_a_fact_skips_and_a_form_that_is_gone_are_retired(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.start = int(time.time())  # until 24.11, Anki dated updated notes by its own clock
    publisher.change("answer: sea}", "answer: sea, forms: [recall, typed]}")
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("answer: sea, forms: [recall, typed]}", "answer: sea}")
    publisher.change("length: 840 km}", "length: 840 km, skip: [line]}")
    assert learner.import_package(publisher.run("release")).found == 5
    retired = (publisher.folder / "dist/rivers/rivers-retired.apkg").read_bytes()
    assert learner.import_package(retired).updated == 4
    expected = {key for key, _ in before if "typed" in key or "oder/line" in key}
    assert learner.search("tag:quizgen::retired") == expected
    assert "Retired: no card of this deck" in learner.note("rivers/oder/line/cloze").fields["Scope"]
    publisher.change(", skip: [line]}", "}")
    assert learner.import_package(publisher.run("release")).updated == 1
    assert learner.note("rivers/oder/line/cloze").fields["Scope"] == ""
    after = schedules(learner)
    assert {key: after[key] for key in before} == before


def test_a_retired_template_leaves_the_package_and_is_marked(
    publisher: Publisher, learner: AnkiReader
) -> None:
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("sea: {ask:", "sea: {retired: too easy, ask:")
    assert learner.import_package(publisher.run("release")).found == 3
    retired = (publisher.folder / "dist/rivers/rivers-retired.apkg").read_bytes()
    done = learner.import_package(retired)
    assert (done.new, done.updated, done.conflicting) == (0, 3, 0)
    assert learner.note(DANUBE).fields["Scope"] == "Retired: too easy"
    assert schedules(learner) == before


def test_deleting_a_released_fact_is_refused(publisher: Publisher, cli: CommandLine) -> None:
    publisher.run("release")
    publisher.change(GONE, "")
    done = cli("build", "rivers.yaml")
    assert done.returncode == 1
    assert "learners have the fact 'oder'" in done.stderr
    assert "retired: <reason>" in done.stderr
    assert "was: oder" in done.stderr


def place_of(publisher: Publisher, text: str) -> tuple[int, int]:
    """Give line and column of a text in the deck, from 1."""
    before = publisher.deck.read_text(encoding="utf-8").partition(text)[0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_a_form_that_is_no_card_any_more_is_retired_and_may_return(
    publisher: Publisher, learner: AnkiReader
) -> None:
    publisher.start = int(time.time())  # until 24.11, Anki dated updated notes by its own clock
    learner.import_package(publisher.run("release"))
    before = study(learner)
    publisher.change("answer: sea}", "answer: sea, forms: [recall, typed]}")
    done = learner.import_package(publisher.run("release"))
    assert (done.found, done.new) == (6, 3)
    assert "(Retired: no card of this deck any more) Into which" in publisher.output("CHANGES.md")
    retired = (publisher.folder / "dist/rivers/rivers-retired.apkg").read_bytes()
    assert learner.import_package(retired).updated == 3
    assert learner.search("tag:quizgen::retired") == {key for key, _ in before if "sea" in key}
    publisher.change("title:", "anki: {forms: [recall, cloze]}\ntitle:")
    assert learner.import_package(publisher.run("release")).updated == 3
    retired = (publisher.folder / "dist/rivers/rivers-retired.apkg").read_bytes()
    assert learner.import_package(retired).updated == 3
    assert learner.note(DANUBE).fields["Scope"] == ""
    assert learner.search("tag:quizgen::retired") == {
        key.replace("recall", "typed") for key, _ in before if "sea" in key
    }
    after = schedules(learner)
    assert {key: after[key] for key in before} == before
