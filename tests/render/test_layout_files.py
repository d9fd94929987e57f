"""Layout files: compiled once, and again whenever what they were compiled from is another."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import jinja2
import pytest

from quizgen.render.layout_files import LayoutFiles


@pytest.fixture(autouse=True)
def _writes_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def render(folder: Path) -> str:
    """Render a layout as a new process would."""
    environment = jinja2.Environment(loader=LayoutFiles(folder), autoescape=True)
    return environment.get_template("page.html.j2").render(name="<Io>")


def write(folder: Path, text: str, date: int) -> None:
    """Write the layout, with this date."""
    path = folder / "page.html.j2"
    path.write_text(text, encoding="utf-8")
    os.utime(path, (date, date))


def test_the_bytecode_of_a_layout_is_kept_beside_it_and_used(tmp_path: Path) -> None:
    write(tmp_path, "Hello {{ name }}", 1_000)
    assert render(tmp_path) == "Hello &lt;Io&gt;"
    (kept,) = (tmp_path / "__pycache__").iterdir()
    made = kept.stat().st_mtime_ns
    os.utime(kept, ns=(made - 10**9, made - 10**9))
    write(tmp_path, "Jello {{ name }}", 1_000)  # of the same length and date, as no editor writes
    assert render(tmp_path) == "Hello &lt;Io&gt;"
    assert kept.stat().st_mtime_ns == made - 10**9


def test_a_changed_layout_is_compiled_again(tmp_path: Path) -> None:
    write(tmp_path, "Hello {{ name }}", 1_000)
    render(tmp_path)
    write(tmp_path, "Jello {{ name }}", 1_001)
    assert render(tmp_path) == "Jello &lt;Io&gt;"


def test_bytecode_of_another_version_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "Hello {{ name }}", 1_000)
    render(tmp_path)
    write(tmp_path, "Jello {{ name }}", 1_000)
    monkeypatch.setattr(jinja2, "__version__", "0")
    assert render(tmp_path) == "Jello &lt;Io&gt;"


@pytest.mark.parametrize("content", [b"", b"not bytecode of any Python", b"\0" * 16])
def test_bytecode_that_is_none_is_made_again(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, "Hello {{ name }}", 1_000)
    render(tmp_path)
    (kept,) = (tmp_path / "__pycache__").iterdir()
    kept.write_bytes(content)
    assert render(tmp_path) == "Hello &lt;Io&gt;"


def test_nothing_is_kept_where_python_may_not_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    write(tmp_path, "Hello {{ name }}", 1_000)
    assert render(tmp_path) == "Hello &lt;Io&gt;"
    assert not (tmp_path / "__pycache__").exists()


def test_a_layout_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(jinja2.TemplateNotFound, match=r"page\.html\.j2"):
        render(tmp_path)
