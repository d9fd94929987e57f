"""Read printed quizzes back: what a program that knows only the pages can tell of each question."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_ITEM = re.compile(r'<li class="item[^"]*">\s*<span class="number">(\d+)\.</span>')
_PROMPT = re.compile(r'<div class="prompt"[^>]*>(.*?)</div>', re.DOTALL)
_OPTION = re.compile(r'<span class="text"[^>]*>(.*?)</span></li>', re.DOTALL)
_MARK = re.compile(
    r'<li[^>]*><span class="number">(\d+)</span> <span class="mark"[^>]*>(.*?)</span></li>'
)


@dataclass(frozen=True)
class Printed:
    """A choice question as a pupil sees it, and which option the key marks (from 0)."""

    prompt: str
    options: tuple[str, ...]
    right: int


def read_quiz(paper: Path) -> Iterator[Printed]:
    """Read the choice questions of a printed quiz; its key lies beside it."""
    key = paper.with_name(f"{paper.stem}-key.html")
    marks = dict(_MARK.findall(key.read_text(encoding="utf-8")))
    page = paper.read_text(encoding="utf-8")
    starts = [*_ITEM.finditer(page)]
    ends = [found.start() for found in starts[1:]] + [len(page)]
    for start, end in zip(starts, ends, strict=True):
        body = page[start.end() : end]
        options = tuple(_text(html) for html in _OPTION.findall(body))
        prompt = _PROMPT.search(body)
        if prompt and options:
            yield Printed(_text(prompt[1]), options, "ABCDEFGH".index(marks[start[1]]))


def print_quizzes(deck: Path, out: Path, seeds: int) -> list[Printed]:
    """Print the choice questions of a deck under so many seeds, and read them back.

    A quiz asks of no fact twice: of a fact with several choice questions each quiz draws one.
    """
    count = len(set(_asked_facts(deck)))
    printed: list[Printed] = []
    for seed in range(1, seeds + 1):
        args = (
            "--form",
            f"choice={count}",
            "--seed",
            seed,
            "--name",
            f"all-{seed}",
            "--allow-enemies",
        )
        _quizgen("quiz", deck, "--draft", *args, "--out", out / deck.stem)
        (paper,) = (out / deck.stem).glob(f"*/all-{seed}.html")
        printed += read_quiz(paper)
    return printed


def count_choices(deck: Path) -> int:
    """Count the choice questions that a deck has at all."""
    return len(_asked_facts(deck))


def _asked_facts(deck: Path) -> list[str]:
    """Give the fact of each choice question of a deck."""
    listed = json.loads(_quizgen("show", deck, "--form", "choice", "--format", "json"))
    return [question["fact"] for question in listed["questions"]]


def _text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def _quizgen(*args: object) -> str:
    command = [sys.executable, "-m", "quizgen", *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout
