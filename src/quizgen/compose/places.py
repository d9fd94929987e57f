"""Places: exchange things of a row until none costs more where it stands than need be."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

Cost = Callable[[int, int], int]
"""What a thing costs at a place; both count from 0, the things as they were drawn."""


def find_order(length: int, cost: Cost) -> list[int]:
    """Give each place a thing, its own if it may stay: so that the dearest is as cheap as can be.

    >>> find_order(3, lambda place, thing: 1 if place == thing else 0)
    [1, 2, 0]
    """
    for most in count():
        found = _place_all(length, cost, most)
        if found is not None:
            return found
    raise AssertionError("no cost was high enough")


def _place_all(length: int, cost: Cost, most: int) -> list[int] | None:
    def may(place: int, thing: int) -> bool:
        return cost(place, thing) <= most

    held = {place: place for place in range(length) if may(place, place)}
    if all(place in held or _fill(place, held, length, may) for place in range(length)):
        return [held[place] for place in range(length)]
    return None


def _fill(empty: int, held: dict[int, int], length: int, may: Callable[[int, int], bool]) -> bool:
    """Find a place a thing that none holds, or whose holder finds another; by few exchanges."""
    holders = {thing: place for place, thing in held.items()}
    wanted_by: dict[int, int] = {}
    reached = [empty]
    for place in reached:
        for thing in range(length):
            if thing in wanted_by or not may(place, thing):
                continue
            wanted_by[thing] = place
            if thing not in holders:
                _hand_down(thing, held, wanted_by)
                return True
            reached.append(holders[thing])
    return False


def _hand_down(thing: int | None, held: dict[int, int], wanted_by: dict[int, int]) -> None:
    """Give a thing to the place that wants it, what this one held to the next, and so on."""
    while thing is not None:
        place = wanted_by[thing]
        held[place], thing = thing, held.get(place)
