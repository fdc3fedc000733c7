"""`dragoman show`: one item of the record, or a page, with all that it rests on."""

from __future__ import annotations

import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from dragoman.cli import options
from dragoman.cli.asking import created

if TYPE_CHECKING:
    from dragoman.record.record import Record


@click.command(
    "show",
    epilog="""\b
Examples:
  dragoman show e12
  dragoman show p3 --format html -o page.html
  dragoman show k7 --format json

\b
Exit status: 0 shown, 1 no record, 2 no such id or wrong usage.""",
)
@click.argument("id")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="text: to read. json: as one object; a page as its coding. html: a page with its codings marked, for a browser.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE.")
@options.record_option
def command(id: str, format_: str, output: Path | None, record_at: str | None) -> None:
    """Show what ID is and the sentence that says so: e12 an event, a12 an assessment, m12 a commitment, k12 a condition, w12 a cause.

    p12, or the content id of a page, shows all that the page says as it was read last; as json, its coding with the ids that it has there.
    """
    from dragoman import open_record

    with ExitStack() as stack:
        record = stack.enter_context(open_record(record_at))
        width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 120)) if output is None and sys.stdout.isatty() else 100
        try:
            told = _told(record, id, format_, width)
        except KeyError:
            raise click.BadParameter(f"there is no {id} in {record.where}", param_hint="ID") from None
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="ID") from None
        out: BinaryIO = stack.enter_context(created(output)) if output else sys.stdout.buffer
        out.write(told.encode("utf-8" if output or not sys.stdout.isatty() else sys.stdout.encoding, "replace"))
        out.flush()


def _told(record: Record, id: str, format_: str, width: int) -> str:
    import msgspec

    if len(id) < 16 and not id.startswith("p"):
        shown = record.show(id)
        if format_ == "html":
            raise ValueError("html shows whole pages; give the id of a page")
        if format_ == "json":
            return msgspec.json.encode(shown).decode() + "\n"
        from dragoman.cli.show.shown import as_text

        return as_text(shown, width=width)
    from dragoman.cli.code import _format
    from dragoman.coding import to_json

    if format_ == "json":
        return to_json(next(record.codings(record.page_id(id)))).decode() + "\n"
    coding = record.page(id)
    form = _format("html" if format_ == "html" else "table", False)
    return form.begin() + form.page(coding) + form.end()
