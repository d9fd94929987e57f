"""Media: pictures and sounds that facts name, read from the deck's media folder alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from quizgen.load.keys import IMAGE_KEYS, SOUND_KEYS
from quizgen.load.shape import Shape
from quizgen.load.tree import Node, Table
from quizgen.model import Field, Media, Picture, Sound, Text
from quizgen.problems import QuizgenError, Severity, Where, has_errors, meant

MEDIA_TYPES: Mapping[str, tuple[str, ...]] = {
    "image": ("png", "jpg", "jpeg", "gif", "webp", "svg"),
    "sound": ("mp3", "ogg", "wav", "m4a"),
}
"""Field types whose values are files, and how the names of those may end."""


def media_folder(deck: Path) -> Path:
    """Give the place of a deck's media: in its folder, or beside its one file."""
    return deck.with_suffix(".media") if deck.is_file() else deck / "media"


class MediaReader:
    """Reads the values of image and sound fields; keeps the files that they use."""

    def __init__(self, shape: Shape, folder: Path) -> None:
        self.shape = shape
        self.folder = folder
        self.used: dict[str, Media] = {}
        self._files, self._outside = _list_files(folder)

    def read(self, field: Field, node: Node) -> Picture | Sound | None:
        """Read `{file: ..., alt: ...}` of a picture, `{file: ...}` or the bare name of a sound."""
        name = f"'{field.name}'"
        example = "{file: mars.svg, alt: a red planet}"
        table = None if isinstance(node, Text) else self.shape.table(node, name, example)
        file: Text | None
        if table is not None:
            keys = IMAGE_KEYS if field.type == "image" else SOUND_KEYS
            self.shape.known_keys(table, keys, name)
            file = self.shape.text(table, "file", name, required=True)
        else:
            file = self.shape.one_text(node, name) if isinstance(node, Text) else None
        media = self._find(file, field.type) if file is not None else None
        if field.type == "sound" or file is None:
            return Sound(media) if media is not None else None
        alt = self._alt(table, file)
        return Picture(alt, media) if media is not None and alt is not None else None

    def finish(self) -> dict[str, Media]:
        """Give the files used, by the names they travel under; tell of clashing and unused ones."""
        self._check_clashes()
        if not has_errors(self.shape.problems):  # a slip in a name is told once
            self._check_unused()
        return {media.name: media for media in self.used.values()}

    def _alt(self, table: Table | None, file: Text) -> Text | None:
        alt = table.find("alt") if table is not None else None
        if alt is not None and alt != "":
            return self.shape.one_text(alt, "'alt'")
        self.shape.slip(
            file.where,
            "alt-missing",
            f"the picture '{file}' lacks the words for those who cannot see it",
            f"write {{file: {file}, alt: what the picture shows}}, without giving the answer away",
            culprit=file,
        )
        return None

    def _find(self, file: Text, field_type: str) -> Media | None:
        """Find a file by its exact name and read it, once; None where it cannot be used."""
        if file in self.used and _ending(file) in MEDIA_TYPES[field_type]:
            return self.used[file]
        path = self._files.get(file)
        if self._leads_outside(file):
            self.shape.slip(
                file.where,
                "media-outside",
                f"'{file}' leads out of the deck's folder of media",
                f"copy the file to {self.folder.as_posix()}/, and name it as it is named there",
                culprit=file,
            )
        elif _ending(file) not in MEDIA_TYPES[field_type]:
            self.shape.slip(
                file.where,
                "media-type",
                f"'{file}' is no file for a field of type '{field_type}'",
                f"its name must end in {', '.join(MEDIA_TYPES[field_type])}",
                culprit=file,
            )
        elif path is None:
            self.shape.slip(
                file.where,
                "media-missing",
                f"there is no file '{file}' in {self.folder.as_posix()}/",
                self._nearest(file),
                culprit=file,
            )
        else:
            media = _read(path, file)
            self.used[file] = media
            return media
        return None

    def _leads_outside(self, file: str) -> bool:
        path = PurePosixPath(file)
        if path.is_absolute() or ".." in path.parts or "\\" in file or ":" in file:
            return True
        return any(str(each) in self._outside for each in (path, *path.parents))

    def _nearest(self, file: str) -> str:
        alike = [name for name in self._files if name.casefold() == file.casefold()]
        if alike:
            return f"write '{alike[0]}': capitals count"
        return meant(file, self._files) or "put it there"

    def _check_clashes(self) -> None:
        first: dict[str, Text] = {}
        for media in self.used.values():
            other = first.setdefault(media.file.casefold(), media.file)
            if other != media.file:
                self.shape.slip(
                    media.file.where,
                    "media-clash",
                    f"'{media.file}' and '{other}' differ only in capitals: on many machines "
                    "they are one file",
                    "rename one of them",
                    culprit=media.file,
                    related=(other.where,),
                )

    def _check_unused(self) -> None:
        endings = {ending for each in MEDIA_TYPES.values() for ending in each}
        for name, path in self._files.items():
            if name not in self.used and _ending(name) in endings and path.name[0] != ".":
                self.shape.slip(
                    Where(path.as_posix()),
                    "media-unused",
                    "no fact uses this file",
                    "name it in a fact, or remove it",
                    severity=Severity.WARNING,
                )


def _list_files(folder: Path) -> tuple[dict[str, Path], frozenset[str]]:
    """List a folder's files by name, and what in it leads elsewhere; names are exact, in NFC."""
    home = folder.parent.resolve() / folder.name
    files: dict[str, Path] = {}
    outside: set[str] = set()
    for path in _walk(folder):
        name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
        if not path.resolve().is_relative_to(home):
            outside.add(name)
        elif path.is_file():
            files[name] = path
    return files, frozenset(outside)


def _walk(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(folder.rglob("*")) if folder.is_dir() else ()
    except OSError as error:
        raise QuizgenError(f"cannot read '{error.filename}': {error.strerror}") from error


def _read(path: Path, file: Text) -> Media:
    """Read a file under its new name."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise QuizgenError(f"cannot read '{error.filename}': {error.strerror}") from error
    return Media(file, media_name(content, _ending(file)), content)


def media_name(content: bytes, ending: str) -> str:
    """Name a file by its content, so that it tells no answer, and a changed file is a new one."""
    return f"quizgen-{sha256(content).hexdigest()[:16]}.{ending}"


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()
