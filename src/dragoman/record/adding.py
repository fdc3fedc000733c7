"""A coding into the record: all of it or nothing, once for each page and version of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.coding import Coding, Event
from dragoman.record.databases import Database
from dragoman.record.rows import (
    Row,
    assessment_row,
    cause_row,
    clean,
    commitment_row,
    condition_row,
    dyad_rows,
    event_row,
    page_row,
    reading_row,
    side_rows,
)
from dragoman.record.tables import ITEMS, assessments, causes, commitments, conditions, event_dyads, event_sides, events, pages, readings
from dragoman.record.tables import sentences as sentence_table


class Added(NamedTuple):
    """What became of a coding: the numbers of its page and reading, and whether each is new to the record."""

    page: int
    reading: int
    new_page: bool
    new_reading: bool


def add(connection: Connection, database: Database, coding: Coding) -> Added:
    """Add a coding within a transaction. The newest reading of a page stands, the others are kept as older.

    A page and reader that the record has already change nothing. Raises ValueError if the coding contradicts itself (a cause that speaks of
    an event that is not there).
    """
    page, new_page = _page(connection, database, coding)
    row = reading_row(coding)
    known = select(readings.c.number).where(readings.c.page == page, readings.c.reader == row["reader"])
    if (number := connection.execute(known).scalar()) is not None:
        return Added(page, number, False, False)
    number = connection.execute(
        insert(readings).returning(readings.c.number), row | {"page": page, "read_at": now(), "newest": 1}
    ).scalar_one()
    if not new_page:
        _make_older(connection, page, number)
    _insert_items(connection, coding, page, number)
    return Added(page, number, new_page, True)


def _page(connection: Connection, database: Database, coding: Coding) -> tuple[int, bool]:
    """The number of the page and whether it is new. No other writer can add a reading of it until the transaction ends."""
    row = page_row(coding.article)
    known = select(pages.c.number).where(pages.c.id == row["id"]).with_for_update()
    number = connection.execute(known).scalar()
    if number is None:
        number = connection.execute(_unless_there(connection).returning(pages.c.number), row | {"added_at": now()}).scalar()
        if number is not None:
            database.index_words(connection, [{"page": number, "body": row["body"]}])
            return number, True
        number = connection.execute(known).scalar_one()  # another writer was faster
    return number, False


def _unless_there(connection: Connection) -> Any:
    """An insert of a page that does nothing where it is there already."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    return dialect.insert(pages).on_conflict_do_nothing()


def _make_older(connection: Connection, page: int, reading: int) -> None:
    connection.execute(update(readings).where(readings.c.page == page, readings.c.number != reading).values(newest=0))
    for table in ITEMS.values():
        connection.execute(update(table).where(table.c.page == page, table.c.standing != "older").values(standing="older"))


def _insert_items(connection: Connection, coding: Coding, page: int, reading: int) -> None:
    published = coding.article.published
    origin = {"page": page, "reading": reading, "origin": "read", "standing": "stands"}

    def whole(rows: Sequence[Row]) -> list[Row]:
        return [clean(row | origin) for row in rows]

    _insert(
        connection,
        sentence_table,
        [{"reading": reading, "number": n, "span_start": start, "span_end": end} for n, (start, end) in enumerate(coding.sentences)],
    )
    numbers = insert_events(connection, whole([event_row(event, published) for event in coding.events]))
    by_label = {event.id: number for event, number in zip(coding.events, numbers, strict=True)}
    if strange := {label for cause in coding.causes for label in (cause.cause, cause.effect)} - set(by_label):
        raise ValueError(f"its causes speak of events that are not there: {', '.join(sorted(strange))}")
    numbered = list(zip(coding.events, numbers, strict=True))
    side_and_dyad_rows(connection, numbered)
    _insert(connection, assessments, whole([assessment_row(item, published) for item in coding.assessments]))
    _insert(connection, commitments, whole([commitment_row(item, published) for item in coding.commitments]))
    _insert(connection, conditions, whole([condition_row(item, published) for item in coding.conditions]))
    _insert(connection, causes, whole([cause_row(item, f"w{n}", by_label, published) for n, item in enumerate(coding.causes, 1)]))


def insert_events(connection: Connection, rows: Sequence[Row]) -> list[int]:
    """The numbers that the events were given, in their order."""
    if not rows:
        return []
    made = insert(events).returning(events.c.number, sort_by_parameter_order=True)
    return list(connection.execute(made, list(rows)).scalars())


def side_and_dyad_rows(connection: Connection, numbered: Sequence[tuple[Event, int]]) -> None:
    """What stands beside the rows of events: their sides and their pairs."""
    _insert(connection, event_sides, [row for event, number in numbered for row in side_rows(event, number)])
    _insert(connection, event_dyads, [row for event, number in numbered for row in dyad_rows(event, number)])


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


def now() -> str:
    """This second, UTC, as the record writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
