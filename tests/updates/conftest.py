"""Fixtures: the publisher of a deck, and a learner who imports what is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_reader import AnkiReader, open_anki
from conftest import CommandLine
from publishing import Publisher


@pytest.fixture
def publisher(tmp_path: Path, cli: CommandLine) -> Publisher:
    """The deck's publisher, before the first release."""
    return Publisher(tmp_path, cli)


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[AnkiReader]:
    """A learner with an empty collection."""
    with open_anki(tmp_path / "learner") as reader:
        yield reader
