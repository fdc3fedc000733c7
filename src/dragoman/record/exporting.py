"""The events of the record for other tools, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from dragoman.record.answers import named
from dragoman.record.layouts import WRITERS, Pair, columns
from dragoman.record.questions import Kind, Question, numbers_after
from dragoman.record.rows import Row
from dragoman.record.tables import ITEMS, event_dyads, event_sides, events, imports, pages, readings
from dragoman.record.views import told

CHUNK = 1000


def chunks(connection: Connection, kind: Kind, question: Question) -> Iterator[list[Row]]:
    """The rows of a kind that answer a question, in the order of their numbers; its order, limit and skip don't count."""
    item = ITEMS[kind]
    last = 0
    while True:
        chosen = connection.execute(numbers_after(kind, question, last).limit(CHUNK)).scalars().all()
        if not chosen:
            return
        last = chosen[-1]
        found = connection.execute(told(kind).where(item.c.number.in_(chosen)).order_by(item.c.number))
        names = ["id" if name == "number" else name for name in found.keys()]  # noqa: SIM118
        yield [named(kind, dict(zip(names, row, strict=True))) for row in found]


def lines(connection: Connection, layout: str, question: Question, *, evidence: bool) -> Iterator[list[Any]]:
    """The cells of each row of a layout: one for each pair of sides of each event."""
    write = WRITERS[layout]
    for rows in chunks(connection, "events", question):
        numbers = [int(row["id"][1:]) for row in rows]
        more = (
            select(
                events.c.number,
                events.c.sentence.label("sentence_number"),
                events.c.original,
                imports.c.format,
                pages.c.language,
                readings.c.reader,
            )
            .outerjoin(imports, imports.c.number == events.c.imported)
            .outerjoin(pages, pages.c.number == events.c.page)
            .outerjoin(readings, readings.c.number == events.c.reading)
            .where(events.c.number.in_(numbers))
        )
        of = {row["number"]: dict(row) for row in connection.execute(more).mappings()}
        sides: dict[tuple[int, str, str], Row] = {}
        asked = select(event_sides).where(event_sides.c.event.in_(numbers)).order_by(event_sides.c.event, event_sides.c.position)
        for side in connection.execute(asked).mappings():
            sides.setdefault((side["event"], side["side"], side["actor"]), dict(side))
        pairs: dict[int, list[tuple[str, str]]] = {}
        for source, target, event in connection.execute(select(event_dyads).where(event_dyads.c.event.in_(numbers))):
            pairs.setdefault(event, []).append((source, target))
        for number, row in zip(numbers, rows, strict=True):
            own = of[number]
            if own["format"] == layout and own["original"]:
                original = msgspec.json.decode(own["original"])
                yield [original.get(name) for name in columns(layout)] + ([None] if evidence and layout != "keds" else [])
                continue
            for source, target in sorted(pairs.get(number, [])):
                yield write(Pair(row | own, sides[number, "source", source], sides[number, "target", target]), evidence)
