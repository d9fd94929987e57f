"""Values: what folds to the same, what may agree, and the natural order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.model import (
    Amount,
    Markup,
    Moment,
    Span,
    Text,
    Value,
    fold,
    may_agree,
    members,
    order_key,
    plain,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The  “Alliance”", 'the "alliance"'),
        ("OpenAI’s", "openai's"),
        ("2019–2023", "2019-2023"),
        ("a\u00a0b", "a b"),
        (" x\n", "x"),
        ("STRASSE", "straße"),
        ("ﬁn", "fin"),
    ],
)
def test_fold_hides_what_never_tells_texts_apart(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("a b", "ab"), ("resume", "résumé"), ("C", "C++")])
def test_fold_keeps_what_does(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_fold_is_settled_after_once_for_ascii(text: str) -> None:
    ascii_text = text.encode("ascii", "ignore").decode()
    assert fold(fold(ascii_text)) == fold(ascii_text)


def amount(low: float, high: float, unit: str = "$") -> Amount:
    middle = Decimal(str(low))
    return Amount(Text(f"{low}..{high}"), middle, Decimal(str(high)), middle, unit)


values = st.one_of(
    st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from("$€")).map(
        lambda t: amount(t[0], t[0] + t[1], t[2])
    ),
    st.tuples(st.integers(0, 5), st.integers(0, 3)).map(
        lambda t: Moment(Text(str(t)), t[0], t[0] + t[1], (t[0],))
    ),
    st.sampled_from("aAbB").map(Text),
    st.sampled_from("ab").map(lambda text: Markup(Text(text), "markdown")),
)
lists = st.lists(values, min_size=1, max_size=3).map(tuple)


@given(one=values | lists, other=values | lists)
def test_doubt_is_mutual(one: Value, other: Value) -> None:
    assert may_agree(one, other) == may_agree(other, one)


@given(one=values | lists)
def test_value_agrees_with_itself_and_its_members(one: Value) -> None:
    assert may_agree(one, one)
    assert all(may_agree(one, member) for member in members(one))


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (amount(1, 2), amount(2, 3), True),
        (amount(1, 2), amount(3, 4), False),
        (amount(1, 2), amount(1, 2, "€"), False),
        (Text("AWS"), Text("aws"), True),
        (Text("x"), Markup(Text("x"), "math"), True),
        ((Text("Arm"), Text("IBM")), Text("ibm"), True),
        (Text("1..2"), amount(1, 2), True),
    ],
)
def test_may_agree(one: Value, other: Value, agree: bool) -> None:
    assert may_agree(one, other) is agree


def test_only_numbers_and_dates_have_an_order() -> None:
    assert order_key(amount(7, 9)) == Decimal(7)
    assert order_key(Moment(Text("x"), 5, 9, (1,))) == Decimal(5)
    assert order_key(Text("7")) is None
    assert order_key((amount(7, 9),)) is None


def test_plain_puts_the_same_into_every_gap() -> None:
    rich = (Span("In "), Span("2019", gap=1), Span(" and "), Span("2020", gap=2))
    assert plain(rich) == "In 2019 and 2020"
    assert plain(rich, gap="___") == "In ___ and ___"
