"""Run one stage of the benchmark in this process, and print the seconds that it took.

`python stages.py STAGE FOLDER COUNT`: the deck of COUNT facts lies in FOLDER. What a stage needs
is prepared before the clock runs; time is the processor's, so that other programs do not count.
"""

from __future__ import annotations

import io
import sqlite3
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from big_deck import FIELDS, rows

Work = Callable[[], object]


def drain_events(folder: Path, _count: int) -> Work:
    """Let libyaml parse, and drop what it finds: the floor of reading."""
    source = (folder / "bench.yaml").read_text(encoding="utf-8")

    def drain() -> None:
        parser = yaml.CSafeLoader(source)
        while parser.get_event() is not None:
            pass

    return drain


def load_places(folder: Path, _count: int) -> Work:
    """Load with every place kept, every value read by its type."""
    from quizgen.load import load_deck

    return lambda: load_deck(folder / "bench.yaml")


def load_safely(folder: Path, _count: int) -> Work:
    """Load as everybody does."""
    source = (folder / "bench.yaml").read_text(encoding="utf-8")
    return lambda: yaml.load(source, Loader=yaml.CSafeLoader)


def write_rows(folder: Path, count: int) -> Work:
    """Write rows that are ready, without genanki and without quizgen: the floor of writing."""
    from genanki.apkg_schema import APKG_SCHEMA

    notes = list(_raw_notes(count))
    cards = [(note[0] * 1000, note[0], 1, 0, 1, due) for due, note in enumerate(notes, start=1)]

    def write() -> None:
        connection = sqlite3.connect(":memory:")
        connection.executescript(APKG_SCHEMA)
        connection.executemany("INSERT INTO notes VALUES(?,?,1,1,-1,' bench ',?,?,0,0,'')", notes)
        connection.executemany(
            "INSERT INTO cards VALUES(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')", cards
        )
        connection.commit()
        connection.execute("VACUUM")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("collection.anki2", connection.serialize())
        (folder / "floor.apkg").write_bytes(buffer.getvalue())

    return write


def write_package(folder: Path, count: int) -> Work:
    """Write dated notes as quizgen does, whole or not at all."""
    from quizgen.load import load_deck
    from quizgen.model import Note, Package
    from quizgen.render import make_package, render_apkg
    from quizgen.render.note_types import note_type
    from quizgen.write import write_artifacts

    deck, _ = load_deck(folder / "one.yaml")
    empty = make_package(deck, ())
    question = note_type("Question", deck.words, deck.anki)
    notes = tuple(
        Note(key, "Question", fields, ("bench",), (0,), {}, 1, number)
        for number, (key, fields) in enumerate(_notes(count), start=1)
    )
    package = Package("bench", empty.name, empty.description, (question,), notes)
    return lambda: write_artifacts([render_apkg(package)], folder / "written")


def write_genanki(folder: Path, count: int) -> Work:
    """Write notes as genanki does."""
    import genanki
    from script import MODEL

    deck = genanki.Deck(1, "Benchmark")
    for _, fields in _notes(count):
        texts = [fields["Question"], fields["Answer"], fields["Source"]]
        deck.add_note(genanki.Note(MODEL, texts, tags=["bench"]))
    return lambda: genanki.Package(deck).write_to_file(folder / "genanki.apkg")


def _notes(count: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the key and the fields of each note, as quizgen makes them of the deck."""
    from quizgen.render.note_types import FIELDS as NOTE_FIELDS

    for key, *values in rows(count):
        fact = dict(zip(FIELDS, values, strict=True))
        text = f"Which craft did {fact['name']} of {fact['town']}, born in {fact['born']}, follow?"
        fields = dict.fromkeys(NOTE_FIELDS["Question"], "")
        fields |= {"Key": f"bench/{key}/craft/recall", "Question": text, "Answer": fact["craft"]}
        yield fields["Key"], fields | {"Source": "The register"}


def _raw_notes(count: int) -> Iterator[tuple[int, str, str, str]]:
    """Give rows as SQLite takes them: id, guid, fields, sort field."""
    for number, (key, fields) in enumerate(_notes(count), start=1):
        yield number, f"{number:010}", "\x1f".join(fields.values()), key


def main() -> None:
    """Prepare the stage, run it, print its seconds."""
    stage, folder, count = sys.argv[1:]
    prepare: Callable[[Path, int], Work] = globals()[stage]
    work = prepare(Path(folder), int(count))
    start = time.process_time()
    work()
    print(time.process_time() - start)


if __name__ == "__main__":
    main()
