"""Connections to a record: opened when asked for, each error told as a user can mend it, and tried again where that may help."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import RecordFault
from dragoman.record.databases import Database, database
from dragoman.record.migrations import bring_up_to_date

T = TypeVar("T")
_TRIES = 3
_STOCK_EVERY = 1000


class Store:
    """An open record. `moved` says where the copy from before lies, if opening it brought an older record up to date."""

    def __init__(self, place: str | Path, *, create: bool = False) -> None:
        """Raises RecordFault if there is no record at `place` and `create` is false, or it can't be opened."""
        self.database: Database = database(place)
        self.where = self.database.where
        self.moved = bring_up_to_date(self.database, create=create)
        self._writes = 0

    def close(self) -> None:
        """Give the connections back; a record in a file is one file again."""
        if self._writes:
            self._take_stock()
        self.database.engine.dispose()

    def _take_stock(self) -> None:
        """Let the database count what it holds, so that it looks up the rarer thing first. Failing at that does no harm."""
        self._writes = 0
        with suppress(RecordFault), self.writing() as connection:
            self.database.analyze(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the record as it is now, to the end. Raises RecordFault."""
        try:
            with self.database.engine.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise self.database.fault(error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all kept at the end, or none. Raises RecordFault."""
        try:
            with self.database.engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise self.database.fault(error) from error

    def write(self, change: Callable[[Connection], T]) -> T:
        """`change` done once, as a whole. Tried again if the connection was lost or other writers were in the way, so it must bear that."""
        for left in range(_TRIES - 1, -1, -1):
            try:
                with self.writing() as connection:
                    done = change(connection)
                self._writes += 1
                if self._writes >= _STOCK_EVERY:
                    self._take_stock()
                return done
            except RecordFault as fault:
                if not fault.again or not left:
                    raise
                time.sleep(0.2)
        raise AssertionError
