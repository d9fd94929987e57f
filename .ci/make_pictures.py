"""Make the README's pictures of printed pages; needs Chromium, and pdftoppm of poppler-utils.

.venv/bin/python .ci/make_pictures.py
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from quizgen.build import check
from quizgen.model.plan import PROFILES
from quizgen.render import render_quiz

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / ".github" / "images"
CHROMIUM = "/usr/bin/chromium"
STYLE = """
body { margin: 0; padding: 20px; display: flex; gap: 20px; background: #dfe2e6; }
img { width: 420px; box-shadow: 0 1px 5px #0004; }
"""


def main() -> None:
    """Print the tutorial deck, and show first pages side by side."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        pages = print_pages(browser, Path(folder))
        handout = ("solar-system-A", "solar-system-A-key", "learn-cards")
        profiles = ("solar-system-A", "solar-system-A-large", "solar-system-A-dyslexia")
        for picture, names in (("handout", handout), ("profiles", profiles)):
            show_side_by_side(browser, [pages[name] for name in names], PICTURES / f"{picture}.png")
        browser.close()


def print_pages(browser: Browser, folder: Path) -> dict[str, Path]:
    """Give the first page of every document, as a picture, by the document's name."""
    tab = browser.new_page()
    pictures = {}
    for quiz in check(ROOT / "decks" / "planets.yaml").quizzes:
        for artifact in render_quiz(replace(quiz, profiles=PROFILES)):
            page = folder / artifact.name
            page.write_bytes(artifact.content)
            tab.goto(page.as_uri())
            tab.pdf(path=page.with_suffix(".pdf"), prefer_css_page_size=True)
            command = ["pdftoppm", "-r", "150", "-png", "-singlefile"]
            subprocess.run([*command, page.with_suffix(".pdf"), page.with_suffix("")], check=True)
            pictures[page.stem] = page.with_suffix(".png")
    return pictures


def show_side_by_side(browser: Browser, pages: list[Path], picture: Path) -> None:
    """Put pages beside each other, and take a picture."""
    images = "".join(f'<img src="{page.name}" alt="">' for page in pages)
    frame = pages[0].with_name(f"{picture.stem}-frame.html")
    frame.write_text(f"<style>{STYLE}</style>{images}", encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1340, "height": 640})
    tab.goto(frame.as_uri())
    tab.screenshot(path=picture, full_page=True)


if __name__ == "__main__":
    main()
