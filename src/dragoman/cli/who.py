"""`dragoman who`: who a name is on a date."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import options

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
@click.option("--on", type=options.Day(), metavar="DATE", help="Who bore the name on this day, 2012-12-15; without it, all who ever did.")
@click.option("--json", "as_json", is_flag=True, help="Write the entries as one JSON list.")
@options.actors_option
def command(name: str, on: date | None, as_json: bool, actors: tuple[Path, ...]) -> None:
    """Say whom NAME stands for, in what role and when, and why the directory thinks so.

    NAME is a state, its people, a capital, a seat that stands for a government, an organ, an organisation, an armed group or a person.
    """
    from dragoman.cli import parts

    entries = parts.directory(actors).who(name, on)
    if as_json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(entries) + b"\n")
    elif entries:
        click.echo("\n".join(_told(entry) for entry in entries))
    else:
        day = f" on {on}" if on else ""
        click.echo(f"dragoman: {name}: nobody by that name{day} in the directory; add your own actors with --import FILE", err=True)
    if not entries:
        raise click.exceptions.Exit(1)


def _told(entry: Entry) -> str:
    """Two lines: actor, role, kind, name and term; then the reason."""
    first = "  ".join(filter(None, (entry.actor or "(by context)", entry.role, entry.kind, entry.name, _term(entry))))
    return f"{first}\n    {entry.why}"


def _term(entry: Entry) -> str:
    if entry.start is None and entry.end is None:
        return ""
    return f"{entry.start or ''}..{entry.end or ''}"
