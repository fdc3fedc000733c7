"""`dragoman add`: pages into the record."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from dragoman.cli import options
from dragoman.cli.terminal import printable
from dragoman.coding import Article, DateInterval


@click.command(
    epilog="""\b
Examples:
  dragoman add news/ feed.xml crawl.warc.gz
  dragoman add page.txt --record pakistan.sqlite3
  dragoman add news/ --record postgresql://me@db.example/news
  dragoman add more-news/ | grep ^added

\b
Exit status: 0 all inputs are in the record, 1 some could not be read, or the record could not
be written (told in one line on standard error), 2 wrong usage, 130 interrupted.""",
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@options.record_option
@options.published_option
@options.actors_option
@options.reader_options
def command(
    inputs: tuple[str, ...],
    record_at: str | None,
    published: DateInterval | None,
    actors: tuple[Path, ...],
    reader: str,
    endpoint: str | None,
    model: str | None,
    timeout: float | None,
    api_key_env: str | None,
) -> None:
    """Read pages into the record, which is made if there is none.

    INPUT is what dragoman code reads. For each page one line on standard output: added or known, its number in the record, its id and
    where it came from, with tabs between. A page is added whole or not at all, and is safe when its line is written: interrupted, run the
    same again, and what is known is not read twice. Several may add to one record at once.
    """
    from dragoman import open_record
    from dragoman.cli.parts import Rooms, codings, left_out, page_reader
    from dragoman.cli.report import Report
    from dragoman.errors import InputFault

    settings = options.second_reader(reader, endpoint, model, timeout, api_key_env)
    rooms = Rooms(actors)
    counts: Counter[str] = Counter()
    with open_record(record_at, create=True) as record, Report(progress=sys.stderr.isatty() and not sys.stdout.isatty()) as report:
        if record.moved:
            print(f"dragoman: {record.where} was brought up to date; as it was before it is kept in {record.moved}", file=sys.stderr)

        def told(what: str, page: str, article: Article) -> None:
            counts[what] += 1
            click.echo(f"{what}\t{page}\t{article.id}\t{printable(article.source)}")
            sys.stdout.flush()

        def readable() -> Iterator[Article]:
            for item in rooms.articles(inputs, published):
                if isinstance(item, InputFault):
                    report.fault(item)
                else:
                    yield item

        pages = readable()
        second = None
        # The reader is loaded when there is something to read.
        for first in pages:
            second = rooms.second_reader(settings) if settings else None
            chosen = page_reader(reader, rooms, second)

            def unknown(articles: Iterator[Article], version: str = chosen.version) -> Iterator[Article]:
                for article in articles:
                    if number := record.number(article, version):
                        told("known", f"p{number}", article)
                    else:
                        yield article

            for coding in codings(chosen, unknown(chain([first], pages))):
                if isinstance(coding, InputFault):
                    report.fault(coding)
                    continue
                try:
                    added = record.add(coding)
                except ValueError as error:
                    report.fault(InputFault(coding.article.source, f"its coding can't be kept ({error})", "please report it with the page"))
                    continue
                told("added" if added.new_reading else "known", f"p{added.page}", coding.article)
                report.page(coding.article.source)
        where = record.where
    if second and second.left_out:
        print(left_out(second), file=sys.stderr)
    print(
        f"dragoman: {counts['added']} added, {counts['known']} known already, {report.faults} not read; {printable(where)}", file=sys.stderr
    )
    if report.faults:
        raise click.exceptions.Exit(1)
