"""Asking: what each filter keeps, in what order, in which forms; every row leads to its sentence; nothing that a user types is SQL."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

import dragoman
from dragoman.cli import run
from dragoman.cli.asking import filters
from dragoman.coding import Amount, DateInterval, Published
from dragoman.errors import RecordFault
from dragoman.record.guard import guarded, unguarded
from dragoman.record.questions import ASKABLE, Question
from dragoman.record.record import Record
from sample_record import coding


def page(id: str, day: date, publisher: str | None, **changes: Any) -> dragoman.coding.Coding:  # type: ignore[name-defined]
    made = coding(id, **changes)
    article = msgspec.structs.replace(made.article, published=Published(day, day, "stated"), publisher=publisher)
    return msgspec.structs.replace(made, article=article)


@pytest.fixture
def filled(place: str) -> Iterator[Record]:
    """Three pages: the sample of March 2011, the same of 2012 from nobody, and one whose first event is turned round and denied."""
    first, second, *rest = coding().events
    turned = msgspec.structs.replace(
        first,
        sources=first.targets,
        targets=first.sources,
        status="negated",
        contexts=["military", "legal"],
        amount=Amount(3.0, None, unit="goats"),
    )
    with dragoman.open_record(place, create=True) as record:
        record.add(page("1", date(2011, 3, 7), "The Pass Gazette"))
        record.add(page("2", date(2012, 3, 7), None))
        record.add(page("3", date(2013, 1, 1), "Sylvanian News", events=[turned, second, *rest], assessments=[]))
        yield record


def ids(answer: Any) -> list[str]:
    return [row["id"] for row in answer]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"source": ["SYL"], "target": ["FRE"], "type": ["RETREAT"]}, ["e13"]),
        ({"dyad": ("FRE", "SYL"), "type": ["RETREAT"], "sort": "oldest"}, ["e1", "e2", "e7", "e8", "e13", "e14"]),
        ({"dyad": ("SYL", "UN")}, []),
        ({"actor": ["FRE"], "page": [2], "sort": "added"}, ["e7", "e8", "e9", "e10", "e11", "e12"]),
        ({"status": ["negated", "future"], "sort": "newest"}, ["e13", "e18", "e12", "e6"]),
        ({"type": ["COERCE"], "sort": "added", "skip": 1}, ["e9", "e15"]),
        ({"type": ["COERCE"], "sort": "added", "limit": 2}, ["e3", "e9"]),
        ({"mode": ["heavy-weapons"], "publisher": ["Sylvanian News"]}, ["e16"]),
        ({"quad": ["material conflict"], "page": [1], "sort": "surest"}, ["e4", "e3", "e5"]),
        ({"max_confidence": 0.5, "sort": "doubtful"}, ["e17", "e11", "e5"]),
        ({"min_confidence": 0.9, "sort": "oldest"}, ["e2", "e8", "e14"]),
        ({"place": ["FRE"], "page": [1]}, ["e4"]),
        ({"place": ["teasdale pass"], "page": [1]}, ["e4"]),
        ({"speaker": ["FRE"], "sort": "added"}, ["e2", "e8", "e14"]),
        ({"speaker": ["reporter"], "page": [1], "sort": "added"}, ["e1", "e3", "e4", "e5", "e6"]),
        ({"dates": DateInterval(date(2010, 11, 30), date(2010, 12, 1)), "sort": "added"}, ["e3", "e9", "e15"]),
        ({"dates": DateInterval(date(2012, 3, 1), date(2012, 3, 31)), "sort": "added"}, ["e7", "e8", "e10", "e11"]),
        ({"published": DateInterval(date(2012, 1, 1), date(2012, 12, 31)), "type": ["CONSULT"]}, ["e12"]),
        ({"corrected": True}, []),
    ],
)
def test_each_filter(filled: Record, question: dict[str, Any], expected: list[str]) -> None:
    assert ids(filled.events(**question)) == expected


def test_the_other_kinds(filled: Record) -> None:
    assert ids(filled.assessments(direction=["improving"], aspect=["general"], sort="oldest")) == ["a1", "a2"]
    assert ids(filled.assessments(dyad=("SYL", "FRE"), speaker=["FRE"], limit=1)) == ["a2"]
    assert ids(filled.assessments(aspect=["gen"])) == []
    assert ids(filled.commitments(source=["FRE"], target=["SYL"], kind=["economic_aid"], status=["promised"])) == ["m3", "m2", "m1"]
    assert ids(filled.commitments(source=["SYL"])) == []
    assert ids(filled.conditions(actor=["SYL"], state=["open"], kind=["route"], sort="added")) == ["k1", "k2", "k3"]
    assert [(row["cause"], row["effect"], row["cause_type"]) for row in filled.causes(actor=["SYL"], page=[2])] == [
        ("e10", "e9", "ASSAULT")
    ]
    assert ids(filled.causes(dyad=("UN", "FRE"))) == []
    assert [(row["id"], row["events"], row["assessments"]) for row in filled.pages()] == [("p3", 6, 0), ("p2", 6, 1), ("p1", 6, 1)]
    with pytest.raises(ValueError, match="pages can't be asked by dyad"):
        filled.pages(dyad=("FRE", "SYL"))


def test_every_row_leads_to_its_sentence(filled: Record) -> None:
    for kind in ("events", "assessments", "commitments", "conditions", "causes"):
        rows = filled.ask(kind, Question())
        assert len(rows) > 1
        for row in rows:
            assert row["words"] in row["sentence"]
            shown = filled.show(row["id"])
            assert (shown.row["sentence"], shown.reader) == (row["sentence"], "test")
            assert shown.act_span is not None
            assert row["sentence"][slice(*shown.act_span)] == row["trigger"]
    assert filled.show("e2").sides[0].name == "Rufus Teasdale"
    assert [event.id for event in filled.page("p2").events] == ["e7", "e8", "e9", "e10", "e11", "e12"]


def test_words_are_found_in_any_form_with_their_sentence(filled: Record) -> None:
    (first, *_) = found = filled.find("reopening passes")
    assert len(found) == 3
    assert first["sentence"].startswith("Freedonia's interior minister")
    assert first["words"][0] == "reopened"
    assert set(first["in_sentence"]) > {"e2"} or set(first["in_sentence"]) > {"e8"} or set(first["in_sentence"]) > {"e14"}
    assert first["sentences"] == 2
    assert [row["page"] for row in filled.find('"customs posts"', publisher=["Sylvanian News"])] == ["p3"]
    assert len(filled.find("gunners -trucks")) == 0
    assert len(filled.find('"posts customs" OR neighbours', limit=2)) == 2
    assert filled.find("neighbour", limit=2).more


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE pages; --", '" OR 1=1 --', "%", "_", "\\", "x' UNION SELECT body FROM pages --", "*", "NEAR(a b)"]
)
def test_nothing_that_is_typed_is_sql(filled: Record, typed: str) -> None:
    for name in ("source", "target", "actor", "mode", "place", "speaker", "publisher"):
        assert len(filled.events(**{name: [typed]})) == 0
    assert len(filled.assessments(aspect=[typed])) == 0
    try:
        assert len(filled.find(typed + " zzz")) == 0
    except ValueError:
        pytest.fail("a word is asked for")
    assert len(filled.pages()) == 3


def test_answers_in_pandas_and_polars(filled: Record) -> None:
    answer = filled.events(dyad=("FRE", "SYL"), sort="added")
    frame = answer.to_pandas()
    assert list(frame.columns) == list(answer.columns)
    assert frame["day"].dt.year.tolist()[:3] == [2011, 2011, 2010]
    assert answer.to_polars()["id"].to_list() == ids(answer)
    assert list(filled.events(actor=["NOBODY"]).to_pandas().columns) == list(answer.columns)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "'=1", "''-1", "plain", "'tis", "", "don't = do"])
def test_the_guard_against_formulas_can_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t"))


def test_commands_answer_as_table_json_and_csv(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "r.sqlite3"
    monkeypatch.setenv("DRAGOMAN_RECORD", str(place))
    assert run(["events"]) == 1
    assert "there is no record" in capfd.readouterr().err
    evil = page("1", date(2011, 3, 7), '=HYPERLINK("http://x")')
    with dragoman.open_record(place, create=True) as record:
        record.add(evil)
        record.add(page("2", date(2012, 3, 7), None))
    assert run(["events", "--dyad", "fre", "syl", "--type", "retreat", "--published", "2011"]) == 0
    out, err = capfd.readouterr()
    assert "e2" in out
    assert "RETREAT, access" in out
    assert "customs posts" in out
    assert err == ""
    assert run(["events", "--limit", "1", "--format", "json"]) == 0
    out, err = capfd.readouterr()
    assert json.loads(out)["id"] == "e11"
    assert "--skip goes on" in err
    assert run(["events", "--format", "csv", "-o", str(tmp_path / "e.csv"), "--sort", "added"]) == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "e.csv").read_text("utf-8"))))
    assert [row["id"] for row in rows] == [f"e{n}" for n in range(1, 13)]
    assert rows[0]["publisher"] == '\'=HYPERLINK("http://x")'
    assert float(rows[0]["score"]) == evil.events[0].score
    capfd.readouterr()
    for args, words in (
        (["assessments", "--direction", "improving"], "FRE–SYL"),
        (["commitments", "--kind", "economic_aid"], "40 million USD a year"),
        (["conditions", "--state", "open", "--page", "p1"], "Teasdale pass"),
        (["causes", "--actor", "SYL"], "brought about e3"),
        (["pages"], "6 events, 1 assessment"),
        (["find", "customs posts"], "coded: e2"),
        (["show", "e2"], "╰──────╯ RETREAT"),
        (["show", "w1"], "“after”"),
        (["show", "p2"], "e12"),
        (["show", "p2", "--format", "html"], "<html"),
    ):
        assert run(args) == 0, args
        assert words in capfd.readouterr().out, args
    assert run(["show", "p2", "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["events"][0]["id"] == "e1"
    assert run(["conditions", "--kind", "border"]) == 0
    assert capfd.readouterr() == ("", "dragoman: nothing in the record answers that\n")
    for wrong in (
        ["show", "e99"],
        ["show", "x"],
        ["show", "p99"],
        ["find", "-pass"],
        ["events", "--type", "WAR"],
        ["pages", "--dyad", "A", "B"],
    ):
        assert run(wrong) == 2, wrong
    assert "Error" in capfd.readouterr().err


def test_each_command_offers_what_its_kind_can_be_asked() -> None:
    for kind, askable in ASKABLE.items():
        offered = {option(lambda: None).__click_params__[0].name for option in filters(kind)}
        assert offered | {"page"} == askable | {"page"}, kind


def test_a_table_with_text_that_is_a_control_stays_a_table(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    made = page("1", date(2011, 3, 7), "\x1b[2J[bold]Gazette")
    with dragoman.open_record(tmp_path / "r.sqlite3", create=True) as record:
        record.add(made)
        with pytest.raises(RecordFault):
            dragoman.open_record(tmp_path / "none.sqlite3")
    assert run(["events", "--record", str(tmp_path / "r.sqlite3")]) == 0
    out = capfd.readouterr().out
    assert "\x1b" not in out
    assert "[bold]" in out
