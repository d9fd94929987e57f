"""Attack printed choice questions by their options alone: no strategy may beat chance.

    python tests/bench/options_only.py [country-codes.csv]

Each attack gives every option a score and takes the highest; ties are drawn. What it gains over
chance is printed, with the p-value of a binomial test (Holm's correction over the attacks).
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import exp, lgamma, log
from pathlib import Path
from random import Random
from statistics import fmean, median
from tempfile import TemporaryDirectory

from accidental_truth import read_table, write_deck
from papers import Printed, print_quizzes

SEEDS = 6
MOST_LIFT = 0.03
DECKS = Path(__file__).parents[2] / "decks"
Attack = Callable[[Printed], Sequence[float] | None]
"""Scores of a question's options; None where the attack has nothing to go by."""


def number_of(option: str) -> float | None:
    """Read an option as a number: the whole of it, years and amounts alike."""
    found = re.fullmatch(r"\D{0,3}(\d[\d,]*(?:\.\d+)?)\s*(million|billion|trillion)?\D*", option)
    if found is None:
        return None
    scale = {"million": 1e6, "billion": 1e9, "trillion": 1e12}.get(found[2] or "", 1)
    return float(found[1].replace(",", "")) * scale


def numbers(printed: Printed) -> list[float] | None:
    """Read all options as numbers, or none."""
    read = [number_of(option) for option in printed.options]
    known = [each for each in read if each is not None]
    return known if len(known) == len(read) else None


def words(text: str) -> set[str]:
    """Give the words of a text."""
    return set(re.findall(r"\w+", text.lower()))


def pieces(text: str) -> set[str]:
    """Give the letter triples of a text: what looks alike shares them."""
    padded = f"  {text.lower()} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def likeness(one: set[str], other: set[str]) -> float:
    """Give the share of what two texts have that both have."""
    return len(one & other) / len(one | other) if one | other else 0.0


def likest(cut: Callable[[str], set[str]]) -> Attack:
    """Score options by how like they are to the others."""

    def attack(printed: Printed) -> list[float]:
        parts = [cut(option) for option in printed.options]
        return [sum(likeness(a, b) for b in parts if b is not a) for a in parts]

    return attack


def shape(option: str) -> str:
    """Give what an option looks like: kinds of characters, runs of them as one."""
    kinds = re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]", "A", re.sub(r"\d+", "9", option)))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^aA9 ,.]", "?", kinds))


def oddest(printed: Printed) -> list[float]:
    """Score options by how few others have their shape."""
    count = Counter(shape(option) for option in printed.options)
    return [-count[shape(option)] for option in printed.options]


def ranked(place: int) -> Attack:
    """Take the number of this place, smallest first."""

    def attack(printed: Printed) -> list[float] | None:
        values = numbers(printed)
        if values is None or len(values) <= place:
            return None
        return [-abs(sorted(values).index(value) - place) for value in values]

    return attack


def by_number(score: Callable[[float, Sequence[float]], float]) -> Attack:
    """Score numbers among all of their question."""

    def attack(printed: Printed) -> list[float] | None:
        values = numbers(printed)
        return None if values is None else [score(value, values) for value in values]

    return attack


def digits(option: str) -> int:
    """Count the significant digits of a number."""
    return len(re.sub(r"\D", "", option).strip("0"))


def nearest_other(value: float, values: Sequence[float]) -> float:
    """Give the distance to the nearest other number."""
    return min((abs(value - other) for other in values if other != value), default=0.0)


def attacks(others: Sequence[Printed]) -> dict[str, Attack]:
    """List the attacks; some count how often other papers offer an option."""
    offered = Counter(option for printed in others for option in printed.options)
    return {
        "longest": lambda p: [len(option) for option in p.options],
        "shortest": lambda p: [-len(option) for option in p.options],
        "middle length": lambda p: [
            -abs(len(o) - median(len(each) for each in p.options)) for o in p.options
        ],
        "most words": lambda p: [len(option.split()) for option in p.options],
        "most shared words": likest(words),
        "most like the others": likest(pieces),
        "least like the others": lambda p: [-score for score in likest(pieces)(p) or ()],
        "most like the prompt": lambda p: [
            len(words(option) & words(p.prompt)) for option in p.options
        ],
        "odd one out": oddest,
        "first": lambda p: [-i for i in range(len(p.options))],
        "second (always B)": lambda p: [-abs(i - 1) for i in range(len(p.options))],
        "third": lambda p: [-abs(i - 2) for i in range(len(p.options))],
        "last": lambda p: list(range(len(p.options))),
        "first of the alphabet": lambda p: [
            -sorted(p.options).index(option) for option in p.options
        ],
        "most often offered": lambda p: [offered[option] for option in p.options],
        "least often offered": lambda p: [-offered[option] for option in p.options],
        "smallest": by_number(lambda value, _: -value),
        "second smallest": ranked(1),
        "second largest": ranked(2),
        "largest": by_number(lambda value, _: value),
        "nearest to the mean": by_number(lambda value, all_: -abs(value - fmean(all_))),
        "farthest from the mean": by_number(lambda value, all_: abs(value - fmean(all_))),
        "nearest to another": by_number(lambda value, all_: -nearest_other(value, all_)),
        "farthest from all": by_number(nearest_other),
        "roundest": lambda p: [-digits(o) for o in p.options] if numbers(p) else None,
        "most exact": lambda p: [digits(o) for o in p.options] if numbers(p) else None,
    }


def hits(attack: Attack, bank: Sequence[Printed]) -> tuple[float, float, int]:
    """Give how often an attack finds the key, how often chance would, of how many questions."""
    found, chance, count = 0.0, 0.0, 0
    for printed in bank:
        scores = attack(printed)
        if scores is None:
            continue
        best = [i for i, score in enumerate(scores) if score == max(scores)]
        found += (printed.right in best) / len(best)
        chance += 1 / len(printed.options)
        count += 1
    return found, chance, count


def tail(found: float, chance: float, count: int) -> float:
    """Give the probability of so many hits or more by chance alone."""
    p = chance / count
    terms = (
        lgamma(count + 1) - lgamma(k + 1) - lgamma(count - k + 1)
        + k * log(p) + (count - k) * log(1 - p)
        for k in range(round(found), count + 1)
    )  # fmt: skip
    return min(1.0, sum(exp(term) for term in terms))


def attack_bank(name: str, bank: Sequence[Printed]) -> list[str]:
    """Try every attack on a bank; name those that beat chance by too much to be luck."""
    results = []
    half = len(bank) // 2
    first, second = attacks(bank[half:]), attacks(bank[:half])
    for label in first:
        parts = hits(first[label], bank[:half]), hits(second[label], bank[half:])
        found, chance = parts[0][0] + parts[1][0], parts[0][1] + parts[1][1]
        count = parts[0][2] + parts[1][2]
        if count:
            lift = (found - chance) / count
            results.append((tail(found, chance, count), lift, label, count))
    results.sort()
    won = []
    print(f"\n{name}: {len(bank)} questions")
    for i, (p, lift, label, count) in enumerate(sorted(results, key=lambda each: -each[1])[:6]):
        corrected = min(1.0, p * (len(results) - i))
        print(f"  {label:24} {lift:+.3f} over chance  n={count}  p={corrected:.2g}")
    for i, (p, lift, label, _) in enumerate(results):
        if p * (len(results) - i) >= 0.01:
            break
        if lift > MOST_LIFT:
            won.append(f"{name}: {label} {lift:+.3f}")
    return won


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
