"""`dragoman review`: the least certain items, a key a judgement."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from typing import Any, get_args

import click

from dragoman.cli import options
from dragoman.coding import EventType

_KINDS = ("events", "assessments", "commitments", "conditions", "causes")
_KEYS = "a accept, r reject, t another type, w other way round, u undo the last, space skip, q quit"


@click.command(
    epilog="""\b
Examples:
  dragoman review
  dragoman review events --dyad PAK USA --by "A. Reader"

\b
Exit status: 0 done, 1 no record, 2 wrong usage.""",
)
@click.argument("kind", type=click.Choice(_KINDS), default="events")
@click.option("--dyad", nargs=2, metavar="A B", help="Only between these two, in either direction.")
@click.option("--max-confidence", type=click.FloatRange(0, 1), metavar="P", help="Only what is at most so sure (0 to 1).")
@click.option(
    "--by", envvar="DRAGOMAN_NAME", metavar="NAME", help="Who judges; if not given, $DRAGOMAN_NAME, else the name of your account."
)
@options.record_option
def command(kind: str, dyad: tuple[str, str] | None, max_confidence: float | None, by: str | None, record_at: str | None) -> None:
    """Go through what the reader is least sure of and nobody has judged, one KIND (events if not given) at a time.

    Each is shown with its sentence; one key says what is to be done: a accept, r reject, t another type (events), w the other way round,
    u undo the last, space skip, q quit.
    """
    from dragoman import open_record
    from dragoman.cli.correct import account
    from dragoman.cli.show.shown import as_text

    person = by or account()
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 120))
    counts: Counter[str] = Counter()
    given: dict[str, Any] = {"max_confidence": max_confidence} if max_confidence is not None else {}
    if dyad:
        given["dyad"] = (dyad[0].upper(), dyad[1].upper())
    last: str | None = None
    with open_record(record_at) as record:
        for id in record.unjudged(kind, **given):
            click.echo(as_text(record.show(id), width=width))
            while True:
                click.echo(f"{_KEYS}: ", nl=False)
                key = click.getchar()
                click.echo(key if key.isprintable() else "")
                if key in ("q", "\x04", "", "\x1b"):
                    _end(counts)
                    return
                if key == "u" and last:
                    record.correct(last, "undo", why="taken back in review", by=person)
                    click.echo(f"{last}: taken back")
                    last = None
                    continue
                changes: dict[str, Any] | None = None
                act = {"a": "accept", "r": "reject", "t": "change", "w": "change", " ": "skip"}.get(key)
                if key == "w":
                    row = record.show(id).row
                    sides = _sides(row)
                    changes = {"source": sides[1], "target": sides[0]} if sides else None
                elif key == "t" and kind == "events":
                    changes = {"type": click.prompt("type", type=click.Choice(get_args(EventType), case_sensitive=False))}
                if act is None or (act == "change" and not changes):
                    continue
                if act != "skip":
                    record.correct(id, act, why="review", by=person, changes=changes)
                    last = id
                counts[act] += 1
                break
    _end(counts)


def _sides(row: dict[str, Any]) -> tuple[Any, Any] | None:
    """The two sides of an item, where it has any."""
    if "type" in row:
        return row["source"].split("+"), row["target"].split("+")
    for first, second in (("giver", "receiver"), ("holder", "against")):
        if second in row:
            return row[first], row[second]
    return None


def _end(counts: Counter[str]) -> None:
    told = ", ".join(f"{counts[act]} {said}" for act, said in (("accept", "accepted"), ("reject", "rejected"), ("change", "changed")))
    print(f"dragoman: {told}, {counts['skip']} skipped", file=sys.stderr)
