"""The two databases that a record may live in. All that differs between them stands here, and nothing of it elsewhere."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Select,
    column,
    create_engine,
    event,
    func,
    inspect,
    literal_column,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from dragoman.errors import RecordFault
from dragoman.record.words import Words

# `DRAG`, in the header of every SQLite file of ours.
APPLICATION = 0x44524147
# Marks round the words found; pages are stored without them.
OPEN, CLOSE = "\x02", "\x03"
_WAIT_SECONDS = 30
_SAFE = "run the same again when it is mended: pages reported added are safe, and are not read twice"


class Database(Protocol):
    """What the rest of the record needs of a database beyond plain SQL."""

    name: str
    where: str
    engine: Engine

    def check(self, *, create: bool) -> None:
        """Raises RecordFault if there is no record, or it isn't one that is safe to open."""

    def lock(self, connection: Connection) -> None:
        """Wait until nobody else changes the shape of the record; held until the transaction ends."""

    def backup(self, connection: Connection, revision: str) -> str:
        """Keep a copy of the whole record as it was at `revision`; says where."""

    def made(self, connection: Connection) -> None:
        """Mark a new record as ours."""

    def index_words(self, connection: Connection, bodies: Iterable[dict[str, Any]]) -> None:
        """Make pages `{page: number, body: text}` findable by their words."""

    def having(self, words: Words) -> tuple[Select[Any], ColumnElement[Any]]:
        """A query for the `page` numbers that have the words, and what to order it by, best first."""

    def marked(self, connection: Connection, words: Words, pages: Iterable[int]) -> dict[int, str]:
        """The bodies of these pages with OPEN and CLOSE round each of the words."""

    def analyze(self, connection: Connection) -> None:
        """Count what the tables hold, for the planner of queries; soon done, however much it is."""

    def fault(self, error: Exception) -> RecordFault:
        """What went wrong, as a user can understand and mend it."""


def database(place: str | Path) -> Database:
    """The database at `place`: a path, or a URL that begins with postgresql://. Raises RecordFault on any other URL."""
    if isinstance(place, str) and "://" in place:
        try:
            url = make_url(place)
        except (ArgumentError, ValueError):
            raise RecordFault("--record", "the address can't be understood", "write it as postgresql://user@host/name") from None
        if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
            raise RecordFault(
                url.render_as_string(hide_password=True), "a record lives in a file or in PostgreSQL", "give a path or postgresql://..."
            )
        return PostgreSQL(url)
    return SQLite(Path(place))


