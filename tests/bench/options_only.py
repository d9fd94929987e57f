"""Attack printed choice questions by their options alone: no strategy may beat chance.

    python tests/bench/options_only.py [country-codes.csv]

The attacks are those of `quizgen report`, tried on what a program reads from the printed pages.
What each gains over chance is printed, with the p-value of a binomial test (Holm's correction).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from accidental_truth import read_table, write_deck
from papers import Printed, print_quizzes

from quizgen.model import Offered
from quizgen.report import attack_options

SEEDS = 6
MOST_LIFT, MOST_LUCK = 0.03, 0.01
DECKS = Path(__file__).parents[2] / "decks"


def attack_bank(name: str, bank: Sequence[Printed]) -> list[str]:
    """Try every attack on a bank; name those that beat chance by too much to be luck."""
    attacks = attack_options([Offered(each.prompt, each.options, each.right) for each in bank])
    print(f"\n{name}: {len(bank)} questions")
    for attack in attacks[:6]:
        print(
            f"  {attack.name:24} {attack.lift:+.3f} over chance  n={attack.questions}  "
            f"p={attack.luck:.2g}"
        )
    won = [attack for attack in attacks if attack.lift > MOST_LIFT and attack.luck < MOST_LUCK]
    return [f"{name}: {attack.name} {attack.lift:+.3f}" for attack in won]


def made_decks(draw: Random) -> Iterator[tuple[str, list[tuple[str, str]], str, str]]:
    """Make decks of numbers and dates: a name, rows of text and value, the type, what allows."""

    def rows(values: Sequence[str]) -> list[tuple[str, str]]:
        return [(f"thing {i}", value) for i, value in enumerate(values)]

    masses = [f"{i * 2.4 + draw.uniform(-1, 1):.{draw.choice((1, 2, 3))}f}" for i in range(1, 119)]
    sums = [10 ** draw.uniform(5, 11) for _ in range(150)]
    money = [_money(value) for value in sums]
    years = [str(round(2020 - 10 ** draw.uniform(0, 2.7))) for _ in range(200)]
    months = [f"{draw.randint(1990, 2024)}-{draw.randint(1, 12):02}" for _ in range(150)]
    diameters = ["4,879", "12,104", "12,756", "6,792", "142,984", "120,536", "51,118", "49,528"]
    few = [str(draw.randint(2015, 2024)) for _ in range(8)]
    counts = [f"{round(10 ** draw.uniform(0, 4)):,}" for _ in range(120)]
    for allow in ("complete", "one"):
        yield f"planets {allow}", rows([f"{each} km" for each in diameters]), "quantity", allow
        yield f"elements {allow}", rows(masses), "number", allow
        yield f"money {allow}", rows(money), "money", allow
        yield f"years {allow}", rows(years), "year", allow
        yield f"few years {allow}", rows(few), "year", allow
        yield f"months {allow}", rows(months), "date", allow
        yield f"counts {allow}", rows(counts), "number", allow


def _money(value: float) -> str:
    for scale, name in ((1e9, " billion"), (1e6, " million")):
        if value >= scale:
            return f"${float(f'{value / scale:.2g}'):g}{name}"
    return f"${round(value, -3):,.0f}"


def write_numbers(
    folder: Path, rows: Sequence[tuple[str, str]], field_type: str, allow: str
) -> Path:
    """Write a deck that asks for a number or date of each thing."""
    one = ", one: true" if allow == "one" else ""
    complete = "true" if allow == "complete" else "false"
    facts = "".join(
        f'    f{i}: {{what: {what}, value: "{v}"}}\n' for i, (what, v) in enumerate(rows)
    )
    folder.parent.mkdir(parents=True, exist_ok=True)
    path = folder.with_suffix(".yaml")
    path.write_text(
        f"id: numbers\ntitle: Numbers\nsource: table\nsources: {{table: {{name: the table}}}}\n"
        f"kinds:\n  thing:\n    complete: {complete}\n"
        f"    fields: {{what: text, value: {field_type}}}\n"
        f'    templates: {{t: {{ask: "Which value has {{{{ what }}}}?", answer: value{one}}}}}\n'
        f"facts:\n  thing:\n{facts}",
        encoding="utf-8",
    )
    return path


def main(tables: Sequence[Path]) -> int:
    """Attack every bank and report."""
    won = []
    with TemporaryDirectory() as folder:
        out = Path(folder)
        for name, rows, field_type, allow in made_decks(Random(2026)):
            deck = write_numbers(out / name.replace(" ", "-"), rows, field_type, allow)
            seeds = max(SEEDS, 1000 // len(rows) + 1) if "--fast" not in sys.argv else SEEDS
            won += attack_bank(name, print_quizzes(deck, out / "out", seeds))
        for table in tables:
            with table.open(encoding="utf-8", newline="") as file:
                deck = write_deck(read_table(csv.DictReader(file)), out / "countries", "complete")
            won += attack_bank("countries", print_quizzes(deck, out / "out", SEEDS))
        # Its wrong answers are curated: another seed would count the same options again.
        bank = print_quizzes(DECKS / "microsoft-openai", out / "out", 1)
        won += attack_bank("microsoft-openai", bank)
    print("", *won or ["no attack beats chance"], sep="\n")
    return int(bool(won))


if __name__ == "__main__":
    sys.exit(main([Path(each) for each in sys.argv[1:] if not each.startswith("--")]))
