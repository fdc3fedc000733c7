"""How parts of a coding are said in words, the same in the table and on the page."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Protocol

from dragoman.coding import Amount, Event, Fatalities, Party, Published

STATUS = {"actual": "done", "future": "to come", "hypothetical": "if", "negated": "not done"}
BASIS = {
    "stated": "stated on the page",
    "metadata": "from the page's metadata",
    "given": "as given",
    "inferred": "inferred from the text",
}


class Interval(Protocol):
    """Anything with a first and a last day."""

    @property
    def earliest(self) -> date: ...
    @property
    def latest(self) -> date: ...


def days(interval: Interval | None) -> str:
    """The interval as short as it can be said: `2012-12-15`, `2012-07`, `1991`, `2012-12-01..15`; "" for None."""
    if interval is None:
        return ""
    first, last = interval.earliest, interval.latest
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year}..{last.year}"
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}" if whole_months else f"{first.isoformat()}..{last:%d}"
    if whole_months:
        return f"{first:%Y-%m}..{last:%Y-%m}"
    return f"{first.isoformat()}..{last.isoformat()}"


def published(value: Published | None) -> str:
    """`2012-12-15, stated on the page`; says so where the date is not known."""
    return f"{days(value)}, {BASIS[value.basis]}" if value else "no date"


def actors(parties: list[Party]) -> str:
    """`PAK`, `PAK+USA`; each actor once, in order."""
    return "+".join(dict.fromkeys(party.actor for party in parties)) or "?"


def sides(event: Event) -> str:
    """`PAK -> USA`; a reciprocal event `PAK <-> USA`."""
    sources, targets = ({party.actor for party in parties} for parties in (event.sources, event.targets))
    if sources == targets and len(sources) > 1:
        return " ↔ ".join(dict.fromkeys(party.actor for party in event.sources))
    return f"{actors(event.sources)} → {actors(event.targets)}"


def party(value: Party) -> str:
    """`PAK (GOV), Naveed Qamar`."""
    role = f" ({value.role})" if value.role else ""
    name = value.name if value.name and value.name.upper() != value.actor else ""
    return f"{value.actor}{role}{', ' + name if name else ''}"


def kind(event: Event) -> str:
    """`CONSULT`, or with its mode `CONSULT, visit`."""
    return f"{event.type}, {event.mode}" if event.mode else event.type


def amount(value: Amount | None) -> str:
    """`about 700 million USD a year`; "" for None."""
    if value is None:
        return ""
    qualifier = "" if value.qualifier == "exact" else f"{value.qualifier} "
    unit = value.currency or value.unit or ""
    per = f" a {value.per}" if value.per else ""
    return f"{qualifier}{_number(value.value)} {unit}".rstrip() + per


def _number(value: float) -> str:
    """`1.2 billion`, `50,000`, `0.25`; never rounded."""
    for size, name in ((1e9, "billion"), (1e6, "million")):
        scaled = round(value / size, 3)
        if abs(value) >= size and scaled * size == value and scaled < 1e6:
            return f"{scaled:,.3f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{value:,.0f}" if value == round(value) and abs(value) < 1e15 else f"{value:,}"


def fatalities(value: Fatalities | None) -> str:
    """`over 24 dead (PAK)`; "" for None."""
    if value is None:
        return ""
    qualifier = "" if value.qualifier == "exact" else f"{value.qualifier} "
    return f"{qualifier}{value.value:,} dead" + (f" ({value.actor})" if value.actor else "")


def published_long(value: Published | None) -> str:
    """`15 December 2012, stated on the page`; `December 2012` for a whole month."""
    if value is None:
        return "no date"
    first, last = value.earliest, value.latest
    spoken = days(value)
    if first == last:
        text = _long(first)
    elif spoken == f"{first:%Y-%m}..{last:%Y-%m}":
        text = f"{_month(first)} to {_month(last)}"
    elif ".." in spoken and "-" in spoken:
        text = f"{_long(first)} to {_long(last)}"
    else:
        text = _month(first) if "-" in spoken else spoken.replace("..", " to ")
    return f"{text}, {BASIS[value.basis]}"


def _long(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _month(day: date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"
