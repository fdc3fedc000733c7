"""`dragoman who`: who a name is on a date."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import options
from dragoman.cli.terminal import printable
from dragoman.coding import DateInterval

if TYPE_CHECKING:
    from dragoman.directory import Entry


@click.command(
    epilog="""\b
Examples:
  dragoman who Qamar --on 2012-12-15
  dragoman who "Quai d'Orsay" --json
  dragoman who "Rusty Hook" --import my-actors.csv

\b
Exit status: 0 found, 1 nobody by that name, 2 wrong usage.""",
)
@click.argument("name")
@click.option(
    "--on", type=options.Interval(), metavar="DATE", help="Who bore the name then: 2012-12-15, 2012-12 or 2012; others come after."
)
@click.option("--json", "as_json", is_flag=True, help="Write the entries as one JSON list.")
@options.actors_option
def command(name: str, on: DateInterval | None, as_json: bool, actors: tuple[Path, ...]) -> None:
    """Say whom NAME stands for, in what role and when, and why the directory thinks so.

    NAME is a state, its people, a capital, a seat that stands for a government, an organ, an organisation, an armed group or a person.
    """
    from dragoman.cli.parts import Rooms

    entries = Rooms(actors).directory.who(name, on)
    if as_json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(entries) + b"\n")
    elif entries:
        then = [entry for entry in entries if _holds(entry, on)]
        other = [entry for entry in entries if not _holds(entry, on)]
        lines = [_told(entry) for entry in then]
        if other:
            lines += ["at other times", *map(_told, other)]
        click.echo("\n".join(lines))
    else:
        click.echo(f"dragoman: {printable(name)}: nobody by that name in the directory; add your own actors with --import FILE", err=True)
    if not entries:
        raise click.exceptions.Exit(1)


def _holds(entry: Entry, on: DateInterval | None) -> bool:
    """Whether the entry's term meets the days asked for."""
    return on is None or ((entry.start is None or entry.start <= on.latest) and (entry.end is None or on.earliest <= entry.end))


def _told(entry: Entry) -> str:
    """Two lines: actor, role, kind, name and term; then the reason."""
    first = "  ".join(filter(None, (entry.actor or "(by context)", entry.role, entry.kind, entry.name, _term(entry))))
    return f"{first}\n    {entry.why}"


def _term(entry: Entry) -> str:
    if entry.start is None and entry.end is None:
        return ""
    return f"{entry.start or ''}..{entry.end or ''}"
