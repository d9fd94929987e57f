"""The script everybody writes: yaml.load, a Jinja2 template, genanki's write_to_file.

It is the yardstick: no places, no checks, no memory between builds. Its templates are compiled
once; those who compile them for each fact wait longer still.
"""

from __future__ import annotations

import sys
from pathlib import Path

import genanki
import jinja2
import yaml

MODEL = genanki.Model(
    1_607_392_319,
    "Simple",
    fields=[{"name": "Question"}, {"name": "Answer"}, {"name": "Source"}],
    templates=[
        {
            "name": "Card 1",
            "qfmt": "{{Question}}",
            "afmt": '{{FrontSide}}<hr id="answer">{{Answer}}<br>{{Source}}',
        }
    ],
)


def read_deck(path: Path) -> genanki.Deck:
    """Read a one-file deck, and make a note of each fact by each template of its kind."""
    with path.open(encoding="utf-8") as file:
        source = yaml.load(file, Loader=yaml.CSafeLoader)
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    deck = genanki.Deck(2_059_400_110, source["title"])
    for kind, facts in source["facts"].items():
        for template in source["kinds"][kind]["templates"].values():
            front = environment.from_string(template["ask"])
            back = environment.from_string("{{ " + template["answer"] + " }}")
            for fact in facts.values():
                fields = [front.render(fact), back.render(fact), source["source"]]
                deck.add_note(genanki.Note(MODEL, fields, tags=[source["id"]]))
    return deck


def main() -> None:
    """Turn the deck named first into the package named second."""
    deck, package = map(Path, sys.argv[1:])
    genanki.Package(read_deck(deck)).write_to_file(package)


if __name__ == "__main__":
    main()
