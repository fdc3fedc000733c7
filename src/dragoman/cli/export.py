"""`dragoman export`: the record for other tools."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from dragoman.cli import options
from dragoman.cli.asking import created, filters

if TYPE_CHECKING:
    from dragoman.record.record import Record

_KINDS = ("events", "assessments", "commitments", "conditions", "causes")
_LAYOUTS = ("keds", "icews", "polecat")


def _filtered(command: Any) -> Any:
    wanted = {"dyad", "source", "target", "actor", "dates", "published", "publisher", "min_confidence", "corrected", "as_read"}
    for option in reversed(filters("causes")):
        if option(lambda: None).__click_params__[0].name in wanted:
            command = option(command)
    return command


@click.command(
    epilog="""\b
Examples:
  dragoman export -o events.csv
  dragoman export commitments --dyad PAK USA --format parquet -o commitments.parquet
  dragoman export --format icews --evidence -o events.tab
  dragoman export --format jsonl -o codings.jsonl          dragoman import gives the same record back
  dragoman export --format keds --columns
  dragoman export --format labels -o mine.txt              sentences there, labels in mine.tsv

\b
Exit status: 0 done, 1 no record, 2 wrong usage.""",
)
@click.argument("kind", type=click.Choice(_KINDS), default="events")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "parquet", "jsonl", *_LAYOUTS, "labels"]),
    default="csv",
    show_default=True,
    help="csv, parquet: all columns. jsonl: the codings whole, as read. keds, icews, polecat: the columns that tools for these data take. "
    "labels: the pages that people have judged, as labelled sentences for training the reader.",
)
@click.option("--evidence", is_flag=True, help="keds, icews, polecat: with the sentence of each event.")
@click.option("--columns", "only_columns", is_flag=True, help="Say what the columns mean, and no more.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE; parquet needs it.")
@_filtered
@options.record_option
def command(
    kind: str, format_: str, evidence: bool, only_columns: bool, output: Path | None, record_at: str | None, **question: Any
) -> None:
    """Write what stands of a KIND (events if not given) for other programs, oldest number first.

    With -o a description of the columns is written beside FILE, as FILE.columns.tsv. In the layouts of other data an event between several
    sides is a row for each pair. jsonl and labels take no filters.
    """
    from dragoman import open_record

    if format_ in _LAYOUTS and kind != "events":
        raise click.UsageError(f"{format_} is for events")
    if only_columns:
        click.echo(described(kind, format_), nl=False)
        return
    given = {name: value for name, value in question.items() if value not in (None, (), False)}
    if format_ in ("jsonl", "labels") and given:
        raise click.UsageError(f"{format_} writes whole pages and takes no filters")
    if kind == "assessments" and {"source", "target"} & set(given):
        raise click.UsageError("assessments have two sides, but no source and target; use --dyad or --actor")
    with ExitStack() as stack:
        record = stack.enter_context(open_record(record_at))
        if format_ == "labels":
            _labels(record, output)
        elif format_ == "parquet":
            if output is None:
                raise click.UsageError("parquet needs a file: -o FILE")
            _parquet(record, kind, given, output)
        else:
            out: BinaryIO = stack.enter_context(created(output)) if output else sys.stdout.buffer
            for line in _lines(record, kind, format_, evidence, given):
                out.write(line)
            out.flush()
    if output and format_ not in ("jsonl", "labels"):
        Path(f"{output}.columns.tsv").write_text(described(kind, format_), "utf-8")


def _lines(record: Record, kind: str, format_: str, evidence: bool, given: dict[str, Any]) -> Iterator[bytes]:
    if format_ == "jsonl":
        from dragoman.coding import to_json

        for coding in record.codings(all_readings=True):
            yield to_json(coding) + b"\n"
    elif format_ == "csv":
        from dragoman.cli.show.csv_rows import csv_lines

        for line in csv_lines(_names(kind), record.rows(kind, **given)):
            yield line.encode()
    else:
        from dragoman.record import layouts

        if names := layouts.header(format_, evidence):
            yield layouts.line(names).encode()
        for cells in record.layout(format_, evidence=evidence, **given):
            yield layouts.line(cells).encode()


def _labels(record: Record, output: Path | None) -> None:
    """NAME.txt with the sentences and NAME.tsv with the labels."""
    if output is None or output.suffix != ".txt":
        raise click.UsageError("labels are two files, NAME.txt and NAME.tsv: give -o NAME.txt")
    with created(output) as text, created(output.with_suffix(".tsv")) as labels:
        for page in record.labels():
            text.write("".join(f"{line}\n" for line in page.text).encode())
            labels.write("".join(f"{line}\n" for line in page.labels).encode())


def _parquet(record: Record, kind: str, given: dict[str, Any], output: Path) -> None:
    try:
        import polars as pl
    except ModuleNotFoundError:
        raise click.UsageError("parquet needs polars: pip install 'dragoman[polars]'") from None
    import io

    buffer = io.BytesIO()
    pl.DataFrame(list(record.rows(kind, **given)), schema=_schema(kind), orient="row").write_parquet(buffer)
    with created(output) as out:
        out.write(buffer.getvalue())


def _schema(kind: str) -> dict[str, Any]:
    """Column -> type, so that a column that is empty in all rows keeps its own."""
    import polars as pl

    from dragoman.record.views import told

    types = {"Date": pl.Date, "Double": pl.Float64, "Integer": pl.Int64, "BigInteger": pl.Int64, "SmallInteger": pl.Int64}
    ids = {"number", "page", "cause", "effect"}
    return {
        "id" if column.name == "number" else column.name: pl.String
        if column.name in ids
        else types.get(type(column.type).__name__, pl.String)
        for column in told(kind).selected_columns
    }


def _names(kind: str) -> list[str]:
    from dragoman.record.views import told

    return ["id" if column.name == "number" else column.name for column in told(kind).selected_columns]


# What a column is that the tables don't hold as such.
_MORE = {
    "id": "What the item is called in this record.",
    "words": "The words that carry it.",
    "sentence": "Its sentence.",
    "page": "The page, as this record calls it.",
    "page_id": "Content id of the page.",
    "page_source": "Where the page came from.",
    "cause": "The event that brought it about, as this record calls it.",
    "effect": "The event brought about, as this record calls it.",
}


def described(kind: str, format_: str) -> str:
    """Column, tab, meaning: a line each."""
    from dragoman.record.layouts import columns
    from dragoman.record.tables import ITEMS, pages

    if format_ in _LAYOUTS:
        meanings = columns(format_)
    elif format_ in ("jsonl", "labels"):
        meanings = {"article, events, ...": "See `dragoman schema`."}
    else:
        known = {column.name: str(column.doc) for table in (pages, ITEMS[kind]) for column in table.columns} | _MORE
        ends = {
            f"{end}_{field}": f"{field.capitalize()} of the {end}."
            for end in ("cause", "effect")
            for field in ("label", "source", "target", "type")
        }
        meanings = {name: (known | ends)[name] for name in _names(kind)}
    return "column\tmeaning\n" + "".join(f"{name}\t{means}\n" for name, means in meanings.items())
