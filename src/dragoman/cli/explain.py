"""`dragoman explain`: why an event was coded as it was."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import options
from dragoman.coding import Article, DateInterval

if TYPE_CHECKING:
    from dragoman.cli.parts import Rooms


@click.command(
    epilog="""\b
Examples:
  dragoman explain page.txt e3
  dragoman explain page.txt e3 --json
  dragoman explain pages.jsonl e1 --record 12""",
)
@click.argument("page")
@click.argument("event")
@click.option("--json", "as_json", is_flag=True, help="Write the explanation as one JSON object.")
@click.option(
    "--record",
    type=click.IntRange(min=1),
    metavar="N",
    help="The Nth page of PAGE, if PAGE holds several (a feed, an archive, JSON Lines).",
)
@options.published_option
@options.actors_option
def command(page: str, event: str, as_json: bool, record: int | None, published: DateInterval | None, actors: tuple[Path, ...]) -> None:
    """Say why EVENT (its id, such as e3) of PAGE was coded as it was.

    Shows the sentence with the act and the sides marked, who the sides are and why, and the other types that the act might have had,
    with their probabilities. PAGE is read as `dragoman code` reads it, so give the same --published and --import.
    """
    from dragoman.cli.parts import Rooms

    rooms = Rooms(actors)
    article = _article(rooms, page, record, published)
    explanations = rooms.reader().explain(article)
    found = next((item for item in explanations if item.event.id == event), None)
    if found is None:
        raise click.BadParameter(f"{page} has no event {event}; {_those([item.event.id for item in explanations])}", param_hint="EVENT")
    if as_json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
        return
    from dragoman.cli.show.explanation import as_text

    width = shutil.get_terminal_size((100, 24)).columns
    click.echo(as_text(article, found, width=max(60, min(width, 120))), nl=False)


def _article(rooms: Rooms, page: str, record: int | None, published: DateInterval | None) -> Article:
    """The one article of `page`, or its `record`th.

    Raises InputFault if it can't be read, BadParameter if there is none or it isn't clear which is meant.
    """
    from dragoman.errors import InputFault

    items = list(islice(rooms.articles([page], published), (record or 1) - 1, record or 2))
    if not items:
        raise click.BadParameter(f"{page} has fewer pages than {record}" if record else f"{page} holds no page", param_hint="PAGE")
    if len(items) > 1:
        raise click.BadParameter(f"{page} holds several pages; say which with --record N", param_hint="PAGE")
    item = items[0]
    if isinstance(item, InputFault):
        raise item
    return item


def _those(ids: Sequence[str]) -> str:
    if not ids:
        return "no event was found on this page"
    return f"it has {ids[0]}" if len(ids) == 1 else f"it has {ids[0]} to {ids[-1]}"
