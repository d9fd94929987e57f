"""Layout files: templates of pages, compiled once and kept by Python as it keeps its modules.

A page wants some thirty of them, and to compile them takes longer than to fill them.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from zlib import crc32

import jinja2


class LayoutFiles(jinja2.BaseLoader):
    """Loads layouts from a folder; their bytecode lies in its `__pycache__`, if Python may write.

    As that of a module it is made anew when its file has another date, or Python another version;
    and when Jinja has.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, object] | None = None,  # noqa: A002 - Jinja's name for it
    ) -> jinja2.Template:
        """Load a layout by its name. Raises jinja2.TemplateNotFound."""
        path = self._folder / name
        if not path.is_file():
            raise jinja2.TemplateNotFound(name)
        code = _LayoutLoader(environment, name, path).get_code(name)
        assert code is not None  # noqa: S101 - there is a file
        return environment.template_class.from_code(environment, code, dict(globals or {}))


class _LayoutLoader(SourceFileLoader):
    """Compiles one layout as Python's own loader compiles a module."""

    def __init__(self, environment: jinja2.Environment, name: str, path: Path) -> None:
        super().__init__(name, str(path))
        self._environment = environment

    def source_to_code(  # type: ignore[override] # what it is given is the file's content and path
        self, data: bytes, path: str
    ) -> CodeType:
        """Compile the text of a layout."""
        return self._environment.compile(data.decode(), self.name, path)

    def path_stats(self, path: str) -> Mapping[str, float]:
        """Give size and date of a layout; in the date is what else its bytecode depends on."""
        stats = super().path_stats(path)
        blanks = self._environment.trim_blocks, self._environment.lstrip_blocks
        return {
            **stats,
            "mtime": int(stats["mtime"]) ^ crc32(f"{jinja2.__version__} {blanks}".encode()),
        }
