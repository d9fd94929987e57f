"""Stages: their names in order, as a build announces them."""

from __future__ import annotations

from collections.abc import Callable

STAGES = ("load", "ask", "compose", "check", "date", "render", "write")
"""What a build announces, in order; `check` stops after the stage of its name."""
CHECK_STAGES = STAGES[:4]
REPORT_STAGES = (*CHECK_STAGES, "render", "write")

Announce = Callable[[str], None]
"""Is told the name of each stage as it begins."""


def unheard(_stage: str) -> None:
    """Announce to nobody."""
