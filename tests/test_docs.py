"""Docstrings: the examples in them run."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from shutil import copytree

import pytest

import quizgen

ROOT = Path(__file__).resolve().parent.parent


def modules() -> Iterator[str]:
    """Name every module of the package; `__main__` runs the command line when imported."""
    yield "quizgen"
    for module in walk_packages(quizgen.__path__, "quizgen."):
        if not module.name.endswith("__main__"):
            yield module.name


def examples() -> list[doctest.DocTest]:
    """Collect the docstrings that hold examples."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [test for name in modules() for test in finder.find(import_module(name))]
    return sorted(test for test in found if test.examples)


EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_example_in_a_docstring_runs(
    example: doctest.DocTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copytree(ROOT / "decks", tmp_path / "decks")  # named as a reader of the repository does
    monkeypatch.chdir(tmp_path)
    report: list[str] = []
    result = doctest.DocTestRunner().run(example, out=report.append)
    assert result.failed == 0, "".join(report)
    assert result.attempted == len(example.examples)


def test_there_are_examples_to_run() -> None:
    assert {"quizgen", "quizgen.ask.english.a_an", "quizgen.model.value.fold"} <= {
        example.name for example in EXAMPLES
    }


@pytest.mark.parametrize("name", quizgen.__all__)
def test_every_public_name_is_typed_explained_and_shown_at_work(name: str) -> None:
    public = getattr(quizgen, name)
    assert name in dir(quizgen)
    assert public.__doc__
    if not isinstance(public, type):
        assert "return" in public.__annotations__
        shown = {f"{public.__module__}.{name}"} & {example.name for example in EXAMPLES}
        assert shown, f"{name} has no example that runs"


@pytest.mark.parametrize(
    "name", [name for name in quizgen.__all__ if not isinstance(getattr(quizgen, name), type)]
)
def test_a_public_signature_names_public_types(name: str) -> None:
    function = getattr(quizgen, name)
    room = import_module(function.__module__)
    words = set(re.findall(r"[A-Z]\w+", " ".join(function.__annotations__.values())))
    classes = [each for each in map(vars(room).get, words) if isinstance(each, type)]
    ours = {each.__name__ for each in classes if each.__module__.startswith("quizgen.")}
    assert ours <= set(quizgen.__all__)
