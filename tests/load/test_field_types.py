"""Field types: how authors write numbers, money, dates; and when two of them may be the same."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.load.amounts import Slip
from quizgen.load.field_types import READERS
from quizgen.load.media import MEDIA_TYPES
from quizgen.model import BUILT_IN_TYPES, Amount, Markup, Moment, Text, may_agree, order_key
from quizgen.model.value import Scalar
from quizgen.problems import Where


def read(kind: str, text: str) -> Scalar:
    """Read a text that is of its type; the value shows what was written."""
    value = READERS[kind](Text.at(text, Where("f.yaml", 1, 1)))
    assert not isinstance(value, Slip), value.message
    assert str(value) == text
    return value


def amount(kind: str, text: str) -> Amount:
    """Read an amount."""
    value = read(kind, text)
    assert isinstance(value, Amount)
    return value


def moment(kind: str, text: str) -> Moment:
    """Read a year or a date."""
    value = read(kind, text)
    assert isinstance(value, Moment)
    return value


def slip(kind: str, text: str) -> Slip:
    """Read a text that is not of its type."""
    value = READERS[kind](Text.at(text, Where("f.yaml", 1, 1)))
    assert isinstance(value, Slip), value
    assert value.message
    assert value.mend
    return value


def test_every_built_in_type_has_a_reader() -> None:
    assert {*READERS, *MEDIA_TYPES} == BUILT_IN_TYPES


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", "7"),
        ("010", "10"),
        ("1,000", "1000"),
        ("1 000", "1000"),
        ("1\u00a0000", "1000"),
        ("1\u202f000\u202f000", "1000000"),
        ("1'000", "1000"),
        ("1’000", "1000"),
        ("1e3", "1000"),
        ("1.5e-3", "0.0015"),
        ("1.10", "1.1"),
        (".5", "0.5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("1.5 million", "1500000"),
        ("2 Billion", "2000000000"),
        ("1,234,567.89", "1234567.89"),
        ("0", "0"),
        ("١٢٣", "123"),
    ],
)
def test_number_is_read_as_people_write_it(text: str, value: str) -> None:
    number = amount("number", text)
    assert number.low == number.high == number.middle == Decimal(value)
    assert not number.qualified


@pytest.mark.parametrize(
    "text",
    [
        "many",
        "1,00",
        "1,0000",
        "12,34,567",
        "3,14",
        "1.2.3",
        "1_000",
        "0x1F",
        "1e9999",
        "5 km",
        "--5",
        "1 00",
        "5 %",
        "infinity",
        "NaN",
        "over",
        "½",
        "²",
    ],
)
def test_what_is_no_number_is_a_slip(text: str) -> None:
    assert "is not a number" in slip("number", text).message


@given(
    whole=st.integers(0, 10**15),
    cents=st.integers(0, 99),
    separator=st.sampled_from([",", " ", "\u00a0", "\u2009", "\u202f", "'", "’"]),
    sign=st.sampled_from(["", "-", "−"]),
)
def test_number_with_thousands_separators_reads_back(
    whole: int, cents: int, separator: str, sign: str
) -> None:
    text = f"{sign}{whole:,}".replace(",", separator) + f".{cents:02}"
    value = Decimal(f"{whole}.{cents:02}")
    assert amount("number", text).middle == (-value if sign else value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("over 500", "500", "Infinity"),
        ("more than 500", "500", "Infinity"),
        (">500", "500", "Infinity"),
        ("at least 500", "500", "Infinity"),
        ("≥ 500", "500", "Infinity"),
        ("under 500", "-Infinity", "500"),
        ("up to 500", "-Infinity", "500"),
        ("< 500", "-Infinity", "500"),
        ("about 500", "450", "550"),
        ("~500", "450", "550"),
        ("roughly 500", "450", "550"),
        ("nearly 500", "450", "500"),
        ("Almost 500", "450", "500"),
        ("about -500", "-550", "-450"),
    ],
)
def test_qualifier_makes_bounds(text: str, low: str, high: str) -> None:
    number = amount("number", text)
    assert (number.low, number.high) == (Decimal(low), Decimal(high))
    assert abs(number.middle) == 500
    assert number.qualified


@pytest.mark.parametrize("text", ["20%", "20 %", "20 percent", "20 per cent", "20.0%"])
def test_percent_is_read(text: str) -> None:
    share = amount("percent", text)
    assert (share.middle, share.unit) == (Decimal(20), "%")


@pytest.mark.parametrize("text", ["20", "%", "20 %%", "twenty percent", "20 % of all"])
def test_what_is_no_percentage_is_a_slip(text: str) -> None:
    assert "is not a percentage" in slip("percent", text).message


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$1 billion", "1e9", "USD"),
        ("$1bn", "1e9", "USD"),
        ("$1B", "1e9", "USD"),
        ("US$1 billion", "1e9", "USD"),
        ("1 billion USD", "1e9", "USD"),
        ("1,000,000,000 $", "1e9", "USD"),
        ("USD 1 billion", "1e9", "USD"),
        ("€3.50", "3.5", "EUR"),
        ("3.50 €", "3.5", "EUR"),
        ("$650 million", "650e6", "USD"),
        ("$650M", "650e6", "USD"),
        ("$650k", "650e3", "USD"),
        ("£1 234", "1234", "GBP"),
        ("12 CHF", "12", "CHF"),
        ("¥1,000", "1000", "JPY"),
        ("5 zł", "5", "PLN"),
        ("$1.5 trillion", "15e11", "USD"),
        ("-$5", "-5", "USD"),
        ("A$5", "5", "AUD"),
        ("$0", "0", "USD"),
    ],
)
def test_money_is_read_in_many_writings(text: str, value: str, currency: str) -> None:
    money = amount("money", text)
    assert (money.middle, money.unit) == (Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("over $500 million", "5e8", "Infinity"),
        ("up to $13 billion", "-Infinity", "13e9"),
        ("about €100", "90", "110"),
        ("nearly 200 USD", "180", "200"),
    ],
)
def test_qualified_money_keeps_its_bounds(text: str, low: str, high: str) -> None:
    money = amount("money", text)
    assert (money.low, money.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["1 billion", "12 apples", "$", "$ many", "$1 zillion", "1,00 €"])
def test_what_is_no_money_is_a_slip(text: str) -> None:
    assert "is not a sum of money" in slip("money", text).message


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12.5 km", "12.5", "km"),
        ("12.5km", "12.5", "km"),
        ("100 m/s", "100", "m/s"),
        ("3 million tonnes", "3e6", "tonnes"),
        ("-40 °C", "-40", "°C"),
        ("4,879 km", "4879", "km"),
    ],
)
def test_quantity_has_a_unit(text: str, value: str, unit: str) -> None:
    quantity = amount("quantity", text)
    assert (quantity.middle, quantity.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["12.5", "km", "3 million", "12 5 km", "about km"])
def test_quantity_without_number_or_unit_is_a_slip(text: str) -> None:
    assert "is not a quantity" in slip("quantity", text).message


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2019", 2019),
        ("44 BC", -43),
        ("44 BCE", -43),
        ("1 BC", 0),
        ("AD 79", 79),
        ("79 AD", 79),
        ("79 CE", 79),
        ("44 v. Chr.", -43),
        ("9", 9),
    ],
)
def test_year_is_read_before_christ_too(text: str, year: int) -> None:
    assert moment("year", text).parts == (year,)


@pytest.mark.parametrize(
    "text", ["0", "0 BC", "20190", "AD 79 AD", "this year", "2019-07", "2019.5"]
)
def test_what_is_no_year_is_a_slip(text: str) -> None:
    assert "year" in slip("year", text).message


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2019", (2019,)),
        ("2019-07", (2019, 7)),
        ("2019-07-22", (2019, 7, 22)),
        ("2024-02-29", (2024, 2, 29)),
        ("2000-02-29", (2000, 2, 29)),
        ("44 BC", (-43,)),
        ("44-03-15 BC", (-43, 3, 15)),
        ("0044-03 BC", (-43, 3)),
        ("5-02-29 BC", (-4, 2, 29)),
        ("1066-10-14", (1066, 10, 14)),
        ("9999-12-31", (9999, 12, 31)),
    ],
)
def test_date_is_read_as_far_as_it_is_known(text: str, parts: tuple[int, ...]) -> None:
    assert moment("date", text).parts == parts


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        ("year", "44 B.C.", "44 BC"),
        ("year", "BC 44", "44 BC"),
        ("year", "about 44 a.C.", "about 44 BC"),
        ("year", "44 av. J.-C.", "44 BC"),
        ("year", "紀元前44年", "44 BC"),
        ("year", "2019年", "2019"),
        ("year", "79 A.D.", "AD 79"),
        ("date", "15 March 44 BC", "44-03-15 BC"),
        ("date", "März 44 v. Chr.", "44-03 BC"),
        ("date", "44 bc", "44 BC"),
    ],
)
def test_years_and_dates_with_another_era_are_told_how_to_write_them(
    kind: str, text: str, meant: str
) -> None:
    assert slip(kind, text).meant == meant
    assert isinstance(READERS[kind](Text(meant)), Moment)


@pytest.mark.parametrize(
    ("kind", "text", "mend"),
    [
        ("year", "-44", "write '44 BC'"),
        ("date", "-0044-03-15", "write '44-03-15 BC'"),
        ("date", "14-08-19", "a year has four digits: '0014-08-19'"),
        ("year", "1990s", "a span is no year"),
        ("year", "5th century BC", "a span is no year"),
        ("date", "1914-07-28 to 1918-11-11", "a span is no date"),
    ],
)
def test_what_may_mean_several_dates_is_told_what_to_choose(
    kind: str, text: str, mend: str
) -> None:
    assert mend in slip(kind, text).mend
    assert slip(kind, text).meant == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-02-29", "that month has 28 days"),
        ("1900-02-29", "that month has 28 days"),
        ("2024-04-31", "that month has 30 days"),
        ("2024-00-10", "has no month 0"),
        ("2024-13", "has no month 13"),
        ("2024-01-00", "is no day"),
        ("22 July 2019", "is not a date"),
        ("2019-7-2", "is not a date"),
        ("07/22/2019", "is not a date"),
        ("0000-01-01", "no year 0"),
        ("2019-07-22T10:00", "is not a date"),
    ],
)
def test_what_no_calendar_has_is_a_slip(text: str, words: str) -> None:
    assert words in slip("date", text).message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("90 min", "1 h 30 min"),
        ("90 minutes", "1.5 hours"),
        ("18 months", "1 year 6 months"),
        ("2 weeks", "14 days"),
        ("1 h and 30 min", "90 min"),
        ("1 day", "24 h"),
        ("1,000 s", "1000 seconds"),
        ("30 days", "1 month"),
        ("1 year", "365 days"),
    ],
)
def test_durations_are_compared_by_their_length(one: str, other: str) -> None:
    assert may_agree(read("duration", one), read("duration", other))


@pytest.mark.parametrize(
    ("one", "other"), [("27 days", "1 month"), ("1:30", "90 s"), ("1 h", "2 h")]
)
def test_durations_that_cannot_be_compared_do_not_agree(one: str, other: str) -> None:
    assert not may_agree(read("duration", one), read("duration", other))


def test_clock_keeps_its_colons_apart_from_plain_numbers() -> None:
    assert amount("duration", "1:30").middle == 90
    assert amount("duration", "2:00:30.5").middle == Decimal("7230.5")


@pytest.mark.parametrize("text", ["soon", "90", "5 parsecs", "1 year 3 days", "1:75", "min"])
def test_what_is_no_duration_is_a_slip(text: str) -> None:
    assert "is not a duration" in slip("duration", text).message


@pytest.mark.parametrize(
    "text", ["https://example.org", "http://example.org/a?b=c#d", "https://例え.jp/"]
)
def test_web_address_is_read(text: str) -> None:
    assert read("url", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "http://a b",
        "http://[",
        "data:x",
    ],
)
def test_what_is_no_web_address_is_a_slip(text: str) -> None:
    assert "is not a web address" in slip("url", text).message


def test_quotation_has_at_most_ten_words() -> None:
    assert read("quote", "one two three four five six seven eight nine ten")
    assert "11 words" in slip("quote", "1 2 3 4 5 6 7 8 9 10 11").message


def test_text_is_literal_and_markup_says_which_it_is() -> None:
    assert read("text", "*not* $bold$ No") == "*not* $bold$ No"
    assert read("markdown", "*bold*") == Markup(Text("*bold*"), "markdown")
    assert read("math", r"\frac12") == Markup(Text(r"\frac12"), "math")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("money", "$1 billion", "$1,000 million"),
        ("money", "over $500 million", "$1 billion"),
        ("money", "about $1 billion", "$1.05 billion"),
        ("money", "up to $2", "over $1"),
        ("number", "1e3", "1 000"),
        ("percent", "20%", "20.0 percent"),
        ("year", "44 BC", "44 BCE"),
        ("year", "about 1500", "1505"),
        ("date", "2019", "2019-07-22"),
        ("date", "2019-07", "2019-07-31"),
        ("text", "The “Alliance”", 'the  "alliance"'),
        ("text", "Straße", "STRASSE"),
    ],
)
def test_values_that_may_mean_the_same_agree(kind: str, one: str, other: str) -> None:
    assert may_agree(read(kind, one), read(kind, other))
    assert may_agree(read(kind, other), read(kind, one))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("money", "$1 billion", "€1 billion"),
        ("money", "over $2 billion", "$1 billion"),
        ("money", "nearly $1 billion", "$1.05 billion"),
        ("quantity", "5 km", "5 m"),
        ("year", "1 BC", "AD 1"),
        ("date", "2019-07", "2019-08-01"),
        ("date", "2019-12-31", "2020"),
        ("text", "gold", "golden"),
    ],
)
def test_values_that_differ_do_not_agree(kind: str, one: str, other: str) -> None:
    assert not may_agree(read(kind, one), read(kind, other))


def test_lists_agree_where_they_share_a_member() -> None:
    arm, nvidia, oracle = (read("text", name) for name in ("Arm", "NVIDIA", "Oracle"))
    assert may_agree((arm, nvidia), (nvidia, oracle))
    assert may_agree((arm, nvidia), arm)
    assert not may_agree((arm,), (nvidia, oracle))


@pytest.mark.parametrize(
    ("kind", "ordered"),
    [
        ("year", ["500 BC", "44 BC", "1 BC", "AD 1", "AD 79", "2019"]),
        ("date", ["44 BC", "2019-01-31", "2019-02", "2019-02-28", "2019-12-31", "2020"]),
        ("money", ["-$1", "$0.50", "about $1", "$999", "$1k", "$1 million"]),
        ("duration", ["59 s", "1 min", "1 h", "1 day", "1 week"]),
    ],
)
def test_order_is_that_of_the_world(kind: str, ordered: list[str]) -> None:
    keys = [order_key(read(kind, text)) for text in ordered]
    assert None not in keys
    assert keys == sorted(key for key in keys if key is not None)


def test_texts_have_no_order() -> None:
    assert order_key(read("text", "10")) is None
    assert order_key((read("number", "10"), read("number", "11"))) is None


@given(
    st.sampled_from(sorted(READERS)), st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
)
def test_any_text_is_read_or_a_slip(kind: str, text: str) -> None:
    value = READERS[kind](Text.at(text, Where("f.yaml", 1, 1)))
    if isinstance(value, Slip):
        assert value.mend
    else:
        assert str(value) == text
        assert may_agree(value, value)


@given(
    st.sampled_from(sorted(READERS)),
    st.text("0123456789 .,-−+eE%$€:'’/", min_size=1, max_size=12),
    st.sampled_from(["", "over ", "about ", "~", "nearly "]),
    st.sampled_from(["", " million", " km", " BC", "%", " h", " USD"]),
)
def test_anything_like_a_number_is_read_or_a_slip(
    kind: str, text: str, before: str, after: str
) -> None:
    value = READERS[kind](Text.at(before + text + after, Where("f.yaml", 1, 1)))
    assert isinstance(value, Slip) or may_agree(value, value)


@given(
    st.sampled_from(["number", "percent", "money", "quantity"]),
    st.from_regex(
        r"(over )?[$€]?[1-9][0-9]{0,3}([.,][0-9]{1,3}){1,3}( ?(%|km|apples|million|EUR))?",
        fullmatch=True,
    ),
)
def test_a_number_is_offered_with_other_marks_only_where_it_can_be_read(
    kind: str, text: str
) -> None:
    value = READERS[kind](Text.at(text, Where("f.yaml", 1, 1)))
    if isinstance(value, Slip) and (offered := re.match("write '(.*)'", value.mend)):
        amount(kind, offered[1])


@pytest.mark.parametrize(
    ("kind", "text", "mend"),
    [
        ("number", "1.234 km", "write the number alone, or give the field the type 'quantity'"),
        ("percent", "12,5 apples", "write it as 20%"),
        ("number", "over 1.234,5", "write 'over 1,234.5': commas"),
        ("money", "€12,50", "write '€12.50': commas"),
    ],
)
def test_a_number_with_other_marks_is_told_how_to_write_it(kind: str, text: str, mend: str) -> None:
    assert slip(kind, text).mend.startswith(mend)
