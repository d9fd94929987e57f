"""Write the benchmark's deck: facts of six short fields, about 220 bytes of YAML each."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

HEAD = """\
id: bench
title: Benchmark
source: register
sources: {register: {name: The register}}
kinds:
  person:
    fields: {name: text, born: year, town: text, craft: text, works: number, remark: text}
    templates:
      craft:
        ask: Which craft did {{ name }} of {{ town }}, born in {{ born }}, follow?
        answer: craft
"""
FIELDS = ("name", "born", "town", "craft", "works", "remark")


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Give `count` facts: an id and six values."""
    for i in range(count):
        yield (
            f"person-{i}",
            f"Person {i} of the long list",
            str(1000 + i % 1000),
            f"Town {i % 977} on the river",
            f"craft number {i * 7 % 1009} of the guild",
            f"{i * 13 % 100_003:,}",
            f"remark {i} that nobody reads twice",
        )


def write_yaml(path: Path, count: int, *, one: bool = False) -> None:
    """Write a one-file deck; `one`: each question has one right answer, so choices are proven."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD + ("        one: true\n" if one else "") + "facts:\n  person:\n")
        for key, *values in rows(count):
            file.write(f"    {key}:\n")
            for name, value in zip(FIELDS, values, strict=True):
                file.write(f"      {name}: {value}\n")


def write_csv(folder: Path, count: int) -> None:
    """Write a folder deck with its facts as CSV."""
    (folder / "facts").mkdir(parents=True)
    head, kinds = HEAD.split("kinds:\n")
    deck, sources = head.split("sources: ")
    (folder / "deck.yaml").write_text(deck, encoding="utf-8")
    (folder / "sources.yaml").write_text(sources, encoding="utf-8")
    lines = [line[2:] for line in kinds.splitlines()]
    (folder / "kinds.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "facts" / "person.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("id", *FIELDS))
        table.writerows(rows(count))
