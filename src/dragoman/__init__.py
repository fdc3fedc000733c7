"""dragoman reads news of how states treat one another and keeps the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.record.record import Record

__version__ = "0.1.0"
__all__ = ["__version__", "open_record"]


def open_record(place: str | Path | None = None, *, create: bool = False) -> Record:
    """The record at `place`: a path or a postgresql:// address; if None, $DRAGOMAN_RECORD or the file in the user's data folder.

    Use it as a context manager. Raises dragoman.errors.RecordFault if there is no record and `create` is false, or it can't be opened.
    """
    # Imported here: reading pages has no use for a database.
    from dragoman.record.record import Record

    return Record.open(place, create=create)
