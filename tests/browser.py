"""Chromium: one browser for all tests, pages loaded from files and printed to PDF."""

from __future__ import annotations

import atexit
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from playwright.sync_api import (
    ConsoleMessage,
    Dialog,
    Error,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

_ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none")
_WINDOW = ViewportSize(width=1280, height=720)
_PATIENCE = 120_000
"""Milliseconds: a busy machine is slow, not wrong."""
_MARK = re.compile(r"[a-z]+\d+mark")
_POINTS_APART = 1.5
"""How far a page's side may be from its nominal length, in points."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of a PDF: its size in points, its text in the order of the content, its fonts.

    `marks` tells of every word like `begin7mark` how many points from above it stands.
    """

    width: float
    height: float
    text: str
    fonts: frozenset[str] = frozenset()
    marks: Mapping[str, float] = field(default_factory=dict)

    def is_sized(self, width: float, height: float) -> bool:
        """Tell whether the page has this size, in points."""
        apart = max(abs(self.width - width), abs(self.height - height))
        return apart < _POINTS_APART


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that was opened, with all that it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def visit(executable: str, file: Path) -> Iterator[Visit]:
    """Open an HTML file, and note its requests, errors, dialogs and policy violations."""
    page = _tab(executable)
    seen = Visit(page)

    def note_request(request: Request) -> None:
        seen.requests.append(request.url)

    def note_error(error: Error) -> None:
        seen.complaints.append(f"error: {error}")

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.complaints.append(f"{message.type}: {message.text}")

    def note_dialog(dialog: Dialog) -> None:
        seen.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("request", note_request)
    page.on("pageerror", note_error)
    page.on("console", note_message)
    page.on("dialog", note_dialog)
    try:
        page.goto(file.resolve().as_uri(), wait_until="load")
        yield seen
    finally:
        page.remove_listener("request", note_request)
        page.remove_listener("pageerror", note_error)
        page.remove_listener("console", note_message)
        page.remove_listener("dialog", note_dialog)
        page.emulate_media(media="null")
        page.set_viewport_size(_WINDOW)


def print_pdf(executable: str, file: Path, prepare: str = "") -> tuple[PrintedPage, ...]:
    """Print an HTML file as its own style sheet says, and read the pages back.

    `prepare` is a script that is run on the page before.
    """
    with visit(executable, file) as seen:
        if prepare:
            seen.page.evaluate(prepare)
        return read_pages(seen.page.pdf(prefer_css_page_size=True, print_background=True))


def read_pages(pdf: bytes) -> tuple[PrintedPage, ...]:
    """Read the pages of a PDF."""
    return tuple(map(_read_page, PdfReader(io.BytesIO(pdf)).pages))


def _read_page(page: PageObject) -> PrintedPage:
    height = float(page.mediabox.height)
    marks: dict[str, float] = {}
    begun = ""

    def note(text: str, scale: list[float], place: list[float], *_: object) -> None:
        nonlocal begun
        begun += text
        for mark in _MARK.findall(begun):
            marks[mark] = height - (scale[1] * place[4] + scale[3] * place[5] + scale[5])
        begun = begun.rpartition("mark")[2]

    text = page.extract_text(visitor_text=note)
    resources = page["/Resources"].get_object()
    fonts = resources.get("/Font", {}).values() if isinstance(resources, DictionaryObject) else ()
    return PrintedPage(
        width=float(page.mediabox.width),
        height=height,
        text=text,
        fonts=frozenset(str(font.get("/BaseFont", "Type3")).rpartition("+")[2] for font in fonts),
        marks=marks,
    )


@cache
def _tab(executable: str) -> Page:
    """Start the browser once, with one tab that all tests share; it ends with the test run."""
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
    atexit.register(playwright.stop)
    atexit.register(browser.close)
    page = browser.new_page()
    page.set_default_timeout(_PATIENCE)
    return page
