"""Load: the only stage that reads. Decks, cited documents and languages become values here.

`deck` loads one: `files` finds what belongs to it, `yaml_tree` and `csv_table` make a `tree` of
each file, every text with its place, `parts` knows what stands in which, and `shape` reads the
small tables, by `keys` and `wants`. Then each part has its reader: `kinds`, `facts` with
`field_types` and `fact_keys`, `evidence`, `media`, `plans`.

`yaml_traps`, `yaml_lines` and `yaml_braces` tell in an author's words where YAML stumbles;
`mends`, `line_mends`, `naming` and `tidying` make the edits of `check --fix`. `schema` says to
editors what `keys` says to the loader. Read back are `edition`, what was printed, `lock_file`,
and `package_reader`, what was shipped.
"""

from __future__ import annotations

from quizgen.load.deck import load_deck
from quizgen.load.edition import edition_folder, find_editions, read_edition, read_kept
from quizgen.load.edits import apply_edits
from quizgen.load.evidence import read_documents
from quizgen.load.files import encode_like, find_decks, is_deck, read_texts
from quizgen.load.fingerprint import fingerprint_build, fingerprint_deck
from quizgen.load.language import known_languages
from quizgen.load.lock_file import lock_path, read_lock
from quizgen.load.package_reader import read_package
from quizgen.load.plan_options import Said, read_plan_options
from quizgen.load.quoting import quote_lines
from quizgen.load.schema import PARTS, print_schema, schema_files, stale_schemas
from quizgen.load.starter_deck import read_starter

__all__ = [
    "PARTS",
    "Said",
    "apply_edits",
    "edition_folder",
    "encode_like",
    "find_decks",
    "find_editions",
    "fingerprint_build",
    "fingerprint_deck",
    "is_deck",
    "known_languages",
    "load_deck",
    "lock_path",
    "print_schema",
    "quote_lines",
    "read_documents",
    "read_edition",
    "read_kept",
    "read_lock",
    "read_package",
    "read_plan_options",
    "read_starter",
    "read_texts",
    "schema_files",
    "stale_schemas",
]
