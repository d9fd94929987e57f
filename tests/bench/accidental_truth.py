"""Count wrong options that are right: every choice question about a table of countries.

    python tests/bench/accidental_truth.py country-codes.csv

The table is that of https://github.com/datasets/country-codes. This program knows nothing but
the table and the printed pages.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from papers import Printed, count_choices, print_quizzes

SEEDS = 6
PROMPTS = {
    "language": (
        re.compile(r"Which language is spoken in (.+)\?"),
        re.compile(r"Where do people speak (.+)\?"),
    ),
    "currency": (
        re.compile(r"Which currency is used in (.+)\?"),
        re.compile(r"Where do people pay in (.+)\?"),
    ),
}
TEMPLATES = {
    "language": (
        "Which language is spoken in {{ country }}?",
        "Where do people speak {{ language | join_and }}?",
    ),
    "currency": (
        "Which currency is used in {{ country }}?",
        "Where do people pay in {{ currency | join_and }}?",
    ),
}
Closed = str
"""What allows wrong answers: `complete`, `one`, or nothing."""


@dataclass(frozen=True)
class Country:
    """A row of the table: the country's names, the first one usual, and what it has."""

    names: tuple[str, ...]
    has: Mapping[str, tuple[str, ...]]


def read_table(rows: Iterable[Mapping[str, str]]) -> list[Country]:
    """Read the table; of a language only its code counts, without the country's."""
    countries = []
    for row in rows:
        names = dict.fromkeys(
            row[column].strip() for column in ("CLDR display name", "official_name_en")
        )
        languages = (code.strip().split("-")[0] for code in row["Languages"].split(","))
        currencies = (code.strip() for code in row["ISO4217-currency_alphabetic_code"].split(","))
        has = {
            "language": tuple(dict.fromkeys(code for code in languages if code)),
            "currency": tuple(dict.fromkeys(code for code in currencies if code)),
        }
        countries.append(Country(tuple(name for name in names if name), has))
    return countries


def write_deck(countries: Sequence[Country], folder: Path, closed: Closed) -> Path:
    """Write a deck that asks in both directions: a pair a fact, and lists a fact."""
    folder.mkdir(parents=True)
    _write(folder / "deck.yaml", f"id: countries-{closed}\ntitle: Countries\nsource: table\n")
    _write(folder / "sources.yaml", "table: {name: the table}\n")
    names = "".join(
        f'  "{country.names[0]}": {{aka: ["{country.names[1]}"]}}\n'
        for country in countries
        if len(country.names) > 1
    )
    _write(folder / "names.yaml", f"country:\n{names}" if names else "{}\n")
    kinds = "".join(
        _kind(f"{what}-{name}", what, template, field, closed)
        for what, asked in TEMPLATES.items()
        for template, field, name in (
            (asked[0], what, "of"), (asked[1], "country", "where"),
            (asked[0], what, "list-of"), (asked[1], "country", "list-where"),
            (asked[1], "country", "places"),
        )
    )  # fmt: skip
    _write(folder / "kinds.yaml", kinds)
    for what in TEMPLATES:
        _write_facts(countries, folder / "facts", what)
    return folder


def _kind(name: str, what: str, template: str, field: str, closed: Closed) -> str:
    one = "one: true, " if closed == "one" else ""
    return (
        f"{name}:\n  complete: {'true' if closed == 'complete' else 'false'}\n"
        f"  fields: {{country: country, {what}: {what}}}\n"
        f'  templates: {{asked: {{ask: "{template}", answer: {field}, {one}forms: [choice]}}}}\n'
    )


def _write_facts(countries: Sequence[Country], folder: Path, what: str) -> None:
    """Write pairs under each country's last name, lists under its first."""
    pairs = [(c.names[-1], each) for c in countries for each in c.has[what]]
    lists = [(c.names[0], "; ".join(c.has[what])) for c in countries if c.has[what]]
    by_value: defaultdict[str, list[str]] = defaultdict(list)
    for country in countries:
        for each in country.has[what]:
            by_value[each].append(country.names[0])
    places = [("; ".join(names), each) for each, names in by_value.items()]
    folder.mkdir(exist_ok=True)
    files = {"of": pairs, "where": pairs, "list-of": lists, "list-where": lists, "places": places}
    for name, rows in files.items():
        with (folder / f"{what}-{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("id", "country", what))
            table.writerows((f"{what}-{name}-{i}", *row) for i, row in enumerate(rows))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def judge(printed: Printed, countries: Sequence[Country]) -> str:
    """Say what is wrong with a question in the light of the table; empty if nothing is."""
    right = [option for option in printed.options if is_right(printed.prompt, option, countries)]
    if right == [printed.options[printed.right]]:
        return ""
    return f"{printed.prompt} {printed.options}: right by the table: {right}"


def is_right(prompt: str, option: str, countries: Sequence[Country]) -> bool:
    """Tell whether the table makes an option right."""
    for what, (of, where) in PROMPTS.items():
        if found := of.fullmatch(prompt):
            return any(found[1] in c.names and option in c.has[what] for c in countries)
        if found := where.fullmatch(prompt):
            asked = set(re.split(r", and | and |, ", found[1]))
            return any(option in c.names and asked <= set(c.has[what]) for c in countries)
    raise ValueError(f"who asked '{prompt}'?")


def main(table: Path, seeds: int = SEEDS) -> int:
    """Compose, judge and report."""
    with table.open(encoding="utf-8", newline="") as file:
        countries = read_table(csv.DictReader(file))
    found = 0
    with TemporaryDirectory() as folder:
        for closed in ("complete", "one"):
            deck = write_deck(countries, Path(folder) / closed, closed)
            printed = print_quizzes(deck, Path(folder) / "out", seeds)
            slips = [slip for each in printed if (slip := judge(each, countries))]
            found += len(slips)
            print(f"{closed}: {len(printed)} questions composed, {len(slips)} accidental truths")
            print(*slips[:10], sep="\n", end="\n" if slips else "")
        deck = write_deck(countries, Path(folder) / "open", "open")
        choices = count_choices(deck)
        print(f"open: {choices} choice questions")
    return int(found or choices) and 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
