"""Options that several commands share, and how a date is written on the command line."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from dragoman.coding import DateInterval


class Interval(click.ParamType):  # type: ignore[type-arg]
    """A day, a month, a year, or two of these joined by two dots."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> DateInterval:
        if isinstance(value, DateInterval):
            return value
        first, dots, last = value.partition("..")
        try:
            start, end = _ends(first), _ends(last if dots else first)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2012-12-15, 2012-12, 2012 or 2012-12-01..2012-12-15", param, ctx)
        if end[1] < start[0]:
            self.fail(f"{value!r} ends before it begins", param, ctx)
        return DateInterval(start[0], end[1])


def _ends(text: str) -> tuple[date, date]:
    """First and last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Raises ValueError on anything else."""
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(text)
    year, *rest = map(int, parts)
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if len(rest) == 1:
        return date(year, rest[0], 1), date(year, rest[0], calendar.monthrange(year, rest[0])[1])
    return date(year, *rest), date(year, *rest)


def published_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--published`: the date of pages that don't tell theirs."""
    return click.option(
        "--published",
        type=Interval(),
        metavar="DATE",
        help="Publication date for the pages given: 2012-12-15, 2012-12, 2012 or FROM..TO. The dates in a page's text are counted from it.",
    )(command)


def actors_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--import`: actors of the user's own, added to the directory for this run."""
    return click.option(
        "--import",
        "actors",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        multiple=True,
        help="Actors of your own, added to the directory for this run: a CSV table or a PETRARCH dictionary. May be given more than once.",
    )(command)
