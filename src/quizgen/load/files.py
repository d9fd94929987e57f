"""Files: which files make up a deck, read as UTF-8 and never from outside its folder."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from quizgen.problems import Problem, QuizgenError, Where, meant, nearest

PARTS = ("deck", "kinds", "names", "sources")
"""Parts of a folder deck that are one file each; `facts` and `quizzes` are folders."""


FOLDERS = ("facts", "quizzes", "media", "editions")
"""Parts of a folder deck that are folders."""
_TABLES = (".xlsx", ".xls", ".ods", ".tsv", ".numbers")
_OTHER_FORMATS = (".yml", ".txt", ".json", *_TABLES)
"""How files end that were probably meant as facts or plans."""


class SourceFile(NamedTuple):
    """A file of a deck: which part it is, its path as the user would write it, its text."""

    part: str
    path: Path
    text: str

    @property
    def name(self) -> str:
        """The path as problems print it."""
        return self.path.as_posix()


def is_deck(path: Path) -> bool:
    """Tell whether a path is a deck: a YAML file, or a folder with a deck.yaml."""
    return (path / "deck.yaml").is_file() or (path.suffix == ".yaml" and path.is_file())


def find_decks(folder: Path) -> tuple[Path, ...]:
    """List the decks of a folder: one-file decks and folders with a deck.yaml, sorted by name."""
    if not folder.is_dir():
        raise QuizgenError(f"there is no folder '{folder}' here; name a deck, or run 'quizgen new'")
    inside = sorted(folder.iterdir())
    for path in inside:
        if path.suffix == ".yml" or ((path / "facts").is_dir() and not is_deck(path)):
            lacks = "is named .yml, not .yaml" if path.suffix == ".yml" else "has no deck.yaml"
            raise QuizgenError(f"'{path}' looks like a deck, but {lacks}")
    decks = [path for path in inside if is_deck(path)]
    if not decks:
        raise QuizgenError(f"the folder '{folder}' holds no deck; 'quizgen new' makes one")
    return tuple(decks)


def read_files(
    path: Path, drafts: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[SourceFile, ...], list[Problem]]:
    """Read all files of the deck at `path`, a one-file deck or a folder, sorted by name.

    `drafts` are texts by file name that stand for what is in these files.
    """
    files, problems = _read_deck(path)
    return tuple(f._replace(text=drafts.get(f.name, f.text)) for f in files), problems


def read_texts(path: Path) -> dict[str, str]:
    """Read the texts of all files of a deck, by the names that problems give them."""
    return {file.name: file.text for file in read_files(path)[0]}


def encode_like(path: Path, text: str) -> bytes:
    """Encode a file's new text as the file is: with a byte order mark if it has one."""
    with path.open("rb") as file:
        mark = BOM_UTF8 if file.read(len(BOM_UTF8)) == BOM_UTF8 else b""
    return mark + text.encode()


def _read_deck(path: Path) -> tuple[tuple[SourceFile, ...], list[Problem]]:
    if path.is_file():
        return _read_all([("deck", path)], path.resolve().parent)
    if not path.is_dir():
        raise QuizgenError(f"there is no deck at '{path}'")
    if not (path / "deck.yaml").is_file():
        raise QuizgenError(f"'{path}' is no deck: it has no deck.yaml")
    wanted = [(part, path / f"{part}.yaml") for part in PARTS]
    wanted.append(("style", path / "style.css"))
    strays = list(_strays(path))
    for part, suffixes in (("facts", (".yaml", ".csv")), ("quizzes", (".yaml",))):
        inside = sorted((path / part).rglob("*")) if (path / part).is_dir() else []
        wanted += [(part, file) for file in inside if file.suffix in suffixes]
        strays += [_stray(file, part) for file in inside if _seems_meant(file, suffixes)]
    files, problems = _read_all([(part, file) for part, file in wanted if file.exists()], path)
    return files, problems + strays


def _seems_meant(file: Path, suffixes: Sequence[str]) -> bool:
    """Tell whether a file that is not read was meant to be."""
    return file.suffix not in suffixes and file.suffix.lower() in (*_OTHER_FORMATS, *suffixes)


def _strays(folder: Path) -> Iterator[Problem]:
    known = [f"{part}.yaml" for part in PARTS]
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in FOLDERS:
            name = nearest(path.name, FOLDERS)
            if name and any(path.iterdir()):
                yield Problem(
                    Where(path.as_posix()),
                    "unknown-file",
                    f"no part of a deck is a folder '{path.name}': what lies in it is not read",
                    f"did you mean '{name}'?",
                )
        elif path.suffix in (".yaml", ".yml", ".csv", ".xlsx") and path.name not in known:
            yield _stray(path, "")


def _stray(file: Path, part: str) -> Problem:
    known = [f"{name}.yaml" for name in PARTS] if not part else [file.stem + ".yaml"]
    mend = meant(file.name, known) + " (facts live in facts/, plans in quizzes/)"
    if file.suffix.lower() in _TABLES:
        mend = f"save its sheet as facts/{file.stem}.csv; in Excel that is 'CSV UTF-8'"
    return Problem(
        Where(file.as_posix()), "unknown-file", f"no part of a deck is named '{file.name}'", mend
    )


def _read_all(
    wanted: list[tuple[str, Path]], folder: Path
) -> tuple[tuple[SourceFile, ...], list[Problem]]:
    files, problems = [], []
    for part, path in wanted:
        if not path.resolve().is_relative_to(folder.resolve()):
            problems.append(
                Problem(
                    Where(path.as_posix()),
                    "outside-deck",
                    "this file is a link that leads out of the deck's folder",
                    "copy the file into the deck",
                )
            )
            continue
        text = decode(path.read_bytes(), path.as_posix())
        if isinstance(text, Problem):
            problems.append(text)
        else:
            files.append(SourceFile(part, path, text))
    return tuple(files), problems


def decode(content: bytes, name: str) -> str | Problem:
    """Decode UTF-8, with or without a byte order mark; anything else is a problem."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem(
            Where(name, 1, 1),
            "not-utf-8",
            "this file is UTF-16, not UTF-8",
            _save_again(name),
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        rest = error.object  # without the byte order mark, which `error.start` does not count
        head = rest[: error.start].decode("utf-8", errors="replace")
        where = Where(name, head.count("\n") + 1, len(head) - (head.rfind("\n") + 1) + 1)
        return Problem(
            where,
            "not-utf-8",
            f"a letter is not written in UTF-8 (byte 0x{rest[error.start]:02X}, {_behind(head)})",
            _save_again(name),
        )


def _behind(head: str) -> str:
    """Say what stands before a place on its line: the line cannot be shown."""
    words = head.rpartition("\n")[2][-20:].lstrip()
    return f"behind '{words}'" if words else "the first of its line"


def _save_again(name: str) -> str:
    mend = "save the file again with the encoding UTF-8"
    return f"{mend}; in Excel that is 'CSV UTF-8'" if name.endswith(".csv") else mend


def fingerprint(content: bytes) -> str:
    """Give the SHA-256 of a document as sources.yaml records it."""
    return sha256(content).hexdigest()
