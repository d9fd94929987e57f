"""Machines: a learner with two of them, in sync by Anki's own server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.sync_pb2 import SyncAuth
from anki_reader import AnkiReader, open_anki
from publishing import Publisher, schedules, study

TYPED = ("answer: sea}", "answer: sea, forms: [recall, typed]}")
GAP = ("blank: [length]", "blank: [length, name]")
ELBE = ("    oder:", "    elbe: {name: Elbe, sea: North Sea, length: 1094 km}\n    oder:")


class Machine:
    """A learner's collection on one machine, signed in to the server."""

    def __init__(self, anki: AnkiReader, address: str) -> None:
        self.anki = anki
        self.auth: SyncAuth = anki.collection.sync_login("me", "secret", address)

    def sync(self) -> None:
        """Sync what changed; a machine that must take or give all at once fails."""
        done = self.anki.collection.sync_collection(self.auth, sync_media=False)
        assert done.required == done.NO_CHANGES
        self.anki.collection.models._clear_cache()

    def copy_all(self, *, upload: bool) -> None:
        """Give the server all there is, or take it, as the first sync does."""
        collection = self.anki.collection
        collection.sync_collection(self.auth, sync_media=False)
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=self.auth, server_usn=None, upload=upload)
        collection.reopen(after_full_sync=True)

    def cards(self) -> list[tuple[str, int, int]]:
        """List all cards: the key of its note, its ordinal and its id."""
        notes = self.anki.notes()
        return sorted((n.fields["Key"], card.ordinal, card.id) for n in notes for card in n.cards)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    """Two machines, and a server that knows neither yet."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {
        "SYNC_USER1": "me:secret", "SYNC_BASE": str(tmp_path / "server"),
        "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port),
    }  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"], env=os.environ | settings,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await_server(port)
        with open_anki(tmp_path / "desk") as desk, open_anki(tmp_path / "lap") as lap:
            address = f"http://127.0.0.1:{port}/"
            yield Machine(desk, address), Machine(lap, address)
    finally:
        server.terminate()
        server.wait()


def _await_server(port: int) -> None:
    for _ in range(300):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("Anki's server does not answer")


def test_a_release_imported_on_two_machines_before_they_sync_is_there_once(
    publisher: Publisher, machines: tuple[Machine, Machine]
) -> None:
    publisher.start = int(time.time()) - 20 * 86_400  # no card lies ahead, nor any edit
    desk, lap = machines
    desk.anki.import_package(publisher.run("release"))
    before = study(desk.anki)
    desk.copy_all(upload=True)
    lap.copy_all(upload=False)
    for change in (GAP, ELBE, TYPED):
        publisher.change(*change)
        package = publisher.run("release")
        for machine in machines:
            machine.anki.import_package(package)
    assert desk.cards() == lap.cards()
    for machine in (desk, lap, desk):
        machine.sync()
    assert len(desk.cards()) == len(schedules(desk.anki)) == 16
    publisher.change("title:", "language: de\ntitle:")  # a look for each note type
    for machine in machines:
        machine.anki.import_package(publisher.run("release"))
    for machine in (desk, lap, desk):
        machine.sync()
    assert len(desk.cards()) == 16
    assert desk.cards() == lap.cards()
    after = schedules(lap.anki)
    assert after == schedules(desk.anki)
    assert {key: after[key] for key in before} == before
    assert all(machine.anki.health().damage == "" for machine in machines)
