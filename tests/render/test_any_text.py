"""Any text an author can write arrives whole, on cards and on pages, and never as markup."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from anki_reader import AnkiNote, HtmlReading, open_anki, text_of
from browser import visit
from conftest import load_text
from hostile import NASTY, deck_text, nfc, quoted, short
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from packages import dated
from playwright.sync_api import Page

from quizgen.ask import ask_questions
from quizgen.compose import compose_quiz
from quizgen.model import Artifact, Deck
from quizgen.render import render_apkg, render_handout

CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"))
"""All but control characters and lone surrogates: those alone may be refused."""

PIECES = st.sampled_from(NASTY) | st.text(CHARACTERS, max_size=8)
TEXTS = (
    st.lists(PIECES, min_size=1, max_size=4).map("".join).filter(lambda text: bool(text.strip()))
)
MANY = settings(
    max_examples=25,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def as_tag(text: str) -> str:
    """Write a text as a tag: no spaces; Anki names the empty parts of `a::::b` itself."""
    parts = re.sub(r"\s+", "_", nfc(text).strip()).split("::")
    return "::".join(part.strip() or "blank" for part in parts)


def capital(text: str) -> str:
    """Write the first letter as scope lines do."""
    return nfc(text[:1].upper() + text[1:])


@contextmanager
def loaded(text: str) -> Iterator[tuple[Path, Deck]]:
    """Load the deck of a text, which must have no problem, in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        deck, problems = load_text(deck_text(text), Path(name))
        assert problems == []
        yield Path(name), deck


# -- Anki


def cards_of(folder: Path, deck: Deck) -> dict[str, AnkiNote]:
    """Import the deck into a fresh collection, and give the notes of its first fact."""
    questions, problems = ask_questions(deck)
    assert problems == []
    package, _ = dated(deck, questions)
    with open_anki(folder / "anki") as anki:
        log = anki.import_package(render_apkg(package).content)
        assert (log.found, log.new) == (len(package.notes), len(package.notes))
        health = anki.health()
        assert health.damage == ""
        assert health.made == health.mended
        assert (health.empty_cards, health.missing_media) == (0, ())
        return {note.fields["Key"]: note for note in anki.notes()}


def skeletons(notes: dict[str, AnkiNote]) -> list[object]:
    """Give the elements of every side of every card."""
    return [
        [
            (tag, tuple(pair for pair in attributes if pair[0] not in ("id", "onclick")))
            for tag, attributes in HtmlReading(side).skeleton
        ]
        for note in notes.values()
        for card in note.cards
        for side in (card.front, card.back)
    ]


@cache
def harmless_cards() -> list[object]:
    """Give the elements of all cards of a harmless deck."""
    with loaded("harmless") as (folder, deck):
        return skeletons(cards_of(folder, deck))


@MANY
@given(TEXTS)
@example("\n\u0338 onmouseover=alert(1) x")
@example("".join(NASTY))
@example("a}")
@example("x:")
def test_any_text_arrives_in_anki_as_text(text: str) -> None:
    plain = harmless_cards()
    with loaded(text) as (folder, deck):
        notes = cards_of(folder, deck)
    expected = nfc(text)
    recall = notes["hostile/one/asked/recall"]
    assert text_of(recall.fields["Question"]) == nfc(f"P{text}")
    assert text_of(recall.fields["Answer"]) == expected
    assert text_of(recall.fields["Note"]) == expected
    assert text_of(recall.fields["Hint"]) == expected
    assert text_of(recall.fields["Topic"]) == expected
    assert text_of(recall.fields["Scope"]) == capital(text)
    assert text_of(recall.fields["Source"]) == nfc(f"{text}, {text}")
    (card,) = recall.cards
    front, back = HtmlReading(card.front).by_class, HtmlReading(card.back).by_class
    assert front["prompt"] == back["prompt"] == [nfc(f"P{text}")]
    assert expected in front["hint"]
    assert back["answer"] == back["note"] == [expected]
    assert front["scope"] == back["scope"] == [capital(text)]
    assert back["source"] == [nfc(f"Source {text}, {text}")]
    (card,) = notes["hostile/one/said/cloze"].cards
    front, back = HtmlReading(card.front).by_class, HtmlReading(card.back).by_class
    assert front["prompt"] == [nfc(f"P{text} - [...]")]
    assert back["prompt"] == [nfc(f"P{text} - {text}")]
    assert back["cloze"] == [expected]
    assert len(notes["hostile/six/cloze/cloze"].cards) == 2
    assert skeletons(notes) == plain
    for note in notes.values():
        for each in note.cards:
            assert each.sounds == 0
            assert not re.search(r"\\[()\[\]]", each.front + each.back), "MathJax would read this"
            assert not re.search(r"\[\[type:.+?\]\]", each.front + each.back), "Anki would ask"
            assert not re.search(r"\[(latex|\$\$?)\]", each.front + each.back), "LaTeX would run"
        assert as_tag(text) in note.tags or "six" in note.fields["Key"]


