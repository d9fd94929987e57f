"""Render: dated notes and quizzes become finished files. Decides nothing, reads no clock.

For Anki: `anki` makes notes and packages, of `note_types` and by `package`; `release` tells
learners what changed. For paper: `documents` has all that is printed of a quiz (`handout`,
`answer_sheets`, `marking`, `cut_cards`, `study`), each a `page` of views that layouts walk;
`markup` makes HTML of rich text, and `pdf` prints pages. For curators: `report` and
`contact_sheet`. What was printed is kept by `edition`.
"""

from __future__ import annotations

from quizgen.render.anki import make_package, note_guid, render_apkg
from quizgen.render.contact_sheet import render_contact_sheet
from quizgen.render.documents import render_quiz
from quizgen.render.edition import render_edition
from quizgen.render.handout import render_handout
from quizgen.render.note_types import type_names
from quizgen.render.pdf import add_pdfs, require_pdf
from quizgen.render.release import (
    RETIRED_TAG,
    UPDATES,
    needs_package,
    render_changes,
    render_updates,
)
from quizgen.render.report import render_report

__all__ = [
    "RETIRED_TAG",
    "UPDATES",
    "add_pdfs",
    "make_package",
    "needs_package",
    "note_guid",
    "render_apkg",
    "render_changes",
    "render_contact_sheet",
    "render_edition",
    "render_handout",
    "render_quiz",
    "render_report",
    "render_updates",
    "require_pdf",
    "type_names",
]
