"""Correcting: nothing that was read is overwritten, what stands follows from the log, corrections follow their sentence."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

import dragoman
from dragoman import plover
from dragoman.cli import run
from dragoman.coding import Coding
from dragoman.record.databases import database
from dragoman.record.migrations import bring_up_to_date
from dragoman.record.record import Record
from sample_record import coding


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with dragoman.open_record(place, create=True) as record:
        record.add(coding("1"))
        yield record


def stands(record: Record, **question: Any) -> dict[str, tuple[str, str, str]]:
    return {row["id"]: (row["source"], row["type"], row["target"]) for row in record.events(**question, sort="added")}


WHO: dict[str, Any] = {"why": "I know", "by": "A. Reader"}


def test_a_change_makes_a_row_beside_the_old_and_undo_takes_it_back(record: Record) -> None:
    before = stands(record)
    assert before["e1"] == ("FRE", "RETREAT", "SYL")
    made = record.correct("e1", "change", changes={"type": "CONCEDE", "source": ["SYL", "UN"], "target": ["FRE"]}, **WHO)
    assert (made.id, made.item, made.result) == ("c1", "e1", "e7")
    after = stands(record)
    assert after == {id: row for id, row in before.items() if id != "e1"} | {"e7": ("SYL+UN", "CONCEDE", "FRE")}
    (row,) = record.events(corrected=True)
    assert (row["quad"], row["score"]) == (plover.quad("CONCEDE"), plover.score("CONCEDE"))
    assert row["sentence"] == "Freedonia lets Sylvania's trucks pass again"
    assert [side.text for side in record.show("e7").sides] == ["Sylvania's", None, "Freedonia"]
    assert [row["id"] for row in record.events(dyad=("UN", "FRE"))] == ["e7"]
    assert stands(record, as_read=True) == before
    assert list(record.codings()) == [coding("1")]
    # The corrected row can be corrected too: the log is that of the item as it was read.
    assert record.correct("e7", "change", changes={"status": "negated"}, **WHO).result == "e8"
    assert stands(record)["e8"] == ("SYL+UN", "CONCEDE", "FRE")
    assert record.correct("e1", "undo", **WHO).undoes == "c2"
    assert "e7" in stands(record)
    record.correct("e8", "undo", **WHO)
    assert stands(record) == before
    with pytest.raises(ValueError, match="nothing to undo"):
        record.correct("e1", "undo", **WHO)
    assert [(entry.id, entry.act) for entry in record.history("e7")] == [("c1", "change"), ("c2", "change"), ("c3", "undo"), ("c4", "undo")]


def test_what_is_rejected_stands_no_more_nor_do_its_causes(record: Record) -> None:
    record.correct("e4", "reject", **WHO)
    assert "e4" not in stands(record)
    assert len(record.causes()) == 0
    record.correct("e4", "accept", **WHO)
    assert "e4" in stands(record)
    assert [row["id"] for row in record.causes()] == ["w1"]
    record.correct("w1", "reject", **WHO)
    record.correct("e4", "accept", **WHO)
    assert len(record.causes()) == 0


def test_the_other_kinds_are_corrected_too(record: Record) -> None:
    record.correct("a1", "change", changes={"direction": "worsening", "aspect": ["military", "aid"], "speaker": "reporter"}, **WHO)
    record.correct("m1", "change", changes={"amount": "12 helicopters", "source": "UN", "status": "held", "date": "2011-01-02"}, **WHO)
    record.correct("k1", "change", changes={"state": "shut", "since": "2010-11-01..2010-11-30"}, **WHO)
    (row,) = record.assessments()
    assert (row["direction"], row["aspects"], row["holder"]) == ("worsening", "military; aid", None)
    (row,) = record.commitments()
    assert (row["amount"], row["unit"], row["giver"], row["status"], str(row["day"])) == (12.0, "helicopters", "UN", "held", "2011-01-02")
    (row,) = record.conditions(state=["shut"])
    assert (str(row["since_from"]), row["words"]) == ("2010-11-01", "reopened the Teasdale pass")


@pytest.mark.parametrize(
    ("id", "act", "changes", "told"),
    [
        ("e1", "change", {"type": "WAR"}, "'WAR' is no type"),
        ("e1", "change", {"mode": "heavy-weapons"}, "RETREAT has no mode"),
        ("e1", "change", {"kind": "loan"}, "kind can't be changed there"),
        ("e1", "change", {"source": []}, "needs somebody"),
        ("m1", "change", {"amount": "many"}, "is no amount"),
        ("k1", "change", {"since": "yesterday"}, "is no day"),
        ("w1", "change", {"cue": "x"}, "can't be changed"),
        ("p1", "reject", None, "pages are not corrected"),
        ("e1", "change", None, "say what"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(
    tmp_path: Path, id: str, act: str, changes: dict[str, Any] | None, told: str
) -> None:
    with dragoman.open_record(tmp_path / "r.sqlite3", create=True) as record:
        record.add(coding("1"))
        with pytest.raises(ValueError, match=told):
            record.correct(id, act, changes=changes, **WHO)
        with pytest.raises(KeyError):
            record.correct("e99", "reject", **WHO)
        with record._store.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM corrections")).scalar() == 0


def newer(version: str, *, without: str = "") -> Coding:
    """The sample as a newer reader reads it: other ids, surer, and without the event of these words."""
    events = [event for event in coding().events if event.evidence.trigger != without]
    names = {event.id: f"e{n}" for n, event in enumerate(events, 1)}
    causes = [
        msgspec.structs.replace(c, cause=names[c.cause], effect=names[c.effect])
        for c in coding().causes
        if {c.cause, c.effect} <= set(names)
    ]
    events = [msgspec.structs.replace(event, id=names[event.id], confidence=0.99) for event in events]
    return coding("1", version, events=events, causes=causes)


def test_corrections_follow_their_sentence_through_rereading(record: Record) -> None:
    record.correct("e2", "change", changes={"type": "CONCEDE"}, **WHO)
    record.correct("e4", "reject", **WHO)
    record.correct("e6", "accept", **WHO)
    record.correct("e3", "reject", **WHO)
    record.correct("e3", "undo", **WHO)
    record.add(newer("2", without="lets"))
    now = stands(record)
    assert sorted(now.values()) == sorted(
        [("FRE", "CONCEDE", "SYL"), ("FRE", "COERCE", "SYL"), ("SYL", "ASSAULT", "FRE"), ("FRE+SYL", "CONSULT", "FRE+SYL")]
    )
    (changed,) = record.events(type=["CONCEDE"])
    assert changed["confidence"] == 0.99
    (entry,) = record.history(changed["id"])
    assert (entry.carried_from, entry.why) == ("c1", "I know")
    with pytest.raises(ValueError, match="older reading"):
        record.correct("e2", "reject", **WHO)
    # A reader that no longer finds what a person accepted doesn't take it away; when it is found again, there is one of it.
    record.add(newer("3", without="visit"))
    assert [row["type"] for row in record.events(type=["CONSULT"])] == ["CONSULT"]
    assert record.events(type=["CONSULT"]).rows[0]["origin"] == "corrected"
    record.add(newer("4"))
    assert [row["origin"] for row in record.events(type=["CONSULT"])] == ["read"]
    assert len(record.events(type=["CONCEDE"])) == 1
    assert len(record.events()) == 5
    assert [one.reader for one in record.codings(all_readings=True)] == ["test", "2", "3", "4"]


@settings(max_examples=15, deadline=None)
@given(acts=st.lists(st.sampled_from(["accept", "reject", "undo", "CONCEDE", "AID", "RETREAT"]), max_size=7))
def test_undoing_everything_gives_what_was_read(acts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    with dragoman.open_record(tmp_path_factory.mktemp("r") / "r.sqlite3", create=True) as record:
        record.add(coding("1"))
        before = stands(record)
        expected: list[str] = []
        for act in acts:
            if act == "undo":
                if expected:
                    record.correct("e1", "undo", **WHO)
                    expected.pop()
                continue
            record.correct("e1", "change" if act.isupper() else act, changes={"type": act} if act.isupper() else None, **WHO)
            expected.append(act)
            types = [one for one in expected if one.isupper()] or ["RETREAT"]
            found = [row["type"] for row in record.events(page=[1]) if row["trigger"] == "lets"]
            assert found == ([] if expected[-1] == "reject" else [types[-1]])
        for _ in expected:
            record.correct("e1", "undo", **WHO)
        assert stands(record) == before


def test_an_older_record_is_brought_up_to_date_on_a_copy(place: str) -> None:
    assert bring_up_to_date(database(place), create=True, until="0001") is None
    old = database(place)
    with old.engine.connect() as connection, connection.begin():
        connection.execute(
            text("INSERT INTO pages (id, source, body, comments, counters, added_at) VALUES ('x', 's', 'b', '[]', '{}', 'now')")
        )
    old.engine.dispose()
    with dragoman.open_record(place) as record:
        kept = record.moved
        assert kept is not None
        assert [article.id for article in record.articles()] == ["x"]
        record.add(coding("1"))
        with record._store.reading() as connection:
            if "schema" in kept:
                name = kept.split('"')[1]
                assert connection.execute(text(f'SELECT count(*) FROM "{name}".pages')).scalar() == 1
                assert name.endswith("_from_0001")
    if "schema" not in kept:
        with sqlite3.connect(kept) as copy:
            assert copy.execute("SELECT id FROM pages").fetchall() == [("x",)]
    with dragoman.open_record(place) as record:
        assert record.moved is None


def test_commands_correct_history_and_review(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "r.sqlite3"
    monkeypatch.setenv("DRAGOMAN_RECORD", str(place))
    monkeypatch.setenv("DRAGOMAN_NAME", "A. Reader")
    with dragoman.open_record(place, create=True) as record:
        record.add(coding("1"))
    assert run(["correct", "e1", "--type", "concede", "--source", "un", "--date", "2011-03", "--why", "it gave way"]) == 0
    assert capfd.readouterr().out.startswith("c1  e1 -> e7  change type = CONCEDE, source = UN, date = 2011-03-01..2011-03-31  A. Reader, ")
    assert run(["events", "--corrected"]) == 0
    assert "corrected by a person" in capfd.readouterr().out
    assert run(["history", "e7"]) == 0
    out = capfd.readouterr().out.splitlines()
    assert out[0].endswith("by test; replaced")
    assert out[1].endswith(": it gave way")
    assert run(["correct", "e1", "--undo", "--correction", "c1", "--why", "no"]) == 0
    assert run(["history", "e1", "--json"]) == 0
    assert [entry["act"] for entry in json.loads(capfd.readouterr().out.splitlines()[-1])] == ["change", "undo"]
    for wrong in (
        ["correct", "e1", "--why", "x"],
        ["correct", "e1", "--reject", "--type", "AID", "--why", "x"],
        ["correct", "e99", "--reject", "--why", "x"],
        ["correct", "e1", "--reject"],
        ["correct", "e1", "--mode", "shelling", "--why", "x"],
        ["history", "e99"],
    ):
        assert run(wrong) == 2, wrong
    capfd.readouterr()
    keys = iter("xarwtq")
    monkeypatch.setattr("click.getchar", lambda: next(keys))
    monkeypatch.setattr("click.prompt", lambda *_, **__: "AID")
    assert run(["review", "--max-confidence", "0.8"]) == 0
    out, err = capfd.readouterr()
    assert out.index("e5") < out.index("e6")
    assert err == "dragoman: 1 accepted, 1 rejected, 2 changed, 0 skipped\n"
