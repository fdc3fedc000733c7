"""`dragoman code`: pages in, codings out."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

import click

from dragoman.cli import options
from dragoman.coding import Article, Coding, DateInterval

if TYPE_CHECKING:
    from dragoman.reader.llm import SecondReader


class Format(Protocol):
    """A way of writing codings: something before the first, each coding, something after the last."""

    def begin(self) -> str: ...
    def page(self, coding: Coding) -> str: ...
    def end(self) -> str: ...


@click.command(
    epilog="""\b
Examples:
  dragoman code page.txt                                  one JSON object on one line
  dragoman code news/ feed.xml crawl.warc.gz > codings.jsonl
  dragoman code page.txt --format table                   to read on a terminal
  dragoman code page.html --format html -o page-coded.html
  curl -s https://news.example/a | dragoman code - --published 2012-12-15
  dragoman code page.txt --reader both --endpoint http://localhost:8080/v1 --model qwen3-8b

\b
Exit status: 0 all inputs read, 1 some could not be read (each told in one line on
standard error), 2 wrong usage, 130 interrupted.""",
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@options.published_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "table", "html"]),
    default="json",
    show_default=True,
    help="json: a coding a line. table: to read on a terminal. html: each page with its codings marked, in one file for a browser.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Leave out codings with a confidence below P (0 to 1).",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE, not standard output.")
@options.actors_option
@options.reader_options
def command(
    inputs: tuple[str, ...],
    published: DateInterval | None,
    format_: str,
    min_confidence: float,
    output: Path | None,
    actors: tuple[Path, ...],
    reader: str,
    endpoint: str | None,
    model: str | None,
    timeout: float | None,
    api_key_env: str | None,
) -> None:
    """Read pages and write a coding for each: who did what to whom, when, who says so, and the words that prove it.

    INPUT is a file of plain text, HTML, PDF, RSS or Atom, WARC (.gz), JSON Lines (.gz), a folder of these, or - for standard input.
    An input that can't be read is told on standard error in one line; the rest goes on.
    """
    from dragoman.cli.confidence import at_least
    from dragoman.cli.parts import Rooms, codings, left_out, page_reader
    from dragoman.cli.report import Report
    from dragoman.errors import InputFault

    settings = options.second_reader(reader, endpoint, model, timeout, api_key_env)
    rooms = Rooms(actors)
    second: SecondReader | None = None
    with ExitStack() as stack:
        out: BinaryIO = stack.enter_context(_create(output, inputs)) if output else sys.stdout.buffer
        to_terminal = output is None and sys.stdout.isatty()
        report = stack.enter_context(Report(progress=sys.stderr.isatty() and not to_terminal))
        form = _format(format_, to_terminal)
        encoding = sys.stdout.encoding if to_terminal else "utf-8"

        def write(text: str) -> None:
            if text:
                out.write(text.encode(encoding, "replace"))
                out.flush()

        def readable() -> Iterator[Article]:
            for item in rooms.articles(inputs, published):
                if isinstance(item, InputFault):
                    report.fault(item)
                else:
                    yield item

        write(form.begin())
        pages = readable()
        # The reader is loaded when there is something to read.
        for first in pages:
            second = rooms.second_reader(settings) if settings else None
            for coding in codings(page_reader(reader, rooms, second), chain([first], pages)):
                if isinstance(coding, InputFault):
                    report.fault(coding)
                    continue
                write(form.page(at_least(coding, min_confidence)))
                report.page(coding.article.source)
        write(form.end())
    if second and second.left_out:
        print(left_out(second), file=sys.stderr)
    if report.faults:
        raise click.exceptions.Exit(1)


def _create(path: Path, inputs: tuple[str, ...]) -> BinaryIO:
    """`path` for writing. Raises UsageError if it can't be written or would be read as an input."""
    place = path.resolve()
    if any(place.is_relative_to(Path(name).resolve()) for name in inputs if name != "-"):
        raise click.UsageError(f"-o {path} would write over an input or into a folder that is read; choose another place")
    try:
        return path.open("wb")
    except OSError as error:
        raise click.UsageError(f"can't write {path}: {error.strerror}; choose another place with -o") from None


def _format(name: str, to_terminal: bool) -> Format:
    if name == "table":
        from dragoman.cli.show.table import TableFormat

        width = shutil.get_terminal_size((100, 24)).columns if to_terminal else 100
        return TableFormat(width=max(60, min(width, 120)), colour=to_terminal)
    if name == "html":
        from dragoman.cli.show.html import HtmlFormat

        return HtmlFormat()
    return JsonLines()


class JsonLines:
    """One coding a line."""

    def begin(self) -> str:
        return ""

    def page(self, coding: Coding) -> str:
        from dragoman.coding import to_json

        return to_json(coding).decode() + "\n"

    def end(self) -> str:
        return ""
