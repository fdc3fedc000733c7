"""One item of the record with all that it rests on."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, select

from dragoman.coding import Span
from dragoman.record.answers import named
from dragoman.record.ids import kind_and_number
from dragoman.record.rows import Row
from dragoman.record.tables import ITEMS, event_sides, imports, pages, readings, sentences
from dragoman.record.views import told


class Side(msgspec.Struct, frozen=True):
    """One side of an event, or its speaker: `span` is in the sentence, if its words stand there."""

    side: str
    actor: str
    role: str | None
    name: str | None
    text: str | None
    span: Span | None


class Shown(msgspec.Struct, frozen=True):
    """An item: `row` as in an answer; where its words and the words that name the act stand in its sentence; who read it."""

    kind: str
    row: dict[str, Any]
    words_span: Span | None
    act_span: Span | None
    sides: list[Side]
    reader: str | None
    read_at: str | None
    imported_from: str | None


def show(connection: Connection, id: str) -> Shown:
    """Raises ValueError if `id` is no id of an item, KeyError if there is no such item."""
    kind, number = kind_and_number(id)
    if kind == "pages":
        raise ValueError(f"{id} is a page")
    item = ITEMS[kind]
    found = connection.execute(told(kind).where(item.c.number == number)).mappings().first()
    if found is None:
        raise KeyError(id)
    row = named(kind, {"id" if name == "number" else name: value for name, value in found.items()})
    where = (
        select(
            *(item.c[name] for name in ("span_start", "span_end", "trigger")),
            sentences.c.span_start.label("first"),
            sentences.c.span_end.label("last"),
            readings.c.reader,
            readings.c.read_at,
            imports.c.source,
            pages.c.body,
        )
        .select_from(item)
        .outerjoin(readings, readings.c.number == item.c.reading)
        .outerjoin(sentences, (sentences.c.reading == item.c.reading) & (sentences.c.number == item.c.sentence))
        .outerjoin(pages, pages.c.number == item.c.page)
        .outerjoin(imports, imports.c.number == item.c.imported)
        .where(item.c.number == number)
    )
    place = connection.execute(where).one()
    sides: list[Row] = []
    if kind == "events":
        asked = select(event_sides).where(event_sides.c.event == number).order_by(event_sides.c.side, event_sides.c.position)
        sides = [dict(side) for side in connection.execute(asked).mappings()]
    base, end = place.first or 0, place.last or 0

    def within(start: int | None, stop: int | None) -> Span | None:
        return None if start is None or stop is None or not base <= start < stop <= end else (start - base, stop - base)

    act = place.body.find(place.trigger, place.span_start, place.span_end) if place.body and place.trigger else -1
    order = {"source": 0, "target": 1, "speaker": 2}
    return Shown(
        kind=kind,
        row=row,
        words_span=within(place.span_start, place.span_end),
        act_span=within(act, act + len(place.trigger)) if act >= 0 else None,
        sides=[
            Side(side["side"], side["actor"], side["role"], side["name"], side["text"], within(side["span_start"], side["span_end"]))
            for side in sorted(sides, key=lambda side: (order[side["side"]], side["position"]))
        ],
        reader=place.reader,
        read_at=place.read_at,
        imported_from=place.source,
    )
