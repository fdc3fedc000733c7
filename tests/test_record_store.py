"""The store: nothing lost on the way in and out, the same in both databases, safe to open, moved to a newer shape on a copy."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

import dragoman
import sample_coding
from dragoman.coding import (
    Amount,
    Article,
    Assessment,
    Cause,
    Coding,
    Commitment,
    Condition,
    DateInterval,
    Event,
    Fatalities,
    Party,
    Place,
)
from dragoman.errors import RecordFault
from dragoman.record.migrations import NEWEST, _known
from dragoman.record.record import Record
from dragoman.record.tables import metadata
from dragoman.record.views import VIEWS
from dragoman.record.words import Words
from sample_record import coding


def test_a_coding_comes_out_as_it_went_in(place: str) -> None:
    with dragoman.open_record(place, create=True) as record:
        record.add(coding("1"))
        record.add_all([coding("2"), coding("3", events=[], causes=[], assessments=[])])
        assert list(record.codings()) == [coding("1"), coding("2"), coding("3", events=[], causes=[], assessments=[])]
    with dragoman.open_record(place) as record:
        assert list(record.codings("2")) == [coding("2")]
        assert [article.id for article in record.articles()] == ["1", "2", "3"]


def fit(value: Any) -> Any:
    """What the record makes of any text: what a database can't hold is marked as such."""
    if isinstance(value, str):
        return "".join("\ufffd" if c in "\x00\x02\x03" else c for c in value)
    if isinstance(value, dict):
        return {fit(key): fit(one) for key, one in value.items()}
    return [fit(one) for one in value] if isinstance(value, list | tuple) else value


# Counted outside of hypothesis, so that a case tried again is another page.
_IDS = count()


