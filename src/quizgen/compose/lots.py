"""Lots: the only chance in quizgen, drawn from hashes so that a seed means the same for ever.

Each draw hashes its seed with what it is about. So no draw shifts another: a new question
reshuffles nothing else, on any machine and under any version of Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Lots:
    """Draws under one seed; `parts` of a draw say what it is about."""

    seed: int

    def ticket(self, *parts: object) -> int:
        """Draw a number of 128 bits, the same for the same parts."""
        return int.from_bytes(_hash("\0".join(map(str, (self.seed, *parts)))))

    def pick(self, count: int, *parts: object) -> int:
        """Draw one of 0 .. count-1."""
        return self.ticket(*parts) % count

    def shuffle(
        self, things: Iterable[Thing], name: Callable[[Thing], object], *parts: object
    ) -> list[Thing]:
        """Order things by lot; `name` tells them apart."""
        about = "\0".join(map(str, (self.seed, *parts)))
        return sorted(things, key=lambda thing: _hash(f"{about}\0{name(thing)}"))


def _hash(text: str) -> bytes:
    return sha256(text.encode()).digest()[:16]
