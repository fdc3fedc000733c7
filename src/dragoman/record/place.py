"""Where the record is, if the user doesn't say."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "DRAGOMAN_RECORD"


def record_place(given: str | Path | None = None) -> str | Path:
    """`given`, else what the environment says, else a file in the user's data folder."""
    if given:
        return given
    if named := os.environ.get(VARIABLE):
        return named
    from platformdirs import user_data_path

    return user_data_path("dragoman", appauthor=False) / "record.sqlite3"