# -- pages

READ = """(names) => {
  const lines = element => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('br').forEach(each => each.replaceWith('\\n'));
    return copy.textContent;
  };
  return names.map(name => Array.from(document.querySelectorAll(name), lines));
}"""
ELEMENTS = """() => Array.from(document.querySelectorAll('*'),
  element => [element.localName, ...Array.from(element.attributes,
    each => each.name + '=' +
      (each.name === 'content' ? '' : each.value.replace(/columns-.| tall| wide/, '')))
  ].join(' ')).filter(each => each !== 'br')"""


def pages_of(deck: Deck) -> list[Artifact]:
    """Render paper and key of the deck's only quiz."""
    questions, _ = ask_questions(deck)
    quiz, problems = compose_quiz(deck, questions, deck.plans[0])
    assert problems == []
    assert quiz is not None
    return list(render_handout(quiz))


def read(page: Page, name: str) -> list[str]:
    """Give the text content of all elements that a selector names."""
    found: list[list[str]] = page.evaluate(READ, [name])
    return [nfc(text) for text in found[0]]


def check_page(
    executable: str, file: Path, artifact: Artifact
) -> tuple[list[str], dict[str, list[str]]]:
    """Open a page; it must ask for nothing, run nothing, and obey its own policy."""
    file.write_bytes(artifact.content)
    with visit(executable, file) as seen:
        assert seen.requests == [file.resolve().as_uri()]
        assert seen.complaints == []
        policy = seen.page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
        assert policy is not None
        assert policy.startswith("default-src 'none'; ")
        styled = seen.page.evaluate(
            "() => getComputedStyle(document.querySelector('h2')).fontWeight"
        )
        assert styled == "600", "the policy keeps our own styles out"
        elements: list[str] = seen.page.evaluate(ELEMENTS)
        names = (
            "title", "h1", ".deck", ".instructions", "h2", ".prompt", ".asked", ".options .text",
            ".scope", ".mark", ".answer", ".aside", ".reasons li", ".origin span", ".glance .mark",
        )  # fmt: skip
        return elements, {name: read(seen.page, name) for name in names}


@cache
def harmless_pages(executable: str) -> list[list[str]]:
    """Give the elements of the pages of a harmless deck, sorted: lots order them by the text."""
    with loaded("harmless") as (folder, deck):
        pages = [check_page(executable, folder / each.name, each) for each in pages_of(deck)]
    return [sorted(elements) for elements, _ in pages]


