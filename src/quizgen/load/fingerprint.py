"""Fingerprints: all that a build depends on, as one hash, so that nothing need be built twice.

A fingerprint covers the bytes of every file that a deck is read from, its lock, and the program:
quizgen's own files, the libraries that shape what it writes, and Python. No parsed deck is kept:
once a file has changed, reading all of them costs a third of a build, and a cache could lie.
"""

from __future__ import annotations

import os
import platform
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from os.path import relpath
from pathlib import Path

from quizgen.load.edition import edition_folder
from quizgen.load.lock_file import lock_path
from quizgen.load.media import media_folder

_LIBRARIES = (
    "genanki", "Jinja2", "latex2mathml", "markdown-it-py", "MarkupSafe", "nh3", "PyYAML",
)  # fmt: skip
_PRINTER = "weasyprint"
_PROGRAM = Path(__file__).parent.parent


def fingerprint_deck(path: Path) -> str:
    """Hash what a deck is made of and by, its lock aside.

    Take it before the deck is read: then a file that changes meanwhile is seen the next time.
    Empty where a file cannot be read: the build will say why, and nothing is known of it.
    """
    digest = sha256(fingerprint_program().encode())
    try:
        for file in _list_files(path):
            name = file.relative_to(path.parent if path.is_file() else path).as_posix()
            # A link may come to lead out of the deck, where it may not be read.
            target = file.resolve() if file.is_symlink() else ""
            content = sha256(file.read_bytes()).hexdigest()
            digest.update(f"\0{name}\0{target}\0{content}".encode())
    except OSError:
        return ""
    return digest.hexdigest()


def fingerprint_build(deck: str, lock_text: str, *, pdf: bool = False) -> str:
    """Hash a deck's fingerprint with its lock: all that a build depends on. Empty if unknown.

    `pdf`: with what prints, too.
    """
    printer = f"\0{_PRINTER} {version(_PRINTER)}" if pdf else ""
    return sha256(f"{deck}\0{lock_text}{printer}".encode()).hexdigest() if deck else ""


@cache
def fingerprint_program() -> str:
    """Hash which quizgen this is, byte for byte, and what it stands on."""
    digest = sha256(platform.python_version().encode())
    for library in _LIBRARIES:
        digest.update(f"\0{library} {version(library)}".encode())
    for folder, folders, names in os.walk(_PROGRAM):
        folders[:] = sorted({*folders} - {"__pycache__"})
        place = relpath(folder, _PROGRAM)
        for name in sorted(names):
            digest.update(f"\0{place}/{name}\0".encode() + Path(folder, name).read_bytes())
    return digest.hexdigest()


def _list_files(path: Path) -> list[Path]:
    """List the files that load reads, and those in their place that it may wonder at."""
    if path.is_file():
        schema = path.with_suffix(".schema.json")  # a build keeps it in step
        found = [path, schema, *media_folder(path).rglob("*")]
    else:
        folders = (path / name for name in ("facts", "quizzes", "media", ".schema"))
        found = [*path.iterdir(), *(file for folder in folders for file in folder.rglob("*"))]
    files = [file for file in found if file.is_file() and file != lock_path(path)]
    if any(b"exclude" in file.read_bytes() for file in files if file.suffix == ".yaml"):
        files += edition_folder(path).glob("*.json")  # of which a plan may ask nothing again
    return sorted(files)