class SQLite:
    """One file. Writers wait for one another; readers never wait."""

    name = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.where = str(path)
        self.engine = create_engine(URL.create("sqlite", database=str(path)), creator=self._connect)
        event.listen(self.engine, "begin", _begin)

    def _connect(self) -> sqlite3.Connection:
        # `rw`: opening never makes a file; `check` does, where one is wanted. A record that can't be written can still be asked.
        path = quote(str(self.path.absolute()))
        writable = os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)
        mode = "mode=rw" if writable else "mode=ro" if Path(f"{self.path}-wal").exists() else "immutable=1"
        made = sqlite3.connect(f"file:{path}?{mode}", uri=True, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            # A file from a stranger must not run anything: functions and virtual tables named in its schema stay shut.
            for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON", "synchronous = FULL"):
                made.execute(f"PRAGMA {pragma}")
        except BaseException:
            made.close()
            raise
        return made

    def check(self, *, create: bool) -> None:
        if not self.path.exists():
            if not create:
                raise RecordFault(self.where, "there is no record", "make one with `dragoman add INPUT...`, or name another with --record")
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch()
            except OSError as error:
                raise RecordFault(self.where, f"it can't be made ({error.strerror})", "choose another place with --record") from None
        try:
            with self.engine.connect() as connection:
                found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
                schema = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all()
                if found != APPLICATION and schema:
                    raise RecordFault(self.where, "it is the database of another program", "choose another place with --record")
                foreign = [
                    name
                    for kind, name, sql in schema
                    if kind == "trigger" or ((sql or "").upper().startswith("CREATE VIRTUAL") and name != "page_words")
                ]
                if foreign:
                    raise RecordFault(
                        self.where,
                        f"it holds {foreign[0]!r}, which would run by itself and is not dragoman's",
                        "don't open it; ask for an export instead",
                    )
                connection.rollback()
                if create or schema:
                    self._write_ahead(connection)
        except DBAPIError as error:
            raise self.fault(error) from error

    def _write_ahead(self, connection: Connection) -> None:
        """Turn on write-ahead logging, by which readers don't wait for writers; the file remembers it."""
        raw = connection.connection.dbapi_connection
        assert raw is not None
        for left in range(50, -1, -1):
            try:
                if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                    raw.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
                    return
                # This one lock is not waited for by SQLite itself.
                if not left:
                    raise self.fault(error) from error
                time.sleep(0.1)

    def lock(self, connection: Connection) -> None:
        pass  # BEGIN IMMEDIATE has it

    def backup(self, connection: Connection, revision: str) -> str:
        kept = self.path.with_name(f"{self.path.name}.before-{time.strftime('%Y%m%d-%H%M%S')}-from-{revision}")
        source = sqlite3.connect(f"file:{quote(str(self.path.absolute()))}?mode=ro", uri=True)
        target = sqlite3.connect(kept)
        try:
            source.backup(target)
        except sqlite3.Error as error:
            raise self.fault(error) from error
        finally:
            source.close()
            target.close()
        return str(kept)

    def made(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")

    def index_words(self, connection: Connection, bodies: Iterable[dict[str, Any]]) -> None:
        if rows := list(bodies):
            connection.execute(text("INSERT INTO page_words (rowid, body) VALUES (:page, :body)"), rows)

    def having(self, words: Words) -> tuple[Select[Any], ColumnElement[Any]]:
        index = table("page_words", column("rowid"), column("rank"))
        found = select(index.c.rowid.label("page")).where(literal_column("page_words").op("MATCH")(words.fts5()))
        return found, index.c.rank

    def marked(self, connection: Connection, words: Words, pages: Iterable[int]) -> dict[int, str]:
        index = table("page_words", column("rowid"))
        rows = connection.execute(
            select(index.c.rowid, func.highlight(literal_column("page_words"), 0, OPEN, CLOSE)).where(
                literal_column("page_words").op("MATCH")(words.fts5()), index.c.rowid.in_(list(pages))
            )
        )
        return {row[0]: row[1] for row in rows}

    def analyze(self, connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
        connection.exec_driver_sql("ANALYZE")

    def fault(self, error: Exception) -> RecordFault:
        cause = getattr(error, "orig", error)
        name = getattr(cause, "sqlite_errorname", None) or ""
        known = {
            "SQLITE_FULL": ("the disk is full", f"free some space and {_SAFE}"),
            "SQLITE_BUSY": ("another program has held it for too long", f"wait for that program; {_SAFE}"),
            "SQLITE_LOCKED": ("another program has held it for too long", f"wait for that program; {_SAFE}"),
            "SQLITE_READONLY": (
                "it may not be written",
                "change the permissions of the file and its folder, or choose another with --record",
            ),
            "SQLITE_CANTOPEN": ("it can't be opened", "check the path and its permissions, or choose another place with --record"),
            "SQLITE_NOTADB": ("it is not a record", "choose another place with --record"),
            "SQLITE_CORRUPT": ("the file is damaged", "take a copy from before, or rescue what is left with `sqlite3 FILE .recover`"),
            "SQLITE_IOERR": ("the disk failed", f"check the disk; {_SAFE}"),
        }
        for start, (why, mend) in known.items():
            if name.startswith(start):
                return RecordFault(self.where, why, mend)
        return RecordFault(self.where, f"the database refused ({cause})", "please report it")


def _begin(connection: Connection) -> None:
    # A transaction that is going to write takes the lock at once: taking it half way could not wait for others.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


class PostgreSQL:
    """A database for a team."""

    name = "postgresql"

    def __init__(self, url: URL) -> None:
        self.where = url.render_as_string(hide_password=True)
        try:
            self.engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        except (ModuleNotFoundError, NoSuchModuleError):
            raise RecordFault(self.where, "what it takes to speak to PostgreSQL is missing", "pip install 'dragoman[postgresql]'") from None

    def check(self, *, create: bool) -> None:
        try:
            if not create and not inspect(self.engine).has_table("pages"):
                raise RecordFault(self.where, "there is no record in this database", "make one with `dragoman add INPUT...`")
        except DBAPIError as error:
            raise self.fault(error) from error

    def lock(self, connection: Connection) -> None:
        connection.execute(select(func.pg_advisory_xact_lock(APPLICATION)))

    def backup(self, connection: Connection, revision: str) -> str:
        kept = f"{time.strftime('dragoman_%Y%m%d_%H%M%S')}_from_{revision}"
        connection.exec_driver_sql(f'CREATE SCHEMA "{kept}"')
        for name in inspect(connection).get_table_names():
            quoted = connection.dialect.identifier_preparer.quote_identifier(name)
            connection.exec_driver_sql(f'CREATE TABLE "{kept}".{quoted} AS TABLE {quoted}')
        return f'{self.where}, schema "{kept}"'

    def made(self, connection: Connection) -> None:
        pass

    def index_words(self, connection: Connection, bodies: Iterable[dict[str, Any]]) -> None:
        if rows := list(bodies):
            # A tsvector holds a megabyte at most; what stands after that much of a page isn't found.
            connection.execute(
                text("INSERT INTO page_words (page, words) VALUES (:page, to_tsvector('english', left(:body, 300000)))"), rows
            )

    def having(self, words: Words) -> tuple[Select[Any], ColumnElement[Any]]:
        index = table("page_words", column("page"), column("words"))
        asked = func.websearch_to_tsquery("english", words.plain())
        found = select(index.c.page).where(index.c.words.op("@@")(asked))
        return found, func.ts_rank(index.c.words, asked).desc()

    def marked(self, connection: Connection, words: Words, pages: Iterable[int]) -> dict[int, str]:
        body = table("pages", column("number"), column("body"))
        asked = func.websearch_to_tsquery("english", words.plain())
        options = f"HighlightAll=true, StartSel={OPEN}, StopSel={CLOSE}"
        rows = connection.execute(
            select(body.c.number, func.ts_headline("english", body.c.body, asked, options)).where(body.c.number.in_(list(pages)))
        )
        return {row[0]: row[1] for row in rows}

    def analyze(self, connection: Connection) -> None:
        pass  # the server sees to it

    def fault(self, error: Exception) -> RecordFault:
        cause = getattr(error, "orig", error)
        state = getattr(cause, "sqlstate", None) or ""
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        told = " ".join(str(cause).split())
        if state in ("53100", "53000"):
            return RecordFault(self.where, "the server's disk is full", f"free some space there and {_SAFE}")
        if state in ("40001", "40P01"):
            return RecordFault(self.where, "other writers were in the way", _SAFE, again=True)
        if state == "55P03":
            return RecordFault(self.where, "another program has held it for too long", f"wait for that program; {_SAFE}")
        if state in ("42501", "25006"):
            return RecordFault(self.where, "it may not be written", "ask its owner for the right to write, or choose another with --record")
        if lost or state.startswith(("08", "57")):
            return RecordFault(self.where, "the connection was lost", f"check the server; {_SAFE}", again=True)
        if type(cause).__name__ == "OperationalError":
            return RecordFault(self.where, f"it can't be reached ({told})", "check the address, the user and the server")
        return RecordFault(self.where, f"the database refused ({told})", "please report it")
