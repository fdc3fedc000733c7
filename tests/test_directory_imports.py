"""The user's own actors, from CSV and from PETRARCH dictionaries."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.coding import DateInterval
from dragoman.directory import Directory
from dragoman.errors import InputFault

DICTIONARY = """\
# leaders of a made-up day
TOMAS_BERGLUND_  [SWEGOV 950301-991231]
+T._BERGLUND_
    [SWEELI >20000101]
RIVER_COUNCIL_  [IGOUNO]
STONE_BRIGADE_  [REB]
NOT_AN_ACTOR_  []
"""


def test_csv(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("name,actor,role,start,end\nStone Brigade,STONE BRIGADE,reb,1999,2004-05\nUlla Berg,SWE,GOV,,\n", encoding="utf-8")
    directory = Directory.load([table])
    entry = directory.who("Stone Brigade")[0]
    assert (entry.actor, entry.role, entry.start, entry.end) == ("STONE BRIGADE", "REB", date(1999, 1, 1), date(2004, 5, 31))
    body = "The Stone Brigade attacked."
    on = DateInterval(date(2001, 1, 1), date(2001, 1, 1))
    assert [(m.text, m.actor) for m in directory.mentions(body, [(0, len(body))], on)] == [("Stone Brigade", "STONE BRIGADE")]


def test_a_petrarch_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text(DICTIONARY, encoding="utf-8")
    directory = Directory.load([path])
    first, second = sorted(directory.who("Tomas Berglund"), key=lambda entry: entry.start or date.min)
    assert (first.actor, first.role, first.start, first.end) == ("SWE", "GOV", date(1995, 3, 1), date(1999, 12, 31))
    assert (second.role, second.start, second.end) == ("ELI", date(2000, 1, 1), None)
    assert {entry.role for entry in directory.who("T. Berglund")} == {"GOV", "ELI"}
    assert directory.who("River Council")[0].actor == "UN"
    assert directory.who("Stone Brigade")[0].actor == "STONE BRIGADE"
    assert directory.who("Not An Actor") == []


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("own.csv", "name,actor\nStone Brigade\n", 2),
        ("own.csv", "Stone Brigade,STONE BRIGADE,REB,yesterday,\n", 1),
        ("own.csv", "Stone Brigade,STONE BRIGADE,REB,2004,1999\n", 1),
        ("own.txt", "STONE_BRIGADE_ [REBX]\n", 1),
        ("own.txt", "+STONE_ [REB]\n", 1),
        ("own.txt", "ONE_ [REB]\nSTONE_BRIGADE_ [REB 9903]\n", 2),
        ("own.txt", "ONE_ [REB]\nSTONE_BRIGADE_\n", 2),
        ("own.txt", "ONE_ [REB\n[PAK]", 1),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, name: str, text: str, line: int) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFault, match=f"line {line} "):
        Directory.load([path])
