"""PDF: our pages printed by WeasyPrint, tagged for screen readers, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import ascii_letters, ascii_uppercase

from quizgen.model import Artifact
from quizgen.problems import QuizgenError
from quizgen.render.fonts import font_faces
from quizgen.render.profiles import SETTINGS
from quizgen.render.spelled_math import spell_math

_NEEDED = (
    "PDF is made by WeasyPrint, which is not here: pip install 'quizgen[pdf]'; it needs Pango too, "
    "on Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
_VARIANT = "pdf/ua-1"
_GAP = re.compile(r'<span class="gap" role="img" aria-label="([^"]*)"></span>')
_BETWEEN = re.compile(r"\n(?=<li)|(?<=</li>)\n")
"""Would stand as a space between what stands in a row."""
_LEVEL = re.compile(r'<div class="sides level[^>]*>\s*(?:<ol.*?</ol>\s*){2}', re.DOTALL)
_ENTRY = re.compile(
    r'(?P<begin><li[^>]*>)(?P<rest>.*?<span class="text" dir="auto">(?P<text>.*?)</span></li>)',
    re.DOTALL,
)
_SCRIPT = b"<script>"
_FACE = re.compile(
    r'@font-face \{ font-family: "(?P<family>[^"]+)";[^}]*? unicode-range: (?P<range>[^;]+);'
)
_FAMILY = re.compile(r'"(Quizgen \w+)"')
_SIGNS = "Quizgen Math"
"""Lends the signs of formulas to the fonts of text."""
_NOTHING = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"


def require_pdf() -> None:
    """See that PDF can be made on this machine. Raises QuizgenError, which says how to get it."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:  # OSError: the package is there, Pango is not
        raise QuizgenError(_NEEDED) from error


def add_pdfs(artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Give artifacts, each page of HTML followed by the same page as PDF.

    A page that runs a script is for the screen; printed, it is one of the others.
    """
    for artifact in artifacts:
        yield artifact
        if artifact.name.endswith(".html") and _SCRIPT not in artifact.content:
            yield print_pdf(artifact)


def print_pdf(page: Artifact) -> Artifact:
    """Print a page of ours: PDF/UA-1 with the page's title and language, and no date."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    content = HTML(
        string=_prepare(page.content.decode()),
        base_url="about:blank",
        url_fetcher=URLFetcher(allowed_protocols=("data",)),
    ).write_pdf(
        pdf_variant=_VARIANT,
        pdf_identifier=sha256(page.content).hexdigest()[:32].encode(),
    )
    return Artifact(page.name.removesuffix(".html") + ".pdf", content)


def _prepare(html: str) -> str:
    """Write what WeasyPrint does not know in words that it knows: blanks, formulas, grids."""
    head, style, body = re.split("(?<=<style>)|(?=</style>)", html, maxsplit=2)
    fonts = _italic_letters() if "<math" in body else ""
    blanks = _GAP.sub(rf'<img class="gap" alt="\1" src="{_NOTHING}">', body)
    rows = _BETWEEN.sub("", blanks)
    level = _LEVEL.sub(_level_sides, rows)
    return head + _name_parts(fonts + style) + _style() + spell_math(level)


def _level_sides(match: re.Match[str]) -> str:
    """Let each entry of a match hold unseen what stands beside it, so that both are as high."""
    texts = [entry["text"] for entry in _ENTRY.finditer(match[0])]
    beside = iter(texts[len(texts) // 2 :] + texts[: len(texts) // 2])

    def add(entry: re.Match[str]) -> str:
        return f'{entry["begin"]}<span class="beside text">{next(beside)}</span>{entry["rest"]}'

    return _ENTRY.sub(add, match[0])


def _name_parts(style: str) -> str:
    """Give each part of a font a name of its own, and name them all where the font is asked for.

    WeasyPrint takes fonts of one name, weight and slant for one file, whatever their ranges.
    """
    ranges: dict[str, dict[str, None]] = {}
    for face in _FACE.finditer(style):
        ranges.setdefault(face["family"], {})[face["range"]] = None

    def name(family: str, part: str) -> str:
        place = list(ranges[family]).index(part)
        return f'"{family} {ascii_uppercase[place]}"'  # a digit would be read as a size

    def name_all(found: re.Match[str]) -> str:
        families = dict.fromkeys((found[1], _SIGNS))
        known = (each for each in families if each in ranges)
        return ", ".join(name(each, part) for each in known for part in ranges[each]) or found[0]

    end = max((face.end() for face in _FACE.finditer(style)), default=0)
    faces = _FACE.sub(
        lambda face: face[0].replace(f'"{face[1]}"', name(face[1], face[2])), style[:end]
    )
    return faces + _FAMILY.sub(name_all, style[end:])


def _italic_letters() -> str:
    """Embed the letters of formulas: browsers slant those of the font for mathematics."""
    faces = font_faces(f"<i>{ascii_letters}</i>", SETTINGS["regular"])
    return "".join(f"{face}\n" for face in faces.splitlines() if "font-style: italic" in face)


@cache
def _style() -> str:
    file = files("quizgen.render") / "layouts" / "handout" / "pdf.css"
    return file.read_text(encoding="utf-8")
