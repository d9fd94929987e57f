"""Load: the only stage that reads. Decks, cited documents and languages become values here."""

from __future__ import annotations

from quizgen.load.deck import load_deck
from quizgen.load.edits import apply_edits
from quizgen.load.evidence import read_documents
from quizgen.load.files import encode_like, find_decks, is_deck, read_texts
from quizgen.load.fingerprint import fingerprint_build, fingerprint_deck
from quizgen.load.lock_file import lock_path, read_lock
from quizgen.load.package_reader import read_package
from quizgen.load.quoting import quote_lines
from quizgen.load.schema import PARTS, print_schema, schema_files, stale_schemas
from quizgen.load.starter_deck import read_starter

__all__ = [
    "PARTS",
    "apply_edits",
    "encode_like",
    "find_decks",
    "fingerprint_build",
    "fingerprint_deck",
    "is_deck",
    "load_deck",
    "lock_path",
    "print_schema",
    "quote_lines",
    "read_documents",
    "read_lock",
    "read_package",
    "read_starter",
    "read_texts",
    "schema_files",
    "stale_schemas",
]
