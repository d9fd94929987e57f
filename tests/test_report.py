"""`quizgen report`: what a curator sees of a deck, and its cards as learners see them."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import pytest
from anki_reader import open_anki, text_of
from browser import visit
from conftest import ROOT, CommandLine

from quizgen.model import Offered
from quizgen.report import attack_options

_FACE = re.compile(
    r'<div class="face"><div class="card">(.*?)</div></div>\n<div class="face">', re.S
)
_ARTICLE = re.compile(r"<article>\n<h2>(.*?)</h2>(.*?)</article>", re.S)


def report_of(deck: str, cli: CommandLine, folder: Path) -> tuple[str, str]:
    """Report of a deck of ours; give the page and the sheet of cards."""
    copytree(ROOT / "decks", folder / "decks")
    done = cli("report", f"decks/{deck}")
    assert done.returncode == 0, done.stderr
    (page,) = folder.glob("dist/*/report.html")
    return page.read_text("utf-8"), page.with_name("report-cards.html").read_text("utf-8")


@pytest.mark.parametrize("deck", ["planets.yaml", "elements", "microsoft-openai"])
def test_every_link_leads_somewhere(deck: str, cli: CommandLine, tmp_path: Path) -> None:
    page, _ = report_of(deck, cli, tmp_path)
    links = re.findall(r'href="(.*?)"', page)
    inside = {link[1:] for link in links if link.startswith("#")}
    assert inside
    assert inside <= set(re.findall(r'id="(.*?)"', page))
    assert {link for link in links if not link.startswith("#")} == {"report-cards.html"}


def test_problems_come_biggest_first_and_name_their_fact(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text(
        "id: seas\ntitle: Seas\n"
        "kinds: {sea: {fields: {name: text, depth: number},\n"
        "  templates: {deep: {ask: 'How deep is {{ name }}?', answer: depth}}}}\n"
        "facts:\n  sea:\n"
        "    north: {name: the North Sea, depth: 95}\n"
        "    baltic: {name: the Baltic Sea, depth: '<deep>'}\n"
        "    black: {name: the Black Sea, depth: 1253}\n",
        encoding="utf-8",
    )
    done = cli("report", "deck.yaml")
    assert done.returncode == 0
    assert "1 error, " in done.stdout
    page = (tmp_path / "dist/seas/report.html").read_text("utf-8")
    rules = re.findall(
        r'<h3><span class="severity">(\w+)</span> ([\w-]+) <span class="often">(\d+)', page
    )
    assert rules[0] == ("error", "wrong-type", "1")
    assert ("warning", "no-source", "2") in rules
    assert '<a href="#fact-baltic">baltic</a> · deck.yaml:8:44' in page
    assert "&lt;deep&gt;" in page
    assert "<deep>" not in page


def test_coverage_shows_each_paragraph(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("One sea.\n\nIt is 95 m deep.\n\nSubscribe!\n", "utf-8")
    (tmp_path / "deck.yaml").write_text(
        "id: seas\ntitle: Seas\n"
        "sources: {story: {name: the story, file: story.txt, left_out: {3: an advertisement}}}\n"
        "kinds: {sea: {fields: {name: text, depth: text},\n"
        "  templates: {deep: {ask: 'How deep is {{ name }}?', answer: depth}}}}\n"
        "facts: {sea: {north: {name: the North Sea, depth: 95 m, source: {in: story, at: 2}}}}\n",
        encoding="utf-8",
    )
    cli("report", "deck.yaml", "--sources", ".")
    page = (tmp_path / "dist/seas/report.html").read_text("utf-8")
    assert "1 cited, 1 left out with a reason, 1 not mentioned of 3 paragraphs" in page
    assert re.findall(r'<rect class="([\w-]+)" x="(\d+)" width="10"', page) == [
        ("untold", "0"), ("cited", "12"), ("left-out", "24"),
    ]  # fmt: skip
    assert "an advertisement" in page


@pytest.mark.parametrize("deck", ["planets.yaml", "elements", "microsoft-openai"])
def test_cards_say_what_they_say_in_anki(deck: str, cli: CommandLine, tmp_path: Path) -> None:
    _, sheet = report_of(deck, cli, tmp_path)
    assert cli("build", f"decks/{deck}", "-q").returncode == 0
    (package,) = tmp_path.glob("dist/*/*.apkg")
    with open_anki(tmp_path) as anki:
        anki.import_package(package.read_bytes())
        notes = {note.fields["Key"]: note for note in anki.notes()}
    shown = [(key, _FACE.findall(body)) for key, body in _ARTICLE.findall(sheet)]
    assert len(shown) == sum(len(note.cards) for note in notes.values())
    for title, (front, *_) in shown:
        key, _, gap = title.partition(" ")
        card = notes[key].cards[int(gap) - 1 if gap and gap != "1" else 0]
        assert words_of(front) == words_of(card.front)


def words_of(html: str) -> list[str]:
    """Give what a card says: not what a script, a formula or a field to type in adds."""
    text = re.sub(r"(?s)<script>.*?</script>|<math.*?</math>|\\\(.*?\\\)", " ", html)
    return text_of(text).split()


@pytest.mark.parametrize("name", ["report.html", "report-cards.html"])
def test_pages_ask_for_nothing_and_break_no_policy(
    name: str, cli: CommandLine, chromium: str, tmp_path: Path
) -> None:
    report_of("elements", cli, tmp_path)
    with visit(chromium, tmp_path / "dist/elements" / name) as seen:
        seen.page.set_viewport_size({"width": 360, "height": 800})
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
        assert seen.page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert len(seen.requests) == 1
    assert seen.complaints == []


def test_a_tell_wins() -> None:
    bank = [Offered("Which?", ("aa", "bbbb", "cc", "dd"), 1) for _ in range(100)]
    attacks = {attack.name: attack for attack in attack_options(bank)}
    assert attacks["longest"].lift == 0.75
    assert attacks["longest"].luck < 1e-9
    assert attacks["shortest"].lift < 0


def test_luck_is_corrected_for_the_number_of_attacks() -> None:
    places = [i % 4 for i in range(200)]
    bank = [Offered("Which?", ("ab", "ba", "bb", "aa"), place) for place in places]
    assert min(attack.luck for attack in attack_options(bank)) == 1.0