@settings(MANY, max_examples=6)
@given(TEXTS)
@example("\n\u0338 onmouseover=alert(1) x")
@example("".join(NASTY))
def test_any_text_arrives_on_pages_as_text(chromium: str, text: str) -> None:
    plain = harmless_pages(chromium)
    with loaded(text) as (folder, deck):
        pages = [check_page(chromium, folder / each.name, each) for each in pages_of(deck)]
    assert [sorted(elements) for elements, _ in pages] == plain
    expected, (paper, key) = nfc(text), (texts for _, texts in pages)
    for page in (paper, key):
        assert (page["h1"], page[".deck"]) == ([expected], [nfc(f"D{text}")])
        assert expected in page["title"][0]
        assert expected in page["h2"]
        assert page[".scope"] == [capital(text)] * 5
    assert paper[".instructions"] == [expected]
    options = sorted(nfc(each) for each in (text, *(f"{i} {short(text)}" for i in (1, 2, 3))))
    assert sorted(paper[".options .text"]) == options
    assert paper[".prompt"].count(nfc(f"P{text}")) == 2
    assert nfc(f"P{text} - ") in paper[".prompt"]
    assert key[".asked"] == paper[".prompt"]
    assert expected in key[".mark"], "the gap"
    assert key[".aside"].count(expected) == 5, "the notes"
    reasons = [nfc(f"{short(text)}: {text}"), expected]
    assert [sum(each.endswith(end) for each in key[".reasons li"]) for end in reasons] == [3, 4]
    source = nfc(f"{text}, {text}").replace("\xa0", " ")  # a short place stands on one line
    assert source in [each.replace("\xa0", " ") for each in key[".origin span"]]


# -- Markdown and mathematics, which are markup by their author's will


MARKED = """
kinds:
  thing:
    fields: {{text: text, reply: {type}}}
    templates:
      asked: {{ask: "{{{{ text }}}}", answer: reply}}
      said: {{state: "{{{{ text }}}}: {{{{ reply }}}}", blank: [text]}}
      hidden: {{state: "{{{{ text }}}} = {{{{ reply }}}}", blank: [reply]}}
facts: {{thing: {{one: {{text: One, reply: {reply}}}}}}}
"""


def marked_notes(folder: Path, type_name: str, value: str) -> dict[str, AnkiNote]:
    """Give the notes of a deck with one value of a type, by template."""
    deck, problems = load_text(MARKED.format(type=type_name, reply=quoted(value)), folder)
    assert problems == []
    return {key.split("/")[2]: note for key, note in cards_of(folder, deck).items()}


def test_markdown_becomes_markup(tmp_path: Path) -> None:
    notes = marked_notes(tmp_path, "markdown", "**bold** and [a link](https://example.org/)")
    reading = HtmlReading(notes["asked"].fields["Answer"])
    assert reading.text == "bold and a link"
    assert [tag for tag, _ in reading.elements] == ["strong", "a"]


def test_a_table_in_markdown_becomes_a_table(tmp_path: Path) -> None:
    notes = marked_notes(tmp_path, "markdown", "| a | b |\n|---|---|\n| 1 | 2 |\n")
    tags = [tag for tag, _ in HtmlReading(notes["asked"].fields["Answer"]).elements]
    assert tags[:2] == ["table", "thead"]
    assert tags.count("td") == 2


EVIL_MARKDOWN = (
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html;base64,PHNjcg==)",
    "[x](vbscript:x)", "<javascript:alert(1)>", "<script>alert(1)</script>",
    "<b onclick=alert(1)>x</b>",
    "![x](https://example.org/x.png)", "![x](x.png)", "<img src=x onerror=alert(1)>",
    "<iframe src=https://example.org></iframe>", '[x](https://example.org "\\" onclick=alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]", "<style>*{display:none}</style>", "<!-- x -->", "a <br/> b",
    "*\u0338 onmouseover=alert(1) x*", "```\n</code><script>alert(1)</script>\n```",
)  # fmt: skip
HARMLESS_ATTRIBUTES = {"href", "title", "rel", "start", "align"}


