"""Profiles: the same paper for other eyes, in fonts that the page brings along."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from browser import print_pdf, visit
from conftest import ROOT, load_text

from quizgen.ask import ask_questions, tell_facts
from quizgen.compose import compose_quiz
from quizgen.load import load_deck
from quizgen.model import Artifact, CardPlan, Deck, Quiz, StudyPlan
from quizgen.model.plan import PROFILES
from quizgen.problems import Where
from quizgen.render import render_handout, render_quiz
from quizgen.render.fonts import font_faces
from quizgen.render.profiles import SETTINGS

FONTS = ROOT / "src" / "quizgen" / "render" / "fonts"
SIZES = """() => [...document.querySelectorAll('main *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .filter(e => !e.closest('math, .screen, .pile > .caption, .pile ~ .edge, header:has(+ .pile)'))
  .map(e => getComputedStyle(e))
  .map(s => [parseFloat(s.fontSize) * 3 / 4, s.fontStyle, s.textAlign,
             parseFloat(s.letterSpacing) || 0, parseFloat(s.lineHeight) / parseFloat(s.fontSize)])
"""
"""Of every element with words of its own: points, style, alignment, space, leading."""
WORLD = """
kinds:
  word:
    one: true
    fields: {name: text, means: text}
    templates: {what: {ask: "What does {{ name }} mean?", answer: means}}
facts:
  word:
    a: {name: zażółć gęślą, means: "Übergröße, ça va, İstanbul, ș"}
    b: {name: ὁδός καὶ λόγος, means: "Είναι δρόμος"}
    c: {name: съешь ещё, means: "мягких французских, їжак, ђак"}
    d: {name: Việt Nam, means: "H₂O, 2⁶, a → b, x ≤ y, ∞, № 3, ½"}
quizzes: {words: {title: World, sections: [{form: recall, count: 4}]}}
"""


def compose(deck: Deck) -> Quiz:
    """Compose the first quiz of a deck."""
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], deck.plans[0])
    assert quiz is not None
    return quiz


@pytest.fixture(scope="module")
def planets() -> Quiz:
    """The quiz of the tutorial deck, one version of it."""
    quiz = compose(load_deck(ROOT / "decks" / "planets.yaml")[0])
    return replace(quiz, papers=quiz.papers[:1])


def render(quiz: Quiz, profile: str) -> tuple[Artifact, Artifact]:
    """Render the paper and the key of a profile."""
    sheet, key, *_ = render_handout(replace(quiz, profiles=(profile,)))
    return sheet, key


def save(folder: Path, artifact: Artifact) -> Path:
    """Write a page to look at."""
    file = folder / artifact.name
    file.write_bytes(artifact.content)
    return file


def said(artifact: Artifact) -> str:
    """Give what a page holds, without what is only its look."""
    html = artifact.content.decode()
    return re.sub(r"columns-\d", "", html[html.index("<main>") :])


# -- profiles


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_asks_the_same_under_the_same_numbers(planets: Quiz, profile: str) -> None:
    for regular, other in zip(render(planets, "regular"), render(planets, profile), strict=True):
        assert said(regular) == said(other)
        assert f'<body class="{profile}">' in other.content.decode()


def test_in_large_print_nothing_is_smaller_than_18_points(
    chromium: str, tmp_path: Path, planets: Quiz
) -> None:
    for artifact in render(planets, "large"):
        with visit(chromium, save(tmp_path, artifact)) as seen:
            seen.page.emulate_media(media="print")
            assert min(size for size, *_ in seen.page.evaluate(SIZES)) >= 17.99
        assert re.findall(r"@bottom.*?font: (\S+)/", artifact.content.decode()) == ["18pt"] * 2


def test_dyslexia_friendly_pages_are_upright_spaced_and_aligned(
    chromium: str, tmp_path: Path, planets: Quiz
) -> None:
    for artifact in render(planets, "dyslexia"):
        with visit(chromium, save(tmp_path, artifact)) as seen:
            seen.page.emulate_media(media="print")
            for size, style, align, space, _ in seen.page.evaluate(SIZES):
                assert size >= 12
                assert style == "normal"
                assert align in ("start", "left", "end")
                assert space > 0


@pytest.fixture(scope="module")
def beside() -> dict[str, Artifact]:
    """What learners get beside the paper, in all profiles, by what follows the quiz's name."""
    deck = load_deck(ROOT / "decks" / "planets.yaml")[0]
    here = Where("test")
    plan = replace(
        deck.plans[0],
        versions=1,
        profiles=PROFILES,
        answer_sheet=True,
        practice=True,
        cards=CardPlan(here),
        study=StudyPlan(here, asked=True),
    )
    quiz, _ = compose_quiz(deck, ask_questions(deck)[0], plan, tell_facts(deck))
    assert quiz is not None
    return {
        each.name.removeprefix(f"{quiz.id}-").removesuffix(".html"): each
        for each in render_quiz(quiz)
    }


@pytest.mark.parametrize("name", ["sheet", "study", "cards", "practice"])
def test_what_learners_get_beside_the_paper_is_set_for_the_same_eyes(
    chromium: str, tmp_path: Path, beside: dict[str, Artifact], name: str
) -> None:
    for profile, least in (("large", 17.99), ("dyslexia", 12)):
        with visit(chromium, save(tmp_path, beside[f"{name}-{profile}"])) as seen:
            seen.page.emulate_media(media="print")
            found = seen.page.evaluate(SIZES)
        assert min(size for size, *_ in found) >= least
        assert {style for _, style, *_ in found} == {"normal"}
        if profile == "dyslexia":
            centred = {"center"} if name == "sheet" else set()  # letters in their circles
            assert {align for _, _, align, *_ in found} <= {"start", "left", "end"} | centred


SAID = {
    "sheet": r'<div class="line">(.*?)</div>',
    "cards": r'class="card (front|back)-.*?<div class="face">(.*?)<div class="foot">\s*(?:.*?<p '
    r'dir="auto">)?(\d+) ·',
    "study": r'<(?:td|dd|span class="note"|div class="fact")[^>]*>([^<>]+)<',
    "practice": r"<main>(.*)</main>",
}


@pytest.mark.parametrize("name", SAID)
def test_what_learners_get_says_the_same_in_every_profile(
    beside: dict[str, Artifact], name: str
) -> None:
    def parts(document: str) -> list[str]:
        html = re.sub(r"columns-\d|type-[\d-]+|room-\d+", "", beside[document].content.decode())
        return sorted(map(str, re.findall(SAID[name], html, re.DOTALL)))

    wanted = parts(name)
    assert wanted
    for profile in ("large", "dyslexia"):
        assert set(parts(f"{name}-{profile}")) == set(wanted)


@pytest.mark.parametrize("profile", PROFILES)
def test_no_text_leaves_its_place(
    chromium: str, tmp_path: Path, planets: Quiz, profile: str
) -> None:
    script = """() => [...document.querySelectorAll('main *')]
      .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
      .map(e => e.className + e.textContent)"""
    for artifact in render(planets, profile):
        with visit(chromium, save(tmp_path, artifact)) as seen:
            seen.page.emulate_media(media="print")
            seen.page.set_viewport_size({"width": 665, "height": 900})  # A4 between its margins
            assert seen.page.evaluate(script) == []


def test_options_stand_in_rows_by_their_length_and_the_size_of_print(tmp_path: Path) -> None:
    options = {
        "Short": ("Abc", "Def", "Ghi", "Jkl"),
        "Middling": ("ten letters", "of a length", "as all this", "and no more"),
        "Long": ("a line that fits beside its box in no profile " * 2, "no", "never", "not so"),
    }
    facts = "".join(
        f"    {prompt.lower()}: {{asked: {prompt}?, said: {right}, wrong: {{said:"
        f" {{{', '.join(f'{each}: why not' for each in wrong)}}}}}}}\n"
        for prompt, (right, *wrong) in options.items()
    )
    template = "{ask: '{{ asked }}', answer: said}"
    kinds = (
        f"kinds: {{thing: {{fields: {{asked: text, said: text}}, templates: {{t: {template}}}}}}}"
    )
    plans = "quizzes: {q: {sections: [{form: choice, count: 3}]}}"
    deck, problems = load_text(f"{kinds}\nfacts:\n  thing:\n{facts}{plans}\n", tmp_path)
    assert problems == []
    quiz = compose(deck)
    found = {}
    for profile in PROFILES:
        html = render(quiz, profile)[0].content.decode()
        asked = re.findall(r"(Short|Middling|Long)\?.*?columns-(\d)", html, re.DOTALL)
        found[profile] = {prompt: int(columns) for prompt, columns in asked}
    assert found["regular"] == {"Short": 4, "Middling": 4, "Long": 1}
    assert found["large"] == {"Short": 4, "Middling": 2, "Long": 1}
    assert found["dyslexia"] == {"Short": 4, "Middling": 2, "Long": 1}


def test_a_page_from_right_to_left_has_its_foot_mirrored(tmp_path: Path) -> None:
    facts = "facts: {card: {a: {front: متى؟, back: الآن}}}"
    plans = "quizzes: {q: {sections: [{form: recall, count: 1}]}}"
    for language, side in (("ar", "left"), ("en", "right")):
        deck, _ = load_text(f"language: {language}\n{facts}\n{plans}\n", tmp_path)
        sheet, _ = render(compose(deck), "regular")
        foot = re.search(r"@bottom-(\w+) \{ content: [^;]*counter\(page\)", sheet.content.decode())
        assert foot is not None
        assert foot.group(1) == side


# -- questions taller than a page, and answers longer than a line


def test_a_question_taller_than_a_page_begins_where_it_stands(
    chromium: str, tmp_path: Path
) -> None:
    """Forty lines to write on fill no page of their own, and the last are not left alone."""
    facts = "facts: {card: {a: {front: Begin?, back: x}, b: {front: Again?, back: y}}}"
    plans = "quizzes: {q: {sections: [{form: recall, count: 2, space: 40 lines}]}}"
    quiz = compose(load_text(f"{facts}\n{plans}\n", tmp_path)[0])
    for profile in PROFILES:
        sheet, _ = render(quiz, profile)
        assert 'class="item tall"' in sheet.content.decode()
        pages = print_pdf(chromium, save(tmp_path, sheet))
        assert "1." in pages[0].text


def test_a_long_answer_is_cut_short_at_a_glance_and_stands_in_full_below(tmp_path: Path) -> None:
    long = "word " * 40 + "end"
    facts = f"facts: {{card: {{a: {{front: Why?, back: {long}}}}}}}"
    plans = "quizzes: {q: {sections: [{form: recall, count: 1}]}}"
    _, key = render(compose(load_text(f"{facts}\n{plans}\n", tmp_path)[0]), "regular")
    glance, _, below = key.content.decode().partition('class="part key"')
    assert "word word…" in glance
    assert "end" not in glance.partition("at a glance")[2]
    assert long in below


# -- fonts


def parts(html: str, profile: str) -> set[str]:
    """Name what is embedded for a text: family, weight, style, and the first of its letters."""
    rule = r'"Quizgen (\w+)"; font-weight: (\d+); font-style: (\w+); unicode-range: U\+([0-9A-F]+)'
    return {" ".join(found) for found in re.findall(rule, font_faces(html, SETTINGS[profile]))}


def test_a_page_embeds_what_its_text_needs() -> None:
    latin = {"Serif 400 normal 20", "Serif 600 normal 20", "Sans 400 normal 20"}
    greek = {"Serif 400 normal 374", "Serif 600 normal 374", "Sans 400 normal 374"}
    assert parts("<p>Plain</p>", "regular") == latin
    assert parts("<p>Plain <em>and</em></p>", "regular") == latin | {"Serif 400 italic 20"}
    assert parts("<p>λόγος</p>", "regular") == latin | greek
    assert parts("<p>Plain <em>and</em></p>", "large") == {
        "Legible 400 normal 20", "Legible 600 normal 20"
    }  # fmt: skip
    assert "Math 400 normal 20" in parts("<math><mi>x</mi></math>", "dyslexia")
    assert "Mono 400 normal 20" in parts("<code>x</code>", "dyslexia")


@pytest.mark.parametrize("profile", PROFILES)
def test_words_of_latin_greek_and_cyrillic_print_in_our_fonts_alone(
    chromium: str, tmp_path: Path, profile: str
) -> None:
    quiz = compose(load_text(WORLD, tmp_path)[0])
    for artifact in render(quiz, profile):
        for page in print_pdf(chromium, save(tmp_path, artifact)):
            assert page.fonts
            assert all(font.startswith("Quizgen") for font in page.fonts), page.fonts


def test_a_page_of_latin_letters_is_small(planets: Quiz) -> None:
    for profile in PROFILES:
        assert all(len(artifact.content) < 150_000 for artifact in render(planets, profile))


def test_every_font_has_its_licence() -> None:
    families = {file.name.partition("-")[0] for file in FONTS.glob("*.woff2")}
    assert families == {"serif", "sans", "legible", "mono", "math"}
    for family in families:
        text = (FONTS / f"{family}-OFL.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License, Version 1.1" in text
        assert text.startswith("Copyright")
