"""Sentences as a careful reader of edited news would count them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reader.sentences import sentences


def split(body: str) -> list[str]:
    return [body[slice(*span)] for span in sentences(body)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The U.S. President met Gen. A. B. Khan at 5 p.m. Friday.", "They agreed."],
        ["It was signed in the U.S.", "The text is short."],
        ["The plan costs Rs. 20 crore, or $1.5 million.", "It is No. 2 on the list."],
        ["Mr. Smith, of Acme Inc., left.", "Acme Ltd. did not reply."],
        ["“We will pay.", "We always pay.”", "He left."],
        ["“Why?” he asked.", "“Because!”", "It rained."],
        ["“Why now?” President Khan asked.", "Nobody knew."],
        ["He waited ... and left.", "Then . . . they came."],
        ["1. The parties withdraw.", "2. The parties pay."],
        ["NAIROBI, Kenya (AP) _ Kenya shut the border.", "Somalia protested."],
        ["They chose Plan B.", "The rest is known."],
        ["“It is over,” the envoy said (he was there).", "(He wept.)", "They left."],
        ["``It was a bomb,'' said a guard.", "``You can see it.''", "He fled."],
    ],
)
def test_one_paragraph(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_headline_and_lines_of_their_own() -> None:
    assert split("Iran shuts embassy\n\nTEHRAN - It was shut.\nIt stays shut.") == [
        "Iran shuts embassy",
        "TEHRAN - It was shut.",
        "It stays shut.",
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    lines = ["The two governments said on Monday that they", "would reopen the crossing at Torkham, which"]
    body = "\n".join([*lines, "Pakistan had shut in May. Lorries will pass", "from Friday."])
    assert [s.replace("\n", " ") for s in split(body)] == [
        "The two governments said on Monday that they would reopen the crossing at Torkham, which Pakistan had shut in May.",
        "Lorries will pass from Friday.",
    ]


@given(st.text(alphabet="aAz. .!?\n\"“”'()…U,1-", max_size=300))
def test_spans_are_in_order_and_keep_every_letter(body: str) -> None:
    spans = sentences(body)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(body)
        assert not any(c.isalnum() for c in body[at:start])
        at = end
    assert not any(c.isalnum() for c in body[at:])


@pytest.mark.parametrize("piece", ["a. ", "\n\n ", ". . ", '"? ', "Mr. ", "(((", "\n", ".", "A b c d said "])
def test_time_grows_with_the_length_only(piece: str) -> None:
    started = time.process_time()
    sentences(piece * (60_000 // len(piece)))
    assert time.process_time() - started < 5
