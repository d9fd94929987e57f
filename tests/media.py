"""Media for tests: small pictures and sounds, written beside a deck."""

from __future__ import annotations

from pathlib import Path

RED = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">\
<circle cx="20" cy="20" r="18" fill="red"/><script>alert(1)</script></svg>'
BLUE = RED.replace(b"red", b"blue")
GOLD = RED.replace(b"red", b"gold")
GREY = RED.replace(b"red", b"grey")
PICTURES = {"mars.svg": RED, "earth.svg": BLUE, "venus.svg": GOLD, "moon.svg": GREY}


def put(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder, subfolders and all."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
