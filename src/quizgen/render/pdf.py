"""PDF: our pages printed by WeasyPrint, tagged for screen readers, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files

from quizgen.model import Artifact
from quizgen.problems import QuizgenError
from quizgen.render.spelled_math import spell_math

_NEEDED = (
    "PDF is made by WeasyPrint, which is not here: pip install 'quizgen[pdf]'; it needs Pango too, "
    "on Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
_VARIANT = "pdf/ua-1"
_GAP = re.compile(r'<span class="gap" role="img" aria-label="([^"]*)"></span>')
_NOTHING = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"


def require_pdf() -> None:
    """See that PDF can be made on this machine. Raises QuizgenError, which says how to get it."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:  # OSError: the package is there, Pango is not
        raise QuizgenError(_NEEDED) from error


def add_pdfs(artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Give artifacts, each page of HTML followed by the same page as PDF."""
    for artifact in artifacts:
        yield artifact
        if artifact.name.endswith(".html"):
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
    """Write what WeasyPrint does not know in words that it knows: blanks, mathematics, grids."""
    style, end, rest = html.partition("</style>")
    style = style.replace("font-weight: 650", "font-weight: bold")  # it knows full hundreds alone
    blanks = _GAP.sub(rf'<img class="gap" alt="\1" src="{_NOTHING}">', rest)
    return style + _style() + end + spell_math(blanks)


@cache
def _style() -> str:
    file = files("quizgen.render") / "layouts" / "handout" / "pdf.css"
    return file.read_text(encoding="utf-8")
