"""Report: what a deck holds and how fair its questions are, counted; it renders nothing."""

from __future__ import annotations

from quizgen.report.attacks import attack_options
from quizgen.report.make import make_report

__all__ = ["attack_options", "make_report"]
