"""Hold the rules about wording against what people said of multiple-choice items.

    python tests/bench/item_flaws.py DIR

DIR holds `items.jsonl` (id, dataset, stem, options, key) and `labels.csv` (item_id, flaw, label).
For each rule: items with a label, how many have the flaw, precision, recall and Cohen's kappa; then
the mean kappa of the eight lexical rules, over all items and in each of five folds.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import fmean, pstdev

from quizgen.check.asked import Asked, Flaw
from quizgen.check.clarity import check_gratuitous, check_readability
from quizgen.check.clues import check_convergence, check_vague, find_clang
from quizgen.check.lexicon import Lexicon
from quizgen.check.negation import find_negation
from quizgen.check.option_shapes import find_odd, find_outlier, numbers_of
from quizgen.check.options import find_combination
from quizgen.check.stems import asks_nothing, find_hole
from quizgen.load.wording_file import read_wording
from quizgen.model import Question, Recall, Span
from quizgen.problems import Where

FOLDS = 5
STEMLESS = frozenset({"HellaSwag", "PIQA"})
"""Their stems are no questions: left out for rules about stems."""


@dataclass(frozen=True)
class Item:
    """An item as it was printed; `key` is the place of the right option, from 0."""

    id: str
    dataset: str
    stem: str
    options: tuple[str, ...]
    key: int

    @property
    def wrong(self) -> tuple[str, ...]:
        """The options but the right one."""
        return tuple(each for i, each in enumerate(self.options) if i != self.key)


Detector = Callable[[Lexicon, Item], bool]


def is_unsorted(lexicon: Lexicon, item: Item) -> bool:
    """Tell whether options are numbers, one that none is right aside, and do not ascend."""
    options = [o for o in item.options if not lexicon.is_one("none of the above", o)]
    numbers = numbers_of(lexicon, options) if len(options) > 1 else None
    return numbers is not None and numbers != sorted(numbers)


def is_any(name: str) -> Detector:
    """Make a detector of phrases that an option is one of."""
    return lambda lexicon, item: any(lexicon.is_one(name, option) for option in item.options)


def is_absolute(lexicon: Lexicon, item: Item) -> bool:
    """Tell whether some options are sure, and not all."""
    sure = [bool(lexicon.find("absolute", option)) for option in item.options]
    return any(sure) and not all(sure)


def by_rule(check: Callable[[Lexicon, Sequence[Asked]], Iterator[Flaw]]) -> Detector:
    """Make a detector of a rule over prompts."""

    def tells(lexicon: Lexicon, item: Item) -> bool:
        prompt = (Span(item.stem),)
        question = Question("", "", "", "", "", "choice", prompt, Recall(()), Where("items"))
        asked = Asked(
            question, frozenset({"choice"}), item.stem, (item.options[item.key],), item.wrong,
            chosen=True, type="text",
        )  # fmt: skip
        return next(check(lexicon, (asked,)), None) is not None

    return tells


LEXICAL: Mapping[str, tuple[str, Detector]] = {
    "negative": ("avoid_negatives", lambda lex, item: bool(find_negation(lex, item.stem))),
    "none-of-the-above": ("no_none_of_the_above", is_any("none of the above")),
    "all-of-the-above": ("no_all_of_the_above", is_any("all of the above")),
    "k-type": (
        "avoid_k_type", lambda lex, item: bool(find_combination(lex, item.stem, item.options)),
    ),
    "mid-blank": ("no_fill_in_blank", lambda lex, item: bool(find_hole(lex, item.stem))),
    "unsorted": ("ordered_options", is_unsorted),
    "clang": (
        "avoid_repetition",
        lambda lex, item: bool(find_clang(lex, item.stem, item.options[item.key], item.wrong)),
    ),
    "absolute": ("no_absolute_terms", is_absolute),
}  # fmt: skip
"""Rule -> the label that people gave, and what tells it."""
OTHERS: Mapping[str, tuple[str, Detector]] = {
    "length-outlier": (
        "equal_length_options", lambda _, item: bool(find_outlier(item.options)),
    ),
    "non-parallel": ("grammatical_consistency", lambda _, item: bool(find_odd(item.options)[1])),
    "no-question": ("problem_in_stem", lambda lex, item: asks_nothing(lex, item.stem)),
    "vague (info)": ("no_vague_terms", by_rule(check_vague)),
    "convergence (info)": ("no_convergence_cues", by_rule(check_convergence)),
    "gratuitous (info)": ("no_extraneous_info", by_rule(check_gratuitous)),
    "readability (info)": ("clear_language", by_rule(check_readability)),
}  # fmt: skip
ON_STEMS = frozenset({"negative", "mid-blank", "no-question", "gratuitous (info)"})


@dataclass(frozen=True)
class Score:
    """How a rule agrees with people: both say flawed, the rule alone, people alone, neither."""

    hits: int
    alarms: int
    misses: int
    quiet: int

    @property
    def precision(self) -> float:
        """Of what the rule tells, the share that people say too."""
        return self.hits / (self.hits + self.alarms) if self.hits else 0.0

    @property
    def recall(self) -> float:
        """Of what people say, the share that the rule tells too."""
        return self.hits / (self.hits + self.misses) if self.hits else 0.0

    @property
    def kappa(self) -> float:
        """Cohen's kappa: agreement beyond chance."""
        total = self.hits + self.alarms + self.misses + self.quiet
        told, said = self.hits + self.alarms, self.hits + self.misses
        chance = (told * said + (total - told) * (total - said)) / total**2
        return ((self.hits + self.quiet) / total - chance) / (1 - chance) if chance < 1 else 1.0


