"""`dragoman reread`: the pages of the record read again with a newer reader."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import options
from dragoman.cli.terminal import printable

if TYPE_CHECKING:
    from dragoman.record.matching import Change, Item


@click.command(
    epilog="""\b
Examples:
  dragoman reread
  dragoman reread --record pakistan.sqlite3 > changes.txt

\b
Exit status: 0 done, 1 some pages could not be read or the record could not be written,
2 wrong usage, 130 interrupted; run the same again to go on.""",
)
@options.record_option
@options.actors_option
@options.reader_options
def command(
    record_at: str | None,
    actors: tuple[Path, ...],
    reader: str,
    endpoint: str | None,
    model: str | None,
    timeout: float | None,
    api_key_env: str | None,
) -> None:
    """Read the pages of the record again, those that this version of the reader has not read, and say what changed.

    The new reading stands; the older is kept. For each page that reads differently: its number, headline and source, then a line
    for each item that is new (+), gone (-) or changed (~).
    """
    from dragoman import open_record
    from dragoman.cli.parts import Rooms, codings, left_out, page_reader
    from dragoman.cli.report import Report
    from dragoman.errors import InputFault
    from dragoman.record.matching import changes

    settings = options.second_reader(reader, endpoint, model, timeout, api_key_env)
    rooms = Rooms(actors)
    counts: Counter[str] = Counter()
    with open_record(record_at) as record, Report(progress=sys.stderr.isatty() and not sys.stdout.isatty()) as report:
        second = rooms.second_reader(settings) if settings else None
        chosen = page_reader(reader, rooms, second)
        for coding in codings(chosen, record.articles(not_read_by=chosen.version)):
            if isinstance(coding, InputFault):
                report.fault(coding)
                continue
            before = next(record.codings(coding.article.id))
            added = record.add(coding)
            counts["read"] += 1
            report.page(coding.article.source)
            if found := changes(before, coding):
                counts["changed"] += 1
                headline = printable(coding.article.headline or "(no headline)")
                click.echo(f"p{added.page}  {headline}  {printable(coding.article.source)}")
                click.echo("".join(f"  {line(change)}\n" for change in found), nl=False)
                sys.stdout.flush()
    if second and second.left_out:
        print(left_out(second), file=sys.stderr)
    print(f"dragoman: {counts['read']} read again, {counts['changed']} of them differ, {report.faults} not read", file=sys.stderr)
    if report.faults:
        raise click.exceptions.Exit(1)


def line(change: Change) -> str:
    """`+ e2 FRE → SYL RETREAT “reopened”`; what changed field by field behind it."""
    item = change.new or change.old
    assert item is not None
    sign = "~" if change.old and change.new else "+" if change.new else "-"
    what = f"{sign} {said(item)}"
    if change.old and change.new:
        what += "".join(f"; {f}: {_short(getattr(change.old, f))} -> {_short(getattr(change.new, f))}" for f in change.fields)
    return printable(what)


def said(item: Item) -> str:
    """An item in a few words, with the words that name its act."""
    from dragoman.cli.show import words
    from dragoman.coding import Assessment, Cause, Commitment, Condition

    match item:
        case Assessment():
            what = f"{item.id} {'–'.join(item.dyad)} {item.direction}"
        case Commitment():
            what = f"{item.id} {item.giver} → {item.receiver} {item.kind}, {item.status} {words.amount(item.amount)}".rstrip()
        case Condition():
            what = f"{item.id} {item.holder} / {item.against} {item.subject} {item.state}"
        case Cause():
            what = f"{item.cause} → {item.effect}"
        case _:
            what = f"{item.id} {words.sides(item)} {words.kind(item)}"
    return f"{what} “{item.evidence.trigger}”"


def _short(value: object) -> str:
    if value is None or value == []:
        return "none"
    if isinstance(value, list | tuple):
        return "+".join(getattr(one, "actor", None) or str(one) for one in value)
    if hasattr(value, "earliest"):
        from dragoman.cli.show import words

        return words.days(value)  # type: ignore[arg-type]
    for name in ("actor", "name", "value"):
        if hasattr(value, name):
            return str(getattr(value, name))
    return str(value)
