"""Reads the directory's tables: tab- or comma-separated text with a header line, dates that may be a year or a month only."""

from __future__ import annotations

import calendar
import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a built-in table, each a dict by column name; missing cells are ""."""
    text = (files(__package__) / "tables" / table).read_text(encoding="utf-8")
    delimiter = "\t" if table.endswith(".tsv") else ","
    lines = text.splitlines()
    if delimiter == "\t":
        # No quoting in these: a plain split is several times as fast as the csv module's dialects.
        header = lines[0].split("\t")
        width = len(header)
        for line in lines[1:]:
            if line:
                cells = line.split("\t")
                yield dict(zip(header, cells + [""] * (width - len(cells)), strict=False))
        return
    for row in csv.DictReader(lines):
        yield {key: value or "" for key, value in row.items()}


def names_of(table: str) -> list[str]:
    """File names of the built-in tables that start with `table`."""
    return sorted(item.name for item in (files(__package__) / "tables").iterdir() if item.name.startswith(table))


def first_day(text: str) -> date | None:
    """The first day of "1997", "1997-05" or "1997-05-17"; None for "". Raises ValueError on anything else."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(text: str) -> date | None:
    """The last day of "1997", "1997-05" or "1997-05-17"; None for "". Raises ValueError on anything else."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])


def listed(cell: str) -> list[str]:
    """The items of a cell joined by semicolons."""
    return [item for item in (part.strip() for part in cell.split(";")) if item]