@MANY
@given(st.lists(st.sampled_from(EVIL_MARKDOWN) | TEXTS, min_size=1, max_size=3).map("\n\n".join))
@example("\n\n".join(EVIL_MARKDOWN))
def test_no_markdown_runs_or_fetches_anything(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        notes = marked_notes(Path(name), "markdown", text)
    for note in notes.values():
        for card in note.cards:
            assert card.sounds == 0
            for side in (card.front, card.back):
                check_tame(side)
    assert [len(notes[each].cards) for each in ("asked", "said", "hidden")] == [1, 1, 1]


def check_tame(html: str) -> None:
    """Hold rendered HTML to elements and addresses that neither run nor fetch."""
    for tag, attributes in HtmlReading(html).elements:
        assert tag not in ("script", "img", "iframe", "style", "object", "link", "svg", "form")
        for attribute, value in attributes.items():
            if attribute == "href":
                assert re.match(r"(?!\w+:)|https?:|mailto:", value, re.IGNORECASE), value
            ours = ("class", "dir", "lang", "id", "data-cloze", "data-ordinal")
            assert attribute in HARMLESS_ATTRIBUTES or attribute in ours, (tag, attribute)


def test_markdown_on_a_page_runs_and_fetches_nothing(chromium: str, tmp_path: Path) -> None:
    text = MARKED.format(type="markdown", reply=quoted("\n\n".join(EVIL_MARKDOWN)))
    text += "quizzes: {quiz: {sections: [{form: recall, count: 1}]}}\n"
    deck, problems = load_text(text, tmp_path)
    assert problems == []
    for page in pages_of(deck):
        file = tmp_path / page.name
        file.write_bytes(page.content)
        with visit(chromium, file) as seen:
            assert seen.requests == [file.resolve().as_uri()]
            assert seen.complaints == []
            assert seen.page.locator("script, img, iframe, [onclick], [onerror]").count() == 0


def test_markdown_in_a_cloze_keeps_anki_from_seeing_other_clozes(tmp_path: Path) -> None:
    notes = marked_notes(tmp_path, "markdown", "{{c7::x}} and `{{c8::y}}`::z}")
    assert [card.ordinal for card in notes["said"].cards] == [0]
    (card,) = notes["hidden"].cards
    assert HtmlReading(card.front).by_class["prompt"] == ["One = [...]"]
    expected = ["One = {{c7::x}} and {{c8::y}}::z}"]
    assert HtmlReading(card.back).by_class["prompt"] == expected


def test_markdown_in_anki_is_no_sound_and_no_formula(tmp_path: Path) -> None:
    value = r"[sound:x.mp3] \\(x\\) [latex]x[/latex] [[type:Answer]]"
    notes = marked_notes(tmp_path, "markdown", value)
    (card,) = notes["asked"].cards
    assert card.sounds == 0
    expected = r"[sound:x.mp3] \(x\) [latex]x[/latex] [[type:Answer]]"
    assert HtmlReading(card.back).by_class["answer"] == [expected]
    assert r"\(" not in card.back
    assert "[[type:" not in card.back


def test_math_reaches_mathjax_in_anki(tmp_path: Path) -> None:
    notes = marked_notes(tmp_path, "math", r"\frac{a}{b} < {{c}}")
    assert text_of(notes["asked"].fields["Answer"]) == r"\(\frac{a}{b} < {{c}}\)"
    (card,) = notes["hidden"].cards
    assert HtmlReading(card.back).by_class["prompt"] == [r"One = \(\frac{a}{b} < { {c} }\)"]


def test_literal_text_never_reaches_mathjax(tmp_path: Path) -> None:
    notes = marked_notes(tmp_path, "text", r"\(x\) and \[y\] and \\(z\\)")
    field = notes["asked"].fields["Answer"]
    assert not re.search(r"\\[()\[\]]", field)
    assert text_of(field) == r"\(x\) and \[y\] and \\(z\\)"


def test_a_control_character_is_a_problem_not_a_card(tmp_path: Path) -> None:
    for number in (0x01, 0x1F, 0x7F, 0x85):
        value = quoted(f"a{chr(number)}b")
        _, problems = load_text(MARKED.format(type="text", reply=value), tmp_path)
        assert [problem.rule for problem in problems] == ["control-character"]
