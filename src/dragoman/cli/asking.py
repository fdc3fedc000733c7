"""What the commands that ask the record have in common: their filters, their order, the forms in which they answer."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, get_args

import click

from dragoman.cli import options
from dragoman.coding import Aspect, CommitmentKind, CommitmentStatus, ConditionKind, ConditionState, Direction, EventType, Status

if TYPE_CHECKING:
    from dragoman.record.answers import Answer
    from dragoman.record.record import Record

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_FORMATS = ("table", "json", "csv")


class Actor(click.ParamType):  # type: ignore[type-arg]
    """An actor's identifier, however it is typed."""

    name = "actor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value).strip().upper()


class Speaker(Actor):
    """An actor, or the reporter."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return "reporter" if str(value).lower() == "reporter" else super().convert(value, param, ctx)


class PageNumber(click.ParamType):  # type: ignore[type-arg]
    """`p12`, or 12."""

    name = "page"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        digits = str(value).lower().removeprefix("p")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
            self.fail(f"{value!r} is not the number of a page; write it as p12", param, ctx)
        return int(digits)


def _several(name: str, kind: Any, metavar: str | None, help: str) -> Callable[..., Any]:
    return click.option(f"--{name}", name, type=kind, metavar=metavar, multiple=True, help=f"{help} May be given more than once.")


def _choice(name: str, values: Any, help: str) -> Callable[..., Any]:
    return _several(name, click.Choice(get_args(values) or values, case_sensitive=False), None, help)


_FILTERS: dict[str, Callable[..., Any]] = {
    "dyad": click.option("--dyad", type=Actor(), nargs=2, metavar="A B", help="Between these two, in either direction."),
    "source": _several("source", Actor(), "A", "Whose act it is: who did it, gives it or holds it open or shut."),
    "target": _several("target", Actor(), "B", "Whom it is done to, who gets it, against whom it stands."),
    "actor": _several("actor", Actor(), "A", "This actor on either side."),
    "type": _choice("type", EventType, "PLOVER type."),
    "mode": _several("mode", str, "MODE", "PLOVER mode."),
    "quad": _choice("quad", QUADS, "Quad class."),
    "kind": _several("kind", str, "KIND", "What kind of it."),
    "state": _choice("state", ConditionState, "Open (running, in force) or shut."),
    "direction": _choice("direction", Direction, "Where the relation is said to go."),
    "aspect": _choice("aspect", Aspect, "What of the relation is spoken of."),
    "dates": click.option(
        "--dates", type=options.Interval(), metavar="DATE", help="When it may have been: 2012-12-15, 2012-12, 2012 or FROM..TO."
    ),
    "place": _several("place", str, "PLACE", "Where: a state's code, or the name of the place."),
    "speaker": _several("speaker", Speaker(), "A", "Who says so: an actor, or reporter."),
    "published": click.option("--published", type=options.Interval(), metavar="DATE", help="When the page was published."),
    "publisher": _several("publisher", str, "NAME", "Who published the page."),
    "page": _several("page", PageNumber(), "P", "On this page, such as p12."),
    "min_confidence": click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="At least so sure (0 to 1)."),
    "max_confidence": click.option("--max-confidence", type=click.FloatRange(0, 1), metavar="P", help="At most so sure (0 to 1)."),
    "corrected": click.option(
        "--corrected/--not-corrected", default=None, help="Only what people have corrected, or only what they have not."
    ),
    "as_read": click.option("--as-read", is_flag=True, help="As it was read, before people corrected it."),
    "sort": click.option(
        "--sort",
        type=click.Choice(["newest", "oldest", "surest", "doubtful", "added"]),
        default="newest",
        show_default=True,
        help="What comes first. newest, oldest: by when it was. surest, doubtful: by confidence. added: by when it came into the record.",
    ),
    "limit": click.option("--limit", type=click.IntRange(1), default=50, show_default=True, metavar="N", help="At most N rows."),
    "skip": click.option("--skip", type=click.IntRange(0), default=0, metavar="N", help="Leave out the first N rows: the next page."),
}
# `--status` and `--kind` have other values for each kind of item.
_OWN = {
    ("events", "status"): _choice("status", Status, "Whether it is done, to come, imagined or denied."),
    ("commitments", "status"): _choice("status", CommitmentStatus, "How far it has come."),
    ("commitments", "kind"): _choice("kind", CommitmentKind, "What is given."),
    ("conditions", "kind"): _choice("kind", ConditionKind, "What stands open or shut."),
}
# The order in which they are shown in the help.
_SHOWN = (
    *("dyad", "source", "target", "actor", "type", "mode", "quad", "kind", "state", "direction", "aspect", "status", "dates", "place"),
    *("speaker", "published", "publisher", "page", "min_confidence", "max_confidence", "corrected", "as_read", "sort", "limit", "skip"),
)
_BY_NAME = {
    "events": {"type", "mode", "quad", "status", "place", "speaker", "source", "target"},
    "assessments": {"direction", "aspect", "speaker"},
    "commitments": {"kind", "status", "source", "target"},
    "conditions": {"kind", "state", "source", "target"},
    "causes": {"source", "target"},
}
_EVERY = {"dyad", "actor", "dates", "published", "publisher", "page", "min_confidence", "max_confidence", "corrected", "as_read"}
_EVERY |= {"sort", "limit", "skip"}
_OF_PAGES = {"published", "publisher", "sort", "limit", "skip"}


def filters(kind: str) -> list[Callable[..., Any]]:
    """The options by which a kind may be asked, in the order of the help."""
    names = _OF_PAGES if kind == "pages" else _OF_PAGES - {"sort"} if kind == "find" else _EVERY | _BY_NAME[kind]
    return [_OWN.get((kind, name)) or _FILTERS[name] for name in _SHOWN if name in names]


def answer_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--format`, `-o` and `--record`."""
    for option in reversed(_ANSWER):
        command = option(command)
    return command


