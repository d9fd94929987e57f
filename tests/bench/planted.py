"""Plant flaws in the clean items, and count what the rules tell of them, and of the clean ones.

.venv/bin/python tests/bench/planted.py

The tests plant the first thirty of each rule; here are all that the items are good for.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from check import test_planted_cards as cards
from check import test_planted_wording as wording
from planting import clean_items, deck_of, hinted, told

from quizgen.model import Deck
from quizgen.problems import Severity
from quizgen.rules import rule_pages

Tell = Callable[[Deck], dict[str, Severity]]


def planted() -> Mapping[str, tuple[Tell, Iterable[Deck]]]:
    """Give by rule what tells of it, and the decks that have its flaw."""
    items = {**wording.PLANTED, **cards.PLANTED}
    decks: dict[str, tuple[Tell, Iterable[Deck]]] = {
        rule: (told, map(deck_of, make())) for rule, make in items.items()
    }
    decks |= {rule: (hinted, map(deck_of, make())) for rule, make in wording.HINTED.items()}
    decks |= {rule: (told, make()) for rule, make in cards.PLANTED_DECKS.items()}
    return decks | {"interference": (hinted, cards.confused())}


def main() -> None:
    """Print a row a rule, in the order in which `quizgen rule` lists them."""
    clean = [deck_of(item) for item in (*clean_items(), *cards.recalls())]
    alarms = Counter(rule for deck in clean for rule in (*told(deck), *hinted(deck)))
    found = planted()
    print(f"| rule | | planted: told | clean (of {len(clean)}): told |\n|---|---|---|---|")
    for rule, page in rule_pages().items():
        if rule in found:
            tell, decks = found[rule]
            hits = [rule in tell(deck) for deck in decks]
            count = f"{sum(hits)} of {len(hits)}"
            print(f"| {rule} | {page.severity.value} | {count} | {alarms[rule]} |")


if __name__ == "__main__":
    main()
