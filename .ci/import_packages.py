"""Import each package into an empty collection of Anki's; fail on what a learner would notice."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def main(packages: list[str]) -> int:
    """Import the packages, one collection each; give 1 if any has a fault."""
    faults = 0
    for package in packages:
        with tempfile.TemporaryDirectory() as folder:
            collection = Collection(str(Path(folder) / "collection.anki2"))
            request = ImportAnkiPackageRequest(
                package_path=package, options=ImportAnkiPackageOptions()
            )
            log = collection.import_anki_package(request).log
            empty = len(collection.get_empty_cards().notes)
            missing = len(collection.media.check().missing)
            cards = collection.card_count()
            message, sound = collection.fix_integrity()
            made = collection.card_count() - cards
            print(
                f"{package}: {len(log.new)} new, {len(log.conflicting)} conflicting, "
                f"{cards} cards, {empty} empty, {missing} media missing, {message}"
            )
            faults += bool(
                log.conflicting or empty or missing or made or not sound or not len(log.new)
            )
            collection.close()
    return 1 if faults or not packages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
