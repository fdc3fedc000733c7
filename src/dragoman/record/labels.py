"""Pages that people have judged, as labelled sentences that `make train` takes: the record teaches the reader.

A page on which somebody has said anything goes out whole: its sentences, and as labels what stands on it. What was rejected is no label,
and so says that there is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, union

from dragoman.record.rows import BETWEEN
from dragoman.record.tables import ITEMS, corrections, event_sides, pages, readings, sentences

Row = Mapping[str, Any]
_NONE, _ELSEWHERE = "-", "*"


class Labelled(NamedTuple):
    """A page as lines of text and lines of labels."""

    text: list[str]
    labels: list[str]


def labelled(connection: Connection) -> Iterator[Labelled]:
    """Every page with a correction, in the order in which the pages came."""
    judged = union(
        *(
            select(table.c.page).join(corrections, (corrections.c.item == table.c.number) & (corrections.c.kind == name))
            for name, table in ITEMS.items()
        )
    )
    numbers = connection.execute(select(pages.c.number).where(pages.c.number.in_(judged)).order_by(pages.c.number)).scalars().all()
    for count, number in enumerate(numbers):
        yield _page(connection, number, f"{count:02d}")


def _page(connection: Connection, number: int, name: str) -> Labelled:
    page = connection.execute(select(pages).where(pages.c.number == number)).mappings().one()
    cut = connection.execute(
        select(sentences.c.span_start, sentences.c.span_end)
        .join(readings, readings.c.number == sentences.c.reading)
        .where(readings.c.page == number, readings.c.newest == 1)
        .order_by(sentences.c.number)
    ).all()
    spans = [(start, end) for start, end in cut]
    body = page["body"]
    text = [f"## {name} {page['published_from'] or ''} {page['id']}"]
    text += [f"{name}.{n:02d}\t{_plain(body[start:end])}" for n, (start, end) in enumerate(spans)]
    items = {kind: _standing(connection, kind, number) for kind in ITEMS}
    sides: dict[int, list[Row]] = {}
    asked = select(event_sides).where(event_sides.c.event.in_([event["number"] for event in items["events"]]))
    for side in connection.execute(asked.order_by(event_sides.c.event, event_sides.c.side, event_sides.c.position)).mappings():
        sides.setdefault(side["event"], []).append(dict(side))

    def sid(row: Row) -> str | None:
        # By its place in the body: what was kept from an older reading has the number of a sentence that may have been cut otherwise.
        found = next((n for n, (start, end) in enumerate(spans) if start <= row["span_start"] < end), None)
        return None if found is None else f"{name}.{found:02d}"

    lines: list[str] = []
    triggers: dict[int, tuple[str, str]] = {}
    for row in items["events"]:
        if at := sid(row):
            triggers[row["number"]] = (at, _plain(row["trigger"]))
            lines.append(_line("E", at, *_event(row, sides.get(row["number"], []), body[slice(*spans[int(at.rpartition(".")[2])])])))
    for row in items["assessments"]:
        if at := sid(row):
            holder = f"{_ELSEWHERE}={row['holder']}" if row["holder"] else _NONE
            aspects = row["aspects"].replace(BETWEEN, ",")
            lines.append(_line("A", at, row["direction"], aspects, row["trigger"], _only(row["side_a"]), _only(row["side_b"]), holder))
    for row in items["commitments"]:
        if at := sid(row):
            sides_of = (_only(row["giver"]), _only(row["receiver"]))
            lines.append(_line("C", at, row["kind"], row["status"], row["trigger"], *sides_of, _NONE))
    for row in items["conditions"]:
        if at := sid(row):
            lines.append(_line("K", at, row["kind"], row["state"], row["trigger"], _only(row["holder"]), _only(row["against"])))
    # Causes last: they speak of the triggers of events. The event may stand corrected under another number.
    for row in items["causes"]:
        ends = [_trigger(connection, row[end], triggers) for end in ("cause", "effect")]
        if (at := sid(row)) and all(ends):
            told = [words if where == at else f"{where}:{words}" for where, words in (end for end in ends if end)]
            lines.append(_line("X", at, *told, row["cue"]))
    return Labelled(text, lines)


def _standing(connection: Connection, kind: str, page: int) -> Sequence[Row]:
    table = ITEMS[kind]
    asked = select(table).where(table.c.page == page, table.c.standing == "stands").order_by(table.c.span_start, table.c.number)
    return [dict(row) for row in connection.execute(asked).mappings()]


def _trigger(connection: Connection, event: int, triggers: Mapping[int, tuple[str, str]]) -> tuple[str, str] | None:
    """Sentence and trigger of the row that stands for an event."""
    if event in triggers:
        return triggers[event]
    asked = select(corrections.c.result).where(
        corrections.c.kind == "events", corrections.c.item == event, corrections.c.result.is_not(None)
    )
    made = connection.execute(asked.order_by(corrections.c.number.desc())).scalars().all()
    return next((triggers[number] for number in made if number in triggers), None)


def _event(row: Row, sides: Sequence[Row], sentence: str) -> list[str]:
    def told(side: str) -> str:
        return "||".join(f"{_plain(one['text']) if one['text'] else _ELSEWHERE}={one['actor']}" for one in sides if one["side"] == side)

    place = row["place"] if row["place"] and row["place"] in sentence else _NONE
    return [
        row["type"],
        row["status"],
        row["trigger"],
        told("source"),
        told("target"),
        told("speaker") or _NONE,
        _NONE,
        place,
        row["mode"] or _NONE,
        row["contexts"].replace(BETWEEN, ",") or _NONE,
    ]


def _only(actor: str) -> str:
    """A side of which only the page as a whole tells."""
    return f"{_ELSEWHERE}={actor}"


def _plain(text: str) -> str:
    """`text` on one line, with each character where it was."""
    return "".join(" " if c.isspace() else c for c in text)


def _line(*fields: str) -> str:
    return "\t".join(map(_plain, fields))
