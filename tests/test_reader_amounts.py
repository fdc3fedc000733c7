"""Amounts: money and goods in every form of the news, and which of several belongs to an act."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding import Amount
from dragoman.reader import numbers
from dragoman.reader.amounts import amount_of, amounts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nearly $700 million in aid", Amount(700_000_000, "USD", "about")),
        ("1.2bn euros a year", Amount(1_200_000_000, "EUR", "exact", "year")),
        ("a 400m-pound package", Amount(400_000_000, "GBP")),
        ("annual help of £5.5m", Amount(5_500_000, "GBP", "exact", "year")),
        ("some $200 a month", Amount(200, "USD", "about", "month")),
        ("up to a further $3bn", Amount(3_000_000_000, "USD", "under")),
        ("at least 10.5 billion euros", Amount(10_500_000_000, "EUR", "over")),
        ("half a billion dollars", Amount(500_000_000, "USD")),
        ("one and a half million euros", Amount(1_500_000, "EUR")),
        ("thirteen and a half billion dollars", Amount(13_500_000_000, "USD")),
        ("two hundred and fifty thousand dollars", Amount(250_000, "USD")),
        ("2.5 to 3 billion dollars", Amount(2_500_000_000, "USD", "about")),
        ("between $10m and $30m", Amount(10_000_000, "USD", "about")),
        ("raised from $10m to $30m", Amount(30_000_000, "USD")),
        ("a multi-billion-dollar loan", Amount(1_000_000_000, "USD", "over")),
        ("hundreds of millions of dollars", Amount(200_000_000, "USD", "over")),
        ("half of the $7 billion", Amount(3_500_000_000, "USD")),
        ("dlrs 50 million", Amount(50_000_000, "USD")),
        ("375m ecus", Amount(375_000_000, "XEU")),
        ("300 million D-marks", Amount(300_000_000, "DEM")),
        ("five million Kuwaiti dinars", Amount(5_000_000, "KWD")),
        ("NZ$10 million", Amount(10_000_000, "NZD")),
        ("2 lakh crore rupees", Amount(2_000_000_000_000, "INR")),
        ("50,000 tonnes of wheat", Amount(50_000, None, "exact", None, "tonnes")),
        ("twelve F-16s", Amount(12, None, "exact", None, "F-16s")),
        ("about 500 Stingers", Amount(500, None, "about", None, "Stingers")),
        ("forty more tanks", Amount(40, None, "exact", None, "tanks")),
    ],
)
def test_forms(text: str, expected: Amount) -> None:
    body = f"It was {text}, they said."
    assert [f.amount for f in amounts(body, (0, len(body)))] == [expected]


@pytest.mark.parametrize(
    "text", ["two million people fled", "300 km away", "a 500-pound bomb", "he won twice", "20 percent more", "a tonne", "in 2014"]
)
def test_no_amount(text: str) -> None:
    assert amounts(text, (0, len(text))) == []


def test_rupees_are_those_of_the_state_named_last() -> None:
    body = "India cut its grant. Pakistan paid 3 billion rupees."
    assert [f.amount.currency for f in amounts(body, (21, len(body)))] == ["PKR"]


def test_a_bare_billion_is_in_the_money_named_before() -> None:
    body = "The fund lent €3 billion. Athens had asked for 4.4 billion."
    assert [f.amount for f in amounts(body, (26, len(body)))] == [Amount(4_400_000_000, "EUR")]


def test_half_of_it() -> None:
    body = "Japan froze $10 million and will pay half of it in May."
    assert [f.amount.value for f in amounts(body, (0, len(body)))] == [10_000_000, 5_000_000]


def test_the_amount_of_an_act_is_its_neighbour() -> None:
    body = "Japan gave $120m, while Germany sent three transport planes."
    for word, expected in (("gave", 120_000_000), ("sent", 3)):
        at = body.index(word)
        amount = amount_of(body, (0, len(body)), (at, at + len(word)))
        assert amount is not None
        assert amount.value == expected


@given(st.integers(0, 10**9))
def test_digits_with_commas_are_read_as_written(number: int) -> None:
    assert numbers.value(f"{number:,}") == number


@given(
    st.lists(
        st.sampled_from(["one", "and", "a", "half", "hundred", "million", "$", "3", ",", "to", "dollars", "of", "tanks", "two", "."]),
        max_size=40,
    )
)
def test_any_row_of_words_is_read(parts: list[str]) -> None:
    text = " ".join(parts)
    spans = [f.span for f in amounts(text, (0, len(text)))]
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize("piece", ["one hundred and ", "1,000,", "$1 to ", "two or three ", "a half of "])
def test_time_grows_with_the_length_only(piece: str) -> None:
    started = time.process_time()
    text = piece * (20_000 // len(piece))
    amounts(text, (0, len(text)))
    assert time.process_time() - started < 5
