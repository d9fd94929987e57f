"""The starter deck: a small working deck with comments, for `quizgen new`."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Template

from quizgen.model import Artifact

_FILES = ("deck.yaml", "kinds.yaml", "names.yaml", "sources.yaml", "facts/capitals.yaml",
          "quizzes/first-quiz.yaml")  # fmt: skip


def read_starter(folder_name: str) -> tuple[Artifact, ...]:
    """Give the files of a first deck; its id and title come from the folder's name."""
    deck_id = re.sub(r"[^a-z0-9]+", "-", folder_name.lower()).strip("-") or "my-deck"
    title = deck_id.replace("-", " ").capitalize()
    root = files("quizgen.load") / "starter"
    artifacts = []
    for name in _FILES:
        text = root.joinpath(*name.split("/")).read_text(encoding="utf-8")
        if name == "deck.yaml":
            text = Template(text).substitute(id=deck_id, title=title)
        artifacts.append(Artifact(name, text.encode()))
    return tuple(artifacts)