_ANSWER: tuple[Callable[..., Any], ...] = (
    click.option(
        "--format",
        "format_",
        type=click.Choice(_FORMATS),
        default="table",
        show_default=True,
        help="table: to read on a terminal. json: a row a line. csv: for a spreadsheet, R or Stata.",
    ),
    click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE."),
    options.record_option,
)


def asking(kind: str, told: str, examples: str) -> click.Command:
    """The command that asks for one kind. `told` is its help, `examples` stand under it."""

    def callback(record_at: str | None, format_: str, output: Path | None, **question: Any) -> None:
        write(kind, format_, output, record_at, lambda record: getattr(record, kind)(**_given(question)))

    command: Callable[..., Any] = answer_options(callback)
    for option in reversed(filters(kind)):
        command = option(command)
    epilog = f"\b\nExamples:\n{examples}\n\n\b\nExit status: 0 done (also if there is nothing), 1 no record, 2 wrong usage."
    return click.command(kind, help=told, epilog=epilog)(command)


def _given(question: dict[str, Any]) -> dict[str, Any]:
    """What was asked, without what was left out."""
    return {name: value for name, value in question.items() if value is not None and value != ()}


def write(kind: str, format_: str, output: Path | None, record_at: str | None, ask: Callable[[Record], Answer]) -> None:
    """Ask the record and write the answer. Raises UsageError if the question can't be asked or the file not be written."""
    from dragoman import open_record

    with ExitStack() as stack:
        record = stack.enter_context(open_record(record_at))
        try:
            answer = ask(record)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        out: BinaryIO = stack.enter_context(created(output)) if output else sys.stdout.buffer
        to_terminal = output is None and sys.stdout.isatty()
        if format_ == "json":
            import msgspec

            for row in answer:
                out.write(msgspec.json.encode(row) + b"\n")
        elif format_ == "csv":
            from dragoman.cli.show.csv_rows import csv_lines

            out.writelines(line.encode() for line in csv_lines(answer.columns, answer))
        else:
            from dragoman.cli.show.rows import as_table

            width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 120)) if to_terminal else 100
            encoding = sys.stdout.encoding if to_terminal else "utf-8"
            out.write(as_table(kind, answer, width=width, colour=to_terminal).encode(encoding, "replace"))
        out.flush()
    if not len(answer):
        print("dragoman: nothing in the record answers that", file=sys.stderr)
    elif answer.more:
        print(f"dragoman: there are more than these {len(answer)}; --skip goes on, --limit shows more at once", file=sys.stderr)


def created(path: Path) -> BinaryIO:
    """`path` for writing. Raises UsageError if it can't be written."""
    try:
        return path.open("wb")
    except OSError as error:
        raise click.UsageError(f"can't write {path}: {error.strerror}; choose another place with -o") from None
