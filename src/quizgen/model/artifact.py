"""Artifacts: finished files, before they are written."""

from __future__ import annotations

from typing import NamedTuple


class Artifact(NamedTuple):
    """A finished file: its name below the output folder, and its bytes."""

    name: str
    content: bytes
