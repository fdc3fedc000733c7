"""`dragoman import`: events that others coded, and codings, into the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import options
from dragoman.cli.terminal import printable

if TYPE_CHECKING:
    from dragoman.record.record import Record

_TOGETHER = 100


@click.command(
    "import",
    epilog="""\b
Examples:
  dragoman import levant.csv.gz
  dragoman import events.1995.tab --format icews
  dragoman import codings.jsonl          what dragoman code or dragoman export wrote

\b
Exit status: 0 all is in the record, 1 a file could not be read or the record not be written,
2 wrong usage, 130 interrupted.""",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE...")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["keds", "icews", "polecat", "csv", "jsonl"]),
    help="What the files are; if not given, each file's first line tells. csv: with columns date, source, target and cameo or type. "
    "jsonl: codings.",
)
@options.record_option
def command(files: tuple[Path, ...], layout: str | None, record_at: str | None) -> None:
    """Read events that others coded into the record: KEDS, ICEWS, POLECAT or CSV, also gzipped; or codings, a JSON object a line.

    Events come without pages and are marked as imported. A file is imported whole or not at all, and once: the same file again changes
    nothing. Codings are added as dragoman add would, page by page. For each file one line on standard output.
    """
    from dragoman import open_record
    from dragoman.errors import InputFault
    from dragoman.record.importing import layout_of_file

    faults = 0
    with open_record(record_at, create=True) as record:
        for path in files:
            try:
                kind = layout or layout_of_file(path)
                told = _codings(record, path) if kind == "jsonl" else _events(record, path, kind)
            except InputFault as fault:
                faults += 1
                click.echo(f"dragoman: {printable(str(fault))}", err=True)
            except OSError as error:
                faults += 1
                click.echo(f"dragoman: {printable(str(path))}: it can't be read ({error.strerror}); check the file", err=True)
            else:
                click.echo(f"{told}\t{printable(str(path))}")
    if faults:
        raise click.exceptions.Exit(1)


def _events(record: Record, path: Path, layout: str) -> str:
    count = record.import_events(path, layout)
    return "known\t0 events" if count is None else f"imported\t{count} events"


def _codings(record: Record, path: Path) -> str:
    import msgspec

    from dragoman.coding import Coding, from_json
    from dragoman.errors import InputFault
    from dragoman.record.importing import opened

    added = known = 0
    waiting: list[Coding] = []

    def keep() -> None:
        nonlocal added, known
        for one in record.add_all(waiting):
            added += one.new_reading
            known += not one.new_reading
        waiting.clear()

    with opened(path) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                waiting.append(from_json(line))
            except (msgspec.DecodeError, ValueError) as error:
                keep()
                raise InputFault(str(path), f"line {number} is no coding ({error})", "give what dragoman code wrote") from None
            if len(waiting) == _TOGETHER:
                keep()
        keep()
    return f"imported\t{added} codings, {known} known"
