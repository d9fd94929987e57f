"""Make the fonts that pages embed: parts by script of open fonts, under names of our own.

    pip install 'fonttools[woff]' && python .ci/make_fonts.py

A part is a modified version in the sense of the SIL Open Font License, so none keeps the name that
its makers reserved. Needs npm, which fetches the originals.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "src" / "quizgen" / "render" / "fonts"
LICENCES = {
    "serif": ("source-serif@4.5.1", "LICENSE.md"),
    "sans": ("source-sans@3.52.0", "LICENSE.md"),
    "legible": ("@expo-google-fonts/atkinson-hyperlegible-next@0.4.1", "LICENSE_FONT"),
    "mono": ("@expo-google-fonts/atkinson-hyperlegible-mono@0.4.1", "LICENSE_FONT"),
    "math": ("@expo-google-fonts/stix-two-math@0.4.0", "LICENSE_FONT"),
}
"""Family -> the npm package of its originals, and the licence in it."""
FACES = (
    ("serif", 400, "normal", "WOFF2/TTF/SourceSerif4-Regular.ttf.woff2"),
    ("serif", 400, "italic", "WOFF2/TTF/SourceSerif4-It.ttf.woff2"),
    ("serif", 600, "normal", "WOFF2/TTF/SourceSerif4-Semibold.ttf.woff2"),
    ("sans", 400, "normal", "WOFF2/TTF/SourceSans3-Regular.ttf.woff2"),
    ("sans", 600, "normal", "WOFF2/TTF/SourceSans3-Semibold.ttf.woff2"),
    ("legible", 400, "normal", "400Regular/AtkinsonHyperlegibleNext_400Regular.ttf"),
    ("legible", 600, "normal", "600SemiBold/AtkinsonHyperlegibleNext_600SemiBold.ttf"),
    ("mono", 400, "normal", "400Regular/AtkinsonHyperlegibleMono_400Regular.ttf"),
    ("math", 400, "normal", "400Regular/STIXTwoMath_400Regular.ttf"),
)
SCRIPTS = {
    "latin": "20-7E A0-17F 218-21B 2C6-2DD 300-304 306-30C 323 327 328 331 1E9E 2010-2015 2018-201F"
    " 2020-2022 2026 202F 2030 2032-2033 2039-203A 2044 20AC 2122",
    "latin-more": "180-217 21C-2C5 1D00-1DBF 1E00-1E9D 1EA0-1EFF 2C60-2C7F A720-A7FF",
    "greek": "370-3FF 1F00-1FFF",
    "cyrillic": "301 400-52F 1C80-1C8F 2116 2DE0-2DFF A640-A69F",
    "symbols": "2070-209F 20A0-20AB 20AD-20C0 2100-2115 2117-2121 2123-214F 2150-215F 2190-22FF"
    " 2300-23FF 2460-24FF 25A0-27BF",
}
MATHEMATICS = {
    "formulas": "20-7E A0-FF 131 237 300-338 391-3C9 3D1-3F6 2010-2044 2057 2061-2064 20D0-20E1"
    " 2102-2138 2190-21D5 21A6 2200-22FF 2308-230B 23DC-23E1 25A0-25CF 27E8-27EB 27F5-27FC 2A7D"
    " 2A7E 2AAF 2AB0 1D434-1D467 1D6A4 1D6A5 1D6FC-1D71B",
    "alphabets": "1D400-1D433 1D468-1D6A3 1D6A8-1D6FB 1D71C-1D7FF",
}
FEWEST = 20
"""A part with fewer characters is left out: three letters of Greek set no word of it."""
# No ligatures: a PDF may give them as letters of their own, and then "first" is not found in it.
FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk", "lnum", "pnum", "tnum", "ssty", "dtls"]


def main() -> None:
    """Write every part, its licence, and the list of what each holds."""
    with tempfile.TemporaryDirectory() as folder:
        packages = {
            family: fetch(package, Path(folder)) for family, (package, _) in LICENCES.items()
        }
        for family, (_, licence) in LICENCES.items():
            text = (packages[family] / licence).read_text("utf-8")
            (FONTS / f"{family}-OFL.txt").write_text(text.strip() + "\n", "utf-8")
        parts = [part for face in FACES for part in make_parts(*face, packages[face[0]])]
    lines = ",\n".join(json.dumps(part) for part in parts)
    (FONTS / "parts.json").write_text(f"[\n{lines}\n]\n", "utf-8")


def fetch(package: str, folder: Path) -> Path:
    """Unpack an npm package."""
    command = ["npm", "pack", "--ignore-scripts", "--silent", package]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    archive = folder / done.stdout.split()[-1]
    home = archive.with_suffix("")
    with tarfile.open(archive) as packed:
        packed.extractall(home, filter="data")
    return home / "package"


def make_parts(
    family: str, weight: int, style: str, original: str, package: Path
) -> Iterator[dict[str, object]]:
    """Write a face's parts, and tell what each holds."""
    for part, ranges in (MATHEMATICS if family == "math" else SCRIPTS).items():
        font = TTFont(package / original, recalcTimestamp=False)
        wanted = set(font.getBestCmap()) & set(read_ranges(ranges))
        if len(wanted) < FEWEST:
            continue
        options = subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        rename(font, f"Quizgen {family.capitalize()}")
        slant = "-italic" if style == "italic" else ""
        name = f"{family}-{weight}{slant}-{part}.woff2"
        font.flavor = "woff2"
        font.save(FONTS / name)
        held = write_ranges(wanted)
        yield {"file": name, "family": family, "weight": weight, "style": style, "ranges": held}


def rename(font: TTFont, family: str) -> None:
    """Keep copyright and licence, and put our name in the place of the makers'."""
    names = font["name"]
    names.names = [each for each in names.names if each.nameID in (0, 13, 14)]
    for number, text in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))):
        names.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        raise SystemExit(f"{family}: only TrueType outlines are renamed here")


def read_ranges(text: str) -> Iterator[int]:
    """Read code points: `20-7E A0`."""
    for each in text.split():
        first, _, last = each.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def write_ranges(codes: Iterable[int]) -> str:
    """Write code points as CSS does: `U+20-7E, U+A0`."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


if __name__ == "__main__":
    main()
