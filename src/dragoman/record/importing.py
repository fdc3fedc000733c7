"""Files of events that others coded, into the record: events without pages, marked as such."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, insert, select

from dragoman.errors import InputFault
from dragoman.record.adding import insert_events, now
from dragoman.record.layouts import Read, events_in, layout_of
from dragoman.record.rows import clean
from dragoman.record.tables import event_dyads, event_sides, imports

_CHUNK = 2000


def opened(path: Path) -> IO[str]:
    """A file of events as text, unpacked if it is gzipped. Raises OSError."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    if packed:
        return gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def layout_of_file(path: Path) -> str:
    """keds, icews, polecat, csv, or jsonl for codings. Raises InputFault if it can't be told or the file not be read."""
    try:
        with opened(path) as file:
            head = file.readline(100_000)
        return "jsonl" if head.lstrip().startswith("{") else layout_of(head.rstrip("\r\n"))
    except (OSError, EOFError, zlib.error) as error:
        raise InputFault(str(path), f"it can't be read ({error})", "check the file") from None
    except ValueError as error:
        raise InputFault(str(path), str(error), "say with --format what it is, or give another file") from None


def import_file(connection: Connection, path: Path, layout: str) -> int | None:
    """Add the events of a file; gives how many, or None if the record has had the same file before. Raises InputFault, OSError."""
    digest = _digest(path)
    # The row stands before the events, so that nobody else imports the same file meanwhile.
    if connection.execute(select(imports.c.number).where(imports.c.digest == digest)).first():
        return None
    made = connection.execute(
        insert(imports).returning(imports.c.number),
        clean({"source": str(path), "format": layout, "digest": digest, "imported_at": now()}),
    ).scalar_one()
    count = 0
    try:
        with opened(path) as file:
            for chunk in _chunks(events_in(file, layout)):
                _insert(connection, made, chunk)
                count += len(chunk)
    except (ValueError, KeyError, StopIteration, EOFError, zlib.error) as error:
        raise InputFault(str(path), f"it is not all {layout} ({error})", "mend the line, or say with --format what it is") from None
    return count


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _chunks(found: Iterable[Read]) -> Iterator[list[Read]]:
    rest = iter(found)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _insert(connection: Connection, made: int, chunk: list[Read]) -> None:
    numbers = insert_events(connection, [clean(read.event | {"imported": made}) for read in chunk])
    numbered = list(zip(numbers, chunk, strict=True))
    connection.execute(insert(event_sides), [clean(side | {"event": number}) for number, read in numbered for side in read.sides])
    connection.execute(insert(event_dyads), [clean(dyad | {"event": number}) for number, read in numbered for dyad in read.dyads])
