"""Brings a record to the shape that this version of dragoman knows, from nothing or from an older shape.

`versions/` holds one step a file, in the words of Alembic; a step once released is never changed. Views are no part of the steps: they hold
nothing, and are made anew after them.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from dragoman.errors import RecordFault
from dragoman.record.databases import Database

NEWEST = "0002"
_TABLE = "schema_version"


def bring_up_to_date(database: Database, *, create: bool, until: str = NEWEST) -> str | None:
    """Make or migrate the record; says where the copy from before lies, if there was anything to migrate.

    All or nothing: killed half way, the record is as it was. Raises RecordFault if it is of a newer dragoman, can't be written, or there is
    none and `create` is false.
    """
    database.check(create=create)
    try:
        with database.engine.connect() as connection:
            if _revision(connection) == until:
                return None
        with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
            database.lock(connection)
            found = _revision(connection)  # perhaps another process was faster
            if found == until:
                return None
            if found is None and not create:
                raise RecordFault(database.where, "there is no record in it", "make one with `dragoman add INPUT...`")
            if found is not None and found not in _known():
                raise RecordFault(database.where, f"a newer dragoman made it (its shape is {found})", "update dragoman")
            kept = database.backup(connection, found) if found else None
            _run(connection, until)
            if until == NEWEST:
                _make_views(connection)
            if found is None:
                database.made(connection)
            return kept
    except DBAPIError as error:
        raise database.fault(error) from error


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar()


def _known() -> set[str]:
    return {path.name[:4] for path in (Path(__file__).parent / "versions").glob("[0-9]*.py")}


def _run(connection: Connection, until: str) -> None:
    """The steps from where the record is to `until`."""
    # Imported here: a record that is up to date has no use for it, and it takes a quarter of a second.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(Path(__file__).parent))
    with EnvironmentContext(Config(), scripts, fn=lambda revision, _: scripts._upgrade_revs(until, revision)) as environment:
        environment.configure(connection=connection, version_table=_TABLE, transactional_ddl=True)
        environment.run_migrations()


def _make_views(connection: Connection) -> None:
    from dragoman.record.views import VIEWS, definition

    for name in reversed(VIEWS):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
    for name in VIEWS:
        connection.exec_driver_sql(definition(name, connection.dialect))
