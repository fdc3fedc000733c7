"""Options that several commands share, and how a date is written on the command line."""

from __future__ import annotations

import calendar
import math
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

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


def record_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--record`: which record is meant."""
    return click.option(
        "--record",
        "record_at",
        metavar="PLACE",
        help="The record: a file, or postgresql://user@host/name. If not given, $DRAGOMAN_RECORD, else a file in your data folder.",
    )(command)


class SecondReader(NamedTuple):
    """Where and how the second reader asks, as given on the command line."""

    endpoint: str
    model: str
    timeout: float
    key: str | None


def reader_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--reader` and what the second reader needs."""
    for option in reversed(_READER_OPTIONS):
        command = option(command)
    return command


_READER_OPTIONS = (
    click.option(
        "--reader",
        type=click.Choice(["built-in", "llm", "both"]),
        default="built-in",
        show_default=True,
        help="Who reads. built-in: the model in the package. llm: a language model behind --endpoint. both: the two, and which found what.",
    ),
    click.option(
        "--endpoint",
        metavar="URL",
        help="For --reader llm and both: a server that speaks the OpenAI protocol (llama.cpp, vLLM, Ollama), such as "
        "http://localhost:8080/v1. The text of the pages is sent there.",
    ),
    click.option("--model", metavar="NAME", help="For --reader llm and both: the model to ask the server for."),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True, max=86400),
        metavar="SECONDS",
        help="For --reader llm and both: how long one answer may take; 120 if not given.",
    ),
    click.option(
        "--api-key-env",
        metavar="NAME",
        help="For --reader llm and both: the environment variable that holds the server's key. The key itself is never an argument.",
    ),
)


def second_reader(
    reader: str, endpoint: str | None, model: str | None, timeout: float | None, api_key_env: str | None
) -> SecondReader | None:
    """What the options say of the second reader; None if only the built-in one reads. Raises UsageError if they don't fit together."""
    given = {"--endpoint": endpoint, "--model": model, "--timeout": timeout, "--api-key-env": api_key_env}
    if reader == "built-in":
        if stray := [name for name, value in given.items() if value is not None]:
            raise click.UsageError(f"{stray[0]} is for the second reader; add --reader llm or --reader both")
        return None
    if endpoint is None or not model:
        missing = "--endpoint URL" if endpoint is None else "--model NAME"
        raise click.UsageError(f"--reader {reader} needs {missing}")
    if timeout is not None and math.isnan(timeout):  # which lies in every range
        raise click.UsageError("--timeout must be a number of seconds")
    from dragoman.reader.llm.server import checked

    try:
        url = checked(endpoint)
    except ValueError as error:
        raise click.UsageError(f"--endpoint {error}") from None
    return SecondReader(url, model, timeout or 120.0, _key(api_key_env) if api_key_env else None)


def _key(variable: str) -> str:
    """The key in an environment variable. Raises UsageError if there is none, or none that can go into a header."""
    key = os.environ.get(variable, "").strip()
    if not key:
        raise click.UsageError(f"--api-key-env: the environment variable {variable} is not set")
    if not key.isascii() or not key.isprintable():
        raise click.UsageError(f"--api-key-env: what {variable} holds is not a key (it has characters that no header may have)")
    return key
