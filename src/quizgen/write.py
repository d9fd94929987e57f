"""Write: artifacts to disk, whole or not at all. The only writing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from quizgen.model import Artifact
from quizgen.problems import QuizgenError

MANIFEST = ".quizgen"
"""Lists, in an output folder, the files that are ours, as they were written and what from.

Only those are ever removed, and only if they are all as they were need they not be built again.
"""


def write_artifacts(
    artifacts: Iterable[Artifact], folder: Path | str, fingerprint: str = ""
) -> tuple[Path, ...]:
    """Write all artifacts into `folder`, then remove older ones of ours that are none any more.

    First every file is written beside its place, then all are moved there: a build that fails
    or is killed on the way leaves the old files as they were. `fingerprint` stands for all that
    they were made from, where the same will give the same. Raises QuizgenError, as all functions
    here, where the disk or a permission says no.

    >>> write_artifacts([Artifact("a.txt", b"first")], "out")[0].as_posix()
    'out/a.txt'
    """
    artifacts, folder = tuple(artifacts), Path(folder)
    names = {artifact.name for artifact in artifacts}
    lines = [fingerprint, *(f"{_hash(each.content)}  {each.name}" for each in artifacts)]
    listing = Artifact(MANIFEST, "".join(f"{line}\n" for line in lines).encode())
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stale = _read_manifest(folder)[1].keys() - names
        _replace_all({folder / each.name: each.content for each in (*artifacts, listing)})
        for name in stale:
            if (folder / name).is_file():
                (folder / name).unlink()
    return tuple(folder / artifact.name for artifact in artifacts)


def find_written(out: Path, fingerprint: str) -> tuple[Path, ...]:
    """Find the files written below `out` under a fingerprint, if all are as they were written."""
    for manifest in sorted(out.glob(f"*/{MANIFEST}")) if fingerprint else ():
        folder = manifest.parent
        known, files = _read_manifest(folder)
        if known == fingerprint and all(_is_as_written(folder / n, h) for n, h in files.items()):
            return tuple(folder / name for name in files)
    return ()


def write_beside(artifacts: Sequence[Artifact], folder: Path) -> tuple[Path, ...]:
    """Write artifacts into `folder` and leave all other files there alone."""
    with _told(folder):
        for artifact in artifacts:
            (folder / artifact.name).parent.mkdir(parents=True, exist_ok=True)
        _replace_all({folder / each.name: each.content for each in artifacts})
    return tuple(folder / artifact.name for artifact in artifacts)


def write_new(files: Sequence[Artifact], folder: Path) -> tuple[Path, ...]:
    """Write files that must not be there yet, such as a first deck."""
    for file in files:
        if (folder / file.name).exists():
            raise QuizgenError(f"'{folder / file.name}' is there already, and stays as it is")
    return write_beside(files, folder)


def rewrite_files(files: Mapping[Path, bytes]) -> None:
    """Give files that are there another content: all of them, or none. A link stays one."""
    targets = {path.resolve(): content for path, content in files.items()}
    if targets:
        with _told(Path(os.path.commonpath([target.parent for target in targets]))):
            _replace_all(targets)


def remove_file(path: Path) -> None:
    """Remove a file of ours, where it is there."""
    with _told(path.parent):
        path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make an output folder, where it is missing."""
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn what the machine refuses into a line for the user."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise QuizgenError(f"cannot write to '{folder}': {reason}") from error


def _replace_all(contents: Mapping[Path, bytes]) -> None:
    waiting: list[tuple[Path, Path]] = []
    try:
        for target, content in contents.items():
            waiting.append((_write_temporary(target, content), target))
        _move_all(waiting)
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)
    for folder in {target.parent for target in contents}:
        _sync_folder(folder)


def _move_all(waiting: Sequence[tuple[Path, Path]]) -> None:
    """Move files to their places; where one cannot be moved, put all back as it was."""
    moved: list[tuple[Path, bytes | None]] = []
    try:
        for temporary, target in waiting:
            old = target.read_bytes() if target.is_file() else None
            temporary.replace(target)
            moved.append((target, old))
    except OSError:
        for target, old in moved:
            if old is None:
                target.unlink()
            else:
                _write_temporary(target, old).replace(target)
        raise


def _write_temporary(target: Path, content: bytes) -> Path:
    """Write beside the target, with its permissions where it is there already."""
    mode = target.stat().st_mode & 0o7777 if target.is_file() else 0o644
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(mode)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _sync_folder(folder: Path) -> None:
    """Make the renames durable, where the system lets a folder be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _read_manifest(folder: Path) -> tuple[str, dict[str, str]]:
    """Read the fingerprint and, by name, the hashes of our files; names that lead out are not."""
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return "", {}
    pairs = (line.rpartition("  ") for line in lines[1:])
    return lines[0] if lines else "", {n: h for h, _, n in pairs if n and Path(n).name == n}


def _is_as_written(file: Path, content_hash: str) -> bool:
    return file.is_file() and _hash(file.read_bytes()) == content_hash


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()
