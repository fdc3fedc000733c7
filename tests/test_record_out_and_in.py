"""Out of the record and into another: nothing is lost on the way; the layouts of the field's tools; files that are not what they say."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import dragoman
from dragoman.cli import run
from dragoman.errors import InputFault
from dragoman.record.layouts import LAYOUTS, columns, events_in, layout_of
from dragoman.record.record import Record
from sample_record import coding

KEDS = """790415\tEGYGOV\tMOSREB\t010\tSTATEMENT\tsaid so
790416\tISRMIL\tJOR\t190\tFIGHT\t(FIGHT) shelled
090102\tIGOUNO\tPALPLO\t036\tMEET\tmet
"""
ICEWS_HEAD = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"
    "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
)
ICEWS_ROW = (
    '27\t2001-02-03\tRufus "Red" Teasdale\tGovernment\tKenya\tMake a visit\t042\t1.9\tUganda\t\tUganda\t9\t3\tThe Post\t'
    "Nairobi\t\t\tKenya\t-1.28\t36.8"
)
ICEWS = f"{ICEWS_HEAD}\n{ICEWS_ROW}\n"


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with dragoman.open_record(place, create=True) as record:
        yield record


def test_codings_go_out_and_come_in_whole(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    first, second, out = (str(tmp_path / name) for name in ("1.sqlite3", "2.sqlite3", "codings.jsonl"))
    with dragoman.open_record(first, create=True) as record:
        record.add_all([coding("1"), coding("2"), coding("1", "newer", events=[], causes=[])])
        before = list(record.codings(all_readings=True))
    assert run(["export", "--format", "jsonl", "-o", out, "--record", first]) == 0
    assert run(["import", out, "--record", second]) == 0
    assert capfd.readouterr().out == f"imported\t3 codings, 0 known\t{out}\n"
    with dragoman.open_record(second) as record:
        assert list(record.codings(all_readings=True)) == before
    assert run(["import", out, "--record", second]) == 0
    assert "0 codings, 3 known" in capfd.readouterr().out


def test_keds_comes_in_with_actors_roles_and_plover_types_and_goes_out_as_it_came(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "events.keds.gz"
    path.write_bytes(gzip.compress(KEDS.encode()))
    assert record.import_events(path) == 3
    assert record.import_events(path) is None
    rows = {row["cameo"]: row for row in record.events()}
    assert (rows["190"]["source"], rows["190"]["target"], rows["190"]["type"], rows["190"]["day"]) == (
        "ISR",
        "JOR",
        "ASSAULT",
        date(1979, 4, 16),
    )
    assert (rows["010"]["type"], rows["010"]["quad"], rows["010"]["source"]) == (None, None, "EGY")
    assert (rows["036"]["source"], rows["036"]["target"], rows["036"]["day"].year) == ("UN", "PSE", 2009)
    assert all((row["origin"], row["confidence"], row["page"]) == ("imported", None, None) for row in rows.values())
    assert [(side.side, side.actor, side.role) for side in record.show(rows["190"]["id"]).sides] == [
        ("source", "ISR", "MIL"),
        ("target", "JOR", None),
    ]
    assert ["\t".join(cells) + "\n" for cells in record.layout("keds")] == KEDS.splitlines(True)


def test_icews_and_polecat_come_in_and_go_out_as_they_came(record: Record, tmp_path: Path) -> None:
    (tmp_path / "i.tab").write_text(ICEWS, "utf-8")
    cells = dict.fromkeys(columns("polecat"), "None") | {
        "Event ID": "P1", "Event Date": "2019-05-06", "Event Type": "AID", "Event Mode": "None", "Intensity": "6.1",
        "Contexts": "military;economic",
        "Actor Name": "Rosa Hook", "Actor Country": "KEN", "Primary Actor Sector": "GOV",
        "Recipient Name": "None", "Recipient Country": "UGA",
        "Actor Name Raw": "the minister", "Country": "UGA",
    }  # fmt: skip
    polecat = "\t".join(columns("polecat")) + "\n" + "\t".join(cells.values()) + "\n"
    (tmp_path / "p.txt").write_text(polecat, "utf-8")
    assert record.import_events(tmp_path / "i.tab") == 1
    assert record.import_events(tmp_path / "p.txt") == 1
    visit, aid = record.events(sort="added")
    assert (visit["source"], visit["target"], visit["type"], visit["score"]) == ("KEN", "UGA", "CONSULT", 1.9)
    assert (visit["place"], visit["place_country"], visit["lat"]) == ("Nairobi", "KEN", -1.28)
    assert (aid["source"], aid["target"], aid["type"], aid["mode"], aid["contexts"], aid["score"]) == (
        "KEN", "UGA", "AID", None, "military; economic", 6.1,
    )  # fmt: skip
    for layout, text in (("icews", ICEWS), ("polecat", polecat)):
        out = ["\t".join(cells) + "\n" for cells in record.layout(layout) if cells[0] in ("27", "P1")]
        assert out == text.splitlines(True)[1:]


def test_what_was_read_goes_out_in_each_layout_and_comes_back(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "r.sqlite3")
    with dragoman.open_record(place, create=True) as record:
        record.add(coding("1"))
    for layout in LAYOUTS:
        out = tmp_path / f"{layout}.tab"
        assert run(["export", "--format", layout, "--evidence", "-o", str(out), "--record", place]) == 0
        lines = out.read_text("utf-8").splitlines()
        assert len(lines) == 7 + (layout != "keds"), layout  # six events, the visit a row either way
        assert any("Freedonia's interior minister, Rufus Teasdale, said" in line for line in lines)
        other = str(tmp_path / f"{layout}.sqlite3")
        assert run(["import", str(out), "--record", other]) == 0
        with dragoman.open_record(other) as record:
            # Made-up states are none to CAMEO, so their roles stay with them.
            found = {(row["source"][:3], row["target"][:3], row["type"]) for row in record.events()}
        assert found >= {("FRE", "SYL", "RETREAT"), ("SYL", "FRE", "ASSAULT"), ("SYL", "FRE", "CONSULT")}, layout
        meanings = (tmp_path / f"{layout}.tab.columns.tsv").read_text("utf-8").splitlines()
        assert [line.split("\t")[0] for line in meanings[1:]] == list(columns(layout))
    capfd.readouterr()
    assert run(["export", "--record", place, "-o", str(tmp_path / "e.csv")]) == 0
    assert run(["import", str(tmp_path / "e.csv"), "--record", str(tmp_path / "csv.sqlite3")]) == 0
    with dragoman.open_record(tmp_path / "csv.sqlite3") as record:
        assert [(row["source"], row["type"], row["status"]) for row in record.events(sort="added")][-1] == ("FRE+SYL", "CONSULT", "future")
    rows = list(csv.DictReader((tmp_path / "e.csv").open(encoding="utf-8")))
    described = (tmp_path / "e.csv.columns.tsv").read_text("utf-8").splitlines()[1:]
    assert [line.split("\t")[0] for line in described] == list(rows[0])
    assert all(line.split("\t")[1] for line in described)


def test_every_kind_goes_out_as_csv_and_parquet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import polars as pl

    place = str(tmp_path / "r.sqlite3")
    with dragoman.open_record(place, create=True) as record:
        record.add(coding("1"))
        for kind in ("events", "assessments", "commitments", "conditions", "causes"):
            out = tmp_path / f"{kind}.parquet"
            assert run(["export", kind, "--format", "parquet", "-o", str(out), "--record", place]) == 0
            frame = pl.read_parquet(out)
            assert frame.columns == list(record.ask(kind, dragoman.record.questions.Question()).columns)  # type: ignore[attr-defined]
            assert frame.schema["day"] == pl.Date
            assert run(["export", kind, "--columns"]) == 0
    assert run(["export", "--dyad", "FRE", "UN", "--record", place]) == 0
    assert capfd.readouterr().out.splitlines()[-1].startswith("id,label,day")
    for wrong in (["--format", "parquet"], ["causes", "--format", "icews"], ["--format", "jsonl", "--dyad", "A", "B"]):
        assert run(["export", *wrong, "--record", place]) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a page of news\n", "no layout that is known"),
        (KEDS + "79xx15\tEGY\tISR\t010\n", "line 4: '79xx15' is no day"),
        (KEDS + "790415\tEGY\n", "line 4: 'target'"),
        ("date,source,target,cameo\n1979-13-01,EGY,ISR,010\n", "line 2"),
        ("date,source,target,type\n1979-01-01,EGY,ISR,WAR\n", "line 2: 'WAR' is no PLOVER type"),
        ("", "no layout"),
    ],
)
def test_a_file_that_is_not_what_it_says_leaves_nothing(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "f").write_text(text, "utf-8")
    with dragoman.open_record(tmp_path / "r.sqlite3", create=True) as record:
        with pytest.raises(InputFault, match=told):
            record.import_events(tmp_path / "f")
        assert len(record.events()) == 0
        (tmp_path / "f").write_text("date,source,target,cameo\n1979-01-01,EGYGOV,ISR,190\n", "utf-8")
        assert record.import_events(tmp_path / "f") == 1


@pytest.mark.parametrize(
    ("code", "actor", "role"),
    [
        ("USAGOV", "USA", "GOV"),
        ("USA", "USA", None),
        ("IGOUNO", "UN", None),
        ("PALPLO", "PSE", None),
        ("LBNREBHEZ", "HEZBOLLAH", None),
        ("MOSREB", "MOSREB", None),
    ],
)
def test_cameo_actors(code: str, actor: str, role: str | None) -> None:
    (read,) = events_in([f"790415\t{code}\tISR\t190\n"], "keds")
    assert [(side["actor"], side["role"]) for side in read.sides if side["side"] == "source"] == [(actor, role)]


def test_layouts_are_told_by_their_first_line() -> None:
    assert layout_of(ICEWS_HEAD) == "icews"
    assert layout_of("\t".join(columns("polecat"))) == "polecat"
    assert layout_of(KEDS.splitlines()[0]) == "keds"
    assert layout_of("date,source,target,cameo") == "csv"


def test_what_people_judged_goes_out_as_labels_that_training_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "training"))
    import corpus  # type: ignore[import-not-found]

    place = str(tmp_path / "r.sqlite3")
    with dragoman.open_record(place, create=True) as record:
        record.add_all([coding("1"), coding("2")])
        record.correct("e2", "change", changes={"type": "CONCEDE"}, why="it gave way", by="A. Reader")
        record.correct("e5", "reject", why="the same as e4", by="A. Reader")
        record.correct("e3", "change", changes={"source": ["UN"]}, why="as it was", by="A. Reader")
    assert run(["export", "--format", "labels", "--record", place]) == 2
    assert run(["export", "--format", "labels", "-o", str(tmp_path / "mine.txt"), "--record", place]) == 0
    (document,) = corpus.read([tmp_path / "mine.txt"])
    assert document.published == "2011-03-07"
    found = {(label.kind, label.value, document.body[slice(*label.trigger)]) for label in document.labels}
    assert {("E", "CONCEDE", "reopened"), ("E", "RETREAT", "lets"), ("E", "COERCE", "closed"), ("A", "improving", "better")} <= found
    assert {("C", "promised", "promised"), ("K", "route:open", "reopened")} <= found
    assert not [value for _, value, trigger in found if trigger == "burned"]
    lets = next(label for label in document.labels if document.body[slice(*label.trigger)] == "lets")
    assert [(side.actor, document.body[slice(*side.span)]) for side in (*lets.sources, *lets.targets)] == [
        ("FRE", "Freedonia"),
        ("SYL", "Sylvania's"),
    ]
    assert [document.body[slice(*cause.cue)] for cause in document.causes] == ["after"]
