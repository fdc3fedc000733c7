"""`dragoman correct`: a person's judgement on what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from dragoman.cli import options
from dragoman.cli.asking import Actor, Speaker
from dragoman.cli.terminal import printable
from dragoman.coding import Aspect, ConditionState, DateInterval, Direction, EventType

if TYPE_CHECKING:
    from dragoman.record.correcting import Correction


def _none_or(kind: click.ParamType) -> click.ParamType:  # type: ignore[type-arg]
    """`kind`, or `none` to say that there is none."""

    class NoneOr(click.ParamType):  # type: ignore[type-arg]
        name = kind.name

        def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
            return "none" if value == "none" else kind.convert(value, param, ctx)

    return NoneOr()


@click.command(
    epilog="""\b
Examples:
  dragoman correct e12 --type AID --why "money was handed over, not promised"
  dragoman correct e12 --source PAK --target USA --by "A. Reader" --why "it is the other way round"
  dragoman correct e14 --reject --why "a film, not a strike"
  dragoman correct k3 --state shut --since 2011-11-26 --why "closed after Salala, reopened in July"
  dragoman correct e12 --undo --why "I had misread it"

\b
Exit status: 0 done, 1 the record could not be written, 2 no such id or wrong usage.""",
)
@click.argument("id")
@click.option("--accept", "act", flag_value="accept", help="It is right as it stands.")
@click.option("--reject", "act", flag_value="reject", help="It is not so; it stands no more.")
@click.option("--undo", "act", flag_value="undo", help="Take back the last correction of it, or the one named with --correction.")
@click.option("--correction", "undoes", metavar="C", help="With --undo: the correction to take back, such as c7.")
@click.option("--type", "type_", type=click.Choice(get_args(EventType), case_sensitive=False), help="PLOVER type of an event.")
@click.option("--mode", metavar="MODE", help="PLOVER mode of an event, or none.")
@click.option("--status", metavar="STATUS", help="Status of an event (actual, future, ...) or a commitment (promised, held, ...).")
@click.option("--kind", metavar="KIND", help="Kind of a commitment or a condition.")
@click.option("--state", type=click.Choice(get_args(ConditionState)), help="State of a condition.")
@click.option("--subject", metavar="WORDS", help="What it is that stands open or shut.")
@click.option("--direction", type=click.Choice(get_args(Direction)), help="Direction of an assessment.")
@click.option("--aspect", type=click.Choice(get_args(Aspect)), multiple=True, help="Aspect of an assessment. May be given more than once.")
@click.option("--source", type=Actor(), multiple=True, metavar="A", help="Whose act it is. May be given more than once.")
@click.option("--target", type=Actor(), multiple=True, metavar="B", help="Whom it is done to. May be given more than once.")
@click.option("--speaker", type=Speaker(), metavar="A", help="Who says so: an actor, or reporter.")
@click.option("--date", type=_none_or(options.Interval()), metavar="DATE", help="When: 2012-12-15, 2012-12, 2012, FROM..TO or none.")
@click.option("--since", type=_none_or(options.Interval()), metavar="DATE", help="When a condition began, or none.")
@click.option("--until", type=_none_or(options.Interval()), metavar="DATE", help="When a condition ended, or none.")
@click.option("--place", metavar="PLACE", help="Where: a state's code, the name of a place, or none.")
@click.option("--amount", metavar="AMOUNT", help='How much: "40000000 USD", "12 helicopters" or none.')
@click.option("--purpose", metavar="WORDS", help="What a commitment is for, or none.")
@click.option("--deaths", metavar="N", help="How many died, or none.")
@click.option("--why", required=True, metavar="WORDS", help="The reason; it stays in the record.")
@click.option(
    "--by", envvar="DRAGOMAN_NAME", metavar="NAME", help="Who says so; if not given, $DRAGOMAN_NAME, else the name of your account."
)
@options.record_option
def command(id: str, act: str | None, undoes: str | None, why: str, by: str | None, record_at: str | None, **fields: Any) -> None:
    """Correct what the record says of ID (e12 an event, a12 an assessment, m12 a commitment, k12 a condition, w12 a cause).

    Give fields to say how it is, or --accept, --reject or --undo. What was read stays in the record, and so does every correction, with
    its reason: dragoman history ID shows them. A correction follows its sentence when the page is read again.
    """
    from dragoman import open_record

    changes = {name.removesuffix("_"): _written(value) for name, value in fields.items() if value not in (None, ())}
    if act and changes:
        raise click.UsageError(f"--{act} goes without fields")
    if not act and not changes:
        raise click.UsageError("say what is to be corrected: a field, --accept, --reject or --undo")
    if undoes and act != "undo":
        raise click.UsageError("--correction goes with --undo")
    with open_record(record_at) as record:
        try:
            made = record.correct(id, act or "change", why=why, by=by or account(), changes=changes or None, undoes=undoes)
        except KeyError:
            raise click.BadParameter(f"there is no {id} in {record.where}", param_hint="ID") from None
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    click.echo(line(made))


def _written(value: Any) -> Any:
    """A value as it stands in the log."""
    if isinstance(value, DateInterval):
        return f"{value.earliest}..{value.latest}" if value.earliest != value.latest else f"{value.earliest}"
    return list(value) if isinstance(value, tuple) else value


def account() -> str:
    """The name of the user's account. Raises UsageError if the system knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("say who you are with --by NAME") from None


def line(entry: Correction) -> str:
    """A correction in one line."""
    what = entry.act
    if entry.act == "change":
        what += " " + ", ".join(
            f"{name} = {'+'.join(value) if isinstance(value, list) else value}" for name, value in entry.changes.items()
        )
    elif entry.undoes:
        what += f" {entry.undoes}"
    stands = f" -> {entry.result}" if entry.result else ""
    carried = f" (carried over from {entry.carried_from})" if entry.carried_from else ""
    return "  ".join(map(printable, (entry.id, f"{entry.item}{stands}", what, f"{entry.person}, {entry.made_at}: {entry.why}{carried}")))
