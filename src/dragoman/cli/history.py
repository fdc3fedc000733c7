"""`dragoman history`: how what the record says came to be."""

from __future__ import annotations

import sys

import click

from dragoman.cli import options


@click.command(
    epilog="""\b
Examples:
  dragoman history e12
  dragoman history e12 --json

\b
Exit status: 0 shown, 1 no record, 2 no such id or wrong usage.""",
)
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="Write the corrections as one JSON list.")
@options.record_option
def command(id: str, as_json: bool, record_at: str | None) -> None:
    """Show how ID was read, by which version of the reader, and what people have said of it since, oldest first."""
    from dragoman import open_record
    from dragoman.cli.correct import line
    from dragoman.cli.show.rows import TOLD
    from dragoman.cli.terminal import printable

    with open_record(record_at) as record:
        try:
            entries = record.history(id)
            shown = record.show(entries[0].item if entries else id)
        except KeyError:
            raise click.BadParameter(f"there is no {id} in {record.where}", param_hint="ID") from None
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="ID") from None
    if as_json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(entries) + b"\n")
        return
    told = TOLD[shown.kind](shown.row)
    where = f"read {shown.read_at} by {shown.reader}" if shown.reader is not None else f"imported from {shown.imported_from}"
    click.echo("  ".join(map(printable, (shown.row["id"], told.sides, told.what, f"{where}; {shown.row['standing']}"))))
    for entry in entries:
        click.echo(line(entry))
