"""Adding: killed, crowded, out of disk, cut off; and the commands `dragoman add` and `dragoman reread`."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import event, text

import dragoman
from dragoman.cli import run
from dragoman.cli.parts import Rooms
from dragoman.coding import Article, Coding, DateInterval
from dragoman.errors import InputFault, RecordFault
from dragoman.record import databases
from dragoman.record.record import Record
from sample_record import coding

ROUNDS = 12


def apart(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """Start `work` in a process of its own; gives its id and where to read the lines that it tells."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    status = 1
    try:
        os.close(reader)
        work(lambda line: os.write(writer, f"{line}\n".encode()) and None)
        status = 0
    finally:
        os._exit(status)


def lines(pipe: int, before: bytes = b"") -> list[str]:
    """All whole lines that were told, `before` being the beginning of them."""
    with open(pipe, "rb") as told:
        return (before + told.read()).decode().split("\n")[:-1]


def adds(place: str, ids: Iterable[str]) -> Callable[[Callable[[str], None]], None]:
    """Adds pages of these ids and tells each that is new when it is added."""

    def work(tell: Callable[[str], None]) -> None:
        with dragoman.open_record(place, create=True) as record:
            for id in ids:
                if record.add(coding(id)).new_reading:
                    tell(id)

    return work


def test_killed_at_any_moment_no_page_is_lost_and_none_half_added(place: str) -> None:
    moments = random.Random(5)
    told: list[str] = []
    for start in range(ROUNDS):
        child, pipe = apart(adds(place, (f"{start}-{n}" for n in range(10_000))))
        # Sometimes while the record is being made or opened, mostly while pages are added.
        seen = b""
        wanted = moments.randint(1, 4) if start > 2 else 0
        while seen.count(b"\n") < wanted:
            seen += os.read(pipe, 1)
        time.sleep(moments.uniform(0, 0.3 if start <= 2 else 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told += lines(pipe, seen)
    with dragoman.open_record(place, create=True) as record:
        kept = {one.article.id: one for one in record.codings()}
        assert set(told) <= set(kept)
        assert len(kept) <= len(told) + ROUNDS  # at most the page being added was kept and not told
        assert all(one == coding(id) for id, one in kept.items())
        with record._store.reading() as connection:
            for table in ("pages", "page_words"):
                assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == len(kept)
    assert len(told) >= ROUNDS - 3


def test_several_add_at_once(place: str) -> None:
    dragoman.open_record(place, create=True).close()
    ids = [str(n) for n in range(24)]
    others = [ids, ids[::-1], ids[12:] + ids[:12]]
    running = [apart(adds(place, order)) for order in others]
    told = [line for _, pipe in running for line in lines(pipe)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in running] == [0, 0, 0]
    assert sorted(told) == sorted(ids)
    with dragoman.open_record(place) as record:
        assert sorted(one.article.id for one in record.codings()) == sorted(ids)


def test_several_make_the_record_at_once(place: str) -> None:
    running = [apart(adds(place, [str(n)])) for n in range(4)]
    told = [line for _, pipe in running for line in lines(pipe)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in running] == [0] * 4
    assert sorted(told) == ["0", "1", "2", "3"]


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with dragoman.open_record(tmp_path / "r.sqlite3", create=True) as record:

        def small(connection: Any, _: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 40}")

        engine = record._store.database.engine
        engine.dispose()
        event.listen(engine, "connect", small)
        added = 0
        with pytest.raises(RecordFault, match="the disk is full; free some space and run the same again"):  # noqa: PT012
            for added in range(1000):
                record.add(coding(str(added)))
        assert added > 1
        event.remove(engine, "connect", small)
        engine.dispose()
        assert [one.article.id for one in record.codings()] == [str(n) for n in range(added)]
        record.add(coding(str(added)))


def test_a_file_that_another_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_WAIT_SECONDS", 0.1)
    path = tmp_path / "r.sqlite3"
    with dragoman.open_record(path, create=True) as record, closing(sqlite3.connect(path, isolation_level=None)) as other:
        record.add(coding("1"))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordFault, match="another program has held it for too long"):
            record.add(coding("2"))
        # Who only asks doesn't wait.
        assert len(list(record.codings())) == 1
        other.execute("ROLLBACK")
        record.add(coding("2"))


def test_a_lost_connection_is_made_anew_and_one_that_stays_lost_is_told(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA lost")
    place = f"{postgresql}&options=-csearch_path%3Dlost"
    index_words = databases.PostgreSQL.index_words
    cuts = [1]

    def cut(self: Any, connection: Any, bodies: Any) -> None:
        index_words(self, connection, bodies)
        if cuts and cuts.pop():
            with psycopg.connect(postgresql, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", [connection.execute(text("SELECT pg_backend_pid()")).scalar()])

    with dragoman.open_record(place, create=True) as record:
        monkeypatch.setattr(databases.PostgreSQL, "index_words", cut)
        assert record.add(coding("1")).new_reading
        cuts[:] = [1] * 9
        with pytest.raises(RecordFault, match="the connection was lost; check the server; run the same again"):
            record.add(coding("2"))
        cuts.clear()
        assert list(record.codings()) == [coding("1")]


def test_a_page_with_a_number_that_no_database_holds_is_refused_whole(place: str) -> None:
    toll = msgspec.structs.replace(coding().events[3], fatalities=dragoman.coding.Fatalities(10**30, "exact", None))  # type: ignore[attr-defined]
    with dragoman.open_record(place, create=True) as record:
        with pytest.raises(ValueError, match="no database can hold"):
            record.add(coding("1", events=[toll], causes=[]))
        assert not list(record.codings())


class Reader:
    """Codes each page as the sample; the newer version finds one event less and takes another for a threat."""

    version = "test"

    def read(self, article: Article) -> Coding:
        sample = coding(article.id, self.version)
        if self.version == "test":
            return sample
        first, second, *rest = sample.events
        return msgspec.structs.replace(sample, events=[first, msgspec.structs.replace(second, type="THREATEN", mode=None), *rest[:-1]])

    def read_many(self, articles: Iterable[Article]) -> Iterator[Coding]:
        return map(self.read, list(articles))


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Stands in for the pages and the reader."""

    def articles(self: Any, inputs: Iterable[str], published: DateInterval | None = None) -> Iterator[Article | InputFault]:
        for source in inputs:
            yield InputFault(source, "it is empty", "give a page") if "bad" in source else coding(source).article

    made = Reader()
    monkeypatch.setattr(Rooms, "articles", articles)
    monkeypatch.setattr(Rooms, "reader", lambda self: made)
    return made


def test_add_tells_each_page_and_goes_on_where_it_was(
    reader: Reader, place: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_RECORD", place)
    assert run(["add", "a", "b", "a"]) == 0
    out, err = capfd.readouterr()
    assert out == "added\tp1\ta\tpages/a.txt\nadded\tp2\tb\tpages/b.txt\nknown\tp1\ta\tpages/a.txt\n"
    assert err.startswith("dragoman: 2 added, 1 known already, 0 not read; ")
    assert run(["add", "a", "bad", "c"]) == 1
    out, err = capfd.readouterr()
    assert [line.split("\t")[:3] for line in out.splitlines()] == [["known", "p1", "a"], ["added", "p3", "c"]]
    assert "dragoman: bad: it is empty; give a page\n" in err


def test_add_without_a_place_for_the_record_is_told(reader: Reader, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "a", "--record", "/proc/nowhere/r.sqlite3"]) == 1
    assert "choose another place with --record" in capfd.readouterr().err
    assert run(["reread", "--record", "/nowhere/r.sqlite3"]) == 1
    assert "there is no record" in capfd.readouterr().err


def test_reread_keeps_both_and_says_what_changed(reader: Reader, place: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "a", "b", "--record", place]) == 0
    capfd.readouterr()
    assert run(["reread", "--record", place]) == 0
    assert capfd.readouterr().out == ""
    reader.version = "test 2"
    assert run(["reread", "--record", place]) == 0
    out, err = capfd.readouterr()
    assert out.splitlines()[:3] == [
        "p1 Freedonia lets Sylvania's trucks pass again pages/a.txt".replace("p1 ", "p1  ").replace("again ", "again  "),
        "  ~ e2 FRE → SYL THREATEN “reopened”; type: RETREAT -> THREATEN; mode: access -> none",
        "  - e6 FRE ↔ SYL CONSULT, visit “visit”",
    ]
    assert err == "dragoman: 2 read again, 2 of them differ, 0 not read\n"
    with dragoman.open_record(place) as record:
        assert record.readers() == {"test": 0, "test 2": 2}
        assert len(list(record.codings("a", all_readings=True))) == 2
    assert isinstance(record, Record)
