"""Tolls: how many died, and in which act."""

from __future__ import annotations

import time

import pytest

from dragoman.coding import Fatalities
from dragoman.reader.tolls import toll_of, tolls


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the killing of 24 Pakistani soldiers", [(24, "exact")]),
        ("24 Pakistani soldiers were killed", [(24, "exact")]),
        ("It shot the airliner down, killing all 298 aboard", [(298, "exact")]),
        ("The blast left 12 dead and 30 wounded", [(12, "exact")]),
        ("after the deaths of two soldiers", [(2, "exact")]),
        ("No one was killed", [(0, "exact")]),
        ("The raid killed nobody", [(0, "exact")]),
        ("The war claimed the lives of 15,000 people", [(15000, "exact")]),
        ("A quarrel that cost more than seventy lives", [(70, "over")]),
        ("The death toll rose to 82", [(82, "exact")]),
        ("At least six civilians have been killed", [(6, "over")]),
        ("It killed up to 30 insurgents", [(30, "under")]),
        ("It killed nearly 3,000", [(3000, "about")]),
        ("Dozens of people died", [(24, "over")]),
        ("15 to 20 people died", [(15, "about")]),
        ("Seventy-three thousand died in the earthquake", [(73000, "exact")]),
        ("Two soldiers, three militants and a driver were killed", [(2, "exact"), (3, "exact"), (1, "exact")]),
        ("It killed two soldiers and a driver", [(2, "exact"), (1, "exact")]),
        ("Hamas killed 1,200 people and took 251 hostages", [(1200, "exact")]),
        ("They fired 20 rockets, killing two", [(2, "exact")]),
    ],
)
def test_forms(text: str, expected: list[tuple[int, str]]) -> None:
    body = text + "."
    assert [(t.value, t.qualifier) for t in tolls(body, (0, len(body)))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It wounded 12 people",
        "He was killed two hours later",
        "They killed a bill in 1999",
        "two years after he died",
        "some 300 others were hurt",
    ],
)
def test_no_toll(text: str) -> None:
    assert tolls(text, (0, len(text))) == []


def test_the_toll_of_an_act_is_its_own() -> None:
    body = "The raid killed four villagers; a week before, an ambush had left nine policemen dead."
    for word, expected in (("raid", 4), ("ambush", 9)):
        at = body.index(word)
        assert toll_of(body, (0, len(body)), (at, at + len(word)), "IND") == Fatalities(expected, "exact", "IND")


@pytest.mark.parametrize("piece", ["two soldiers, ", "killed one and ", "the toll of dead was "])
def test_time_grows_with_the_length_only(piece: str) -> None:
    started = time.process_time()
    text = piece * (20_000 // len(piece))
    tolls(text, (0, len(text)))
    assert time.process_time() - started < 5
