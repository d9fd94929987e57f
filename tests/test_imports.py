"""The stage law: who may import whom, and in which room each library lives."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "quizgen"
STAGES = ("load", "check", "ask", "compose", "render", "write")
SHARED = ("model", "problems")
ALLOWED = {
    **{stage: (stage, *SHARED) for stage in STAGES},
    "load": ("load", "lock", *SHARED),
    "model": SHARED,
    "problems": (),
    "lock": ("lock", *SHARED),
    "diff": ("model",),
    "report": ("report", *SHARED),
    "build": ("build", "report", *STAGES, *SHARED, "lock", "rules"),
    "rules": ("check", "problems"),
    "cli": ("cli", "build", "diff", "rules", *SHARED, *STAGES, "__version__"),
    "__main__": ("cli",),
    "__init__": (),
}
"""Room -> the rooms of quizgen that its modules may import."""
LIBRARIES = {
    "yaml": ("load/yaml_tree.py", "load/yaml_traps.py"),
    "csv": ("load/csv_table.py",),
    "jinja2": ("ask/", "render/"),
    "markupsafe": ("render/",),
    "genanki": ("render/",),
    "sqlite3": ("render/package.py", "load/package_reader.py"),
    "zipfile": ("render/package.py", "load/package_reader.py"),
    "nh3": ("render/markup.py", "render/mathematics.py"),
    "latex2mathml": ("render/mathematics.py",),
    "markdown_it": ("render/markup.py",),
    "weasyprint": ("render/pdf.py",),
    "xml": ("render/spelled_math.py",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "tempfile": ("write.py",),
    "shutil": ("write.py",),
    "datetime": ("lock/dates.py",),
    "time": ("lock/dates.py", "cli/progress.py"),
    "random": (),
    "secrets": (),
    "uuid": (),
    "socket": (),
    "urllib.request": (),
    "pickle": (),
    "subprocess": (),
}
"""Library -> the only rooms that may import it."""
WRITES = frozenset({"fsync", "mkstemp", "write_text", "write_bytes", "mkdir", "unlink", "replace"})
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))


def name_of(module: str) -> str:
    """Give the room of a module: its folder, or its own name."""
    return module.split("/", maxsplit=1)[0].removesuffix(".py")


def read(module: str) -> str:
    """Read a module of the package."""
    return (SOURCE / module).read_text(encoding="utf-8")


def breaches(module: str, source: str) -> list[str]:
    """List how a module breaks the law."""
    tree = ast.parse(source)
    found = [*docstring_breaches(tree)]
    for node, name in imports(tree, at_start_only=module == "__init__.py"):
        found += [f"line {node.lineno}: {slip}" for slip in import_breaches(module, name)]
    if module != "write.py":
        found += [f"line {line}: only write.py writes" for line in writing_lines(tree)]
    return found


def docstring_breaches(tree: ast.Module) -> Iterator[str]:
    """A module begins by saying what it is, in a first line that is a whole sentence."""
    docstring = ast.get_docstring(tree)
    if not docstring:
        yield "line 1: no docstring"
    elif docstring.split("\n")[0][-1:] not in ".:":
        yield "line 1: the docstring's first line is no sentence"


def imports(tree: ast.Module, *, at_start_only: bool) -> Iterator[tuple[ast.stmt, str]]:
    """Give every imported name in full, those for the type checker aside."""
    idle = {id(each) for node in ast.walk(tree) if is_for_types(node) for each in ast.walk(node)}
    for node in tree.body if at_start_only else ast.walk(tree):
        if id(node) in idle and at_start_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names]
            yield from ((node, name) for name in names)


def is_for_types(node: ast.AST) -> bool:
    """Tell whether a node is `if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"


def import_breaches(module: str, name: str) -> Iterator[str]:
    """Hold one import against the tables above."""
    room, parts = name_of(module), name.split(".")
    if parts[0] == "quizgen":
        other = parts[1] if len(parts) > 1 else "__init__"
        if other not in ALLOWED[room]:
            yield f"{room} imports {other}"
        elif room in ("build", "cli") and other in STAGES and len(parts) > 3:
            yield f"{room} reaches into {other}"
    for library, homes in LIBRARIES.items():
        inside = name == library or name.startswith(library + ".")
        if inside and not module.startswith(homes):
            yield f"{library} lives in {', '.join(homes) or 'no room'}"


def writing_lines(tree: ast.Module) -> Iterator[int]:
    """Find calls that change files; `str.replace` has two arguments, `Path.replace` one."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            of_a_text = node.func.attr == "replace" and len(node.args) + len(node.keywords) != 1
            of_a_module = getattr(node.func.value, "id", "") == "dataclasses"
            if not of_a_text and not of_a_module:
                yield node.lineno
        elif isinstance(node.func, ast.Name) and node.func.id == "open":
            yield node.lineno


@pytest.mark.parametrize("module", MODULES)
def test_module_keeps_the_law(module: str) -> None:
    assert breaches(module, read(module)) == []


def test_every_room_has_its_law() -> None:
    assert {name_of(module) for module in MODULES} == set(ALLOWED)


def test_only_build_and_cli_know_several_stages() -> None:
    several = [room for room, others in ALLOWED.items() if len(set(others) & set(STAGES)) > 1]
    assert several == ["build", "cli"]
    assert not any({"cli", "build"} & set(ALLOWED[stage]) for stage in (*STAGES, *SHARED, "lock"))


def test_package_imports_nothing_of_its_own_when_it_is_imported() -> None:
    names = [name for _, name in imports(ast.parse(read("__init__.py")), at_start_only=True)]
    assert not [name for name in names if name.startswith("quizgen")]


@pytest.mark.parametrize(
    ("module", "source", "breach"),
    [
        ("ask/x.py", "from quizgen.load import load_deck", "ask imports load"),
        ("ask/x.py", "def late():\n    import quizgen.cli", "ask imports cli"),
        ("render/x.py", "from quizgen.lock import date_package", "render imports lock"),
        ("render/x.py", "from quizgen import lock", "render imports lock"),
        ("write.py", "from quizgen.build import build", "write imports build"),
        ("model/x.py", "from quizgen.load import load_deck", "model imports load"),
        ("load/x.py", "import quizgen", "load imports __init__"),
        ("build/x.py", "from quizgen.load.deck import load_deck", "build reaches into load"),
        ("__init__.py", "from quizgen.ask import ask_questions", "__init__ imports ask"),
        ("load/x.py", "import yaml", "yaml lives in load/yaml_tree.py, load/yaml_traps.py"),
        ("compose/x.py", "import random", "random lives in no room"),
        ("compose/x.py", "from datetime import datetime", "datetime lives in lock/dates.py"),
        ("ask/x.py", "from time import monotonic", "time lives in lock/dates.py, cli/progress.py"),
        ("cli/x.py", "from urllib.request import urlopen", "urllib.request lives in no room"),
        ("load/x.py", "path.write_text('x')", "only write.py writes"),
        ("cli/x.py", "open('x', 'w')", "only write.py writes"),
        ("load/x.py", "old.replace(new)", "only write.py writes"),
    ],
)
def test_broken_law_is_seen(module: str, source: str, breach: str) -> None:
    found = breaches(module, f'"""A module."""\n{source}\n')
    assert [slip.partition(": ")[2] for slip in found] == [breach]


def test_missing_docstring_is_seen() -> None:
    assert breaches("load/x.py", "import re\n") == ["line 1: no docstring"]


def test_lawful_module_passes() -> None:
    source = (
        '"""A module."""\nimport re\nfrom quizgen.load.shape import Shape\n"a".replace("a", "b")'
    )
    assert breaches("load/x.py", source) == []


@pytest.mark.parametrize("room", ["ask", "check", "compose", "load", "render"])
def test_what_a_room_says_of_its_modules_names_them(room: str) -> None:
    said = ast.get_docstring(ast.parse(read(f"{room}/__init__.py"))) or ""
    named = set(re.findall(r"`([a-z_]+)`", said))
    assert named
    assert named <= {path.stem for path in (SOURCE / room).glob("*.py")}
