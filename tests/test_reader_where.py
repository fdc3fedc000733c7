"""Where: the place of an act, told from places that are sides, ends of journeys, or where somebody spoke."""

from __future__ import annotations

import pytest

from dragoman.directory import Directory
from dragoman.reader.where import place_of


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.load()


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels attacked a French convoy near the northern city of Gao on Monday.", "attacked", "Gao"),
        ("In Istanbul thousands tried to storm the consulate.", "storm", "Istanbul"),
        ("The Georgian minister visits Moscow to mend ties.", "visits", "Moscow"),
        ("Police stormed the embassy in Quito, Mexico said in Geneva.", "stormed", "Quito"),
        ("Israel bombed Beirut airport.", "bombed", "Beirut"),
        ("Moscow condemned the raid.", "condemned", None),
        ("China protested to Japan.", "protested", None),
        ("Payments were held over the US raid.", "held", None),
    ],
)
def test_place(directory: Directory, text: str, trigger: str, expected: str | None) -> None:
    at = text.index(trigger)
    place = place_of(directory, text, (0, len(text)), (at, at + len(trigger)))
    assert (place.name if place else None) == expected