@pytest.fixture(scope="module")
def record_of_any(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with dragoman.open_record(tmp_path_factory.mktemp("any") / "r.sqlite3", create=True) as record:
        yield record


@settings(max_examples=25, deadline=None, phases=[Phase.generate])
@given(data=st.data())
def test_any_coding_comes_out_as_it_went_in(data: st.DataObject, record_of_any: Record) -> None:
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    days = st.dates(date(1, 1, 1), date(9999, 12, 31))
    spans = st.tuples(st.integers(0, 300), st.integers(0, 300))
    actors = st.sampled_from(["PAK", "USA", "UN", "HAQQANI NETWORK", "X+Y; Z"])
    parties = st.builds(Party, actors, st.none() | texts, st.none() | texts, st.none() | texts, st.none() | spans)
    intervals = st.none() | st.builds(DateInterval, days, days)
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    amounts = st.none() | st.builds(Amount, numbers, st.none() | texts, unit=st.none() | texts)
    evidence = st.builds(sample_coding.Evidence, st.integers(0, 9), spans, texts)
    sure = st.floats(0, 1)
    labels = st.sampled_from(["e1", "a2", "both"])
    contexts = st.lists(st.sampled_from(["military", "security", "legal"]), max_size=3)
    places = st.none() | st.builds(Place, texts, st.none() | actors, st.none() | numbers, st.none() | numbers)
    tolls = st.none() | st.builds(Fatalities, st.integers(0, 2**62), st.just("about"), st.none() | actors)
    event = st.builds(
        Event, id=st.just("e1"), sources=st.lists(parties, max_size=3), targets=st.lists(parties, max_size=3), mode=st.none() | texts,
        contexts=contexts, cameo=st.none() | texts, score=st.none() | numbers, quad=texts, date=intervals, place=places,
        amount=amounts, fatalities=tolls, speaker=st.none() | parties, evidence=evidence, confidence=sure,
    )  # fmt: skip
    events = [msgspec.structs.replace(e, id=f"e{n}") for n, e in enumerate(data.draw(st.lists(event, max_size=3)), 1)]
    few: dict[str, Any] = {"max_size": 2}
    made = Coding(
        article=data.draw(
            st.builds(
                Article, id=st.builds(lambda: f"{next(_IDS)}"), source=texts, headline=st.none() | texts,
                byline=st.none() | texts, publisher=st.none() | texts,
                language=st.none() | texts, url=st.none() | texts, published=st.none(), body=texts,
                comments=st.lists(st.builds(sample_coding.Comment, st.none() | texts, texts, st.none() | texts), **few),
                counters=st.dictionaries(labels, st.integers(0, 9), **few), comments_open=st.none() | st.booleans(),
            )
        ),
        sentences=data.draw(st.lists(spans, **few)),
        events=events,
        assessments=data.draw(
            st.lists(st.builds(Assessment, dyad=st.tuples(actors, actors), period=intervals, evidence=evidence, confidence=sure), **few)
        ),
        commitments=data.draw(st.lists(st.builds(Commitment, amount=amounts, date=intervals, evidence=evidence, confidence=sure), **few)),
        conditions=data.draw(
            st.lists(st.builds(Condition, since=intervals, until=intervals, evidence=evidence, confidence=sure), **few)
        ),
        causes=data.draw(
            st.lists(st.builds(Cause, st.just("e1"), st.just("e1"), texts, evidence, sure), **few) if events else st.just([])
        ),
        reader=data.draw(texts),
        agreement=data.draw(st.just(msgspec.UNSET) | st.dictionaries(labels, st.lists(labels, **few), **few)),
    )  # fmt: skip
    record_of_any.add(made)
    assert list(record_of_any.codings(made.article.id)) == [msgspec.convert(fit(msgspec.to_builtins(made)), Coding)]


def test_text_that_no_database_holds_keeps_its_length(place: str) -> None:
    odd = coding("1")
    odd = msgspec.structs.replace(odd, article=msgspec.structs.replace(odd.article, body="a\x00b\ud83dc\ude00d😀", headline="\udcff"))
    with dragoman.open_record(place, create=True) as record:
        record.add(odd)
        (found,) = record.codings()
    assert found.article.body == "a�b�c�d😀"
    assert found.article.headline == "�"


def test_a_page_added_twice_changes_nothing_and_a_newer_reader_stands_beside_the_older(place: str) -> None:
    newer = coding("1", "test 2", events=coding().events[:2], causes=[])
    with dragoman.open_record(place, create=True) as record:
        first = record.add(coding("1"))
        assert first.new_page
        assert record.add(coding("1", events=[], causes=[])) == first._replace(new_page=False, new_reading=False)
        second = record.add(newer)
        assert (second.page, second.new_page, second.new_reading) == (first.page, False, True)
        assert record.has("1", "test")
        assert not record.has("1", "test 3")
        assert list(record.codings()) == [newer]
        assert list(record.codings(all_readings=True)) == [coding("1"), newer]
        assert record.readers() == {"test": 0, "test 2": 1}
        with record._store.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM event_sentences")).scalar() == 2


def test_a_coding_that_contradicts_itself_leaves_nothing(place: str) -> None:
    with dragoman.open_record(place, create=True) as record:
        with pytest.raises(ValueError, match="e3, e4"):
            record.add(coding("1", events=[]))
        assert not list(record.articles())


def test_views_give_every_item_its_sentence(place: str) -> None:
    with dragoman.open_record(place, create=True) as record:
        record.add(coding("1"))
        with record._store.reading() as connection:
            for name in VIEWS:
                rows = connection.execute(text(f"SELECT * FROM {name}")).mappings().all()
                assert rows, name
                if name.endswith("_sentences"):
                    assert all(row["words"] in row["sentence"] for row in rows), name
            month = connection.execute(text("SELECT * FROM dyad_months WHERE source = 'FRE' AND month = '2010-11'")).mappings().one()
            assert (month["target"], month["events"], month["material_conflict"]) == ("SYL", 1, 1)


def test_the_steps_make_what_the_tables_say(place: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    assert max(_known()) == NEWEST
    with dragoman.open_record(place, create=True) as record, record._store.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
        words = [step for step in found if "page_words" not in str(step) and "schema_version" not in str(step)]
        assert words == []


@pytest.mark.parametrize(
    ("make", "why"),
    [
        ("CREATE TABLE recipes (name)", "another program"),
        ("PRAGMA application_id = 1146241351; CREATE TABLE t (x); CREATE TRIGGER evil AFTER INSERT ON t BEGIN SELECT 1; END", "'evil'"),
        ("PRAGMA application_id = 1146241351; CREATE VIRTUAL TABLE evil USING fts5(x)", "'evil'"),
        ("PRAGMA application_id = 1146241351; CREATE TABLE schema_version (version_num); INSERT INTO schema_version VALUES (9)", "newer"),
    ],
)
def test_a_file_that_is_no_safe_record_is_left_alone(tmp_path: Path, make: str, why: str) -> None:
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as other:
        other.executescript(make)
    before = path.read_bytes()
    with pytest.raises(RecordFault, match=why):
        dragoman.open_record(path, create=True)
    # Turning on write-ahead logging touches the header of a record of a newer dragoman, and no more.
    assert path.read_bytes()[100:] == before[100:]


def test_places_where_there_is_no_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RecordFault, match="there is no record; make one"):
        dragoman.open_record(tmp_path / "none.sqlite3")
    assert not list(tmp_path.iterdir())
    (tmp_path / "page.txt").write_text("Freedonia shut the pass. " * 99, "utf-8")
    with pytest.raises(RecordFault, match="it is not a record"):
        dragoman.open_record(tmp_path / "page.txt", create=True)
    with pytest.raises(RecordFault, match="in a file or in PostgreSQL") as caught:
        dragoman.open_record("mysql://me:secret@host/db")
    assert "secret" not in str(caught.value)
    with pytest.raises(RecordFault, match="can't be reached") as caught:
        dragoman.open_record("postgresql://me:secret@127.0.0.1:1/db")
    assert "secret" not in str(caught.value)
    monkeypatch.setenv("DRAGOMAN_RECORD", str(tmp_path / "named.sqlite3"))
    with dragoman.open_record(create=True) as record:
        assert record.where == str(tmp_path / "named.sqlite3")


def test_a_record_that_may_not_be_written_can_be_asked(request: pytest.FixtureRequest) -> None:
    # Not pytest's own folder: another user, whom root becomes here, may not look into it.
    folder = Path(tempfile.mkdtemp())
    request.addfinalizer(lambda: shutil.rmtree(folder))
    path = folder / "record.sqlite3"
    with dragoman.open_record(path, create=True) as record:
        record.add(coding("1"))
    assert [p.name for p in folder.iterdir()] == ["record.sqlite3"]
    path.chmod(0o444)
    folder.chmod(0o555)
    script = (
        "import os, sys, dragoman, sqlalchemy, dragoman.record.record\n"
        "from dragoman.errors import RecordFault\n"
        "sqlalchemy.create_engine('sqlite://').connect().close()\n"
        "os.geteuid() or os.setuid(65534)\n"
        "with dragoman.open_record(sys.argv[1]) as record:\n"
        "    page, = record.codings()\n"
        "    try: record.add(type(page)(page.article, page.sentences, reader='newer'))\n"
        "    except RecordFault as fault: print(fault)\n"
    )
    try:
        told = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o755)
    assert "it may not be written" in told.stdout, told.stderr


@pytest.mark.parametrize(
    ("asked", "fts5", "plain"),
    [
        ("supply route", '(("supply" AND "route"))', '"supply" "route"'),
        ('"supply route" -truck', '(("supply route") NOT "truck")', '"supply route" -"truck"'),
        ('pass OR -"two posts" road', '(("pass")) OR (("road") NOT "two posts")', '"pass" or -"two posts" "road"'),
        ('near* body:x ("', '(("near" AND "body x"))', '"near" "body x"'),
    ],
)
def test_questions_are_read_once_for_both_databases(asked: str, fts5: str, plain: str) -> None:
    words = Words.read(asked)
    assert (words.fts5(), words.plain()) == (fts5, plain)


@pytest.mark.parametrize("asked", ["", "-truck", "pass OR", '"" ?'])
def test_a_question_without_words_is_refused(asked: str) -> None:
    with pytest.raises(ValueError, match="at least one word"):
        Words.read(asked)


def test_reading_pages_needs_no_database() -> None:
    script = "import sys, dragoman.cli.code, dragoman.cli.parts; print({'sqlalchemy', 'alembic', 'platformdirs'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "set()\n"
