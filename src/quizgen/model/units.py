"""Units: what `km`, `kilometres` and `m` have in common, so that equal quantities show."""

from __future__ import annotations

from decimal import Decimal

_FACTORS = (
    ("m", {"km": "1000", "m": "1", "dm": "0.1", "cm": "0.01", "mm": "0.001", "mi": "1609.344",
           "yd": "0.9144", "ft": "0.3048", "in": "0.0254"}),
    ("g", {"t": "1E6", "kg": "1000", "g": "1", "mg": "0.001", "lb": "453.59237",
           "oz": "28.349523125"}),
    ("l", {"m³": "1000", "hl": "100", "l": "1", "dl": "0.1", "cl": "0.01", "ml": "0.001",
           "cm³": "0.001"}),
    ("m²", {"km²": "1E6", "ha": "10000", "m²": "1", "cm²": "0.0001"}),
    ("km/h", {"km/s": "3600", "m/s": "3.6", "km/h": "1", "mph": "1.609344"}),
    ("W", {"GW": "1E9", "MW": "1E6", "kW": "1000", "W": "1"}),
    ("Hz", {"GHz": "1E9", "MHz": "1E6", "kHz": "1000", "Hz": "1"}),
)  # fmt: skip
_WORDS = {
    "metre": "m", "meter": "m", "kilometre": "km", "kilometer": "km", "centimetre": "cm",
    "centimeter": "cm", "millimetre": "mm", "millimeter": "mm", "mile": "mi", "yard": "yd",
    "foot": "ft", "feet": "ft", "inch": "in", "inche": "in", "gram": "g", "kilogram": "kg",
    "milligram": "mg", "tonne": "t", "pound": "lb", "ounce": "oz", "litre": "l", "liter": "l",
    "millilitre": "ml", "milliliter": "ml", "L": "l", "mL": "ml", "hectare": "ha", "sq km": "km²",
    "km2": "km²", "m2": "m²", "m3": "m³", "cm3": "cm³", "kelvin": "K",
    "degree Celsius": "°C", "degrees Celsius": "°C", "degree Fahrenheit": "°F",
    "degrees Fahrenheit": "°F",
}  # fmt: skip
_TEMPERATURES = frozenset(("°C", "°F", "K"))
"""Scales whose noughts differ: no factor turns one into another."""
_ONE = Decimal(1)
_BASES = {
    unit: (base, Decimal(factor), Decimal(factor))
    for base, factors in _FACTORS
    for unit, factor in factors.items()
} | {"months": ("seconds", Decimal(28 * 86400), Decimal(31 * 86400))}
"""A month is anything from 28 to 31 days: only surely unlike durations are unlike."""


def in_base_unit(unit: str) -> tuple[str, Decimal, Decimal]:
    """Give the unit that a unit's likes share, and what one is in it, at least and at most.

    >>> in_base_unit("km") == in_base_unit("kilometres") == ("m", 1000, 1000)
    True

    A unit that is not known is like itself alone.
    """
    symbol = _symbol(unit)
    return _BASES.get(symbol) or (symbol, _ONE, _ONE)


def are_comparable(one: str, other: str) -> bool:
    """Tell whether amounts in two units are equal, or unlike, for certain.

    >>> are_comparable("km", "m"), are_comparable("km", "kg")
    (True, True)
    >>> are_comparable("km", "mi"), are_comparable("°C", "K"), are_comparable("EUR", "USD")
    (False, False, False)

    Who turns miles into kilometres rounds them, `1:30` may be minutes or hours, and of a unit
    that is not listed here nobody knows.
    """
    symbols = _symbol(one), _symbol(other)
    if symbols[0] == symbols[1]:
        return True
    if symbols[0] in _TEMPERATURES or symbols[1] in _TEMPERATURES:
        return any(each in _BASES for each in symbols)
    found = _BASES.get(symbols[0]), _BASES.get(symbols[1])
    if found[0] is None or found[1] is None:
        return False
    (base, least, most), (other_base, other_least, _) = found[0], found[1]
    ratio = (least / other_least).normalize()
    return base != other_base or (least == most and ratio.as_tuple().digits == (1,))


def _symbol(unit: str) -> str:
    return _WORDS.get(unit) or _WORDS.get(unit.removesuffix("s")) or unit
