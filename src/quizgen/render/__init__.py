"""Render: dated notes and quizzes become finished files. Decides nothing, reads no clock."""

from __future__ import annotations

from quizgen.render.anki import render_apkg
from quizgen.render.handout import render_handout

__all__ = ["render_apkg", "render_handout"]