Labelled = Sequence[tuple[Item, bool]]


def read_items(folder: Path) -> Mapping[str, Labelled]:
    """Read the items by flaw, each with what people said of it."""
    items = {}
    for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = ord(row["key"]) - ord("A")
        items[row["id"]] = Item(row["id"], row["dataset"], row["stem"], tuple(row["options"]), key)
    labelled: defaultdict[str, list[tuple[Item, bool]]] = defaultdict(list)
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labelled[row["flaw"]].append((items[row["item_id"]], row["label"] == "1"))
    return labelled


def score(lexicon: Lexicon, tells: Detector, items: Labelled) -> Score:
    """Hold a rule against what people said."""
    pairs = [(tells(lexicon, item), flawed) for item, flawed in items]
    counts = [pairs.count(pair) for pair in ((True, True), (True, False), (False, True))]
    return Score(counts[0], counts[1], counts[2], pairs.count((False, False)))


def fold_of(item: Item) -> int:
    """Give the fold of an item, by its id alone."""
    return sha256(item.id.encode()).digest()[0] % FOLDS


def main(folder: Path) -> None:
    """Print a row for each rule, and the means of the lexical ones."""
    wording = read_wording("en")
    assert wording is not None
    lexicon, labelled = Lexicon(wording), read_items(folder)
    folds: list[list[float]] = [[] for _ in range(FOLDS)]
    kappas = []
    print(f"{'rule':22} {'items':>5} {'flawed':>6} {'prec.':>6} {'recall':>6} {'kappa':>6}")
    for rule, (flaw, tells) in (*LEXICAL.items(), *OTHERS.items()):
        items = labelled[flaw]
        if rule in ON_STEMS:
            items = [pair for pair in items if pair[0].dataset not in STEMLESS]
        found = score(lexicon, tells, items)
        flawed = found.hits + found.misses
        figures = f"{found.precision:6.2f} {found.recall:6.2f} {found.kappa:6.2f}"
        print(f"{rule:22} {len(items):5} {flawed:6} {figures}")
        if rule in LEXICAL:
            kappas.append(found.kappa)
            for number, fold in enumerate(folds):
                held = [pair for pair in items if fold_of(pair[0]) == number]
                fold.append(score(lexicon, tells, held).kappa)
    means = [fmean(fold) for fold in folds]
    print(f"mean kappa of the {len(LEXICAL)} lexical rules: {fmean(kappas):.3f}")
    print(f"in {FOLDS} folds: {fmean(means):.3f} (standard deviation {pstdev(means):.3f})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
